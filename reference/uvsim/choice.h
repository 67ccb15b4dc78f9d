// Choice points, schedulers and schedule strings.
//
// Words. A choice point is a place where libuv's behaviour is not determined by the program: the
// simulator lists the options and a Scheduler takes one. Option 0 is always the natural one: what
// an idle machine would most likely do. A schedule is the sequence of options taken in one run.
//
// Invariants. A run is a function of the program, the Options of its World and the choices; equal
// choices give equal runs. Points with one option are not choice points and are never offered.
#ifndef ACTX_UVSIM_CHOICE_H_
#define ACTX_UVSIM_CHOICE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace actx::uvsim {

// One option of a choice point: a fixed word and the number it is about (a task, a time in ms).
struct ChoiceOption {
  const char* what;
  uint64_t number;
};

// What a scheduler is asked. `name` is stable (spec/uvsim.md lists all); `reason` says why libuv
// leaves this open here. Both are literals; `options` has `count` entries and lives for the call.
// `cut`: an option is missing because something has waited as long as Options let it.
struct ChoicePoint {
  const char* name;
  const char* reason;
  uint32_t count;
  const ChoiceOption* options;
  bool cut = false;
};

// Decides the choice points of a run.
class Scheduler {
 public:
  // Returned by choose() when the scheduler cannot decide: the run is halted
  // (HaltReason::kSchedule).
  static constexpr uint32_t kNone = UINT32_MAX;

  virtual ~Scheduler() = default;
  // Returns an option below point.count, or kNone.
  virtual uint32_t choose(const ChoicePoint& point) = 0;
  // A point was cut to one option. Told only while somebody observes the run (accesses.h).
  virtual void not_asked(const ChoicePoint& point) { (void)point; }
  // Why choose() returned kNone.
  virtual std::string problem() const { return "the scheduler gave no choice"; }
};

// One entry of the choice log of a run.
struct ChoiceTaken {
  const char* name;
  uint32_t count;
  uint32_t chosen;
};

// Always the natural option.
class FirstChoice final : public Scheduler {
 public:
  uint32_t choose(const ChoicePoint&) override { return 0; }
};

// Uniform choices from a fixed algorithm (SplitMix64 with a multiply-shift reduction): the same
// seed gives the same choices on every machine and in every version.
class SeededRandom final : public Scheduler {
 public:
  explicit SeededRandom(uint64_t seed) : state_(seed) {}
  uint32_t choose(const ChoicePoint& point) override;

 private:
  uint64_t state_;
};

// Repeats a recorded schedule. Points after the last written choice take option 0.
class Replay final : public Scheduler {
 public:
  // Reads a schedule string. Returns false and sets *error when it is not one.
  bool load(std::string_view schedule, std::string* error);
  uint32_t choose(const ChoicePoint& point) override;
  std::string problem() const override { return problem_; }
  // After the run: true when the string fitted it exactly, else false and *error says how not.
  bool finished(std::string* error) const;

 private:
  std::vector<uint32_t> choices_;
  bool checked_ = false;
  uint64_t expected_points_ = 0;
  uint32_t expected_check_ = 0;
  uint64_t points_ = 0;
  uint32_t check_ = 0;
  std::string problem_;
};

// The schedule string of a run: "CHOICES/POINTS.CHECK". CHOICES has one base-36 digit per choice
// point ("(40)" above 35) without trailing zeros, POINTS is the number of choice points in decimal,
// CHECK four hexadecimal digits over the names and option counts, so that a string does not fit
// another program by accident. "CHOICES" alone is accepted by Replay and checked for range only.
std::string format_schedule(const std::vector<ChoiceTaken>& log);

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_CHOICE_H_
