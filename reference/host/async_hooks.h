// The module node:async_hooks as a program sees it, over context/.
//
// Here are only the classes' JavaScript faces: reading arguments, `this`, own properties. What the
// calls mean is in context/.
#ifndef ACTX_HOST_ASYNC_HOOKS_H_
#define ACTX_HOST_ASYNC_HOOKS_H_

#include "context/async_local_storage.h"
#include "context/async_resource.h"
#include "host/host.h"
#include "value/function.h"

namespace actx {

/// The context of a realm whose hooks are a Context.
inline Context& context_of(Realm& realm) {
  return static_cast<Context&>(realm.context_hooks());
}

/// The exports of the module.
Value make_async_hooks_module(Realm& realm);

/// An instance of AsyncResource or of a class derived from it.
class AsyncResourceObject final : public Object {
 public:
  explicit AsyncResourceObject(Object* prototype) : Object(prototype, ObjectClass::kHost) {}
  void trace(Tracer& tracer) const override;

  AsyncResource* resource = nullptr;  // set once construction has succeeded
};

/// A class written in C++ that a run makes when it first asks for it. `constructor` is called for
/// new and without new. `statics` begin with the row `prototype` (class_prototype), the table of
/// the prototype with class_constructor. The class is kept in `slot`.
NativeFunction* native_class(Realm& realm, Host::Slot slot, NativeFn constructor, const char* name,
                             uint8_t length, const LazyTable& statics);

/// The property `prototype` of a class; `make` makes it.
constexpr LazyProperty class_prototype(Value (*make)(Realm&)) {
  return lazy_factory("prototype", make, 0);
}

/// The property `constructor` of a prototype: the class in `slot`.
template <Host::Slot slot>
constexpr LazyProperty class_constructor() {
  return lazy_factory("constructor",
                      [](Realm& realm) { return Value(Host::of(realm).slot(slot)); });
}

/// The classes of this run.
NativeFunction* async_local_storage_class(Realm& realm);
NativeFunction* async_resource_class(Realm& realm);

/// `new AsyncResource(type)` for natives; `prototype`: AsyncResource.prototype.
AsyncResourceObject* make_async_resource(Realm& realm, Object* prototype, String* type,
                                         ResourceKind kind);
/// resource.bind(fn, this_arg): `fn` can be called. `this_arg` undefined: the caller's receiver.
Object* bind_to_resource(Realm& realm, AsyncResourceObject* resource, Object* fn, Value this_arg);
/// AsyncResource.bind(fn, type, this_arg); `kind` says who asked.
Value bind_to_current(Realm& realm, Value fn, Value type, Value this_arg, ResourceKind kind);
/// bindListener(fn) for the modules of events: `fn`, or a function that calls it in the context
/// that the rule listener_context says. Its property `listener` is the original.
Value bind_listener(Realm& realm, const Call& call);
Value bound_listener(Realm& realm, Value fn);
/// bindFinished(fn), the same for the callback of stream.finished() and the rule finished_context.
Value bind_finished(Realm& realm, const Call& call);
/// bindReader(fn), the same for what emits 'data' and the rule data_context; undefined when that
/// needs no binding.
Value bind_reader(Realm& realm, const Call& call);
/// The prototype for `new`: new_target.prototype if it is an object, else the callee's own.
Object* prototype_for(Realm& realm, const Call& call);
/// Calls what should be a function, with the error Function.prototype.apply gives when it is none.
Value apply_callback(Realm& realm, Value callback, Value this_value, Args args);

}  // namespace actx

#endif  // ACTX_HOST_ASYNC_HOOKS_H_
