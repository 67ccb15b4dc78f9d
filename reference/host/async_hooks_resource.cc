// class AsyncResource of node:async_hooks, and the functions that bind makes.
#include <cmath>

#include "host/async_hooks.h"
#include "host/exact_cast.h"
#include "host/node_errors.h"
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/static_key.h"
#include "value/tracer.h"

namespace actx {

void AsyncResourceObject::trace(Tracer& tracer) const {
  Object::trace(tracer);
  if (resource != nullptr) tracer.visit(resource->resource());
}

namespace {

constexpr double kMaxSafeInteger = 9007199254740991;

// Construction ----------------------------------------------------------------

/// The type argument as a string (AR-NEW-01).
String* take_type(Realm& realm, Value type) {
  if (type.is_string()) return type.as_string();
  if (context_of(realm).rules().type_check() == TypeCheck::kThrows) {
    throw_invalid_arg_type(realm, "type", "string", type);
  }
  return literal_of<"AsyncResource">();
}

/// A triggerAsyncId as an id (AR-NEW-03).
AsyncId take_trigger(Realm& realm, Value trigger) {
  const double number = trigger.is_number() ? trigger.as_number() : NAN;
  if (number == std::floor(number) && number >= -1 && number <= kMaxSafeInteger) {
    return static_cast<AsyncId>(number);
  }
  if (context_of(realm).rules().trigger_check() == TriggerCheck::kThrows) {
    const std::string shown = trigger.is_string()    ? realm.utf8(trigger.as_string())
                              : is_callable(trigger) ? realm.utf8(to_string(realm, trigger))
                                                     : inspect_for_message(realm, trigger);
    throw_node_error(realm, Intrinsic::kRangeErrorPrototype, "ERR_INVALID_ASYNC_ID",
                     "Invalid triggerAsyncId value: " + shown);
  }
  return 0;
}

AsyncResource::Options take_options(Realm& realm, Value given) {
  AsyncResource::Options options;
  if (given.is_undefined()) return options;
  if (given.is_number()) {
    options.trigger = take_trigger(realm, given);
    return options;
  }
  const Value trigger = get_value(realm, given, key_of<"triggerAsyncId">());
  options.require_manual_destroy =
      to_boolean(get_value(realm, given, key_of<"requireManualDestroy">()));
  if (!trigger.is_undefined()) options.trigger = take_trigger(realm, trigger);
  return options;
}

/// Makes the resource of `object` and shows its ids, before init hooks look at it.
void set_up(Realm& realm, AsyncResourceObject* object, String* type,
            const AsyncResource::Options& options) {
  object->resource = realm.make<AsyncResource>(context_of(realm), type, object, options);
}

Value construct_resource(Realm& realm, const Call& call) {
  if (!call.is_construct()) {
    throw_type_error(realm, "Class constructor AsyncResource cannot be invoked without 'new'");
  }
  auto* object = realm.make<AsyncResourceObject>(prototype_for(realm, call));
  String* type = take_type(realm, call.arg(0));
  set_up(realm, object, type, take_options(realm, call.arg(1)));
  return Value(object);
}

// Methods ---------------------------------------------------------------------

AsyncResourceObject* find_resource(Value value) {
  auto* object = exact_cast<AsyncResourceObject>(value);
  return object == nullptr || object->resource == nullptr ? nullptr : object;
}

AsyncResourceObject* this_resource(Realm& realm, const Call& call) {
  AsyncResourceObject* object = find_resource(call.this_value);
  if (object == nullptr) throw_type_error(realm, "The receiver is not an AsyncResource");
  return object;
}

/// runInAsyncScope(fn, thisArg, ...args) (AR-SCOPE-04).
Value run_in_scope(Realm& realm, AsyncResourceObject* object, Value fn, Value this_arg, Args args) {
  bool drops_result = false;
  switch (context_of(realm).rules().scope_call()) {
    case ScopeCall::kPassesAll:
      break;
    case ScopeCall::kDropsThis:
      this_arg = Value();
      break;
    case ScopeCall::kDropsArguments:
      args = Args();
      break;
    case ScopeCall::kDropsResult:
      drops_result = true;
      break;
  }
  const auto callback = [&] { return apply_callback(realm, fn, this_arg, args); };
  const Value result = object->resource->run_in_async_scope(callback);
  return drops_result ? Value() : result;
}

Value resource_run_in_async_scope(Realm& realm, const Call& call) {
  return run_in_scope(realm, this_resource(realm, call), call.arg(0), call.arg(1), call.rest(2));
}

Value resource_emit_destroy(Realm& realm, const Call& call) {
  this_resource(realm, call)->resource->emit_destroy();
  const bool itself =
      context_of(realm).rules().emit_destroy_result() == EmitDestroyResult::kResource;
  return itself ? call.this_value : Value();
}

Value resource_async_id(Realm&, const Call& call) {
  Footprint::give_up_if_active();
  AsyncResourceObject* object = find_resource(call.this_value);
  return object == nullptr ? Value() : Value(static_cast<double>(object->resource->async_id()));
}

Value resource_trigger_async_id(Realm&, const Call& call) {
  Footprint::give_up_if_active();
  AsyncResourceObject* object = find_resource(call.this_value);
  return object == nullptr ? Value()
                           : Value(static_cast<double>(object->resource->trigger_async_id()));
}

/// bind(fn, thisArg) (AR-BIND-04).
Value resource_bind(Realm& realm, const Call& call) {
  AsyncResourceObject* object = this_resource(realm, call);
  if (context_of(realm).rules().bind_check() == BindCheck::kThrows || is_callable(call.arg(0))) {
    validate_function(realm, call.arg(0), "fn");
    return Value(bind_to_resource(realm, object, call.arg(0).as_object(), call.arg(1)));
  }
  return Value(bind_to_resource(realm, object, realm.new_object(), call.arg(1)));
}

constexpr LazyProperty kMethods[] = {
    class_constructor<Host::kAsyncResource>(),
    lazy_method("runInAsyncScope", resource_run_in_async_scope, 2),
    lazy_method("emitDestroy", resource_emit_destroy, 0),
    lazy_method("asyncId", resource_async_id, 0),
    lazy_method("triggerAsyncId", resource_trigger_async_id, 0),
    lazy_method("bind", resource_bind, 2),
};
const LazyTable kMethodTable(kMethods);

// Bound functions -------------------------------------------------------------

// Slots of a bound function.
enum BoundSlot : uint32_t { kFunction, kResource, kThis, kHasThis };

/// The receiver of the function that was bound (AR-BIND-02).
Value bound_receiver(const Rules& rules, const Call& call, Value callers) {
  const bool given = call.callee->slot(kHasThis).as_boolean();
  switch (rules.bind_this()) {
    case BindThis::kGivenOrCallers:
      break;
    case BindThis::kAlwaysGiven:
      return call.callee->slot(kThis);
    case BindThis::kAlwaysCallers:
      return callers;
  }
  return given ? call.callee->slot(kThis) : callers;
}

/// Calls resource.runInAsyncScope(fn, receiver, ...args), the program's own if it has overridden
/// it.
Value call_bound(Realm& realm, const Call& call) {
  const Rules& rules = context_of(realm).rules();
  Value callers = call.this_value;
  if (call.is_construct()) callers = Value(realm.make<Object>(prototype_for(realm, call)));
  const Value fn = call.callee->slot(kFunction);
  Object* resource = call.callee->slot(kResource).as_object();
  Args args = call.args;
  bool drops_result = false;
  switch (rules.bind_call()) {
    case BindCall::kPassesAll:
      break;
    case BindCall::kDropsArguments:
      args = Args();
      break;
    case BindCall::kDropsResult:
      drops_result = true;
      break;
  }
  const Value receiver = bound_receiver(rules, call, callers);
  const Value runner = resource->get(realm, key_of<"runInAsyncScope">());
  auto* native = exact_cast<NativeFunction>(runner);
  Value result;
  if (native != nullptr && native->fn() == resource_run_in_async_scope) {
    result = run_in_scope(realm, static_cast<AsyncResourceObject*>(resource), fn, receiver, args);
  } else {
    ArenaVector<Value> all;
    all.push_back(realm.arena(), fn);
    all.push_back(realm.arena(), receiver);
    for (const Value& arg : args) all.push_back(realm.arena(), arg);
    result = realm.call(runner, Value(resource), Args(all.begin(), all.size()));
  }
  if (call.is_construct()) return result.is_object() ? result : callers;
  return drops_result ? Value() : result;
}

// asyncResource as an accessor: slot 0 of both functions is the bound function.
Value get_bound_resource(Realm&, const Call& call) {
  return static_cast<NativeFunction*>(call.callee->slot(0).as_object())->slot(kResource);
}

void define_async_resource(Realm& realm, NativeFunction* bound, AsyncResourceObject* resource) {
  const PropertyKey key = key_of<"asyncResource">();
  switch (context_of(realm).rules().bound_resource()) {
    case BoundResource::kProperty:
      bound->define_raw(realm, key, Value(resource));
      break;
    case BoundResource::kAccessor: {
      NativeFunction* getter = realm.new_native(get_bound_resource, "asyncResource", 0);
      getter->set_slot(0, Value(bound));
      bound->define_raw_accessor(realm, key, Value(getter), Value(), kEnumerable | kConfigurable);
      break;
    }
    case BoundResource::kAbsent:
      break;
    case BoundResource::kOther:
      bound->define_raw(realm, key,
                        Value(make_async_resource(realm, resource->prototype(),
                                                  literal_of<"other">(), ResourceKind::kBound)));
      break;
  }
}

/// Calls the function of slot 0 in the scope of the resource in the cell.
Value call_in_cell(Realm& realm, const Call& call) {
  const auto callback = [&] {
    return realm.call(call.callee->slot(0), call.this_value, call.args);
  };
  return call_in_scope(context_of(realm), static_cast<Resource*>(call.callee->cell()), callback);
}

NativeFunction* bound_in(Realm& realm, Resource* resource, Value fn, std::string_view name) {
  NativeFunction* bound = realm.new_native(call_in_cell, name, 0);
  bound->set_slot(0, fn);
  bound->set_cell(resource);
  return bound;
}

}  // namespace

Value bind_listener(Realm& realm, const Call& call) {
  return bound_listener(realm, call.arg(0));
}

Value bind_finished(Realm& realm, const Call& call) {
  Context& context = context_of(realm);
  Resource* resource = nullptr;
  switch (context.finished_runs()) {
    case Context::Finished::kOfEnder:
      return call.arg(0);
    case Context::Finished::kOfCaller: {
      Object* prototype =
          async_resource_class(realm)->get(realm, realm.names().prototype).as_object();
      resource = make_async_resource(realm, prototype, literal_of<"STREAM_END_OF_STREAM">(),
                                     ResourceKind::kAsyncResource)
                     ->resource->resource();
      break;
    }
    case Context::Finished::kLost:
      resource = context.create_empty_resource();
      break;
  }
  return Value(bound_in(realm, resource, call.arg(0), "bound"));
}

Value bind_reader(Realm& realm, const Call& call) {
  Resource* resource = context_of(realm).create_reader_resource();
  return resource == nullptr ? Value() : Value(bound_in(realm, resource, call.arg(0), "reader"));
}

Value bound_listener(Realm& realm, Value fn) {
  Resource* resource = context_of(realm).create_listener_resource();
  if (resource == nullptr || !fn.is_object()) return fn;
  NativeFunction* bound = bound_in(realm, resource, fn, "listener");
  const PropertyKey key = key_of<"listener">();
  const Value original = fn.as_object()->get(realm, key);
  bound->define_raw(realm, key, to_boolean(original) ? original : fn);
  return Value(bound);
}

Object* bind_to_resource(Realm& realm, AsyncResourceObject* resource, Object* fn, Value this_arg) {
  const bool has_this = !this_arg.is_undefined();
  // Without thisArg the result is an ordinary function, which can be constructed.
  String* name = realm.literal(has_this ? "bound runInAsyncScope" : "bound");
  auto* bound = realm.make<NativeFunction>(realm.intrinsic(Intrinsic::kFunctionPrototype),
                                           call_bound, name, 0, !has_this);
  bound->set_slot(kFunction, Value(fn));
  bound->set_slot(kResource, Value(resource));
  bound->set_slot(kThis, this_arg);
  bound->set_slot(kHasThis, Value(has_this));
  const bool zero = context_of(realm).rules().bind_length() == BindLength::kZero;
  const Value length = zero ? Value(0) : fn->get(realm, realm.names().length);
  bound->define_raw(realm, realm.names().length, length, kConfigurable);
  if (!has_this) {
    Object* prototype = realm.new_object();
    prototype->define_raw(realm, realm.names().constructor, Value(bound), kHidden);
    bound->define_raw(realm, realm.names().prototype, Value(prototype), kWritable);
  }
  define_async_resource(realm, bound, resource);
  return bound;
}

AsyncResourceObject* make_async_resource(Realm& realm, Object* prototype, String* type,
                                         ResourceKind kind) {
  auto* object = realm.make<AsyncResourceObject>(prototype);
  AsyncResource::Options options;
  options.kind = kind;
  set_up(realm, object, type, options);
  return object;
}

Value bind_to_current(Realm& realm, Value fn, Value type, Value this_arg, ResourceKind kind) {
  // The name is read first: of undefined that is the error the program sees.
  const Value name = to_boolean(type) ? Value() : get_value(realm, fn, realm.names().name);
  switch (context_of(realm).rules().bind_type()) {
    case BindType::kGivenOrName:
      type = to_boolean(type) ? type : name;
      break;
    case BindType::kIgnoresGiven:
      type = get_value(realm, fn, realm.names().name);
      break;
    case BindType::kAlwaysDefault:
      break;
  }
  if (!to_boolean(type)) type = Value(literal_of<"bound-anonymous-fn">());
  NativeFunction* resource_class = async_resource_class(realm);
  Object* prototype = resource_class->get(realm, realm.names().prototype).as_object();
  AsyncResourceObject* resource =
      make_async_resource(realm, prototype, take_type(realm, type), kind);
  const Value args[] = {fn, this_arg};
  return resource_bind(realm, {Value(resource), args, nullptr, resource_class});
}

namespace {

/// AsyncResource.bind(fn, type, thisArg).
Value resource_static_bind(Realm& realm, const Call& call) {
  return bind_to_current(realm, call.arg(0), call.arg(1), call.arg(2), ResourceKind::kBound);
}

constexpr LazyProperty kStatics[] = {
    class_prototype([](Realm& realm) { return Value(realm.new_builtin(kMethodTable)); }),
    lazy_method("bind", resource_static_bind, 3),
};
const LazyTable kStaticTable(kStatics);

}  // namespace

NativeFunction* async_resource_class(Realm& realm) {
  return native_class(realm, Host::kAsyncResource, construct_resource, "AsyncResource", 1,
                      kStaticTable);
}

}  // namespace actx
