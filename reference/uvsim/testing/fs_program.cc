#include "uvsim/testing/fs_program.h"

#include <fcntl.h>
#include <uv.h>

#include <cstring>
#include <memory>
#include <sstream>
#include <utility>

namespace actx::uvsim::testing {
namespace {

constexpr const char* kCalls[] = {"open",    "close",  "read",  "write",   "truncate", "sync",
                                  "fstat",   "fchmod", "stat",  "lstat",   "unlink",   "mkdir",
                                  "rmdir",   "rename", "link",  "symlink", "readlink", "realpath",
                                  "scandir", "access", "chmod", "copy",    "utime",    "wait"};
constexpr const char* kNames[] = {"a",   "b",      "d",     "e",        "l",   "d/a", "d/b",
                                  "d/e", "d/e/a",  "e/d",   "l/a",      "a/",  "d/",  "l/",
                                  "./a", "d/../b", "d/.",   "d/e/..",   "a/x", ".",   "..",
                                  "",    "d//a",   "e/d/b", "missing/a"};
constexpr int kFlags[] = {O_RDONLY,
                          O_WRONLY | O_CREAT,
                          O_RDWR | O_CREAT,
                          O_RDWR | O_CREAT | O_EXCL,
                          O_RDWR | O_TRUNC,
                          O_WRONLY | O_CREAT | O_APPEND,
                          O_RDONLY | O_DIRECTORY,
                          O_RDONLY | O_NOFOLLOW,
                          O_WRONLY,
                          O_RDWR};
constexpr int kModes[] = {0644, 0755, 0600, 0777};
constexpr int kSlots = 4;
constexpr int kMaxInFlight = 3;  // more have too many schedules to search

template <class T, size_t N>
T pick(const T (&list)[N], uint8_t index) {
  return list[index % N];
}

class Interpreter {
 public:
  explicit Interpreter(const std::string& root) : root_(root) {}
  std::string run(const FsProgram& program);

 private:
  struct Call {
    uv_fs_t uv;
    const FsStep* step;
    Interpreter* owner;
    size_t number;
    char bytes[16];
  };

  static void done(uv_fs_t* request) {
    auto* call = static_cast<Call*>(request->data);
    call->owner->answered(*call);
  }
  void make(const FsStep& step, size_t number);
  int submit(Call& call, uv_fs_cb callback);
  int on_file(Call& call, uv_fs_cb callback);
  int on_name(Call& call, uv_fs_cb callback);
  // Waits for the calls in flight.
  void settle() {
    uv_run(&loop_, UV_RUN_DEFAULT);
    in_flight_ = 0;
  }
  void answered(Call& call);
  std::string details(Call& call);
  std::string stat_text(const uv_stat_t& stat, bool with_size);

  const std::string root_;
  uv_loop_t loop_;
  uv_file slots_[kSlots] = {-1, -1, -1, -1};
  std::vector<std::unique_ptr<Call>> calls_;
  int in_flight_ = 0;
  std::vector<std::string> words_;  // by step
};

int Interpreter::on_file(Call& call, uv_fs_cb callback) {
  const FsStep& step = *call.step;
  const uv_file file = slots_[step.slot % kSlots];
  const int64_t offset = step.number % 3 == 0 ? -1 : step.number % 7;
  uv_buf_t buffer = uv_buf_init(call.bytes, 1 + step.number % 9);
  switch (step.call) {
    case FsCall::kClose:
      return uv_fs_close(&loop_, &call.uv, file, callback);
    case FsCall::kRead:
      std::memset(call.bytes, '?', sizeof call.bytes);
      return uv_fs_read(&loop_, &call.uv, file, &buffer, 1, offset, callback);
    case FsCall::kWrite:
      std::memset(call.bytes, 'a' + static_cast<int>(call.number % 26), sizeof call.bytes);
      return uv_fs_write(&loop_, &call.uv, file, &buffer, 1, offset, callback);
    case FsCall::kTruncate:
      return uv_fs_ftruncate(&loop_, &call.uv, file, step.number % 12, callback);
    case FsCall::kSync:
      return uv_fs_fsync(&loop_, &call.uv, file, callback);
    case FsCall::kFchmod:
      return uv_fs_fchmod(&loop_, &call.uv, file, pick(kModes, step.number), callback);
    default:
      return uv_fs_fstat(&loop_, &call.uv, file, callback);
  }
}

int Interpreter::on_name(Call& call, uv_fs_cb callback) {
  const FsStep& step = *call.step;
  const char* name = pick(kNames, step.name);
  const char* other = pick(kNames, step.other);
  switch (step.call) {
    case FsCall::kOpen:
      return uv_fs_open(&loop_, &call.uv, name, pick(kFlags, step.other), pick(kModes, step.number),
                        callback);
    case FsCall::kStat:
      return uv_fs_stat(&loop_, &call.uv, name, callback);
    case FsCall::kLstat:
      return uv_fs_lstat(&loop_, &call.uv, name, callback);
    case FsCall::kUnlink:
      return uv_fs_unlink(&loop_, &call.uv, name, callback);
    case FsCall::kMkdir:
      return uv_fs_mkdir(&loop_, &call.uv, name, pick(kModes, step.number), callback);
    case FsCall::kRmdir:
      return uv_fs_rmdir(&loop_, &call.uv, name, callback);
    case FsCall::kRename:
      return uv_fs_rename(&loop_, &call.uv, name, other, callback);
    case FsCall::kLink:
      return uv_fs_link(&loop_, &call.uv, name, other, callback);
    case FsCall::kSymlink:
      return uv_fs_symlink(&loop_, &call.uv, name, other, 0, callback);
    case FsCall::kReadlink:
      return uv_fs_readlink(&loop_, &call.uv, name, callback);
    case FsCall::kRealpath:
      return uv_fs_realpath(&loop_, &call.uv, name, callback);
    case FsCall::kScandir:
      return uv_fs_scandir(&loop_, &call.uv, name, 0, callback);
    case FsCall::kAccess:
      return uv_fs_access(&loop_, &call.uv, name, step.number % 9, callback);
    case FsCall::kChmod:
      return uv_fs_chmod(&loop_, &call.uv, name, pick(kModes, step.number), callback);
    case FsCall::kCopy:
      return uv_fs_copyfile(&loop_, &call.uv, name, other,
                            step.number % 2 == 0 ? 0 : UV_FS_COPYFILE_EXCL, callback);
    default:
      return uv_fs_utime(&loop_, &call.uv, name, step.number, step.number + 0.5, callback);
  }
}

std::string Interpreter::stat_text(const uv_stat_t& stat, bool with_size) {
  // A directory's size and link count are the file system's own affair.
  const bool directory = (stat.st_mode & S_IFMT) == S_IFDIR;
  std::string text = std::to_string(stat.st_mode);
  if (with_size && !directory) text += ',' + std::to_string(stat.st_size);
  return directory ? text : text + ',' + std::to_string(stat.st_nlink);
}

std::string Interpreter::details(Call& call) {
  uv_fs_t& request = call.uv;
  switch (call.step->call) {
    case FsCall::kRead:
      return std::string(call.bytes, static_cast<size_t>(request.result));
    case FsCall::kStat:
    case FsCall::kLstat:
    case FsCall::kFstat:
      return stat_text(request.statbuf, true);
    case FsCall::kReadlink:
      return static_cast<char*>(request.ptr);
    case FsCall::kRealpath: {
      std::string real = static_cast<char*>(request.ptr);
      return real.starts_with(root_) ? "." + real.substr(root_.size()) : "outside";
    }
    case FsCall::kScandir: {
      std::string text;
      uv_dirent_t entry;
      while (uv_fs_scandir_next(&request, &entry) == 0) {
        text += std::string(entry.name) + ':' + std::to_string(entry.type) + ';';
      }
      return text;
    }
    default:
      return "";
  }
}

void Interpreter::answered(Call& call) {
  int64_t result = call.uv.result;
  const FsStep& step = *call.step;
  if (step.call == FsCall::kOpen && result >= 0) {
    // Numbers of descriptors differ. Callbacks come in any order: theirs are not kept.
    uv_file unused = static_cast<uv_file>(result);
    if (!step.with_callback) std::swap(unused, slots_[step.slot % kSlots]);
    uv_fs_t request;
    if (unused >= 0) uv_fs_close(nullptr, &request, unused, nullptr);
    result = 0;
  }
  std::string& word = words_[call.number];
  word = std::to_string(call.number) + ':' + pick(kCalls, static_cast<uint8_t>(step.call)) + '=' +
         std::to_string(result);
  if (result >= 0) {
    for (const char c : details(call)) word += c > ' ' ? c : '_';
  }
  uv_fs_req_cleanup(&call.uv);
}

void Interpreter::make(const FsStep& step, size_t number) {
  if (step.call == FsCall::kWait) {
    settle();
    return;
  }
  // These are several system calls on the real side: nothing may come between.
  const bool alone =
      step.call == FsCall::kCopy || step.call == FsCall::kScandir || step.call == FsCall::kRealpath;
  const bool in_flight = step.with_callback && step.call != FsCall::kClose;
  if (alone || (in_flight && in_flight_ == kMaxInFlight)) settle();
  if (in_flight) ++in_flight_;
  const bool is_file = step.call >= FsCall::kClose && step.call <= FsCall::kFchmod;
  calls_.push_back(std::make_unique<Call>());
  Call& call = *calls_.back();
  call.step = &step;
  call.owner = this;
  call.number = number;
  call.uv.data = &call;
  // A slot changes with the answer only: with a callback its number may be another one's by then.
  if (step.call == FsCall::kClose) {
    on_file(call, nullptr);
    if (call.uv.result == 0) slots_[step.slot % kSlots] = -1;
    answered(call);
    return;
  }
  const uv_fs_cb callback = step.with_callback ? done : nullptr;
  const int result = is_file ? on_file(call, callback) : on_name(call, callback);
  if (callback == nullptr || result != 0) answered(call);
  if (alone) settle();
}

std::string Interpreter::run(const FsProgram& program) {
  uv_loop_init(&loop_);
  words_.resize(program.size());
  for (size_t i = 0; i < program.size(); i++) make(program[i], i);
  uv_run(&loop_, UV_RUN_DEFAULT);
  for (const uv_file file : slots_) {
    uv_fs_t request;
    if (file >= 0) uv_fs_close(nullptr, &request, file, nullptr);
  }
  uv_loop_close(&loop_);
  std::string trace;
  for (const std::string& word : words_) trace += word.empty() ? word : word + ' ';
  return trace;
}

}  // namespace

std::string format(const FsProgram& program) {
  std::ostringstream text;
  for (const FsStep& step : program) {
    text << int{static_cast<uint8_t>(step.call)} << ' ' << int{step.name} << ' ' << int{step.other}
         << ' ' << int{step.slot} << ' ' << int{step.number} << ' ' << step.with_callback << ' ';
  }
  return text.str();
}

bool parse(std::string_view line, FsProgram* program) {
  std::istringstream text{std::string(line)};
  program->clear();
  int call = 0;
  int name = 0;
  int other = 0;
  int slot = 0;
  int number = 0;
  bool with_callback = false;
  while (text >> call) {
    if (!(text >> name >> other >> slot >> number >> with_callback)) return false;
    if (call < 0 || call >= static_cast<int>(FsCall::kCount)) return false;
    program->push_back({static_cast<FsCall>(call), static_cast<uint8_t>(name),
                        static_cast<uint8_t>(other), static_cast<uint8_t>(slot),
                        static_cast<uint8_t>(number), with_callback});
  }
  return text.eof();
}

std::string describe(const FsProgram& program) {
  std::ostringstream text;
  for (const FsStep& step : program) {
    text << pick(kCalls, static_cast<uint8_t>(step.call)) << "(\"" << pick(kNames, step.name)
         << "\", other \"" << pick(kNames, step.other) << "\" or flags " << std::oct
         << pick(kFlags, step.other) << std::dec << ", slot " << step.slot % kSlots << ", number "
         << int{step.number} << (step.with_callback ? ", callback" : "") << ")\n";
  }
  return text.str();
}

std::string run_fs_program(const FsProgram& program, const std::string& root) {
  return Interpreter(root).run(program);
}

}  // namespace actx::uvsim::testing
