#include "loop/loop.h"

#include <algorithm>

namespace actx {
namespace {

constexpr int64_t kNever = INT64_MAX;

void no_callback(uv_idle_t*) {}

}  // namespace

void Loop::open() {
  uv_loop_init(&uv_);
  uv_.data = this;
  uv_timer_init(&uv_, &timer_);
  uv_check_init(&uv_, &check_);
  uv_idle_init(&uv_, &idle_);
  timer_.data = check_.data = this;
  // Neither an armed timer nor the check phase is a reason to live; refed items are.
  uv_unref(reinterpret_cast<uv_handle_t*>(&timer_));
  uv_unref(reinterpret_cast<uv_handle_t*>(&check_));
  uv_check_start(&check_, on_check);
  base_ = uv_now(&uv_);

  stopped_ = unfinished_pass_ = tick_scheduled_ = rejections_pending_ = false;
  depth_ = 0;
  pending_ = callbacks_ = 0;
  timers_.reset();
  next_expiry_ = kNever;
  refed_timers_ = immediate_count_ = refed_immediates_ = 0;
  immediates_ = {};
  outstanding_ = nullptr;
  first_native_ = last_native_ = nullptr;
  first_tick_ = last_tick_ = nullptr;
}

void Loop::close() {
  uv_walk(
      &uv_,
      [](uv_handle_t* handle, void*) {
        if (!uv_is_closing(handle)) uv_close(handle, nullptr);
      },
      nullptr);
  stopped_ = true;
  while (uv_run(&uv_, UV_RUN_NOWAIT) != 0) {
  }
  uv_loop_close(&uv_);
}

// ---- The life of a program -------------------------------------------------------------------

Outcome Loop::run() {
  in_scope(Entry::kMain, &LoopDelegate::main);
  do {
    if (stopped_) break;
    // One turn of it: update the clock; on_timer if due; idle; poll for I/O, without blocking when
    // refed immediates wait; on_check; closing handles. Turns follow while anything is refed.
    uv_run(&uv_, UV_RUN_DEFAULT);
    if (stopped_) break;
    // Nothing is left. The program may start something new now, then all goes on.
    in_scope(Entry::kProcess, &LoopDelegate::before_exit);
  } while (!stopped_ && uv_loop_alive(&uv_) != 0);
  if (!stopped_) in_scope(Entry::kProcess, &LoopDelegate::exit);
  return stopped_ ? Outcome::kStop : Outcome::kDone;
}

void Loop::in_scope(Entry entry, Outcome (LoopDelegate::*call)()) {
  open_scope(entry);
  const Outcome outcome = (delegate_.*call)();
  close_scope(entry, nullptr, outcome != Outcome::kDone);
}

void Loop::stop() {
  stopped_ = true;
  uv_stop(&uv_);
}

// ---- Callback scopes and the drain rule ------------------------------------------------------

void Loop::open_scope(Entry entry, void* resource) {
  ++depth_;
  delegate_.enter_scope(entry, resource);
}

Outcome Loop::close_scope(Entry entry, void* resource, bool failed) {
  delegate_.leave_scope(entry, resource, failed);
  Outcome outcome = Outcome::kDone;
  // A nested scope leaves draining to the outermost. A failed one drains nothing: its handler has
  // queued an immediate, so what waits here runs in a later scope of this turn.
  if (depth_ == 1 && !failed && !stopped_) {
    // Microtasks go first only when no tick is queued: that is how work begun by a microtask
    // (an ES module, an async continuation) sees microtasks before ticks.
    if (!tick_scheduled_) outcome = delegate_.run_microtasks();
    if (outcome == Outcome::kDone && (tick_scheduled_ || rejections_pending_)) {
      outcome = run_ticks_and_rejections();
    }
    delegate_.drained();
  }
  --depth_;
  return outcome;
}

Outcome Loop::run_ticks_and_rejections() {
  bool worked = false;
  do {
    while (first_tick_ != nullptr) {
      Tick& tick = *first_tick_;
      first_tick_ = tick.next;
      if (first_tick_ == nullptr) last_tick_ = nullptr;
      --pending_;
      ++callbacks_;
      const bool threw = !delegate_.call(tick);
      delegate_.destroyed(tick);
      const Outcome outcome = delegate_.settle(tick, threw);
      // The other ticks stay queued and tick_scheduled_ set: they lead the next drain.
      if (outcome != Outcome::kDone) return outcome;
    }
    Outcome outcome = delegate_.run_microtasks();
    worked = false;
    if (outcome == Outcome::kDone && first_tick_ == nullptr) {
      outcome = delegate_.process_rejections(&worked);
    }
    if (outcome != Outcome::kDone) return outcome;
  } while (first_tick_ != nullptr || worked);
  tick_scheduled_ = rejections_pending_ = false;
  return Outcome::kDone;
}

// Between two callbacks of one pass: the same drain, but inside the pass's scope.
Outcome Loop::drain_between() {
  if (!tick_scheduled_ && !rejections_pending_) {
    const Outcome outcome = delegate_.run_microtasks();
    if (outcome != Outcome::kDone) return outcome;
  }
  if (!tick_scheduled_ && !rejections_pending_) return Outcome::kDone;
  return run_ticks_and_rejections();
}

void Loop::add_tick(Tick& tick) {
  if (first_tick_ == nullptr) {
    tick_scheduled_ = true;
    first_tick_ = &tick;
  } else {
    last_tick_->next = &tick;
  }
  last_tick_ = &tick;
  tick.next = nullptr;
  ++pending_;
}

// ---- Timers ----------------------------------------------------------------------------------

void Loop::on_timer(uv_timer_t* handle) {
  static_cast<Loop*>(handle->data)->run_timers();
}

void Loop::run_timers() {
  if (stopped_) return;
  open_scope(Entry::kTimers);
  // One reading of the clock serves the whole pass: what comes due during it waits for the next.
  const int64_t pass_time = now();
  Outcome outcome;
  do {
    // After an exception that was handled the pass goes on at once, without a drain.
    outcome = process_timers(pass_time);
  } while (outcome == Outcome::kThrew);
  if (outcome == Outcome::kDone) {
    if (TimerList* list = timers_.earliest()) {
      const int64_t since_start = static_cast<int64_t>(uv_now(&uv_) - base_);
      arm(std::max<int64_t>(list->expiry - since_start, 1));
      keep_alive_for_timers(refed_timers_ > 0);
    } else {
      keep_alive_for_timers(false);
    }
  }
  close_scope(Entry::kTimers, nullptr, outcome != Outcome::kDone);
}

Outcome Loop::process_timers(int64_t now) {
  next_expiry_ = kNever;
  bool ran_a_list = false;
  while (TimerList* list = timers_.earliest()) {
    if (list->expiry > now) {
      next_expiry_ = list->expiry;
      break;
    }
    if (ran_a_list) {
      const Outcome outcome = drain_between();
      if (outcome != Outcome::kDone) return outcome;
    }
    ran_a_list = true;
    // The drain may have cleared all of the list's timers, and the list with them.
    if (timers_.earliest() != list || list->expiry > now) continue;
    const Outcome outcome = process_list(now);
    if (outcome != Outcome::kDone) return outcome;
  }
  return Outcome::kDone;
}

// Calls the due timers of the earliest list: all of one duration, even if a timer of another list
// is due between two of them.
Outcome Loop::process_list(int64_t now) {
  TimerList* list = timers_.begin_pass();
  Outcome outcome = Outcome::kDone;
  bool ran_a_timer = false;
  while (Timer* timer = list->first()) {
    if (now - timer->start < list->duration) {
      timers_.requeue_earliest(std::max(timer->start + list->duration, now + 1));
      break;
    }
    if (ran_a_timer) {
      outcome = drain_between();
      if (outcome != Outcome::kDone) break;
    }
    ran_a_timer = true;
    TimerQueue::unlink(*timer);
    if (!timer->armed) {  // cleared during the drain
      retire(*timer);
      continue;
    }
    ++callbacks_;
    // A period begins when its callback is called: the time the callback takes is part of it.
    const int64_t start = timer->repeat != 0 ? this->now() : 0;
    const bool threw = !delegate_.call(*timer);
    after_call(*timer, start);
    outcome = delegate_.settle(*timer, threw);
    if (outcome != Outcome::kDone) break;
  }
  timers_.end_pass();
  return outcome;
}

void Loop::after_call(Timer& timer, int64_t start) {
  if (timer.repeat != 0 && timer.duration != -1) {
    timer.duration = timer.repeat;
    insert(timer, start);
  } else if (!timer.is_linked()) {  // not refreshed by its callback
    retire(timer);
  }
}

// A timer that is over. Unlike clear(), the uv timer's ref is left to the end of the pass.
void Loop::retire(Timer& timer) {
  if (timer.destroyed) return;
  timer.destroyed = true;
  if (timer.refed) --refed_timers_;
  --pending_;
  delegate_.destroyed(timer);
}

void Loop::start(Timer& timer) {
  count_ref(timer, +1);
  ++pending_;
  insert(timer, now());
}

void Loop::insert(Timer& timer, int64_t start) {
  const int64_t expiry = timers_.insert(timer, start);
  if (expiry >= 0 && expiry < next_expiry_) {
    arm(expiry - start);
    next_expiry_ = expiry;
  }
}

bool Loop::refresh(Timer& timer) {
  if (timer.duration < 0) return false;  // cleared for good
  insert(timer, now());
  if (!timer.destroyed) return false;
  timer.destroyed = false;
  count_ref(timer, +1);
  ++pending_;
  return true;
}

void Loop::clear(Timer& timer) {
  if (!timer.armed) return;
  timer.armed = false;
  if (timer.destroyed) return;
  timer.destroyed = true;
  --pending_;
  delegate_.destroyed(timer);
  TimerQueue::unlink(timer);
  if (timer.refed) {
    // Lists of unrefed timers stay: their duration is likely to be used again.
    timers_.drop_if_empty(timer.duration);
    count_ref(timer, -1);
  }
  timer.duration = -1;
}

void Loop::set_ref(Timer& timer, bool refed) {
  if (timer.refed == refed) return;
  if (timer.destroyed) {
    timer.refed = refed;
  } else if (refed) {
    timer.refed = true;
    count_ref(timer, +1);
  } else {
    count_ref(timer, -1);
    timer.refed = false;
  }
}

void Loop::count_ref(Timer& timer, int change) {
  if (!timer.refed) return;
  const bool was_alive = refed_timers_ != 0;
  refed_timers_ += change;
  const bool is_alive = refed_timers_ != 0;
  if (was_alive != is_alive) keep_alive_for_timers(is_alive);
}

void Loop::keep_alive_for_timers(bool refed) {
  auto* handle = reinterpret_cast<uv_handle_t*>(&timer_);
  refed ? uv_ref(handle) : uv_unref(handle);
}

void Loop::arm(int64_t duration) {
  uv_timer_start(&timer_, on_timer, static_cast<uint64_t>(duration), 0);
}

int64_t Loop::now() {
  uv_update_time(&uv_);
  return static_cast<int64_t>(uv_now(&uv_) - base_);
}

// ---- Immediates ------------------------------------------------------------------------------

void Loop::on_check(uv_check_t* handle) {
  static_cast<Loop*>(handle->data)->run_check();
}

void Loop::run_check() {
  if (stopped_) return;
  open_scope(Entry::kNativeTasks);
  const Outcome native = run_native_tasks();
  close_scope(Entry::kNativeTasks, nullptr, native != Outcome::kDone);
  if (stopped_ || immediate_count_ == 0) return;
  do {
    open_scope(Entry::kImmediates);
    const Outcome outcome = process_immediates();
    close_scope(Entry::kImmediates, nullptr, outcome != Outcome::kDone);
    // An exception leaves the pass unfinished: the rest follows now, in a scope of its own.
  } while (unfinished_pass_ && !stopped_);
  if (refed_immediates_ == 0) keep_alive_for_immediates(false);
}

Outcome Loop::process_immediates() {
  Immediate* immediate = outstanding_;
  if (immediate == nullptr) {
    // Detached, so that what the callbacks add waits for the next turn.
    immediate = immediates_.head;
    immediates_ = {};
    unfinished_pass_ = true;
  }
  outstanding_ = immediate;
  Immediate* previous = nullptr;
  while (immediate != nullptr) {
    if (previous != nullptr) {
      const Outcome outcome = drain_between();
      if (outcome != Outcome::kDone) return outcome;
    }
    if (immediate->destroyed) {  // cleared during the drain, so it is linked to nothing now
      outstanding_ = immediate = previous->next;
      continue;
    }
    immediate->destroyed = true;
    --immediate_count_;
    --pending_;
    ++callbacks_;
    if (immediate->ref == Immediate::Ref::kRefed) --refed_immediates_;
    immediate->ref = Immediate::Ref::kSpent;
    previous = immediate;
    const bool threw = !delegate_.call(*immediate);
    delegate_.destroyed(*immediate);
    Immediate& called = *immediate;
    outstanding_ = immediate = immediate->next;
    const Outcome outcome = delegate_.settle(called, threw);
    if (outcome != Outcome::kDone) return outcome;
  }
  outstanding_ = nullptr;
  unfinished_pass_ = false;
  return Outcome::kDone;
}

Outcome Loop::run_native_tasks() {
  while (first_native_ != nullptr && !stopped_) {
    NativeTask& task = *first_native_;
    first_native_ = task.next;
    if (first_native_ == nullptr) last_native_ = nullptr;
    task.queued = false;
    if (task.refed) --refed_immediates_;
    ++callbacks_;
    task.call(task);
  }
  if (refed_immediates_ == 0) keep_alive_for_immediates(false);
  return stopped_ ? Outcome::kStop : Outcome::kDone;
}

void Loop::add_native_task(NativeTask& task) {
  if (task.queued) return;
  task.queued = true;
  task.next = nullptr;
  (first_native_ == nullptr ? first_native_ : last_native_->next) = &task;
  last_native_ = &task;
  if (task.refed && refed_immediates_++ == 0) keep_alive_for_immediates(true);
}

void Loop::add_immediate(Immediate& immediate) {
  if (refed_immediates_++ == 0) keep_alive_for_immediates(true);
  ++immediate_count_;
  ++pending_;
  immediate.previous = immediates_.tail;
  (immediates_.tail == nullptr ? immediates_.head : immediates_.tail->next) = &immediate;
  immediates_.tail = &immediate;
}

void Loop::clear(Immediate& immediate) {
  if (immediate.destroyed) return;
  immediate.destroyed = true;
  --immediate_count_;
  --pending_;
  if (immediate.ref == Immediate::Ref::kRefed && --refed_immediates_ == 0) {
    keep_alive_for_immediates(false);
  }
  immediate.ref = Immediate::Ref::kSpent;
  delegate_.destroyed(immediate);
  if (immediate.next != nullptr) immediate.next->previous = immediate.previous;
  if (immediate.previous != nullptr) immediate.previous->next = immediate.next;
  if (immediates_.head == &immediate) immediates_.head = immediate.next;
  if (immediates_.tail == &immediate) immediates_.tail = immediate.previous;
  immediate.next = immediate.previous = nullptr;
}

void Loop::set_ref(Immediate& immediate, bool refed) {
  using Ref = Immediate::Ref;
  if (refed && immediate.ref == Ref::kUnrefed) {
    immediate.ref = Ref::kRefed;
    if (refed_immediates_++ == 0) keep_alive_for_immediates(true);
  } else if (!refed && immediate.ref == Ref::kRefed) {
    immediate.ref = Ref::kUnrefed;
    if (--refed_immediates_ == 0) keep_alive_for_immediates(false);
  }
}

void Loop::keep_alive_for_immediates(bool refed) {
  if (refed) {
    uv_idle_start(&idle_, no_callback);
  } else {
    uv_idle_stop(&idle_);
  }
}

}  // namespace actx
