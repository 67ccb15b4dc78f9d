// Runs small programs for tests: `observe(...)` collects lines, jobs are drained, no host needed.
#ifndef ACTX_SCRIPT_TESTING_RUN_PROGRAM_H_
#define ACTX_SCRIPT_TESTING_RUN_PROGRAM_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "script/engine.h"

namespace actx::testing {

struct ProgramResult {
  std::vector<std::string> observations;  // the arguments as strings, joined by a space
  std::string error;                      // text of what the program threw; empty: nothing
  bool is_pending = false;                // a module whose evaluation never ended
};

/// Runs a program as a CommonJS file in a fresh realm.
ProgramResult run_program(std::string_view source);
/// The same in a realm of the caller's.
ProgramResult run_program(Realm& realm, std::string_view source);
/// Runs `files[main]` as a module; specifiers are names of `files`.
ProgramResult run_module(const std::map<std::string, std::string>& files, const std::string& main);

/// Gives the realm an `observe` that appends to `lines`, which must outlive the run.
void install_observe(Realm& realm, std::vector<std::string>* lines);

}  // namespace actx::testing

#endif  // ACTX_SCRIPT_TESTING_RUN_PROGRAM_H_
