// Telling hooks: init, before, after, destroy, promiseResolve; and counting who wants to be told.
#include "context/async_local_storage.h"
#include "context/context.h"
#include "value/footprint.h"

namespace actx {
namespace {

constexpr uint8_t kAnyEvent = 0xff;
/// With so many destroy events waiting, the next one has all of them delivered in a microtask: a
/// program that never comes to the check phase must not collect them without end. Measured.
constexpr size_t kManyDestroys = 16384;

class DeliveryJob final : public Job {
 public:
  explicit DeliveryJob(Context& context) : context_(context) {}
  void run(Realm&) override { context_.deliver_destroys(); }
  void trace(Tracer&) const override {}

 private:
  Context& context_;
};

/// The microtask that turns promise tracking off.
class StopTrackingJob final : public Job {
 public:
  explicit StopTrackingJob(Context& context) : context_(context) {}
  void run(Realm&) override { context_.stop_tracking_promises(); }
  void trace(Tracer&) const override {}

 private:
  Context& context_;
};

}  // namespace

/// Tells `tell_one(hook)` for each hook that wants `event`. An error of a hook is fatal.
template <class Tell>
void Context::tell(HookEvent event, Tell&& tell_one) {
  if (!hooks_.wants(event)) return;
  const bool reversed = rules_.hook_order() == HookOrder::kReversed;
  hooks_.tell_each(event, reversed, [&](Hook& hook) {
    try {
      tell_one(hook);
    } catch (const Throw& thrown) {
      hook_failed(thrown.value);
    }
  });
}

void Context::hook_failed(Value error) {
  if (rules_.hook_error() == HookError::kIgnored) return;
  if (host_ != nullptr) host_->fatal_hook_error(error);
  throw FatalHookError{error};
}

void Context::tell_init(Resource* resource) {
  if (trace_ != nullptr) {
    trace_->init(resource->async_id, realm_.units(resource->type), resource->trigger_id,
                 execution_id_);
  }
  if (!hooks_.wants(kInitEvent)) return;
  const bool told = rules_.init_hook() == InitHook::kTold;
  tell(kInitEvent, [&](Hook& hook) {
    if (told || &hook == storage_hook_) hook.init(*this, *resource);
  });
}

/// Runs `tell_all` in the context that the rule hook_context says: the resource's, which is current
/// already, or the caller's.
template <class Tell>
void Context::tell_in_hook_context(const Resource& resource, Tell&& tell_all) {
  const bool user_made = resource.kind == ResourceKind::kAsyncResource ||
                         resource.kind == ResourceKind::kBound ||
                         resource.kind == ResourceKind::kSnapshot;
  if (!user_made || rules_.hook_context() == HookContext::kOfResource) return tell_all();
  const Scope inner = stack_.back();
  StoreFrame* const frame = frame_;
  frame_ = inner.saved_frame;
  if (stack_.size() > 1) {
    stack_.back().resource = stack_[stack_.size() - 2].resource;
  } else {
    stack_.back().resource = root(Root::kTopLevel);
  }
  tell_all();
  stack_.back().resource = inner.resource;
  frame_ = frame;
}

void Context::tell_before(const Resource& resource, AsyncId id) {
  if (trace_ != nullptr && id != 0) trace_->before(id);
  if (!hooks_.wants(kBeforeEvent)) return;
  tell_in_hook_context(resource,
                       [&] { tell(kBeforeEvent, [&](Hook& hook) { hook.before(*this, id); }); });
}

void Context::tell_after(const Resource& resource, AsyncId id) {
  if (trace_ != nullptr && id != 0) trace_->after(id);
  if (!hooks_.wants(kAfterEvent)) return;
  tell_in_hook_context(resource,
                       [&] { tell(kAfterEvent, [&](Hook& hook) { hook.after(*this, id); }); });
}

void Context::tell_promise_resolve(AsyncId id) {
  tell(kPromiseResolveEvent, [&](Hook& hook) { hook.promise_resolve(*this, id); });
}

// Destroy ---------------------------------------------------------------------

void Context::emit_destroy(Resource* resource) {
  ++resource->destroys;
  if (!hooks_.wants(kDestroyEvent) || resource->async_id <= 0) {
    if (trace_ != nullptr) trace_->destroy(resource->async_id);
    return;
  }
  switch (rules_.destroy_delivery()) {
    case DestroyDelivery::kCheckPhase:
      queue_destroy(resource->async_id);
      break;
    case DestroyDelivery::kAtOnce:
      tell_destroy(resource->async_id);
      break;
    case DestroyDelivery::kNever:
      break;
  }
}

void Context::queue_destroy(AsyncId id) {
  const size_t waiting = destroys_.size();
  destroys_.push(realm_.arena(), id);
  if (is_delivering_ || host_ == nullptr) return;
  if (waiting == 0) host_->request_destroy_delivery();
  if (waiting == kManyDestroys) realm_.enqueue_job(realm_.make<DeliveryJob>(*this));
}

void Context::tell_destroy(AsyncId id) {
  if (trace_ != nullptr) trace_->destroy(id);
  tell(kDestroyEvent, [&](Hook& hook) { hook.destroy(*this, id); });
}

void Context::deliver_destroys() {
  is_delivering_ = true;
  while (!destroys_.empty()) {
    for (const AsyncId id : destroys_.take()) tell_destroy(id);
  }
  is_delivering_ = false;
}

void Context::destroy_when_collected(Resource* resource, bool manual) {
  if (!hooks_.wants(kDestroyEvent)) return;
  switch (rules_.collected_destroy()) {
    case CollectedDestroy::kNever:
      return;
    case CollectedDestroy::kUnlessManual:
      if (manual) return;
      break;
    case CollectedDestroy::kAlways:
      break;
    case CollectedDestroy::kAlsoAfterManual:
      resource->tells_collection = true;
      break;
  }
  destroys_.watch(realm_.arena(), resource);
}

void Context::sweep(Realm&, const Tracer& tracer) {
  destroys_.take_unreachable([&](const Object* object) { return tracer.is_marked(object); },
                             [&](const Resource* resource) {
                               const bool tells =
                                   resource->destroys == 0 || resource->tells_collection;
                               if (tells && hooks_.wants(kDestroyEvent)) {
                                 queue_destroy(resource->async_id);
                               }
                             });
}

// Enabling --------------------------------------------------------------------

void Context::enable_hook(Hook* hook) {
  add_hook(hook);
}

void Context::disable_hook(Hook* hook) {
  if (rules_.hook_disable() == HookDisable::kIgnored) return;
  remove_hook(hook);
}

void Context::add_hook(Hook* hook) {
  if (hook != storage_hook_) Footprint::give_up_if_active();
  if (hooks_.is_telling()) hooks_.set_change_at_once(rules_.hook_change() == HookChange::kAtOnce);
  if (!hooks_.enable(realm_.arena(), hook)) return;
  wants_promises_ = true;
  tracks_promises_ = true;
  tracks_promise_init_ = always_tracks_promises_ || hooks_.wants(kInitEvent);
  tracks_promise_destroy_ = hooks_.wants(kDestroyEvent);
  tracks_promise_resolve_ = hooks_.wants(kPromiseResolveEvent);
}

void Context::remove_hook(Hook* hook) {
  if (hooks_.is_telling()) hooks_.set_change_at_once(rules_.hook_change() == HookChange::kAtOnce);
  const bool wanted = hooks_.wants(kAnyEvent);
  if (!hooks_.disable(realm_.arena(), hook)) return;
  // A change in the middle of a telling does not count: promises stay tracked.
  if (!wanted || hooks_.wants(kAnyEvent)) return;
  wants_promises_ = false;
  // Later, because a promise job may be between its before and its after.
  realm_.enqueue_job(realm_.make<StopTrackingJob>(*this));
}

}  // namespace actx
