// A loop and one turn of it: uv_run, the poll, the alive rule.

#include <csignal>
#include <cstdarg>
#include <cstdlib>
#include <cstring>

#include "uvsim/threads.h"

namespace actx::uvsim {
namespace {

LoopState* take_state(WorldState& world) {
  if (!world.free_loops.empty()) {
    LoopState* state = world.free_loops.back();
    world.free_loops.pop_back();
    return state;
  }
  if (world.loops_used == world.loops.size()) world.loops.push_back(std::make_unique<LoopState>());
  return world.loops[world.loops_used++].get();
}

bool has_handles(const uv_loop_t* loop) {
  if (loop->active_handles > 0) return true;
  if (state_of(loop).world->options.faults & kFaultUnrefIgnored) [[unlikely]] {
    auto* head = const_cast<Ring>(&loop->handle_queue);
    for (Ring node = ring_next(head); node != head; node = ring_next(node)) {
      const auto* handle = ring_entry<uv_handle_t>(node, offsetof(uv_handle_t, handle_queue));
      if (handle->flags & kActive) return true;
    }
  }
  return false;
}

bool pending_empty(const uv_loop_t* loop) {
  return ring_empty(const_cast<Ring>(&loop->pending_queue));
}

bool idle_empty(const uv_loop_t* loop) {
  return ring_empty(const_cast<Ring>(&loop->idle_handles));
}

// How long the poll may wait, in ms; -1 for ever.
int backend_timeout(const uv_loop_t* loop) {
  if (loop->stop_flag != 0) return 0;
  if (!has_handles(loop) && loop->active_reqs.count == 0) return 0;
  if (!pending_empty(loop) || !idle_empty(loop) || loop->closing_handles != nullptr) return 0;
  return next_timeout(loop);
}

// The same, while other threads go on: the clock moves when all of them wait.
void wait_among_threads(LoopState& state, int timeout) {
  WorldState& world = *state.world;
  const uint64_t start_ns = world.clock_ns;
  const uint64_t wait_ns = static_cast<unsigned>(timeout) * kNsPerMs;
  const uint64_t deadline_ns = timeout < 0 ? UINT64_MAX : start_ns + wait_ns;
  if (world.threads->wait(Wait::kPoll, &state, deadline_ns) == Woken::kHalted) return;
  if (state.wakeup) pool_end_more(state);
  choose_clock(state, "time passes while the poll waits");
  if (state.measure_idle) state.idle_ns += world.clock_ns - start_ns;
}

// Waits for the first event, or for `timeout` ms if that is not negative.
void wait_for_event(LoopState& state, int timeout) {
  WorldState& world = *state.world;
  if (world.live_threads > 1) {
    wait_among_threads(state, timeout);
    return;
  }
  const uint64_t start_ns = world.clock_ns;
  while (pool_end_one(state, timeout >= 0) && !state.wakeup) {
    // A task of another loop ended: this one goes on waiting.
    if (world.halted != HaltReason::kNone) return;
  }
  if (state.wakeup) {
    pool_end_more(state);
  } else if (timeout < 0) {
    halt(world, HaltReason::kDeadlock, "deadlock: " + describe(state.loop));
    return;
  } else {
    // The wait counts from now, not from the loop's cached time.
    set_clock(world, start_ns + static_cast<unsigned>(timeout) * kNsPerMs);
  }
  world.spins = 0;
  choose_clock(state, "time passes while the poll waits");
  if (state.measure_idle) state.idle_ns += world.clock_ns - start_ns;
}

// One iteration's phases from the pending queue to the closing handles.
void run_phases(uv_loop_t* loop, uv_run_mode mode, bool can_sleep) {
  run_pending(loop);
  run_idle(loop);
  run_prepare(loop);
  int timeout = 0;
  if (mode == UV_RUN_DEFAULT || (mode == UV_RUN_ONCE && can_sleep)) timeout = backend_timeout(loop);
  poll(loop, timeout);
  // What was written at once is called back before the check phase, for a bounded number of rounds.
  if (!(state_of(loop).faults & kFaultNoPendingRounds)) {
    for (int round = 0; round < 8 && !pending_empty(loop); round++) run_pending(loop);
  }
  run_check(loop);
  run_closing(loop);
}

// The clock as seen at the head of a timer phase: callbacks since the last poll took some time.
void update_before_timers(uv_loop_t* loop, LoopState& state) {
  choose_clock(state, "callbacks take time before the timers are looked at");
  update_time(loop, *state.world);
}

bool run_head(uv_loop_t* loop, LoopState& state, uv_run_mode mode, bool alive) {
  while (alive && loop->stop_flag == 0) {
    update_before_timers(loop, state);
    run_timers(loop);
    run_phases(loop, mode, pending_empty(loop) && idle_empty(loop));
    if (mode == UV_RUN_ONCE) {
      // A poll that ended by its timeout must have made progress: the timers it waited for run.
      update_before_timers(loop, state);
      run_timers(loop);
    }
    alive = is_alive(loop);
    if (mode != UV_RUN_DEFAULT || state.world->halted != HaltReason::kNone) break;
  }
  return alive;
}

bool run_tail(uv_loop_t* loop, LoopState& state, uv_run_mode mode, bool alive) {
  const bool first_pass =
      !state.world->options.profile.initial_pass_needs_alive || (alive && loop->stop_flag == 0);
  if (mode == UV_RUN_DEFAULT && first_pass) {
    update_before_timers(loop, state);
    run_timers(loop);
  }
  while (alive && loop->stop_flag == 0) {
    run_phases(loop, mode, pending_empty(loop) && idle_empty(loop));
    update_before_timers(loop, state);
    run_timers(loop);
    alive = is_alive(loop);
    if (mode != UV_RUN_DEFAULT || state.world->halted != HaltReason::kNone) break;
  }
  return alive;
}

}  // namespace

bool is_alive(const uv_loop_t* loop) {
  return has_handles(loop) || loop->active_reqs.count > 0 || !pending_empty(loop) ||
         loop->closing_handles != nullptr;
}

void poll(uv_loop_t* loop, int timeout) {
  LoopState& state = state_of(loop);
  WorldState& world = *state.world;
  if (world.halted != HaltReason::kNone) return;
  if (access_observer != nullptr) [[unlikely]]
    access_observer->on_poll(loop);
  ++state.polls;
  register_watchers(state);
  world.clock_reads = 0;
  collect_ready(state);
  const bool late = timeout != 0 && !state.batch.empty() && world.live_threads == 1 &&
                    batch_comes_late(state, timeout > 0 || pool_candidates(world) > 0);
  if (late) state.batch.clear();
  const bool ready = !state.batch.empty();
  if (ready || timeout == 0) {
    if (world.live_threads > 1) world.threads->let_others();
    pool_end_some(state);
    spin_clock(state);
    choose_clock(state, "time passes in a poll that does not wait");
  } else {
    wait_for_event(state, timeout);
  }
  update_time(loop, world);
  if (late) {
    collect_wakeup(state);
  } else {
    collect_ready(state);
  }
  serve_batch(state, timeout == 0);
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_loop_init(uv_loop_t* loop) {
  WorldState& world = current_state();
  LoopState* state = take_state(world);
  // All but `data`, which is the first member and the caller's.
  static_assert(offsetof(uv_loop_t, data) == 0);
  std::memset(&loop->active_handles, 0, sizeof *loop - offsetof(uv_loop_t, active_handles));
  ring_init(&loop->handle_queue);
  ring_init(&loop->pending_queue);
  ring_init(&loop->wq);
  ring_init(&loop->prepare_handles);
  ring_init(&loop->check_handles);
  ring_init(&loop->idle_handles);
  ring_init(&loop->async_handles);
  loop->internal_fields = state;
  state->world = &world;
  state->loop = loop;
  state->number = ++world.loops_opened;
  state->identity = new_name();
  state->finished.clear();
  state->faults = world.options.faults;
  state->max_timers = world.options.limits.pending;
  state->timers.clear();
  state->wakeup = false;
  state->unregistered = true;
  state->running = false;
  state->measure_idle = false;
  state->idle_ns = 0;
  state->polls = 0;
  state->closing_waited = 0;
  poll_set_init(*state);
  update_time(loop, world);
  return 0;
}

int uv_loop_close(uv_loop_t* loop) {
  if (loop->active_reqs.count > 0 || !ring_empty(&loop->handle_queue)) return UV_EBUSY;
  LoopState& state = state_of(loop);
  WorldState& world = *state.world;
  state.loop = nullptr;
  world.free_loops.push_back(&state);
  void* data = loop->data;
  std::memset(loop, -1, sizeof *loop);
  loop->data = data;
  if (loop == &world.default_loop) world.default_loop_ready = false;
  return 0;
}

uv_loop_t* uv_default_loop(void) {
  WorldState& world = current_state();
  if (!world.default_loop_ready) {
    uv_loop_init(&world.default_loop);
    world.default_loop_ready = true;
  }
  return &world.default_loop;
}

uv_loop_t* uv_loop_new(void) {
  auto* loop = static_cast<uv_loop_t*>(std::malloc(sizeof(uv_loop_t)));
  if (loop != nullptr) uv_loop_init(loop);
  return loop;
}

void uv_loop_delete(uv_loop_t* loop) {
  const bool is_default = loop == &state_of(loop).world->default_loop;
  WorldState& world = *state_of(loop).world;
  if (uv_loop_close(loop) != 0) {
    misuse(world, "uv_loop_delete", "the loop has handles or requests");
    return;
  }
  if (!is_default) std::free(loop);
}

int uv_loop_configure(uv_loop_t* loop, uv_loop_option option, ...) {
  if (option == UV_METRICS_IDLE_TIME) {
    state_of(loop).measure_idle = true;
    return 0;
  }
  if (option != UV_LOOP_BLOCK_SIGNAL) return UV_ENOSYS;
  va_list arguments;
  va_start(arguments, option);
  const int signal = va_arg(arguments, int);
  va_end(arguments);
  return signal == SIGPROF ? 0 : UV_EINVAL;
}

int uv_run(uv_loop_t* loop, uv_run_mode mode) {
  LoopState& state = state_of(loop);
  WorldState& world = *state.world;
  if (state.running) {
    misuse(world, "uv_run", "the loop is running already");
    return 1;
  }
  if (world.halted != HaltReason::kNone) return 1;
  state.running = true;
  bool alive = is_alive(loop);
  if (!alive) {
    spin_clock(state);
    choose_clock(state, "time passes before uv_run of a loop that is not alive");
    update_time(loop, world);
  }
  alive = world.options.profile.timers_at_tail ? run_tail(loop, state, mode, alive)
                                               : run_head(loop, state, mode, alive);
  loop->stop_flag = 0;
  state.running = false;
  return alive || world.halted != HaltReason::kNone ? 1 : 0;
}

void uv_stop(uv_loop_t* loop) {
  loop->stop_flag = 1;
}

int uv_loop_alive(const uv_loop_t* loop) {
  return is_alive(loop) ? 1 : 0;
}

int uv_backend_timeout(const uv_loop_t* loop) {
  auto* unregistered = const_cast<Ring>(&loop->watcher_queue);
  if (state_of(loop).unregistered || !ring_empty(unregistered)) return 0;
  return backend_timeout(loop);
}

// A number that no other descriptor of the simulation has.
int uv_backend_fd(const uv_loop_t*) {
  return 3;
}

}  // extern "C"
