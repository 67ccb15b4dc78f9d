// How error messages and stacks show values: V8's texts, never running program code.
#include "value/bigint.h"
#include "value/conversions.h"
#include "value/proxy.h"
#include "value/stack.h"

namespace actx {

namespace {

// The data property found along the stored prototype chain; empty when missing, an accessor, or
// behind a proxy.
Value peek(Realm& realm, Object* object, PropertyKey key) {
  for (Object* o = object; o != nullptr; o = o->prototype()) {
    if (o->object_class() == ObjectClass::kProxy) return Value::empty();
    Property* property = o->own_slot(realm, key);
    if (property == nullptr) continue;
    return (property->flags & kAccessor) != 0 ? Value::empty() : property->value;
  }
  return Value::empty();
}

const char* class_tag(Object* object) {
  switch (object->object_class()) {
    case ObjectClass::kArray:
      return "Array";
    case ObjectClass::kArguments:
      return "Arguments";
    case ObjectClass::kFunction:
      return "Function";
    case ObjectClass::kError:
      return "Error";
    case ObjectClass::kBoolean:
      return "Boolean";
    case ObjectClass::kNumber:
      return "Number";
    case ObjectClass::kString:
      return "String";
    case ObjectClass::kDate:
      return "Date";
    case ObjectClass::kRegExp:
      return "RegExp";
    default:
      return "Object";
  }
}

// ErrorUtils::ToString over data properties only.
std::string describe_error(Realm& realm, Object* error) {
  Value name = peek(realm, error, realm.names().name);
  Value message = peek(realm, error, realm.names().message);
  std::string head =
      name.is_empty() || name.is_undefined() ? "Error" : describe_for_message(realm, name);
  std::string text =
      message.is_empty() || message.is_undefined() ? "" : describe_for_message(realm, message);
  if (head.empty()) return text;
  return text.empty() ? head : head + ": " + text;
}

std::string describe_object(Realm& realm, Object* object) {
  if (Function* function = as<Function>(object)) {
    return realm.utf8(function->source_text(realm));
  }
  if (object->object_class() == ObjectClass::kError) return describe_error(realm, object);
  Value to_string = peek(realm, object, realm.names().toString);
  Object* object_prototype = realm.intrinsic(Intrinsic::kObjectPrototype);
  Property* own = object_prototype->own_slot(realm, realm.names().toString);
  bool plain = object->object_class() == ObjectClass::kProxy ||
               (own != nullptr && (own->flags & kAccessor) == 0 && to_string.is_object() &&
                own->value.is_object() && own->value.as_object() == to_string.as_object());
  if (plain) {
    Value constructor = object->object_class() == ObjectClass::kProxy
                            ? Value(realm.intrinsic(Intrinsic::kObject))
                            : peek(realm, object, realm.names().constructor);
    if (Function* function = as<Function>(constructor)) {
      std::string name = realm.utf8(function_name(realm, function));
      if (!name.empty()) return "#<" + name + ">";
    }
  }
  Value tag = peek(realm, object, realm.names().sym_to_string_tag);
  return std::string("[object ") +
         (tag.is_string() ? realm.utf8(tag.as_string()) : std::string(class_tag(object))) + "]";
}

}  // namespace

std::string describe_for_message(Realm& realm, Value value) {
  if (value.is_object()) return describe_object(realm, value.as_object());
  if (!value.is_symbol()) return realm.utf8(to_string(realm, value));
  String* description = value.as_symbol()->description();
  return "Symbol(" + (description == nullptr ? "" : realm.utf8(description)) + ")";
}

std::string describe_for_message(Realm& realm, PropertyKey key) {
  return describe_for_message(realm, realm.key_value(key));
}

String* function_name(Realm& realm, Object* function) {
  Property* property = function->own_slot(realm, realm.names().name);
  if (property == nullptr || (property->flags & kAccessor) != 0 || !property->value.is_string()) {
    return realm.names().empty.as_atom();
  }
  return property->value.as_string();
}

String* constructor_name(Realm& realm, Object* object) {
  const Names& names = realm.names();
  String* name = names.empty.as_atom();
  Value constructor = peek(realm, object, names.constructor);
  if (Function* function = as<Function>(constructor)) {
    name = function_name(realm, function);
    bool is_object = realm.units(name) == u"Object";
    if (name->length() != 0 && !is_object) return name;
  }
  Value tag = peek(realm, object, names.sym_to_string_tag);
  if (tag.is_string()) return tag.as_string();
  return name->length() != 0 ? name : realm.literal(class_tag(object));
}

}  // namespace actx
