#include "uvsim/threads.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace actx::uvsim {
namespace {

// Operations after which a thread that does not wait must let others run, so that one that spins
// on a lock sees the change it spins for.
constexpr uint32_t kPatience = 64;
// Waits of one thread after the halt, each of which returned at once.
constexpr uint64_t kMaxLateCalls = 100'000;

constexpr const char* kThreadWord = "thread";
constexpr const char* kTaskWord = "task";
constexpr const char* kTimeWord = "time passes";
constexpr const char* kSpuriousWord = "spurious wake-up";

std::string name_of(uint32_t id) {
  return id == 1 ? "the main thread" : "thread " + std::to_string(id - 1);
}

}  // namespace

ThreadSet::ThreadSet(WorldState* world) : world_(world) {
  main_.id = 1;
  live_.push_back(&main_);
}

ThreadSet::~ThreadSet() {
  for (const auto& thread : all_) {
    if (thread->stack.low != nullptr) stacks_.give(thread->stack);
  }
}

void ThreadSet::reset() {
  if (current_ != &main_) {
    std::fprintf(stderr, "uvsim: a World is reset or destroyed by one of its threads\n");
    std::abort();
  }
  next_object = 1;
  keys.clear();
  main_.values.clear();
  main_.wait = Wait::kNothing;
  main_.spurious = true;
  main_.late_calls = 0;
  main_.mutexes = 0;
  main_.last_ran = 0;
  turn_ = 0;
  points_since_switch_ = 0;
  slow_passes_ = 0;
  if (next_id_ == 2) return;
  next_id_ = 2;
  live_.assign(1, &main_);
  joinable_.clear();
  free_.clear();
  for (const auto& thread : all_) {
    if (thread->stack.low != nullptr) stacks_.give(std::exchange(thread->stack, Stack()));
    free_.push_back(thread.get());
  }
}

Thread* ThreadSet::take_thread() {
  if (free_.empty()) {
    all_.push_back(std::make_unique<Thread>());
    return all_.back().get();
  }
  Thread* thread = free_.back();
  free_.pop_back();
  return thread;
}

Thread* ThreadSet::create(uv_thread_cb entry, void* argument, size_t stack_size) {
  if (live_.size() > world_->options.max_threads) return nullptr;
  const Stack stack = stacks_.take(std::max(stack_size, world_->options.thread_stack));
  if (stack.low == nullptr) return nullptr;
  Thread* thread = take_thread();
  thread->id = next_id_++;
  thread->identity = new_name();
  if (access_observer != nullptr) access_observer->on_thread_made(thread->identity);
  thread->stack = stack;
  thread->entry = entry;
  thread->argument = argument;
  thread->task = nullptr;
  thread->return_to = nullptr;
  thread->wait = Wait::kNothing;
  thread->last_ran = ++turn_;
  thread->spurious = true;
  thread->ended = false;
  thread->mutexes = 0;
  thread->late_calls = 0;
  thread->values.clear();
  thread->fiber.begin(stack, run_thread, this);
  live_.push_back(thread);
  if (entry != nullptr) joinable_.push_back(thread);
  world_->live_threads = static_cast<uint32_t>(live_.size());
  return thread;
}

Thread* ThreadSet::start_worker(uv__work* task) {
  Thread* worker = create(nullptr, nullptr, 0);
  if (worker == nullptr) {
    std::fprintf(stderr, "uvsim: no memory for the stack of a worker\n");
    std::abort();
  }
  worker->task = task;
  return worker;
}

// The entry of every fiber: current_ is its thread.
void ThreadSet::run_thread(void* threads) {
  auto* self = static_cast<ThreadSet*>(threads);
  Thread& thread = *self->current_;
  if (thread.entry != nullptr) {
    thread.entry(thread.argument);
  } else {
    pool_run(*self->world_, thread.task);
  }
  self->end_current();
}

void ThreadSet::end_current() {
  Thread& thread = *current_;
  thread.ended = true;
  live_.erase(std::find(live_.begin(), live_.end(), &thread));
  world_->live_threads = static_cast<uint32_t>(live_.size());
  // Its stack is in use until the switch: what pick() starts must get another one.
  Thread* next = pick(Why::kWaits, "a thread ended");
  stacks_.give(std::exchange(thread.stack, Stack()));
  if (thread.entry == nullptr) free_.push_back(&thread);
  switch_to(next, true);
}

Thread* ThreadSet::find(uint64_t id) {
  for (Thread* thread : joinable_) {
    if (thread->id == id) return thread;
  }
  return nullptr;
}

void ThreadSet::forget(Thread* joined) {
  joinable_.erase(std::find(joinable_.begin(), joinable_.end(), joined));
  free_.push_back(joined);
}

void ThreadSet::switch_to(Thread* next, bool for_ever) {
  Thread* from = std::exchange(current_, next);
  next->last_ran = ++turn_;
  points_since_switch_ = 0;
  if (world_->options.monitor != nullptr) {
    world_->options.monitor->on_switch(next->id - 1, next->stack.low, next->stack.size);
  }
  if (access_observer != nullptr) {
    access_observer->on_thread(from->identity, next->identity, for_ever);
  }
  if (for_ever) from->fiber.leave_for(&next->fiber);
  from->fiber.switch_to(&next->fiber);
}

Woken ThreadSet::wait(Wait wait, const void* object, uint64_t deadline_ns, uint64_t ticket) {
  Thread& self = *current_;
  if (access_observer != nullptr) access_observer->on_sync_point();
  if (world_->halted != HaltReason::kNone) count_late_call();
  self.wait = wait;
  self.object = object;
  self.deadline_ns = deadline_ns;
  self.ticket = ticket;
  self.signaled = false;
  Thread* next = pick(Why::kWaits, "a thread waits");
  if (next != &self) switch_to(next, false);
  const bool reached = holds(self);
  self.wait = Wait::kNothing;
  if (reached) return Woken::kReady;
  return world_->halted != HaltReason::kNone ? Woken::kHalted : Woken::kTimeout;
}

void ThreadSet::yield(const char* reason) {
  if (access_observer != nullptr) access_observer->on_sync_point();
  if (current_->mutexes > 0 && !world_->options.preemption_in_locks) return;
  const bool must = ++points_since_switch_ > kPatience;
  if (!must && (world_->scheduler == nullptr || !world_->options.preemption)) return;
  if (must && world_->halted != HaltReason::kNone) count_late_call();
  Thread* next = pick(must ? Why::kMustYield : Why::kMayYield, reason);
  if (must) points_since_switch_ = 0;
  if (next != current_) switch_to(next, false);
}

void ThreadSet::run_task(uv__work* task) {
  Thread& self = *current_;
  Thread* worker = start_worker(task);
  worker->return_to = &self;
  self.wait = Wait::kWorker;
  self.deadline_ns = UINT64_MAX;
  switch_to(worker, false);
  self.wait = Wait::kNothing;
}

// After a halt nothing is waited for. A thread that goes on asking will never end.
void ThreadSet::count_late_call() {
  if (++current_->late_calls <= kMaxLateCalls) return;
  if (current_ == &main_) {
    std::fprintf(stderr, "uvsim: the main thread does not end its work after the run was halted\n");
    std::abort();
  }
  current_->wait = Wait::kParked;
  switch_to(pick(Why::kWaits, "a thread was given up"), false);
}

bool ThreadSet::holds(const Thread& thread) const {
  switch (thread.wait) {
    case Wait::kNothing:
      return true;
    case Wait::kCondition:
      return thread.signaled;
    case Wait::kThread:
      return static_cast<const Thread*>(thread.object)->ended;
    case Wait::kThreads:
      return others_ended();
    case Wait::kPoll:
      return has_ready(*static_cast<const LoopState*>(thread.object));
    case Wait::kTime:
    case Wait::kWorker:
    case Wait::kParked:
      return false;
    default:
      return object_holds(thread);
  }
}

bool ThreadSet::ready(const Thread& thread) const {
  if (thread.deadline_ns <= world_->clock_ns && thread.wait != Wait::kParked) return true;
  return holds(thread);
}

void ThreadSet::collect_ready(Why why) {
  ready_.clear();
  for (Thread* thread : live_) {
    if (thread == current_ && why != Why::kWaits) continue;
    if (ready(*thread)) ready_.push_back(thread);
  }
  std::sort(ready_.begin(), ready_.end(),
            [](const Thread* a, const Thread* b) { return a->last_ran < b->last_ran; });
}

uint64_t ThreadSet::next_deadline() const {
  uint64_t next = UINT64_MAX;
  for (const Thread* thread : live_) {
    if (thread->wait == Wait::kNothing || thread->wait == Wait::kParked) continue;
    if (thread->deadline_ns > world_->clock_ns) next = std::min(next, thread->deadline_ns);
  }
  return next;
}

// Ready threads first; then the tasks that may end; then time, which may also overtake ready
// threads on a slow machine; then wake-ups without a reason. A thread that does not wait goes on,
// naturally.
void ThreadSet::list_options(Why why, uint64_t deadline_ns) {
  options_.clear();
  cut_ = why == Why::kMustYield;
  if (why == Why::kMayYield) options_.push_back({"go on", current_->id - 1});
  for (const Thread* thread : ready_) options_.push_back({kThreadWord, thread->id - 1});
  if (why == Why::kMayYield) return;
  const bool choosing = world_->scheduler != nullptr;
  if (ready_.empty() || choosing) {
    const size_t tasks = pool_candidates(*world_);
    for (size_t i = 0; i < tasks; i++) options_.push_back({kTaskWord, pool_candidate(*world_, i)});
  }
  const bool may_be_slow =
      choosing && why == Why::kWaits && world_->options.clock != ClockChoices::kNatural;
  if (deadline_ns != UINT64_MAX && (ready_.empty() || may_be_slow)) {
    const bool cut =
        ready_.empty() ? pool_overdue(*world_) : slow_passes_ >= world_->options.pool_patience;
    if (!cut) options_.push_back({kTimeWord, deadline_ns / kNsPerMs});
    cut_ = cut_ || cut;
  }
  // Nothing but a spurious wake-up left is a deadlock.
  if (!choosing || !world_->options.spurious_wakeups || options_.empty()) return;
  for (const Thread* thread : live_) {
    const bool may = thread->wait == Wait::kCondition && thread->spurious && !ready(*thread);
    if (may) options_.push_back({kSpuriousWord, thread->id - 1});
  }
}

Thread* ThreadSet::take_option(const char* reason, uint64_t deadline_ns) {
  const auto count = static_cast<uint32_t>(options_.size());
  const uint32_t chosen = choose(*world_, {"thread.run", reason, count, options_.data(), cut_});
  const ChoiceOption& option = options_[chosen];
  if (option.what == kTimeWord) {
    slow_passes_ = ready_.empty() ? 0 : slow_passes_ + 1;
    set_clock(*world_, deadline_ns);
    return nullptr;
  }
  slow_passes_ = 0;
  if (option.what == kTaskWord) {
    size_t index = 0;
    while (pool_candidate(*world_, index) != option.number) ++index;
    uv__work* task = pool_take(*world_, index);
    if (pool_may_wait(task)) return start_worker(task);
    pool_run(*world_, task);
    return nullptr;
  }
  Thread* next = nullptr;
  for (Thread* thread : live_) {
    if (thread->id - 1 == option.number) next = thread;
  }
  if (option.what == kSpuriousWord) {
    next->spurious = false;
    next->signaled = true;
  }
  return next;
}

Thread* ThreadSet::pick(Why why, const char* reason) {
  // A worker was started to get as far as it can; who started it goes on.
  if (why == Why::kWaits && current_->return_to != nullptr) {
    return std::exchange(current_->return_to, nullptr);
  }
  for (;;) {
    if (world_->halted != HaltReason::kNone) return pick_released(why);
    collect_ready(why);
    const uint64_t deadline_ns = next_deadline();
    list_options(why, deadline_ns);
    if (options_.empty()) {
      if (why != Why::kWaits) return current_;
      halt(*world_, HaltReason::kDeadlock, "deadlock: " + describe());
    } else if (Thread* next = take_option(reason, deadline_ns)) {
      return next;
    }
  }
}

Thread* ThreadSet::pick_released(Why why) {
  const auto released = [](const Thread& thread) {
    return thread.wait != Wait::kThread && thread.wait != Wait::kThreads &&
           thread.wait != Wait::kWorker && thread.wait != Wait::kParked;
  };
  Thread* next = nullptr;
  if (why == Why::kMayYield) return current_;
  for (Thread* thread : live_) {
    if (thread == current_ && why != Why::kWaits) continue;
    if (!released(*thread) && !holds(*thread)) continue;
    if (next == nullptr || thread->last_ran < next->last_ran) next = thread;
  }
  if (next != nullptr) return next;
  if (why != Why::kWaits) return current_;
  // Threads that wait for each other's end, or for one that was given up.
  for (Thread* thread : live_) {
    if (thread->wait == Wait::kThread) return thread;
  }
  return &main_;
}

Thread* ThreadSet::choose_waiter(const void* condition) {
  std::vector<Thread*> waiters;
  for (Thread* thread : live_) {
    if (thread->wait != Wait::kCondition || thread->object != condition) continue;
    if (!thread->signaled) waiters.push_back(thread);
  }
  if (waiters.empty()) return nullptr;
  std::sort(waiters.begin(), waiters.end(),
            [](const Thread* a, const Thread* b) { return a->last_ran < b->last_ran; });
  std::vector<ChoiceOption> options;
  for (const Thread* thread : waiters) options.push_back({kThreadWord, thread->id - 1});
  return waiters[choose(*world_, {"thread.signal", "which waiting thread a signal wakes",
                                  static_cast<uint32_t>(options.size()), options.data()})];
}

void ThreadSet::signal_all(const void* condition, bool only_one) {
  for (Thread* thread : live_) {
    if (thread->wait != Wait::kCondition || thread->object != condition) continue;
    thread->signaled = true;
    if (only_one) return;
  }
}

bool ThreadSet::has_waiter(const void* object) const {
  return std::any_of(live_.begin(), live_.end(), [object](const Thread* thread) {
    return thread->wait != Wait::kNothing && thread->object == object;
  });
}

void ThreadSet::clear_values(size_t key) {
  for (Thread* thread : live_) {
    if (key < thread->values.size()) thread->values[key] = nullptr;
  }
}

std::string ThreadSet::describe(const Thread& thread) const {
  const std::string who =
      thread.entry == nullptr && thread.id != 1 ? "a worker of the pool" : name_of(thread.id);
  switch (thread.wait) {
    case Wait::kNothing:
      return who + " runs";
    case Wait::kThread:
      return who + " waits for the end of " + name_of(static_cast<uint32_t>(thread.ticket));
    case Wait::kThreads:
      return who + " waits for the end of all threads";
    case Wait::kPoll:
      return who + " waits for an event of loop " +
             std::to_string(static_cast<const LoopState*>(thread.object)->number);
    case Wait::kTime:
      return who + " sleeps until " + std::to_string(thread.deadline_ns / kNsPerMs) + " ms";
    case Wait::kWorker:
      return who + " waits for a worker of the pool";
    case Wait::kParked:
      return who + " was given up";
    default:
      return who + " waits for " + describe_object(thread);
  }
}

std::string ThreadSet::describe() const {
  std::string text;
  for (const Thread* thread : live_) {
    if (!text.empty()) text += "; ";
    text += describe(*thread);
  }
  for (size_t i = 0; i < world_->loops_used; i++) {
    const LoopState& state = *world_->loops[i];
    if (state.loop == nullptr) continue;
    text += "; loop " + std::to_string(state.number) + " at " + std::to_string(state.loop->time) +
            " ms, active: " + describe_active(state.loop);
  }
  return text;
}

}  // namespace actx::uvsim
