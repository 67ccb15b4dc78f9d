// Runs one program under given paths: what a worker of the exploration does.
//
// Invariants
// - A runner belongs to the thread that made it, and keeps everything from run to run. Of several
//   on one thread only the newest may be used: its World is the thread's current one.
// - A run is a function of rules, prefix and continuation: not of the runs before.
#ifndef ACTX_EXPLORE_RUNNER_H_
#define ACTX_EXPLORE_RUNNER_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "explore/outcome.h"
#include "explore/schedule_tree.h"
#include "host/runtime.h"
#include "value/footprint.h"

namespace actx {

/// What to explore, as every worker needs it.
struct Subject {
  std::string path;  // of the main file
  /// The program itself; empty: read `path` and what it imports from disk.
  std::string text;
  /// The files beside it, with `text`: their paths and texts.
  std::vector<std::pair<std::string, std::string>> files;
  SimulationOptions simulation;
  RuntimeOptions runtime;
};

/// A run to make.
struct RunRequest {
  Prefix prefix;
  Continuation continuation = Continuation::kNatural;
  uint64_t seed = 0;
  uint32_t length = 0;
  StateScope scope = {};  // of its states
};

/// What a run gave.
struct RunRecord {
  RunOutcome outcome;
  std::string key;  // outcome_key
  std::string detail;
  std::vector<uvsim::ChoiceTaken> path;
  /// Points from here on need not be taken otherwise: nothing that depends on order follows.
  size_t branch_end = 0;
  /// At each point behind the prefix: the state there, before the choice. Points of runs in the
  /// same state have the same futures, as far as `scope` goes. Empty without reduction.
  std::vector<PointState> states;
  std::vector<CutState> cut_states;
  StateScope scope;
  RuleSet asked;  // rules that could have mattered
};

class Runner {
 public:
  Runner(const Subject& subject, Order order, bool reduce);
  ~Runner();

  /// Empty, or why the subject cannot be run at all.
  const std::string& problem() const { return problem_; }
  void set_rules(const Rules& rules);
  /// Valid until the next run.
  const RunRecord& run(const RunRequest& request);
  GuidedScheduler& scheduler() { return scheduler_; }
  Runtime& runtime() { return *runtime_; }
  /// What the run in progress, or the last one, has given so far.
  const RunResult& result() const { return *result_; }
  /// The same run once more, as text: everything it printed, its schedule and its trace.
  std::string traced(const RunRequest& request);

 private:
  const RunResult& run_once(const RunRequest& request);

  Order order_;
  std::unique_ptr<Footprint> footprint_;  // null: none is kept
  GuidedScheduler scheduler_;
  std::unique_ptr<Surroundings> surroundings_;
  std::unique_ptr<DiskFiles> files_;
  std::unique_ptr<Program> program_;
  std::unique_ptr<Runtime> runtime_;
  const RunResult* result_ = nullptr;
  RunRecord record_;
  std::string problem_;
};

}  // namespace actx

#endif  // ACTX_EXPLORE_RUNNER_H_
