// What all handles and requests share: init, ref and unref, walking, closing, sizes and data.

#include "uvsim/internal.h"
#include "uvsim/stream.h"

namespace actx::uvsim {
namespace {

// Takes the handle out of the loop; its memory belongs to the caller from its callback on.
void finish_close(uv_loop_t* loop, uv_handle_t* handle, WorldState& world) {
  handle->flags |= kClosed;
  if (is_stream(handle)) stream_destroy(reinterpret_cast<uv_stream_t*>(handle));
  if ((handle->flags & kActive) && (handle->flags & kRef)) loop->active_handles--;
  handle->flags &= ~unsigned{kRef};
  ring_remove(&handle->handle_queue);
  if (handle->close_cb == nullptr) return;
  if (may_call(world)) handle->close_cb(handle);
}

uv_handle_t* reversed(uv_handle_t* handle) {
  uv_handle_t* result = nullptr;
  while (handle != nullptr) {
    uv_handle_t* next = handle->next_closing;
    handle->next_closing = result;
    result = handle;
    handle = next;
  }
  return result;
}

// Iterations that closing handles may wait in any order, so that every loop ends.
constexpr uint32_t kMaxClosingWait = 3;

bool closing_waits(LoopState& state) {
  if (state.closing_waited < kMaxClosingWait && choose_ready(state, "any.closing", 2) == 1) {
    ++state.closing_waited;
    return true;
  }
  state.closing_waited = 0;
  return false;
}

// In any order: takes one of the closing handles out of its list.
uv_handle_t* take_any_closing(LoopState& state, uv_handle_t** list) {
  uint32_t count = 0;
  for (uv_handle_t* handle = *list; handle != nullptr; handle = handle->next_closing) ++count;
  uv_handle_t** link = list;
  for (uint32_t i = choose_ready(state, "any.closing", count); i > 0; i--) {
    link = &(*link)->next_closing;
  }
  uv_handle_t* handle = *link;
  *link = handle->next_closing;
  return handle;
}

}  // namespace

void handle_init(uv_loop_t* loop, uv_handle_t* handle, uv_handle_type type) {
  handle->loop = loop;
  handle->type = type;
  handle->flags = kRef;
  handle->next_closing = nullptr;
  handle->u.reserved[kNameInHandle] = reinterpret_cast<void*>(new_name());
  ring_insert_tail(&loop->handle_queue, &handle->handle_queue);
}

// The handles closed before this phase, last closed first; what a callback closes waits.
void run_closing(uv_loop_t* loop) {
  uv_handle_t* handle = loop->closing_handles;
  if (handle == nullptr) return;
  LoopState& state = state_of(loop);
  WorldState& world = *state.world;
  const bool any_order = world.options.profile.any_order;
  if (any_order && closing_waits(state)) return;
  loop->closing_handles = nullptr;
  if (world.options.faults & kFaultFifoClose) [[unlikely]]
    handle = reversed(handle);
  while (handle != nullptr) {
    if (any_order) {
      finish_close(loop, take_any_closing(state, &handle), world);
      continue;
    }
    uv_handle_t* next = handle->next_closing;
    finish_close(loop, handle, world);
    handle = next;
  }
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

void uv_close(uv_handle_t* handle, uv_close_cb callback) {
  WorldState& world = *state_of(handle->loop).world;
  if (is_closing(handle->flags)) {
    misuse(world, "uv_close", "the handle is closing already");
    return;
  }
  switch (handle->type) {
    case UV_TIMER:
      uv_timer_stop(reinterpret_cast<uv_timer_t*>(handle));
      break;
    case UV_IDLE:
      uv_idle_stop(reinterpret_cast<uv_idle_t*>(handle));
      break;
    case UV_PREPARE:
      uv_prepare_stop(reinterpret_cast<uv_prepare_t*>(handle));
      break;
    case UV_CHECK:
      uv_check_stop(reinterpret_cast<uv_check_t*>(handle));
      break;
    case UV_ASYNC:
      async_close(reinterpret_cast<uv_async_t*>(handle));
      break;
    case UV_TCP:
    case UV_NAMED_PIPE:
      stream_close(reinterpret_cast<uv_stream_t*>(handle));
      break;
    default:
      misuse(world, "uv_close", "not a handle of the simulated types");
      return;
  }
  handle->flags |= kClosing;
  handle->close_cb = callback;
  handle->next_closing = handle->loop->closing_handles;
  handle->loop->closing_handles = handle;
}

void uv_ref(uv_handle_t* handle) {
  if (handle->flags & kRef) return;
  handle->flags |= kRef;
  if (is_closing(handle->flags)) return;
  if (handle->flags & kActive) handle->loop->active_handles++;
}

void uv_unref(uv_handle_t* handle) {
  if (!(handle->flags & kRef)) return;
  handle->flags &= ~unsigned{kRef};
  if (is_closing(handle->flags)) return;
  if (handle->flags & kActive) handle->loop->active_handles--;
}

int uv_has_ref(const uv_handle_t* handle) {
  return (handle->flags & kRef) ? 1 : 0;
}

int uv_is_active(const uv_handle_t* handle) {
  return (handle->flags & kActive) ? 1 : 0;
}

int uv_is_closing(const uv_handle_t* handle) {
  return is_closing(handle->flags) ? 1 : 0;
}

// In init order. What the callback initialises is not visited, and stands after the current
// handle in later walks.
void uv_walk(uv_loop_t* loop, uv_walk_cb callback, void* argument) {
  RingNode walk;
  ring_move(&loop->handle_queue, &walk);
  while (!ring_empty(&walk)) {
    Ring node = ring_next(&walk);
    ring_remove(node);
    ring_insert_tail(&loop->handle_queue, node);
    callback(ring_entry<uv_handle_t>(node, offsetof(uv_handle_t, handle_queue)), argument);
  }
}

size_t uv_loop_size(void) {
  return sizeof(uv_loop_t);
}
void* uv_loop_get_data(const uv_loop_t* loop) {
  return loop->data;
}
void uv_loop_set_data(uv_loop_t* loop, void* data) {
  loop->data = data;
}

size_t uv_handle_size(uv_handle_type type) {
  switch (type) {
#define XX(upper, lower) \
  case UV_##upper:       \
    return sizeof(uv_##lower##_t);
    UV_HANDLE_TYPE_MAP(XX)
#undef XX
    default:
      return static_cast<size_t>(-1);
  }
}

const char* uv_handle_type_name(uv_handle_type type) {
  switch (type) {
#define XX(upper, lower) \
  case UV_##upper:       \
    return #lower;
    UV_HANDLE_TYPE_MAP(XX)
#undef XX
    case UV_FILE:
      return "file";
    default:
      return nullptr;
  }
}

uv_handle_type uv_handle_get_type(const uv_handle_t* handle) {
  return handle->type;
}
void* uv_handle_get_data(const uv_handle_t* handle) {
  return handle->data;
}
uv_loop_t* uv_handle_get_loop(const uv_handle_t* handle) {
  return handle->loop;
}
void uv_handle_set_data(uv_handle_t* handle, void* data) {
  handle->data = data;
}

size_t uv_req_size(uv_req_type type) {
  switch (type) {
#define XX(upper, lower) \
  case UV_##upper:       \
    return sizeof(uv_##lower##_t);
    UV_REQ_TYPE_MAP(XX)
#undef XX
    default:
      return static_cast<size_t>(-1);
  }
}

const char* uv_req_type_name(uv_req_type type) {
  switch (type) {
#define XX(upper, lower) \
  case UV_##upper:       \
    return #lower;
    UV_REQ_TYPE_MAP(XX)
#undef XX
    default:
      return nullptr;
  }
}

uv_req_type uv_req_get_type(const uv_req_t* request) {
  return request->type;
}
void* uv_req_get_data(const uv_req_t* request) {
  return request->data;
}
void uv_req_set_data(uv_req_t* request, void* data) {
  request->data = data;
}

}  // extern "C"
