// Streams: sockets and handles, connecting, listening, accepting, closing, events.

#include "uvsim/stream.h"

#include <poll.h>

#include <utility>

namespace actx::uvsim {
namespace {

constexpr uint32_t kMaxAcceptOptions = 8;

// The connect that was pending is over, unless it still is under way.
void finish_connect(uv_stream_t* stream) {
  uv_connect_t* request = stream->connect_req;
  Socket* socket = socket_of(stream);
  int error = std::exchange(stream->delayed_error, 0);
  // A stream that was fed may ask early, when nothing is known of an error yet.
  if (error == 0) error = take_error(socket);
  stream->connect_req = nullptr;
  request_done(stream->loop);
  if (error < 0 || ring_empty(&stream->write_queue)) unwatch(stream, POLLOUT);
  if (request->cb != nullptr && may_call(world_of(stream))) request->cb(request, error);
  if (socket_of(stream) == nullptr) return;
  if (error < 0) {
    stream_fail_queue(stream, UV_ECANCELED);
    stream_write_callbacks(stream);
  }
}

// Choice point net.accept: which of the connections that wait has arrived first; after the first
// one, `none` may be seen yet. Returns null for none.
Socket* choose_accepted(WorldState& world, Socket* listener, bool first) {
  if (listener->queued == 0) return nullptr;
  if (world.options.faults & kFaultAcceptLifo) return accept_from(listener, listener->queued - 1);
  if (world.scheduler == nullptr || (first && listener->queued == 1)) {
    return accept_from(listener, 0);
  }
  ChoiceOption options[kMaxAcceptOptions + 1];
  uint32_t count = 0;
  for (Ring node = ring_next(&listener->queue);
       node != &listener->queue && count < kMaxAcceptOptions; node = ring_next(node)) {
    options[count++] = {"connection", ring_entry<Socket>(node, offsetof(Socket, link))->id};
  }
  const uint32_t connections = count;
  if (!first && world.options.net_patience > 0) options[count++] = {"none", 0};
  const uint32_t chosen =
      choose(world, {"net.accept", "connections arrive in any order", count, options});
  return chosen < connections ? accept_from(listener, chosen) : nullptr;
}

// Hands the connections that wait to the callback, until one is not taken.
void serve_listener(uv_stream_t* stream) {
  WorldState& world = world_of(stream);
  if (accepted_of(stream) != nullptr) {
    misuse(world, "uv_listen", "called again while a connection waits for uv_accept");
    unwatch(stream, POLLIN);
    return;
  }
  watch(stream, POLLIN);
  bool first = true;
  while (Socket* listener = socket_of(stream)) {
    Socket* accepted = choose_accepted(world, listener, first);
    if (accepted == nullptr) return;
    first = false;
    stream->u.reserved[1] = accepted;
    if (may_call(world)) stream->connection_cb(stream, 0);
    if (accepted_of(stream) != nullptr) {
      unwatch(stream, POLLIN);  // until uv_accept
      return;
    }
    if (world.options.profile.accept_one) return;
  }
}

// Choice point net.hangup: whether the end of a connection that is over in both directions is
// there with the last bytes, or comes after them.
bool end_comes_later(const uv_stream_t* stream, unsigned events) {
  const Socket* socket = socket_of(stream);
  if (!(events & POLLHUP) || !(stream->flags & kReading) || socket->in.empty()) return false;
  WorldState& world = world_of(stream);
  if (world.scheduler == nullptr || world.options.net_patience == 0) return false;
  const ChoiceOption options[] = {{"with the bytes", socket->id}, {"later", socket->id}};
  return choose(world, {"net.hangup", "a connection ends behind bytes", 2, options}) == 1;
}

}  // namespace

void stream_init(uv_loop_t* loop, uv_stream_t* stream, uv_handle_type type) {
  handle_init(loop, as_handle(stream), type);
  stream->u.reserved[0] = stream->u.reserved[1] = nullptr;
  stream->alloc_cb = nullptr;
  stream->read_cb = nullptr;
  stream->close_cb = nullptr;
  stream->connection_cb = nullptr;
  stream->connect_req = nullptr;
  stream->shutdown_req = nullptr;
  stream->accepted_fd = -1;
  stream->queued_fds = nullptr;
  stream->delayed_error = 0;
  stream->write_queue_size = 0;
  ring_init(&stream->write_queue);
  ring_init(&stream->write_completed_queue);
  uv__io_t& io = stream->io_watcher;
  io.cb = nullptr;
  ring_init(&io.pending_queue);
  ring_init(&io.watcher_queue);
  io.pevents = io.events = 0;
  io.fd = -1;
}

int stream_open(uv_stream_t* stream, Socket* socket, unsigned flags) {
  if (socket_of(stream) != nullptr) return UV_EBUSY;
  stream->u.reserved[0] = socket;
  stream->flags |= flags;
  socket->stream = stream;
  return 0;
}

void stream_connecting(uv_connect_t* request, uv_stream_t* stream, uv_connect_cb callback,
                       int error) {
  request_init(stream->loop, reinterpret_cast<uv_req_t*>(request), UV_CONNECT);
  request->cb = callback;
  request->handle = stream;
  ring_init(&request->queue);
  stream->connect_req = request;
  stream->delayed_error = error;
  // A pipe that failed is not polled; TCP handles always are.
  if (error == 0 || stream->type == UV_TCP) watch(stream, POLLOUT);
  if (error != 0) feed(stream);
}

void stream_listening(uv_stream_t* stream, uv_connection_cb callback) {
  stream->connection_cb = callback;
  stream->flags |= kListening;
  watch(stream, POLLIN);
  handle_start(stream->loop, &stream->flags);
}

void stream_event(uv_stream_t* stream, unsigned events) {
  if (stream->flags & kListening) {
    if (events & (POLLIN | POLLERR | POLLHUP)) serve_listener(stream);
    return;
  }
  if (stream->connect_req != nullptr) {
    finish_connect(stream);
    return;
  }
  if (socket_of(stream) == nullptr) return;
  const bool later = end_comes_later(stream, events);
  Arrived arrived = (events & POLLHUP) ? Arrived::kAll : Arrived::kSome;
  if (later) {
    events = POLLIN;
    arrived = Arrived::kBytes;
  }
  if (events & (POLLIN | POLLERR | POLLHUP)) stream_read(stream, arrived);
  if (socket_of(stream) == nullptr) return;
  // Bytes that ended with a short read and a connection that is over: nothing more will come.
  if ((events & POLLHUP) && (stream->flags & kReading) && (stream->flags & kReadPartial) &&
      !(stream->flags & kReadEnd)) {
    const uv_buf_t none = uv_buf_init(nullptr, 0);
    stream_report_end(stream, &none);
  }
  if (socket_of(stream) == nullptr) return;
  if (events & (POLLOUT | POLLERR | POLLHUP)) {
    stream_write(stream);
    stream_write_callbacks(stream);
    if (ring_empty(&stream->write_queue)) stream_drained(stream);
  }
}

void stream_close(uv_stream_t* stream, bool reset) {
  unwatch(stream, POLLIN | POLLOUT);
  ring_remove(&stream->io_watcher.pending_queue);
  stream_read_stop(stream);
  handle_stop(stream->loop, &stream->flags);
  stream->flags &= ~(kReadable | kWritable);
  if (Socket* socket = socket_of(stream); socket != nullptr) close_socket(socket, reset);
  if (Socket* accepted = accepted_of(stream); accepted != nullptr) close_socket(accepted, false);
  stream->u.reserved[0] = stream->u.reserved[1] = nullptr;
}

void stream_destroy(uv_stream_t* stream) {
  WorldState& world = world_of(stream);
  const int error = world.options.faults & kFaultCloseSilent ? 0 : UV_ECANCELED;
  if (uv_connect_t* request = stream->connect_req; request != nullptr) {
    request_done(stream->loop);
    if (request->cb != nullptr && may_call(world)) request->cb(request, error);
    stream->connect_req = nullptr;  // in the callback the stream still counts as connecting
  }
  stream_fail_queue(stream, error);
  stream_write_callbacks(stream);
  stream_drained(stream);
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_listen(uv_stream_t* stream, int backlog, uv_connection_cb callback) {
  if (is_closing(stream->flags)) return UV_EINVAL;
  int error = UV_EINVAL;
  if (stream->type == UV_TCP) {
    error = tcp_listen(reinterpret_cast<uv_tcp_t*>(stream), backlog);
  } else if (stream->type == UV_NAMED_PIPE) {
    error = pipe_listen(reinterpret_cast<uv_pipe_t*>(stream), backlog);
  }
  if (error == 0) stream_listening(stream, callback);
  return error;
}

// A connection that the client handle cannot have is dropped, and the listener is not polled again:
// libuv leaves it like that, too.
int uv_accept(uv_stream_t* server, uv_stream_t* client) {
  WorldState& world = world_of(server);
  if (server->loop != client->loop) {
    misuse(world, "uv_accept", "the server and the client belong to different loops");
    return UV_EINVAL;
  }
  Socket* accepted = accepted_of(server);
  if (accepted == nullptr) return UV_EAGAIN;
  if (!is_stream(as_handle(client))) return UV_EINVAL;
  server->u.reserved[1] = nullptr;
  const int error = stream_open(client, accepted, kReadable | kWritable);
  if (error != 0) {
    close_socket(accepted, false);
    return error;
  }
  client->flags |= kBound;
  watch(server, POLLIN);
  return 0;
}

int uv_is_readable(const uv_stream_t* stream) {
  return (stream->flags & kReadable) ? 1 : 0;
}

int uv_is_writable(const uv_stream_t* stream) {
  return (stream->flags & kWritable) ? 1 : 0;
}

// A blocking stream would stop the loop in the system: not simulated.
int uv_stream_set_blocking(uv_stream_t* stream, int blocking) {
  if (socket_of(stream) == nullptr) return UV_EBADF;
  return blocking != 0 ? UV_ENOTSUP : 0;
}

size_t uv_stream_get_write_queue_size(const uv_stream_t* stream) {
  return stream->write_queue_size;
}

}  // extern "C"
