// Streams in programs of libuv calls.

#include <arpa/inet.h>
#include <unistd.h>

#include "uvsim/testing/interpreter.h"

namespace actx::uvsim::testing {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address;
  uv_ip4_addr("127.0.0.1", port, &address);
  return address;
}

int port_of(const uv_tcp_t* tcp) {
  sockaddr_in address;
  int length = sizeof address;
  if (uv_tcp_getsockname(tcp, reinterpret_cast<sockaddr*>(&address), &length) != 0) return 0;
  return ntohs(address.sin_port);
}

}  // namespace

std::string Interpreter::pipe_name(int target) const {
  return "/tmp/uvsim-" + std::to_string(getpid()) + '-' + std::to_string(target);
}

void Interpreter::init_stream(Slot& slot, int target) {
  slot.part.listening = false;
  if (slot.kind == Kind::kServer) {
    uv_tcp_init(&loop_, &slot.uv.tcp);
    const sockaddr_in any_port = loopback(0);
    result("bind", target,
           uv_tcp_bind(&slot.uv.tcp, reinterpret_cast<const sockaddr*>(&any_port), 0));
    slot.part.port = port_of(&slot.uv.tcp);
  } else if (slot.kind == Kind::kPipeServer) {
    uv_pipe_init(&loop_, &slot.uv.pipe, 0);
    result("bind", target, uv_pipe_bind(&slot.uv.pipe, pipe_name(target).c_str()));
  } else if (slot.kind == Kind::kTcp) {
    uv_tcp_init(&loop_, &slot.uv.tcp);
  } else {
    uv_pipe_init(&loop_, &slot.uv.pipe, 0);
  }
}

void Interpreter::stream_called(const uv_stream_t* stream, const char* what,
                                const std::string& detail) {
  const int target = index_of(reinterpret_cast<const uv_handle_t*>(stream));
  word(std::string(what) + ':' + std::to_string(target) + detail + at());
  react(Source::kCallback, target, slots_[target].calls++);
}

void Interpreter::on_connection(uv_stream_t* server, int status) {
  Interpreter* self = of(server);
  const int target = self->index_of(reinterpret_cast<uv_handle_t*>(server));
  self->stream_called(server, "connection", '=' + std::to_string(status));
  const Slot& slot = self->slots_[target];
  if (slot.open && !uv_is_closing(&slot.uv.handle) && slot.part.auto_accept) self->accept(target);
}

void Interpreter::on_connect(uv_connect_t* request, int status) {
  of(request->handle)->stream_called(request->handle, "connect", '=' + std::to_string(status));
}

void Interpreter::on_write(uv_write_t* request, int status) {
  auto* write = reinterpret_cast<WriteRequest*>(request);
  write->in_flight = false;
  Interpreter* self = of(request->handle);
  const int target = self->index_of(reinterpret_cast<uv_handle_t*>(request->handle));
  const auto number = write - self->slots_[target].part.writes;
  self->stream_called(request->handle, "write",
                      '.' + std::to_string(number) + '=' + std::to_string(status));
}

void Interpreter::on_shutdown(uv_shutdown_t* request, int status) {
  of(request->handle)->stream_called(request->handle, "shutdown", '=' + std::to_string(status));
}

void Interpreter::on_alloc(uv_handle_t* handle, size_t, uv_buf_t* buffer) {
  auto* self = static_cast<Interpreter*>(handle->loop->data);
  StreamPart& part = self->slots_[self->index_of(handle)].part;
  *buffer = uv_buf_init(part.memory, part.buffer);
}

void Interpreter::on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
  std::string detail = '=' + std::to_string(count);
  if (count == UV_EOF && buffer->base == nullptr) detail += '!';
  for (ssize_t i = 0; i < count; i++) detail += buffer->base[i];
  of(stream)->stream_called(stream, "read", detail);
}

// Into the first peer that is free; without one the connection waits.
void Interpreter::accept(int server) {
  Slot& from = slots_[server];
  for (size_t i = 0; i < program_.handles.size(); i++) {
    Slot& slot = slots_[i];
    if (slot.kind != Kind::kPeer || slot.open) continue;
    slot.open = true;
    if (from.kind == Kind::kServer) {
      uv_tcp_init(&loop_, &slot.uv.tcp);
    } else {
      uv_pipe_init(&loop_, &slot.uv.pipe, 0);
    }
    const int status = uv_accept(&from.uv.stream, &slot.uv.stream);
    word("accept:" + std::to_string(server) + '>' + std::to_string(i) + '=' +
         std::to_string(status));
    return;
  }
}

// To the server number a of the family of the target, counted round.
void Interpreter::connect_op(const Op& op, int target) {
  Slot& slot = slots_[target];
  const Kind wanted = slot.kind == Kind::kTcp ? Kind::kServer : Kind::kPipeServer;
  const size_t count = program_.handles.size();
  for (size_t i = 0; i < count; i++) {
    const size_t server = (op.a + i) % count;
    if (slots_[server].kind != wanted) continue;
    if (slot.kind == Kind::kPipe) {
      if (slot.uv.stream.connect_req != nullptr) return;  // would drop the pending one
      uv_pipe_connect(&slot.part.connect, &slot.uv.pipe,
                      pipe_name(static_cast<int>(server)).c_str(), on_connect);
      return;
    }
    if (slots_[server].part.port == 0) return;
    const sockaddr_in address = loopback(slots_[server].part.port);
    result("connecting", target,
           uv_tcp_connect(&slot.part.connect, &slot.uv.tcp,
                          reinterpret_cast<const sockaddr*>(&address), on_connect));
    return;
  }
}

void Interpreter::write_op(const Op& op, int target) {
  Slot& slot = slots_[target];
  for (WriteRequest& write : slot.part.writes) {
    if (write.in_flight) continue;
    const unsigned size = op.a < sizeof write.bytes ? op.a : sizeof write.bytes;
    for (unsigned i = 0; i < size; i++) write.bytes[i] = static_cast<char>('a' + i);
    if (op.call == Call::kTryWrite) {
      const uv_buf_t all = uv_buf_init(write.bytes, size);
      result("try_write", target, uv_try_write(&slot.uv.stream, &all, 1));
      return;
    }
    const unsigned first = op.b == 1 ? size / 2 : size;
    const uv_buf_t buffers[2] = {uv_buf_init(write.bytes, first),
                                 uv_buf_init(write.bytes + first, size - first)};
    const int status = uv_write(&write.uv, &slot.uv.stream, buffers, op.b == 1 ? 2 : 1, on_write);
    write.in_flight = status == 0;
    result("writing", target, status);
    return;
  }
}

void Interpreter::stream_op(const Op& op, int target) {
  Slot& slot = slots_[target];
  uv_stream_t* stream = &slot.uv.stream;
  const bool closing = uv_is_closing(&slot.uv.handle) != 0;
  if (is_server(slot.kind)) {
    if (op.call == Call::kListen) {
      // Once more would fail an assertion while a connection waits.
      if (slot.part.listening) return;
      slot.part.listening = true;
      slot.part.auto_accept = op.b % 3 != 0;
      // A full TCP listener is silent, and its client asks again after a second of real time, which
      // the virtual one of the real runner never comes to: it is never full here. A full pipe is an
      // error.
      const int room = slot.kind == Kind::kServer ? 128 : 0;
      result("listen", target, uv_listen(stream, op.a + room, on_connection));
    } else if (op.call == Call::kAccept && !closing) {
      accept(target);
    }
    return;
  }
  switch (op.call) {
    case Call::kConnect:
      if (!closing && slot.kind != Kind::kPeer) connect_op(op, target);
      break;
    case Call::kRead:
      slot.part.buffer = op.a % 4 + 1u + (op.b == 0 ? 60u : 0u);
      result("reading", target, uv_read_start(stream, on_alloc, on_read));
      break;
    case Call::kReadStop:
      result("read_stop", target, uv_read_stop(stream));
      break;
    case Call::kWrite:
    case Call::kTryWrite:
      write_op(op, target);
      break;
    case Call::kShutdown:
      result("shutting", target, uv_shutdown(&slot.part.shutdown, stream, on_shutdown));
      break;
    case Call::kReset:
      if (stream->type == UV_TCP && !closing) {
        result("reset", target, uv_tcp_close_reset(&slot.uv.tcp, on_close));
      }
      break;
    default:
      break;
  }
}

}  // namespace actx::uvsim::testing
