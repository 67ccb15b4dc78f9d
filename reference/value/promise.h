// Promises and promise jobs, exact to the microtask (ECMAScript 27.2).
//
// Invariants
// - A reaction job takes one turn of the queue; resolving with a native promise takes two more
//   (NewPromiseResolveThenableJob, then the reaction).
// - `await` of a native promise of this realm takes one turn (PromiseResolve gives it back as it
//   is).
// - Every point where context matters goes through ContextHooks: creation, resolve, reaction
//   registration (capture), job start and end.
// - `promise_resolved` is reported when a promise is fulfilled or rejected, before its state
//   changes; resolving with a thenable reports nothing until the thenable settles it.
//
// Words
// - outer promise: the promise of the async function that awaits.
// - derived promise, throwaway, capture: see context_hooks.h.
#ifndef ACTX_VALUE_PROMISE_H_
#define ACTX_VALUE_PROMISE_H_

#include "value/realm.h"

namespace actx {

/// A suspended computation that a promise can continue: an async function, an async generator.
class Resumable : public Cell {
 public:
  /// Continues with a value, or by throwing it. Called inside the job's context. A Throw that
  /// leaves it leaves the job.
  virtual void resume(Realm& realm, Value value, bool is_throw) = 0;

  // For stack traces; see async_stack.h.
  /// The promise of the computation: whoever awaits it is the caller. Null when it has none.
  virtual Promise* outer_promise() const { return nullptr; }
  /// Appends "async name (location)" of the place where it is suspended; nothing to be left out.
  virtual void describe_suspended(Realm&, std::u16string*) const {}
};

/// PromiseCapability Record (27.2.1.1).
struct Capability {
  Value promise;
  Value resolve;  // undefined for a native promise, which is settled directly
  Value reject;

  /// The promise as an object of this realm's making, or null.
  Promise* native() const;
};

/// PromiseReaction Records (27.2.1.2): both of one then(), or one await.
struct Reaction {
  Value on_fulfilled;  // undefined: pass the value on
  Value on_rejected;
  Capability capability;  // promise undefined: nothing is derived
  Resumable* awaiter = nullptr;
  JobKind kind = JobKind::kReaction;
  Promise* resource = nullptr;  // on whose behalf the job runs: derived promise or throwaway
  Cell* captured = nullptr;     // ContextHooks::capture at registration

  void trace(Tracer& tracer) const;
};

class Promise final : public Object {
 public:
  enum class State : uint8_t { kPending, kFulfilled, kRejected };
  explicit Promise(Object* prototype) : Object(prototype, ObjectClass::kPromise) {}
  static constexpr ObjectClass kClass = ObjectClass::kPromise;

  State state() const { return state_; }
  Value result() const { return result_; }
  bool is_handled() const { return is_handled_; }
  void mark_handled() { is_handled_ = true; }
  /// Those that wait; empty once the promise is settled.
  const ArenaVector<Reaction>& reactions() const { return reactions_; }

  /// The context's own data about this promise (its async resource).
  Cell* context = nullptr;
  /// The context at rejection, captured when it is rejected without a handler.
  Cell* rejection_context = nullptr;

  void trace(Tracer& tracer) const override;

 private:
  friend struct PromiseOps;
  State state_ = State::kPending;
  bool is_handled_ = false;
  bool already_resolved_ = false;  // for resolve_promise, reject_promise and their functions
  Value result_;
  ArenaVector<Reaction> reactions_;
};

// Making and settling.

/// A new pending native promise, announced to the context hooks. `parent`: see ContextHooks.
Promise* new_promise(Realm& realm, Promise* parent = nullptr);
/// The same with another prototype: for constructors of subclasses.
Promise* new_promise_of(Realm& realm, Object* prototype);
/// The resolve function's steps (27.2.1.3.2). Does nothing when the promise was resolved before.
void resolve_promise(Realm& realm, Promise* promise, Value resolution);
/// The reject function's steps. Does nothing when the promise was resolved before.
void reject_promise(Realm& realm, Promise* promise, Value reason);
/// CreateResolvingFunctions (27.2.1.3); they share "already resolved" with resolve_promise.
Value resolve_function(Realm& realm, Promise* promise);
Value reject_function(Realm& realm, Promise* promise);
/// The promise that a function made by resolve_function settles; null for anything else.
Promise* promise_of_resolve_function(Value function);
/// Whether the value is the native function that runs `fn`.
bool is_native(Value value, NativeFn fn);

/// PromiseResolve(%Promise%, value): the value itself if it is a native promise with that
/// constructor. `parent`: the promise a wrapper derives from, for the hooks (the outer promise of
/// an await). Throws what reading `constructor` throws.
Promise* promise_resolve(Realm& realm, Value value, Promise* parent = nullptr);
/// PromiseResolve(constructor, value) for any constructor (27.2.4.7.1).
Value promise_resolve_with(Realm& realm, Value constructor, Value value);

// Reacting.

/// promise.then for built-ins: the derived native promise. No lookup is visible to the program.
Promise* promise_then(Realm& realm, Promise* promise, Value on_fulfilled, Value on_rejected);
/// PerformPromiseThen (27.2.5.4.1): jobs run on behalf of the capability's promise.
void perform_promise_then(Realm& realm, Promise* promise, Value on_fulfilled, Value on_rejected,
                          const Capability& result);
/// Await (27.7.5.3): `awaiter` continues in a later job. `outer`: the promise of the async
/// function, or null. Throws what reading `constructor` of a promise throws.
void await_value(Realm& realm, Value value, Resumable* awaiter, Promise* outer);

// Capabilities.

/// NewPromiseCapability (27.2.1.5).
Capability new_capability(Realm& realm, Value constructor);
/// A capability over an existing native promise.
Capability native_capability(Promise* promise);
void resolve_capability(Realm& realm, const Capability& capability, Value value);
void reject_capability(Realm& realm, const Capability& capability, Value reason);
/// Makes `resolve` and `reject` of a native capability real functions, to be handed to programs.
void make_capability_functions(Realm& realm, Capability* capability);

/// The constructor for what then() derives: SpeciesConstructor(promise, %Promise%).
Value promise_species(Realm& realm, Promise* promise);
/// %Promise.prototype.then%, as a native (builtins/promise.cc).
Value promise_prototype_then(Realm& realm, const Call& call);
/// The getter of %Promise%[@@species] (builtins/promise.cc).
Value promise_species_getter(Realm& realm, const Call& call);

}  // namespace actx

#endif  // ACTX_VALUE_PROMISE_H_
