// The methods of http_outgoing.js that send, in C++: see quick.h.
#include "host/quick_stream.h"

namespace actx {

namespace {

/// The socket of a message, or null.
Object* socket_of(Realm& realm, Object* message) {
  const Value socket = field<"socket">(realm, message);
  return socket.is_object() ? socket.as_object() : nullptr;
}

bool has_socket(Realm& realm, Object* message, Object* socket) {
  if (socket == nullptr) return false;
  const Value current = field<"_httpMessage">(realm, socket);
  return current.is_object() && current.as_object() == message;
}

bool is_text_encoding(Realm& realm, Value encoding) {
  return !to_boolean(encoding) ||
         (encoding.is_string() &&
          (string_equals(realm, encoding.as_string(), literal_of<"latin1">()) ||
           string_equals(realm, encoding.as_string(), literal_of<"utf8">())));
}

/// What end() has called when the last piece is written: emits 'finish'.
Value call_finished(Realm& realm, const Call& call) {
  Object* message = call.callee->slot(0).as_object();
  Object* socket = socket_of(realm, message);
  if (socket == nullptr || !to_boolean(field<"_hadError">(realm, socket))) {
    stream_emit(realm, message, literal_of<"finish">(), {});
  }
  return Value();
}

bool has_output(Realm& realm, Object* message) {
  const auto* output = as<Array>(field<"outputData">(realm, message));
  return output == nullptr || output->length() != 0;
}

/// The last piece: what ends a body of chunks, or nothing that the head may still go with.
void send_last(Realm& realm, Object* message) {
  NativeFunction* finished = realm.new_native(call_finished, literal_of<"finished">(), 0);
  finished->set_slot(0, Value(message));
  const auto is = [](Value value) { return to_boolean(value); };
  Value last;
  if (is(field<"_hasBody">(realm, message)) && is(field<"chunkedEncoding">(realm, message))) {
    String* trailer = to_string(realm, field<"_trailer">(realm, message));
    last =
        Value(realm.concat(realm.concat(realm.literal("0\r\n"), trailer), realm.literal("\r\n")));
  } else if (!is(field<"_headerSent">(realm, message)) ||
             is(get_field(realm, message, key_of<"writableLength">()))) {
    last = Value(literal_of<"">());
  } else {
    return stream_tick(realm, Value(finished), {});
  }
  call_method(realm, message, key_of<"_send">(), {last, literal_of<"latin1">(), Value(finished)});
}

}  // namespace

/// end() without a chunk or callback
Value quick_end_message(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  Object* message = quick.receiver();
  if (message == nullptr || !call.arg(0).is_nullish() || !call.arg(1).is_nullish() ||
      !call.arg(2).is_nullish() || to_boolean(field<"finished">(realm, message)) ||
      to_boolean(field<"strictContentLength">(realm, message))) {
    return quick.run_slow();
  }
  if (!to_boolean(field<"_header">(realm, message))) {
    Object* socket = socket_of(realm, message);
    if (socket != nullptr) call_method(realm, socket, key_of<"cork">(), {});
    set_field<"_contentLength">(realm, message, Value(0));
    call_method(realm, message, key_of<"_implicitHeader">(), {});
  }
  send_last(realm, message);
  if (Object* socket = socket_of(realm, message)) {
    const WritingState writing = writing_of(realm, socket);
    if (writing) writing.set<"corked">(Value(1));
    call_method(realm, socket, key_of<"uncork">(), {});
  }
  set_field<"finished">(realm, message, Value(true));
  if (!has_output(realm, message) && has_socket(realm, message, socket_of(realm, message))) {
    call_method(realm, message, key_of<"_finish">(), {});
  }
  return call.this_value;
}

/// _send(data, encoding, callback) of text
Value quick_send(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  Object* message = quick.receiver();
  Value data = call.arg(0);
  if (message == nullptr || !data.is_string() || !is_text_encoding(realm, call.arg(1))) {
    return quick.run_slow();
  }
  if (!to_boolean(field<"_headerSent">(realm, message))) {
    const Value head = field<"_header">(realm, message);
    if (!head.is_string()) return quick.run_slow();
    data = Value(realm.concat(head.as_string(), data.as_string()));
    set_field<"_headerSent">(realm, message, Value(true));
  }
  return call_method(realm, message, key_of<"_writeRaw">(), {data, call.arg(1), call.arg(2)});
}

/// _writeRaw(data, encoding, callback) of a message that has the socket
Value quick_write_raw(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  Object* message = quick.receiver();
  Object* socket = message == nullptr ? nullptr : socket_of(realm, message);
  if (!has_socket(realm, message, socket) || is_callable(call.arg(1)) ||
      to_boolean(get_field(realm, socket, key_of<"destroyed">())) ||
      !to_boolean(get_field(realm, socket, key_of<"writable">()))) {
    return quick.run_slow();
  }
  if (has_output(realm, message)) {
    call_method(realm, message, key_of<"_flushOutput">(), {Value(socket)});
  }
  return call_method(realm, socket, key_of<"write">(), {call.arg(0), call.arg(1), call.arg(2)});
}

}  // namespace actx
