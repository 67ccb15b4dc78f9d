// Promises and promise jobs, exact to the microtask (ECMAScript 27.2).
//
// Invariants
// - A reaction job takes one turn of the queue; resolving with a native promise takes two more
//   (NewPromiseResolveThenableJob, then the reaction).
// - `await` of a native promise of this realm takes one turn (PromiseResolve gives it back as it
// is).
// - Every point where context matters goes through ContextHooks: creation, resolve, reaction
//   registration (capture), job start and end.
#ifndef ACTX_VALUE_PROMISE_H_
#define ACTX_VALUE_PROMISE_H_

#include "value/realm.h"

namespace actx {

/// A suspended computation that a promise can continue: an async function, an async generator.
class Resumable : public Cell {
 public:
  /// Continues with a value, or by throwing it. Called inside the job's context.
  virtual void resume(Realm& realm, Value value, bool is_throw) = 0;
};

/// PromiseCapability Record (27.2.1.1).
struct Capability {
  Value promise;
  Value resolve;  // undefined for a native promise, which is settled directly
  Value reject;
};

struct Reaction {
  Value on_fulfilled;  // undefined: pass the value on
  Value on_rejected;
  Capability capability;  // promise undefined: nothing is derived
  Resumable* awaiter = nullptr;
  Promise* resource = nullptr;  // on whose behalf the job runs: derived promise or throwaway
  Cell* captured = nullptr;     // ContextHooks::capture at registration
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

  /// The context's own data about this promise (its async resource).
  Cell* context = nullptr;
  /// The context at rejection, captured when it is rejected without a handler.
  Cell* rejection_context = nullptr;

  void trace(Tracer& tracer) const override;

 private:
  friend struct PromiseOps;
  State state_ = State::kPending;
  bool is_handled_ = false;
  bool already_resolved_ = false;
  Value result_;
  ArenaVector<Reaction> reactions_;
};

/// A new pending native promise, announced to the context hooks. `parent`: see ContextHooks.
Promise* new_promise(Realm& realm, Promise* parent = nullptr);
/// The resolve function's steps (27.2.1.3.2) for a native promise.
void resolve_promise(Realm& realm, Promise* promise, Value resolution);
/// The reject function's steps.
void reject_promise(Realm& realm, Promise* promise, Value reason);
/// PromiseResolve(%Promise%, value): the value itself if it is a native promise with that
/// constructor. `parent`: the promise a wrapper derives from, for the hooks (the awaiting
/// function's promise).
Promise* promise_resolve(Realm& realm, Value value, Promise* parent = nullptr);
/// promise.then for built-ins: the derived native promise.
Promise* promise_then(Realm& realm, Promise* promise, Value on_fulfilled, Value on_rejected);
/// Await (27.7.5.3): `awaiter` continues in a later job. `outer`: the promise of the async
/// function, or null.
void await_value(Realm& realm, Value value, Resumable* awaiter, Promise* outer);
/// A queueMicrotask-like job calling `callback`, with the given resource hooks left to the host.
Capability new_capability(Realm& realm, Value constructor);

}  // namespace actx

#endif  // ACTX_VALUE_PROMISE_H_
