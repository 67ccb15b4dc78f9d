// The context of a thread: which resource is executing, which stores it sees, who is told.
//
// This is the heart of the simulator. The host makes a Resource when an operation is scheduled and
// opens a CallbackScope when a callback of it runs; AsyncLocalStorage and AsyncResource read and
// write the current context; the language reports promises through ContextHooks. What each of
// these means is decided by the rules in force (rules.def), never by the caller.
//
// Invariants
// - One Context per realm and thread. It is empty again after reset().
// - Scopes nest. A CallbackScope that a JavaScript exception leaves stays open, so that the
//   listeners of uncaughtException run in it; unwind_uncaught() closes it then.
// - Nothing here runs the loop: what must happen later is asked of the ContextHost.
//
// Words
// - executing resource: the innermost open scope's; the top-level resource when there is none.
// - root: a resource that no operation made: main script, top level, process object. Each keeps
//   the stores written while it was executing, for the life of the run.
// - tracked promise: one that has a resource. Promises are tracked while a hook is enabled.
#ifndef ACTX_CONTEXT_CONTEXT_H_
#define ACTX_CONTEXT_CONTEXT_H_

#include <optional>

#include "context/callback.h"
#include "context/context_state.h"
#include "context/rules.h"
#include "trace/trace.h"
#include "value/context_hooks.h"
#include "value/realm.h"

namespace actx {

enum class OnThrow : uint8_t;

/// What the context asks of its host.
class ContextHost {
 public:
  /// Call Context::deliver_destroys once, in the next check phase, before the immediates of the
  /// program and with no scope open. Keeps the loop alive until then.
  virtual void request_destroy_delivery() = 0;
  /// A hook threw `error`: print it as Node does and end the run with exit code 1. Does not return.
  virtual void fatal_hook_error(Value error) = 0;
  /// An exception that no code of the program could catch: a frozen promise refused its ids.
  virtual void uncaught_in_promise(Value error) = 0;
  /// The `process` object, which is the public object of the process root.
  virtual Object* process_object() = 0;

 protected:
  ~ContextHost() = default;
};

/// The resources that no operation made.
enum class Root : uint8_t {
  kTopLevel,  // no scope at all: ESM evaluation, and whatever runs between callbacks: ids 0 and 0
  kMain,      // the main script when it is CommonJS: ids 1 and 0
  kProcess,   // the phases of timers and immediates, and events of `process`: ids 0 and 0
};

class Context final : public ContextHooks,
                      public RootSource,
                      private WeakHolder,
                      private ContextState {
 public:
  /// `host` may be null when nothing destroys resources and no hook throws.
  Context(Realm& realm, const Rules& rules, ContextHost* host = nullptr);
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  /// Forgets everything; call right after realm.reset(). Registers itself with the realm again.
  void reset(const Rules& rules);

  Realm& realm() { return realm_; }
  /// The rules in force. Asking for a rule notes that the run depends on it.
  const Rules& rules() const { return rules_; }
  void set_trace(TraceSink* sink) { trace_ = sink; }
  TraceSink* trace_sink() const { return trace_; }

  // Resources -----------------------------------------------------------------

  /// Makes the resource of an operation that is being scheduled now, captures the current context
  /// for it and tells the init hooks (AR-NEW-04). `object`: its public object. `trigger`: the
  /// triggerAsyncId; default_trigger_id() when not given. To schedule an operation again under a
  /// new id (a refreshed timeout that had fired), make a new resource for the same object.
  Resource* create_resource(ResourceType type, Object* object,
                            std::optional<AsyncId> trigger = std::nullopt);
  /// The same with a type name known at compile time.
  Resource* create_resource(ResourceKind kind, std::string_view type, Object* object,
                            std::optional<AsyncId> trigger = std::nullopt);
  /// The resource of a timeout that is refreshed after `ended`, its resource, had fired: a new id,
  /// in the context that the rule timeout_refresh says.
  Resource* renew_resource(Resource* ended);
  /// The resource in whose scope an event listener registered now runs; null when it runs in the
  /// context of whoever emits (EE-EMIT-01).
  Resource* create_listener_resource();
  /// The resource in whose scope the listeners of 'data' run from now on, where a stream begins to
  /// flow; null when they run in the context of what emits.
  Resource* create_reader_resource();
  /// Where the callback of stream.finished(), which is called now, will run.
  enum class Finished : uint8_t { kOfCaller, kOfEnder, kLost };
  Finished finished_runs() const;
  /// A resource without stores, for callbacks that have lost theirs.
  Resource* create_empty_resource() { return make_holder(false); }
  /// The operation is over: destroy hooks hear of it in the next check phase (AR-DESTROY-03).
  void emit_destroy(Resource* resource);
  /// A destroy event follows when `resource.object` becomes unreachable, unless emit_destroy was
  /// called before (AR-DESTROY-04). Does nothing when no destroy hook is enabled now.
  /// `manual`: requireManualDestroy was asked for.
  void destroy_when_collected(Resource* resource, bool manual = false);
  /// The host's answer to request_destroy_delivery.
  void deliver_destroys();

  // Ids and the executing resource --------------------------------------------

  AsyncId execution_async_id() const;
  AsyncId trigger_async_id() const;
  /// The trigger of resources made now: a DefaultTriggerScope's, else execution_async_id().
  AsyncId default_trigger_id() const {
    return default_trigger_ >= 0 ? default_trigger_ : execution_id_;
  }
  AsyncId new_async_id();
  /// executionAsyncResource(): never null.
  Object* execution_async_resource();
  Resource* executing_resource();
  /// No resource or instance was made in this run.
  bool is_untouched() const;
  /// How many scopes are open.
  size_t depth() const { return stack_.size(); }

  // Stores --------------------------------------------------------------------

  /// Whether stores live in frames (else on resources): the rule captured_store.
  bool stores_in_frames() const { return stores_in_frames_; }
  /// What find_store found: the store and where it came from.
  struct Found {
    Value store;
    StoreOrigin origin;
    AsyncId set_in;
  };
  /// The store of the instance with `key` in the current context; nothing when there is none.
  std::optional<Found> find_store(Symbol* key);
  /// Puts `store` into the current context. Throws what a frozen resource throws.
  void set_store(Symbol* key, Value store, StoreOrigin origin);
  /// The same for the context that `place` names, which was current before.
  void set_store_at(Resource* place, Symbol* key, Value store, StoreOrigin origin);
  /// Forgets the store of `key` in the current context only.
  void erase_store(Symbol* key);
  /// The current context, to be put back by a RestoreScope. For APIs that capture a context but
  /// are no operation of their own. Null is a context too: the one without stores.
  Cell* capture_current() { return stores_in_frames_ ? frame_to_capture() : nullptr; }

  // What rules about sockets and ports ask for. Each is called where it happens, and may change the
  // context of a resource that was made before.

  /// `server` has accepted `socket`.
  void socket_accepted(Resource* socket, Resource* server);
  /// `response` was made for a request of an HTTP client; `first` for the first on its connection.
  void response_expected(Resource* response, Resource* first);
  enum class Serving : uint8_t { kBegins, kAnswered };
  /// An HTTP server begins to serve `connection`, or has answered a request on it.
  void connection_serves(Resource* connection, Serving event);
  enum class PortUse : uint8_t { kMade, kStarted, kPosted };
  /// `port` was made, or began to receive, or somebody on this thread has posted to it.
  void port_used(Resource* port, PortUse use);

  /// What an enabled instance does when it is told of a new resource: captures, if that is where
  /// the rule capture_order puts it.
  void capture_by_hook(Resource* resource) {
    if (captured_by_hook() && !resource->keeps_context) capture_into(resource);
  }

  // Hooks ---------------------------------------------------------------------

  void enable_hook(Hook* hook);
  void disable_hook(Hook* hook);
  /// The job that disabling the last hook queues: stops tracking promises if nothing was enabled
  /// since.
  void stop_tracking_promises();
  bool init_hooks_exist() const { return hooks_.wants(kInitEvent); }
  bool destroy_hooks_exist() const { return hooks_.wants(kDestroyEvent); }

  // Errors --------------------------------------------------------------------

  /// Call before the listeners of uncaughtException run: they see what the rule
  /// uncaught_context says. The scopes of the callback that threw are still open.
  void enter_uncaught();
  /// Call after the listeners: tells the after hooks of every open scope, innermost first, and
  /// leaves no scope open (ERR-UNCAUGHT-01).
  void unwind_uncaught();

  /// The keys under which promises and AsyncResources show their ids to who inspects them.
  static PropertyKey async_id_key();
  static PropertyKey trigger_id_key();

  // ContextHooks: what the language reports -----------------------------------

  void promise_created(Realm& realm, Promise* promise, Promise* parent) override;
  void promise_resolved(Realm& realm, Promise* promise) override;
  bool wants_throwaway() const override;
  Cell* capture(Realm& realm, JobKind kind, Promise* source) override;
  void enter_job(Realm& realm, JobKind kind, Promise* promise, Cell* captured) override;
  void leave_job(Realm& realm, Promise* promise) override;

  void trace_roots(Tracer& tracer) const override;
  void prepare_reclaim(const Tracer& tracer, HeapMarker& marker) override;

 private:
  friend class CallbackScope;
  friend Value call_in_scope(Context&, Resource*, Callback, OnThrow);
  friend class RootScope;
  friend class RestoreScope;
  friend class RejectionScope;
  friend class DefaultTriggerScope;
  friend class AsyncLocalStorage;

  /// Where the context of a job comes from.
  enum class JobOrigin : uint8_t { kCapture, kSettlement, kCreation, kNone };
  /// What a resource captures when it is made.
  enum class Captures : uint8_t { kCurrent, kAmbient, kNothing };

  void show_ids(const Resource& resource);

  // Scopes (scopes.cc).
  void push(Resource* resource, AsyncId id, AsyncId trigger);
  void pop();
  void pop_to(size_t depth);
  Resource* root(Root which);
  Resource* make_root(std::string_view type);
  Object* object_of(Resource* resource);
  void enter(Resource* resource);
  void leave(Resource* resource, size_t depth, bool thrown);

  // Telling hooks (telling.cc).
  template <class Tell>
  void tell(HookEvent event, Tell&& tell_one);
  template <class Tell>
  void tell_in_hook_context(const Resource& resource, Tell&& tell_all);
  void tell_init(Resource* resource);
  void tell_before(const Resource& resource, AsyncId id);
  void tell_after(const Resource& resource, AsyncId id);
  void hook_failed(Value error);
  void add_hook(Hook* hook);
  void remove_hook(Hook* hook);
  void queue_destroy(AsyncId id);
  void tell_destroy(AsyncId id);
  void tell_promise_resolve(AsyncId id);

  // Instances (async_local_storage.cc).
  uint32_t add_instance(AsyncLocalStorage* instance);
  Symbol* new_store_key();
  void instance_changed(AsyncLocalStorage* instance);
  void trace_read(StoreRead read);

  // Capture (capture.cc).
  Captures captures(ResourceKind kind) const;
  bool is_lost(ResourceKind kind) const;
  bool captured_by_hook() const;
  void capture_into(Resource* resource);
  void forget_stores(Resource* resource);
  /// Gives `resource` the context of `from`.
  void inherit(Resource* resource, Resource* from);
  void propagate(Object* to);
  bool is_captured(const AsyncLocalStorage& instance) const;
  void copy_store(AsyncLocalStorage& instance, Object* to);
  StoreFrame* frame_to_capture();
  void write_store(Object* object, Symbol* key, Value store);
  uint32_t instance_with(const Symbol* key) const;

  // Promises (promise_context.cc).
  void start_promise_tracking();
  JobOrigin origin_of(JobKind kind) const;
  Resource* make_promise_resource(Promise* promise);
  void give_id(Resource* resource);
  Resource* track(Promise* promise, Promise* parent);
  Resource* make_holder(bool with_stores);
  Cell* current_for_job();

  void sweep(Realm& realm, const Tracer& tracer) override;

  Realm& realm_;
  Rules rules_;
  ContextHost* host_;
  TraceSink* trace_ = nullptr;
};

/// Runs a callback of the loop for `resource`: enters its context and tells before hooks; tells
/// after hooks and restores when the scope ends. When a JavaScript exception leaves it, it stays
/// open until unwind_uncaught. One for all profiles. Lives on the C++ stack.
class CallbackScope {
 public:
  CallbackScope(Context& context, Resource* resource);
  ~CallbackScope() noexcept(false);
  CallbackScope(const CallbackScope&) = delete;
  CallbackScope& operator=(const CallbackScope&) = delete;

 private:
  Context& context_;
  Resource* resource_;
  size_t depth_;  // of the stack before this scope
  int exceptions_;
};

/// What call_in_scope leaves behind when the callback throws.
enum class OnThrow : uint8_t {
  kClose,      // runInAsyncScope: after hooks run, the context is restored, the exception goes on
  kMicrotask,  // queueMicrotask: the same, but listeners see what the rule microtask_throw says
};

/// Calls `callback` in the scope of `resource` and returns its result (AR-SCOPE-01..05).
Value call_in_scope(Context& context, Resource* resource, Callback callback,
                    OnThrow on_throw = OnThrow::kClose);

/// A root is executing. No hooks are told. Closes without complaint after unwind_uncaught.
class RootScope {
 public:
  RootScope(Context& context, Root root);
  ~RootScope();
  RootScope(const RootScope&) = delete;
  RootScope& operator=(const RootScope&) = delete;

 private:
  Context& context_;
  size_t depth_;
  StoreFrame* saved_;
};

/// Puts a captured context back for a while (see capture_current). Where stores live on resources
/// this does nothing: there the resource decides.
class RestoreScope {
 public:
  RestoreScope(Context& context, Cell* captured);
  ~RestoreScope();
  RestoreScope(const RestoreScope&) = delete;
  RestoreScope& operator=(const RestoreScope&) = delete;

 private:
  Context& context_;
  StoreFrame* saved_;
};

/// The listeners of unhandledRejection run: in the context that the rule rejection_context says,
/// with the ids of the rejected promise, no hooks told (ERR-REJECTION-01).
class RejectionScope {
 public:
  RejectionScope(Context& context, Promise* promise);
  ~RejectionScope();
  RejectionScope(const RejectionScope&) = delete;
  RejectionScope& operator=(const RejectionScope&) = delete;

 private:
  Context& context_;
  size_t depth_;
  StoreFrame* saved_;
};

/// Resources made inside have `trigger` as their default trigger.
class DefaultTriggerScope {
 public:
  DefaultTriggerScope(Context& context, AsyncId trigger)
      : context_(context), saved_(context.default_trigger_) {
    context.default_trigger_ = trigger;
  }
  ~DefaultTriggerScope() { context_.default_trigger_ = saved_; }
  DefaultTriggerScope(const DefaultTriggerScope&) = delete;
  DefaultTriggerScope& operator=(const DefaultTriggerScope&) = delete;

 private:
  Context& context_;
  AsyncId saved_;
};

}  // namespace actx

#endif  // ACTX_CONTEXT_CONTEXT_H_
