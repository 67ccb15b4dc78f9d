#include "script/vm_ops.h"

namespace actx {

void throw_not_callable(Realm& realm, Value callee, const std::string& text) {
  throw_type_error(
      realm, (text.empty() ? describe_for_message(realm, callee) : text) + " is not a function");
}

void throw_not_constructor(Realm& realm, Value callee, const std::string& text) {
  throw_type_error(
      realm, (text.empty() ? describe_for_message(realm, callee) : text) + " is not a constructor");
}

Args spread_arguments(Value array) {
  const ArenaVector<Value>& elements = static_cast<Array*>(array.as_object())->elements();
  return {elements.begin(), elements.size()};
}

}  // namespace actx
