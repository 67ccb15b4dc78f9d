// uvsim: a deterministic stand-in for libuv 1.44.2, linked instead of it, against the same <uv.h>.
//
// Words. A World is everything the uv_* functions act on that is not in the caller's structs: the
// virtual clock, the thread pool, the default loop, the choice log. A run is what happens between
// two resets of a World. Virtual time moves only where libuv's clock may be seen to move: a loop
// that waits for a timer is at once at that timer's due time.
//
// Invariants
// - The uv_* functions act on the current World of the calling thread: the World constructed last
//   on it and not yet destroyed. Without one, a World with default Options is made on first use.
// - A loop belongs to the World it was initialised in. reset() forgets all loops and requests of
//   the old run at once, without callbacks; their structs must be initialised again before use.
// - Nothing depends on real time, on addresses or on real threads; see choice.h for what decides.
// - Worlds on different operating system threads are independent of each other.
// - Threads made by uv_thread_create are fibers of the thread that runs the World. One runs at a
//   time; the clock is one for all loops and threads. thread_local variables are shared by them.
// - reset() and ~World drop threads that have not ended, without destroying what is on their
//   stacks: end_threads() lets them end first. Both are called from thread 0.
//
// Work callbacks (uv_queue_work) run when the scheduler lets the task end: on the loop's thread,
// inside a poll, while there is no other thread; a work callback that then waits for something only
// the loop thread can do never returns. Beside other threads each runs on a worker of its own.
#ifndef ACTX_UVSIM_UVSIM_H_
#define ACTX_UVSIM_UVSIM_H_

#include <uv.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "uvsim/choice.h"

namespace actx::uvsim {

struct WorldState;

// Where libuv versions differ (libuv's change log); a named profile sets all of them.
struct LoopProfile {
  // Timers at the head of an iteration (to 1.44), or after the closing handles at its end (1.45).
  bool timers_at_tail = false;
  // With timers at the tail, the one pass that uv_run(DEFAULT) makes before its first iteration is
  // skipped for a loop that is stopped or not alive (1.46), or made always (1.45.0).
  bool initial_pass_needs_alive = true;
  // The due timers are collected before the first is called (1.48), or taken one by one (to 1.47).
  bool snapshot_timers = false;
  // A listener's event accepts one connection (1.45), or all that wait (to 1.44).
  bool accept_one = false;
  // Write requests that one write step of a stream may finish: 1 (to 1.44) or 32 (1.45).
  uint32_t writes_per_step = 1;
  // No order of libuv: due timers, and the handles of the idle, prepare, check and closing phases,
  // run in any order, and closing handles may wait for later iterations. What is ready because of a
  // callback still runs after it.
  bool any_order = false;

  static LoopProfile uv_1_44() { return {}; }
  // libuv 1.46's order, which 1.45 introduced; `snapshot_timers` makes it 1.48's.
  static LoopProfile uv_1_45() { return {true, true, false, true, 32, false}; }
  static LoopProfile any() { return {false, true, false, false, 1, true}; }
  // Profile of the given name ("uv-1.44", "uv-1.45", "any"); false when there is none.
  static bool by_name(std::string_view name, LoopProfile* profile);
};

// Which amounts of time the scheduler may let pass where the clock can move.
enum class ClockChoices {
  kNatural,  // no choice: time passes only as in the natural schedule
  kDues,     // nothing more, or until the next timer is due (and so on, timer by timer)
  kMillis,   // also single milliseconds before the next timer is due
};

// How the bytes that wait for a reader may be split into several reads.
enum class ReadSplits {
  kNone,      // a read yields all there is, as far as its buffer goes
  kSegments,  // or the bytes of the oldest write only
  kHalves,    // or, when all are of one write, half of them
};

// Bounds of one run. Reaching one halts the run.
struct Limits {
  uint64_t virtual_ms = 10ull * 365 * 24 * 3600 * 1000;  // clock, from the start of the run
  uint64_t callbacks = 50'000'000;                       // callbacks called in the run
  uint64_t pending = 1'000'000;                          // armed timers, tasks, or open sockets
};

enum class HaltReason {
  kNone,
  kDeadlock,     // a loop waits without a timeout for something that can never happen
  kVirtualTime,  // Limits::virtual_ms
  kCallbacks,    // Limits::callbacks
  kPending,      // Limits::pending
  kSchedule,     // the scheduler had no choice, or one out of range
  kRequested,    // World::halt
};

// Told about the end of a run that does not end by itself, and about misuse.
class Monitor {
 public:
  virtual ~Monitor() = default;
  // The run is halted: running uv_run calls return 1 without calling further callbacks, later ones
  // at once, until World::reset. Threads that wait go on, without what they waited for, and need
  // not wait again; uv_thread_join still waits for the thread's end. A thread that waits in a loop
  // must ask World::halted. `message` names the reason and the loop's state in one line.
  // Without a monitor the message goes to stderr and the process aborts.
  virtual void on_halt(HaltReason reason, const std::string& message) = 0;
  // A call that libuv answers with a failed assertion or with undefined behaviour. When this
  // returns, the call has no effect (UV_EINVAL if it has a result). Without a monitor the message
  // goes to stderr and the process aborts.
  virtual void on_misuse(const char* function, const char* message) = 0;
  // From here on simulated thread `thread` runs, on the stack of `size` bytes from `low` on; null
  // for thread 0, which has the operating system thread's.
  virtual void on_switch(uint32_t thread, const void* low, size_t size) {
    (void)thread, (void)low, (void)size;
  }
};

// Wrong behaviours for the tests of the tests: each must be found by comparing with the real libuv.
enum Fault : uint32_t {
  kFaultFifoClose = 1u << 0,          // close callbacks in order of uv_close
  kFaultFifoWatchers = 1u << 1,       // idle, prepare and check callbacks in start order
  kFaultLiveClock = 1u << 2,          // uv_now reads the clock instead of the cached time
  kFaultNoCoalescing = 1u << 3,       // every uv_async_send gives a callback
  kFaultSendOrder = 1u << 4,          // asyncs in the order they were sent
  kFaultTimerLifo = 1u << 5,          // timers due at the same time in reverse start order
  kFaultCancelSilent = 1u << 6,       // a cancelled request gets status 0
  kFaultRepeatCatchUp = 1u << 7,      // a repeating timer counts from its due time
  kFaultUnrefIgnored = 1u << 8,       // unref'd handles keep the loop alive
  kFaultScandirOrder = 1u << 9,       // the names of a directory are listed backwards
  kFaultAppendIgnored = 1u << 10,     // O_APPEND writes at the position
  kFaultExclusiveOpen = 1u << 11,     // O_EXCL opens what is there
  kFaultShortRead = 1u << 12,         // a read that comes to the end of a file misses its last byte
  kFaultBroadcastOne = 1u << 16,      // a broadcast wakes one thread
  kFaultRecursiveUnlock = 1u << 17,   // the first unlock frees a recursive mutex
  kFaultWaitWithoutMutex = 1u << 18,  // uv_cond_wait returns without taking the mutex again
  kFaultPostLost = 1u << 19,          // a semaphore that is above 0 does not count posts
  kFaultWriterBesideReaders = 1u << 20,  // an rwlock lets a writer in beside readers
  kFaultBarrierEarly = 1u << 21,         // the last but one passes a barrier
  kFaultOnceAgain = 1u << 22,            // uv_once calls again while the first call goes on
  kFaultKeyShared = 1u << 23,            // a thread's value for a key is every thread's
  kFaultTrylockReaders = 1u << 31,       // uv_rwlock_tryrdlock fails beside readers
  kFaultEndBeforeData = 1u << 24,        // a stream's end is reported before the bytes ahead of it
  kFaultWriteOrder = 1u << 25,           // write callbacks of one step in reverse order
  kFaultCloseSilent = 1u << 26,          // requests of a closed stream get status 0
  kFaultConnectInCall = 1u << 27,        // uv_tcp_connect calls the server's connection callback
  kFaultNoPendingRounds = 1u << 28,      // no pending callbacks between poll and check
  kFaultAcceptLifo = 1u << 29,           // the youngest connection is accepted first
  kFaultWriteInCall = 1u << 30,          // uv_write calls back when it could write at once
};

struct Options {
  LoopProfile profile;
  ClockChoices clock = ClockChoices::kDues;
  // The farthest a timer may be due for the scheduler to let time pass until then unasked. A loop
  // that has nothing else to do waits for any timer.
  uint64_t clock_step_ms = UINT64_MAX;
  Limits limits;
  uint64_t start_ms = 1000;       // virtual clock at the start of a run, above 0
  uint32_t millis_per_point = 1;  // with ClockChoices::kMillis
  uint32_t pool_size = 4;         // worker threads, 1 to 1024
  uint32_t pool_patience = 3;     // polls a started task may stay unfinished before it must end
  size_t tcp_buffer = 3'932'160;  // bytes that may be under way in one direction of a connection
  size_t pipe_buffer = 233'152;   //
  uint32_t net_patience = 1;      // polls an arrived event may be left unnoticed
  ReadSplits read_splits = ReadSplits::kSegments;
  bool spurious_wakeups = false;  // offer the race that leaves a wake-up without a finished task,
                                  // and once per thread a uv_cond_wait that ends without a signal
  bool preemption = true;         // offer other threads before each operation they can notice, not
                                  // only where a thread waits
  bool preemption_in_locks = true;   // also while the thread holds a mutex. False loses nothing if
                                     // threads use what they share under mutexes only
  bool preemption_in_sweeps = true;  // before each async that a wake-up looks at. False: only after
                                     // a callback of one; then a loop hears of two sends of one
                                     // thread in their order, or of both in the order of asyncs
  uint32_t max_threads = 1000;       // more: UV_EAGAIN
  size_t thread_stack = size_t{8} << 20;  // bytes reserved for a thread's stack, at least
  int64_t wall_start_ms =
      1'704'067'200'000;      // since the epoch, at the start of a run (2024 begins)
  bool superuser = false;     // permission bits of files do not apply to the run
  uint32_t max_files = 1024;  // descriptors open at a time; more: UV_EMFILE
  uint64_t random_seed = 1;   // of uv_random
  std::vector<std::pair<std::string, std::string>> environment = {{"HOME", "/home/user"}};
  Monitor* monitor = nullptr;  // borrowed
  uint32_t faults = 0;         // set of Fault, for tests only
};

// The simulated surroundings of the loops of one thread; see the invariants above.
class World {
 public:
  explicit World(const Options& options = Options());
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Starts a new run: clock at the start, empty pool and log, all loops forgotten. `scheduler` is
  // borrowed for the run; null takes the natural options and logs nothing (the fastest way).
  void reset(Scheduler* scheduler = nullptr);

  // Replaces the options from the next reset on.
  void set_options(const Options& options);

  // Virtual clock in nanoseconds, as uv_hrtime but without moving it.
  uint64_t clock_ns() const;
  // Lets time pass, as a callback that computes for that long.
  void advance_ns(uint64_t ns);

  // Callbacks called in this run.
  uint64_t callbacks() const;
  // Choices of this run so far, and their schedule string. Empty without a scheduler.
  const std::vector<ChoiceTaken>& log() const;
  std::string schedule() const;

  // Why the run was halted, kNone when it was not.
  HaltReason halted() const;
  // Halts the run from a callback, as a limit does, but without telling the monitor.
  void halt();

  // Files that every run after the next reset begins with, beside "/" and "/tmp". Paths are
  // absolute; missing directories above are made. All belong to the one user of the simulation.
  // False, and nothing is added, when something is in the way.
  bool add_file(std::string_view path, std::string_view content, uint32_t mode = 0644);
  bool add_directory(std::string_view path, uint32_t mode = 0755);
  bool add_link(std::string_view path, std::string_view target);
  void clear_files();
  // The content of a file as it is now. False when there is none.
  bool read_file(std::string_view path, std::string* content);

  // Simulated threads that have not ended, the World's own included, and the one that runs: 0 is
  // the World's own, others count in order of creation.
  size_t threads() const;
  uint32_t thread() const;
  // Halts the run, unless it is, and lets all other threads come to their end. Called from thread
  // 0. False when one of them goes on for ever; it was given up.
  bool end_threads();

  // What name lookups answer for `name`: the addresses, IPv4 or IPv6 literals, in that order. None:
  // the lookup fails with `error`, a UV_EAI_* code. Kept over resets. At first only "localhost" is
  // known, as 127.0.0.1.
  void set_host(const std::string& name, const std::vector<std::string>& addresses,
                int error = UV_EAI_NONAME);

  // Asks the scheduler of this run, as the simulator does for its own points. For what is built on
  // top of uvsim. Returns an option below count; 0 without a scheduler or when halted.
  uint32_t choose(const ChoicePoint& point);

  // The current World of the thread.
  static World& current();

 private:
  std::unique_ptr<WorldState> state_;
  World* outer_;
};

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_UVSIM_H_
