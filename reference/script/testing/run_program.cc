#include "script/testing/run_program.h"

#include "script/module.h"
#include "value/conversions.h"

namespace actx::testing {

namespace {

// Keeps the address of the test's lines where the native can find it.
class LinesCell final : public Cell {
 public:
  explicit LinesCell(std::vector<std::string>* lines) : lines(lines) {}
  void trace(Tracer&) const override {}
  std::vector<std::string>* lines;
};

std::string text_of(Realm& realm, Value value) {
  if (value.is_symbol()) return describe_for_message(realm, value);
  return realm.utf8(to_string(realm, value));
}

Value observe(Realm& realm, const Call& call) {
  std::string line;
  for (size_t i = 0; i < call.args.size(); ++i) {
    if (i > 0) line += ' ';
    line += text_of(realm, call.args[i]);
  }
  static_cast<LinesCell*>(call.callee->cell())->lines->push_back(line);
  return Value();
}

std::string error_text(Realm& realm, Value error) {
  std::string text = text_of(realm, error);
  return text.empty() ? "(empty)" : text;
}

class MapLoader final : public ModuleLoader {
 public:
  explicit MapLoader(const std::map<std::string, std::string>& files) : files_(files) {}

  ModuleRecord* resolve(Realm& realm, String* specifier, ModuleRecord*, const CodePlace&) override {
    std::string name = realm.utf8(specifier);
    auto known = modules_.find(name);
    if (known != modules_.end()) return known->second;
    auto file = files_.find(name);
    if (file == files_.end()) {
      throw_error(realm, Intrinsic::kErrorPrototype, "Cannot find module '" + name + "'");
    }
    units_.push_back(compile(file->second, name, ast::Goal::kModule));
    ModuleRecord* record = as_record(make_module(realm, *units_.back()));
    modules_[name] = record;
    return record;
  }

  void fill_import_meta(Realm& realm, SourceModule& module, Object* meta) override {
    meta->define_raw(realm, realm.key("url"), Value(realm.string(module_filename(module))));
  }

 private:
  const std::map<std::string, std::string>& files_;
  std::vector<UnitPtr> units_;
  std::map<std::string, ModuleRecord*> modules_;
};

}  // namespace

void install_observe(Realm& realm, std::vector<std::string>* lines) {
  NativeFunction* function = realm.new_native(observe, "observe", 0);
  function->set_cell(realm.make<LinesCell>(lines));
  realm.global()->define_raw(realm, realm.key("observe"), Value(function), kHidden);
}

ProgramResult run_program(Realm& realm, std::string_view source) {
  ProgramResult result;
  install_observe(realm, &result.observations);
  UnitPtr unit = compile(source, "program.js", ast::Goal::kCommonJs);
  try {
    Object* exports = realm.new_object();
    Value arguments[] = {Value(exports)};
    commonjs_function(realm, *unit)->call(realm, Value(exports), arguments);
    drain_jobs(realm);
  } catch (const Throw& thrown) {
    result.error = error_text(realm, thrown.value);
  }
  realm.reset();  // before the unit goes
  return result;
}

ProgramResult run_program(std::string_view source) {
  Realm realm;
  return run_program(realm, source);
}

ProgramResult run_module(const std::map<std::string, std::string>& files, const std::string& main) {
  ProgramResult result;
  MapLoader loader(files);
  Realm realm;
  install_observe(realm, &result.observations);
  set_module_loader(realm, &loader);
  try {
    ModuleRecord* record = loader.resolve(realm, realm.string(std::string_view(main)), nullptr, {});
    record->link(realm);
    Promise* done = record->evaluate(realm);
    drain_jobs(realm);
    if (done->state() == Promise::State::kRejected) throw Throw{done->result()};
    result.is_pending = done->state() == Promise::State::kPending;
  } catch (const Throw& thrown) {
    result.error = error_text(realm, thrown.value);
  }
  return result;
}

}  // namespace actx::testing
