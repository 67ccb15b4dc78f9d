// Object and Object.prototype (ECMAScript 20.1); the statics stand in object_statics.cc.
#include "value/builtins/builtins.h"
#include "value/builtins/object_statics.h"
#include "value/builtins/rows.h"
#include "value/proxy.h"

namespace actx {

namespace {

Value object_constructor(Realm& realm, const Call& call) {
  if (call.new_target != nullptr && call.new_target != call.callee) {
    return Value(realm.make<Object>(
        prototype_from_constructor(realm, call.new_target, Intrinsic::kObjectPrototype)));
  }
  return call.arg(0).is_nullish() ? Value(realm.new_object())
                                  : Value(to_object(realm, call.arg(0)));
}

Value has_own_property(Realm& realm, const Call& call) {
  PropertyKey key = realm.to_property_key(call.arg(0));
  return Value(to_object(realm, call.this_value)->has_own_property(realm, key));
}

Value is_prototype_of(Realm& realm, const Call& call) {
  if (!call.arg(0).is_object()) return Value(false);
  Object* self = to_object(realm, call.this_value);
  Object* object = call.arg(0).as_object();
  while ((object = object->get_prototype_of(realm)) != nullptr) {
    if (object == self) return Value(true);
  }
  return Value(false);
}

Value property_is_enumerable(Realm& realm, const Call& call) {
  PropertyKey key = realm.to_property_key(call.arg(0));
  PropertyDescriptor desc;
  return Value(to_object(realm, call.this_value)->get_own_property(realm, key, &desc) &&
               desc.enumerable);
}

Value to_locale_string(Realm& realm, const Call& call) {
  return invoke(realm, call.this_value, realm.names().toString, {});
}

Value value_of(Realm& realm, const Call& call) {
  return Value(to_object(realm, call.this_value));
}

Value get_proto(Realm& realm, const Call& call) {
  return Value(to_object(realm, call.this_value)->get_prototype_of(realm));
}

Value set_proto(Realm& realm, const Call& call) {
  if (call.this_value.is_nullish()) {
    throw_type_error(realm, "Object.prototype.__proto__ called on null or undefined");
  }
  Value prototype = call.arg(0);
  if (!prototype.is_object() && !prototype.is_null()) return Value();
  if (call.this_value.is_object()) {
    set_prototype_or_throw(realm, call.this_value.as_object(),
                           prototype.is_null() ? nullptr : prototype.as_object());
  }
  return Value();
}

Value define_accessor(Realm& realm, const Call& call, bool is_getter) {
  Object* object = to_object(realm, call.this_value);
  if (!is_callable(call.arg(1))) {
    throw_type_error(realm, std::string("Object.prototype.__define") +
                                (is_getter ? "Getter" : "Setter") + "__: Expecting function");
  }
  PropertyDescriptor desc;
  (is_getter ? desc.getter : desc.setter) = call.arg(1);
  (is_getter ? desc.has_getter : desc.has_setter) = true;
  desc.enumerable = desc.has_enumerable = desc.configurable = desc.has_configurable = true;
  object->define_or_throw(realm, realm.to_property_key(call.arg(0)), desc);
  return Value();
}

Value define_getter(Realm& realm, const Call& call) {
  return define_accessor(realm, call, true);
}
Value define_setter(Realm& realm, const Call& call) {
  return define_accessor(realm, call, false);
}

Value lookup_accessor(Realm& realm, const Call& call, bool is_getter) {
  Object* object = to_object(realm, call.this_value);
  PropertyKey key = realm.to_property_key(call.arg(0));
  for (; object != nullptr; object = object->get_prototype_of(realm)) {
    PropertyDescriptor desc;
    if (object->get_own_property(realm, key, &desc)) return is_getter ? desc.getter : desc.setter;
  }
  return Value();
}

Value lookup_getter(Realm& realm, const Call& call) {
  return lookup_accessor(realm, call, true);
}
Value lookup_setter(Realm& realm, const Call& call) {
  return lookup_accessor(realm, call, false);
}

const char* builtin_tag(Realm& realm, Object* object) {
  if (is_array(realm, Value(object))) return "Array";
  if (object->is_callable()) return "Function";
  switch (object->object_class()) {
    case ObjectClass::kArguments:
      return "Arguments";
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

constexpr LazyProperty kPrototypeRows[] = {
    lazy_intrinsic("constructor", Intrinsic::kObject),
    lazy_method("__defineGetter__", define_getter, 2),
    lazy_method("__defineSetter__", define_setter, 2),
    lazy_method("hasOwnProperty", has_own_property, 1),
    lazy_method("__lookupGetter__", lookup_getter, 1),
    lazy_method("__lookupSetter__", lookup_setter, 1),
    lazy_method("isPrototypeOf", is_prototype_of, 1),
    lazy_method("propertyIsEnumerable", property_is_enumerable, 1),
    lazy_method("toString", object_to_string, 0),
    lazy_method("valueOf", value_of, 0),
    lazy_getter("__proto__", get_proto, set_proto),
    lazy_method("toLocaleString", to_locale_string, 0),
};
constexpr LazyTable kPrototype(kPrototypeRows);

}  // namespace

Value object_to_string(Realm& realm, const Call& call) {
  if (call.this_value.is_undefined()) return Value(realm.literal("[object Undefined]"));
  if (call.this_value.is_null()) return Value(realm.literal("[object Null]"));
  Object* object = to_object(realm, call.this_value);
  const char* builtin = builtin_tag(realm, object);
  Value tag = object->get(realm, realm.names().sym_to_string_tag, Value(object));
  std::u16string text = u"[object ";
  text += tag.is_string() ? std::u16string(realm.units(tag.as_string())) : utf8_to_utf16(builtin);
  return Value(realm.string(std::u16string_view(text += u"]")));
}

Object* build_ObjectPrototype(Realm& realm) {
  Object* object = realm.make<Object>(nullptr);
  object->set_lazy_table(kPrototype);
  return object;
}

Object* build_Object(Realm& realm) {
  return realm.new_constructor(object_constructor, "Object", 1, object_statics());
}

}  // namespace actx
