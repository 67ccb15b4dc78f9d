// Capture: what a resource keeps of the context in which it is made; and reading and writing
// stores, on resources or in frames.
#include "context/async_local_storage.h"
#include "context/context.h"
#include "value/footprint.h"

namespace actx {

// Reading and writing ---------------------------------------------------------

std::optional<Context::Found> Context::find_store(Symbol* key) {
  if (stores_in_frames_) {
    const FrameEntry* entry = frame_ == nullptr ? nullptr : frame_->find(key);
    if (entry == nullptr) return std::nullopt;
    return Found{entry->store, entry->origin, entry->set_in};
  }
  Object* object = executing_resource()->object;
  if (object == nullptr) return std::nullopt;
  const PropertyKey property = PropertyKey::symbol(key);
  Footprint::read_if_active(object);
  const Property* slot = object->own_slot(realm_, property);
  if (slot == nullptr) return std::nullopt;
  Found found{(slot->flags & kAccessor) != 0 ? object->get(realm_, property) : slot->value,
              StoreOrigin::kNone, -1};
  if (trace_ != nullptr) {
    if (const StoreOrigins::Entry* entry = origins_.find(object, key)) {
      found.origin = entry->origin;
      found.set_in = entry->set_in;
    }
  }
  return found;
}

void Context::set_store(Symbol* key, Value store, StoreOrigin origin) {
  set_store_at(executing_resource(), key, store, origin);
}

void Context::set_store_at(Resource* place, Symbol* key, Value store, StoreOrigin origin) {
  if (trace_ != nullptr) trace_->store_set(instance_with(key), execution_id_, store, origin);
  if (rules_.captured_store() == CapturedStore::kFixed) {
    frame_ = StoreFrame::with(realm_.arena(), frame_, {key, store, origin, execution_id_});
    return;
  }
  Object* object = object_of(place);
  write_store(object, key, store);
  if (trace_ != nullptr) origins_.note(realm_.arena(), {object, key, origin, execution_id_});
}

/// The number of the instance with this key, for traces.
uint32_t Context::instance_with(const Symbol* key) const {
  for (const AsyncLocalStorage* instance : instances_) {
    if (instance->key() == key) return instance->number();
  }
  return 0;
}

void Context::erase_store(Symbol* key) {
  if (stores_in_frames_) {
    if (frame_ != nullptr) frame_->erase(key);
  } else if (Object* object = executing_resource()->object) {
    object->delete_property(realm_, PropertyKey::symbol(key));
  }
}

/// Set(object, key, store, true), short for the usual case of a plain extensible object.
void Context::write_store(Object* object, Symbol* key, Value store) {
  const PropertyKey property = PropertyKey::symbol(key);
  Property* slot = object->own_slot(realm_, property);
  Footprint::write_if_active(object);
  if (slot != nullptr && (slot->flags & (kWritable | kAccessor)) == kWritable) {
    slot->value = store;
  } else if (slot == nullptr && object->is_extensible(realm_)) {
    object->define_raw(realm_, property, store);
  } else {
    object->put(realm_, property, store);
  }
}

// Capturing -------------------------------------------------------------------

Context::Captures Context::captures(ResourceKind kind) const {
  const auto unless = [](bool lost) { return lost ? Captures::kNothing : Captures::kCurrent; };
  switch (kind) {
    case ResourceKind::kRoot:
    case ResourceKind::kPromise:
      return Captures::kCurrent;
    case ResourceKind::kTimeout:
      if (rules_.timeout_context() == TimeoutContext::kAmbient) return Captures::kAmbient;
      return unless(rules_.timeout_context() == TimeoutContext::kLost);
    case ResourceKind::kImmediate:
      return unless(rules_.immediate_context() == ImmediateContext::kLost);
    case ResourceKind::kTick:
      return unless(rules_.tick_context() == TickContext::kLost);
    case ResourceKind::kMicrotask:
      return unless(rules_.microtask_context() == MicrotaskContext::kLost);
    case ResourceKind::kNative:
    case ResourceKind::kFile:
    case ResourceKind::kLookup:
    case ResourceKind::kWork:
    case ResourceKind::kServer:
    case ResourceKind::kSocket:
    case ResourceKind::kWorker:
      return unless(rules_.native_context() == NativeContext::kLost || is_lost(kind));
    case ResourceKind::kAsyncResource:
      if (rules_.resource_context() == ResourceContext::kAtCall) return Captures::kAmbient;
      return unless(rules_.resource_context() == ResourceContext::kLost);
    case ResourceKind::kBound:
      if (rules_.bind_context() == BindContext::kAtCall) return Captures::kAmbient;
      return unless(rules_.bind_context() == BindContext::kLost);
    case ResourceKind::kSnapshot:
      if (rules_.snapshot_context() == SnapshotContext::kAtCall) return Captures::kAmbient;
      return unless(rules_.snapshot_context() == SnapshotContext::kLost);
  }
  return Captures::kCurrent;
}

/// What the rule about one kind of I/O says.
bool Context::is_lost(ResourceKind kind) const {
  switch (kind) {
    case ResourceKind::kFile:
      return rules_.file_context() == FileContext::kLost;
    case ResourceKind::kLookup:
      return rules_.lookup_context() == LookupContext::kLost;
    case ResourceKind::kWork:
      return rules_.work_context() == WorkContext::kLost;
    case ResourceKind::kServer:
      return rules_.server_context() == ServerContext::kLost;
    case ResourceKind::kSocket:
      return rules_.socket_context() == SocketContext::kLost;
    case ResourceKind::kWorker:
      return rules_.worker_context() == WorkerContext::kLost;
    default:
      return false;
  }
}

/// True when the storage hook captures, in its place among the init hooks.
bool Context::captured_by_hook() const {
  return storage_hook_enabled_ && rules_.capture_order() == CaptureOrder::kInHookOrder;
}

void Context::capture_into(Resource* resource) {
  switch (captures(resource->kind)) {
    case Captures::kCurrent:
      if (stores_in_frames_) {
        resource->frame = frame_to_capture();
      } else {
        propagate(resource->object);
      }
      break;
    case Captures::kAmbient:
      break;  // when it is entered
    case Captures::kNothing:
      forget_stores(resource);
      break;
  }
}

bool Context::is_captured(const AsyncLocalStorage& instance) const {
  switch (rules_.capture_instances()) {
    case CaptureInstances::kAll:
      return true;
    case CaptureInstances::kEnabled:
      return instance.is_enabled();
    case CaptureInstances::kFirstOnly:
      return instance.number() == 1;
    case CaptureInstances::kLastOnly:
      return instance.number() == last_instance_;
  }
  return true;
}

/// The current frame as an operation made now keeps it.
StoreFrame* Context::frame_to_capture() {
  StoreFrame* captured = frame_;
  for (const AsyncLocalStorage* instance : instances_) {
    const auto& instead = instance->capture_instead_;
    if (instead.active) {
      captured =
          StoreFrame::with(realm_.arena(), captured,
                           {instance->key(), instead.store, StoreOrigin::kRun, execution_id_});
    } else if (captured != nullptr && captured->find(instance->key()) != nullptr &&
               !is_captured(*instance)) {
      captured = StoreFrame::without(realm_.arena(), captured, instance->key());
    }
  }
  return captured;
}

/// Copies the stores of the executing resource to `to`, those of enabled instances first and in
/// the order in which they were enabled. An absent store is written as undefined.
void Context::propagate(Object* to) {
  for (AsyncLocalStorage* instance : enabled_) {
    if (is_captured(*instance)) copy_store(*instance, to);
  }
  if (enabled_.size() == instances_.size()) return;
  for (AsyncLocalStorage* instance : instances_) {
    if (!instance->is_enabled() && is_captured(*instance)) copy_store(*instance, to);
  }
}

void Context::copy_store(AsyncLocalStorage& instance, Object* to) {
  const std::optional<Found> found = find_store(instance.key());
  const auto& instead = instance.capture_instead_;
  const Value store = instead.active ? instead.store : found ? found->store : Value();
  write_store(to, instance.key(), store);
  if (trace_ == nullptr || !found) return;
  origins_.note(realm_.arena(), {to, instance.key(), found->origin, found->set_in});
}

void Context::forget_stores(Resource* resource) {
  resource->frame = nullptr;
  if (stores_in_frames_ || resource->object == nullptr) return;
  for (const AsyncLocalStorage* instance : instances_) {
    const PropertyKey property = PropertyKey::symbol(instance->key());
    if (resource->object->own_slot(realm_, property) != nullptr) {
      resource->object->put(realm_, property, Value());
    }
  }
}

// Capturing again -------------------------------------------------------------

void Context::inherit(Resource* resource, Resource* from) {
  push(from, execution_id_, trigger_id_);
  if (stores_in_frames_) frame_ = from->frame;
  capture_into(resource);
  pop();
}

void Context::socket_accepted(Resource* socket, Resource* server) {
  if (rules_.accepted_context() == AcceptedContext::kAtListen) inherit(socket, server);
}

void Context::response_expected(Resource* response, Resource* first) {
  switch (rules_.response_context()) {
    case ResponseContext::kOfRequest:
      break;
    case ResponseContext::kOfConnection:
      inherit(response, first);
      break;
    case ResponseContext::kLost:
      forget_stores(response);
      break;
  }
}

void Context::connection_serves(Resource* connection, Serving event) {
  switch (rules_.request_context()) {
    case RequestContext::kOfConnection:
      break;
    case RequestContext::kOfPrevious:
      if (event == Serving::kAnswered) capture_into(connection);
      break;
    case RequestContext::kLost:
      forget_stores(connection);
      break;
  }
}

void Context::port_used(Resource* port, PortUse use) {
  switch (rules_.message_context()) {
    case MessageContext::kAtCreation:
      break;
    case MessageContext::kAtListener:
      if (use == PortUse::kStarted) capture_into(port);
      break;
    case MessageContext::kAtPost:
      if (use == PortUse::kPosted) capture_into(port);
      break;
    case MessageContext::kLost:
      forget_stores(port);
      break;
  }
}

}  // namespace actx
