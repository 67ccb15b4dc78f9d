#include "context/async_resource.h"

#include "context/coded_error.h"

namespace actx {
namespace {

AsyncId trigger_of(Context& context, std::optional<AsyncId> given) {
  if (given && context.rules().trigger_given() == TriggerGiven::kKept) return *given;
  switch (context.rules().trigger_default()) {
    case TriggerDefault::kExecution:
      return context.execution_async_id();
    case TriggerDefault::kDefaultTrigger:
      break;
    case TriggerDefault::kZero:
      return 0;
  }
  return context.default_trigger_id();
}

}  // namespace

AsyncResource::AsyncResource(Context& context, String* type, Object* object, const Options& options)
    : context_(&context) {
  Realm& realm = context.realm();
  const AsyncId trigger = trigger_of(context, options.trigger);
  if (type->length() == 0 && context.init_hooks_exist() &&
      context.rules().empty_type() == EmptyType::kThrowsWithHooks) {
    throw_coded_error(realm, Intrinsic::kTypeErrorPrototype, "ERR_ASYNC_TYPE",
                      "Invalid name for async \"type\": ");
  }
  if (object == nullptr) object = realm.new_object();
  resource_ = context.create_resource({options.kind, type}, object, trigger);
  context.destroy_when_collected(resource_, options.require_manual_destroy);
}

void AsyncResource::emit_destroy() {
  if (resource_->destroys > 0) {
    switch (context_->rules().emit_destroy_again()) {
      case EmitDestroyAgain::kThrows:
        throw_error(context_->realm(), Intrinsic::kErrorPrototype,
                    "emitDestroy was called before for this AsyncResource");
      case EmitDestroyAgain::kFiresAgain:
        break;
      case EmitDestroyAgain::kSilent:
        return;
    }
  }
  context_->emit_destroy(resource_);
}

}  // namespace actx
