// The tree of schedules of one program, and a scheduler that follows a path in it.
//
// Words
// - point: a choice point met by a run. The points of a run and the options taken at them are its
//   path; a path is a leaf of the tree, and every inner node is a choice point.
// - prefix: the first choices of a path. After a prefix a run goes on naturally (option 0), unless
//   it samples.
// - deviation: a choice that is not the natural one.
// - canonical order: fewer deviations first, then the order in which the tree is walked.
//
// Invariants. A prefix names the same node in every run of the program under the same rules: what
// comes after it does not depend on which runs were made before, nor on the thread.
#ifndef ACTX_EXPLORE_SCHEDULE_TREE_H_
#define ACTX_EXPLORE_SCHEDULE_TREE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "uvsim/choice.h"

namespace actx {

class Footprint;

using Prefix = std::vector<uint32_t>;

/// An untaken option of a run: the prefix of the run up to a point, and the option there. Runs with
/// many points leave many of these, so they share the path.
struct Branch {
  std::shared_ptr<const Prefix> path;  // null: the root of the tree
  uint32_t point = 0;
  uint32_t option = 0;

  Prefix prefix() const;
};

/// The state in which a choice was made, and whether the point was cut (uvsim::ChoicePoint).
struct PointState {
  uint64_t state = 0;
  bool cut = false;
};

struct CutState {
  size_t point;
  uint64_t state;
};

/// The options taken on a path.
Prefix choices_of(const std::vector<uvsim::ChoiceTaken>& path);

/// How many of the choices are not natural.
uint32_t deviations(const Prefix& prefix);

/// How a run goes on after its prefix.
enum class Continuation : uint8_t {
  kNatural,
  kUniform,   // every option alike
  kPriority,  // PCT-style: every option has a random priority for the whole run; at a few points
              // of the run the lowest is taken instead of the highest
};

class GuidedScheduler final : public uvsim::Scheduler {
 public:
  /// For the next run; `prefix` is borrowed for it. `seed` and `length`, an estimate of the number
  /// of points, are for the continuations that draw.
  void begin(const Prefix& prefix, Continuation continuation = Continuation::kNatural,
             uint64_t seed = 0, uint32_t length = 0);

  /// Asked at every point, before the choice: false ends the run there. For the next runs.
  void set_guard(std::function<bool()> guard) { guard_ = std::move(guard); }

  /// From now on the states at the points behind the prefix are kept, while `footprint` is active.
  void set_footprint(Footprint* footprint, uint64_t (*state)(const Footprint&)) {
    footprint_ = footprint;
    state_ = state;
  }

  uint32_t choose(const uvsim::ChoicePoint& point) override;
  void not_asked(const uvsim::ChoicePoint& point) override;
  std::string problem() const override { return problem_; }

  /// The state at each point behind the prefix, before its choice; 0 at the others.
  const std::vector<PointState>& states() const { return states_; }
  /// The states where points were cut to one option, and how many points came before.
  const std::vector<CutState>& cut_states() const { return cut_states_; }
  /// The path of the run so far, and its length.
  const std::vector<uvsim::ChoiceTaken>& path() const { return path_; }
  const size_t* length() const { return &length_; }
  /// Points up to the last one whose choice is more than a matter of time.
  size_t decided() const { return decided_; }

 private:
  static constexpr uint32_t kChangePoints = 3;
  uint32_t by_priority(const uvsim::ChoicePoint& point);

  const Prefix* prefix_ = nullptr;
  Continuation continuation_ = Continuation::kNatural;
  uint64_t seed_ = 0;
  uvsim::SeededRandom random_{0};
  size_t change_points_[kChangePoints] = {};
  std::vector<uvsim::ChoiceTaken> path_;
  size_t length_ = 0;
  size_t decided_ = 0;
  std::function<bool()> guard_;
  Footprint* footprint_ = nullptr;
  uint64_t (*state_)(const Footprint&) = nullptr;
  std::vector<PointState> states_;
  std::vector<CutState> cut_states_;
  std::string problem_;
};

}  // namespace actx

#endif  // ACTX_EXPLORE_SCHEDULE_TREE_H_
