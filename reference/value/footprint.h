// Footprints: which state of a run each of its steps touched. Kept only while somebody explores.
//
// Words
// - step: one callback of the loop with all ticks and microtasks that follow it; the main script
//   is step 0.
// - cell: what can be shared by two steps. An object with its properties and elements, a captured
//   variable, a promise, the entries of a map, and the few that are not objects (WorldCell,
//   labels).
// - source: what a step is a callback of (a resource); `made` says in which step that was made.
//
// Invariants
// - What is noted is never too little: whoever adds state that outlives a step notes its reads and
//   writes, or calls give_up(). It may be too much; then fewer schedules are left out.
// - Footprint::active() is null outside of explorations, and that check is all it costs.
// - Cells are named by address: arenas never hand out an address twice in a run.
#ifndef ACTX_VALUE_FOOTPRINT_H_
#define ACTX_VALUE_FOOTPRINT_H_

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace actx {

/// Cells that are no objects. Odd, so that no address is one.
enum class WorldCell : uintptr_t {
  kStdout = 1,
  kRandom = 3,     // Math.random
  kInstances = 5,  // which instances of AsyncLocalStorage there are, and are enabled
  kModules = 7,    // the module registry
};

enum class Touch : uint8_t { kRead, kWrite };

/// What kind of queue a step came out of: two of a kind run in the order in which they were queued.
struct StepQueue {
  enum Kind : uint8_t { kNone, kImmediates, kTimers } kind = kNone;
  int64_t duration = 0;  // timers: of their list
};

struct StepAccess {
  uintptr_t cell;
  Touch touch;
};

struct Step {
  uint32_t made = 0;       // the step that made it possible
  size_t first_point = 0;  // choice points before it
  StepQueue queue;
  bool is_last = false;  // runs after everything else: beforeExit, exit
  std::vector<StepAccess> accesses;
};

class Footprint {
 public:
  /// Of the run in progress on this thread, or null.
  static Footprint* active() { return active_; }
  static void set_active(Footprint* footprint) { active_ = footprint; }
  static bool is_active() { return active_ != nullptr; }

  /// Starts a run, in step 0. `points` counts the choice points of the run; borrowed.
  /// `total_order`: the order of any two observations matters, not only of those with one label.
  void begin(const size_t* points, bool total_order);

  void read(const void* cell) { note(reinterpret_cast<uintptr_t>(cell), Touch::kRead); }
  void write(const void* cell) { note(reinterpret_cast<uintptr_t>(cell), Touch::kWrite); }
  void note(WorldCell cell, Touch touch) { note(static_cast<uintptr_t>(cell), touch); }
  /// An observation with this label.
  void observe(std::string_view label);

  /// Something is being made whose callbacks are steps.
  void made(const void* source) { sources_[source] = current(); }
  /// A callback of `source` starts; null or unknown: it might have started at any time.
  void begin_step(const void* source, StepQueue queue);
  void begin_last_step();
  /// A callback of `source` that waits will not come. Of no consequence to the step that made it.
  void cancelled(const void* source);
  /// The current step sees or does something whose effects are not cells: the clock, an end of the
  /// run. Every earlier choice may matter to it.
  void see_world() { world_seen_ = points_seen(); }
  /// No choice of this run may be left out: it does what is not told apart here (async ids that
  /// are read, hooks, collections, uncaught errors, ...).
  void give_up() { gave_up_ = true; }
  /// Natives that get this object note by themselves what they do to it.
  void notes_itself(const void* object) { noting_.insert(object); }
  bool is_noting(const void* object) const { return noting_.contains(object); }
  /// The source is no longer in its place in the queue.
  void reordered(const void* source) { reordered_.insert(source); }

  // For who may or may not be part of an exploration.
  static void read_if_active(const void* cell) {
    if (active_ != nullptr) [[unlikely]]
      active_->read(cell);
  }
  static void write_if_active(const void* cell) {
    if (active_ != nullptr) [[unlikely]]
      active_->write(cell);
  }
  static void see_world_if_active() {
    if (active_ != nullptr) [[unlikely]]
      active_->see_world();
  }
  static void give_up_if_active() {
    if (active_ != nullptr) active_->give_up();
  }
  static void note_if_active(WorldCell cell, Touch touch) {
    if (active_ != nullptr) [[unlikely]]
      active_->note(cell, touch);
  }

  const std::vector<Step>& steps() const { return steps_; }
  /// Choice points of the run that came before something of see_world() or cancelled().
  size_t world_seen() const { return world_seen_; }
  bool gave_up() const { return gave_up_; }

 private:
  static constexpr size_t kMaxSteps = 4096;
  static constexpr size_t kMaxAccesses = 1 << 16;

  void note(uintptr_t cell, Touch touch) {
    // Nothing comes before the main script: it is in no race.
    if (steps_.size() == 1) return;
    std::vector<StepAccess>& accesses = steps_.back().accesses;
    if (!accesses.empty() && accesses.back().cell == cell && accesses.back().touch >= touch) return;
    accesses.push_back({cell, touch});
    if (accesses.size() > kMaxAccesses) tidy();
  }
  /// Leaves one access per cell of the current step.
  void tidy();
  void push_step(uint32_t made);
  uint32_t current() const { return static_cast<uint32_t>(steps_.size() - 1); }
  size_t points_seen() const { return *points_; }

  static inline thread_local constinit Footprint* active_ = nullptr;
  const size_t* points_ = nullptr;
  std::vector<Step> steps_;
  std::unordered_map<const void*, uint32_t> sources_;  // these three are looked up only
  std::unordered_set<const void*> noting_;
  std::unordered_set<const void*> reordered_;
  bool total_order_ = false;
  size_t world_seen_ = 0;
  bool gave_up_ = false;
};

}  // namespace actx

#endif  // ACTX_VALUE_FOOTPRINT_H_
