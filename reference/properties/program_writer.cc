#include "properties/program_writer.h"

namespace actx {
namespace {

constexpr std::pair<std::string_view, std::string_view> kImports[] = {
    {"{ AsyncLocalStorage, AsyncResource, executionAsyncId }", "node:async_hooks"},
    {"{ EventEmitter }", "node:events"},
};
constexpr std::string_view kPrelude =
    R"(const values = [undefined, null, false, 0, '', true, 1, 'text', -0, NaN, 7n, Symbol('store'),
                { id: 1 }, { id: 2 }, [], new Map(), () => {}, new Error('store')];
const storage = new AsyncLocalStorage();
const second = new AsyncLocalStorage();
const foreign_store = 'foreign';
const thrown = new Error('thrown');
function seen() {
  const store = storage.getStore();
  return values.findIndex((value) => Object.is(value, store));
}
)";

std::string import_of(bool is_module, std::pair<std::string_view, std::string_view> what) {
  const std::string names(what.first);
  const std::string module(what.second);
  return is_module ? "import " + names + " from '" + module + "';"
                   : "const " + names + " = require('" + module + "');";
}

}  // namespace

std::string value_of(Store store) {
  return "values[" + std::to_string(store) + "]";
}

void ProgramWriter::prelude(
    bool is_module, const std::vector<std::pair<std::string_view, std::string_view>>& more) {
  if (!is_module) line("'use strict';");
  for (const auto& what : kImports) line(import_of(is_module, what));
  for (const auto& what : more) line(import_of(is_module, what));
  line(is_module ? kDeferralImports : kDeferralRequires);
  line(kPrelude);
}

void ProgramWriter::line(std::string_view text) {
  result_.text += text;
  result_.text += '\n';
}

void ProgramWriter::observe(std::string_view label, std::string_view expression,
                            std::string expected) {
  const std::string name = std::to_string(result_.expected.size() + 1) + ':' + std::string(label);
  line("observe('" + name + "', " + std::string(expression) + ");");
  result_.expected.emplace(name, std::move(expected));
}

void ProgramWriter::see(std::string_view label, Store expected) {
  observe(label, "seen()", std::to_string(expected));
}

void ProgramWriter::see_later(std::string_view label, const Chain& chain, Store expected) {
  open(chain);
  see(label, expected);
  close(chain);
}

void ProgramWriter::open_run(Store store) {
  line("storage.run(" + value_of(store) + ", () => {");
}

}  // namespace actx
