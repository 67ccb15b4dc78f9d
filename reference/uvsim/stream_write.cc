// Writing to streams and shutting them down.

#include <poll.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "uvsim/stream.h"

namespace actx::uvsim {
namespace {

uv_write_t* request_at(Ring node) {
  return ring_entry<uv_write_t>(node, offsetof(uv_write_t, queue));
}

size_t size_of(const uv_buf_t* buffers, unsigned count) {
  size_t size = 0;
  for (unsigned i = 0; i < count; i++) size += buffers[i].len;
  return size;
}

void free_buffers(uv_write_t* request) {
  if (request->bufs != request->bufsml) std::free(request->bufs);
  request->bufs = nullptr;
}

// One system call takes 1024 buffers at most (IOV_MAX); the rest waits for the next one.
ssize_t send_some(const uv_stream_t* stream, const uv_buf_t* buffers, unsigned count) {
  constexpr unsigned kBuffersPerCall = 1024;
  return send_bytes(socket_of(stream), buffers, std::min(count, kBuffersPerCall));
}

// The request is done, with request->error; its callback comes when the stream is served as
// pending. After an error its bytes count as queued until then.
void complete(uv_write_t* request) {
  uv_stream_t* stream = request->handle;
  ring_remove(&request->queue);
  if (request->error == 0) free_buffers(request);
  ring_insert_tail(&stream->write_completed_queue, &request->queue);
  feed(stream);
}

// Takes `count` written bytes off the request; true when that was all of it.
bool advance(uv_stream_t* stream, uv_write_t* request, size_t count) {
  stream->write_queue_size -= count;
  uv_buf_t* buffer = request->bufs + request->write_index;
  do {
    const size_t part = count < buffer->len ? count : buffer->len;
    buffer->base += part;
    buffer->len -= part;
    buffer += buffer->len == 0 ? 1 : 0;
    count -= part;
  } while (count > 0);
  request->write_index = static_cast<unsigned>(buffer - request->bufs);
  return request->write_index == request->nbufs;
}

int check_writable(const uv_stream_t* stream, unsigned count, const uv_stream_t* send_handle) {
  if (count == 0) {
    misuse(world_of(stream), "uv_write", "no buffers");
    return UV_EINVAL;
  }
  if (socket_of(stream) == nullptr) return UV_EBADF;
  if (!(stream->flags & kWritable)) return UV_EPIPE;
  if (send_handle == nullptr) return 0;
  const bool ipc =
      stream->type == UV_NAMED_PIPE && reinterpret_cast<const uv_pipe_t*>(stream)->ipc != 0;
  // Handles cannot be sent: there is no other process to send them to.
  return ipc ? UV_ENOTSUP : UV_EINVAL;
}

void write_fault(uv_stream_t* stream) {
  if (ring_empty(&stream->write_completed_queue)) return;
  stream_write_callbacks(stream);
}

}  // namespace

void stream_write(uv_stream_t* stream) {
  uint32_t left = world_of(stream).options.profile.writes_per_step;
  while (!ring_empty(&stream->write_queue)) {
    uv_write_t* request = request_at(ring_next(&stream->write_queue));
    const ssize_t count = send_some(stream, request->bufs + request->write_index,
                                    request->nbufs - request->write_index);
    if (count >= 0) {
      if (!advance(stream, request, static_cast<size_t>(count))) {
        watch(stream, POLLOUT);
        return;
      }
      complete(request);
      if (--left == 0) return;
    } else if (count == UV_EAGAIN) {
      watch(stream, POLLOUT);
      return;
    } else {
      request->error = static_cast<int>(count);
      complete(request);
      unwatch(stream, POLLOUT);
      return;
    }
  }
}

void stream_fail_queue(uv_stream_t* stream, int error) {
  while (!ring_empty(&stream->write_queue)) {
    uv_write_t* request = request_at(ring_next(&stream->write_queue));
    ring_remove(&request->queue);
    request->error = error;
    ring_insert_tail(&stream->write_completed_queue, &request->queue);
  }
}

void stream_write_callbacks(uv_stream_t* stream) {
  if (ring_empty(&stream->write_completed_queue)) return;
  WorldState& world = world_of(stream);
  uv_loop_t* loop = stream->loop;
  const bool reversed = (world.options.faults & kFaultWriteOrder) != 0;
  RingNode done;
  ring_move(&stream->write_completed_queue, &done);
  while (!ring_empty(&done)) {
    uv_write_t* request = request_at(reversed ? ring_prev(&done) : ring_next(&done));
    ring_remove(&request->queue);
    request_done(loop);
    if (request->bufs != nullptr) {
      stream->write_queue_size -=
          size_of(request->bufs + request->write_index, request->nbufs - request->write_index);
      free_buffers(request);
    }
    if (request->cb != nullptr && may_call(world)) request->cb(request, request->error);
  }
}

void stream_drained(uv_stream_t* stream) {
  const bool closing = (stream->flags & kClosing) != 0;
  if (!closing) unwatch(stream, POLLOUT);
  if (!(stream->flags & kShutting)) return;
  if (!closing && (stream->flags & kShut)) return;
  WorldState& world = world_of(stream);
  uv_shutdown_t* request = stream->shutdown_req;
  stream->shutdown_req = nullptr;
  stream->flags &= ~unsigned{kShutting};
  request_done(stream->loop);
  int error = 0;
  if (closing) {
    error = world.options.faults & kFaultCloseSilent ? 0 : UV_ECANCELED;
  } else {
    error = shut_down(socket_of(stream));
    if (error == 0) stream->flags |= kShut;
  }
  if (request->cb != nullptr && may_call(world)) request->cb(request, error);
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_write2(uv_write_t* request, uv_stream_t* stream, const uv_buf_t buffers[],
              unsigned int count, uv_stream_t* send_handle, uv_write_cb callback) {
  const int error = check_writable(stream, count, send_handle);
  if (error < 0) return error;
  // A failed request that was not called back yet counts: nothing is written behind it.
  const bool idle = stream->write_queue_size == 0;
  request->bufs = request->bufsml;
  if (count > sizeof request->bufsml / sizeof request->bufsml[0]) {
    request->bufs = static_cast<uv_buf_t*>(std::malloc(count * sizeof(uv_buf_t)));
    if (request->bufs == nullptr) return UV_ENOMEM;
  }
  std::memcpy(request->bufs, buffers, count * sizeof(uv_buf_t));
  request_init(stream->loop, reinterpret_cast<uv_req_t*>(request), UV_WRITE);
  request->cb = callback;
  request->handle = stream;
  request->error = 0;
  request->send_handle = nullptr;
  request->nbufs = count;
  request->write_index = 0;
  stream->write_queue_size += size_of(buffers, count);
  ring_insert_tail(&stream->write_queue, &request->queue);
  if (stream->connect_req != nullptr) return 0;
  if (idle) {
    stream_write(stream);
    if (world_of(stream).options.faults & kFaultWriteInCall) write_fault(stream);
  } else {
    watch(stream, POLLOUT);
  }
  return 0;
}

int uv_write(uv_write_t* request, uv_stream_t* stream, const uv_buf_t buffers[], unsigned int count,
             uv_write_cb callback) {
  return uv_write2(request, stream, buffers, count, nullptr, callback);
}

int uv_try_write(uv_stream_t* stream, const uv_buf_t buffers[], unsigned int count) {
  return uv_try_write2(stream, buffers, count, nullptr);
}

int uv_try_write2(uv_stream_t* stream, const uv_buf_t buffers[], unsigned int count,
                  uv_stream_t* send_handle) {
  if (stream->connect_req != nullptr || stream->write_queue_size != 0) return UV_EAGAIN;
  const int error = check_writable(stream, count, send_handle);
  if (error < 0) return error;
  return static_cast<int>(send_some(stream, buffers, count));
}

int uv_shutdown(uv_shutdown_t* request, uv_stream_t* stream, uv_shutdown_cb callback) {
  if (!(stream->flags & kWritable) || (stream->flags & (kShut | kShutting)) ||
      is_closing(stream->flags)) {
    return UV_ENOTCONN;
  }
  request_init(stream->loop, reinterpret_cast<uv_req_t*>(request), UV_SHUTDOWN);
  request->handle = stream;
  request->cb = callback;
  stream->shutdown_req = request;
  stream->flags |= kShutting;
  stream->flags &= ~unsigned{kWritable};
  if (ring_empty(&stream->write_queue)) feed(stream);
  return 0;
}

}  // extern "C"
