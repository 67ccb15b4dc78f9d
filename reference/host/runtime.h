// Runs a program in a simulated Node: realm, context, loop and modules, reused from run to run.
//
// Invariants
// - A run is a function of program, options and the choices of the surroundings.
// - Nothing of a run outlives it but its result. Memory is kept for the next run.
// - A runtime belongs to one thread.
#ifndef ACTX_HOST_RUNTIME_H_
#define ACTX_HOST_RUNTIME_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "context/rules.h"
#include "host/program.h"
#include "host/surroundings.h"
#include "trace/trace.h"
#include "value/realm.h"

namespace actx {

/// How a run ended.
enum class Verdict : uint8_t {
  kExited,     // by itself, by process.exit, or by an uncaught error: see exit_code
  kRefused,    // the program is not one: syntax error, or something outside the litmus language
  kStepLimit,  // limits, see RuntimeOptions
  kHeapLimit,
  kPendingLimit,
  kCallbackLimit,
  kVirtualTimeLimit,
  kDeadlock,     // the loop waits for something that can never happen
  kBadSchedule,  // the schedule to replay does not fit the program
};
/// A word for it, as JSON output shows: "exited", "step-limit", ...
std::string_view verdict_name(Verdict verdict);

/// What becomes of a rejection that nobody handles: Node's --unhandled-rejections.
enum class RejectionMode : uint8_t {
  kThrow,              // unhandledRejection, else an uncaught exception
  kStrict,             // an uncaught exception, then unhandledRejection, else a warning
  kWarn,               // unhandledRejection and a warning
  kNone,               // unhandledRejection
  kWarnWithErrorCode,  // unhandledRejection, else a warning and exit code 1
};

/// When memory that a run no longer uses is given back.
enum class Reclaim : uint8_t {
  kNever,     // before the end of the run; fastest for short ones
  kGrown,     // between turns of the loop, when much was allocated
  kEachTurn,  // to test that nothing is given back too early
};

struct RuntimeOptions {
  Rules rules;
  Limits limits;
  uint64_t pending_limit = 1'000'000;  // ticks, timers and immediates that wait
  bool expose_gc = false;
  Reclaim reclaim = Reclaim::kNever;
  RejectionMode rejection_mode = RejectionMode::kThrow;
  std::vector<std::string> arguments;                            // process.argv from the third on
  std::vector<std::pair<std::string, std::string>> environment;  // process.env
  std::string working_directory = "/";
  uint64_t random_seed = 1;  // Math.random
};

struct Observation {
  std::string label;
  std::string value;
};

/// Output beyond this is an endless program's: the run ends with kStepLimit.
inline constexpr size_t kMaxOutputBytes = size_t{64} << 20;

struct RunResult {
  Verdict verdict = Verdict::kExited;
  int exit_code = 0;
  std::string out;  // all of stdout, observations included
  std::string err;
  std::string detail;  // one line about a verdict other than kExited
  std::vector<Observation> observations;
  std::string schedule;
  uint64_t steps = 0;
  uint64_t callbacks = 0;
  uint64_t jobs = 0;
  size_t heap_bytes = 0;
};

class Host;

class Runtime {
 public:
  /// `surroundings` is borrowed.
  Runtime(Surroundings& surroundings, const RuntimeOptions& options);
  ~Runtime();

  /// One run. The result is valid until the next.
  const RunResult& run(Program& program);

  void set_rules(const Rules& rules);
  /// The rules of the last run, with those it asked for noted.
  const Rules& rules() const;
  /// Receives the events of the next runs; null for none.
  void set_trace(TraceSink* sink);
  Realm& realm();

 private:
  std::unique_ptr<Host> host_;
};

}  // namespace actx

#endif  // ACTX_HOST_RUNTIME_H_
