#include "value/builtins/promise_combinators.h"

#include "value/async_stack.h"
#include "value/builtins/receiver.h"
#include "value/footprint.h"
#include "value/promise.h"

namespace actx {

namespace {

enum class Kind : uint8_t { kAll, kAllSettled, kAny };

/// What the element functions of one call share: the values and the count of missing ones.
class Gathering final : public Cell {
 public:
  Gathering(Kind kind, const Capability& capability) : kind_(kind), capability_(capability) {}

  /// Adds a place. Returns its index.
  uint32_t add(Realm& realm) {
    Footprint::write_if_active(this);
    values_.push_back(realm.arena(), Value::empty());
    ++missing_;
    return values_.size() - 1;
  }
  /// Fills a place the first time ("already called" afterwards). Finishes after the last.
  void fill(Realm& realm, uint32_t index, Value value) {
    values_[index] = value;
    Footprint* footprint = Footprint::active();
    if (footprint == nullptr || !footprint->may_join()) return finish_one(realm);
    // Values have their places: which step comes last makes no difference.
    footprint->add_part(this);
    if (--missing_ > 0) return;
    const Join join(*footprint, this);
    finish(realm);
  }
  Kind kind() const { return kind_; }
  /// What the call returned.
  Value promise() const { return capability_.promise; }
  bool is_filled(uint32_t index) const { return !values_[index].is_empty(); }
  /// A cell for the place.
  const void* place(uint32_t index) const {
    return reinterpret_cast<const char*>(this) + 2 * index + 1;
  }
  void finish_one(Realm& realm) {
    Footprint::write_if_active(this);
    if (--missing_ == 0) finish(realm);
  }

  void trace(Tracer& tracer) const override {
    for (const Value& value : values_) tracer.visit(value);
    tracer.visit(capability_.promise);
    tracer.visit(capability_.resolve);
    tracer.visit(capability_.reject);
  }

 private:
  void finish(Realm& realm) {
    Array* array = array_from_list(realm, Args(values_.begin(), values_.size()));
    if (kind_ != Kind::kAny) return resolve_capability(realm, capability_, Value(array));
    Object* error =
        make_error(realm, Intrinsic::kAggregateErrorPrototype, "All promises were rejected");
    error->define_raw(realm, realm.names().errors, Value(array), kHidden);
    reject_capability(realm, capability_, Value(error));
  }

  Kind kind_;
  Capability capability_;
  uint32_t missing_ = 1;  // the loop itself counts as one
  ArenaVector<Value> values_;
};

// Element functions keep their index in slot 0 and the Gathering in their cell.

Value fill_place(Realm& realm, const Call& call, Value (*make)(Realm&, Value)) {
  auto* gathering = static_cast<Gathering*>(call.callee->cell());
  auto index = static_cast<uint32_t>(call.callee->slot(0).as_number());
  Footprint::write_if_active(gathering->place(index));  // the first call fills it
  if (!gathering->is_filled(index)) gathering->fill(realm, index, make(realm, call.arg(0)));
  return Value();
}

Value same(Realm&, Value value) {
  return value;
}
Value settled(Realm& realm, PropertyKey status, PropertyKey key, Value value) {
  Object* object = realm.new_object();
  object->define_raw(realm, realm.names().status, Value(status.as_atom()));
  object->define_raw(realm, key, value);
  return Value(object);
}
Value settled_value(Realm& realm, Value value) {
  return settled(realm, realm.names().fulfilled, realm.names().value, value);
}
Value settled_reason(Realm& realm, Value reason) {
  return settled(realm, realm.names().rejected, realm.names().reason, reason);
}

Value element_plain(Realm& realm, const Call& call) {
  return fill_place(realm, call, same);
}
Value element_value(Realm& realm, const Call& call) {
  return fill_place(realm, call, settled_value);
}
Value element_reason(Realm& realm, const Call& call) {
  return fill_place(realm, call, settled_reason);
}

const char16_t* combinator_name(Kind kind) {
  switch (kind) {
    case Kind::kAll:
      return u"all";
    case Kind::kAllSettled:
      return u"allSettled";
    default:
      return u"any";
  }
}

/// The element function that a reaction calls, or null.
NativeFunction* element_of(const Reaction& reaction) {
  for (const Value handler : {reaction.on_fulfilled, reaction.on_rejected}) {
    for (const NativeFn fn : {element_plain, element_value, element_reason}) {
      if (is_native(handler, fn)) return static_cast<NativeFunction*>(handler.as_object());
    }
  }
  return nullptr;
}

Value element_function(Realm& realm, NativeFn fn, uint32_t index, Gathering* gathering) {
  NativeFunction* function = realm.new_native(fn, realm.names().empty.as_atom(), 1);
  function->set_slot(0, Value(index));
  function->set_cell(gathering);
  return Value(function);
}

/// GetPromiseResolve (27.2.4.1.1).
Value promise_resolve_method(Realm& realm, Value constructor) {
  Value method = get_value(realm, constructor, realm.names().resolve);
  if (!is_callable(method)) throw_type_error(realm, "resolve is not a function");
  return method;
}

/// The loop all four share: for each element, `react(next_promise)`.
template <class F>
void for_each_promise(Realm& realm, Value constructor, Value iterable, F&& react) {
  Value resolve = promise_resolve_method(realm, constructor);
  iterate(realm, iterable,
          [&](Value element) { react(realm.call(resolve, constructor, Args(&element, 1))); });
}

Value gather(Realm& realm, const Call& call, Kind kind) {
  Value constructor = call.this_value;
  Capability capability = new_capability(realm, constructor);
  make_capability_functions(realm, &capability);
  auto* gathering = realm.make<Gathering>(kind, capability);
  try {
    for_each_promise(realm, constructor, call.arg(0), [&](Value promise) {
      uint32_t index = gathering->add(realm);
      Value handlers[] = {capability.resolve, capability.reject};
      if (kind != Kind::kAny) {
        NativeFn fn = kind == Kind::kAll ? element_plain : element_value;
        handlers[0] = element_function(realm, fn, index, gathering);
      }
      if (kind != Kind::kAll) {
        NativeFn fn = kind == Kind::kAny ? element_plain : element_reason;
        handlers[1] = element_function(realm, fn, index, gathering);
      }
      invoke_method(realm, promise, realm.names().then, handlers);
    });
    gathering->finish_one(realm);
  } catch (const Throw& thrown) {
    reject_capability(realm, capability, thrown.value);
  }
  return capability.promise;
}

void check_receiver(Realm& realm, const Call& call, const char* name) {
  if (call.this_value.is_object()) return;
  throw_type_error(realm, std::string(name) + " called on non-object");
}

}  // namespace

Value promise_all(Realm& realm, const Call& call) {
  check_receiver(realm, call, "Promise.all");
  return gather(realm, call, Kind::kAll);
}

Value promise_all_settled(Realm& realm, const Call& call) {
  check_receiver(realm, call, "Promise.allSettled");
  return gather(realm, call, Kind::kAllSettled);
}

Value promise_any(Realm& realm, const Call& call) {
  check_receiver(realm, call, "Promise.any");
  return gather(realm, call, Kind::kAny);
}

Promise* describe_combinator(const Reaction& reaction, std::u16string* out) {
  const NativeFunction* element = element_of(reaction);
  if (element == nullptr) return nullptr;
  const auto* gathering = static_cast<const Gathering*>(element->cell());
  const std::string index = std::to_string(static_cast<uint32_t>(element->slot(0).as_number()));
  *out += std::u16string(u"async Promise.") + combinator_name(gathering->kind()) + u" (index " +
          std::u16string(index.begin(), index.end()) + u")";
  return as<Promise>(gathering->promise());
}

Value promise_race(Realm& realm, const Call& call) {
  check_receiver(realm, call, "Promise.race");
  Capability capability = new_capability(realm, call.this_value);
  make_capability_functions(realm, &capability);
  try {
    for_each_promise(realm, call.this_value, call.arg(0), [&](Value promise) {
      const Value handlers[] = {capability.resolve, capability.reject};
      invoke_method(realm, promise, realm.names().then, handlers);
    });
  } catch (const Throw& thrown) {
    reject_capability(realm, capability, thrown.value);
  }
  return capability.promise;
}

}  // namespace actx
