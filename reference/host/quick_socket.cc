// The methods of net_socket.js in C++: see quick.h. Kept are the functions of that file they call,
// and two symbols or prototypes.
#include <uv.h>

#include "host/quick_stream.h"

namespace actx {

namespace {

/// A call of a method of a socket that has a handle and is connected.
struct SocketCall {
  Realm& realm;
  Object* socket;
  Object* handle;
  StreamParts parts;
};

std::optional<SocketCall> socket_call(Realm& realm, const QuickCall& quick) {
  Object* socket = quick.receiver();
  if (socket == nullptr || to_boolean(field<"connecting">(realm, socket))) return std::nullopt;
  const Value handle = field<"_handle">(realm, socket);
  if (!handle.is_object()) return std::nullopt;
  return SocketCall{realm, socket, handle.as_object(), StreamParts(realm, quick.kept(1))};
}

PropertyKey symbol_key(Value symbol) {
  return PropertyKey::symbol(symbol.as_symbol());
}

/// What the handle calls when a request is done.
Object* make_request(const SocketCall& call, Value prototype, Value on_complete, Value callback) {
  Object* request = call.realm.make<Object>(prototype.as_object());
  request->define_raw(call.realm, key_of<"handle">(), Value(call.handle));
  request->define_raw(call.realm, key_of<"oncomplete">(), on_complete);
  request->define_raw(call.realm, key_of<"callback">(), callback);
  return request;
}

void report(const SocketCall& call, Value callback, Value number, Value what) {
  const Value error = call.parts.call<"errnoException">({number, what});
  call.realm.call(callback, Value(), Args(&error, 1));
}

/// The callback of a handle that was closed: emits 'close' with whether there was an error.
Value call_closed(Realm& realm, const Call& call) {
  stream_emit(realm, call.callee->slot(0).as_object(), literal_of<"close">(),
              {call.callee->slot(1)});
  return Value();
}

}  // namespace

/// _unrefTimer() of a socket without timer
Value quick_unref_timer(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  Object* socket = quick.receiver();
  if (socket == nullptr || !field<"_parent">(realm, socket).is_null() ||
      to_boolean(get_field(realm, socket, symbol_key(quick.kept(1))))) {
    return quick.run_slow();
  }
  return Value();
}

/// _read(size)
Value quick_socket_read(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto on = socket_call(realm, quick);
  if (!on) return quick.run_slow();
  if (!to_boolean(get_field(realm, on->handle, key_of<"reading">()))) {
    set_field(realm, on->handle, key_of<"reading">(), Value(true));
    const Value number = call_method(realm, on->handle, key_of<"readStart">(), {});
    if (to_boolean(number)) {
      on->parts.call<"failed">({Value(on->socket), number, literal_of<"read">()});
    }
  }
  return Value();
}

/// _writeGeneric(several, data, encoding, callback)
Value quick_write_generic(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto on = socket_call(realm, quick);
  if (!on) return quick.run_slow();
  set_field<"_pendingData">(realm, on->socket, Value::null());
  set_field<"_pendingEncoding">(realm, on->socket, Value(literal_of<"">()));
  call_method(realm, on->socket, key_of<"_unrefTimer">(), {});
  const Value callback = call.arg(3);
  const Value request(make_request(*on, quick.kept(2), on->parts.get<"onWritten">(), callback));
  const Value result =
      to_boolean(call.arg(0))
          ? call_method(realm, on->handle, key_of<"writev">(), {request, call.arg(1)})
          : call_method(realm, on->handle, key_of<"write">(), {request, call.arg(1), call.arg(2)});
  const double number = to_number(realm, result);
  if (number < 0) {
    report(*on, callback, result, literal_of<"write">());
  } else if (number == 0) {
    realm.call(callback, Value(), {});
  } else {
    set_field(realm, on->socket, symbol_key(quick.kept(3)),
              get_field(realm, on->handle, key_of<"writeQueueSize">()));
  }
  return Value();
}

/// _final(callback)
Value quick_socket_final(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto on = socket_call(realm, quick);
  if (!on) return quick.run_slow();
  const Value callback = call.arg(0);
  const Value request(make_request(*on, quick.kept(2), on->parts.get<"onShutdown">(), callback));
  const Value number = call_method(realm, on->handle, key_of<"shutdown">(), {request});
  if (to_number(realm, number) == static_cast<double>(UV_ENOTCONN)) {
    realm.call(callback, Value(), {});
  } else if (to_boolean(number)) {
    report(*on, callback, number, literal_of<"shutdown">());
  }
  return Value();
}

/// _destroy(error, callback) of a socket without timer
Value quick_socket_destroy(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  Object* socket = quick.receiver();
  const Value held = socket == nullptr ? Value() : field<"_handle">(realm, socket);
  if (!held.is_object() || !field<"_parent">(realm, socket).is_null() ||
      to_boolean(get_field(realm, socket, symbol_key(quick.kept(2)))) ||
      to_boolean(get_field(realm, socket, key_of<"resetAndClosing">()))) {
    return quick.run_slow();
  }
  const StreamParts parts(realm, quick.kept(1));
  Object* handle = held.as_object();
  const Value error = call.arg(0);
  set_field<"connecting">(realm, socket, Value(false));
  Object* counts = realm.new_object();
  counts->define_raw(realm, key_of<"read">(), get_field(realm, handle, key_of<"bytesRead">()));
  counts->define_raw(realm, key_of<"written">(),
                     get_field(realm, handle, key_of<"bytesWritten">()));
  set_field(realm, socket, symbol_key(quick.kept(3)), Value(counts));
  NativeFunction* closed = realm.new_native(call_closed, literal_of<"closed">(), 0);
  closed->set_slot(0, Value(socket));
  closed->set_slot(1, Value(to_boolean(error)));
  call_method(realm, handle, key_of<"close">(), {Value(closed)});
  set_field(realm, handle, key_of<"onread">(), parts.get<"noop">());
  set_field<"_handle">(realm, socket, Value::null());
  set_field<"_sockname">(realm, socket, Value::null());
  realm.call(call.arg(1), Value(), Args(&error, 1));
  const Value server = field<"_server">(realm, socket);
  if (to_boolean(server)) parts.call<"leaveServer">({server});
  return Value();
}

}  // namespace actx
