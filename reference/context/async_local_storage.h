// AsyncLocalStorage: a store that follows asynchronous operations.
//
// Invariants
// - The stores themselves live in the current context (see context.h), under this instance's key.
//   The instance holds no store.
// - It is enabled by the first run() or enterWith(), and gives undefined while it is not. In the
//   `frame` profile it is enabled from the start and for ever.
//
// Words
// - store: the value that was given to run() or enterWith(), of any type.
#ifndef ACTX_CONTEXT_ASYNC_LOCAL_STORAGE_H_
#define ACTX_CONTEXT_ASYNC_LOCAL_STORAGE_H_

#include "context/callback.h"
#include "context/context.h"

namespace actx {

class AsyncLocalStorage : public Cell {
 public:
  explicit AsyncLocalStorage(Context& context);

  /// Calls `callback` with `store` as the store, and returns its result (ALS-RUN-01..10).
  Value run(Value store, Callback callback);
  /// Calls `callback` without a store, and returns its result (ALS-EXIT-01..09).
  Value exit(Callback callback);
  /// Makes `store` the store of the rest of this execution (ALS-ENTER-01..03).
  void enter_with(Value store);
  /// No store until run() or enterWith() is called again (ALS-DISABLE-01..03).
  void disable();
  /// The store of the current context, or undefined (ALS-GET-01, ALS-NEW-02).
  Value get_store();

  bool is_enabled() const { return enabled_; }
  Symbol* key() const { return key_; }
  /// 1 for the first instance of a run.
  uint32_t number() const { return number_; }
  /// Enables the instance without entering a store, as run() and enterWith() do first.
  void enable_now() { enable(By::kRun); }
  /// What get_store() gives where there is no store (ALS-NEW-03).
  void set_default(Value value) { default_ = value; }

  void trace(Tracer& tracer) const override;

 protected:
  ~AsyncLocalStorage() = default;
  Context& context() { return context_; }
  /// The enabled flag or the key changed: for those who show them as properties.
  virtual void changed() {}

 private:
  friend class Context;

  enum class By : uint8_t { kRun, kEnterWith };
  /// A run() in progress: where it entered what, and what was there before.
  struct Run {
    Resource* place;
    Symbol* key;
    Value entered;
    Value before;
  };
  bool only_calls(Value store);
  std::optional<Value> to_enter(Value store);
  void leave_run(const Run& run, bool thrown);
  Value call(Callback callback);
  bool restores_after_exit(bool thrown) const;
  Value exit_by(FunctionRef<void(bool)> hide, Callback callback);
  Value exit_with_undefined(Callback callback);
  void enable(By by);
  void set_enabled(bool enabled);
  void disable_this();
  Context::Found look();
  Value current();
  Value given(Value store) const;
  Value no_store();
  Value no_store_or(Value store);
  /// Operations made while `active` see `store` instead of the current one (mutants).
  struct CaptureInstead {
    bool active = false;
    Value store;
  };

  Context& context_;
  Symbol* key_;
  uint32_t number_;
  bool enabled_ = false;
  bool was_enabled_ = false;
  bool hidden_ = false;  // exit() hides the store without touching the context
  CaptureInstead capture_instead_;
  Value default_;
};

}  // namespace actx

#endif  // ACTX_CONTEXT_ASYNC_LOCAL_STORAGE_H_
