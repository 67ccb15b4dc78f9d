// TCP handles: uv_tcp_*.

#include <poll.h>

#include <cstring>

#include "uvsim/descriptor.h"
#include "uvsim/stream.h"
#include "uvsim/threads.h"

namespace actx::uvsim {
namespace {

// Makes the handle's socket if there is none. Flags are added in any case, as libuv does.
void need_socket(uv_tcp_t* tcp, int family, unsigned flags) {
  uv_stream_t* stream = as_stream(tcp);
  if (socket_of(stream) == nullptr) {
    stream_open(stream, open_socket(world_of(stream), family), flags);
  } else {
    stream->flags |= flags;
  }
}

// Choice point net.refuse: whether connect(2) itself says that nobody listens, or the poll does.
int refusal_at_once(uv_stream_t* stream) {
  Socket* socket = socket_of(stream);
  if (socket->error != UV_ECONNREFUSED) return 0;
  WorldState& world = world_of(stream);
  const ChoiceOption options[] = {{"in a poll", socket->id}, {"at once", socket->id}};
  if (choose(world, {"net.refuse", "when a refusal is known", 2, options}) == 0) return 0;
  return take_error(socket);
}

// The wrong behaviour kFaultConnectInCall: the server hears of the connection inside the call.
void accept_in_call(const Socket* client) {
  auto* head = &client->world->network.bound;
  for (Ring node = ring_next(head); node != head; node = ring_next(node)) {
    Socket* listener = ring_entry<Socket>(node, offsetof(Socket, ports));
    if (listener->state == SocketState::kListening && listener->queued > 0 &&
        listener->stream != nullptr && watches(listener->stream, POLLIN)) {
      stream_event(listener->stream, POLLIN);
      return;
    }
  }
}

int name_of(const uv_tcp_t* tcp, bool peer, sockaddr* name, int* length) {
  if (tcp->delayed_error != 0) return tcp->delayed_error;
  const Socket* socket = socket_of(as_stream(const_cast<uv_tcp_t*>(tcp)));
  if (socket == nullptr || is_closing(tcp->flags)) return UV_EBADF;
  if (peer && socket->state != SocketState::kConnected) return UV_ENOTCONN;
  write_address(peer ? socket->remote : socket->local, name, length);
  return 0;
}

// Of no consequence in the simulation, but accepted where the system accepts them: not for a
// socket that knows nothing of TCP.
int set_option(const uv_tcp_t* tcp) {
  if (is_closing(tcp->flags)) return UV_EBADF;
  const Socket* socket = socket_of(as_stream(const_cast<uv_tcp_t*>(tcp)));
  return socket != nullptr && socket->unix_domain ? UV_ENOTSUP : 0;
}

}  // namespace

int tcp_listen(uv_tcp_t* tcp, int backlog) {
  if (tcp->delayed_error != 0) return tcp->delayed_error;
  sync_point(world_of(as_stream(tcp)), "another thread may listen or connect first");
  need_socket(tcp, AF_INET, 0);
  const int error = listen_tcp(socket_of(as_stream(tcp)), backlog);
  if (error != 0) return error;
  tcp->flags |= kBound;
  return 0;
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_tcp_init_ex(uv_loop_t* loop, uv_tcp_t* tcp, unsigned int flags) {
  const unsigned family = flags & 0xff;
  if (family != AF_UNSPEC && family != AF_INET && family != AF_INET6) return UV_EINVAL;
  if ((flags & ~0xffu) != 0) return UV_EINVAL;
  stream_init(loop, as_stream(tcp), UV_TCP);
  if (family != AF_UNSPEC) need_socket(tcp, static_cast<int>(family), 0);
  return 0;
}

int uv_tcp_init(uv_loop_t* loop, uv_tcp_t* tcp) {
  return uv_tcp_init_ex(loop, tcp, AF_UNSPEC);
}

int uv_tcp_open(uv_tcp_t* tcp, uv_os_sock_t number) {
  return open_descriptor(as_stream(tcp), number, kReadable | kWritable);
}

int uv_tcp_nodelay(uv_tcp_t* tcp, int) {
  return set_option(tcp);
}

int uv_tcp_keepalive(uv_tcp_t* tcp, int on, unsigned int) {
  const int error = set_option(tcp);
  return error == UV_ENOTSUP && on == 0 ? 0 : error;
}

int uv_tcp_simultaneous_accepts(uv_tcp_t*, int) {
  return 0;
}

// An address in use is remembered: uv_listen or the connect callback tells.
int uv_tcp_bind(uv_tcp_t* tcp, const sockaddr* name, unsigned int flags) {
  if (is_closing(tcp->flags)) return UV_EINVAL;
  Address address;
  if (read_address(name, &address) != 0) return UV_EINVAL;
  if ((flags & UV_TCP_IPV6ONLY) != 0 && address.family != AF_INET6) return UV_EINVAL;
  need_socket(tcp, address.family, 0);
  Socket* socket = socket_of(as_stream(tcp));
  socket->reuse = true;
  if (address.family == AF_INET6) socket->v6_only = (flags & UV_TCP_IPV6ONLY) != 0;
  const int error = bind_tcp(socket, address);
  if (error != 0 && error != UV_EADDRINUSE) return error == UV_EAFNOSUPPORT ? UV_EINVAL : error;
  tcp->delayed_error = error;
  tcp->flags |= kBound;
  return 0;
}

int uv_tcp_connect(uv_connect_t* request, uv_tcp_t* tcp, const sockaddr* name,
                   uv_connect_cb callback) {
  Address address;
  if (tcp->type != UV_TCP || read_address(name, &address) != 0) return UV_EINVAL;
  uv_stream_t* stream = as_stream(tcp);
  if (is_closing(tcp->flags)) {
    misuse(world_of(stream), "uv_tcp_connect", "the handle is closing");
    return UV_EINVAL;
  }
  if (tcp->connect_req != nullptr) return UV_EALREADY;
  int delayed = tcp->delayed_error;
  if (delayed == 0) {
    sync_point(world_of(stream), "another thread may listen or connect first");
    need_socket(tcp, address.family, kReadable | kWritable);
    const int error = connect_tcp(socket_of(stream), address);
    if (error != 0) return error;
    delayed = refusal_at_once(stream);
  }
  stream_connecting(request, stream, callback, delayed);
  if (world_of(stream).options.faults & kFaultConnectInCall) accept_in_call(socket_of(stream));
  return 0;
}

int uv_tcp_getsockname(const uv_tcp_t* tcp, sockaddr* name, int* length) {
  return name_of(tcp, false, name, length);
}

int uv_tcp_getpeername(const uv_tcp_t* tcp, sockaddr* name, int* length) {
  return name_of(tcp, true, name, length);
}

int uv_tcp_close_reset(uv_tcp_t* tcp, uv_close_cb callback) {
  uv_stream_t* stream = as_stream(tcp);
  if (tcp->flags & kShutting) return UV_EINVAL;
  if (socket_of(stream) == nullptr) return UV_EBADF;
  stream_close(stream, true);
  uv_close(as_handle(tcp), callback);
  return 0;
}

}  // extern "C"
