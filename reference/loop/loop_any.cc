// The loop profile `any`: of all that is ready, anything may run next.
//
// What causes what is kept: an item runs after whatever queued it, with its ticks and microtasks
// behind it, and a timer no earlier than its time. What Node adds to that is not: the order of
// timers, of immediates, and of the phases. A phase lasts as long as the chooser likes, and may be
// passed over; what it leaves is ready again in the next turn.
#include <algorithm>
#include <vector>

#include "loop/loop.h"

namespace actx {
namespace {

// Turns in a row in which a phase may be passed over, so that every program ends. Three let each of
// the other three kinds of work (timers or immediates, I/O, closing handles) go first.
constexpr uint32_t kMaxPassed = 3;
// A timer that is due later than this does not overtake: it would only show the timeouts of
// servers.
constexpr int64_t kMaxWaitMs = 1000;

}  // namespace

bool Loop::pass_over(uint32_t* passed) {
  if (*passed < kMaxPassed && any_order_->choose_ready("any.phase", 2) == 1) {
    ++*passed;
    return true;
  }
  *passed = 0;
  return false;
}

// The uv timer would be served again in this phase if it were due at once; the check phase sees to
// it.
void Loop::leave_timers() {
  timers_left_ = true;
  arm(1);
}

void Loop::take_up_left_timers() {
  if (timers_left_ && has_timers()) arm(0);
  timers_left_ = false;
}

Outcome Loop::process_timers_in_any_order() {
  next_expiry_ = kNeverExpires;
  for (bool is_first = true;; is_first = false) {
    const int64_t current = now();
    settle_lists(current);
    std::vector<Timer*> ready;
    timers_.for_each_waiting([&](Timer& timer, int64_t duration) {
      if (timer.start + duration <= current + kMaxWaitMs) ready.push_back(&timer);
    });
    const auto due = [](const Timer* timer) {
      return timer->start + static_cast<int64_t>(timer->duration);
    };
    std::stable_sort(ready.begin(), ready.end(),
                     [&](const Timer* a, const Timer* b) { return due(a) < due(b); });
    const bool is_due = !ready.empty() && due(ready.front()) <= current;
    if (!is_due) break;
    // Option 0 is the earliest; the last one leaves the rest to a later turn.
    const auto count = static_cast<uint32_t>(ready.size());
    const uint32_t chosen = any_order_->choose_ready("any.timeout", count + (is_first ? 0 : 1));
    if (chosen == count) {
      timers_left_ = true;
      break;
    }
    Timer& timer = *ready[chosen];
    if (due(&timer) > current) uv_sleep(static_cast<unsigned>(due(&timer) - current));
    const Outcome outcome = call_any(timer);
    if (outcome != Outcome::kDone) return outcome;
  }
  if (TimerList* list = timers_.earliest()) next_expiry_ = list->expiry;
  return Outcome::kDone;
}

// Gives the lists that expired early their true expiry, and drops those that are empty.
void Loop::settle_lists(int64_t current) {
  while (TimerList* list = timers_.earliest()) {
    if (list->expiry > current) return;
    if (list->is_empty()) {
      timers_.begin_pass();
      timers_.end_pass();
    } else {
      const int64_t due = list->first()->start + list->duration;
      if (due <= current) return;
      timers_.requeue_earliest(due);
    }
  }
}

Outcome Loop::call_any(Timer& timer) {
  const double duration = timer.duration;
  TimerQueue::unlink(timer);
  timers_.drop_if_empty(duration);
  if (!timer.armed) {
    retire(timer);
    return Outcome::kDone;
  }
  ++callbacks_;
  if (timer.repeat != 0) call_start_ = now();
  const Outcome outcome = delegate_.call(timer);
  return outcome == Outcome::kDone ? drain_between() : outcome;
}

Outcome Loop::process_immediates_in_any_order() {
  unfinished_pass_ = true;  // until it ends without an exception
  for (bool is_first = true;; is_first = false) {
    uint32_t count = 0;
    for (Immediate* i = immediates_.head; i != nullptr; i = i->next) ++count;
    if (count == 0) break;
    uint32_t chosen = any_order_->choose_ready("any.immediate", count + (is_first ? 0 : 1));
    if (chosen == count) break;
    Immediate* immediate = immediates_.head;
    for (; chosen > 0 && immediate->next != nullptr; --chosen) immediate = immediate->next;
    const Outcome outcome = call_any(*immediate);
    if (outcome != Outcome::kDone) return outcome;
  }
  unfinished_pass_ = false;
  return Outcome::kDone;
}

Outcome Loop::call_any(Immediate& immediate) {
  unlink(immediate);
  immediate.destroyed = true;
  --immediate_count_;
  --pending_;
  ++callbacks_;
  if (immediate.ref == Immediate::Ref::kRefed) --refed_immediates_;
  immediate.ref = Immediate::Ref::kSpent;
  const Outcome outcome = delegate_.call(immediate);
  return outcome == Outcome::kDone ? drain_between() : outcome;
}

}  // namespace actx
