#include "explore/testing/file_program.h"

#include <fmt/format.h>

#include <ostream>

namespace actx {
namespace {

constexpr int kMostRequests = 3;

constexpr char kPrelude[] = R"(const fs = require('node:fs'), crypto = require('node:crypto');
let v0 = 0, v1 = 0;
const path = ['/tmp/d/a', '/tmp/d/b'];
fs.mkdirSync('/tmp/d');
fs.writeFileSync(path[0], 'first');
const fd = [0, 1].map((i) => fs.openSync(path[0], 'r+'));
const buffer = [Buffer.from('....'), Buffer.from(';;;;')];
const hidden = (f) => { try { return f(); } catch (e) { return e.code; } };
const text = (b) => b.toString('latin1');
)";

std::string op_text(const FilePlan& plan, int number) {
  const int other = 1 - plan.file;
  const auto f = [&](std::string_view form) {
    return fmt::format(fmt::runtime(form), fmt::arg("n", number), fmt::arg("f", plan.file),
                       fmt::arg("o", other));
  };
  switch (plan.op) {
    case FileOp::kStat:
      return f("fs.stat(path[{f}], (e, s) => c{n}(e, s && [s.size, s.nlink]));");
    case FileOp::kTimes:
      return f("fs.stat(path[{f}], (e, s) => c{n}(e, s && s.mtimeMs));");
    case FileOp::kAccess:
      return f("fs.access(path[{f}], c{n});");
    case FileOp::kList:
      return f("fs.readdir('/tmp/d', c{n});");
    case FileOp::kUnlink:
      return f("fs.unlink(path[{f}], c{n});");
    case FileOp::kRename:
      return f("fs.rename(path[{f}], path[{o}], c{n});");
    case FileOp::kLink:
      return f("fs.link(path[{f}], path[{o}], c{n});");
    case FileOp::kCopy:
      return f("fs.copyFile(path[{f}], path[{o}], c{n});");
    case FileOp::kMakeDir:
      return f("fs.mkdir(path[{f}] + 'd', c{n});");
    case FileOp::kOpen:
      return f("fs.open(path[{f}], 'a', c{n});");
    case FileOp::kRead:
      return f("fs.read(fd[{f}], buffer[{f}], 0, 2, null, c{n});");
    case FileOp::kReadAt:
      return f(
          "{{ const b = Buffer.alloc(4); "
          "fs.read(fd[{f}], b, 0, 4, 1, (e) => c{n}(e, text(b))); }}");
    case FileOp::kWrite:
      return f("fs.write(fd[{f}], 'w{n}', c{n});");
    case FileOp::kWriteAt:
      return f("fs.write(fd[{f}], buffer[{f}], 0, 3, 1, c{n});");
    case FileOp::kTruncate:
      return f("fs.ftruncate(fd[{f}], 2, c{n});");
    case FileOp::kChmod:
      return f("fs.fchmod(fd[{f}], 0o200, c{n});");
    case FileOp::kRandom:
      return f("crypto.randomFill(buffer[{f}], (e) => c{n}(e));");
    case FileOp::kDerive:
      return f("crypto.pbkdf2('p', buffer[{f}], 1, 4, 'sha1', (e, k) => c{n}(e, text(k)));");
    case FileOp::kTimeout:
      return f("setTimeout(c{n}, 1);");
    case FileOp::kImmediate:
      return f("setImmediate(c{n});");
    case FileOp::kReadFile:
      return f("fs.readFile(path[{f}], 'latin1', c{n});");
    case FileOp::kAppend:
      return f("fs.promises.appendFile(path[{f}], '+{n}').then(c{n}, c{n});");
  }
  return {};
}

std::string act_text(const FilePlan& plan, int number) {
  const auto f = [&](std::string_view form) {
    return fmt::format(fmt::runtime(form), fmt::arg("n", number), fmt::arg("t", plan.thing));
  };
  switch (plan.act) {
    case FileAct::kNothing:
      return {};
    case FileAct::kObserve:
      return f("observe('a{n}', v{t});");
    case FileAct::kAssign:
      return f("v{t} = {n};");
    case FileAct::kBuffer:
      return f("observe('a{n}', text(buffer[{t}]));");
    case FileAct::kFill:
      return f("buffer[{t}].fill('{n}');");
    case FileAct::kExists:
      return f("observe('a{n}', fs.existsSync(path[{t}]));");
    case FileAct::kReadNow:
      return f("observe('a{n}', hidden(() => fs.readFileSync(path[{t}], 'latin1')));");
    case FileAct::kWriteNow:
      return f("observe('a{n}', hidden(() => fs.writeFileSync(path[{t}], 'now{n}')));");
    case FileAct::kUnlinkNow:
      return f("observe('a{n}', hidden(() => fs.unlinkSync(path[{t}])));");
  }
  return {};
}

template <class T>
rc::Gen<T> below(int limit) {
  return rc::gen::resize(
      100, rc::gen::map(rc::gen::inRange(0, limit), [](int n) { return static_cast<T>(n); }));
}

}  // namespace

std::string program_text(const FileProgram& program) {
  const int count = static_cast<int>(program.plans.size());
  const auto starts = [&](int parent) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      const FilePlan& plan = program.plans[static_cast<size_t>(i)];
      // Parents come before their children, so that nobody starts himself.
      if (plan.parent % (i + 1) == parent) text += "  " + op_text(plan, i + 1) + "\n";
    }
    return text;
  };
  std::string text = kPrelude;
  for (int i = 0; i < count; ++i) {
    const FilePlan& plan = program.plans[static_cast<size_t>(i)];
    text +=
        fmt::format("function c{0}(e, value) {{\n  observe('c{0}', e ? e.code : value);\n  {1}\n",
                    i + 1, act_text(plan, i + 1));
    text += starts(i + 1) + "}\n";
  }
  return text + starts(0);
}

rc::Gen<FileProgram> any_file_program() {
  const auto plan = rc::gen::build<FilePlan>(
      rc::gen::set(&FilePlan::op, below<FileOp>(kFileOps)),
      rc::gen::set(&FilePlan::file, below<int>(2)),
      rc::gen::set(&FilePlan::parent, rc::gen::weightedElement<int>({{5, 0}, {1, 1}, {1, 2}})),
      rc::gen::set(&FilePlan::act, below<FileAct>(kFileActs)),
      rc::gen::set(&FilePlan::thing, below<int>(2)));
  return rc::gen::build<FileProgram>(rc::gen::set(
      &FileProgram::plans, rc::gen::mapcat(below<size_t>(kMostRequests), [plan](size_t more) {
        return rc::gen::container<std::vector<FilePlan>>(more + 1, plan);
      })));
}

void showValue(const FileProgram& program, std::ostream& out) {
  out << program_text(program);
}

}  // namespace actx
