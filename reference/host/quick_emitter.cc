// The methods of events.js in C++: see quick.h.
#include "host/listeners.h"
#include "host/quick_stream.h"
#include "value/conversions.h"

namespace actx {

namespace {

/// What is registered under one name of an emitter.
struct Handlers {
  Object* events = nullptr;            // null: there is no table
  const Property* property = nullptr;  // null: nobody listens

  /// False when the table or the name is not as EventEmitter makes them.
  bool find(Realm& realm, Object* emitter, Value name) {
    if (!(name.is_string() || name.is_symbol())) return false;
    const Value table = field<"_events">(realm, emitter);
    if (table.is_undefined()) return true;
    if (!table.is_object()) return false;
    events = table.as_object();
    if (events->is_exotic() || events->prototype() != nullptr || events->has_unmade_builtins()) {
      return false;
    }
    property = events->table().find(realm.to_property_key(name));
    return property == nullptr || (property->flags & kAccessor) == 0;
  }
  Value value() const { return property == nullptr ? Value() : property->value; }
};

/// The listeners of a list while they are called: a listener may change the list.
class ListenerCopy {
 public:
  ListenerCopy(Realm& realm, const Array& list) : count_(list.length()) {
    Value* copy = count_ <= kFew ? few_ : realm.arena().make_array<Value>(count_);
    std::copy_n(list.elements().begin(), count_, copy);
    first_ = copy;
  }
  const Value* begin() const { return first_; }
  const Value* end() const { return first_ + count_; }

 private:
  static constexpr uint32_t kFew = 8;
  uint32_t count_;
  Value few_[kFew];
  const Value* first_;
};

}  // namespace

// ---- Emitting --------------------------------------------------------------------------------

Value quick_emit(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  Object* emitter = quick.receiver();
  const Value type = call.arg(0);
  Handlers handlers;
  if (emitter == nullptr || !handlers.find(realm, emitter, type) ||
      (type.is_string() && realm.to_property_key(type) == key_of<"error">())) {
    return quick.run_slow();
  }
  const Value handler = handlers.value();
  if (handler.is_undefined()) return Value(false);
  const Args args = call.rest(1);
  const auto call_one = [&](Value listener) {
    const Value result = realm.call(listener, Value(emitter), args);
    if (result.is_nullish()) return;
    const Value capture = get_field(realm, emitter, PropertyKey::symbol(quick.kept(1).as_symbol()));
    if (!to_boolean(capture)) return;
    const Value told[] = {Value(emitter), result, type, Value(realm.new_array(args))};
    realm.call(quick.kept(2), Value(), told);
  };
  if (is_callable(handler)) {
    call_one(handler);
    return Value(true);
  }
  const Array* list = as<Array>(handler);
  if (list == nullptr || !list->is_packed()) return quick.run_slow();
  for (const Value listener : ListenerCopy(realm, *list)) call_one(listener);
  return Value(true);
}

// ---- Adding and removing ---------------------------------------------------------------------

Value quick_on(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  if (quick.receiver() != nullptr) {
    const Value limit = field<"standard", FieldOf::kOther>(realm, quick.kept(1).as_object());
    const Value args[] = {call.this_value, call.arg(0), call.arg(1), Value(false), limit};
    if (add_listener_plainly(realm, Call{Value(), args, nullptr, call.callee}).as_boolean()) {
      return call.this_value;
    }
  }
  return quick.run_slow();
}

Value quick_remove_listener(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  if (quick.receiver() != nullptr) {
    const Value args[] = {call.this_value, call.arg(0), call.arg(1)};
    if (remove_listener_plainly(realm, Call{Value(), args, nullptr, call.callee}).as_boolean()) {
      return call.this_value;
    }
  }
  return quick.run_slow();
}

namespace {

// A listener of once(): the slots of its function.
enum OnceSlot : uint8_t { kEmitter, kType, kListener, kFired };

/// Removes itself before it calls its listener.
Value call_once(Realm& realm, const Call& call) {
  NativeFunction& wrapper = *call.callee;
  if (wrapper.slot(kFired).is_boolean()) return Value();
  const Value emitter = wrapper.slot(kEmitter);
  const Value listener = wrapper.slot(kListener);
  const Value removed[] = {wrapper.slot(kType), Value(&wrapper)};
  invoke(realm, emitter, key_of<"removeListener">(), removed);
  wrapper.set_slot(kFired, Value(true));
  return realm.call(listener, emitter, call.args);
}

}  // namespace

Value quick_once(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  if (quick.receiver() == nullptr || !is_callable(call.arg(1))) return quick.run_slow();
  NativeFunction* wrapper = realm.new_native(call_once, literal_of<"bound onceWrapper">(), 0);
  wrapper->set_slot(kEmitter, call.this_value);
  wrapper->set_slot(kType, call.arg(0));
  wrapper->set_slot(kListener, call.arg(1));
  wrapper->define_raw(realm, key_of<"listener">(), call.arg(1));
  const Value added[] = {call.arg(0), Value(wrapper)};
  invoke(realm, call.this_value, key_of<"on">(), added);
  return call.this_value;
}

// ---- The rest --------------------------------------------------------------------------------

Value quick_listener_count(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  Object* emitter = quick.receiver();
  Handlers handlers;
  if (emitter == nullptr || !call.arg(1).is_nullish() ||
      !handlers.find(realm, emitter, call.arg(0))) {
    return quick.run_slow();
  }
  const Value handler = handlers.value();
  if (handler.is_undefined()) return Value(0);
  if (is_callable(handler)) return Value(1);
  const Array* list = as<Array>(handler);
  return list == nullptr ? quick.run_slow() : Value(list->length());
}

Value quick_init_emitter(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  Object* emitter = quick.receiver();
  const PropertyKey events = key_of<"_events">();
  const Value options = call.arg(0);
  if (emitter == nullptr || emitter->is_exotic() || emitter->prototype() == nullptr ||
      emitter->own_slot(realm, events) != nullptr) {
    return quick.run_slow();
  }
  if (to_boolean(options) &&
      (!options.is_object() ||
       to_boolean(get_field(realm, options.as_object(), key_of<"captureRejections">())))) {
    return quick.run_slow();
  }
  set_field(realm, emitter, events, Value(realm.make<Object>(static_cast<Object*>(nullptr))));
  set_field(realm, emitter, key_of<"_eventsCount">(), Value(0));
  const PropertyKey limit = key_of<"_maxListeners">();
  const Value inherited = get_field(realm, emitter, limit);
  set_field(realm, emitter, limit, to_boolean(inherited) ? inherited : Value());
  const PropertyKey capture = PropertyKey::symbol(quick.kept(1).as_symbol());
  set_field(realm, emitter, capture, get_field(realm, quick.kept(2).as_object(), capture));
  return Value();
}

namespace {

bool is_event(Realm& realm, Value type, PropertyKey event) {
  return type.is_string() && realm.to_property_key(type) == event;
}

bool may_call_stream(Realm& realm, const QuickCall& quick, Value type) {
  return quick.receiver() != nullptr && (type.is_string() || type.is_symbol()) &&
         !is_event(realm, type, key_of<"readable">());
}

/// Who listens for data wants it: the stream begins to flow, unless it was paused.
void data_is_wanted(Realm& realm, Object* stream) {
  const ReadingState state = reading_of(realm, stream);
  const Value count =
      call_method(realm, stream, key_of<"listenerCount">(), {Value(literal_of<"readable">())});
  state.set<"readableListening">(Value(to_number(realm, count) > 0));
  const Value flowing = state.get<"flowing">();
  if (!flowing.is_boolean() || flowing.as_boolean()) {
    call_method(realm, stream, key_of<"resume">(), {});
  }
}

}  // namespace

Value quick_readable_on(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  if (!may_call_stream(realm, quick, call.arg(0)) || !reading_of(realm, quick.receiver())) {
    return quick.run_slow();
  }
  Object* stream = quick.receiver();
  const Value result = realm.call(get_field(realm, quick.kept(1).as_object(), key_of<"on">()),
                                  call.this_value, call.args);
  if (is_event(realm, call.arg(0), key_of<"data">())) data_is_wanted(realm, stream);
  return result;
}

Value quick_readable_remove_listener(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  if (!may_call_stream(realm, quick, call.arg(0))) return quick.run_slow();
  return realm.call(get_field(realm, quick.kept(1).as_object(), key_of<"removeListener">()),
                    call.this_value, call.args);
}

}  // namespace actx
