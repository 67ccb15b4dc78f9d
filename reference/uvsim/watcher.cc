// Idle, prepare and check handles: one implementation for the three, which differ in names only.

#include "uvsim/internal.h"

namespace actx::uvsim {
namespace {

struct Idle {
  using Handle = uv_idle_t;
  static constexpr uv_handle_type kType = UV_IDLE;
  static Ring list(uv_loop_t* loop) { return &loop->idle_handles; }
  static uv_idle_cb& callback(Handle* handle) { return handle->idle_cb; }
};
struct Prepare {
  using Handle = uv_prepare_t;
  static constexpr uv_handle_type kType = UV_PREPARE;
  static Ring list(uv_loop_t* loop) { return &loop->prepare_handles; }
  static uv_prepare_cb& callback(Handle* handle) { return handle->prepare_cb; }
};
struct Check {
  using Handle = uv_check_t;
  static constexpr uv_handle_type kType = UV_CHECK;
  static Ring list(uv_loop_t* loop) { return &loop->check_handles; }
  static uv_check_cb& callback(Handle* handle) { return handle->check_cb; }
};

template <class Kind>
int init(uv_loop_t* loop, typename Kind::Handle* handle) {
  handle_init(loop, as_handle(handle), Kind::kType);
  Kind::callback(handle) = nullptr;
  ring_init(&handle->queue);
  return 0;
}

// Starting puts the handle first: the callbacks of a pass run in reverse order of start.
template <class Kind, class Callback>
int start(typename Kind::Handle* handle, Callback callback) {
  if (handle->flags & kActive) return 0;
  if (callback == nullptr) return UV_EINVAL;
  if (state_of(handle->loop).world->options.faults & kFaultFifoWatchers) {
    ring_insert_tail(Kind::list(handle->loop), &handle->queue);
  } else {
    ring_insert_head(Kind::list(handle->loop), &handle->queue);
  }
  Kind::callback(handle) = callback;
  handle_start(handle->loop, &handle->flags);
  return 0;
}

template <class Handle>
int stop(Handle* handle) {
  if (!(handle->flags & kActive)) return 0;
  ring_remove(&handle->queue);
  handle_stop(handle->loop, &handle->flags);
  return 0;
}

Ring any_node(LoopState& state, Ring list) {
  uint32_t count = 0;
  for (Ring node = ring_next(list); node != list; node = ring_next(node)) ++count;
  Ring node = ring_next(list);
  for (uint32_t i = choose_ready(state, "any.watcher", count); i > 0; i--) node = ring_next(node);
  return node;
}

// One pass. Every member goes back to the loop's list before its callback, at the tail: the order
// stays from pass to pass, and what is started meanwhile leads the next pass.
template <class Kind>
void run(uv_loop_t* loop) {
  using Handle = typename Kind::Handle;
  Ring list = Kind::list(loop);
  if (ring_empty(list)) return;
  WorldState& world = *state_of(loop).world;
  RingNode pass;
  ring_move(list, &pass);
  while (!ring_empty(&pass)) {
    Ring node = ring_next(&pass);
    if (world.options.profile.any_order) node = any_node(state_of(loop), &pass);
    Handle* handle = ring_entry<Handle>(node, offsetof(Handle, queue));
    ring_remove(node);
    ring_insert_tail(list, node);
    if (may_call(world)) Kind::callback(handle)(handle);
  }
}

}  // namespace

void run_idle(uv_loop_t* loop) {
  run<Idle>(loop);
}
void run_prepare(uv_loop_t* loop) {
  run<Prepare>(loop);
}
void run_check(uv_loop_t* loop) {
  run<Check>(loop);
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_idle_init(uv_loop_t* loop, uv_idle_t* idle) {
  return init<Idle>(loop, idle);
}
int uv_idle_start(uv_idle_t* idle, uv_idle_cb callback) {
  return start<Idle>(idle, callback);
}
int uv_idle_stop(uv_idle_t* idle) {
  return stop(idle);
}

int uv_prepare_init(uv_loop_t* loop, uv_prepare_t* prepare) {
  return init<Prepare>(loop, prepare);
}
int uv_prepare_start(uv_prepare_t* prepare, uv_prepare_cb callback) {
  return start<Prepare>(prepare, callback);
}
int uv_prepare_stop(uv_prepare_t* prepare) {
  return stop(prepare);
}

int uv_check_init(uv_loop_t* loop, uv_check_t* check) {
  return init<Check>(loop, check);
}
int uv_check_start(uv_check_t* check, uv_check_cb callback) {
  return start<Check>(check, callback);
}
int uv_check_stop(uv_check_t* check) {
  return stop(check);
}

}  // extern "C"
