// Pipe handles: uv_pipe_*. Their names are a name space of their own: the directories of a path are
// taken to exist.

#include <sys/un.h>

#include <cstring>
#include <string>

#include "uvsim/descriptor.h"
#include "uvsim/stream.h"
#include "uvsim/threads.h"

namespace actx::uvsim {
namespace {

Socket* socket_of_pipe(const uv_pipe_t* pipe) {
  return socket_of(as_stream(const_cast<uv_pipe_t*>(pipe)));
}

// The part of a name that an address of the system has room for.
std::string address_of(const char* name) {
  return std::string(name, strnlen(name, sizeof(sockaddr_un::sun_path) - 1));
}

// connect(2) to the socket of that name.
int connect_unix(Socket* socket, const std::string& name) {
  if (name.empty()) return UV_ECONNREFUSED;
  const auto& names = socket->world->network.names;
  const auto found = names.find(name);
  if (found == names.end()) return UV_ENOENT;
  Socket* listener = found->second;
  if (listener->state != SocketState::kListening) return UV_ECONNREFUSED;
  if (listener_full(listener)) return UV_EAGAIN;
  if (socket->state == SocketState::kListening) return UV_EINVAL;
  if (socket->state == SocketState::kConnected) return UV_EISCONN;
  join_listener(socket, listener);
  return 0;
}

int name_of(const uv_pipe_t* pipe, bool peer, char* buffer, size_t* size) {
  const Socket* socket = socket_of_pipe(pipe);
  const bool usable = socket != nullptr && !is_closing(pipe->flags);
  if (!usable || (peer && socket->state != SocketState::kConnected)) {
    *size = 0;
    return usable ? UV_ENOTCONN : UV_EBADF;
  }
  if (socket->fifo) return UV_ENOTSOCK;
  const std::string& name = peer ? socket->peer_name : socket->name;
  if (name.size() >= *size) {
    *size = name.size() + 1;
    return UV_ENOBUFS;
  }
  std::memcpy(buffer, name.c_str(), name.size() + 1);
  *size = name.size();
  return 0;
}

}  // namespace

int pipe_listen(uv_pipe_t* pipe, int backlog) {
  Socket* socket = socket_of_pipe(pipe);
  if (socket != nullptr && socket->fifo) return UV_ENOTSOCK;
  if (socket == nullptr || pipe->ipc != 0 || !socket->bound) return UV_EINVAL;
  if (socket->state == SocketState::kConnected) return UV_EINVAL;
  sync_point(*socket->world, "another thread may listen or connect first");
  start_listening(socket, backlog);
  return 0;
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_pipe_init(uv_loop_t* loop, uv_pipe_t* pipe, int ipc) {
  stream_init(loop, as_stream(pipe), UV_NAMED_PIPE);
  pipe->pipe_fname = nullptr;
  pipe->ipc = ipc;
  return 0;
}

int uv_pipe_open(uv_pipe_t* pipe, uv_file number) {
  uv_stream_t* stream = as_stream(pipe);
  const Socket* socket = socket_at(world_of(stream), number);
  unsigned flags = 0;
  if (socket != nullptr && (socket->ways & kMayRead)) flags |= kReadable;
  if (socket != nullptr && (socket->ways & kMayWrite)) flags |= kWritable;
  return open_descriptor(stream, number, flags);
}

int uv_pipe_bind(uv_pipe_t* pipe, const char* name) {
  if (socket_of_pipe(pipe) != nullptr || is_closing(pipe->flags)) return UV_EINVAL;
  uv_stream_t* stream = as_stream(pipe);
  WorldState& world = world_of(stream);
  sync_point(world, "another thread may bind or connect first");
  const std::string address = address_of(name);
  auto& names = world.network.names;
  if (names.find(address) != names.end()) return UV_EADDRINUSE;
  Socket* socket = open_socket(world, AF_UNIX);
  stream_open(stream, socket, kBound);
  socket->bound = true;
  socket->name = address;
  if (!address.empty()) names[address] = socket;
  return 0;
}

// All errors come through the callback.
void uv_pipe_connect(uv_connect_t* request, uv_pipe_t* pipe, const char* name,
                     uv_connect_cb callback) {
  uv_stream_t* stream = as_stream(pipe);
  if (is_closing(pipe->flags) || pipe->connect_req != nullptr) {
    misuse(world_of(stream), "uv_pipe_connect", "the handle is closing or connecting");
    return;
  }
  sync_point(world_of(stream), "another thread may listen or connect first");
  const bool fresh = socket_of(stream) == nullptr;
  if (fresh) stream_open(stream, open_socket(world_of(stream), AF_UNIX), 0);
  const int error = connect_unix(socket_of(stream), address_of(name));
  if (fresh && error == 0) pipe->flags |= kReadable | kWritable;
  stream_connecting(request, stream, callback, error);
}

int uv_pipe_getsockname(const uv_pipe_t* pipe, char* buffer, size_t* size) {
  return name_of(pipe, false, buffer, size);
}

int uv_pipe_getpeername(const uv_pipe_t* pipe, char* buffer, size_t* size) {
  return name_of(pipe, true, buffer, size);
}

void uv_pipe_pending_instances(uv_pipe_t*, int) {}

// No handle is ever sent over a simulated pipe.
int uv_pipe_pending_count(uv_pipe_t*) {
  return 0;
}

uv_handle_type uv_pipe_pending_type(uv_pipe_t*) {
  return UV_UNKNOWN_HANDLE;
}

int uv_pipe_chmod(uv_pipe_t* pipe, int mode) {
  if (pipe == nullptr || socket_of_pipe(pipe) == nullptr) return UV_EBADF;
  if (mode != UV_READABLE && mode != UV_WRITABLE && mode != (UV_READABLE | UV_WRITABLE)) {
    return UV_EINVAL;
  }
  if (socket_of_pipe(pipe)->fifo) return UV_ENOTSOCK;
  return socket_of_pipe(pipe)->name.empty() ? UV_ENOENT : 0;
}

}  // extern "C"
