#include "host/async_hooks.h"

#include "host/exact_cast.h"
#include "host/node_errors.h"
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/tracer.h"

namespace actx {
namespace {

// createHook ------------------------------------------------------------------

/// The callbacks of createHook, in the order in which it reads them.
constexpr const char* kCallbackNames[] = {"init", "before", "after", "destroy", "promiseResolve"};
constexpr uint8_t kCallbackEvents[] = {kInitEvent, kBeforeEvent, kAfterEvent, kDestroyEvent,
                                       kPromiseResolveEvent};
constexpr size_t kCallbacks = 5;

/// A hook whose callbacks are functions of the program. Their receiver is the AsyncHook object.
class ProgramHook final : public Hook {
 public:
  ProgramHook(uint8_t events, Object* object, const Value (&callbacks)[kCallbacks])
      : Hook(events), object_(object) {
    for (size_t i = 0; i < kCallbacks; ++i) callbacks_[i] = callbacks[i];
  }

  void init(Context& context, Resource& resource) override {
    const Value args[] = {Value(static_cast<double>(resource.async_id)), Value(resource.type),
                          Value(static_cast<double>(resource.trigger_id)), Value(resource.object)};
    call(context, 0, args);
  }
  void before(Context& context, AsyncId id) override { call_with_id(context, 1, id); }
  void after(Context& context, AsyncId id) override { call_with_id(context, 2, id); }
  void destroy(Context& context, AsyncId id) override { call_with_id(context, 3, id); }
  void promise_resolve(Context& context, AsyncId id) override { call_with_id(context, 4, id); }

  void trace(Tracer& tracer) const override {
    tracer.visit(object_);
    for (const Value& callback : callbacks_) tracer.visit(callback);
  }

 private:
  void call_with_id(Context& context, size_t callback, AsyncId id) {
    const Value args[] = {Value(static_cast<double>(id))};
    call(context, callback, args);
  }
  void call(Context& context, size_t callback, Args args) {
    context.realm().call(callbacks_[callback], Value(object_), args);
  }

  Object* object_;
  Value callbacks_[kCallbacks];
};

/// What createHook returns.
class AsyncHookObject final : public Object {
 public:
  explicit AsyncHookObject(Object* prototype) : Object(prototype, ObjectClass::kHost) {}
  void trace(Tracer& tracer) const override {
    Object::trace(tracer);
    tracer.visit(hook);
  }
  ProgramHook* hook = nullptr;
};

PropertyKey callback_key(size_t callback) {
  static thread_local PropertyKey keys[kCallbacks];
  if (keys[callback].is_none()) {
    keys[callback] =
        PropertyKey::symbol(AtomTable::for_thread().make_symbol(kCallbackNames[callback]));
  }
  return keys[callback];
}

Value construct_hook(Realm& realm, const Call& call) {
  const Value callbacks_object = call.arg(0);
  if (callbacks_object.is_nullish()) {
    const bool null = callbacks_object.is_null();
    throw_type_error(realm, std::string("Cannot destructure property 'init' of '") +
                                (null ? "object null" : "undefined") + "' as it is " +
                                (null ? "null." : "undefined."));
  }
  Value callbacks[kCallbacks];
  for (size_t i = 0; i < kCallbacks; ++i) {
    callbacks[i] = get_value(realm, callbacks_object, realm.key(kCallbackNames[i]));
  }
  uint8_t events = 0;
  for (size_t i = 0; i < kCallbacks; ++i) {
    if (is_callable(callbacks[i])) {
      events |= kCallbackEvents[i];
    } else if (!callbacks[i].is_undefined()) {
      throw_node_error(realm, Intrinsic::kTypeErrorPrototype, "ERR_ASYNC_CALLBACK",
                       std::string("hook.") + kCallbackNames[i] + " must be a function");
    }
  }
  auto* object = realm.make<AsyncHookObject>(prototype_for(realm, call));
  object->hook = realm.make<ProgramHook>(events, object, callbacks);
  for (size_t i = 0; i < kCallbacks; ++i) {
    object->define_raw(realm, callback_key(i), callbacks[i]);
  }
  return Value(object);
}

Value async_hook(Realm& realm, const Call& call) {
  if (!call.is_construct()) {
    throw_type_error(realm, "Class constructor AsyncHook cannot be invoked without 'new'");
  }
  return construct_hook(realm, call);
}

AsyncHookObject* this_hook(Realm& realm, const Call& call) {
  auto* hook = exact_cast<AsyncHookObject>(call.this_value);
  if (hook == nullptr) throw_type_error(realm, "The receiver is not an AsyncHook");
  return hook;
}

Value hook_enable(Realm& realm, const Call& call) {
  context_of(realm).enable_hook(this_hook(realm, call)->hook);
  return call.this_value;
}

Value hook_disable(Realm& realm, const Call& call) {
  context_of(realm).disable_hook(this_hook(realm, call)->hook);
  return call.this_value;
}

constexpr LazyProperty kHookMethods[] = {
    class_constructor<Host::kAsyncHook>(),
    lazy_method("enable", hook_enable, 0),
    lazy_method("disable", hook_disable, 0),
};
const LazyTable kHookTable(kHookMethods);

constexpr LazyProperty kHookStatics[] = {
    class_prototype([](Realm& realm) { return Value(realm.new_builtin(kHookTable)); }),
};
const LazyTable kHookStaticTable(kHookStatics);

NativeFunction* hook_class(Realm& realm) {
  return native_class(realm, Host::kAsyncHook, async_hook, "AsyncHook", 1, kHookStaticTable);
}

/// createHook(callbacks).
Value create_hook(Realm& realm, const Call& call) {
  return realm.construct(Value(hook_class(realm)),
                         call.args.subspan(0, std::min<size_t>(call.args.size(), 1)));
}

// Ids -------------------------------------------------------------------------

Value execution_async_id(Realm& realm, const Call&) {
  Footprint::give_up_if_active();
  return Value(static_cast<double>(context_of(realm).execution_async_id()));
}

Value trigger_async_id(Realm& realm, const Call&) {
  Footprint::give_up_if_active();
  return Value(static_cast<double>(context_of(realm).trigger_async_id()));
}

Value execution_async_resource(Realm& realm, const Call&) {
  return Value(context_of(realm).execution_async_resource());
}

/// asyncWrapProviders: the names of native resource types, frozen, without a prototype.
Value make_providers(Realm& realm) {
  auto* providers = realm.make<Object>(nullptr);
  int number = 0;
#define PROVIDER(name) providers->define_raw(realm, realm.key(#name), Value(number++), kEnumerable);
#include "host/providers.def"
#undef PROVIDER
  providers->set_extensible_raw(false);
  return Value(providers);
}

// The exports. Most programs take one or two of them.
constexpr LazyProperty kExports[] = {
    lazy_factory(
        "AsyncLocalStorage", [](Realm& realm) { return Value(async_local_storage_class(realm)); },
        kAll),
    lazy_method("createHook", create_hook, 1, kAll),
    lazy_method("executionAsyncId", execution_async_id, 0, kAll),
    lazy_method("triggerAsyncId", trigger_async_id, 0, kAll),
    lazy_method("executionAsyncResource", execution_async_resource, 0, kAll),
    lazy_factory("asyncWrapProviders", make_providers, kAll),
    lazy_factory(
        "AsyncResource", [](Realm& realm) { return Value(async_resource_class(realm)); }, kAll),
};
const LazyTable kExportTable(kExports);

}  // namespace

Object* prototype_for(Realm& realm, const Call& call) {
  if (call.new_target != nullptr) {
    const Value given = call.new_target->get(realm, realm.names().prototype);
    if (given.is_object()) return given.as_object();
  }
  return call.callee->get(realm, realm.names().prototype).as_object();
}

NativeFunction* native_class(Realm& realm, Host::Slot slot, NativeFn constructor, const char* name,
                             uint8_t length, const LazyTable& statics) {
  Object*& known = Host::of(realm).slot(slot);
  if (known == nullptr) {
    NativeFunction* made = realm.new_constructor(constructor, name, length, statics);
    made->set_class();
    known = made;
  }
  return static_cast<NativeFunction*>(known);
}

Value apply_callback(Realm& realm, Value callback, Value this_value, Args args) {
  if (!is_callable(callback)) {
    throw_type_error(realm, "Function.prototype.apply was called on " +
                                describe_for_message(realm, callback) + ", which is a " +
                                realm.utf8(type_of(realm, callback)) + " and not a function");
  }
  return realm.call(callback, this_value, args);
}

Value make_async_hooks_module(Realm& realm) {
  return Value(realm.new_builtin(kExportTable));
}

}  // namespace actx
