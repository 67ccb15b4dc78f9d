// Pipe handles: uv_pipe_*.

#include "uvsim/stream.h"

namespace actx::uvsim {

int pipe_listen(uv_pipe_t* pipe, int backlog) {
  Socket* socket = socket_of(as_stream(pipe));
  if (socket == nullptr || pipe->ipc != 0) return UV_EINVAL;
  start_listening(socket, backlog);
  return 0;
}

}  // namespace actx::uvsim
