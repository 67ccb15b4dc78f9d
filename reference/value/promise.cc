#include "value/promise.h"

#include <typeinfo>

#include "value/conversions.h"
#include "value/footprint.h"

namespace actx {

/// The abstract operations on the internal slots of promises.
struct PromiseOps {
  static void fulfill(Realm& realm, Promise* promise, Value value);
  static void reject(Realm& realm, Promise* promise, Value reason);
  /// The resolve function after its "already resolved" check (27.2.1.3.2 steps 7 to 15).
  static void resolve(Realm& realm, Promise* promise, Value resolution);
  static void settle(Realm& realm, Promise* promise, Promise::State state, Value result);
  static void react(Realm& realm, Promise* promise, const Reaction& reaction);
  /// True the first time.
  static bool claim(Promise* promise) {
    Footprint::write_if_active(promise);  // who comes first settles it
    if (promise->already_resolved_ || promise->state_ != Promise::State::kPending) return false;
    promise->already_resolved_ = true;
    return true;
  }
};

bool is_native(Value value, NativeFn fn) {
  auto* function = as<Function>(value);
  return function != nullptr && typeid(*function) == typeid(NativeFunction) &&
         static_cast<NativeFunction*>(function)->fn() == fn;
}

namespace {

/// Whether `promise.constructor` is %Promise% by untouched properties, so that nobody sees the
/// lookup left out.
bool has_plain_constructor(Realm& realm, Promise* promise) {
  Object* prototype = realm.intrinsic(Intrinsic::kPromisePrototype);
  if (promise->prototype() != prototype || promise->table().slot_count() != 0) return false;
  const Property* slot = prototype->own_slot(realm, realm.names().constructor);
  return slot != nullptr && (slot->flags & kAccessor) == 0 && slot->value.is_object() &&
         slot->value.as_object() == realm.intrinsic(Intrinsic::kPromise);
}

bool has_plain_species(Realm& realm, Promise* promise) {
  if (!has_plain_constructor(realm, promise)) return false;
  Object* constructor = realm.intrinsic(Intrinsic::kPromise);
  const Property* slot = constructor->own_slot(realm, realm.names().sym_species);
  return slot != nullptr && (slot->flags & kAccessor) != 0 &&
         is_native(slot->accessor->getter, promise_species_getter);
}

/// Says on whose behalf a reaction job runs, while it does.
class JobPromise {
 public:
  JobPromise(Realm& realm, const Reaction& reaction) : realm_(realm) {
    realm.job_promise = reaction.awaiter != nullptr ? reaction.awaiter->outer_promise()
                                                    : as<Promise>(reaction.capability.promise);
  }
  ~JobPromise() { realm_.job_promise = nullptr; }
  JobPromise(const JobPromise&) = delete;
  JobPromise& operator=(const JobPromise&) = delete;

 private:
  Realm& realm_;
};

/// NewPromiseReactionJob (27.2.2.1).
class ReactionJob final : public Job {
 public:
  ReactionJob(const Reaction& reaction, Value argument, bool is_rejection)
      : reaction_(reaction), argument_(argument), is_rejection_(is_rejection) {}

  void run(Realm& realm) override {
    const JobPromise job_promise(realm, reaction_);
    realm.context_hooks().enter_job(realm, reaction_.kind, reaction_.resource, reaction_.captured);
    if (reaction_.awaiter != nullptr) {
      reaction_.awaiter->resume(realm, argument_, is_rejection_);
      // The throwaway ends with its job; it has no reactions, but its end is an event.
      if (reaction_.resource != nullptr) PromiseOps::resolve(realm, reaction_.resource, Value());
    } else {
      run_handler(realm);
    }
    realm.context_hooks().leave_job(realm, reaction_.resource);
  }

  void trace(Tracer& tracer) const override {
    reaction_.trace(tracer);
    tracer.visit(argument_);
  }

 private:
  void run_handler(Realm& realm) {
    Value handler = is_rejection_ ? reaction_.on_rejected : reaction_.on_fulfilled;
    Value result = argument_;
    bool failed = is_rejection_;
    if (!handler.is_undefined()) {
      try {
        result = realm.call(handler, Value(), Args(&argument_, 1));
        failed = false;
      } catch (const Throw& thrown) {
        result = thrown.value;
        failed = true;
      }
    }
    finish(realm, result, failed);
  }

  void finish(Realm& realm, Value result, bool failed) {
    const Capability& capability = reaction_.capability;
    if (capability.promise.is_undefined()) return;
    if (capability.resolve.is_undefined()) {
      // Only this job settles the derived promise, so nothing needs to be claimed.
      auto* derived = static_cast<Promise*>(capability.promise.as_object());
      failed ? PromiseOps::reject(realm, derived, result)
             : PromiseOps::resolve(realm, derived, result);
      return;
    }
    realm.call(failed ? capability.reject : capability.resolve, Value(), Args(&result, 1));
  }

  Reaction reaction_;
  Value argument_;
  bool is_rejection_;
};

/// Passes the outcome of a promise on to the promise that was resolved with it. Stands for the
/// resolving functions that 27.2.2.2 would hand to %Promise.prototype.then%.
class Forward final : public Resumable {
 public:
  explicit Forward(Promise* outer) : outer_(outer) {}
  void resume(Realm& realm, Value value, bool is_throw) override {
    is_throw ? PromiseOps::reject(realm, outer_, value) : PromiseOps::resolve(realm, outer_, value);
  }
  Promise* outer_promise() const override { return outer_; }
  void trace(Tracer& tracer) const override { tracer.visit(outer_); }

 private:
  Promise* outer_;
};

/// "Already resolved" of the resolving functions that a thenable job makes.
class ResolvedFlag final : public Cell {
 public:
  bool already = false;
  void trace(Tracer&) const override {}
};

/// Slot 0: the promise. Cell: a ResolvedFlag, or null for the promise's own flag.
bool claim_through(NativeFunction* function, Promise** promise) {
  *promise = static_cast<Promise*>(function->slot(0).as_object());
  if (function->cell() == nullptr) return PromiseOps::claim(*promise);
  Footprint::write_if_active(function->cell());
  auto* flag = static_cast<ResolvedFlag*>(function->cell());
  if (flag->already) return false;
  flag->already = true;
  return true;
}

Value resolve_steps(Realm& realm, const Call& call) {
  Promise* promise;
  if (claim_through(call.callee, &promise)) PromiseOps::resolve(realm, promise, call.arg(0));
  return Value();
}

Value reject_steps(Realm& realm, const Call& call) {
  Promise* promise;
  if (claim_through(call.callee, &promise)) PromiseOps::reject(realm, promise, call.arg(0));
  return Value();
}

NativeFunction* settling_function(Realm& realm, NativeFn steps, Promise* promise, Cell* flag) {
  NativeFunction* function = realm.new_native(steps, realm.names().empty.as_atom(), 1);
  function->set_slot(0, Value(promise));
  function->set_cell(flag);
  return function;
}

/// NewPromiseResolveThenableJob (27.2.2.2). Runs on behalf of the promise being resolved.
class ThenableJob final : public Job {
 public:
  ThenableJob(Promise* promise, Object* thenable, Value then, Cell* captured)
      : promise_(promise), thenable_(thenable), then_(then), captured_(captured) {}

  void run(Realm& realm) override {
    realm.context_hooks().enter_job(realm, JobKind::kThenable, promise_, captured_);
    auto* inner = as<Promise>(thenable_);
    if (inner != nullptr && is_native(then_, promise_prototype_then) &&
        has_plain_species(realm, inner)) {
      adopt(realm, inner);
    } else {
      call_then(realm);
    }
    realm.context_hooks().leave_job(realm, promise_);
  }

  void trace(Tracer& tracer) const override {
    tracer.visit(promise_);
    tracer.visit(thenable_);
    tracer.visit(then_);
    tracer.visit(captured_);
  }

 private:
  /// then() of an ordinary promise: nobody can tell our reaction from one with real functions.
  void adopt(Realm& realm, Promise* inner) {
    Reaction reaction;
    if (realm.context_hooks().wants_throwaway()) {
      reaction.resource = new_promise(realm, inner);
      reaction.awaiter = realm.make<Forward>(promise_);
    } else {
      reaction.capability = native_capability(promise_);
      reaction.resource = promise_;
    }
    PromiseOps::react(realm, inner, reaction);
  }

  void call_then(Realm& realm) {
    auto* flag = realm.make<ResolvedFlag>();
    const Value functions[] = {settling_function(realm, resolve_steps, promise_, flag),
                               settling_function(realm, reject_steps, promise_, flag)};
    try {
      realm.call(then_, Value(thenable_), functions);
    } catch (const Throw& thrown) {
      if (!flag->already) {
        flag->already = true;
        PromiseOps::reject(realm, promise_, thrown.value);
      }
    }
  }

  Promise* promise_;
  Object* thenable_;
  Value then_;
  Cell* captured_;
};

}  // namespace

Promise* promise_of_resolve_function(Value function) {
  if (!is_native(function, resolve_steps)) return nullptr;
  return static_cast<Promise*>(
      static_cast<NativeFunction*>(function.as_object())->slot(0).as_object());
}

void PromiseOps::settle(Realm& realm, Promise* promise, Promise::State state, Value result) {
  Footprint::write_if_active(promise);
  realm.context_hooks().promise_resolved(realm, promise);
  ArenaVector<Reaction> reactions = promise->reactions_;
  promise->reactions_ = {};
  promise->state_ = state;
  promise->result_ = result;
  const bool rejected = state == Promise::State::kRejected;
  if (rejected && !promise->is_handled_) {
    promise->rejection_context = realm.context_hooks().capture(realm, JobKind::kRejection, promise);
    if (realm.rejection_tracker() != nullptr) realm.rejection_tracker()(realm, promise, false);
  }
  for (const Reaction& reaction : reactions) {
    realm.enqueue_job(realm.make<ReactionJob>(reaction, result, rejected));
  }
}

void PromiseOps::fulfill(Realm& realm, Promise* promise, Value value) {
  settle(realm, promise, Promise::State::kFulfilled, value);
}

void PromiseOps::reject(Realm& realm, Promise* promise, Value reason) {
  settle(realm, promise, Promise::State::kRejected, reason);
}

void PromiseOps::resolve(Realm& realm, Promise* promise, Value resolution) {
  Footprint::write_if_active(promise);
  if (!resolution.is_object()) return fulfill(realm, promise, resolution);
  Object* object = resolution.as_object();
  if (object == promise) {
    return reject(realm, promise,
                  Value(make_error(realm, Intrinsic::kTypeErrorPrototype,
                                   "Chaining cycle detected for promise #<Promise>")));
  }
  Value then;
  try {
    then = object->get(realm, realm.names().then);
  } catch (const Throw& thrown) {
    return reject(realm, promise, thrown.value);
  }
  if (!is_callable(then)) return fulfill(realm, promise, resolution);
  promise->already_resolved_ = true;  // from here on only the job's own functions settle it
  Cell* captured = realm.context_hooks().capture(realm, JobKind::kThenable, promise);
  realm.enqueue_job(realm.make<ThenableJob>(promise, object, then, captured));
}

void PromiseOps::react(Realm& realm, Promise* promise, const Reaction& reaction) {
  Footprint::write_if_active(promise);
  Reaction kept = reaction;
  kept.captured = realm.context_hooks().capture(realm, reaction.kind, promise);
  if (promise->state_ == Promise::State::kPending) {
    promise->reactions_.push_back(realm.arena(), kept);
  } else {
    const bool rejected = promise->state_ == Promise::State::kRejected;
    if (rejected && !promise->is_handled_ && realm.rejection_tracker() != nullptr) {
      realm.rejection_tracker()(realm, promise, true);
    }
    realm.enqueue_job(realm.make<ReactionJob>(kept, promise->result_, rejected));
  }
  promise->is_handled_ = true;
}

void Reaction::trace(Tracer& tracer) const {
  tracer.visit(on_fulfilled);
  tracer.visit(on_rejected);
  tracer.visit(capability.promise);
  tracer.visit(capability.resolve);
  tracer.visit(capability.reject);
  tracer.visit(awaiter);
  tracer.visit(resource);
  tracer.visit(captured);
}

void Promise::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(result_);
  for (const Reaction& reaction : reactions_) reaction.trace(tracer);
  tracer.visit(context);
  tracer.visit(rejection_context);
}

Promise* Capability::native() const {
  return resolve.is_undefined() && promise.is_object() ? as<Promise>(promise) : nullptr;
}

Promise* new_promise(Realm& realm, Promise* parent) {
  auto* promise = realm.make<Promise>(realm.intrinsic(Intrinsic::kPromisePrototype));
  realm.context_hooks().promise_created(realm, promise, parent);
  return promise;
}

Promise* new_promise_of(Realm& realm, Object* prototype) {
  auto* promise = realm.make<Promise>(prototype);
  realm.context_hooks().promise_created(realm, promise, nullptr);
  return promise;
}

void resolve_promise(Realm& realm, Promise* promise, Value resolution) {
  if (PromiseOps::claim(promise)) PromiseOps::resolve(realm, promise, resolution);
}

void reject_promise(Realm& realm, Promise* promise, Value reason) {
  if (PromiseOps::claim(promise)) PromiseOps::reject(realm, promise, reason);
}

Value resolve_function(Realm& realm, Promise* promise) {
  return settling_function(realm, resolve_steps, promise, nullptr);
}

Value reject_function(Realm& realm, Promise* promise) {
  return settling_function(realm, reject_steps, promise, nullptr);
}

Promise* promise_resolve(Realm& realm, Value value, Promise* parent) {
  if (auto* promise = as<Promise>(value)) {
    if (has_plain_constructor(realm, promise)) return promise;
    Value constructor = promise->get(realm, realm.names().constructor);
    if (constructor.is_object() && constructor.as_object() == realm.intrinsic(Intrinsic::kPromise))
      return promise;
  }
  Promise* wrapper = new_promise(realm, parent);
  resolve_promise(realm, wrapper, value);
  return wrapper;
}

Value promise_resolve_with(Realm& realm, Value constructor, Value value) {
  if (constructor.is_object() && constructor.as_object() == realm.intrinsic(Intrinsic::kPromise)) {
    return Value(promise_resolve(realm, value));
  }
  if (auto* promise = as<Promise>(value)) {
    if (same_value(realm, promise->get(realm, realm.names().constructor), constructor)) {
      return value;
    }
  }
  Capability capability = new_capability(realm, constructor);
  resolve_capability(realm, capability, value);
  return capability.promise;
}

Value promise_species(Realm& realm, Promise* promise) {
  if (has_plain_species(realm, promise)) return Value(realm.intrinsic(Intrinsic::kPromise));
  return species_constructor(realm, promise, Intrinsic::kPromise);
}

void perform_promise_then(Realm& realm, Promise* promise, Value on_fulfilled, Value on_rejected,
                          const Capability& result) {
  Reaction reaction;
  if (is_callable(on_fulfilled)) reaction.on_fulfilled = on_fulfilled;
  if (is_callable(on_rejected)) reaction.on_rejected = on_rejected;
  reaction.capability = result;
  reaction.resource = as<Promise>(result.promise);
  PromiseOps::react(realm, promise, reaction);
}

Promise* promise_then(Realm& realm, Promise* promise, Value on_fulfilled, Value on_rejected) {
  Promise* derived = new_promise(realm, promise);
  perform_promise_then(realm, promise, on_fulfilled, on_rejected, native_capability(derived));
  return derived;
}

void await_value(Realm& realm, Value value, Resumable* awaiter, Promise* outer) {
  Promise* promise = promise_resolve(realm, value, outer);
  Reaction reaction;
  reaction.awaiter = awaiter;
  reaction.kind = JobKind::kAwait;
  if (realm.context_hooks().wants_throwaway()) {
    reaction.resource = new_promise(realm, promise);
    reaction.resource->mark_handled();
  }
  PromiseOps::react(realm, promise, reaction);
}

}  // namespace actx
