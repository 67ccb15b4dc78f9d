#include "host/tcp_handle.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "host/buffer.h"
#include "host/footprints.h"
#include "host/loop_request.h"
#include "value/static_key.h"

namespace actx {
namespace {

constexpr size_t kReadSize = 65536;

/// Fills `address`; an error number when `text` is no address of its family.
int parse_address(std::string_view text, int port, bool is_v6, sockaddr_storage* address) {
  const std::string terminated(text);
  if (is_v6) {
    return uv_ip6_addr(terminated.c_str(), port, reinterpret_cast<sockaddr_in6*>(address));
  }
  return uv_ip4_addr(terminated.c_str(), port, reinterpret_cast<sockaddr_in*>(address));
}

template <class Uv>
void complete_with_status(Uv* request, int status) {
  const Value value(status);
  LoopRequest<Uv>::of(request).complete([&] {
    note_network(status);
    return Args(&value, 1);
  });
}

size_t size_of(std::span<const uv_buf_t> pieces) {
  size_t size = 0;
  for (const uv_buf_t& piece : pieces) size += piece.len;
  return size;
}

/// The pieces but for their first `count` bytes, and for empty ones before what is left.
std::span<uv_buf_t> without_front(std::span<uv_buf_t> pieces, size_t count) {
  while (!pieces.empty() && pieces.front().len <= count) {
    count -= pieces.front().len;
    pieces = pieces.subspan(1);
  }
  if (!pieces.empty()) {
    pieces.front().base += count;
    pieces.front().len -= count;
  }
  return pieces;
}

}  // namespace

TcpHandle::TcpHandle(Object* prototype, Host& host, Kind kind)
    : Object(prototype, ObjectClass::kHost), host_(host), kind_(kind) {
  uv_tcp_init(host.loop().uv(), &uv_);
  uv_.data = this;
  host.pin(pin_, this);
  make_resource(this);
}

void TcpHandle::make_resource(Object* object) {
  const bool is_server = kind_ == Kind::kServer;
  resource_ =
      host_.context().create_resource(is_server ? ResourceKind::kServer : ResourceKind::kSocket,
                                      is_server ? "TCPSERVERWRAP" : "TCPWRAP", object);
}

int TcpHandle::bind(std::string_view address, int port, bool is_v6, unsigned flags) {
  sockaddr_storage to;
  const int error = parse_address(address, port, is_v6, &to);
  if (error != 0) return error;
  return note_network(uv_tcp_bind(&uv_, reinterpret_cast<sockaddr*>(&to), flags));
}

int TcpHandle::listen(int backlog) {
  return note_network(uv_listen(stream(), backlog, on_connection));
}

int TcpHandle::connect(Object* request, std::string_view address, int port, bool is_v6) {
  sockaddr_storage to;
  const int wrong = parse_address(address, port, is_v6, &to);
  if (wrong != 0) return wrong;
  const DefaultTriggerScope trigger(host_.context(), resource_->async_id);
  auto* connect = host_.realm().make<LoopRequest<uv_connect_t>>(host_, "TCPCONNECTWRAP", request,
                                                                static_cast<Cell*>(this));
  const int error = uv_tcp_connect(&connect->uv, &uv_, reinterpret_cast<sockaddr*>(&to),
                                   complete_with_status<uv_connect_t>);
  if (error != 0) connect->drop();
  return note_network(error);
}

// ---- Reading ---------------------------------------------------------------------------------

int TcpHandle::read_start() {
  return note_network(uv_read_start(stream(), on_alloc, on_read));
}

int TcpHandle::read_stop() {
  return note_network(uv_read_stop(stream()));
}

void TcpHandle::on_alloc(uv_handle_t* handle, size_t, uv_buf_t* buffer) {
  if (const BufferView* own = static_cast<TcpHandle*>(handle->data)->own_buffer_) {
    *buffer = uv_buf_init(reinterpret_cast<char*>(own->bytes()),
                          static_cast<unsigned>(own->byte_length()));
    return;
  }
  // libuv reads at once and hands over the bytes before it asks again, so one buffer serves all.
  static thread_local char bytes[kReadSize];
  *buffer = uv_buf_init(bytes, kReadSize);
}

void TcpHandle::on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
  static_cast<TcpHandle*>(stream->data)->read(count, buffer->base);
}

void TcpHandle::read(ssize_t count, const char* bytes) {
  if ((count == 0 && own_buffer_ == nullptr) || host_.loop().is_stopped()) return;
  if (count > 0) bytes_read_ += static_cast<double>(count);
  if (count > 0 && consumer_ != nullptr) {
    consumer_->take_bytes({bytes, static_cast<size_t>(count)});
    return;
  }
  Realm& realm = host_.realm();
  host_.call_back(resource_, [&] {
    note_network(static_cast<int>(count));
    if (count > 0) note_network_bytes({bytes, static_cast<size_t>(count)});
    const Value callback = get(realm, key_of<"onread">());
    if (!actx::is_callable(callback)) return;
    Value data;
    if (own_buffer_ != nullptr) {
      Footprint::write_if_active(own_buffer_->buffer());
    } else if (count > 0) {
      data = Value(new_buffer(realm, {bytes, static_cast<size_t>(count)}));
    }
    const Value args[] = {Value(static_cast<double>(count)), data};
    realm.call(callback, Value(this), args);
  });
}

void TcpHandle::set_consumer(ByteConsumer* consumer, Cell* owner) {
  consumer_ = consumer;
  consumer_owner_ = owner;
}

// ---- Accepting -------------------------------------------------------------------------------

void TcpHandle::on_connection(uv_stream_t* stream, int status) {
  static_cast<TcpHandle*>(stream->data)->accept(status);
}

// The accepted socket is made outside of any scope.
void TcpHandle::accept(int status) {
  if (host_.loop().is_stopped()) return;
  // The socket is made in this step, though not yet in a scope.
  if (Footprint* footprint = Footprint::active()) note_step(*footprint, *resource_);
  Realm& realm = host_.realm();
  TcpHandle* client = nullptr;
  if (status == 0) {
    const Outcome outcome = host_.guard_limits([&] {
      const DefaultTriggerScope trigger(host_.context(), resource_->async_id);
      client = realm.make<TcpHandle>(tcp_prototype(realm), host_, Kind::kSocket);
      host_.context().socket_accepted(client->resource_, resource_);
    });
    // Whoever hangs up before being accepted is not reported.
    if (outcome == Outcome::kStop || uv_accept(stream(), client->stream()) != 0) return;
  }
  host_.call_back(resource_, [&] {
    note_network(status);
    const Value callback = get(realm, key_of<"onconnection">());
    const Value args[] = {Value(status), client == nullptr ? Value() : Value(client)};
    if (actx::is_callable(callback)) realm.call(callback, Value(this), args);
  });
}

// ---- Writing ---------------------------------------------------------------------------------

int TcpHandle::write(Object* request, std::span<uv_buf_t> pieces, bool* waits) {
  *waits = false;
  bytes_written_ += static_cast<double>(size_of(pieces));
  const int written =
      note_network(uv_try_write(stream(), pieces.data(), static_cast<unsigned>(pieces.size())));
  if (written < 0 && written != UV_EAGAIN && written != UV_ENOSYS) return written;
  if (written >= 0) pieces = without_front(pieces, static_cast<size_t>(written));
  if (pieces.empty()) return 0;

  // libuv keeps the rest until the write is over; the program may change its buffer before.
  char* const kept = host_.realm().arena().make_array<char>(size_of(pieces));
  char* rest = kept;
  for (uv_buf_t& piece : pieces) {
    if (piece.len > 0) std::memcpy(rest, piece.base, piece.len);
    piece.base = rest;
    rest += piece.len;
  }
  const DefaultTriggerScope trigger(host_.context(), resource_->async_id);
  auto* write = host_.realm().make<LoopRequest<uv_write_t>>(host_, "WRITEWRAP", request,
                                                            static_cast<Cell*>(this));
  write->keep(kept);
  const int error =
      uv_write(&write->uv, stream(), pieces.data(), static_cast<unsigned>(pieces.size()),
               complete_with_status<uv_write_t>);
  note_network(error);
  if (error != 0) write->drop();
  *waits = error == 0;
  return error;
}

int TcpHandle::shutdown(Object* request) {
  const DefaultTriggerScope trigger(host_.context(), resource_->async_id);
  auto* shutdown = host_.realm().make<LoopRequest<uv_shutdown_t>>(host_, "SHUTDOWNWRAP", request,
                                                                  static_cast<Cell*>(this));
  const int error = uv_shutdown(&shutdown->uv, stream(), complete_with_status<uv_shutdown_t>);
  if (error != 0) shutdown->drop();
  return note_network(error);
}

// ---- Life ------------------------------------------------------------------------------------

int TcpHandle::close(Value callback, bool reset) {
  if (closing_) return 0;
  if (reset) {
    const int error = note_network(uv_tcp_close_reset(&uv_, on_close));
    if (error != 0) return error;
  } else {
    uv_close(handle(), on_close);
    note_network(0);
  }
  closing_ = true;
  close_callback_ = callback;
  return 0;
}

void TcpHandle::on_close(uv_handle_t* handle) {
  static_cast<TcpHandle*>(handle->data)->closed();
}

void TcpHandle::closed() {
  host_.unpin(pin_);
  if (actx::is_callable(close_callback_)) {
    host_.call_back(resource_, [&] { host_.realm().call(close_callback_, Value(this), {}); });
  }
  if (!host_.loop().is_stopped()) host_.context().emit_destroy(resource_);
}

void TcpHandle::set_ref(bool refed) {
  if (closing_) return;
  refed ? uv_ref(handle()) : uv_unref(handle());
}

bool TcpHandle::has_ref() const {
  return !closing_ && uv_has_ref(reinterpret_cast<const uv_handle_t*>(&uv_)) != 0;
}

void TcpHandle::renew_resource(Object* object) {
  host_.context().emit_destroy(resource_);
  make_resource(object);
}

void TcpHandle::expect_response(Resource* response) {
  if (first_response_ == nullptr) first_response_ = response;
  host_.context().response_expected(response, first_response_);
}

void TcpHandle::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(resource_);
  tracer.visit(first_response_);
  tracer.visit(close_callback_);
  tracer.visit(own_buffer_);
  tracer.visit(consumer_owner_);
}

TcpHandle* as_tcp_handle(Value value) {
  return value.is_object() ? dynamic_cast<TcpHandle*>(value.as_object()) : nullptr;
}

}  // namespace actx
