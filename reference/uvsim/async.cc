// Asyncs: uv_async_* and the sweep that serves a wake-up.

#include "uvsim/threads.h"

namespace actx::uvsim {

// The sweep visits the asyncs in init order. The wake-up was taken before it, so that a send from
// one of its callbacks wakes the next poll, even if the sweep itself still serves that send.
void serve_wakeup(uv_loop_t* loop) {
  LoopState& state = state_of(loop);
  WorldState& world = *state.world;
  state.wakeup = false;
  RingNode sweep;
  ring_move(&loop->async_handles, &sweep);
  // The pool's own async was initialised with the loop: it comes first. What its callbacks
  // initialise is not part of this sweep.
  pool_deliver(loop);
  bool called = false;  // since others could go first
  while (!ring_empty(&sweep)) {
    Ring node = ring_next(&sweep);
    uv_async_t* async = ring_entry<uv_async_t>(node, offsetof(uv_async_t, queue));
    ring_remove(node);
    ring_insert_tail(&loop->async_handles, node);
    if (async->async_cb != nullptr && (called || world.options.preemption_in_sweeps)) {
      sync_point(world, "another thread may send during the sweep");
      called = false;
    }
    if (async->pending == 0) continue;
    const int times = async->pending;
    async->pending = 0;
    for (int i = 0; i < times && async->async_cb != nullptr && !is_closing(async->flags); i++) {
      if (may_call(world)) async->async_cb(async);
      called = true;
    }
  }
}

// A send before the close is forgotten, but the wake-up it made stays; so does that of a send after
// the close.
void async_close(uv_async_t* async) {
  async->pending = 0;
  ring_remove(&async->queue);
  handle_stop(async->loop, &async->flags);
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_async_init(uv_loop_t* loop, uv_async_t* async, uv_async_cb callback) {
  handle_init(loop, as_handle(async), UV_ASYNC);
  async->async_cb = callback;
  async->pending = 0;
  ring_insert_tail(&loop->async_handles, &async->queue);
  handle_start(loop, &async->flags);
  return 0;
}

int uv_async_send(uv_async_t* async) {
  LoopState& state = state_of(async->loop);
  sync_point(*state.world, "another thread may send, or serve its asyncs, first");
  const uint32_t faults = state.world->options.faults;
  if (faults & kFaultSendOrder) {
    if (async->pending == 0 && (async->flags & kActive)) {
      ring_remove(&async->queue);
      ring_insert_tail(&async->loop->async_handles, &async->queue);
    }
  }
  if (async->pending != 0 && !(faults & kFaultNoCoalescing)) return 0;
  ++async->pending;
  wake(state);
  return 0;
}

}  // extern "C"
