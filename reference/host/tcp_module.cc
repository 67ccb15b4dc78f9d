// The part native:net: TCP handles, their requests, name lookups and libuv's error names.
#include <fmt/core.h>

#include <span>
#include <string>
#include <vector>

#include "host/buffer.h"
#include "host/builtin_modules.h"
#include "host/footprints.h"
#include "host/loop_request.h"
#include "host/node_errors.h"
#include "host/tcp_handle.h"
#include "value/conversions.h"
#include "value/static_key.h"

namespace actx {
namespace {

TcpHandle& this_handle(Realm& realm, const Call& call) {
  TcpHandle* handle = as_tcp_handle(call.this_value);
  if (handle == nullptr) throw_type_error(realm, "Illegal invocation");
  return *handle;
}

Object* request_argument(Realm& realm, const Call& call) {
  if (!call.arg(0).is_object()) throw_type_error(realm, "Illegal invocation");
  return call.arg(0).as_object();
}

std::string text_argument(Realm& realm, const Call& call, size_t i) {
  return realm.utf8(to_string(realm, call.arg(i)));
}

/// new TCP(isServer)
Value construct_tcp(Realm& realm, const Call& call) {
  const auto kind = to_boolean(call.arg(0)) ? TcpHandle::Kind::kServer : TcpHandle::Kind::kSocket;
  return Value(realm.make<TcpHandle>(tcp_prototype(realm), Host::of(realm), kind));
}

/// bind(address, port, family[, v6Only])
Value tcp_bind(Realm& realm, const Call& call) {
  return Value(this_handle(realm, call)
                   .bind(text_argument(realm, call, 0), to_int32(realm, call.arg(1)),
                         to_int32(realm, call.arg(2)) == 6,
                         to_boolean(call.arg(3)) ? unsigned{UV_TCP_IPV6ONLY} : 0));
}

Value tcp_listen(Realm& realm, const Call& call) {
  return Value(this_handle(realm, call).listen(to_int32(realm, call.arg(0))));
}

/// connect(request, address, port, family)
Value tcp_connect(Realm& realm, const Call& call) {
  Object* request = request_argument(realm, call);
  return Value(this_handle(realm, call)
                   .connect(request, text_argument(realm, call, 1), to_int32(realm, call.arg(2)),
                            to_int32(realm, call.arg(3)) == 6));
}

Value tcp_read_start(Realm& realm, const Call& call) {
  return Value(this_handle(realm, call).read_start());
}

Value tcp_read_stop(Realm& realm, const Call& call) {
  return Value(this_handle(realm, call).read_stop());
}

/// readInto(buffer), a Uint8Array
Value tcp_read_into(Realm& realm, const Call& call) {
  TypedArrayObject* buffer = as_uint8_array(call.arg(0));
  if (buffer == nullptr) throw_type_error(realm, "Illegal invocation");
  this_handle(realm, call).read_into(buffer);
  return Value();
}

/// The bytes of a chunk: a buffer's own, or a text in an encoding.
void append_chunk(Realm& realm, Value chunk, Value encoding, std::string* bytes) {
  if (const BufferView* view = as_buffer_view(chunk)) {
    bytes->append(view_bytes(*view));
    return;
  }
  const auto known = encoding_argument(realm, encoding);
  *bytes +=
      encode_bytes(realm.units(to_string(realm, chunk)), known ? *known : ByteEncoding::kUtf8);
}

Value write_pieces(Realm& realm, const Call& call, std::span<uv_buf_t> pieces) {
  bool waits = false;
  const int error = this_handle(realm, call).write(request_argument(realm, call), pieces, &waits);
  return Value(error != 0 ? error : (waits ? 1 : 0));
}

uv_buf_t piece_of(std::string_view bytes) {
  return uv_buf_init(const_cast<char*>(bytes.data()), static_cast<unsigned>(bytes.size()));
}

Value write_bytes(Realm& realm, const Call& call, std::string_view bytes) {
  uv_buf_t piece = piece_of(bytes);
  return write_pieces(realm, call, {&piece, 1});
}

/// write(request, chunk, encoding): 0 when all is written, 1 when request.oncomplete follows.
Value tcp_write(Realm& realm, const Call& call) {
  if (const BufferView* view = as_buffer_view(call.arg(1))) {
    return write_bytes(realm, call, view_bytes(*view));
  }
  std::string bytes;
  append_chunk(realm, call.arg(1), call.arg(2), &bytes);
  return write_bytes(realm, call, bytes);
}

/// writev(request, [{ chunk, encoding }, ...]), the same for several chunks.
Value tcp_writev(Realm& realm, const Call& call) {
  std::string bytes;
  std::vector<size_t> ends;
  auto* chunks = as<Array>(call.arg(1));
  const uint32_t count = chunks == nullptr ? 0 : chunks->length();
  const bool keep_pieces = count > TcpHandle::kPiecesPerCall;
  for (uint32_t i = 0; i < count; ++i) {
    const Value item = chunks->get(realm, PropertyKey::index(i));
    append_chunk(realm, get_value(realm, item, key_of<"chunk">()),
                 get_value(realm, item, key_of<"encoding">()), &bytes);
    if (keep_pieces) ends.push_back(bytes.size());
  }
  if (!keep_pieces) return write_bytes(realm, call, bytes);
  std::vector<uv_buf_t> pieces;
  size_t begin = 0;
  for (const size_t end : ends) {
    pieces.push_back(piece_of(std::string_view(bytes).substr(begin, end - begin)));
    begin = end;
  }
  return write_pieces(realm, call, pieces);
}

Value tcp_shutdown(Realm& realm, const Call& call) {
  return Value(this_handle(realm, call).shutdown(request_argument(realm, call)));
}

Value tcp_close(Realm& realm, const Call& call) {
  return Value(this_handle(realm, call).close(call.arg(0), false));
}

Value tcp_reset(Realm& realm, const Call& call) {
  return Value(this_handle(realm, call).close(call.arg(0), true));
}

Value tcp_ref(Realm& realm, const Call& call) {
  this_handle(realm, call).set_ref(true);
  return Value();
}

Value tcp_unref(Realm& realm, const Call& call) {
  this_handle(realm, call).set_ref(false);
  return Value();
}

Value tcp_has_ref(Realm& realm, const Call& call) {
  return Value(this_handle(realm, call).has_ref());
}

using GetName = int (*)(const uv_tcp_t*, sockaddr*, int*);

/// { address, family, port } of one end, or an error number.
template <GetName get_name>
Value tcp_name(Realm& realm, const Call& call) {
  sockaddr_storage storage;
  auto* name = reinterpret_cast<sockaddr*>(&storage);
  int size = sizeof storage;
  const int error = note_network(get_name(this_handle(realm, call).uv(), name, &size));
  if (error != 0) return Value(error);
  char text[INET6_ADDRSTRLEN] = "";
  const bool is_v6 = storage.ss_family == AF_INET6;
  int port = 0;
  if (is_v6) {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(&storage);
    uv_ip6_name(v6, text, sizeof text);
    port = ntohs(v6->sin6_port);
  } else {
    const auto* v4 = reinterpret_cast<const sockaddr_in*>(&storage);
    uv_ip4_name(v4, text, sizeof text);
    port = ntohs(v4->sin_port);
  }
  if (Footprint* footprint = Footprint::active()) footprint->see_port(static_cast<uint64_t>(port));
  Object* object = realm.new_object();
  object->define_raw(realm, key_of<"address">(), Value(realm.string(std::string_view(text))));
  object->define_raw(realm, key_of<"family">(), Value(realm.literal(is_v6 ? "IPv6" : "IPv4")));
  object->define_raw(realm, key_of<"port">(), Value(port));
  return Value(object);
}

Value tcp_set_no_delay(Realm& realm, const Call& call) {
  return Value(uv_tcp_nodelay(this_handle(realm, call).uv(), to_boolean(call.arg(0)) ? 1 : 0));
}

Value tcp_set_keep_alive(Realm& realm, const Call& call) {
  return Value(uv_tcp_keepalive(this_handle(realm, call).uv(), to_boolean(call.arg(0)) ? 1 : 0,
                                static_cast<unsigned>(to_int32(realm, call.arg(1)))));
}

Value tcp_get_async_id(Realm& realm, const Call& call) {
  return Value(static_cast<double>(this_handle(realm, call).resource()->async_id));
}

Value tcp_async_reset(Realm& realm, const Call& call) {
  this_handle(realm, call).renew_resource(request_argument(realm, call));
  return Value();
}

/// For footprints: a number that is no function of what the program did to the handle.
Value told(double number) {
  note_network(static_cast<int>(number));
  return Value(number);
}

Value tcp_bytes_read(Realm& realm, const Call& call) {
  return told(this_handle(realm, call).bytes_read());
}

Value tcp_bytes_written(Realm& realm, const Call& call) {
  return told(this_handle(realm, call).bytes_written());
}

Value tcp_write_queue_size(Realm& realm, const Call& call) {
  const auto* stream = reinterpret_cast<const uv_stream_t*>(this_handle(realm, call).uv());
  return told(static_cast<double>(uv_stream_get_write_queue_size(stream)));
}

constexpr LazyProperty kTcpRows[] = {
    lazy_method("bind", tcp_bind, 3),
    lazy_method("listen", tcp_listen, 1),
    lazy_method("connect", tcp_connect, 4),
    lazy_method("readStart", tcp_read_start, 0),
    lazy_method("readStop", tcp_read_stop, 0),
    lazy_method("readInto", tcp_read_into, 1),
    lazy_method("write", tcp_write, 3),
    lazy_method("writev", tcp_writev, 2),
    lazy_method("shutdown", tcp_shutdown, 1),
    lazy_method("close", tcp_close, 1),
    lazy_method("reset", tcp_reset, 1),
    lazy_method("ref", tcp_ref, 0),
    lazy_method("unref", tcp_unref, 0),
    lazy_method("hasRef", tcp_has_ref, 0),
    lazy_method("getsockname", tcp_name<uv_tcp_getsockname>, 0),
    lazy_method("getpeername", tcp_name<uv_tcp_getpeername>, 0),
    lazy_method("setNoDelay", tcp_set_no_delay, 1),
    lazy_method("setKeepAlive", tcp_set_keep_alive, 2),
    lazy_method("getAsyncId", tcp_get_async_id, 0),
    lazy_method("asyncReset", tcp_async_reset, 1),
    lazy_getter("bytesRead", tcp_bytes_read),
    lazy_getter("bytesWritten", tcp_bytes_written),
    lazy_getter("writeQueueSize", tcp_write_queue_size),
};
const LazyTable kTcpTable(kTcpRows);

// ---- Lookups ---------------------------------------------------------------------------------

/// The addresses of a lookup as an array of texts.
Value list_addresses(Realm& realm, const addrinfo* found) {
  Array* list = realm.new_array();
  for (const addrinfo* info = found; info != nullptr; info = info->ai_next) {
    char text[INET6_ADDRSTRLEN] = "";
    if (info->ai_socktype != SOCK_STREAM) continue;
    if (info->ai_family == AF_INET) {
      uv_ip4_name(reinterpret_cast<const sockaddr_in*>(info->ai_addr), text, sizeof text);
    } else if (info->ai_family == AF_INET6) {
      uv_ip6_name(reinterpret_cast<const sockaddr_in6*>(info->ai_addr), text, sizeof text);
    } else {
      continue;
    }
    list->push(realm, Value(realm.string(std::string_view(text))));
  }
  return Value(list);
}

void looked_up(uv_getaddrinfo_t* uv, int status, addrinfo* found) {
  auto& request = LoopRequest<uv_getaddrinfo_t>::of(uv);
  Value args[2] = {Value(status)};
  request.complete([&] {
    Footprint::take_in_if_active(static_cast<uint64_t>(status));
    if (status == 0) args[1] = list_addresses(request.host().realm(), found);
    return Args(args, 2);
  });
  uv_freeaddrinfo(found);
}

/// getaddrinfo(request, host, family): request.oncomplete(status, addresses) follows.
Value get_address_info(Realm& realm, const Call& call) {
  Host& host = Host::of(realm);
  const std::string name = text_argument(realm, call, 1);
  const int family = to_int32(realm, call.arg(2));
  addrinfo hints = {};
  hints.ai_family = family == 4 ? AF_INET : family == 6 ? AF_INET6 : AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  auto* request = realm.make<LoopRequest<uv_getaddrinfo_t>>(
      host, "GETADDRINFOREQWRAP", request_argument(realm, call), nullptr, ResourceKind::kLookup);
  const int error =
      uv_getaddrinfo(host.loop().uv(), &request->uv, looked_up, name.c_str(), nullptr, &hints);
  if (error != 0) {
    request->drop();
  } else {
    note_queued(request->uv.work_req, request->resource());
  }
  return Value(error);
}

// ---- Contexts and errors ---------------------------------------------------------------------

/// withTrigger(id, fn, receiver, ...args): calls fn; what it makes is triggered by `id`.
Value with_trigger(Realm& realm, const Call& call) {
  const auto id = static_cast<AsyncId>(to_number(realm, call.arg(0)));
  const DefaultTriggerScope trigger(Host::of(realm).context(), id);
  return realm.call(call.arg(1), call.arg(2), call.rest(3));
}

/// newAsyncId(): an id for what has no resource yet.
Value new_async_id(Realm& realm, const Call&) {
  return Value(static_cast<double>(Host::of(realm).context().new_async_id()));
}

Value error_name(Realm& realm, const Call& call) {
  char name[64];
  uv_err_name_r(to_int32(realm, call.arg(0)), name, sizeof name);
  return Value(realm.string(std::string_view(name)));
}

Value error_message(Realm& realm, const Call& call) {
  char text[128];
  uv_strerror_r(to_int32(realm, call.arg(0)), text, sizeof text);
  return Value(realm.string(std::string_view(text)));
}

/// isIP(text): 4, 6 or 0.
Value is_ip(Realm& realm, const Call& call) {
  const std::string text = text_argument(realm, call, 0);
  sockaddr_in v4;
  sockaddr_in6 v6;
  if (text.find('\0') != std::string::npos) return Value(0);
  if (uv_ip4_addr(text.c_str(), 0, &v4) == 0) return Value(4);
  return Value(uv_ip6_addr(text.c_str(), 0, &v6) == 0 ? 6 : 0);
}

}  // namespace

Object* tcp_prototype(Realm& realm) {
  const Value constructor =
      get_value(realm, require_builtin(realm, "native:net"), realm.key("TCP"));
  return get_value(realm, constructor, realm.names().prototype).as_object();
}

Value make_native_net(Realm& realm) {
  Object* exports = realm.new_object();
  const auto add = [&](const char* name, NativeFn fn, uint8_t length) {
    exports->define_raw(realm, realm.key(name), Value(realm.new_native(fn, name, length)));
  };
  auto* constructor = realm.make<NativeFunction>(realm.intrinsic(Intrinsic::kFunctionPrototype),
                                                 construct_tcp, realm.literal("TCP"), 1, true);
  Object* prototype = realm.new_builtin(kTcpTable);
  prototype->define_raw(realm, realm.names().constructor, Value(constructor), kHidden);
  constructor->define_raw(realm, realm.names().prototype, Value(prototype), 0);
  exports->define_raw(realm, realm.key("TCP"), Value(constructor));
  add("getaddrinfo", get_address_info, 3);
  add("withTrigger", with_trigger, 2);
  add("newAsyncId", new_async_id, 0);
  add("errorName", error_name, 1);
  add("errorMessage", error_message, 1);
  add("isIP", is_ip, 1);
  for (const auto& [name, number] :
       {std::pair("EOF", UV_EOF), std::pair("EADDRINUSE", UV_EADDRINUSE),
        std::pair("EINVAL", UV_EINVAL), std::pair("ECANCELED", UV_ECANCELED),
        std::pair("ECONNRESET", UV_ECONNRESET), std::pair("EBADF", UV_EBADF),
        std::pair("ENOTCONN", UV_ENOTCONN)}) {
    exports->define_raw(realm, realm.key(name), Value(number));
  }
  return Value(exports);
}

}  // namespace actx
