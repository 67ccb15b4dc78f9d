#include "value/error.h"

#include "value/async_stack.h"
#include "value/conversions.h"
#include "value/stack.h"
#include "value/static_key.h"

namespace actx {

namespace {

constexpr double kDefaultStackLimit = 10;

// Error.stackTraceLimit; negative when it is no number.
double stack_limit(Realm& realm) {
  if (!realm.has_intrinsic(Intrinsic::kError)) return kDefaultStackLimit;
  Object* error = realm.intrinsic(Intrinsic::kError);
  Property* property = error->own_slot(realm, key_of<"stackTraceLimit">());
  if (property == nullptr || (property->flags & kAccessor) != 0 || !property->value.is_number()) {
    return -1;
  }
  double limit = property->value.as_number();
  return limit > 0 ? limit : 0;
}

// The lines, or null when no stack is wanted.
String* current_lines(Realm& realm, Function* skip_until) {
  double limit = stack_limit(realm);
  if (limit < 0) return nullptr;
  uint32_t lines = limit > 1000 ? 1000 : static_cast<uint32_t>(limit);
  return realm.string(std::u16string_view(stack_text(realm, lines, skip_until)));
}

}  // namespace

void ErrorObject::capture(Realm& realm, Function* skip_until) {
  lines_ = current_lines(realm, skip_until);
  make_lazily();
}

bool ErrorObject::materialise(Realm& realm, PropertyKey key) {
  if (key != realm.names().stack) return Object::materialise(realm, key);
  // In the table first, so that a `name` getter that looks at the stack finds undefined.
  add_builtin(realm, key, Value(), kHidden);
  if (lines_ == nullptr) return true;
  Value stack(realm.concat(stack_head(realm, this), lines_));
  if (Property* property = table_.find(key)) property->value = stack;
  return true;
}

void ErrorObject::list_builtins(Realm& realm, KeyList* out) {
  out->push_back(realm.arena(), realm.names().stack);
  Object::list_builtins(realm, out);
}

String* stack_head(Realm& realm, Object* object) {
  const Names& names = realm.names();
  try {
    Value name = object->get(realm, names.name);
    String* head = name.is_undefined() ? literal_of<"Error">() : to_string(realm, name);
    Value message = object->get(realm, names.message);
    String* text = message.is_undefined() ? names.empty.as_atom() : to_string(realm, message);
    if (head->length() == 0) return text;
    if (text->length() == 0) return head;
    return realm.concat(realm.concat(head, literal_of<": ">()), text);
  } catch (const Throw&) {
    return literal_of<"<error>">();
  }
}

Object* make_error(Realm& realm, Intrinsic prototype, std::string_view message) {
  ErrorObject* error = realm.make<ErrorObject>(realm.intrinsic(prototype));
  error->capture(realm, nullptr);
  error->define_raw(realm, realm.names().message, Value(realm.string(message)), kHidden);
  return error;
}

void capture_stack(Realm& realm, Object* object, Function* skip_until) {
  String* lines = current_lines(realm, skip_until);
  Value stack;
  if (lines != nullptr) stack = Value(realm.concat(stack_head(realm, object), lines));
  object->define_or_throw(realm, realm.names().stack, PropertyDescriptor::data(stack, kHidden));
}

std::u16string stack_text(Realm& realm, uint32_t limit, Function* skip_until) {
  std::u16string text;
  const Activation* activation = realm.activation();
  if (skip_until != nullptr) {
    while (activation != nullptr && activation->callee != skip_until) {
      activation = activation->caller;
    }
    if (activation != nullptr) activation = activation->caller;
  }
  std::u16string line;
  for (; activation != nullptr && limit > 0; activation = activation->caller) {
    if (activation->describe == nullptr) continue;
    line.clear();
    activation->describe(realm, *activation, &line);
    if (line.empty()) continue;  // Function.prototype.call and its like are not shown
    text += u"\n    at " + line;
    --limit;
  }
  append_async_lines(realm, limit, &text);
  return text;
}

void throw_error(Realm& realm, Intrinsic prototype, std::string_view message) {
  throw Throw{Value(make_error(realm, prototype, message))};
}
void throw_type_error(Realm& realm, std::string_view message) {
  throw_error(realm, Intrinsic::kTypeErrorPrototype, message);
}
void throw_range_error(Realm& realm, std::string_view message) {
  throw_error(realm, Intrinsic::kRangeErrorPrototype, message);
}
void throw_reference_error(Realm& realm, std::string_view message) {
  throw_error(realm, Intrinsic::kReferenceErrorPrototype, message);
}
void throw_syntax_error(Realm& realm, std::string_view message) {
  throw_error(realm, Intrinsic::kSyntaxErrorPrototype, message);
}

}  // namespace actx
