// Instructions about properties, globals and literals.
#include "script/vm_ops.h"
#include "value/footprint.h"

namespace actx {

Value get_property(Realm& realm, Value base, PropertyKey key) {
  if (base.is_object()) return base.as_object()->get(realm, key, base);
  if (base.is_nullish() && key == realm.names().sym_iterator) {
    throw_type_error(realm, default_site(realm, base) +
                                " is not iterable (cannot read property Symbol(Symbol.iterator))");
  }
  return get_value(realm, base, key);
}

const Property kMissing;

static void keep_slot(Object* object, const Property* property, const Instruction& at) {
  const uint32_t slot = object->table().slot_of(property);
  if (slot < kFirstPlace) at.b = static_cast<uint16_t>(slot);
}

static void keep_place(uint32_t place, const Instruction& at) {
  at.b = static_cast<uint16_t>(kFirstPlace + place);
}

const Property* find_property(Realm& realm, Object* object, PropertyKey key,
                              const Instruction& at) {
  if (!object->stores_plainly(key, realm.names().length)) return nullptr;
  Property* property = nullptr;
  bool is_own = false;
  if (!PropertyCache::get(realm, object, key, &property, &is_own)) return nullptr;
  if (is_own) {
    keep_slot(object, property, at);
  } else {
    keep_place(PropertyCache::place_for(object, key), at);
  }
  return property == nullptr ? &kMissing : property;
}

void set_property_slowly(Realm& realm, Value base, const Instruction& at, PropertyKey key,
                         Value value) {
  if (base.is_object()) {
    Object* object = base.as_object();
    const uint32_t place = PropertyCache::place_for(object, key);
    const uint32_t count = object->table().slot_count();
    const Property* set = PropertyCache::set(realm, object, key, value);
    if (set != nullptr && object->table().slot_count() > count) return keep_place(place, at);
    if (set != nullptr) return keep_slot(object, set, at);
  }
  set_value(realm, base, key, value, at.a != 0);
}

Value get_keyed(Realm& realm, Value base, Value key, const Instruction& at) {
  if (base.is_object() && (key.is_symbol() || (key.is_string() && key.as_string()->is_atom()))) {
    const PropertyKey property_key = realm.to_property_key(key);
    if (!property_key.is_index()) return get_property_at(realm, base, property_key, at);
  }
  return get_element(realm, base, key);
}

void set_keyed(Realm& realm, Value base, Value key, Value value, const Instruction& at) {
  if (base.is_object() && key.is_symbol()) {
    return set_property_at(realm, base, PropertyKey::symbol(key.as_symbol()), value, at);
  }
  set_element(realm, base, key, value, at.a != 0);
}

Value get_element(Realm& realm, Value base, Value key) {
  if (key.is_number() && base.is_object()) {
    double number = key.as_number();
    auto index = static_cast<uint32_t>(number >= 0 && number < 4294967295.0 ? number : 0);
    if (index == number) {
      if (Array* array = as<Array>(base.as_object());
          array != nullptr && array->is_dense() && index < array->elements().size()) {
        Footprint::read_if_active(array);
        const Value& element = array->elements()[index];
        if (!element.is_empty()) return element;
      }
      return base.as_object()->get(realm, PropertyKey::index(index), base);
    }
  }
  if (base.is_nullish() && key.is_object()) {
    // V8 complains about the object before it converts the key.
    throw_type_error(realm, std::string("Cannot read properties of ") +
                                (base.is_null() ? "null" : "undefined") + " (reading '" +
                                describe_for_message(realm, key) + "')");
  }
  return get_property(realm, base, realm.to_property_key(key));
}

void set_element(Realm& realm, Value base, Value key, Value value, bool strict) {
  if (base.is_nullish() && key.is_object()) {
    throw_type_error(realm, std::string("Cannot set properties of ") +
                                (base.is_null() ? "null" : "undefined") + " (setting '" +
                                describe_for_message(realm, key) + "')");
  }
  set_value(realm, base, realm.to_property_key(key), value, strict);
}

bool delete_element(Realm& realm, Value base, PropertyKey key, bool strict) {
  Object* object = to_object(realm, base);
  if (!strict) return object->delete_property(realm, key);
  object->delete_or_throw(realm, key);
  return true;
}

Value check_element(Realm& realm, Value base, Value key) {
  if (base.is_nullish()) get_element(realm, base, key);  // throws
  if (key.is_number() || key.is_string() || key.is_symbol()) return key;
  return realm.key_value(realm.to_property_key(key));
}

static Object* super_home(Realm& realm, Value function) {
  auto* closure = static_cast<Closure*>(function.as_object());
  Object* home = closure->home();
  return home == nullptr ? nullptr : home->get_prototype_of(realm);
}

Value get_super(Realm& realm, Value function, Value this_value, Value key) {
  Object* parent = super_home(realm, function);
  PropertyKey property = realm.to_property_key(key);
  if (parent == nullptr) return get_value(realm, Value::null(), property);  // throws
  return parent->get(realm, property, this_value);
}

void set_super(Realm& realm, const Value* operands, bool strict) {
  Object* parent = super_home(realm, operands[0]);
  PropertyKey property = realm.to_property_key(operands[2]);
  if (parent == nullptr) {
    set_value(realm, Value::null(), property, operands[3], true);  // throws
    return;
  }
  if (!parent->set(realm, property, operands[3], operands[1]) && strict) {
    refuse_set(realm, to_object(realm, operands[1]), property);
  }
}

// ---- Private names ----

static std::string private_text(Realm& realm, Value name) {
  return realm.utf8(name.as_symbol()->description());
}

static Property* find_private(Realm&, Value base, Value name) {
  if (!base.is_object()) return nullptr;
  Footprint::read_if_active(base.as_object());
  return base.as_object()->table().find(PropertyKey::symbol(name.as_symbol()));
}

Value get_private(Realm& realm, Value base, Value name, const std::string& text) {
  if (base.is_nullish()) {
    throw_type_error(realm, std::string("Cannot read properties of ") +
                                (base.is_null() ? "null" : "undefined") + " (reading '" +
                                private_text(realm, name) + "')");
  }
  Property* property = find_private(realm, base, name);
  if (property == nullptr && !text.empty()) throw_type_error(realm, text);
  if (property == nullptr) {
    throw_type_error(realm, "Cannot read private member " + private_text(realm, name) +
                                " from an object whose class did not declare it");
  }
  if ((property->flags & kAccessor) == 0) return property->value;
  Value getter = property->accessor->getter;
  if (getter.is_undefined()) {
    throw_type_error(realm, "'" + private_text(realm, name) + "' was defined without a getter");
  }
  return realm.call(getter, base, {});
}

void set_private(Realm& realm, Value base, Value name, Value value, const std::string& text) {
  Property* property = find_private(realm, base, name);
  if (property == nullptr && !text.empty()) throw_type_error(realm, text);
  if (property == nullptr) {
    throw_type_error(realm, "Cannot write private member " + private_text(realm, name) +
                                " to an object whose class did not declare it");
  }
  if ((property->flags & kAccessor) != 0) {
    Value setter = property->accessor->setter;
    if (setter.is_undefined()) {
      throw_type_error(realm, "'" + private_text(realm, name) + "' was defined without a setter");
    }
    Value arguments[] = {value};
    realm.call(setter, base, arguments);
  } else if ((property->flags & kWritable) == 0) {
    throw_type_error(realm, "Private method '" + private_text(realm, name) + "' is not writable");
  } else {
    Footprint::write_if_active(base.as_object());
    property->value = value;
  }
}

bool has_private(Realm& realm, Value name, Value base) {
  if (!base.is_object()) {
    throw_type_error(realm, "Cannot use 'in' operator to search for '" + private_text(realm, name) +
                                "' in " + describe_for_message(realm, base));
  }
  return find_private(realm, base, name) != nullptr;
}

bool has_property_in(Realm& realm, Value key, Value object) {
  if (!object.is_object()) {
    std::string shown =
        key.is_symbol() ? describe_for_message(realm, key) : realm.utf8(to_string(realm, key));
    throw_type_error(realm, "Cannot use 'in' operator to search for '" + shown + "' in " +
                                describe_for_message(realm, object));
  }
  return object.as_object()->has_property(realm, realm.to_property_key(key));
}

// ---- Globals ----

static std::string key_text(Realm& realm, PropertyKey key) {
  Value value = realm.key_value(key);
  return value.is_string() ? realm.utf8(value.as_string()) : describe_for_message(realm, value);
}

Value load_global(Realm& realm, PropertyKey key, bool or_undefined) {
  Object* global = realm.global();
  Value value = global->get(realm, key);
  if (value.is_undefined() && !or_undefined && !global->has_property(realm, key)) {
    throw_reference_error(realm, key_text(realm, key) + " is not defined");
  }
  return value;
}

void store_global(Realm& realm, PropertyKey key, Value value, bool strict) {
  Object* global = realm.global();
  if (strict && !global->has_property(realm, key)) {
    throw_reference_error(realm, key_text(realm, key) + " is not defined");
  }
  set_value(realm, Value(global), key, value, strict);
}

void declare_global(Realm& realm, PropertyKey key) {
  Object* global = realm.global();
  if (!global->has_own_property(realm, key)) {
    global->create_data_property(realm, key, Value(), kWritable | kEnumerable);
  }
}

void throw_uninitialised(Realm& realm, PropertyKey key) {
  throw_reference_error(realm,
                        "Cannot access '" + key_text(realm, key) + "' before initialization");
}

Value coerce_this(Realm& realm, Value this_value) {
  if (this_value.is_nullish()) return Value(realm.global());
  return Value(to_object(realm, this_value));
}

// ---- Literals ----

// CopyDataProperties (7.3.26). Keys in `excluded` are property keys as values.
void copy_properties(Realm& realm, Object* target, Value source, const Value* excluded,
                     uint32_t excluded_count) {
  if (source.is_nullish()) return;
  Object* from = to_object(realm, source);
  KeyList keys;
  from->own_keys(realm, &keys);
  for (PropertyKey key : keys) {
    bool is_excluded = false;
    for (uint32_t i = 0; i < excluded_count; ++i) {
      is_excluded |= realm.to_property_key(excluded[i]) == key;
    }
    if (is_excluded) continue;
    if (const Property* plain = PropertyCache::own_data(realm, from, key)) {
      if ((plain->flags & kEnumerable) != 0) target->define_raw(realm, key, plain->value);
      continue;
    }
    PropertyDescriptor descriptor;
    if (!from->get_own_property(realm, key, &descriptor) || !descriptor.enumerable) continue;
    target->define_raw(realm, key, from->get(realm, key, Value(from)));
  }
}

// GetTemplateObject (13.2.8.3): one frozen array per site and realm.
Object* template_object(Realm& realm, Instance* instance, uint32_t index) {
  Object*& cached = instance->template_objects[index];
  if (cached != nullptr) return cached;
  Array* cooked = realm.new_array();
  Array* raw = realm.new_array();
  for (const TemplateSite::Part& part : instance->unit.template_sites[index].parts) {
    cooked->push(realm, part.cooked != nullptr ? Value(part.cooked) : Value());
    raw->push(realm, Value(part.raw));
  }
  auto freeze = [&](Array* array) {
    KeyList keys;
    array->own_keys(realm, &keys);
    for (PropertyKey key : keys) {
      PropertyDescriptor descriptor;
      descriptor.has_writable = descriptor.has_configurable = true;
      array->define_own_property(realm, key, descriptor);
    }
    array->prevent_extensions(realm);
  };
  freeze(raw);
  cooked->define_raw(realm, realm.names().raw, Value(raw), 0);
  freeze(cooked);
  cached = cooked;
  return cached;
}

Value concat_strings(Realm& realm, const Value* values, uint32_t count) {
  String* text = realm.names().empty.as_atom();
  for (uint32_t i = 0; i < count; ++i) text = realm.concat(text, values[i].as_string());
  return Value(text);
}

}  // namespace actx
