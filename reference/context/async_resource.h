// AsyncResource: an asynchronous operation that a program defines.
//
// Invariants
// - It captures the context of its construction and enters it for every runInAsyncScope.
// - Its ids are fixed when it is constructed.
#ifndef ACTX_CONTEXT_ASYNC_RESOURCE_H_
#define ACTX_CONTEXT_ASYNC_RESOURCE_H_

#include "context/context.h"

namespace actx {

class AsyncResource {
 public:
  struct Options {
    std::optional<AsyncId> trigger;  // the default of the rule trigger_default when not given
    bool require_manual_destroy = false;
    ResourceKind kind = ResourceKind::kAsyncResource;
  };

  /// A resource of type `type`. Init hooks see `object`, its public object; null makes one.
  /// Throws TypeError ERR_ASYNC_TYPE when `type` is empty and the rule empty_type says so
  /// (AR-NEW-01..06).
  AsyncResource(Context& context, String* type, Object* object, const Options& options);
  AsyncResource(Context& context, String* type, Object* object = nullptr)
      : AsyncResource(context, type, object, Options()) {}

  /// Calls `callback` in the context of this resource, and returns its result (AR-SCOPE-01..05).
  Value run_in_async_scope(Callback callback) {
    return call_in_scope(*context_, resource_, callback);
  }
  /// Tells the destroy hooks (AR-DESTROY-03). A second call does what emit_destroy_again says.
  void emit_destroy();
  AsyncId async_id() const { return resource_->async_id; }
  AsyncId trigger_async_id() const { return resource_->trigger_id; }
  Resource* resource() const { return resource_; }

 private:
  Context* context_;
  Resource* resource_;
};

}  // namespace actx

#endif  // ACTX_CONTEXT_ASYNC_RESOURCE_H_
