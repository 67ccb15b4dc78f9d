// The thread pool: tasks wait in one queue, start in its order while workers are free, end when the
// scheduler says so, and are delivered by their loop's next wake-up in the order they ended.
//
// A task's body runs at its end, on the loop's thread. Between start and end only uv_cancel can
// tell the difference, so starting is decided no earlier than somebody looks.

#include "uvsim/accesses.h"
#include "uvsim/threads.h"

namespace actx::uvsim {
namespace {

constexpr uint32_t kMaxOptions = 1026;  // workers, plus "none", plus one

uint64_t age(const Task& task) {
  return state_of(task.work->loop).polls - task.submitted_at;
}

// Naturally a task takes less than a millisecond.
bool elapsed(const WorldState& world, const Task& task) {
  return world.clock_ns - task.submitted_ns >= kNsPerMs;
}

// Name lookups may take half of the workers only, so that slow ones leave some to the others.
size_t slow_workers(const WorldState& world) {
  return (world.options.pool_size + 1) / 2;
}

size_t free_workers(const WorldState& world) {
  const Pool& pool = world.pool;
  return world.options.pool_size - pool.started.size() - pool.waiting;
}

// Where in the queue the task is that free workers take as number `nth` (0: the next), of those
// before queue[end]; or `end`. Lookups beyond their bound are passed by.
size_t startable(const WorldState& world, size_t nth, size_t end) {
  const Pool& pool = world.pool;
  if (end > pool.queue.size()) end = pool.queue.size();
  if (nth >= free_workers(world)) return end;
  if (pool.slow_queued == 0) return nth < end - pool.head ? pool.head + nth : end;
  size_t slow = 0;
  for (const Task& task : pool.started) slow += task.slow ? 1 : 0;
  for (size_t at = pool.head; at < end; at++) {
    if (pool.queue[at].work == nullptr) continue;
    if (pool.queue[at].slow && ++slow > slow_workers(world)) continue;
    if (nth-- == 0) return at;
  }
  return end;
}

// The tasks that can end now: those started, and queued ones that free workers may have taken.
// The queue counts up to queue[end] only.
size_t candidates(const WorldState& world, size_t end = SIZE_MAX) {
  const Pool& pool = world.pool;
  if (pool.stopped) return pool.started.size();
  if (end > pool.queue.size()) end = pool.queue.size();
  const size_t free = free_workers(world);
  if (pool.slow_queued == 0) {
    const size_t queued = end - pool.head;
    return pool.started.size() + (queued < free ? queued : free);
  }
  size_t count = 0;
  while (count < free && startable(world, count, end) != end) ++count;
  return pool.started.size() + count;
}

const Task& candidate(const WorldState& world, size_t index) {
  const Pool& pool = world.pool;
  const size_t started = pool.started.size();
  if (index < started) return pool.started[index];
  return pool.queue[startable(world, index - started, pool.queue.size())];
}

// A worker takes queue[at]. A task that passed by others leaves an empty place, so that places
// stay valid.
void start(Pool& pool, size_t at) {
  pool.started.push_back(pool.queue[at]);
  if (pool.queue[at].slow) --pool.slow_queued;
  pool.queue[at].work = nullptr;
  while (pool.head < pool.queue.size() && pool.queue[pool.head].work == nullptr) ++pool.head;
  if (pool.head == pool.queue.size()) {
    pool.queue.clear();
    pool.head = 0;
  }
}

// Starts queued tasks until started[index] exists.
void start_up_to(WorldState& world, size_t index) {
  Pool& pool = world.pool;
  while (pool.started.size() <= index) start(pool, startable(world, 0, pool.queue.size()));
}

size_t find_queued(const Pool& pool, const uv__work* work) {
  size_t at = pool.head;
  while (at < pool.queue.size() && pool.queue[at].work != work) ++at;
  return at;
}

// Whether free workers take queue[at] and all that come before it. `ahead` is set to their number.
bool is_startable(const WorldState& world, size_t at, size_t* ahead) {
  const size_t end = world.pool.queue.size();
  for (*ahead = 0;; ++*ahead) {
    const size_t next = startable(world, *ahead, end);
    if (next >= at) return next == at && next != end;
  }
}

// Appends to the done list of the task's loop and wakes it. `identity`: a name for observers.
void finish(uv__work* work, uint64_t identity) {
  if (access_observer != nullptr) state_of(work->loop).finished.emplace_back(work, identity);
  ring_insert_tail(&work->loop->wq, &work->wq);
  wake(state_of(work->loop));
}

// The body of a cancelled task; never called, it marks the request.
void cancelled_body(uv__work*) {}

// Ends a candidate, or lets it get as far as it can.
void end_task(WorldState& world, size_t index) {
  uv__work* work = pool_take(world, index);
  if (world.live_threads > 1 && pool_may_wait(work)) [[unlikely]] {
    world.threads->run_task(work);
  } else {
    pool_run(world, work);
  }
}

// Choice point pool.completion over the candidates. `none` is what ending no task is called, or
// null when that is not an option, any more if `cut`; `none_first` makes it the natural one.
// Returns the candidate to end, or -1.
int choose_end(WorldState& world, const char* reason, const char* none, bool none_first,
               size_t queue_end = SIZE_MAX, bool cut = false) {
  if (world.scheduler == nullptr) return none != nullptr && none_first ? -1 : 0;
  ChoiceOption options[kMaxOptions];
  uint32_t count = 0;
  if (none != nullptr && none_first) options[count++] = {none, 0};
  const uint32_t first_task = count;
  const size_t tasks = candidates(world, queue_end);
  for (size_t i = 0; i < tasks; i++) options[count++] = {"task", candidate(world, i).id};
  if (none != nullptr && !none_first) options[count++] = {none, 0};
  const uint32_t chosen = choose(world, {"pool.completion", reason, count, options, cut});
  if (chosen < first_task || chosen >= first_task + tasks) return -1;
  return static_cast<int>(chosen - first_task);
}

// Whether a worker has taken the task at queue[at]; if so, makes it true.
bool taken_by_worker(WorldState& world, size_t at) {
  Pool& pool = world.pool;
  const uv__work* work = pool.queue[at].work;
  const uint64_t id = pool.queue[at].id;
  size_t ahead = 0;
  const bool natural = is_startable(world, at, &ahead) &&
                       (age(pool.queue[at]) > 0 || elapsed(world, pool.queue[at]));
  const ChoiceOption queued = {"still queued", id};
  const ChoiceOption taken = {"taken by a worker", id};
  const ChoiceOption options[] = {natural ? taken : queued, natural ? queued : taken};
  const uint32_t chosen =
      choose(world, {"pool.start", "a worker may take the task before uv_cancel", 2, options});
  if ((chosen == 0) != natural) return false;
  while (!is_startable(world, at, &ahead)) {
    if (candidates(world) == 0) return false;  // every worker waits in the body of its task
    const int ended = choose_end(world, "a task ends so that a worker is free", nullptr, false);
    end_task(world, static_cast<size_t>(ended));
    if (find_queued(pool, work) == pool.queue.size() || world.halted != HaltReason::kNone)
      return true;
  }
  start_up_to(world, ahead + pool.started.size());
  return true;
}

// Lets further tasks end, of the queue only those before queue[queue_end].
void end_more(WorldState& world, const char* reason, size_t queue_end = SIZE_MAX) {
  while (candidates(world, queue_end) > 0 && world.halted == HaltReason::kNone) {
    const bool naturally = elapsed(world, candidate(world, 0));
    const int index = choose_end(world, reason, "none", !naturally, queue_end);
    if (index < 0) return;
    end_task(world, static_cast<size_t>(index));
  }
}

bool overdue(const WorldState& world) {
  return age(candidate(world, 0)) > world.options.pool_patience;
}

}  // namespace

void Pool::clear() {
  queue.clear();
  head = 0;
  started.clear();
  waiting = 0;
  slow_queued = 0;
  next_id = 0;
  stopped = false;
}

size_t pool_candidates(const WorldState& world) {
  return candidates(world);
}

uint64_t pool_candidate(const WorldState& world, size_t index) {
  return candidate(world, index).id;
}

bool pool_overdue(const WorldState& world) {
  return candidates(world) > 0 && overdue(world);
}

// It and those queued before it have started.
uv__work* pool_take(WorldState& world, size_t index) {
  Pool& pool = world.pool;
  start_up_to(world, index);
  uv__work* work = pool.started[index].work;
  pool.started.erase(pool.started.begin() + static_cast<std::ptrdiff_t>(index));
  ++pool.waiting;
  return work;
}

void pool_run(WorldState& world, uv__work* work) {
  auto* body = work->work;
  work->work = nullptr;
  if (access_observer != nullptr) access_observer->on_work(work);
  if (may_call(world)) body(work);
  const uint64_t identity = new_name();
  if (access_observer != nullptr) access_observer->on_work_done();
  --world.pool.waiting;
  finish(work, identity);
}

void pool_submit(uv_loop_t* loop, uv__work* work, void (*run)(uv__work*),
                 void (*done)(uv__work*, int), bool slow) {
  LoopState& state = state_of(loop);
  WorldState& world = *state.world;
  Pool& pool = world.pool;
  work->loop = loop;
  work->work = run;
  work->done = done;
  ring_init(&work->wq);
  if (pool.head > 1024 && pool.head * 2 > pool.queue.size()) {
    pool.queue.erase(pool.queue.begin(),
                     pool.queue.begin() + static_cast<std::ptrdiff_t>(pool.head));
    pool.head = 0;
  }
  pool.queue.push_back({work, pool.next_id++, new_name(), state.polls, world.clock_ns, slow});
  if (slow) ++pool.slow_queued;
  const size_t pending = pool.queue.size() - pool.head;
  if (pending > world.options.limits.pending) [[unlikely]] {
    halt(world, HaltReason::kPending,
         "limit: " + std::to_string(pending) + " tasks wait for the thread pool");
  }
}

// A queued task may have been started, or even have ended, by now: choice point pool.start. Tasks
// ahead of it start before it, and end when there are not enough workers for all. Naturally a task
// waits for a worker only, and one submitted since the last poll has not reached a worker yet.
int pool_cancel(uv_loop_t* loop, uv__work* work) {
  WorldState& world = *state_of(loop).world;
  Pool& pool = world.pool;
  if (work->work == cancelled_body) {
    misuse(world, "uv_cancel", "the request was cancelled before and is not delivered yet");
    return 0;
  }
  const size_t at = find_queued(pool, work);
  if (at == pool.queue.size()) return UV_EBUSY;
  if (!pool.stopped && taken_by_worker(world, at)) return UV_EBUSY;
  end_more(world, "a task may end before uv_cancel takes another one off the queue", at);
  if (pool.queue[at].slow) --pool.slow_queued;
  const uint64_t identity = pool.queue[at].identity;
  pool.queue.erase(pool.queue.begin() + static_cast<std::ptrdiff_t>(at));
  work->work = cancelled_body;
  finish(work, identity);
  return 0;
}

void pool_end_some(LoopState& state) {
  WorldState& world = *state.world;
  if (candidates(world) == 0) return;
  const Task& oldest = candidate(world, 0);
  const bool naturally = age(oldest) > 1 || elapsed(world, oldest);
  const bool cut = overdue(world);
  const int index = choose_end(world, "a task may end before the poll looks",
                               cut ? nullptr : "none", !naturally, SIZE_MAX, cut);
  if (index < 0) return;
  end_task(world, static_cast<size_t>(index));
  pool_end_more(state);
}

void pool_end_before_call(WorldState& world) {
  end_more(world, "a task may end before a synchronous call on files");
}

void pool_end_more(LoopState& state) {
  end_more(*state.world, "another task may end before the poll looks");
}

bool pool_end_one(LoopState& state, bool timeout) {
  WorldState& world = *state.world;
  if (candidates(world) == 0) return false;
  const bool cut = timeout && overdue(world);
  const int index = choose_end(world, "the first event of a waiting poll",
                               timeout && !cut ? "timeout" : nullptr, false, SIZE_MAX, cut);
  if (index < 0) return false;
  end_task(world, static_cast<size_t>(index));
  return true;
}

void pool_deliver(uv_loop_t* loop) {
  WorldState& world = *state_of(loop).world;
  // A task that ends after the wake-up was taken and before the done list is: it is delivered
  // here, and its own wake-up finds nothing to do.
  if (world.options.spurious_wakeups) end_more(world, "a task may end while a wake-up is served");
  if (ring_empty(&loop->wq)) return;
  RingNode done;
  state_of(loop).finished.clear();
  ring_move(&loop->wq, &done);
  while (!ring_empty(&done)) {
    Ring node = ring_next(&done);
    uv__work* work = ring_entry<uv__work>(node, offsetof(uv__work, wq));
    ring_remove(node);
    const bool cancelled = work->work == cancelled_body;
    const bool silent = (world.options.faults & kFaultCancelSilent) != 0;
    work->work = nullptr;
    work->done(work, cancelled && !silent ? UV_ECANCELED : 0);
  }
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

namespace {

uv_work_t* request_of(uv__work* work) {
  return ring_entry<uv_work_t>(reinterpret_cast<Ring>(work), offsetof(uv_work_t, work_req));
}

void run_work(uv__work* work) {
  uv_work_t* request = request_of(work);
  request->work_cb(request);
}

void work_done(uv__work* work, int status) {
  uv_work_t* request = request_of(work);
  WorldState& world = *state_of(request->loop).world;
  request->loop->active_reqs.count--;
  if (request->after_work_cb == nullptr) return;
  if (may_call(world)) request->after_work_cb(request, status);
}

}  // namespace

// Only the caller's own code may wait.
bool actx::uvsim::pool_may_wait(const uv__work* work) {
  return work->work == run_work;
}

extern "C" {

int uv_queue_work(uv_loop_t* loop, uv_work_t* request, uv_work_cb work, uv_after_work_cb after) {
  if (work == nullptr) return UV_EINVAL;
  request_init(loop, reinterpret_cast<uv_req_t*>(request), UV_WORK);
  request->loop = loop;
  request->work_cb = work;
  request->after_work_cb = after;
  pool_submit(loop, &request->work_req, run_work, work_done);
  return 0;
}

int uv_cancel(uv_req_t* request) {
  switch (request->type) {
    case UV_WORK: {
      auto* work = reinterpret_cast<uv_work_t*>(request);
      return pool_cancel(work->loop, &work->work_req);
    }
    case UV_GETADDRINFO: {
      auto* lookup = reinterpret_cast<uv_getaddrinfo_t*>(request);
      return pool_cancel(lookup->loop, &lookup->work_req);
    }
    case UV_GETNAMEINFO: {
      auto* lookup = reinterpret_cast<uv_getnameinfo_t*>(request);
      return pool_cancel(lookup->loop, &lookup->work_req);
    }
    case UV_FS: {
      auto* files = reinterpret_cast<uv_fs_t*>(request);
      return pool_cancel(files->loop, &files->work_req);
    }
    case UV_RANDOM: {
      auto* random = reinterpret_cast<uv_random_t*>(request);
      return pool_cancel(random->loop, &random->work_req);
    }
    default:
      return UV_EINVAL;
  }
}

// Queued and started tasks still run before the workers stop; they are delivered if their loop
// runs again. No task starts after that.
void uv_library_shutdown(void) {
  WorldState& world = current_state();
  Pool& pool = world.pool;
  if (pool.stopped) return;
  while (candidates(world) > 0 && world.halted == HaltReason::kNone) end_task(world, 0);
  pool.stopped = true;
}

}  // extern "C"
