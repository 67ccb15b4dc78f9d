// The simulated threads of a World: which there are, what each waits for, and who runs next.
//
// Words. A thread is a fiber of the one operating system thread that runs the World; thread 0 is
// that operating system thread itself. A worker is a thread of the pool in the middle of a
// uv_queue_work body. A thread is ready when what it waits for holds, or its deadline has passed.
//
// Invariants
// - Exactly one thread runs at a time. It goes on until it waits (wait), or until it stands before
//   an operation that other threads can notice (sync_point) and the scheduler prefers another one.
// - Nobody wakes a thread: whether a wait is over is a question to its object, asked whenever a
//   thread is to be picked. A thread that is picked runs at once, so that the answer still holds.
// - With one thread (WorldState::live_threads == 1) nothing here is called but by a wait that only
//   the pool or time can end.
// - After a halt every wait returns at once, but for uv_thread_join: threads unwind, and are
// joined.
#ifndef ACTX_UVSIM_THREADS_H_
#define ACTX_UVSIM_THREADS_H_

#include <memory>
#include <string>
#include <vector>

#include "uvsim/fiber.h"
#include "uvsim/internal.h"

namespace actx::uvsim {

// What a thread waits for, and whether that is so.
enum class Wait : uint8_t {
  kNothing,     // it runs, or may run
  kMutex,       // a SimMutex without an owner
  kCondition,   // to be signalled
  kSemaphore,   // a value above 0
  kRead,        // no writer
  kWrite,       // neither writer nor readers
  kBarrier,     // another round of the barrier
  kBarrierEnd,  // that nobody is in the barrier
  kOnce,        // the end of the callback of uv_once
  kThread,      // the end of a thread
  kThreads,     // the end of all threads but this one
  kPoll,        // an event of a loop
  kTime,        // its deadline only
  kWorker,      // that the worker it started waits or ends
  kParked,      // nothing: given up after a halt
};

struct Thread {
  uint32_t id = 0;        // 1 is thread 0's, so that no uv_thread_t is 0
  uint64_t identity = 1;  // its name for observers
  Fiber fiber;
  Stack stack;
  uv_thread_cb entry = nullptr;
  void* argument = nullptr;
  uv__work* task = nullptr;     // of a worker
  Thread* return_to = nullptr;  // of a worker: who goes on when it waits or ends

  Wait wait = Wait::kNothing;
  const void* object = nullptr;
  uint64_t deadline_ns = UINT64_MAX;
  uint64_t ticket = 0;      // kBarrier: the round it arrived in; kThread: the id
  uint64_t last_ran = 0;    // ThreadSet::turn of that time
  bool signaled = false;    // kCondition
  bool spurious = true;     // may still wake without reason once
  bool ended = false;       // has returned from its entry
  uint32_t mutexes = 0;     // that it holds
  uint64_t late_calls = 0;  // waits after the halt

  std::vector<void*> values;  // uv_key_t
};

// How a wait came to its end.
enum class Woken : uint8_t { kReady, kTimeout, kHalted };

class ThreadSet {
 public:
  explicit ThreadSet(WorldState* world);
  ~ThreadSet();

  // Drops all threads but the one that calls, which must be thread 0.
  void reset();
  // A new thread, ready to run; null when there are too many.
  Thread* create(uv_thread_cb entry, void* argument, size_t stack_size);
  Thread* current() { return current_; }
  Thread* main() { return &main_; }
  // The thread with that id that was not joined yet, or null.
  Thread* find(uint64_t id);
  void forget(Thread* joined);
  bool others_ended() const { return live_.size() == 1; }

  // Suspends the current thread until `wait` holds for `object`, or until the clock reaches
  // deadline_ns. kHalted when the run is halted: nothing was waited for.
  Woken wait(Wait wait, const void* object, uint64_t deadline_ns = UINT64_MAX, uint64_t ticket = 0);
  // Before something that others can notice: goes on, or lets another thread go first if the
  // scheduler wants it, or if this one has gone on for long.
  void yield(const char* reason);
  // Lets the other threads go first, naturally.
  void let_others() { wait(Wait::kTime, nullptr, world_->clock_ns); }
  // Runs the body of a task, which has left the pool, on a worker until it waits or ends.
  void run_task(uv__work* task);
  // One of the threads that wait for the condition variable and are not signalled yet, or null.
  Thread* choose_waiter(const void* condition);
  // Signals all of them, or with `only_one` (a fault) the first.
  void signal_all(const void* condition, bool only_one);
  bool has_waiter(const void* object) const;
  // No thread has a value for the key.
  void clear_values(size_t key);
  // One line: every thread and what it waits for.
  std::string describe() const;
  // Of all threads and what they wait for (fingerprint.h).
  uint64_t fingerprint(bool ages) const;

 private:
  enum class Why : uint8_t { kWaits, kMayYield, kMustYield };

  static void run_thread(void* thread);
  void end_current();
  Thread* take_thread();
  void switch_to(Thread* next, bool for_ever);
  // Who runs next.
  Thread* pick(Why why, const char* reason);
  // The same in a halted run: everyone goes on, to come to its end.
  Thread* pick_released(Why why);
  // Picks one of options_; null when that was not a thread: pick again.
  Thread* take_option(const char* reason, uint64_t deadline_ns);
  void list_options(Why why, uint64_t deadline_ns);
  bool holds(const Thread& thread) const;
  bool ready(const Thread& thread) const;
  // The ready threads, longest waiting first; the current one only if it waits.
  void collect_ready(Why why);
  uint64_t next_deadline() const;
  Thread* start_worker(uv__work* task);
  void count_late_call();
  std::string describe(const Thread& thread) const;

  WorldState* world_;
  StackPool stacks_;
  Thread main_;
  Thread* current_ = &main_;
  std::vector<Thread*> live_;      // not ended, in creation order; thread 0 is the first
  std::vector<Thread*> joinable_;  // not joined, in creation order
  std::vector<std::unique_ptr<Thread>> all_;
  std::vector<Thread*> free_;
  uint32_t next_id_ = 2;
  uint64_t turn_ = 0;
  uint32_t points_since_switch_ = 0;
  uint32_t slow_passes_ = 0;  // times the clock overtook ready threads, one after the other
  std::vector<Thread*> ready_;
  std::vector<ChoiceOption> options_;
  bool cut_ = false;  // options_ are, see ChoicePoint

 public:
  // Names of synchronisation objects and keys in use, in this run.
  uint32_t next_object = 1;
  std::vector<bool> keys;
};

// Before an operation that another thread can notice: a mutex, a semaphore, an async, ...
inline void sync_point(WorldState& world, const char* reason) {
  if (world.live_threads > 1) [[unlikely]]
    world.threads->yield(reason);
}

bool once_is_done(uv_once_t guard);  // thread.cc
// What a wait asks about, and what describe() names (sync.cc).
bool object_holds(const Thread& thread);
std::string describe_object(const Thread& thread);

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_THREADS_H_
