// class AsyncLocalStorage of node:async_hooks.
#include "host/async_hooks.h"
#include "host/exact_cast.h"
#include "host/node_errors.h"
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/static_key.h"
#include "value/tracer.h"

namespace actx {
namespace {

class StorageObject;

/// The instance behind a StorageObject. Where stores live on resources, its key and state show as
/// own properties of the object.
class ProgramStorage final : public AsyncLocalStorage {
 public:
  ProgramStorage(Context& context, StorageObject* object)
      : AsyncLocalStorage(context), object_(object) {
    changed();
  }
  void set_name(String* name) { name_ = name; }
  String* name() const { return name_; }
  void trace(Tracer& tracer) const override;

 protected:
  void changed() override;

 private:
  StorageObject* object_;
  String* name_ = nullptr;
};

class StorageObject final : public Object {
 public:
  explicit StorageObject(Object* prototype) : Object(prototype, ObjectClass::kHost) {}
  void trace(Tracer& tracer) const override {
    Object::trace(tracer);
    tracer.visit(storage);
  }
  ProgramStorage* storage = nullptr;
};

void ProgramStorage::trace(Tracer& tracer) const {
  AsyncLocalStorage::trace(tracer);
  tracer.visit(object_);
}

void ProgramStorage::changed() {
  Realm& realm = context().realm();
  if (context().stores_in_frames()) return;
  object_->put(realm, key_of<"kResourceStore">(), Value(key()));
  object_->put(realm, key_of<"enabled">(), Value(is_enabled()));
}

AsyncLocalStorage& this_storage(Realm& realm, const Call& call, const char* method) {
  auto* object = exact_cast<StorageObject>(call.this_value);
  if (object == nullptr)
    throw_type_error(realm, std::string("this.") + method + " is not a function");
  return *object->storage;
}

// Calling back ----------------------------------------------------------------

/// A callback of run() or exit() that a mutant calls too late.
class LateCallback final : public Job {
 public:
  LateCallback(Value callback, Array* args) : callback_(callback), args_(args) {}
  void run(Realm& realm) override {
    const ArenaVector<Value>& args = args_->elements();
    apply_callback(realm, callback_, Value::null(), Args(args.begin(), args.size()));
  }
  void trace(Tracer& tracer) const override {
    tracer.visit(callback_);
    tracer.visit(args_);
  }

 private:
  Value callback_;
  Array* args_;
};

Value receiver_of(const Rules& rules, Value storage) {
  switch (rules.callback_this()) {
    case CallbackThis::kNull:
      break;
    case CallbackThis::kUndefined:
      return Value();
    case CallbackThis::kInstance:
      return storage;
  }
  return Value::null();
}

/// Calls `callback` with the arguments after it, as run() and exit() do (ALS-RUN-04, ALS-RUN-10).
Value call_back(Realm& realm, Value storage, Value callback, Args rest) {
  const Rules& rules = context_of(realm).rules();
  Value array;
  switch (rules.callback_arguments()) {
    case CallbackArguments::kRest:
      break;
    case CallbackArguments::kNone:
      rest = Args();
      break;
    case CallbackArguments::kFirstOnly:
      rest = rest.subspan(0, rest.empty() ? 0 : 1);
      break;
    case CallbackArguments::kAsArray:
      array = Value(realm.new_array(rest));
      rest = Args(&array, 1);
      break;
  }
  const Value receiver = receiver_of(rules, storage);
  switch (rules.callback_call()) {
    case CallbackCall::kOnce:
      break;
    case CallbackCall::kDeferred:
      realm.enqueue_job(realm.make<LateCallback>(callback, realm.new_array(rest)));
      return Value();
    case CallbackCall::kTwice:
      apply_callback(realm, callback, receiver, rest);
      break;
  }
  return apply_callback(realm, callback, receiver, rest);
}

// Methods ---------------------------------------------------------------------

Value storage_run(Realm& realm, const Call& call) {
  AsyncLocalStorage& storage = this_storage(realm, call, "getStore");
  const auto callback = [&] {
    return call_back(realm, call.this_value, call.arg(1), call.rest(2));
  };
  return storage.run(call.arg(0), callback);
}

Value storage_exit(Realm& realm, const Call& call) {
  AsyncLocalStorage& storage = this_storage(realm, call, "disable");
  const auto callback = [&] {
    return call_back(realm, call.this_value, call.arg(0), call.rest(1));
  };
  return storage.exit(callback);
}

Value storage_enter_with(Realm& realm, const Call& call) {
  this_storage(realm, call, "_enable").enter_with(call.arg(0));
  return Value();
}

Value storage_disable(Realm& realm, const Call& call) {
  this_storage(realm, call, "_disable").disable();
  return Value();
}

Value storage_get_store(Realm& realm, const Call& call) {
  return this_storage(realm, call, "getStore").get_store();
}

/// _enable(): internal to Node, but on the prototype.
Value storage_enable(Realm& realm, const Call& call) {
  this_storage(realm, call, "_enable").enable_now();
  return Value();
}

/// _propagate(resource, triggerResource): internal to Node, but on the prototype.
Value storage_propagate(Realm& realm, const Call& call) {
  const AsyncLocalStorage& storage = this_storage(realm, call, "_propagate");
  const PropertyKey key = PropertyKey::symbol(storage.key());
  const Value store = get_value(realm, call.arg(1), key);
  if (storage.is_enabled()) set_value(realm, call.arg(0), key, store, true);
  return Value();
}

Value storage_name(Realm& realm, const Call& call) {
  auto& storage = static_cast<ProgramStorage&>(this_storage(realm, call, "name"));
  return Value(storage.name() == nullptr ? realm.literal("") : storage.name());
}

constexpr LazyProperty kMethods[] = {
    class_constructor<Host::kAsyncLocalStorage>(),
    lazy_method("disable", storage_disable, 0),
    lazy_method("_enable", storage_enable, 0),
    lazy_method("_propagate", storage_propagate, 3),
    lazy_method("enterWith", storage_enter_with, 1),
    lazy_method("run", storage_run, 2),
    lazy_method("exit", storage_exit, 1),
    lazy_method("getStore", storage_get_store, 0),
};
const LazyTable kMethodTable(kMethods);

// Frames need neither of the internal methods, and instances have names.
constexpr LazyProperty kFrameMethods[] = {
    class_constructor<Host::kAsyncLocalStorage>(),
    lazy_getter("name", storage_name),
    lazy_method("disable", storage_disable, 0),
    lazy_method("enterWith", storage_enter_with, 1),
    lazy_method("run", storage_run, 2),
    lazy_method("exit", storage_exit, 1),
    lazy_method("getStore", storage_get_store, 0),
};
const LazyTable kFrameMethodTable(kFrameMethods);

// Construction and statics ----------------------------------------------------

/// Takes {defaultValue, name} (ALS-NEW-03).
void take_options(Realm& realm, ProgramStorage& storage, Value options) {
  if (options.is_undefined()) return;
  if (!options.is_object() || is_array(realm, options) || is_callable(options)) {
    throw_invalid_arg_type(realm, "options", "Object", options);
  }
  storage.set_default(get_value(realm, options, key_of<"defaultValue">()));
  const Value name = get_value(realm, options, realm.names().name);
  if (!name.is_undefined()) storage.set_name(to_string(realm, name));
}

Value construct_storage(Realm& realm, const Call& call) {
  if (!call.is_construct()) {
    throw_type_error(realm, "Class constructor AsyncLocalStorage cannot be invoked without 'new'");
  }
  Context& context = context_of(realm);
  auto* object = realm.make<StorageObject>(prototype_for(realm, call));
  if (Footprint* footprint = Footprint::active()) footprint->notes_itself(object);
  object->storage = realm.make<ProgramStorage>(context, object);
  if (context.rules().constructor_options() == ConstructorOptions::kHonoured) {
    take_options(realm, *object->storage, call.arg(0));
  }
  return Value(object);
}

/// AsyncLocalStorage.bind(fn).
Value storage_bind(Realm& realm, const Call& call) {
  return bind_to_current(realm, call.arg(0), Value(), Value(), ResourceKind::kBound);
}

/// What a snapshot binds: (cb, ...args) => cb(...args).
Value call_first_argument(Realm& realm, const Call& call) {
  if (!is_callable(call.arg(0))) throw_type_error(realm, "cb is not a function");
  switch (context_of(realm).rules().snapshot_call()) {
    case SnapshotCall::kPassesAll:
      break;
    case SnapshotCall::kDropsArguments:
      return realm.call(call.arg(0), Value(), Args());
    case SnapshotCall::kDropsResult:
      realm.call(call.arg(0), Value(), call.rest(1));
      return Value();
  }
  return realm.call(call.arg(0), Value(), call.rest(1));
}

/// AsyncLocalStorage.snapshot().
Value storage_snapshot(Realm& realm, const Call&) {
  NativeFunction* caller = realm.new_native(call_first_argument, "", 1);
  return bind_to_current(realm, Value(caller), Value(), Value(), ResourceKind::kSnapshot);
}

constexpr LazyProperty kStatics[] = {
    class_prototype([](Realm& realm) {
      const bool frames = context_of(realm).stores_in_frames();
      return Value(realm.new_builtin(frames ? kFrameMethodTable : kMethodTable));
    }),
    lazy_method("bind", storage_bind, 1),
    lazy_method("snapshot", storage_snapshot, 0),
};
const LazyTable kStaticTable(kStatics);

}  // namespace

NativeFunction* async_local_storage_class(Realm& realm) {
  return native_class(realm, Host::kAsyncLocalStorage, construct_storage, "AsyncLocalStorage", 0,
                      kStaticTable);
}

}  // namespace actx
