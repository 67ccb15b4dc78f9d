// What can be asked of, and set for, the socket of a handle.

#include "uvsim/stream.h"

namespace actx::uvsim {
namespace {

// What Linux gives for 0, and its least.
constexpr uint32_t kTcpSendSize = 16'384;
constexpr uint32_t kTcpReceiveSize = 131'072;
constexpr uint32_t kUnixSize = 212'992;
constexpr uint32_t kLeastSendSize = 4'608;
constexpr uint32_t kLeastReceiveSize = 2'304;

// Linux doubles what it is asked for: half of it is for its own records.
int buffer_size(uv_handle_t* handle, int* value, bool send) {
  if (handle == nullptr || value == nullptr) return UV_EINVAL;
  if (!is_stream(handle)) return UV_ENOTSUP;
  Socket* socket = socket_of(as_stream(handle));
  if (socket == nullptr || is_closing(handle->flags)) return UV_EBADF;
  if (socket->fifo) return UV_ENOTSOCK;
  uint32_t& size = send ? socket->send_size : socket->receive_size;
  if (*value == 0) {
    const uint32_t otherwise =
        socket->unix_domain ? kUnixSize : (send ? kTcpSendSize : kTcpReceiveSize);
    *value = static_cast<int>(size != 0 ? size : otherwise);
    return 0;
  }
  const uint32_t least = send ? kLeastSendSize : kLeastReceiveSize;
  uint32_t wanted = *value < 0 ? kUnixSize : static_cast<uint32_t>(*value);
  if (wanted > kUnixSize) wanted = kUnixSize;
  size = wanted * 2 < least ? least : wanted * 2;
  return 0;
}

}  // namespace
}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_send_buffer_size(uv_handle_t* handle, int* value) {
  return buffer_size(handle, value, true);
}

int uv_recv_buffer_size(uv_handle_t* handle, int* value) {
  return buffer_size(handle, value, false);
}

}  // extern "C"
