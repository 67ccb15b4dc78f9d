#include "script/engine.h"

#include "script/compiler.h"
#include "script/intrinsics.h"
#include "script/vm.h"

namespace actx {

UnitPtr compile(std::string_view source, std::string_view filename, ast::Goal goal) {
  return compile(parse(source, filename, goal));
}

UnitPtr compile(const ast::Tree& tree) {
  register_script_intrinsics();
  return UnitCompiler(tree).compile();
}

const std::string& unit_filename(const CompiledUnit& unit) {
  return unit.filename;
}

void run_script(Realm& realm, const CompiledUnit& unit) {
  check_native_stack(realm);
  Frame* frame = push_program(realm, *unit.main, make_instance(realm, unit), nullptr);
  frame->this_value = Value(realm.global());
  frame->is_entry = true;
  execute(realm, frame);
}

Function* commonjs_function(Realm& realm, const CompiledUnit& unit) {
  return make_closure(realm, *unit.main, nullptr, make_instance(realm, unit));
}

void drain_jobs(Realm& realm) {
  while (Job* job = realm.take_job()) job->run(realm);
}

}  // namespace actx
