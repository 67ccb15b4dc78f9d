// What the language tells the context semantics about promises, and asks of it.
//
// The language knows when a promise is made, settled, reacted to and awaited; reference/context
// decides what that means for stores and async ids. This interface is all they know of each other.
//
// Words
// - derived promise: the promise that then() returned; its reaction job runs on its behalf.
// - throwaway: the hidden promise of an await, on whose behalf the continuation runs.
// - capture: what a job needs to run in the context in which it was made (an opaque cell).
#ifndef ACTX_VALUE_CONTEXT_HOOKS_H_
#define ACTX_VALUE_CONTEXT_HOOKS_H_

#include "value/value.h"

namespace actx {

class Promise;

/// Which point of the language a capture or a job belongs to.
enum class JobKind : uint8_t {
  kReaction,   // then, catch, finally: the reaction job
  kAwait,      // the continuation of an await
  kThenable,   // the job that calls then() of a thenable that a promise was resolved with
  kRejection,  // capture only: a promise is rejected without a handler
};

class ContextHooks {
 public:
  virtual ~ContextHooks() = default;

  /// A promise now exists. `parent`: the promise it derives from (then, await), or null.
  virtual void promise_created(Realm& realm, Promise* promise, Promise* parent) = 0;
  /// It is about to be fulfilled or rejected (the promiseResolve event). Not reported when it is
  /// resolved with a thenable: then when the thenable settles it.
  virtual void promise_resolved(Realm& realm, Promise* promise) = 0;
  /// Whether an await makes a throwaway promise now, and whether a promise that is resolved with
  /// another one reacts to it through a derived promise. False leaves a continuation without
  /// resource.
  virtual bool wants_throwaway() const = 0;
  /// The current context, to be restored by enter_job. May be null. `source`: the promise that is
  /// reacted to, awaited, resolved with a thenable, or rejected.
  virtual Cell* capture(Realm& realm, JobKind kind, Promise* source) = 0;

  /// A job starts on behalf of `promise` (derived, throwaway, or the promise being resolved by a
  /// thenable); null when there is none. `captured`: what capture() gave when the job was made.
  virtual void enter_job(Realm& realm, JobKind kind, Promise* promise, Cell* captured) = 0;
  /// The job ended. Not called when the job itself throws (a reaction of a foreign capability
  /// whose resolve function throws): whoever runs the job reports that in the job's context.
  virtual void leave_job(Realm& realm, Promise* promise) = 0;
};

/// Tracks nothing. For programs and tests without context.
class NoContextHooks final : public ContextHooks {
 public:
  void promise_created(Realm&, Promise*, Promise*) override {}
  void promise_resolved(Realm&, Promise*) override {}
  bool wants_throwaway() const override { return false; }
  Cell* capture(Realm&, JobKind, Promise*) override { return nullptr; }
  void enter_job(Realm&, JobKind, Promise*, Cell*) override {}
  void leave_job(Realm&, Promise*) override {}
};

}  // namespace actx

#endif  // ACTX_VALUE_CONTEXT_HOOKS_H_
