#include "loop/loop.h"

namespace actx {
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

  stopped_ = timers_left_ = unfinished_pass_ = tick_scheduled_ = rejections_pending_ = false;
  depth_ = 0;
  pending_ = callbacks_ = 0;
  timers_.reset();
  next_expiry_ = kNeverExpires;
  refed_timers_ = immediate_count_ = refed_immediates_ = 0;
  immediates_ = {};
  timers_passed_ = immediates_passed_ = 0;
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
    if (delegate_.is_halted()) return;
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
      tick.next = nullptr;  // whoever still refers to it is not to keep all that followed
      --pending_;
      ++callbacks_;
      const Outcome outcome = delegate_.call(tick);
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

void Loop::called(LoopItem& item) {
  switch (item.kind) {
    case ItemKind::kTick:
      return delegate_.destroyed(item);
    case ItemKind::kTimer:
      return called(static_cast<Timer&>(item));
    case ItemKind::kImmediate:
      delegate_.destroyed(item);
      // From here on the pass can be taken up again, should an exception end it.
      outstanding_ = static_cast<Immediate&>(item).next;
  }
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

}  // namespace actx
