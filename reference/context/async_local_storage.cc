#include "context/async_local_storage.h"

#include "value/conversions.h"
#include "value/footprint.h"
#include "value/static_key.h"
#include "value/tracer.h"

namespace actx {
namespace {

/// The hook that an enabled instance amounts to: new resources capture when it is told.
class StorageHook final : public Hook {
 public:
  StorageHook() : Hook(kInitEvent) {}
  void init(Context& context, Resource& resource) override { context.capture_by_hook(&resource); }
};

/// A property-by-property copy of an object (a mutant).
Value shallow_copy(Realm& realm, Object* object) {
  Object* copy = realm.new_object();
  for (uint32_t i = 0; i < object->table().slot_count(); ++i) {
    const Property& property = object->table().slot(i);
    if (property.key.is_none() || (property.flags & kAccessor) != 0) continue;
    copy->define_raw(realm, property.key, property.value);
  }
  return Value(copy);
}

}  // namespace

AsyncLocalStorage::AsyncLocalStorage(Context& context) : context_(context) {
  number_ = context.add_instance(this);
  key_ = context.new_store_key();
  // Frames know no enabled state: the instance is there from the start.
  enabled_ = context.rules().is(RuleId::kDisablePending, DisablePending::kCurrentFrame);
}

// run -------------------------------------------------------------------------

/// True when run(store) changes nothing and therefore restores nothing.
bool AsyncLocalStorage::only_calls(Value store) {
  if (context_.rules().run_restore() != RunRestore::kUnlessSameValue) return false;
  const Value current = look().store;
  if (context_.rules().same_store() == SameStore::kStrictEquality) {
    return is_strictly_equal(context_.realm(), current, store);
  }
  return same_value(context_.realm(), current, store);
}

Value AsyncLocalStorage::run(Value store, Callback callback) {
  if (only_calls(store)) return call(callback);
  enable(By::kRun);
  // The restore goes to the resource that executes now, whatever executes then.
  Resource* const place = context_.executing_resource();
  Symbol* const key = key_;
  const SavedStore before(&context_.saved_stores_, current());
  const CaptureInstead instead_before = capture_instead_;
  capture_instead_ = {context_.rules().run_async_work() == RunAsyncWork::kSeesOuter, before.store};
  const std::optional<Value> entered = to_enter(store);
  if (entered) context_.set_store(key, *entered, StoreOrigin::kRun);
  Value result;
  try {
    result = call(callback);
  } catch (const Throw&) {
    capture_instead_ = instead_before;
    leave_run({place, key, store, before.store}, true);
    throw;
  }
  capture_instead_ = instead_before;
  leave_run({place, key, store, before.store}, false);
  return result;
}

/// The store that run(store) enters, or nothing when it leaves the current one.
std::optional<Value> AsyncLocalStorage::to_enter(Value store) {
  switch (context_.rules().run_store()) {
    case RunStore::kGiven:
      break;
    case RunStore::kOuterWins:
      if (!current().is_undefined()) return std::nullopt;
      break;
    case RunStore::kUndefinedIgnored:
      if (store.is_undefined()) return std::nullopt;
      break;
    case RunStore::kNotSet:
      return std::nullopt;
  }
  context_.last_store_ = store;
  return store;
}

void AsyncLocalStorage::leave_run(const Run& run, bool thrown) {
  if (run.key != key_) return;  // disable() has made everybody forget
  Value restored = run.before;
  switch (context_.rules().run_restore()) {
    case RunRestore::kAlways:
    case RunRestore::kUnlessSameValue:
      break;
    case RunRestore::kNever:
      return;
    case RunRestore::kNotOnThrow:
      if (thrown) return;
      break;
    case RunRestore::kToUndefined:
      restored = Value();
      break;
  }
  const bool entered_another = !same_value(context_.realm(), current(), run.entered);
  if (entered_another && context_.rules().enter_with_in_run() == EnterWithInRun::kOutlivesRun) {
    return;
  }
  context_.set_store_at(run.place, run.key, restored, StoreOrigin::kRestored);
}

/// Calls the callback of run() or exit().
Value AsyncLocalStorage::call(Callback callback) {
  Value result;
  try {
    result = callback();
  } catch (const Throw&) {
    switch (context_.rules().callback_throw()) {
      case CallbackThrow::kRethrown:
        throw;
      case CallbackThrow::kSwallowed:
        return Value();
      case CallbackThrow::kWrapped:
        throw_type_error(context_.realm(), "The callback failed");
    }
  }
  const bool returned = context_.rules().callback_result() == CallbackResult::kReturned;
  return returned ? result : Value();
}

// exit ------------------------------------------------------------------------

Value AsyncLocalStorage::exit(Callback callback) {
  Footprint::read_if_active(this);
  if (!enabled_) {
    const Value result = call(callback);
    if (context_.rules().exit_when_disabled() == ExitWhenDisabled::kEnables) set_enabled(true);
    return result;
  }
  switch (context_.rules().exit_store()) {
    case ExitStore::kUndefinedStore:
      return exit_with_undefined(callback);
    case ExitStore::kDisables:
      return exit_by([&](bool hide) { set_enabled(!hide); }, callback);
    case ExitStore::kSyncOnly:
      return exit_by([&](bool hide) { hidden_ = hide; }, callback);
    case ExitStore::kAllInstances:
      return exit_by([&](bool hide) { context_.exits_hiding_all_ += hide ? 1 : -1; }, callback);
    case ExitStore::kVisible:
      break;
  }
  return call(callback);
}

/// True when exit() puts things back as they were.
bool AsyncLocalStorage::restores_after_exit(bool thrown) const {
  switch (context_.rules().exit_restore()) {
    case ExitRestore::kAlways:
      break;
    case ExitRestore::kNever:
      return false;
    case ExitRestore::kNotOnThrow:
      return !thrown;
  }
  return true;
}

/// The store is hidden by a flag: `hide(true)` before the callback, `hide(false)` after it.
Value AsyncLocalStorage::exit_by(FunctionRef<void(bool)> hide, Callback callback) {
  hide(true);
  Value result;
  try {
    result = call(callback);
  } catch (const Throw&) {
    if (restores_after_exit(true)) hide(false);
    throw;
  }
  if (restores_after_exit(false)) hide(false);
  return result;
}

/// The store is undefined for the callback, as if entered.
Value AsyncLocalStorage::exit_with_undefined(Callback callback) {
  if (only_calls(Value())) return call(callback);
  Resource* const place = context_.executing_resource();
  Symbol* const key = key_;
  const SavedStore before(&context_.saved_stores_, current());
  context_.set_store(key, Value(), StoreOrigin::kExited);
  const auto restore = [&](bool thrown) {
    if (key != key_ || !restores_after_exit(thrown)) return;
    context_.set_store_at(place, key, before.store, StoreOrigin::kRestored);
  };
  Value result;
  try {
    result = call(callback);
  } catch (const Throw&) {
    restore(true);
    throw;
  }
  restore(false);
  return result;
}

// enterWith -------------------------------------------------------------------

void AsyncLocalStorage::enter_with(Value store) {
  switch (context_.rules().enter_with()) {
    case EnterWith::kEnters:
      break;
    case EnterWith::kIgnored:
      return;
    case EnterWith::kKeepsFirst:
      if (!look().store.is_undefined()) return;
      break;
    case EnterWith::kUndefinedIgnored:
      if (store.is_undefined()) return;
      break;
  }
  enable(By::kEnterWith);
  if (context_.rules().enter_with_async_work() == EnterWithAsyncWork::kSeesOuter) {
    capture_instead_ = {true, current()};
  }
  context_.last_store_ = store;
  context_.set_store(key_, store, StoreOrigin::kEnterWith);
}

// Enabling and disabling ------------------------------------------------------

void AsyncLocalStorage::enable(By by) {
  Footprint::read_if_active(this);
  if (enabled_) return;
  if (was_enabled_) {
    switch (context_.rules().enable_again()) {
      case EnableAgain::kRunAndEnterWith:
        break;
      case EnableAgain::kRunOnly:
        if (by != By::kRun) return;
        break;
      case EnableAgain::kEnterWithOnly:
        if (by != By::kEnterWith) return;
        break;
      case EnableAgain::kNothing:
        return;
    }
  }
  set_enabled(true);
}

void AsyncLocalStorage::set_enabled(bool enabled) {
  Footprint::read_if_active(this);
  if (enabled == enabled_) return;
  Footprint::write_if_active(this);
  enabled_ = enabled;
  was_enabled_ = true;
  context_.instance_changed(this);
  changed();
}

void AsyncLocalStorage::disable() {
  if (context_.rules().disable_store() == DisableStore::kKept) return;
  if (context_.rules().disable_reach() == DisableReach::kThisInstance) return disable_this();
  for (AsyncLocalStorage* instance : context_.instances_) instance->disable_this();
}

void AsyncLocalStorage::disable_this() {
  Footprint::write_if_active(this);
  switch (context_.rules().disable_pending()) {
    case DisablePending::kCurrentFrame:
      return context_.erase_store(key_);
    case DisablePending::kForgotten:
      // Stores are found by key: under a new one, no old store is ever found again.
      if (enabled_) key_ = context_.new_store_key();
      break;
    case DisablePending::kKeptUntilEnabled:
      break;
    case DisablePending::kExecutingOnly:
      return context_.set_store(key_, Value(), StoreOrigin::kDisabled);
  }
  set_enabled(false);
}

// getStore --------------------------------------------------------------------

/// The store in the current context, enabled or not; undefined when there is none.
Value AsyncLocalStorage::current() {
  Footprint::read_if_active(this);
  const std::optional<Context::Found> found = context_.find_store(key_);
  return found ? found->store : default_;
}

Value AsyncLocalStorage::get_store() {
  const Context::Found answer = look();
  if (context_.trace_sink() != nullptr) {
    context_.trace_read({.instance = number_,
                         .store = answer.store,
                         .origin = answer.origin,
                         .set_in = answer.set_in});
  }
  return answer.store;
}

/// What getStore() answers, and why.
Context::Found AsyncLocalStorage::look() {
  Footprint::read_if_active(this);
  if (!enabled_) return {no_store(), StoreOrigin::kDisabled, -1};
  if (hidden_ || context_.exits_hiding_all_ > 0) return {no_store(), StoreOrigin::kExited, -1};
  const std::optional<Context::Found> found = context_.find_store(key_);
  if (!found) return {no_store(), StoreOrigin::kNone, -1};
  const Value store = found->store.is_undefined() ? no_store_or(found->store) : given(found->store);
  return {store, found->origin, found->set_in};
}

/// What getStore() answers when the store is `store`.
Value AsyncLocalStorage::given(Value store) const {
  switch (context_.rules().store_value()) {
    case StoreValue::kSame:
      break;
    case StoreValue::kFalsyIsNone:
      return to_boolean(store) ? store : Value();
    case StoreValue::kShallowCopy:
      return store.is_object() && !is_callable(store)
                 ? shallow_copy(context_.realm(), store.as_object())
                 : store;
    case StoreValue::kNullForUndefined:
      return store.is_undefined() ? Value::null() : store;
  }
  return store;
}

/// What getStore() answers where nobody has entered a store.
Value AsyncLocalStorage::no_store() {
  return default_.is_undefined() ? no_store_or(default_) : default_;
}

/// The same where the store is undefined, entered or not.
Value AsyncLocalStorage::no_store_or(Value store) {
  switch (context_.rules().no_store()) {
    case NoStore::kUndefined:
      break;
    case NoStore::kNull:
      return Value::null();
    case NoStore::kThrows:
      throw_type_error(context_.realm(), "There is no store");
    case NoStore::kLastStore:
      return context_.last_store_;
  }
  return given(store);
}

void AsyncLocalStorage::trace(Tracer& tracer) const {
  tracer.visit(default_);
  tracer.visit(capture_instead_.store);
}

// What the context keeps about instances --------------------------------------

uint32_t Context::add_instance(AsyncLocalStorage* instance) {
  Footprint::note_if_active(WorldCell::kInstances, Touch::kWrite);
  instances_.push_back(realm_.arena(), instance);
  return ++last_instance_;
}

Symbol* Context::new_store_key() {
  const bool shared = rules_.instance_isolation() == InstanceIsolation::kOneStore;
  if (shared && shared_key_ != nullptr) return shared_key_;
  shared_key_ = realm_.make<Symbol>(literal_of<"kResourceStore">());
  return shared_key_;
}

/// Keeps the list of enabled instances, and the hook that they amount to.
void Context::instance_changed(AsyncLocalStorage* instance) {
  Footprint::note_if_active(WorldCell::kInstances, Touch::kWrite);
  if (instance->is_enabled()) {
    enabled_.push_back(realm_.arena(), instance);
  } else {
    for (uint32_t i = 0; i < enabled_.size(); ++i) {
      if (enabled_[i] == instance) enabled_.erase_at(i--);
    }
  }
  if (rules_.storage_is_hook() == StorageIsHook::kNo) return;
  if (storage_hook_ == nullptr) storage_hook_ = realm_.make<StorageHook>();
  if (!enabled_.empty()) {
    add_hook(storage_hook_);
    storage_hook_enabled_ = true;
  } else {
    remove_hook(storage_hook_);
    storage_hook_enabled_ = false;
  }
}

void Context::trace_read(StoreRead read) {
  read.execution_id = execution_id_;
  read.inherited = read.set_in >= 0 && read.set_in != execution_id_;
  trace_->store_read(read);
}

}  // namespace actx
