// Timers: uv_timer_* and the timer phase.

#include "uvsim/internal.h"

namespace actx::uvsim {
namespace {

// A timer in the heap has its position in heap_node[0]. One that a snapshot pass collected is in a
// ring through heap_node[0] and [1]; otherwise [1] is null.
Ring node_of(uv_timer_t* timer) {
  return reinterpret_cast<Ring>(timer->heap_node);
}

void leave_ring(uv_timer_t* timer) {
  ring_remove(node_of(timer));
  timer->heap_node[1] = nullptr;
}

[[gnu::cold]] void too_many(LoopState& state) {
  halt(*state.world, HaltReason::kPending,
       "limit: " + std::to_string(state.timers.size()) + " timers are armed");
}

// Arms an inactive timer. The callback and the repeat value are set already.
inline void arm(uv_timer_t* timer, LoopState& state, uint64_t due) {
  const uint64_t id = timer->loop->timer_counter++;
  timer->timeout = due;
  timer->start_id = id;
  state.timers.insert(timer, due, (state.faults & kFaultTimerLifo) ? ~id : id);
  handle_start(timer->loop, &timer->flags);
  if (state.timers.size() > state.max_timers) [[unlikely]]
    too_many(state);
}

inline void disarm(uv_timer_t* timer) {
  if (timer->flags & kActive) {
    state_of(timer->loop).timers.remove(timer);
    handle_stop(timer->loop, &timer->flags);
  } else if (timer->heap_node[1] != nullptr) {
    leave_ring(timer);
  }
}

inline uint64_t due_after(const uv_timer_t* timer, uint64_t timeout) {
  const uint64_t due = base_time(timer->loop) + timeout;
  return due < timeout ? UINT64_MAX : due;
}

inline void rearm_repeating(uv_timer_t* timer, LoopState& state) {
  if (timer->repeat == 0 || is_closing(timer->flags)) return;
  const bool catch_up = (state.faults & kFaultRepeatCatchUp) != 0;
  arm(timer, state, catch_up ? timer->timeout + timer->repeat : due_after(timer, timer->repeat));
}

// Takes the first due timer out of the heap; null when none is due.
inline uv_timer_t* take_due(LoopState& state, uint64_t now) {
  if (state.timers.empty() || state.timers.min().due > now) return nullptr;
  uv_timer_t* timer = state.timers.min().timer;
  state.timers.remove_min();
  handle_stop(timer->loop, &timer->flags);
  return timer;
}

// In any order: any of the timers that are due; null when none is.
uv_timer_t* take_any_due(LoopState& state, uint64_t now) {
  std::vector<TimerHeap::Entry> due;
  while (!state.timers.empty() && state.timers.min().due <= now) {
    due.push_back(state.timers.min());
    state.timers.remove_min();
  }
  if (due.empty()) return nullptr;
  const uint32_t chosen = choose_ready(state, "any.timer", static_cast<uint32_t>(due.size()));
  for (uint32_t i = 0; i < due.size(); i++) {
    if (i != chosen) state.timers.insert(due[i].timer, due[i].due, due[i].order);
  }
  uv_timer_t* timer = due[chosen].timer;
  handle_stop(timer->loop, &timer->flags);
  return timer;
}

// To 1.47: the heap is asked again after each callback.
void run_live(uv_loop_t* loop, LoopState& state) {
  WorldState& world = *state.world;
  const bool any_order = world.options.profile.any_order;
  const auto take = any_order ? take_any_due : take_due;
  while (uv_timer_t* timer = take(state, loop->time)) {
    rearm_repeating(timer, state);
    if (!may_call(world)) return;
    timer->timer_cb(timer);
  }
}

// From 1.48: what is due now is collected first.
void run_snapshot(uv_loop_t* loop, LoopState& state) {
  WorldState& world = *state.world;
  RingNode due;
  ring_init(&due);
  while (uv_timer_t* timer = take_due(state, loop->time)) ring_insert_tail(&due, node_of(timer));
  while (!ring_empty(&due)) {
    uv_timer_t* timer = ring_entry<uv_timer_t>(ring_next(&due), offsetof(uv_timer_t, heap_node));
    leave_ring(timer);
    rearm_repeating(timer, state);
    if (may_call(world)) timer->timer_cb(timer);
  }
}

}  // namespace

void run_timers(uv_loop_t* loop) {
  LoopState& state = state_of(loop);
  if (state.world->options.profile.snapshot_timers) {
    run_snapshot(loop, state);
  } else {
    run_live(loop, state);
  }
}

int next_timeout(const uv_loop_t* loop) {
  const LoopState& state = state_of(loop);
  if (state.timers.empty()) return -1;
  const uint64_t due = state.timers.min().due;
  if (due <= loop->time) return 0;
  const uint64_t wait = due - loop->time;
  return wait > INT32_MAX ? INT32_MAX : static_cast<int>(wait);
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_timer_init(uv_loop_t* loop, uv_timer_t* timer) {
  handle_init(loop, as_handle(timer), UV_TIMER);
  timer->timer_cb = nullptr;
  timer->timeout = 0;
  timer->repeat = 0;
  timer->heap_node[1] = nullptr;
  return 0;
}

int uv_timer_start(uv_timer_t* timer, uv_timer_cb callback, uint64_t timeout, uint64_t repeat) {
  if (is_closing(timer->flags) || callback == nullptr) return UV_EINVAL;
  disarm(timer);
  timer->timer_cb = callback;
  timer->repeat = repeat;
  arm(timer, state_of(timer->loop), due_after(timer, timeout));
  return 0;
}

int uv_timer_stop(uv_timer_t* timer) {
  disarm(timer);
  return 0;
}

int uv_timer_again(uv_timer_t* timer) {
  if (timer->timer_cb == nullptr) return UV_EINVAL;
  if (timer->repeat == 0) return 0;
  disarm(timer);
  if (is_closing(timer->flags)) return 0;
  arm(timer, state_of(timer->loop), due_after(timer, timer->repeat));
  return 0;
}

void uv_timer_set_repeat(uv_timer_t* timer, uint64_t repeat) {
  timer->repeat = repeat;
}

uint64_t uv_timer_get_repeat(const uv_timer_t* timer) {
  return timer->repeat;
}

uint64_t uv_timer_get_due_in(const uv_timer_t* timer) {
  const uint64_t now = base_time(timer->loop);
  return timer->timeout <= now ? 0 : timer->timeout - now;
}

}  // extern "C"
