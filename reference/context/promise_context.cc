// Promises: their resources, and the context of reactions, awaits, thenables and rejections.
//
// A promise job runs on behalf of a promise (derived, throwaway, or resolved with a thenable) and,
// where nothing else is said, in the context that promise captured when it was made.
#include "context/async_local_storage.h"
#include "context/context.h"
#include "value/footprint.h"
#include "value/promise.h"
#include "value/static_key.h"

namespace actx {
namespace {

Resource* resource_of(const Promise* promise) {
  return promise == nullptr ? nullptr : static_cast<Resource*>(promise->context);
}

}  // namespace

void Context::start_promise_tracking() {
  always_tracks_promises_ = rules_.promise_tracking() == PromiseTracking::kAlways;
  tracks_promises_ = tracks_promise_init_ = always_tracks_promises_;
  // Looked at, not asked: whether these rules matter shows when a job starts.
  keeps_creation_ =
      stores_in_frames_ && (rules_.is(RuleId::kReactionContext, ReactionContext::kAtCreation) ||
                            rules_.is(RuleId::kAwaitContext, AwaitContext::kAtCreation) ||
                            rules_.is(RuleId::kThenableContext, ThenableContext::kAtCreation) ||
                            rules_.is(RuleId::kRejectionContext, RejectionContext::kAtCreation));
  keeps_settlement_ = rules_.is(RuleId::kReactionContext, ReactionContext::kAtSettle) ||
                      rules_.is(RuleId::kAwaitContext, AwaitContext::kAtSettle);
}

void Context::stop_tracking_promises() {
  if (!wants_promises_ && !always_tracks_promises_) tracks_promises_ = false;
}

/// Where the context of a job of this kind comes from.
Context::JobOrigin Context::origin_of(JobKind kind) const {
  switch (kind) {
    case JobKind::kReaction:
      switch (rules_.reaction_context()) {
        case ReactionContext::kAtThen:
          return JobOrigin::kCapture;
        case ReactionContext::kAtSettle:
          return JobOrigin::kSettlement;
        case ReactionContext::kAtCreation:
          return JobOrigin::kCreation;
        case ReactionContext::kLost:
          return JobOrigin::kNone;
      }
      break;
    case JobKind::kAwait:
      switch (rules_.await_context()) {
        case AwaitContext::kAtAwait:
          return JobOrigin::kCapture;
        case AwaitContext::kAtSettle:
          return JobOrigin::kSettlement;
        case AwaitContext::kAtCreation:
          return JobOrigin::kCreation;
        case AwaitContext::kLost:
          return JobOrigin::kNone;
      }
      break;
    case JobKind::kThenable:
      switch (rules_.thenable_context()) {
        case ThenableContext::kAtResolve:
          return JobOrigin::kCapture;
        case ThenableContext::kAtCreation:
          return JobOrigin::kCreation;
        case ThenableContext::kLost:
          return JobOrigin::kNone;
      }
      break;
    case JobKind::kRejection:
      // Looked at; RejectionScope asks, when listeners run.
      if (rules_.is(RuleId::kRejectionContext, RejectionContext::kAtRejection)) break;
      return rules_.is(RuleId::kRejectionContext, RejectionContext::kLost) ? JobOrigin::kNone
                                                                           : JobOrigin::kCreation;
  }
  return JobOrigin::kCapture;
}

// Resources of promises -------------------------------------------------------

Resource* Context::make_promise_resource(Promise* promise) {
  if (Resource* known = resource_of(promise)) return known;
  auto* made = realm_.make<Resource>(ResourceKind::kPromise, literal_of<"PROMISE">());
  made->object = promise;
  promise->context = made;
  return made;
}

/// Shows the ids of a promise that gets them now. Throws what a frozen promise throws.
void Context::give_id(Resource* resource) {
  resource->async_id = new_async_id();
  show_ids(*resource);
  resource->has_id = true;
}

/// Gives the promise its ids when it has none, and its parent before it. Null when one of them is
/// frozen: that is an uncaught exception, and the promise goes without.
Resource* Context::track(Promise* promise, Promise* parent) {
  Resource* resource = make_promise_resource(promise);
  if (resource->has_id) return resource;
  try {
    resource->trigger_id = default_trigger_id();
    if (parent != nullptr && rules_.promise_trigger() == PromiseTrigger::kParent) {
      Resource* made_from = make_promise_resource(parent);
      if (!made_from->has_id) give_id(made_from);
      resource->trigger_id = made_from->async_id;
    }
    give_id(resource);
  } catch (const Throw& thrown) {
    if (host_ == nullptr) throw;
    host_->uncaught_in_promise(thrown.value);
    return nullptr;
  }
  return resource;
}

void Context::promise_created(Realm&, Promise* promise, Promise* parent) {
  Footprint::note_if_active(WorldCell::kInstances, Touch::kRead);
  if (keeps_creation_) make_promise_resource(promise)->frame = frame_to_capture();
  if (!tracks_promises_ || !(tracks_promise_init_ || tracks_promise_destroy_)) return;
  Resource* resource = track(promise, parent);
  if (resource == nullptr) return;
  if (tracks_promise_init_) {
    if (!captured_by_hook()) capture_into(resource);
    tell_init(resource);
  }
  if (tracks_promise_destroy_) destroy_when_collected(resource);
}

void Context::promise_resolved(Realm&, Promise* promise) {
  if (keeps_settlement_) {
    make_promise_resource(promise)->settled_in = current_for_job();
    if (Footprint* footprint = Footprint::active()) footprint->forbid_joins();
  }
  const bool told = tracks_promises_ && tracks_promise_resolve_;
  // A trace alone gives no ids.
  const Resource* resource = told ? track(promise, nullptr) : resource_of(promise);
  if (resource == nullptr || !resource->has_id) return;
  if (trace_ != nullptr) trace_->promise_resolve(resource->async_id);
  if (!told || rules_.promise_resolve_hook() == PromiseResolveHook::kNotTold) return;
  tell_promise_resolve(resource->async_id);
}

bool Context::wants_throwaway() const {
  return tracks_promises_;
}

// Jobs ------------------------------------------------------------------------

/// A resource of nobody's, to carry stores: the current ones, or none.
Resource* Context::make_holder(bool with_stores) {
  auto* holder = realm_.make<Resource>(ResourceKind::kRoot, literal_of<"holder">());
  holder->object = realm_.new_object();
  if (with_stores) capture_into(holder);
  return holder;
}

/// The current context as a job keeps it: a frame, or a holder.
Cell* Context::current_for_job() {
  if (stores_in_frames_) return frame_to_capture();
  return make_holder(true);
}

Cell* Context::capture(Realm&, JobKind kind, Promise* source) {
  switch (origin_of(kind)) {
    case JobOrigin::kCapture:
      // On resources, the derived promise or the throwaway has captured by itself.
      if (!stores_in_frames_ && (kind == JobKind::kReaction || kind == JobKind::kAwait)) {
        return nullptr;
      }
      return current_for_job();
    case JobOrigin::kSettlement:
      return source;
    case JobOrigin::kCreation: {
      Resource* made = resource_of(source);
      if (!stores_in_frames_) return made;
      return made == nullptr ? nullptr : made->frame;
    }
    case JobOrigin::kNone:
      return stores_in_frames_ ? nullptr : make_holder(false);
  }
  return nullptr;
}

void Context::enter_job(Realm&, JobKind kind, Promise* promise, Cell* captured) {
  open_jobs_.push_back(realm_.arena(), {frame_, stack_.size()});
  if (origin_of(kind) == JobOrigin::kSettlement) {
    const Resource* source = resource_of(static_cast<Promise*>(captured));
    captured = source == nullptr ? nullptr : source->settled_in;
  }
  auto* holder = stores_in_frames_ ? nullptr : static_cast<Resource*>(captured);
  Resource* own = nullptr;
  if (tracks_promises_ && promise != nullptr) own = track(promise, nullptr);
  if (own != nullptr) {
    push(holder == nullptr ? own : holder, own->async_id, own->trigger_id);
  } else if (holder != nullptr) {
    push(holder, 0, 0);
  }
  if (stores_in_frames_) frame_ = static_cast<StoreFrame*>(captured);
  if (trace_ != nullptr) trace_->callback_start(execution_id_, u"PROMISE");
  if (own != nullptr) tell_before(*own, own->async_id);
}

void Context::leave_job(Realm&, Promise* promise) {
  if (trace_ != nullptr) trace_->callback_end(execution_id_, false);
  if (open_jobs_.empty()) return;
  const OpenJob job = open_jobs_.back();
  open_jobs_.pop_back();
  if (tracks_promises_ && promise != nullptr) {
    const Resource* own = track(promise, nullptr);
    if (own != nullptr) tell_after(*own, own->async_id);
  }
  pop_to(job.depth);
  frame_ = job.saved_frame;
}

}  // namespace actx
