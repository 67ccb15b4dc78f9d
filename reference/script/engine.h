// The front door of the language: source text in, a unit that runs in any number of realms out.
//
// Invariants
// - A unit is immutable and belongs to the thread that compiled it (its constants are atoms of that
//   thread). Compile once, run in as many realms and runs as you like.
// - Running never drains the job queue: who does, and when, is the host's business. `drain_jobs` is
//   for hosts without a loop.
// - Errors of the program leave as actx::Throw; errors of the text as ParseError.
#ifndef ACTX_SCRIPT_ENGINE_H_
#define ACTX_SCRIPT_ENGINE_H_

#include <memory>
#include <string_view>

#include "script/parser.h"
#include "value/realm.h"

namespace actx {

class CompiledUnit;
using UnitPtr = std::shared_ptr<const CompiledUnit>;

/// Compiles UTF-8 text. `filename` is what stack traces, import.meta and diagnostics show. Throws
/// ParseError (a syntax error, or a construct that is not in the litmus language).
UnitPtr compile(std::string_view source, std::string_view filename, ast::Goal goal);
/// Compiles a tree, for instance a generated one. The tree may be dropped afterwards.
UnitPtr compile(const ast::Tree& tree);

/// The name the unit was compiled under.
const std::string& unit_filename(const CompiledUnit& unit);

/// Runs a unit of Goal::kScript in the realm: its `var`s and functions become properties of the
/// global object. The unit must outlive the run.
void run_script(Realm& realm, const CompiledUnit& unit);

/// The wrapper function of a unit of Goal::kCommonJs: call it with `this` = exports and the
/// arguments (exports, require, module, __filename, __dirname). The unit must outlive the run.
Function* commonjs_function(Realm& realm, const CompiledUnit& unit);

/// Where a piece of the program stands.
struct CodePlace {
  std::string_view file;  // as the unit was compiled; empty: nowhere
  uint32_t line = 0;      // from 1, as the column
  uint32_t column = 0;
};
/// Where the innermost running frame stands whose file is one of the program's own (host modules
/// are named "node:..."); an empty place when none runs.
CodePlace running_place(const Realm& realm);

/// Runs jobs until the queue is empty. A thrown exception leaves as Throw; the queue stays usable.
void drain_jobs(Realm& realm);

}  // namespace actx

#endif  // ACTX_SCRIPT_ENGINE_H_
