// Computes the allowed set of a program: every outcome over all schedules and all readings.
//
// The tree of schedules is walked without storing states: a run is made again from its beginning
// for every leaf. Each run adds, for each of its points behind its prefix, the untaken options as
// new prefixes; these are the leaves still to visit, each exactly once.
//
// Words
// - explored: runs that were made. pruned: choices that were left untaken because no outcome can
//   depend on them (see RunRecord::branch_end); each stands for at least one run.
// - exhausted: every schedule was explored or pruned, under every reading.
//
// Invariants
// - Result and counts do not depend on the number of workers: work is dealt out in rounds of fixed
//   size, and each round is put together in its order.
// - Runs come in canonical order as far as the rounds allow: with fewer deviations first
//   (iterative context bounding, Musuvathi and Qadeer, PLDI 2007). The example of an outcome is
//   the first of its schedules in canonical order among those explored.
#ifndef ACTX_EXPLORE_EXPLORER_H_
#define ACTX_EXPLORE_EXPLORER_H_

#include <functional>
#include <optional>

#include "context/profile.h"
#include "explore/runner.h"

namespace actx {

/// What has been done so far; for showing progress.
struct Progress {
  uint64_t explored = 0;
  uint64_t waiting = 0;  // prefixes known and not yet run
  size_t outcomes = 0;
  size_t reading = 0;  // counted from 0
  size_t readings = 1;
};

struct ExploreOptions {
  Order order = Order::kLabels;
  bool reduce = true;
  uint64_t limit = 300'000;             // runs, per reading
  std::optional<uint32_t> bound;        // deviations
  std::optional<uint64_t> sample_seed;  // draw `limit` runs instead of walking the tree
  unsigned workers = 1;
  uint32_t check_every = 0;  // >0: every so many runs one is made again and compared by its trace
  std::function<void(const Progress&)> progress;  // called now and then, from one thread
};

/// One way the rules can be under the profile.
struct Reading {
  Rules rules;
  std::string name;  // what differs from the first reading: "rule=variant ..."; empty for the first
};

struct AllowedOutcome {
  RunOutcome outcome;
  std::vector<uint64_t> counts;  // runs that showed it, by reading
  Prefix example;                // path of the first such run, of the first reading that has it
  std::string schedule;          // the same as a schedule string
  size_t reading = 0;            // of the example
};

struct AllowedSet {
  std::vector<Reading> readings;
  std::vector<AllowedOutcome> outcomes;  // in the order of their examples
  uint64_t explored = 0;
  uint64_t pruned = 0;
  bool exhausted = false;
  std::string why_not;  // when not exhausted
  std::string refused;  // not empty: the program cannot be run at all, and why
  uint64_t determinism_checks = 0;
  std::string nondeterminism;  // not empty: two runs of one schedule differed, and where
};

/// `subject.runtime.rules` are those of the profile's first reading with the overrides in it, which
/// are `overridden`.
AllowedSet explore(const Subject& subject, const Profile& profile, const RuleSet& overridden,
                   const ExploreOptions& options);

}  // namespace actx

#endif  // ACTX_EXPLORE_EXPLORER_H_
