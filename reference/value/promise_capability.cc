// Capabilities: NewPromiseCapability and settling through it (ECMAScript 27.2.1.5).
#include "value/conversions.h"
#include "value/promise.h"

namespace actx {

namespace {

/// The executor of 27.2.1.5: slot 0 and 1 take the functions it is given.
Value capability_executor(Realm& realm, const Call& call) {
  NativeFunction* self = call.callee;
  if (!self->slot(0).is_undefined() || !self->slot(1).is_undefined()) {
    throw_type_error(realm,
                     "Promise executor has already been invoked with non-undefined arguments");
  }
  self->set_slot(0, call.arg(0));
  self->set_slot(1, call.arg(1));
  return Value();
}

}  // namespace

Capability native_capability(Promise* promise) {
  Capability capability;
  capability.promise = Value(promise);
  return capability;
}

Capability new_capability(Realm& realm, Value constructor) {
  if (constructor.is_object() && constructor.as_object() == realm.intrinsic(Intrinsic::kPromise)) {
    return native_capability(new_promise(realm));
  }
  if (!is_constructor(constructor)) {
    throw_type_error(realm, describe_for_message(realm, constructor) + " is not a constructor");
  }
  NativeFunction* executor =
      realm.new_native(capability_executor, realm.names().empty.as_atom(), 2);
  const Value args[] = {Value(executor)};
  Capability capability;
  capability.promise = realm.construct(constructor, args);
  capability.resolve = executor->slot(0);
  capability.reject = executor->slot(1);
  if (!is_callable(capability.resolve) || !is_callable(capability.reject)) {
    throw_type_error(realm, "Promise resolve or reject function is not callable");
  }
  return capability;
}

void resolve_capability(Realm& realm, const Capability& capability, Value value) {
  if (Promise* promise = capability.native()) return resolve_promise(realm, promise, value);
  realm.call(capability.resolve, Value(), Args(&value, 1));
}

void reject_capability(Realm& realm, const Capability& capability, Value reason) {
  if (Promise* promise = capability.native()) return reject_promise(realm, promise, reason);
  realm.call(capability.reject, Value(), Args(&reason, 1));
}

void make_capability_functions(Realm& realm, Capability* capability) {
  Promise* promise = capability->native();
  if (promise == nullptr) return;
  capability->resolve = resolve_function(realm, promise);
  capability->reject = reject_function(realm, promise);
}

}  // namespace actx
