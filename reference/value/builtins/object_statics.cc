#include "value/builtins/object_statics.h"

#include "value/builtins/builtins.h"
#include "value/builtins/receiver.h"
#include "value/builtins/rows.h"
#include "value/property_cache.h"
#include "value/realm.h"
#include "value/typed_array.h"

namespace actx {

namespace {

Object* require_object(Realm& realm, Value value, const char* method) {
  if (!value.is_object()) {
    throw_type_error(realm, std::string("Object.") + method + " called on non-object");
  }
  return value.as_object();
}

void require_prototype(Realm& realm, Value value) {
  if (value.is_object() || value.is_null()) return;
  throw_type_error(realm, "Object prototype may only be an Object or null: " +
                              describe_for_message(realm, value));
}

Object* object_or_null(Value value) {
  return value.is_object() ? value.as_object() : nullptr;
}

Value assign(Realm& realm, const Call& call) {
  Object* target = to_object(realm, call.arg(0));
  for (Value source : call.rest(1)) {
    if (source.is_nullish()) continue;
    Object* from = to_object(realm, source);
    KeyList keys;
    from->own_keys(realm, &keys);
    for (PropertyKey key : keys) {
      Value value;
      if (const Property* plain = PropertyCache::own_data(realm, from, key)) {
        if ((plain->flags & kEnumerable) == 0) continue;
        value = plain->value;
      } else {
        PropertyDescriptor desc;
        if (!from->get_own_property(realm, key, &desc) || !desc.enumerable) continue;
        value = from->get(realm, key);
      }
      if (PropertyCache::set(realm, target, key, value) == nullptr) target->put(realm, key, value);
    }
  }
  return Value(target);
}

// ObjectDefineProperties (20.1.2.3.1): all descriptors are read before the first is applied.
void define_all(Realm& realm, Object* object, Value properties) {
  Object* from = to_object(realm, properties);
  KeyList keys;
  from->own_keys(realm, &keys);
  KeyList defined;
  std::vector<PropertyDescriptor> descriptors;
  for (PropertyKey key : keys) {
    PropertyDescriptor desc;
    if (!from->get_own_property(realm, key, &desc) || !desc.enumerable) continue;
    descriptors.push_back(to_property_descriptor(realm, from->get(realm, key)));
    defined.push_back(realm.arena(), key);
  }
  for (uint32_t i = 0; i < defined.size(); ++i) {
    object->define_or_throw(realm, defined[i], descriptors[i]);
  }
}

Value create(Realm& realm, const Call& call) {
  require_prototype(realm, call.arg(0));
  Object* object = realm.make<Object>(object_or_null(call.arg(0)));
  if (!call.arg(1).is_undefined()) define_all(realm, object, call.arg(1));
  return Value(object);
}

Value define_properties(Realm& realm, const Call& call) {
  Object* object = require_object(realm, call.arg(0), "defineProperties");
  define_all(realm, object, call.arg(1));
  return Value(object);
}

Value define_property(Realm& realm, const Call& call) {
  Object* object = require_object(realm, call.arg(0), "defineProperty");
  PropertyKey key = realm.to_property_key(call.arg(1));
  object->define_or_throw(realm, key, to_property_descriptor(realm, call.arg(2)));
  return Value(object);
}

enum class Entries : uint8_t { kKeys, kValues, kBoth };

// EnumerableOwnPropertyNames (7.3.24).
Value own_entries(Realm& realm, const Call& call, Entries what) {
  Object* object = to_object(realm, call.arg(0));
  KeyList keys;
  object->own_keys(realm, &keys);
  Array* result = realm.new_array();
  for (PropertyKey key : keys) {
    if (key.is_symbol()) continue;
    PropertyDescriptor desc;
    if (!object->get_own_property(realm, key, &desc) || !desc.enumerable) continue;
    if (what == Entries::kKeys) {
      result->push(realm, realm.key_value(key));
      continue;
    }
    Value value = object->get(realm, key);
    if (what == Entries::kBoth) {
      Value pair[] = {realm.key_value(key), value};
      value = Value(realm.new_array(pair));
    }
    result->push(realm, value);
  }
  return Value(result);
}

Value keys(Realm& realm, const Call& call) {
  return own_entries(realm, call, Entries::kKeys);
}
Value values(Realm& realm, const Call& call) {
  return own_entries(realm, call, Entries::kValues);
}
Value entries(Realm& realm, const Call& call) {
  return own_entries(realm, call, Entries::kBoth);
}

// SetIntegrityLevel (7.3.16).
Value set_integrity(Realm& realm, Value value, bool frozen) {
  if (!value.is_object()) return value;
  Object* object = value.as_object();
  if (!object->prevent_extensions(realm)) {
    throw_type_error(realm, "'preventExtensions' on proxy: trap returned falsish");
  }
  auto* typed_array = as<TypedArrayObject>(object);
  if (frozen && typed_array != nullptr && typed_array->length() > 0) {
    throw_type_error(realm, "Cannot freeze array buffer views with elements");
  }
  KeyList keys;
  object->own_keys(realm, &keys);
  for (PropertyKey key : keys) {
    // V8 seals a typed array without its elements, which stay configurable.
    if (typed_array != nullptr && key.is_index()) continue;
    PropertyDescriptor current;
    if (frozen && !object->get_own_property(realm, key, &current)) continue;
    PropertyDescriptor desc;
    desc.has_configurable = true;
    desc.has_writable = frozen && !current.is_accessor();
    object->define_or_throw(realm, key, desc);
  }
  return value;
}

Value freeze(Realm& realm, const Call& call) {
  return set_integrity(realm, call.arg(0), true);
}
Value seal(Realm& realm, const Call& call) {
  return set_integrity(realm, call.arg(0), false);
}

// TestIntegrityLevel (7.3.17).
Value test_integrity(Realm& realm, Value value, bool frozen) {
  if (!value.is_object()) return Value(true);
  Object* object = value.as_object();
  if (object->is_extensible(realm)) return Value(false);
  KeyList keys;
  object->own_keys(realm, &keys);
  for (PropertyKey key : keys) {
    PropertyDescriptor desc;
    if (!object->get_own_property(realm, key, &desc)) continue;
    if (desc.configurable || (frozen && desc.is_data() && desc.writable)) return Value(false);
  }
  return Value(true);
}

Value is_frozen(Realm& realm, const Call& call) {
  return test_integrity(realm, call.arg(0), true);
}
Value is_sealed(Realm& realm, const Call& call) {
  return test_integrity(realm, call.arg(0), false);
}

Value prevent_extensions(Realm& realm, const Call& call) {
  if (call.arg(0).is_object() && !call.arg(0).as_object()->prevent_extensions(realm)) {
    throw_type_error(realm, "'preventExtensions' on proxy: trap returned falsish");
  }
  return call.arg(0);
}

Value is_extensible(Realm& realm, const Call& call) {
  return Value(call.arg(0).is_object() && call.arg(0).as_object()->is_extensible(realm));
}

Value from_entries(Realm& realm, const Call& call) {
  if (call.arg(0).is_nullish()) {
    throw_type_error(realm, describe_for_message(realm, call.arg(0)) + " is not iterable");
  }
  Object* object = realm.new_object();
  iterate(realm, call.arg(0), [&](Value entry) {
    Value key;
    Value value;
    split_entry(realm, entry, &key, &value);
    object->create_data_property_or_throw(realm, realm.to_property_key(key), value);
  });
  return Value(object);
}

Value get_own_property_descriptor(Realm& realm, const Call& call) {
  Object* object = to_object(realm, call.arg(0));
  PropertyDescriptor desc;
  if (!object->get_own_property(realm, realm.to_property_key(call.arg(1)), &desc)) return Value();
  return Value(from_property_descriptor(realm, desc));
}

Value get_own_property_descriptors(Realm& realm, const Call& call) {
  Object* object = to_object(realm, call.arg(0));
  Object* result = realm.new_object();
  KeyList keys;
  object->own_keys(realm, &keys);
  for (PropertyKey key : keys) {
    PropertyDescriptor desc;
    if (!object->get_own_property(realm, key, &desc)) continue;
    result->create_data_property(realm, key, Value(from_property_descriptor(realm, desc)));
  }
  return Value(result);
}

Value own_names(Realm& realm, const Call& call, bool symbols) {
  Object* object = to_object(realm, call.arg(0));
  KeyList keys;
  object->own_keys(realm, &keys);
  Array* result = realm.new_array();
  for (PropertyKey key : keys) {
    if (key.is_symbol() == symbols) result->push(realm, realm.key_value(key));
  }
  return Value(result);
}

Value get_own_property_names(Realm& realm, const Call& call) {
  return own_names(realm, call, false);
}
Value get_own_property_symbols(Realm& realm, const Call& call) {
  return own_names(realm, call, true);
}

Value get_prototype_of(Realm& realm, const Call& call) {
  return Value(to_object(realm, call.arg(0))->get_prototype_of(realm));
}

Value set_prototype_of(Realm& realm, const Call& call) {
  if (call.arg(0).is_nullish()) {
    throw_type_error(realm, "Object.setPrototypeOf called on null or undefined");
  }
  require_prototype(realm, call.arg(1));
  if (call.arg(0).is_object()) {
    set_prototype_or_throw(realm, call.arg(0).as_object(), object_or_null(call.arg(1)));
  }
  return call.arg(0);
}

Value has_own(Realm& realm, const Call& call) {
  Object* object = to_object(realm, call.arg(0));
  return Value(object->has_own_property(realm, realm.to_property_key(call.arg(1))));
}

Value is(Realm& realm, const Call& call) {
  return Value(same_value(realm, call.arg(0), call.arg(1)));
}

constexpr LazyProperty kRows[] = {
    lazy_prototype(Intrinsic::kObjectPrototype),
    lazy_method("assign", assign, 2),
    lazy_method("getOwnPropertyDescriptor", get_own_property_descriptor, 2),
    lazy_method("getOwnPropertyDescriptors", get_own_property_descriptors, 1),
    lazy_method("getOwnPropertyNames", get_own_property_names, 1),
    lazy_method("getOwnPropertySymbols", get_own_property_symbols, 1),
    lazy_method("is", is, 2),
    lazy_method("preventExtensions", prevent_extensions, 1),
    lazy_method("seal", seal, 1),
    lazy_method("create", create, 2),
    lazy_method("defineProperties", define_properties, 2),
    lazy_method("defineProperty", define_property, 3),
    lazy_method("freeze", freeze, 1),
    lazy_method("getPrototypeOf", get_prototype_of, 1),
    lazy_method("setPrototypeOf", set_prototype_of, 2),
    lazy_method("isExtensible", is_extensible, 1),
    lazy_method("isFrozen", is_frozen, 1),
    lazy_method("isSealed", is_sealed, 1),
    lazy_method("keys", keys, 1),
    lazy_method("entries", entries, 1),
    lazy_method("fromEntries", from_entries, 1),
    lazy_method("values", values, 1),
    lazy_method("hasOwn", has_own, 2),
};
constexpr LazyTable kTable(kRows);

}  // namespace

const LazyTable& object_statics() {
  return kTable;
}

void set_prototype_or_throw(Realm& realm, Object* object, Object* prototype) {
  if (object->set_prototype_of(realm, prototype)) return;
  std::string shown = describe_for_message(realm, Value(object));
  if (object->object_class() == ObjectClass::kProxy) {
    throw_type_error(realm,
                     "'setPrototypeOf' on proxy: trap returned falsish for property 'undefined'");
  }
  if (object == realm.intrinsic(Intrinsic::kObjectPrototype)) {
    throw_type_error(realm,
                     "Immutable prototype object '" + shown + "' cannot have their prototype set");
  }
  if (!object->is_extensible_raw()) throw_type_error(realm, shown + " is not extensible");
  throw_type_error(realm, "Cyclic __proto__ value");
}

PropertyDescriptor to_property_descriptor(Realm& realm, Value value) {
  if (!value.is_object()) {
    throw_type_error(
        realm, "Property description must be an object: " + describe_for_message(realm, value));
  }
  Object* object = value.as_object();
  const Names& names = realm.names();
  PropertyDescriptor desc;
  auto read = [&](PropertyKey key, bool* has) {
    *has = object->has_property(realm, key);
    return *has ? object->get(realm, key) : Value();
  };
  desc.enumerable = to_boolean(read(names.enumerable, &desc.has_enumerable));
  desc.configurable = to_boolean(read(names.configurable, &desc.has_configurable));
  desc.value = read(names.value, &desc.has_value);
  desc.writable = to_boolean(read(names.writable, &desc.has_writable));
  desc.getter = read(names.get, &desc.has_getter);
  if (!desc.getter.is_undefined() && !is_callable(desc.getter)) {
    throw_type_error(realm,
                     "Getter must be a function: " + describe_for_message(realm, desc.getter));
  }
  desc.setter = read(names.set, &desc.has_setter);
  if (!desc.setter.is_undefined() && !is_callable(desc.setter)) {
    throw_type_error(realm,
                     "Setter must be a function: " + describe_for_message(realm, desc.setter));
  }
  if (desc.is_accessor() && desc.is_data()) {
    throw_type_error(realm,
                     "Invalid property descriptor. Cannot both specify accessors and a value or "
                     "writable attribute, " +
                         describe_for_message(realm, value));
  }
  return desc;
}

Object* from_property_descriptor(Realm& realm, const PropertyDescriptor& desc) {
  const Names& names = realm.names();
  Object* object = realm.new_object();
  auto write = [&](bool has, PropertyKey key, Value value) {
    if (has) object->define_raw(realm, key, value);
  };
  write(desc.has_value, names.value, desc.value);
  write(desc.has_writable, names.writable, Value(desc.writable));
  write(desc.has_getter, names.get, desc.getter);
  write(desc.has_setter, names.set, desc.setter);
  write(desc.has_enumerable, names.enumerable, Value(desc.enumerable));
  write(desc.has_configurable, names.configurable, Value(desc.configurable));
  return object;
}

}  // namespace actx
