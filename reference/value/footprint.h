// Footprints: which state of a run each of its steps touched. Kept only while somebody explores.
//
// Words
// - step: one callback of the loop with all ticks and microtasks that follow it; the main script
//   is step 0. The work of a request in the thread pool is a step of its own. Where such work may
//   have been done in the middle of a callback (before a call on files that waits), the rest of the
//   callback is a step too, made by its beginning.
// - cell: what can be shared by two steps. An object with its properties and elements, a captured
//   variable, a promise, the entries of a map, and the few that are not objects (WorldCell,
//   labels).
// - join: what follows when the last of several steps has added its part to a gathering, as in
//   Promise.all. It is a step of its own that comes after all of them, whichever was the last. Jobs
//   and ticks belong to the step in which they were queued, so those of a join are told apart from
//   those of the callback in which it happens.
// - source: what a step is a callback of (a resource); `made` says in which step that was made.
// - stamp: the choices that came before the last change of something that depends on the clock.
// - state: what a run has come to: the versions of all cells, what waits in the loop, and where
//   each thread is. Two runs in one state have the same futures: exploring one of them is enough.
// - position: of a thread: the state in which its loop polled last, and what it did since.
//
// Invariants
// - What is noted is never too little: whoever adds state that outlives a step notes its reads and
//   writes, or calls give_up(). It may be too much; then fewer schedules are left out.
// - Footprint::active() is null outside of explorations, and that check is all it costs.
// - Cells are named by address: arenas never hand out an address twice in a run. Before memory is
//   given back the footprint is given up (Realm::reclaim).
// - A step is a function of its source, of the versions of what it read, and of what it took in.
#ifndef ACTX_VALUE_FOOTPRINT_H_
#define ACTX_VALUE_FOOTPRINT_H_

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "value/versions.h"

namespace actx {

/// Cells that are no objects. Odd, so that no address is one.
enum class WorldCell : uintptr_t {
  kStdout = 1,
  kRandom = 3,       // Math.random
  kInstances = 5,    // which instances of AsyncLocalStorage there are, and are enabled
  kModules = 7,      // the module registry
  kDescriptors = 9,  // which numbers of open files are taken; of no interest until one is seen
  kNetwork = 11,     // all sockets, ports and threads: what one end does, the other may see
};

/// kAdd: a change that commutes with other changes of this kind.
enum class Touch : uint8_t { kRead, kAdd, kWrite };

/// What a step did that does both.
constexpr Touch both(Touch one, Touch two) {
  return one == two ? one : Touch::kWrite;
}
constexpr bool conflict(Touch one, Touch two) {
  return one != two || one == Touch::kWrite;
}

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
  uint64_t hash = 0;       // of what it is a callback of, and of all it has seen so far
  uint32_t changes = 0;    // that it made, and names it gave, so far
  uint32_t made = 0;       // the step that made it possible
  size_t first_point = 0;  // choice points before it
  StepQueue queue;
  bool is_last = false;          // runs after everything else: beforeExit, exit
  bool is_work = false;          // in the thread pool
  uint64_t thread = 1;           // by name
  bool is_main = false;          // of the main script, which comes before all callbacks
  uint32_t rest = 0;             // the step in which it goes on; 0: none
  std::vector<uint32_t> joined;  // it comes after these too
  std::vector<StepAccess> accesses;
};

/// What has to be part of the state, if anything is enough.
struct StateScope {
  bool clock = false;    // a run looks at the clock
  bool ages = false;     // how long something has waited makes a difference
  bool ports = false;    // a run sees a port that was picked for it
  bool nothing = false;  // a run sees what is in no state
  bool operator==(const StateScope&) const = default;
  bool covers(const StateScope& other) const { return merged(other) == *this; }
  StateScope merged(const StateScope& other) const {
    return {clock || other.clock, ages || other.ages, ports || other.ports,
            nothing || other.nothing};
  }
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
  /// What each thread has of its own is another cell in each.
  void note(WorldCell cell, Touch touch) {
    const auto number = static_cast<uintptr_t>(cell);
    note(thread_ == kFirstThread || cell == WorldCell::kStdout ? number : mix(number, thread_) | 1,
         touch);
  }
  /// An observation with this label. `value`: all that is seen of it.
  void observe(std::string_view label, std::string_view value);
  /// Text is printed.
  void print(std::string_view text) { append(static_cast<uintptr_t>(WorldCell::kStdout), text); }

  /// Something is being made whose callbacks are steps.
  void made(const void* source) { sources_[source] = {current(), new_name()}; }
  /// A name for something the current step makes, and the name of a source; 0: none was made.
  uint64_t new_name() { return next_hash(steps_[current_]); }
  uint64_t name_of(const void* source) const {
    const auto known = sources_.find(source);
    return known == sources_.end() ? 0 : known->second.name;
  }
  /// The current step gets this from outside of all cells: a status, bytes, a time.
  /// What the main script gets before anything else has run, it gets in every run; but for times.
  void take_in(uint64_t value) {
    if (steps_.size() > 1) steps_[current_].hash = mix(steps_[current_].hash, value);
  }
  /// A callback of `source` starts; null or unknown: it might have started at any time.
  void begin_step(const void* source, StepQueue queue);
  void begin_last_step();

  /// A request is queued for the thread pool; `source` is what its callback is a callback of.
  void queued(const void* work, const void* source);
  /// The work queued last will use this too.
  void queued_touches(const void* cell, Touch touch);
  /// The work of a request begins, and ends. Work that was not queued is not known: give_up().
  void begin_work(const void* work);
  void end_work();

  /// The current step adds a part to a gathering. Parts commute.
  void add_part(const void* gathering);
  /// All parts are there: what comes until end_join() is a step behind all that added one.
  void begin_join(const void* gathering);
  void end_join();
  /// The step in which a promise is settled matters from here on: there are no joins in this run.
  void forbid_joins() { may_join_ = false; }
  bool may_join() const { return may_join_; }
  /// A job or tick is queued; it starts. After a job its callback goes on.
  void queued_job(const void* job);
  void begin_job(const void* job);
  void end_job() { go_on(callback_); }
  /// What is used lies outside of the realm (files): work may have used it just before.
  void note_outside(uintptr_t cell, Touch touch);
  /// A cell for what has a number and perhaps a name.
  static uintptr_t outside_cell(uint32_t kind, uint64_t number, std::string_view name);
  /// Something outside now depends on the clock, or on a count of what was done before.
  void stamp(uintptr_t cell) { stamps_[cell] = points_seen(); }
  /// The program sees it.
  void see_stamp(uintptr_t cell);
  /// The program sees the number of an open file. They are given out in order.
  void see_descriptor() {
    descriptor_seen_ = true;
    seen_.nothing = true;
  }
  bool descriptor_seen() const { return descriptor_seen_; }
  /// A callback of `source` that waits will not come. Of no consequence to the step that made it.
  void cancelled(const void* source);
  /// The current step sees the clock. Every earlier choice may matter to it.
  void see_clock(uint64_t time) {
    world_seen_ = points_seen();
    seen_.clock = true;
    steps_[current_].hash = mix(steps_[current_].hash, time);
  }
  /// The current step does something to a socket or port, or hears of it. What it gets it takes in.
  void use_network() {
    if (steps_.size() > 1)
      steps_[current_].accesses.push_back(
          {static_cast<uintptr_t>(WorldCell::kNetwork), Touch::kWrite});
  }
  /// The program sees a port that was picked by the system.
  void see_port(uint64_t port) {
    seen_.ports = true;
    take_in(port);
  }
  /// The callback in progress ends without a drain: its jobs and ticks run in the next one.
  void leave_undrained() { is_undrained_ = true; }
  /// Every choice of this run may matter to what it gives, but states tell its runs apart.
  void keep_all() { world_seen_ = SIZE_MAX; }
  /// No choice of this run may be left out: it does what is not told apart here (async ids that
  /// are read, hooks, collections, uncaught errors, ...).
  void give_up() { gave_up_ = true; }

  /// The thread polls, in no callback. `waiting` is a hash of what waits in its loop and, if
  /// `alone` (there is no other thread), in the world.
  void poll(uint64_t waiting, bool alone);
  static void use_network_if_active() {
    if (active_ != nullptr) [[unlikely]]
      active_->use_network();
  }
  /// Something becomes part of what waits outside of cells and loops (a message), and is no longer.
  void put_outside(uint64_t what) { outside_ += scramble(what); }
  void take_outside(uint64_t what) { outside_ -= scramble(what); }
  /// A thread was made; it goes on where it was, after `from`, which may have `ended`.
  void made_thread(uint64_t name) { threads_[name] = {{}, current(), current(), {}, false}; }
  void switch_thread(uint64_t from, uint64_t to, bool ended);

  /// A choice was made.
  void chose(uint64_t option) { position_.since = mix(position_.since, option); }
  /// The state here. `waiting`: a hash of what waits in the world, unless the thread is alone.
  uint64_t state(std::optional<uint64_t> waiting) const;
  /// What is part of the states of a run; set before it. What would have to be.
  const StateScope& scope() const { return scope_; }
  void set_scope(const StateScope& scope) { scope_ = scope; }
  StateScope needed_scope() const { return seen_.merged({false, false, false, gave_up_}); }
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
  static void take_in_if_active(uint64_t value) {
    if (active_ != nullptr) [[unlikely]]
      active_->take_in(value);
  }
  static void keep_all_if_active() {
    if (active_ != nullptr) active_->keep_all();
  }
  static void see_clock_if_active(double time) {
    if (active_ != nullptr) [[unlikely]]
      active_->see_clock(std::bit_cast<uint64_t>(time));
  }
  /// For what is not told apart, but may be done by the main script: it comes before all else.
  static void give_up_after_main_if_active() {
    if (active_ != nullptr && active_->steps_.size() > 1) active_->give_up();
  }
  static void give_up_if_active() {
    if (active_ != nullptr) active_->give_up();
  }
  static void note_if_active(WorldCell cell, Touch touch) {
    if (active_ != nullptr) [[unlikely]]
      active_->note(cell, touch);
  }

  const std::vector<Step>& steps() const { return steps_; }
  /// Choice points of the run that came before something of see_clock() or cancelled().
  size_t world_seen() const { return world_seen_; }
  bool gave_up() const { return gave_up_; }

 private:
  static constexpr uint64_t kFirstThread = 1;
  static constexpr size_t kMaxSteps = 4096;
  static constexpr size_t kMaxAccesses = 1 << 16;

  void note(uintptr_t cell, Touch touch) {
    // Nothing comes before the main script: it is in no race.
    if (steps_.size() == 1) return;
    Step& step = steps_[current_];
    std::vector<StepAccess>& accesses = step.accesses;
    if (!accesses.empty() && accesses.back().cell == cell &&
        (accesses.back().touch == touch || accesses.back().touch == Touch::kWrite)) {
      return;
    }
    accesses.push_back({cell, touch});
    if (cell != static_cast<uintptr_t>(WorldCell::kDescriptors)) see_version(step, cell, touch);
    if (accesses.size() > kMaxAccesses) tidy();
  }
  /// A change that adds `text` to what the program never reads: who made it makes no difference.
  void append(uintptr_t cell, std::string_view text);
  /// What the access makes of the hash of the step, and of the version of the cell.
  void see_version(Step& step, uintptr_t cell, Touch touch) {
    const uint64_t version = versions_.of(cell);
    if (touch == Touch::kAdd) return versions_.set(cell, version + next_hash(step));
    if (version != 0) step.hash = mix(step.hash, version);
    if (touch == Touch::kWrite) versions_.set(cell, next_hash(step));
  }
  /// Of all that is neither in loops nor where threads are.
  uint64_t content() const;
  static uint64_t next_hash(Step& step) { return mix(step.hash, ++step.changes); }
  /// Leaves one access per cell of the current step.
  void tidy();
  void push_step(uint32_t made, uint64_t hash);
  /// The current step is left, or ends.
  void leave_step() { position_.since = mix(position_.since, steps_[current_].hash); }
  /// The current step goes on in a step of its own.
  void split_step();
  /// Makes the last part of a step the current one.
  void go_on(uint32_t step);
  uint32_t current() const { return current_; }
  size_t points_seen() const { return *points_; }

  static inline thread_local constinit Footprint* active_ = nullptr;
  const size_t* points_ = nullptr;
  std::vector<Step> steps_;
  struct Work {
    uint32_t made;
    uint64_t name;
    const void* source;
    std::vector<StepAccess> touches;
  };
  struct Source {
    uint32_t made;  // the step that made it, or in which it was called back last
    uint64_t name;
  };
  struct Position {
    uint64_t poll = 0;    // the state in the last poll
    uint64_t since = 0;   // the steps left since then, and the choices
    bool in_step = true;  // something was called back since
  };
  struct Thread {
    Position position;
    uint32_t current;
    uint32_t callback;
    std::vector<uint32_t> joining;
    bool has_begun;
  };
  /// Of where a thread is that is in `step`, if it is in one.
  uint64_t hash_of(const Position& position, uint32_t step) const;
  Versions versions_;
  Position position_;
  uint64_t outside_ = 0;
  std::unordered_map<uint64_t, Thread> threads_;  // those that do not run, by name
  uint64_t thread_ = kFirstThread;
  StateScope seen_;                                  // what this run needs
  StateScope scope_;                                 // what the states of this run have
  std::unordered_map<const void*, Source> sources_;  // these are looked up only
  std::unordered_map<const void*, Work> queued_;
  std::unordered_map<uintptr_t, size_t> stamps_;
  std::unordered_set<const void*> noting_;
  std::unordered_set<const void*> reordered_;
  std::unordered_map<const void*, uint32_t> jobs_;  // those of joins; looked up only
  std::unordered_map<const void*, std::vector<uint32_t>> parts_;
  std::vector<uint32_t> joining_;  // where those go on that began a join
  bool may_join_ = true;
  uint32_t current_ = 0;
  uint32_t callback_ = 0;  // the first step of the callback in progress
  Work* last_queued_ = nullptr;
  uint32_t interrupted_ = 0;  // the step in which work began
  bool interrupted_in_step_ = false;
  const void* working_for_ = nullptr;
  bool is_undrained_ = false;
  bool total_order_ = false;
  bool descriptor_seen_ = false;
  size_t world_seen_ = 0;
  bool gave_up_ = false;
};

/// A join, also when what it does throws.
class Join {
 public:
  Join(Footprint& footprint, const void* gathering) : footprint_(footprint) {
    footprint.begin_join(gathering);
  }
  ~Join() { footprint_.end_join(); }
  Join(const Join&) = delete;
  Join& operator=(const Join&) = delete;

 private:
  Footprint& footprint_;
};

}  // namespace actx

#endif  // ACTX_VALUE_FOOTPRINT_H_
