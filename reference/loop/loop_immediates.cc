// Immediates and native tasks: the check phase.
#include "loop/loop.h"

namespace actx {
namespace {

void no_callback(uv_idle_t*) {}

}  // namespace

void Loop::on_check(uv_check_t* handle) {
  auto* loop = static_cast<Loop*>(handle->data);
  loop->run_check();
  if (!loop->stopped_) loop->delegate_.turned();
}

void Loop::run_check() {
  if (stopped_) return;
  if (any_order_ != nullptr) take_up_left_timers();
  const bool waits = first_native_ != nullptr || immediate_count_ > 0;
  if (any_order_ != nullptr && waits && pass_over(&immediates_passed_)) return;
  open_scope(Entry::kNativeTasks);
  const Outcome native = run_native_tasks();
  close_scope(Entry::kNativeTasks, nullptr, native != Outcome::kDone);
  if (stopped_ || immediate_count_ == 0) return;
  do {
    open_scope(Entry::kImmediates);
    const Outcome outcome =
        any_order_ != nullptr ? process_immediates_in_any_order() : process_immediates();
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
    // Cleared during the drain, so it is linked to nothing now.
    if (previous != nullptr && immediate->destroyed) {
      outstanding_ = immediate = previous->next;
      continue;
    }
    // Whoever still refers to one that was called is not to keep all others.
    if (previous != nullptr) previous->next = immediate->previous = nullptr;
    immediate->destroyed = true;
    --immediate_count_;
    --pending_;
    ++callbacks_;
    if (immediate->ref == Immediate::Ref::kRefed) --refed_immediates_;
    immediate->ref = Immediate::Ref::kSpent;
    previous = immediate;
    const Outcome outcome = delegate_.call(*immediate);
    immediate = outstanding_;
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

void Loop::add_native_task(NativeTask& task, bool first) {
  if (task.queued) return;
  task.queued = true;
  task.next = first ? first_native_ : nullptr;
  if (first || first_native_ == nullptr) {
    first_native_ = &task;
  } else {
    last_native_->next = &task;
  }
  if (task.next == nullptr) last_native_ = &task;
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
  // The rest of a pass that an exception ended may begin with it.
  if (outstanding_ == &immediate) outstanding_ = immediate.next;
  unlink(immediate);
}

void Loop::unlink(Immediate& immediate) {
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
