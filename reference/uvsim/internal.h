// What the parts of uvsim share: the state behind a World and behind a loop, and the small steps
// every handle type takes. Not for users; uvsim.h is the public header.
//
// Invariants
// - loop->internal_fields is the LoopState of an initialised loop; LoopStates are owned and reused
//   by their World. The lists and counters of <uv.h> are the real ones, no shadow copies.
// - A list that is walked while callbacks change it is first moved to a ring of its own; the walk
//   always moves every member back, also when the run was halted meanwhile.
#ifndef ACTX_UVSIM_INTERNAL_H_
#define ACTX_UVSIM_INTERNAL_H_

#include <uv.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "uvsim/accesses.h"
#include "uvsim/net.h"
#include "uvsim/ring.h"
#include "uvsim/timer_heap.h"
#include "uvsim/uvsim.h"

namespace actx::uvsim {

// Bits of uv_handle_t.flags.
enum HandleFlag : unsigned {
  kClosing = 1u << 0,
  kClosed = 1u << 1,
  kActive = 1u << 2,
  kRef = 1u << 3,
  // Streams only.
  kReading = 1u << 4,
  kReadPartial = 1u << 5,  // the last read did not fill its buffer
  kReadEnd = 1u << 6,      // the end was reported
  kReadable = 1u << 7,
  kWritable = 1u << 8,
  kBound = 1u << 9,
  kShutting = 1u << 10,
  kShut = 1u << 11,
  kListening = 1u << 12,
};

constexpr uint64_t kNsPerMs = 1'000'000;

// Where handles and requests have their names (accesses.h), in their reserved members.
constexpr size_t kNameInHandle = 3;
constexpr size_t kNameInRequest = 5;

class FileSystem;
class ThreadSet;
struct Machine;

// An event of a poll: of a socket, or with a null socket the wake-up. No events: it was closed.
struct ReadyEvent {
  Socket* socket;
  unsigned events;
};

struct LoopState {
  WorldState* world;
  uv_loop_t* loop;    // null once it is closed
  uint32_t number;    // its name in messages
  uint64_t identity;  // its name for observers
  uint32_t faults;    // of the World's options, as they were at uv_loop_init
  uint64_t max_timers;
  TimerHeap timers;
  bool wakeup;              // the wake-up descriptor is readable; set by wake()
  bool unregistered;        // the wake-up descriptor was not polled yet
  bool running;             // inside uv_run
  bool measure_idle;        // UV_METRICS_IDLE_TIME
  uint64_t idle_ns;         // time spent blocked, with measure_idle
  uint64_t polls;           // polls so far
  uint32_t closing_waited;  // iterations that closing handles were left waiting, in any order
  RingNode ready;           // sockets something happened to, and the wake-up, in that order
  RingNode wakeup_ready;
  // With an observer: what finish() put into loop->wq, in order, and the names.
  std::vector<std::pair<const uv__work*, uint64_t>> finished;
  std::vector<ReadyEvent> batch;      // what the current poll found ready
  std::vector<ChoiceOption> options;  // kept for reuse by choice points over the batch
  std::vector<uint32_t> places;       //
};

// A task of the thread pool, queued or started.
struct Task {
  uv__work* work;
  uint64_t id;
  uint64_t identity;      // its name for observers
  uint64_t submitted_at;  // LoopState::polls of its loop
  uint64_t submitted_ns;
  bool slow;
};

struct Pool {
  std::vector<Task> queue;  // not started, in submission order, from `head` on
  size_t head = 0;
  std::vector<Task> started;  // in start order, at most the pool's size
  size_t waiting = 0;         // workers in a body that waits
  size_t slow_queued = 0;     // name lookups in the queue
  uint64_t next_id = 0;
  bool stopped = false;  // after uv_library_shutdown

  void clear();
};

// What a name lookup answers: addresses, or an error when there are none.
struct HostEntry {
  std::vector<std::string> addresses;
  int error;
};

struct WorldState {
  Options options;
  Scheduler* scheduler = nullptr;
  uint64_t clock_ns = 0;
  uint64_t clock_limit_ns = 0;
  uint64_t spins = 0;        // clock updates that did not wait, since the last wait
  uint64_t clock_reads = 0;  // uv_hrtime calls since the last poll
  uint64_t callbacks = 0;
  uint64_t callback_limit = 0;  // 0 once the run is halted
  HaltReason halted = HaltReason::kNone;
  std::vector<ChoiceTaken> log;
  Pool pool;
  Network network;
  std::map<std::string, HostEntry> hosts = {{"localhost", {{"127.0.0.1"}, 0}}};
  std::vector<std::unique_ptr<LoopState>> loops;
  std::vector<LoopState*> free_loops;
  size_t loops_used = 0;
  uint32_t loops_opened = 0;  // in this run
  uv_loop_t default_loop;
  bool default_loop_ready = false;
  World* world = nullptr;
  uint32_t run = 0;           // a number that no other run has
  uint32_t live_threads = 1;  // simulated threads that have not ended, the World's own included
  std::unique_ptr<ThreadSet> threads;
  std::unique_ptr<FileSystem> first_files;  // of every run; null: what FileSystem begins with
  std::unique_ptr<Machine> machine;         // of this run, from its first use on

  WorldState();
  ~WorldState();
  void reset(Scheduler* scheduler_for_run);
};

// The state of the thread's current World.
WorldState& current_state();

inline LoopState& state_of(const uv_loop_t* loop) {
  return *static_cast<LoopState*>(loop->internal_fields);
}

// Halts the run and tells the monitor; the first reason stays.
void halt(WorldState& world, HaltReason reason, const std::string& message);
// Reports misuse of `function`; returns when the monitor did.
void misuse(WorldState& world, const char* function, const char* message);
// Asks the scheduler, logs, checks the answer. 0 without a scheduler, or when halted.
uint32_t choose(WorldState& world, const ChoicePoint& point);
// One line about what the loop waits for, and the part of it that counts handles and requests.
std::string describe(const uv_loop_t* loop);
std::string describe_active(const uv_loop_t* loop);

// Counts a callback that is about to run; false when the run is halted or halts here.
bool refuse_callback(WorldState& world);
inline bool may_call(WorldState& world) {
  if (world.callbacks >= world.callback_limit) [[unlikely]]
    return refuse_callback(world);
  ++world.callbacks;
  return true;
}

// clock.cc
void set_clock(WorldState& world, uint64_t ns);
// Lets a clock update that did not wait take a little time; more and more while nothing else
// happens (the fair clock), but never past the next due timer of the loop.
void spin_clock(LoopState& state);
// Choice point clock.advance: lets the scheduler move the clock further, towards due timers.
void choose_clock(LoopState& state, const char* reason);
inline void update_time(uv_loop_t* loop, const WorldState& world) {
  loop->time = world.clock_ns / kNsPerMs;
}
inline uint64_t base_time(const uv_loop_t* loop) {
  const WorldState& world = *state_of(loop).world;
  if (world.options.faults & kFaultLiveClock) [[unlikely]]
    return world.clock_ns / kNsPerMs;
  return loop->time;
}

// The choice points of LoopProfile::any_order. Returns which of `count` ready callbacks runs next.
uint32_t choose_ready(LoopState& state, const char* name, uint32_t count);

// Phases of an iteration.
void run_timers(uv_loop_t* loop);
void run_pending(uv_loop_t* loop);
void run_idle(uv_loop_t* loop);
void run_prepare(uv_loop_t* loop);
void run_check(uv_loop_t* loop);
void run_closing(uv_loop_t* loop);
void poll(uv_loop_t* loop, int timeout);
bool is_alive(const uv_loop_t* loop);
// -1: no timer; else ms until the next timer is due.
int next_timeout(const uv_loop_t* loop);

// Makes the wake-up descriptor of the loop readable.
inline void wake(LoopState& state) {
  state.wakeup = true;
  if (!state.unregistered && ring_empty(&state.wakeup_ready)) {
    ring_insert_tail(&state.ready, &state.wakeup_ready);
  }
}

// poll_set.cc: the descriptors a loop polls, as epoll keeps them.
void poll_set_init(LoopState& state);
// Tells the poll set what handles wait for since the last poll.
void register_watchers(LoopState& state);
// Collects what is ready into LoopState::batch.
void collect_ready(LoopState& state);
// Whether there is something to collect.
bool has_ready(const LoopState& state);
// Adds the wake-up only.
void collect_wakeup(LoopState& state);
// With a batch, in a poll that would wait: whether its timeout, or a task of the pool, comes first.
bool batch_comes_late(LoopState& state, bool other_event);
// Serves the batch in the order, and as far, as the scheduler says. `may_leave`: nothing at all may
// be served.
void serve_batch(LoopState& state, bool may_leave);

// async.cc: serves the pool's finished tasks and all pending asyncs of one wake-up.
void serve_wakeup(uv_loop_t* loop);
void async_close(uv_async_t* async);

// pool.cc
// `slow`: a name lookup, of which at most half of the workers run some.
void pool_submit(uv_loop_t* loop, uv__work* work, void (*run)(uv__work*),
                 void (*done)(uv__work*, int), bool slow = false);
int pool_cancel(uv_loop_t* loop, uv__work* work);
// In a poll that does not wait: lets the scheduler end tasks. pool_end_more is for a poll that has
// an event already.
void pool_end_some(LoopState& state);
void pool_end_more(LoopState& state);
// Before a call outside of polls that can see what tasks did.
void pool_end_before_call(WorldState& world);
// In a poll that waits: ends one task. False when no task is there, or when the wait shall last
// until its timeout, if it has one.
bool pool_end_one(LoopState& state, bool timeout);
void pool_deliver(uv_loop_t* loop);
// For threads.cc, where a wait is not a poll's: the tasks that can end now (their number, the id of
// one, whether the first must end), taking one out, and running its body. A body that may wait
// needs a thread of its own.
size_t pool_candidates(const WorldState& world);
uint64_t pool_candidate(const WorldState& world, size_t index);
bool pool_overdue(const WorldState& world);
uv__work* pool_take(WorldState& world, size_t index);
bool pool_may_wait(const uv__work* work);
void pool_run(WorldState& world, uv__work* work);

// handle steps
inline bool is_closing(unsigned flags) {
  return (flags & (kClosing | kClosed)) != 0;
}
template <class Handle>
uv_handle_t* as_handle(Handle* handle) {
  return reinterpret_cast<uv_handle_t*>(handle);
}
void handle_init(uv_loop_t* loop, uv_handle_t* handle, uv_handle_type type);
inline void handle_start(uv_loop_t* loop, unsigned* flags) {
  if (*flags & kActive) return;
  *flags |= kActive;
  if (*flags & kRef) loop->active_handles++;
}
inline void handle_stop(uv_loop_t* loop, unsigned* flags) {
  if (!(*flags & kActive)) return;
  *flags &= ~unsigned{kActive};
  if (*flags & kRef) loop->active_handles--;
}
inline void request_init(uv_loop_t* loop, uv_req_t* request, uv_req_type type) {
  request->type = type;
  request->reserved[kNameInRequest] = reinterpret_cast<void*>(new_name());
  loop->active_reqs.count++;
}

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_INTERNAL_H_
