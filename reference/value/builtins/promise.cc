// The Promise constructor, %Promise.prototype% and the statics that take one value
// (ECMAScript 27.2.3 to 27.2.5). The combinators are in promise_combinators.cc.
#include "value/promise.h"

#include "value/builtins/promise_combinators.h"
#include "value/builtins/receiver.h"
#include "value/builtins/rows.h"

namespace actx {

namespace {

/// 27.2.3.1 Promise(executor).
Value promise_constructor(Realm& realm, const Call& call) {
  if (!call.is_construct()) {
    throw_type_error(realm, "Promise constructor cannot be invoked without 'new'");
  }
  if (!is_callable(call.arg(0))) {
    throw_type_error(realm, "Promise resolver " + describe_for_message(realm, call.arg(0)) +
                                " is not a function");
  }
  Promise* promise = new_promise_of(
      realm, prototype_from_constructor(realm, call.new_target, Intrinsic::kPromisePrototype));
  const Value functions[] = {resolve_function(realm, promise), reject_function(realm, promise)};
  try {
    realm.call(call.arg(0), Value(), functions);
  } catch (const Throw& thrown) {
    reject_promise(realm, promise, thrown.value);
  }
  return Value(promise);
}

/// 27.2.4.7 Promise.resolve(x).
Value promise_static_resolve(Realm& realm, const Call& call) {
  if (!call.this_value.is_object()) throw_type_error(realm, "PromiseResolve called on non-object");
  return promise_resolve_with(realm, call.this_value, call.arg(0));
}

/// 27.2.4.6 Promise.reject(r).
Value promise_static_reject(Realm& realm, const Call& call) {
  if (!call.this_value.is_object()) throw_type_error(realm, "PromiseReject called on non-object");
  Capability capability = new_capability(realm, call.this_value);
  reject_capability(realm, capability, call.arg(0));
  return capability.promise;
}

/// 27.2.5.1 Promise.prototype.catch(onRejected).
Value promise_prototype_catch(Realm& realm, const Call& call) {
  const Value args[] = {Value(), call.arg(0)};
  return invoke_method(realm, call.this_value, realm.names().then, args);
}

// 27.2.5.3 Promise.prototype.finally(onFinally). The closures keep: slot 0 onFinally, slot 1 the
// constructor; the inner ones keep the value in slot 0.

Value value_thunk(Realm&, const Call& call) {
  return call.callee->slot(0);
}
Value thrower(Realm&, const Call& call) {
  throw Throw{call.callee->slot(0)};
}

Value after_finally(Realm& realm, const Call& call, NativeFn continuation) {
  NativeFunction* self = call.callee;
  Value result = realm.call(self->slot(0), Value(), {});
  Value promise = promise_resolve_with(realm, self->slot(1), result);
  NativeFunction* next = realm.new_native(continuation, realm.names().empty.as_atom(), 0);
  next->set_slot(0, call.arg(0));
  const Value args[] = {Value(next)};
  return invoke_method(realm, promise, realm.names().then, args);
}

Value then_finally(Realm& realm, const Call& call) {
  return after_finally(realm, call, value_thunk);
}
Value catch_finally(Realm& realm, const Call& call) {
  return after_finally(realm, call, thrower);
}

NativeFunction* finally_closure(Realm& realm, NativeFn fn, Value on_finally, Value constructor) {
  NativeFunction* closure = realm.new_native(fn, realm.names().empty.as_atom(), 1);
  closure->set_slot(0, on_finally);
  closure->set_slot(1, constructor);
  return closure;
}

Value promise_prototype_finally(Realm& realm, const Call& call) {
  if (!call.this_value.is_object()) {
    throw_type_error(realm, "Promise.prototype.finally called on non-object");
  }
  Object* object = call.this_value.as_object();
  auto* promise = as<Promise>(object);
  Value constructor = promise != nullptr ? promise_species(realm, promise)
                                         : species_constructor(realm, object, Intrinsic::kPromise);
  Value handlers[] = {call.arg(0), call.arg(0)};
  if (is_callable(call.arg(0))) {
    handlers[0] = finally_closure(realm, then_finally, call.arg(0), constructor);
    handlers[1] = finally_closure(realm, catch_finally, call.arg(0), constructor);
  }
  return invoke_method(realm, call.this_value, realm.names().then, handlers);
}

}  // namespace

Value promise_species_getter(Realm&, const Call& call) {
  return call.this_value;
}

/// 27.2.5.4 Promise.prototype.then(onFulfilled, onRejected).
Value promise_prototype_then(Realm& realm, const Call& call) {
  auto* promise = as<Promise>(call.this_value);
  if (promise == nullptr) {
    throw_type_error(realm, "Method Promise.prototype.then called on incompatible receiver " +
                                describe_for_message(realm, call.this_value));
  }
  Value constructor = promise_species(realm, promise);
  if (constructor.as_object() == realm.intrinsic(Intrinsic::kPromise)) {
    return Value(promise_then(realm, promise, call.arg(0), call.arg(1)));
  }
  Capability capability = new_capability(realm, constructor);
  perform_promise_then(realm, promise, call.arg(0), call.arg(1), capability);
  return capability.promise;
}

Object* build_Promise(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_prototype(Intrinsic::kPromisePrototype),
      lazy_method("all", promise_all, 1),
      lazy_method("allSettled", promise_all_settled, 1),
      lazy_method("any", promise_any, 1),
      lazy_method("race", promise_race, 1),
      lazy_method("resolve", promise_static_resolve, 1),
      lazy_method("reject", promise_static_reject, 1),
      lazy_getter("@@species", promise_species_getter),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(promise_constructor, "Promise", 1, kTable);
}

Object* build_PromisePrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kPromise),
      lazy_method("then", promise_prototype_then, 2),
      lazy_method("catch", promise_prototype_catch, 1),
      lazy_method("finally", promise_prototype_finally, 1),
      lazy_tag<"Promise">(),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

}  // namespace actx
