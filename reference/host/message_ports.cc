#include "host/message_ports.h"

#include <algorithm>
#include <utility>

#include "host/builtin_modules.h"
#include "host/footprints.h"
#include "host/host.h"
#include "host/shared_run.h"
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/static_key.h"
#include "value/tracer.h"

namespace actx {

Value make_native_messaging(Realm& realm);

namespace {

// A loop serves this many messages of one port before it looks at anything else, as in Node.
constexpr size_t kMessagesPerTurn = 1000;

/// The key under which a port object holds its handle.
PropertyKey handle_key() {
  static thread_local const Symbol symbol(AtomTable::for_thread().intern_ascii("handle"), true);
  return PropertyKey::symbol(&symbol);
}

PortHandle* handle_of(Realm& realm, Object* object) {
  Property* property = object->own_slot(realm, handle_key());
  return property == nullptr ? nullptr : static_cast<PortHandle*>(property->value.as_object());
}

uv_handle_t* as_handle(PortHandle& port) {
  return reinterpret_cast<uv_handle_t*>(&port.async);
}

/// What js/message_port.js gives for the C++ side.
template <AsciiText name>
Value callback(Realm& realm) {
  const Value module = require_internal(realm, "message_port.js");
  return get_value(realm, get_value(realm, module, key_of<"callbacks">()), key_of<name>());
}

}  // namespace

void PortHandle::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(object);
  tracer.visit(resource);
}

// ---- Handles ---------------------------------------------------------------------------------

PortHandle* MessagePorts::open(std::shared_ptr<PortCore> core) {
  Realm& realm = host_.realm();
  Object* object = realm.call(callback<"makePort">(realm), Value(), {}).as_object();
  auto* handle = realm.make<PortHandle>(*this, object);
  object->define_raw(realm, handle_key(), handle, 0);
  uv_async_init(host_.loop().uv(), &handle->async, on_message);
  handle->async.data = handle;
  uv_unref(as_handle(*handle));
  handle->core = core.get();
  open_.push_back({handle, std::move(core)});
  handle->resource = host_.context().create_resource(ResourceKind::kNative, "MESSAGEPORT", object);
  host_.context().port_used(handle->resource, Context::PortUse::kMade);
  handle->core->set_owner(&handle->async);
  return handle;
}

PortHandle* MessagePorts::find(Value port) {
  PortHandle* handle = port.is_object() ? handle_of(host_.realm(), port.as_object()) : nullptr;
  return handle == nullptr || handle->closing ? nullptr : handle;
}

PortHandle* MessagePorts::require(Realm& realm, Value port) {
  if (!port.is_object() || handle_of(realm, port.as_object()) == nullptr) {
    throw_type_error(realm, "Illegal invocation");
  }
  return find(port);
}

void MessagePorts::close(PortHandle& handle) {
  if (handle.closing) return;
  handle.closing = true;
  if (handle.core != nullptr) handle.core->set_owner(nullptr);
  uv_close(as_handle(handle), on_closed);
}

void MessagePorts::on_closed(uv_handle_t* async) {
  PortHandle& handle = *static_cast<PortHandle*>(async->data);
  MessagePorts& ports = handle.ports;
  const std::shared_ptr<PortCore> core = ports.take_core(handle);
  if (core != nullptr) core->disentangle();  // the other side hears of it
  Host& host = ports.host_;
  host.call_back(handle.resource, [&] {
    Realm& realm = host.realm();
    const Value port(handle.object);
    realm.call(callback<"closed">(realm), Value(), Args(&port, 1));
  });
  std::erase_if(ports.open_, [&](const Open& open) { return open.handle == &handle; });
  host.guard_limits([&] { host.context().emit_destroy(handle.resource); });
  if (PortListener* listener = std::exchange(handle.listener, nullptr)) listener->closed();
}

std::shared_ptr<PortCore> MessagePorts::take_core(PortHandle& handle) {
  handle.core = nullptr;
  for (Open& open : open_) {
    if (open.handle == &handle) return std::move(open.core);
  }
  return nullptr;
}

void MessagePorts::shut_down() {
  for (Open& open : open_) {
    if (open.core != nullptr) open.core->set_owner(nullptr);
  }
  open_.clear();  // the other sides hear of it
}

void MessagePorts::trace_roots(Tracer& tracer) const {
  for (const Open& open : open_) tracer.visit(open.handle);
}

// ---- PortRegistry ----------------------------------------------------------------------------

PortCore* MessagePorts::core_of(Object* object, bool* is_port) {
  PortHandle* handle = handle_of(host_.realm(), object);
  *is_port = handle != nullptr;
  return handle == nullptr || handle->closing ? nullptr : handle->core;
}

std::shared_ptr<PortCore> MessagePorts::release(Object* object) {
  PortHandle& handle = *handle_of(host_.realm(), object);
  std::shared_ptr<PortCore> core = take_core(handle);
  core->set_owner(nullptr);
  close(handle);
  return core;
}

Object* MessagePorts::adopt(std::shared_ptr<PortCore> core) {
  return open(std::move(core))->object;
}

// ---- Messages --------------------------------------------------------------------------------

void MessagePorts::start(PortHandle& handle) {
  handle.receiving = true;
  host_.context().port_used(handle.resource, Context::PortUse::kStarted);
  if (handle.core->waiting() > 0) uv_async_send(&handle.async);
}

void MessagePorts::on_message(uv_async_t* async) {
  PortHandle& handle = *static_cast<PortHandle*>(async->data);
  if (handle.core == nullptr) return;
  handle.ports.drain(handle, std::max(handle.core->waiting(), kMessagesPerTurn));
  if (handle.core != nullptr && handle.receiving && handle.core->waiting() > 0) {
    uv_async_send(async);
  }
}

void MessagePorts::drain(PortHandle& handle, size_t limit) {
  // A port that a handler closes still hears what has arrived, until its close callback.
  for (; limit > 0 && handle.core != nullptr && !host_.loop().is_stopped(); --limit) {
    const std::shared_ptr<Message> message = handle.core->take(handle.receiving);
    if (message == nullptr) return;
    if (message->kind == Message::Kind::kClose) return close(handle);
    // After an exception the rest waits for the next turn.
    if (!deliver(handle, *message)) return;
  }
}

void MessagePorts::note_post(const PortHandle& from) {
  // Looked at first: only one variant has to know where a message goes.
  if (!host_.context().rules().is(RuleId::kMessageContext, MessageContext::kAtPost)) return;
  for (const Open& open : open_) {
    if (open.core == nullptr || !from.core->reaches(*open.core)) continue;
    host_.context().port_used(open.handle->resource, Context::PortUse::kPosted);
  }
}

std::shared_ptr<Message> MessagePorts::take(PortHandle& handle) {
  handle.core->let_others_post();
  std::shared_ptr<Message> message = handle.core->take(true);
  if (message != nullptr && message->kind == Message::Kind::kClose) {
    close(handle);
    return nullptr;
  }
  return message;
}

bool MessagePorts::deliver(PortHandle& handle, Message& message) {
  if (Footprint* footprint = Footprint::active()) {
    // Its reading is part of a step already.
    note_step(*footprint, *handle.resource);
    footprint->use_network();
    footprint->take_in(hash_of(message));
    footprint->write(handle.object);
  }
  if (message.kind == Message::Kind::kValue) return deliver_value(handle, message);
  return host_.call_back(handle.resource, [&] { handle.listener->receive(message); }) ==
         Outcome::kDone;
}

bool MessagePorts::deliver_value(PortHandle& handle, Message& message) {
  Realm& realm = host_.realm();
  Value data;
  Array* ports = nullptr;
  String* type = literal_of<"message">();
  // Before the callback: ports that arrive with the message are made in no context.
  const Outcome read = host_.guard_limits([&] {
    ports = realm.new_array();
    try {
      data = read_message(realm, *this, message, ports);
    } catch (const Throw& thrown) {
      data = thrown.value;
      type = literal_of<"messageerror">();
    }
  });
  if (read == Outcome::kStop) return false;
  const Outcome outcome = host_.call_back(handle.resource, [&] {
    const Value args[] = {handle.object, type, data, ports};
    realm.call(callback<"deliver">(realm), Value(), args);
  });
  return outcome == Outcome::kDone;
}

// ---- native:messaging ------------------------------------------------------------------------

namespace {

MessagePorts& ports_of(Realm& realm) {
  return Host::of(realm).ports();
}

Value is_port(Realm& realm, const Call& call) {
  return call.arg(0).is_object() && handle_of(realm, call.arg(0).as_object()) != nullptr;
}

Value require_port(Realm& realm, const Call& call) {
  ports_of(realm).require(realm, call.arg(0));
  return Value();
}

/// post(port, value, list): "sent", "nobody", "to-itself", "refused", or "closed" for a closed
/// port.
Value post(Realm& realm, const Call& call) {
  MessagePorts& ports = ports_of(realm);
  PortHandle* handle = ports.require(realm, call.arg(0));
  const ArenaVector<Value> transfer = list_from_array_like(realm, call.arg(2));
  const std::shared_ptr<Message> message =
      write_message(realm, ports, call.arg(1), Args(transfer.begin(), transfer.size()),
                    handle == nullptr ? nullptr : handle->core);
  if (handle == nullptr || handle->core == nullptr) return literal_of<"closed">();
  ports.note_post(*handle);
  const PortCore::Posted posted = handle->core->post(message);
  note_network(static_cast<int>(posted));
  switch (posted) {
    case PortCore::Posted::kSent:
      return literal_of<"sent">();
    case PortCore::Posted::kNobody:
      return literal_of<"nobody">();
    case PortCore::Posted::kRefused:
      return literal_of<"refused">();
    case PortCore::Posted::kToItself:
      break;
  }
  ports.close(*handle);
  return literal_of<"to-itself">();
}

Value start(Realm& realm, const Call& call) {
  if (PortHandle* handle = ports_of(realm).require(realm, call.arg(0))) {
    ports_of(realm).start(*handle);
  }
  return Value();
}

Value close_port(Realm& realm, const Call& call) {
  if (PortHandle* handle = ports_of(realm).require(realm, call.arg(0))) {
    ports_of(realm).close(*handle);
  }
  return Value();
}

Value ref(Realm& realm, const Call& call) {
  if (PortHandle* handle = ports_of(realm).require(realm, call.arg(0))) uv_ref(as_handle(*handle));
  return Value();
}

Value unref(Realm& realm, const Call& call) {
  if (PortHandle* handle = ports_of(realm).require(realm, call.arg(0))) {
    uv_unref(as_handle(*handle));
  }
  return Value();
}

Value has_ref(Realm& realm, const Call& call) {
  PortHandle* handle = ports_of(realm).require(realm, call.arg(0));
  return handle == nullptr ? Value() : Value(uv_has_ref(as_handle(*handle)) != 0);
}

/// receive(port, into): appends the next message to the array; false when there is none.
Value receive(Realm& realm, const Call& call) {
  MessagePorts& ports = ports_of(realm);
  PortHandle* handle = ports.find(call.arg(0));
  if (handle == nullptr || handle->core == nullptr) return false;
  const std::shared_ptr<Message> message = ports.take(*handle);
  note_network(message != nullptr ? 1 : 0);
  if (message == nullptr) return false;
  Footprint::take_in_if_active(hash_of(*message));
  as<Array>(call.arg(1))->push(realm, read_message(realm, ports, *message, realm.new_array()));
  return true;
}

Value make_channel_objects(Realm& realm, const Call&) {
  MessagePorts& ports = ports_of(realm);
  auto [first, second] = make_channel();
  const Value one(ports.adopt(std::move(first)));
  const Value two(ports.adopt(std::move(second)));
  const Value both[] = {one, two};
  return realm.new_array(both);
}

Value open_broadcast(Realm& realm, const Call& call) {
  const std::string name = realm.utf8(to_string(realm, call.arg(0)));
  return ports_of(realm).adopt(
      std::make_shared<PortCore>(Host::of(realm).shared().broadcast_group(name)));
}

/// clone(value, list): structuredClone.
Value clone(Realm& realm, const Call& call) {
  MessagePorts& ports = ports_of(realm);
  const ArenaVector<Value> transfer = list_from_array_like(realm, call.arg(1));
  const std::shared_ptr<Message> message =
      write_message(realm, ports, call.arg(0), Args(transfer.begin(), transfer.size()), nullptr);
  return read_message(realm, ports, *message, realm.new_array());
}

Value mark(Realm& realm, const Call& call) {
  if (call.arg(0).is_object()) mark_untransferable(realm, call.arg(0).as_object());
  return Value();
}

constexpr LazyProperty kRows[] = {
    lazy_method("isPort", is_port, 1),
    lazy_method("requirePort", require_port, 1),
    lazy_method("post", post, 3),
    lazy_method("start", start, 1),
    lazy_method("close", close_port, 1),
    lazy_method("ref", ref, 1),
    lazy_method("unref", unref, 1),
    lazy_method("hasRef", has_ref, 1),
    lazy_method("receive", receive, 2),
    lazy_method("makeChannel", make_channel_objects, 0),
    lazy_method("openBroadcast", open_broadcast, 1),
    lazy_method("clone", clone, 2),
    lazy_method("markAsUntransferable", mark, 1),
};
const LazyTable kTable(kRows);

}  // namespace

Value make_native_messaging(Realm& realm) {
  return realm.new_builtin(kTable);
}

}  // namespace actx
