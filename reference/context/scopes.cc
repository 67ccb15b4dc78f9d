// Scopes: entering and leaving resources, roots, and what an uncaught exception leaves behind.
#include <exception>

#include "context/async_local_storage.h"
#include "context/context.h"
#include "value/promise.h"

namespace actx {

// Pushing and popping ---------------------------------------------------------

void Context::push(Resource* resource, AsyncId id, AsyncId trigger) {
  stack_.push_back(realm_.arena(), {resource, execution_id_, trigger_id_, frame_});
  execution_id_ = id;
  trigger_id_ = trigger;
}

void Context::pop() {
  const Scope scope = stack_.back();
  stack_.pop_back();
  execution_id_ = scope.saved_execution_id;
  trigger_id_ = scope.saved_trigger_id;
  frame_ = scope.saved_frame;
}

void Context::pop_to(size_t depth) {
  while (stack_.size() > depth) pop();
}

// Callbacks -------------------------------------------------------------------

void Context::enter(Resource* resource) {
  if (captures(resource->kind) == Captures::kAmbient) {
    if (stores_in_frames_) {
      resource->frame = frame_;
    } else {
      propagate(resource->object);
    }
  }
  if (resource->entered++ > 0 && rules_.repeated_context() == RepeatedContext::kLost) {
    forget_stores(resource);
  }
  push(resource, resource->async_id, resource->trigger_id);
  if (stores_in_frames_) frame_ = resource->frame;
  if (trace_ != nullptr) {
    trace_->callback_start(resource->async_id, realm_.units(resource->type));
  }
  if (rules_.scope_hooks() != ScopeHooks::kNoBefore) tell_before(*resource, resource->async_id);
}

/// `depth`: of the stack before enter().
void Context::leave(Resource* resource, size_t depth, bool thrown) {
  if (trace_ != nullptr) trace_->callback_end(resource->async_id, thrown);
  if (stack_.size() <= depth) return;  // unwind_uncaught has closed it
  const ScopeHooks told = rules_.scope_hooks();
  if (told != ScopeHooks::kNoAfter && !(thrown && told == ScopeHooks::kNoAfterOnThrow)) {
    tell_after(*resource, resource->async_id);
  }
  pop_to(depth);
}

CallbackScope::CallbackScope(Context& context, Resource* resource)
    : context_(context),
      resource_(resource),
      depth_(context.stack_.size()),
      exceptions_(std::uncaught_exceptions()) {
  context_.enter(resource_);
}

CallbackScope::~CallbackScope() noexcept(false) {
  if (std::uncaught_exceptions() == exceptions_) context_.leave(resource_, depth_, false);
}

Value call_in_scope(Context& context, Resource* resource, Callback callback, OnThrow on_throw) {
  const size_t depth = context.stack_.size();
  context.enter(resource);
  Value result;
  try {
    result = callback();
  } catch (const Throw&) {
    const ScopeRestore restore = context.rules_.scope_restore();
    if (restore != ScopeRestore::kAlways && on_throw == OnThrow::kClose) throw;
    context.leave(resource, depth, true);
    if (on_throw == OnThrow::kMicrotask &&
        context.rules_.microtask_throw() == MicrotaskThrow::kOfThrower) {
      // The ids are left, the stores stay until unwind_uncaught.
      context.push(resource, 0, 0);
      if (context.stores_in_frames_) context.frame_ = resource->frame;
    }
    throw;
  }
  if (on_throw == OnThrow::kClose && context.rules_.scope_restore() == ScopeRestore::kNever) {
    return result;
  }
  context.leave(resource, depth, false);
  return result;
}

// Roots -----------------------------------------------------------------------

Resource* Context::make_root(std::string_view type) {
  auto* made = realm_.make<Resource>(ResourceKind::kRoot, realm_.literal(type));
  made->has_id = true;
  return made;
}

Resource* Context::root(Root which) {
  Resource** place = &top_level_;
  if (which != Root::kTopLevel && rules_.root_stores() != RootStores::kOneForAll) {
    place = which == Root::kMain ? &main_ : &process_;
  }
  if (*place == nullptr) {
    *place = make_root(which == Root::kMain      ? "main"
                       : which == Root::kProcess ? "process"
                                                 : "top level");
  }
  return *place;
}

Object* Context::object_of(Resource* resource) {
  if (resource->object == nullptr) {
    resource->object =
        resource == process_ && host_ != nullptr ? host_->process_object() : realm_.new_object();
  }
  return resource->object;
}

RootScope::RootScope(Context& context, Root root)
    : context_(context), depth_(context.stack_.size()), saved_(context.frame_) {
  const bool fresh = context_.rules_.root_stores() == RootStores::kDropped;
  if (fresh && !context_.stores_in_frames_) {
    (root == Root::kTopLevel ? context_.top_level_
     : root == Root::kMain   ? context_.main_
                             : context_.process_) = nullptr;
  }
  if (root != Root::kTopLevel) {
    context_.push(context_.root(root), root == Root::kMain ? 1 : 0, 0);
  }
  context_.frame_ = nullptr;
}

RootScope::~RootScope() {
  context_.pop_to(depth_);
  context_.frame_ = saved_;
}

RestoreScope::RestoreScope(Context& context, Cell* captured)
    : context_(context), saved_(context.frame_) {
  if (context_.stores_in_frames_) context_.frame_ = static_cast<StoreFrame*>(captured);
}

RestoreScope::~RestoreScope() {
  context_.frame_ = saved_;
}

// Errors ----------------------------------------------------------------------

void Context::enter_uncaught() {
  default_trigger_ = -1;
  if (rules_.uncaught_context() == UncaughtContext::kLost) {
    push(make_holder(false), execution_id_, trigger_id_);
    frame_ = nullptr;
  }
}

void Context::unwind_uncaught() {
  while (!stack_.empty()) {
    if (execution_id_ != 0) tell_after(*stack_.back().resource, execution_id_);
    pop();
  }
  open_jobs_.clear();
  frame_ = nullptr;
}

RejectionScope::RejectionScope(Context& context, Promise* promise)
    : context_(context), depth_(context.stack_.size()), saved_(context.frame_) {
  // What the rule says was captured at the rejection; only now it shows.
  context_.rules_.rejection_context();
  Cell* captured = promise->rejection_context;
  auto* own = static_cast<Resource*>(promise->context);
  Resource* holder = own;
  if (!context_.stores_in_frames_ && captured != nullptr) {
    holder = static_cast<Resource*>(captured);
  }
  const bool has_id = own != nullptr && own->has_id;
  if (holder != nullptr) {
    context_.push(holder, has_id ? own->async_id : 0, has_id ? own->trigger_id : 0);
  }
  context_.frame_ = context_.stores_in_frames_ ? static_cast<StoreFrame*>(captured) : nullptr;
}

RejectionScope::~RejectionScope() {
  context_.pop_to(depth_);
  context_.frame_ = saved_;
}

}  // namespace actx
