#include "context/context.h"

#include "context/async_local_storage.h"
#include "value/footprint.h"
#include "value/heap.h"
#include "value/promise.h"

namespace actx {
namespace {

PropertyKey permanent_symbol_key(std::string_view description) {
  return PropertyKey::symbol(AtomTable::for_thread().make_symbol(description));
}

/// AsyncResources show their ids as properties, as promises do.
bool shows_ids(ResourceKind kind) {
  return kind == ResourceKind::kAsyncResource || kind == ResourceKind::kBound ||
         kind == ResourceKind::kSnapshot;
}

}  // namespace

void Resource::trace(Tracer& tracer) const {
  tracer.visit(object);
  tracer.visit(frame);
  tracer.visit(settled_in);
}

Context::Context(Realm& realm, const Rules& rules, ContextHost* host) : realm_(realm), host_(host) {
  reset(rules);
}

void Context::reset(const Rules& rules) {
  static_cast<ContextState&>(*this) = ContextState();
  rules_ = rules;
  rules_.clear_asked();
  // Looked at, not asked: the rule matters to the run once there is a store; see set_store_at.
  stores_in_frames_ = rules_.is(RuleId::kCapturedStore, CapturedStore::kFixed);
  start_promise_tracking();
  realm_.set_context_hooks(this);
  realm_.add_root_source(this);
  realm_.add_weak_holder(this);
}

bool Context::is_untouched() const {
  return last_id_ == 1 && top_level_ == nullptr && main_ == nullptr && process_ == nullptr &&
         stack_.empty() && instances_.empty();
}

PropertyKey Context::async_id_key() {
  static thread_local const PropertyKey kKey = permanent_symbol_key("async_id_symbol");
  return kKey;
}

PropertyKey Context::trigger_id_key() {
  static thread_local const PropertyKey kKey = permanent_symbol_key("trigger_async_id_symbol");
  return kKey;
}

/// For footprints: a callback of the loop may follow from `resource`.
static void note_made(const Resource& resource) {
  Footprint* footprint = Footprint::active();
  if (footprint == nullptr) [[likely]]
    return;
  footprint->note(WorldCell::kInstances, Touch::kRead);  // those whose stores are captured
  switch (resource.kind) {
    case ResourceKind::kPromise:
    case ResourceKind::kTick:
    case ResourceKind::kMicrotask:
      return;
    default:
      return footprint->made(resource.object != nullptr ? static_cast<const void*>(resource.object)
                                                        : static_cast<const void*>(&resource));
  }
}

AsyncId Context::new_async_id() {
  switch (rules_.async_ids()) {
    case AsyncIds::kUnique:
      break;
    case AsyncIds::kZero:
      return 0;
    case AsyncIds::kExecution:
      return execution_id_;
  }
  return ++last_id_;
}

Resource* Context::create_resource(ResourceType type, Object* object,
                                   std::optional<AsyncId> trigger) {
  auto* resource = realm_.make<Resource>(type.kind, type.name);
  resource->object = object;
  note_made(*resource);
  resource->async_id = new_async_id();
  resource->trigger_id = trigger ? *trigger : default_trigger_id();
  resource->has_id = true;
  if (shows_ids(type.kind)) show_ids(*resource);
  if (!captured_by_hook()) capture_into(resource);
  tell_init(resource);
  return resource;
}

Resource* Context::create_resource(ResourceKind kind, std::string_view type, Object* object,
                                   std::optional<AsyncId> trigger) {
  return create_resource({kind, realm_.literal(type)}, object, trigger);
}

Resource* Context::renew_resource(Resource* ended) {
  if (rules_.timeout_refresh() == TimeoutRefresh::kNewContext) {
    return create_resource({ended->kind, ended->type}, ended->object);
  }
  // The stores stay where they are, on the object or in the frame.
  auto* renewed = realm_.make<Resource>(ended->kind, ended->type);
  renewed->object = ended->object;
  note_made(*renewed);
  renewed->frame = ended->frame;
  renewed->async_id = new_async_id();
  renewed->trigger_id = default_trigger_id();
  renewed->has_id = true;
  renewed->keeps_context = true;
  tell_init(renewed);
  return renewed;
}

Resource* Context::create_listener_resource() {
  switch (rules_.listener_context()) {
    case ListenerContext::kEmitCaller:
      break;
    case ListenerContext::kRegistration:
      return make_holder(true);
    case ListenerContext::kLost:
      return make_holder(false);
  }
  return nullptr;
}

Resource* Context::create_reader_resource() {
  return rules_.data_context() == DataContext::kOfReader ? make_holder(true) : nullptr;
}

Context::Finished Context::finished_runs() const {
  switch (rules_.finished_context()) {
    case FinishedContext::kOfCaller:
      break;
    case FinishedContext::kOfEnder:
      return Finished::kOfEnder;
    case FinishedContext::kOfCallerInContext:
      return frame_ == nullptr && hooks_.empty() ? Finished::kOfEnder : Finished::kOfCaller;
    case FinishedContext::kLost:
      return Finished::kLost;
  }
  return Finished::kOfCaller;
}

/// Writes the ids where who inspects the object sees them. Throws what a frozen promise throws.
void Context::show_ids(const Resource& resource) {
  Object* object = resource.object;
  object->put(realm_, async_id_key(), Value(static_cast<double>(resource.async_id)));
  object->put(realm_, trigger_id_key(), Value(static_cast<double>(resource.trigger_id)));
}

AsyncId Context::execution_async_id() const {
  return rules_.execution_id() == ExecutionId::kZero ? 0 : execution_id_;
}

AsyncId Context::trigger_async_id() const {
  return rules_.trigger_id() == TriggerId::kExecution ? execution_id_ : trigger_id_;
}

Resource* Context::executing_resource() {
  return stack_.empty() ? root(Root::kTopLevel) : stack_.back().resource;
}

Object* Context::execution_async_resource() {
  if (rules_.executing_object() == ExecutingObject::kFresh) return realm_.new_object();
  return object_of(executing_resource());
}

void Context::prepare_reclaim(const Tracer& tracer, HeapMarker& marker) {
  instances_.keep_if([&](const AsyncLocalStorage* known) { return tracer.is_marked(known); });
  origins_.keep_if([&](const Object* object) { return tracer.is_marked(object); });
  marker.scan(this, sizeof(*this));
}

void Context::trace_roots(Tracer& tracer) const {
  for (const Scope& scope : stack_) {
    tracer.visit(scope.resource);
    tracer.visit(scope.saved_frame);
  }
  for (const OpenJob& job : open_jobs_) tracer.visit(job.saved_frame);
  for (const AsyncLocalStorage* instance : enabled_) tracer.visit(instance);
  for (const SavedStore* saved = saved_stores_; saved != nullptr; saved = saved->next) {
    tracer.visit(saved->store);
  }
  tracer.visit(frame_);
  tracer.visit(top_level_);
  tracer.visit(main_);
  tracer.visit(process_);
  tracer.visit(last_store_);
  hooks_.trace(tracer);
}

}  // namespace actx
