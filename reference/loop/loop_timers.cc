// Timers: which are due, in which order, and what becomes of them.
#include <algorithm>

#include "loop/loop.h"

namespace actx {

void Loop::on_timer(uv_timer_t* handle) {
  static_cast<Loop*>(handle->data)->run_timers();
}

void Loop::run_timers() {
  if (stopped_) return;
  if (any_order_ != nullptr && pass_over(&timers_passed_)) return leave_timers();
  open_scope(Entry::kTimers);
  // One reading of the clock serves the whole pass: what comes due during it waits for the next.
  const int64_t pass_time = now();
  Outcome outcome;
  do {
    // After an exception that was handled the pass goes on at once, without a drain.
    outcome = any_order_ != nullptr ? process_timers_in_any_order() : process_timers(pass_time);
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
  next_expiry_ = kNeverExpires;
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
    if (timer->repeat != 0) call_start_ = this->now();
    outcome = delegate_.call(*timer);
    if (outcome != Outcome::kDone) break;
  }
  timers_.end_pass();
  return outcome;
}

void Loop::called(Timer& timer) {
  if (timer.repeat != 0 && timer.duration != -1) {
    timer.duration = timer.repeat;
    insert(timer, call_start_);
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

}  // namespace actx
