// Reading from streams.

#include <poll.h>

#include "uvsim/stream.h"

namespace actx::uvsim {
namespace {

constexpr int kReadsPerEvent = 32;
constexpr size_t kSuggestedSize = 64 * 1024;

void call_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
  if (may_call(world_of(stream))) stream->read_cb(stream, count, buffer);
}

void stop_reading(uv_stream_t* stream) {
  stream->flags &= ~kReading;
  unwatch(stream, POLLIN);
  handle_stop(stream->loop, &stream->flags);
}

// A stream that failed is neither readable nor writable; it stops after the callback.
void report_error(uv_stream_t* stream, ssize_t error, const uv_buf_t* buffer) {
  stream->flags &= ~(kReadable | kWritable);
  call_read(stream, error, buffer);
  if (stream->flags & kReading) stop_reading(stream);
}

}  // namespace

void stream_report_end(uv_stream_t* stream, const uv_buf_t* buffer) {
  stream->flags |= kReadEnd;
  stop_reading(stream);
  call_read(stream, UV_EOF, buffer);
}

void stream_read_stop(uv_stream_t* stream) {
  if (!(stream->flags & kReading)) return;
  stop_reading(stream);
  stream->read_cb = nullptr;
  stream->alloc_cb = nullptr;
}

// Reads until a buffer was not filled: then nothing more is there. The number of rounds is bounded,
// so that a fast sender does not starve other streams.
void stream_read(uv_stream_t* stream, Arrived arrived) {
  WorldState& world = world_of(stream);
  stream->flags &= ~kReadPartial;
  if ((world.options.faults & kFaultEndBeforeData) && (stream->flags & kReading) &&
      socket_of(stream)->ended) {
    const uv_buf_t none = uv_buf_init(nullptr, 0);
    stream_report_end(stream, &none);
    return;
  }
  for (int round = 0; round < kReadsPerEvent; round++) {
    if (stream->read_cb == nullptr || !(stream->flags & kReading)) return;
    uv_buf_t buffer = uv_buf_init(nullptr, 0);
    if (may_call(world)) stream->alloc_cb(as_handle(stream), kSuggestedSize, &buffer);
    if (world.halted != HaltReason::kNone) return;
    if (buffer.base == nullptr || buffer.len == 0) {
      call_read(stream, UV_ENOBUFS, &buffer);
      return;
    }
    if (socket_of(stream) == nullptr) {
      misuse(world, "uv_read_start", "the allocation callback closed the stream");
      return;
    }
    const ssize_t count =
        receive_bytes(socket_of(stream), buffer.base, buffer.len, round == 0, arrived);
    if (count == UV_EAGAIN) {
      watch(stream, POLLIN);
      call_read(stream, 0, &buffer);
      return;
    }
    if (count < 0) {
      report_error(stream, count, &buffer);
      return;
    }
    if (count == 0) {
      stream_report_end(stream, &buffer);
      return;
    }
    const size_t length = buffer.len;
    call_read(stream, count, &buffer);
    if (static_cast<size_t>(count) < length) {
      stream->flags |= kReadPartial;
      return;
    }
  }
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_read_start(uv_stream_t* stream, uv_alloc_cb allocate, uv_read_cb read) {
  if (stream == nullptr || allocate == nullptr || read == nullptr) return UV_EINVAL;
  if (stream->flags & kClosing) return UV_EINVAL;
  if (stream->flags & kReading) return UV_EALREADY;
  if (!(stream->flags & kReadable)) return UV_ENOTCONN;
  stream->flags |= kReading;
  stream->flags &= ~unsigned{kReadEnd};
  stream->alloc_cb = allocate;
  stream->read_cb = read;
  watch(stream, POLLIN);
  handle_start(stream->loop, &stream->flags);
  return 0;
}

int uv_read_stop(uv_stream_t* stream) {
  stream_read_stop(stream);
  return 0;
}

}  // extern "C"
