// Streams: what TCP and pipe handles share.
//
// Invariants
// - u.reserved[0] of a stream is its Socket, u.reserved[1] the accepted Socket that waits for
//   uv_accept; null for none.
// - A stream is in loop->watcher_queue while the poll set has not heard of its newest interest,
//   and in loop->pending_queue while it is fed: its next pending event is due.
// - Everything else is in the members that <uv.h> has for it, used as libuv uses them.
#ifndef ACTX_UVSIM_STREAM_H_
#define ACTX_UVSIM_STREAM_H_

#include "uvsim/internal.h"

namespace actx::uvsim {

inline bool is_stream(const uv_handle_t* handle) {
  return handle->type == UV_TCP || handle->type == UV_NAMED_PIPE;
}
template <class Handle>
uv_stream_t* as_stream(Handle* handle) {
  return reinterpret_cast<uv_stream_t*>(handle);
}
inline Socket* socket_of(const uv_stream_t* stream) {
  return static_cast<Socket*>(stream->u.reserved[0]);
}
inline Socket* accepted_of(const uv_stream_t* stream) {
  return static_cast<Socket*>(stream->u.reserved[1]);
}
inline WorldState& world_of(const uv_stream_t* stream) {
  return *state_of(stream->loop).world;
}

// stream.cc
void stream_init(uv_loop_t* loop, uv_stream_t* stream, uv_handle_type type);
// Gives the stream its socket; UV_EBUSY when it has one.
int stream_open(uv_stream_t* stream, Socket* socket, unsigned flags);
// The handle is closing: its socket goes, `reset` as in close_socket.
void stream_close(uv_stream_t* stream, bool reset = false);
// Before the close callback: the requests that are left.
void stream_destroy(uv_stream_t* stream);
// The socket's events arrived, or POLLOUT because the stream was fed.
void stream_event(uv_stream_t* stream, unsigned events);
// Makes `request` the pending connect; with an error its callback comes in the next pending pass,
// else when the socket is writable.
void stream_connecting(uv_connect_t* request, uv_stream_t* stream, uv_connect_cb callback,
                       int error);
void stream_listening(uv_stream_t* stream, uv_connection_cb callback);

// stream_read.cc
void stream_read(uv_stream_t* stream, Arrived arrived);
void stream_read_stop(uv_stream_t* stream);
void stream_report_end(uv_stream_t* stream, const uv_buf_t* buffer);

// stream_write.cc
// One write step: writes from the oldest request of the queue.
void stream_write(uv_stream_t* stream);
// Moves all queued requests to the completed ones, with `error`.
void stream_fail_queue(uv_stream_t* stream, int error);
// Calls back what is completed.
void stream_write_callbacks(uv_stream_t* stream);
// With an empty write queue: does the shutdown that waits for it.
void stream_drained(uv_stream_t* stream);

// tcp.cc
int tcp_listen(uv_tcp_t* tcp, int backlog);
// pipe.cc
int pipe_listen(uv_pipe_t* pipe, int backlog);

// poll_set.cc: what a stream waits for, a set of POLLIN and POLLOUT.
void watch(uv_stream_t* stream, unsigned events);
void unwatch(uv_stream_t* stream, unsigned events);
inline bool watches(const uv_stream_t* stream, unsigned events) {
  return (stream->io_watcher.pevents & events) != 0;
}
// Queues the stream for the next pending pass.
inline void feed(uv_stream_t* stream) {
  Ring node = &stream->io_watcher.pending_queue;
  if (ring_empty(node)) ring_insert_tail(&stream->loop->pending_queue, node);
}

inline void request_done(uv_loop_t* loop) {
  loop->active_reqs.count--;
}

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_STREAM_H_
