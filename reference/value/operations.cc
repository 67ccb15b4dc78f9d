// Operations on objects: ECMAScript 7.3.
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/proxy.h"

namespace actx {

namespace {

// The prototype that property lookup on a primitive starts at.
Object* prototype_of_primitive(Realm& realm, Value base) {
  switch (base.tag()) {
    case Tag::kString:
      return realm.intrinsic(Intrinsic::kStringPrototype);
    case Tag::kNumber:
      return realm.intrinsic(Intrinsic::kNumberPrototype);
    case Tag::kBoolean:
      return realm.intrinsic(Intrinsic::kBooleanPrototype);
    case Tag::kSymbol:
      return realm.intrinsic(Intrinsic::kSymbolPrototype);
    default:
      return realm.intrinsic(Intrinsic::kBigIntPrototype);
  }
}

}  // namespace

Value get_value(Realm& realm, Value base, PropertyKey key) {
  if (base.is_object()) return base.as_object()->get(realm, key, base);
  if (base.is_nullish()) {
    throw_type_error(realm, "Cannot read properties of " + describe_for_message(realm, base) +
                                " (reading '" + describe_for_message(realm, key) + "')");
  }
  if (base.is_string()) {
    String* string = base.as_string();
    if (key == realm.names().length) return Value(string->length());
    if (key.is_index() && key.as_index() < string->length()) {
      return Value(realm.string(realm.units(string).substr(key.as_index(), 1)));
    }
  }
  return prototype_of_primitive(realm, base)->get(realm, key, base);
}

void set_value(Realm& realm, Value base, PropertyKey key, Value value, bool strict) {
  if (base.is_object()) {
    Object* object = base.as_object();
    if (!object->set(realm, key, value, base) && strict) refuse_set(realm, object, key);
    return;
  }
  if (base.is_nullish()) {
    throw_type_error(realm, "Cannot set properties of " + describe_for_message(realm, base) +
                                " (setting '" + describe_for_message(realm, key) + "')");
  }
  if (base.is_string() && (key == realm.names().length ||
                           (key.is_index() && key.as_index() < base.as_string()->length()))) {
    if (!strict) return;
    throw_type_error(realm, "Cannot assign to read only property '" +
                                describe_for_message(realm, key) + "' of string '" +
                                describe_for_message(realm, base) + "'");
  }
  if (prototype_of_primitive(realm, base)->set(realm, key, value, base) || !strict) return;
  throw_type_error(realm, "Cannot create property '" + describe_for_message(realm, key) + "' on " +
                              realm.utf8(type_of(realm, base)) + " '" +
                              describe_for_message(realm, base) + "'");
}

Value get_method(Realm& realm, Value base, PropertyKey key) {
  Value method = get_value(realm, base, key);
  if (method.is_nullish()) return Value();
  if (!is_callable(method)) {
    throw_type_error(realm, describe_for_message(realm, method) + " is not a function");
  }
  return method;
}

Value invoke(Realm& realm, Value base, PropertyKey key, Args args) {
  Value method = get_value(realm, base, key);
  if (!is_callable(method)) {
    throw_type_error(realm, describe_for_message(realm, base) + "." +
                                describe_for_message(realm, key) + " is not a function");
  }
  return realm.call(method, base, args);
}

Value species_constructor(Realm& realm, Object* object, Intrinsic default_constructor) {
  Value constructor = object->get(realm, realm.names().constructor);
  if (constructor.is_undefined()) return Value(realm.intrinsic(default_constructor));
  if (!constructor.is_object()) {
    throw_type_error(realm, "The .constructor property is not an object");
  }
  Value species = constructor.as_object()->get(realm, realm.names().sym_species);
  if (species.is_nullish()) return Value(realm.intrinsic(default_constructor));
  if (!is_constructor(species)) {
    throw_type_error(realm, "object.constructor[Symbol.species] is not a constructor");
  }
  return species;
}

Object* prototype_from_constructor(Realm& realm, Object* new_target, Intrinsic default_prototype) {
  if (new_target == nullptr) return realm.intrinsic(default_prototype);
  Value prototype = new_target->get(realm, realm.names().prototype);
  return prototype.is_object() ? prototype.as_object() : realm.intrinsic(default_prototype);
}

double length_of_array_like(Realm& realm, Object* object) {
  Footprint::read_if_active(object);
  if (Array* array = as<Array>(object)) return array->length();
  return to_length(realm, object->get(realm, realm.names().length));
}

ArenaVector<Value> list_from_array_like(Realm& realm, Value value) {
  if (!value.is_object()) throw_type_error(realm, "CreateListFromArrayLike called on non-object");
  Object* object = value.as_object();
  ArenaVector<Value> list;
  Array* array = as<Array>(object);
  if (array != nullptr && array->is_packed()) {
    list.reserve(realm.arena(), array->length());
    for (Value element : array->elements()) list.push_back(realm.arena(), element);
    return list;
  }
  double length = length_of_array_like(realm, object);
  if (length > 4294967294.0) throw_range_error(realm, "Invalid array length");
  for (uint32_t i = 0; i < length; ++i) {
    list.push_back(realm.arena(), object->get(realm, PropertyKey::index(i)));
  }
  return list;
}

Array* array_from_list(Realm& realm, Args values) {
  return realm.new_array(values);
}

}  // namespace actx
