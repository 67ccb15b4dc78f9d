#include "value/wrappers.h"

#include "value/conversions.h"
#include "value/realm.h"

namespace actx {

// StringGetOwnProperty (10.4.3.5).
bool StringObject::get_own_property(Realm& realm, PropertyKey key, PropertyDescriptor* out) {
  if (key.is_index() && key.as_index() < string_->length()) {
    std::u16string_view unit = realm.units(string_).substr(key.as_index(), 1);
    *out = PropertyDescriptor::data(Value(realm.string(unit)), kEnumerable);
    return true;
  }
  if (key == realm.names().length) {
    *out = PropertyDescriptor::data(Value(string_->length()), 0);
    return true;
  }
  return Object::get_own_property(realm, key, out);
}

bool StringObject::define_own_property(Realm& realm, PropertyKey key,
                                       const PropertyDescriptor& desc) {
  PropertyDescriptor own;
  bool fixed =
      key == realm.names().length || (key.is_index() && key.as_index() < string_->length());
  if (!fixed) return define_ordinary(realm, key, desc);
  get_own_property(realm, key, &own);
  // IsCompatiblePropertyDescriptor against a read-only, not configurable data property.
  return !desc.is_accessor() && !(desc.has_configurable && desc.configurable) &&
         !(desc.has_writable && desc.writable) &&
         (!desc.has_enumerable || desc.enumerable == own.enumerable) &&
         (!desc.has_value || same_value(realm, desc.value, own.value));
}

bool StringObject::delete_property(Realm& realm, PropertyKey key) {
  if (key == realm.names().length) return false;
  if (key.is_index() && key.as_index() < string_->length()) return false;
  return Object::delete_property(realm, key);
}

void StringObject::own_keys(Realm& realm, KeyList* out) {
  for (uint32_t i = 0; i < string_->length(); ++i) {
    out->push_back(realm.arena(), PropertyKey::index(i));
  }
  KeyList stored;
  Object::own_keys(realm, &stored);
  uint32_t i = 0;
  while (i < stored.size() && stored[i].is_index()) out->push_back(realm.arena(), stored[i++]);
  out->push_back(realm.arena(), realm.names().length);
  while (i < stored.size()) out->push_back(realm.arena(), stored[i++]);
}

namespace {
ObjectClass class_of_primitive(Value value) {
  switch (value.tag()) {
    case Tag::kBoolean:
      return ObjectClass::kBoolean;
    case Tag::kNumber:
      return ObjectClass::kNumber;
    case Tag::kString:
      return ObjectClass::kString;
    case Tag::kSymbol:
      return ObjectClass::kSymbol;
    case Tag::kBigInt:
      return ObjectClass::kBigInt;
    default:
      return ObjectClass::kOrdinary;
  }
}
}  // namespace

Value this_primitive(Value value, ObjectClass object_class) {
  if (!value.is_object()) return class_of_primitive(value) == object_class ? value : Value();
  Object* object = value.as_object();
  if (object->object_class() != object_class) return Value();
  if (object_class == ObjectClass::kString) {
    return Value(static_cast<StringObject*>(object)->string());
  }
  return static_cast<PrimitiveObject*>(object)->primitive();
}

}  // namespace actx
