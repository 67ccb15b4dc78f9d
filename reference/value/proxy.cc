// The internal methods of a proxy (ECMAScript 10.5), with V8's messages for broken invariants.
#include "value/proxy.h"

#include "value/builtins/builtins.h"
#include "value/conversions.h"

namespace actx {

namespace {

// A TypeError "'trap' on proxy: ..." about one property.
[[noreturn]] void broken(Realm& realm, const char* trap, const std::string& before, PropertyKey key,
                         const char* after) {
  throw_type_error(realm, std::string("'") + trap + "' on proxy: " + before + " '" +
                              describe_for_message(realm, realm.key_value(key)) + "'" + after);
}

[[noreturn]] void broken(Realm& realm, const char* trap, const char* text) {
  throw_type_error(realm, std::string("'") + trap + "' on proxy: " + text);
}

// IsCompatiblePropertyDescriptor (10.1.6.2).
bool is_compatible(Realm& realm, bool extensible, const PropertyDescriptor& desc, bool exists,
                   const PropertyDescriptor& current) {
  if (!exists) return extensible;
  if (current.configurable) return true;
  if (desc.has_configurable && desc.configurable) return false;
  if (desc.has_enumerable && desc.enumerable != current.enumerable) return false;
  if (!desc.is_accessor() && !desc.is_data()) return true;
  if (desc.is_accessor() != current.is_accessor()) return false;
  if (current.is_accessor()) {
    return (!desc.has_getter || same_value(realm, desc.getter, current.getter)) &&
           (!desc.has_setter || same_value(realm, desc.setter, current.setter));
  }
  if (current.writable) return true;
  return !(desc.has_writable && desc.writable) &&
         (!desc.has_value || same_value(realm, desc.value, current.value));
}

// Absent fields become their defaults (6.2.6.6).
void complete(PropertyDescriptor* desc) {
  if (desc->is_accessor()) {
    desc->has_getter = desc->has_setter = true;
  } else {
    desc->has_value = desc->has_writable = true;
  }
  desc->has_enumerable = desc->has_configurable = true;
}

}  // namespace

Proxy::Proxy(Object* target, Object* handler)
    : Object(nullptr, ObjectClass::kProxy),
      target_(target),
      handler_(handler),
      constructor_(target->is_constructor()) {
  exotic_ = true;
  callable_ = target->is_callable();
}

Value Proxy::trap(Realm& realm, PropertyKey name) {
  if (handler_ == nullptr) {
    throw_type_error(realm, "Cannot perform '" + realm.utf8(name.as_atom()) +
                                "' on a proxy that has been revoked");
  }
  Value method = handler_->get(realm, name);
  if (method.is_nullish()) return Value();
  if (actx::is_callable(method)) return method;
  throw_type_error(realm, "'" + describe_for_message(realm, method) + "' returned for property '" +
                              realm.utf8(name.as_atom()) + "' of object '" +
                              describe_for_message(realm, Value(handler_)) + "' is not a function");
}

Object* Proxy::get_prototype_of(Realm& realm) {
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().getPrototypeOf);
  Object* target = target_;
  if (method.is_undefined()) return target->get_prototype_of(realm);
  Value args[] = {Value(target)};
  Value result = realm.call(method, Value(handler_), args);
  if (!result.is_object() && !result.is_null()) {
    broken(realm, "getPrototypeOf", "trap returned neither object nor null");
  }
  Object* prototype = result.is_null() ? nullptr : result.as_object();
  if (!target->is_extensible(realm) && target->get_prototype_of(realm) != prototype) {
    broken(realm, "getPrototypeOf",
           "proxy target is non-extensible but the trap did not return its actual prototype");
  }
  return prototype;
}

bool Proxy::set_prototype_of(Realm& realm, Object* prototype) {
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().setPrototypeOf);
  Object* target = target_;
  if (method.is_undefined()) return target->set_prototype_of(realm, prototype);
  Value args[] = {Value(target), Value(prototype)};
  if (!to_boolean(realm.call(method, Value(handler_), args))) return false;
  if (!target->is_extensible(realm) && target->get_prototype_of(realm) != prototype) {
    broken(realm, "setPrototypeOf",
           "trap returned truish for setting a new prototype on the non-extensible proxy target");
  }
  return true;
}

bool Proxy::is_extensible(Realm& realm) {
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().isExtensible);
  Object* target = target_;
  if (method.is_undefined()) return target->is_extensible(realm);
  Value args[] = {Value(target)};
  bool result = to_boolean(realm.call(method, Value(handler_), args));
  bool actual = target->is_extensible(realm);
  if (result != actual) {
    broken(realm, "isExtensible",
           actual ? "trap result does not reflect extensibility of proxy target (which is 'true')"
                  : "trap result does not reflect extensibility of proxy target (which is "
                    "'false')");
  }
  return result;
}

bool Proxy::prevent_extensions(Realm& realm) {
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().preventExtensions);
  Object* target = target_;
  if (method.is_undefined()) return target->prevent_extensions(realm);
  Value args[] = {Value(target)};
  bool result = to_boolean(realm.call(method, Value(handler_), args));
  if (result && target->is_extensible(realm)) {
    broken(realm, "preventExtensions", "the proxy target is extensible");
  }
  return result;
}

bool Proxy::get_own_property(Realm& realm, PropertyKey key, PropertyDescriptor* out) {
  constexpr const char* kTrap = "getOwnPropertyDescriptor";
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().getOwnPropertyDescriptor);
  Object* target = target_;
  if (method.is_undefined()) return target->get_own_property(realm, key, out);
  Value args[] = {Value(target), realm.key_value(key)};
  Value result = realm.call(method, Value(handler_), args);
  if (!result.is_object() && !result.is_undefined()) {
    broken(realm, kTrap, "trap returned neither object nor undefined for property", key, "");
  }
  PropertyDescriptor current;
  bool exists = target->get_own_property(realm, key, &current);
  if (result.is_undefined()) {
    if (!exists) return false;
    if (!current.configurable) {
      broken(realm, kTrap, "trap returned undefined for property", key,
             " which is non-configurable in the proxy target");
    }
    if (!target->is_extensible(realm)) {
      broken(realm, kTrap, "trap returned undefined for property", key,
             " which exists in the non-extensible proxy target");
    }
    return false;
  }
  bool extensible = target->is_extensible(realm);
  PropertyDescriptor desc = to_property_descriptor(realm, result);
  complete(&desc);
  if (!is_compatible(realm, extensible, desc, exists, current)) {
    broken(realm, kTrap, "trap returned descriptor for property", key,
           " that is incompatible with the existing property in the proxy target");
  }
  if (!desc.configurable) {
    if (!exists || current.configurable) {
      broken(realm, kTrap, "trap reported non-configurability for property", key,
             " which is either non-existent or configurable in the proxy target");
    }
    if (desc.has_writable && !desc.writable && current.writable) {
      broken(realm, kTrap, "trap reported non-configurable and writable for property", key,
             " which is non-configurable, non-writable in the proxy target");
    }
  }
  *out = desc;
  return true;
}

bool Proxy::define_own_property(Realm& realm, PropertyKey key, const PropertyDescriptor& desc) {
  constexpr const char* kTrap = "defineProperty";
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().defineProperty);
  Object* target = target_;
  if (method.is_undefined()) return target->define_own_property(realm, key, desc);
  Value args[] = {Value(target), realm.key_value(key),
                  Value(from_property_descriptor(realm, desc))};
  if (!to_boolean(realm.call(method, Value(handler_), args))) return false;
  PropertyDescriptor current;
  bool exists = target->get_own_property(realm, key, &current);
  bool extensible = target->is_extensible(realm);
  bool fixes = desc.has_configurable && !desc.configurable;
  if (!exists) {
    if (!extensible) {
      broken(realm, kTrap, "trap returned truish for adding property", key,
             "  to the non-extensible proxy target");
    }
  } else if (!is_compatible(realm, extensible, desc, exists, current)) {
    broken(realm, kTrap, "trap returned truish for adding property", key,
           "  that is incompatible with the existing property in the proxy target");
  }
  if (fixes && (!exists || current.configurable)) {
    broken(realm, kTrap, "trap returned truish for defining non-configurable property", key,
           " which is either non-existent or configurable in the proxy target");
  }
  if (exists && current.is_data() && !current.configurable && current.writable &&
      desc.has_writable && !desc.writable) {
    broken(realm, kTrap, "trap returned truish for defining non-configurable property", key,
           " which cannot be non-writable");
  }
  return true;
}

bool Proxy::has_property(Realm& realm, PropertyKey key) {
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().has);
  Object* target = target_;
  if (method.is_undefined()) return target->has_property(realm, key);
  Value args[] = {Value(target), realm.key_value(key)};
  bool result = to_boolean(realm.call(method, Value(handler_), args));
  PropertyDescriptor current;
  if (result || !target->get_own_property(realm, key, &current)) return result;
  if (!current.configurable) {
    broken(realm, "has", "trap returned falsish for property", key,
           " which exists in the proxy target as non-configurable");
  }
  if (!target->is_extensible(realm)) {
    broken(realm, "has", "trap returned falsish for property", key,
           " but the proxy target is not extensible");
  }
  return false;
}

Value Proxy::get(Realm& realm, PropertyKey key, Value receiver) {
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().get);
  Object* target = target_;
  if (method.is_undefined()) return target->get(realm, key, receiver);
  Value args[] = {Value(target), realm.key_value(key), receiver};
  Value result = realm.call(method, Value(handler_), args);
  PropertyDescriptor current;
  if (!target->get_own_property(realm, key, &current) || current.configurable) return result;
  if (current.is_data() && !current.writable && !same_value(realm, result, current.value)) {
    throw_type_error(realm, "'get' on proxy: property '" +
                                describe_for_message(realm, realm.key_value(key)) +
                                "' is a read-only and non-configurable data property on the proxy "
                                "target but the proxy did not return its actual value (expected '" +
                                describe_for_message(realm, current.value) + "' but got '" +
                                describe_for_message(realm, result) + "')");
  }
  if (current.is_accessor() && current.getter.is_undefined() && !result.is_undefined()) {
    throw_type_error(realm, "'get' on proxy: property '" +
                                describe_for_message(realm, realm.key_value(key)) +
                                "' is a non-configurable accessor property on the proxy target and "
                                "does not have a getter function, but the trap did not return "
                                "'undefined' (got '" +
                                describe_for_message(realm, result) + "')");
  }
  return result;
}

bool Proxy::set(Realm& realm, PropertyKey key, Value value, Value receiver) {
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().set);
  Object* target = target_;
  if (method.is_undefined()) return target->set(realm, key, value, receiver);
  Value args[] = {Value(target), realm.key_value(key), value, receiver};
  if (!to_boolean(realm.call(method, Value(handler_), args))) return false;
  PropertyDescriptor current;
  if (!target->get_own_property(realm, key, &current) || current.configurable) return true;
  if (current.is_data() && !current.writable && !same_value(realm, value, current.value)) {
    broken(realm, "set", "trap returned truish for property", key,
           " which exists in the proxy target as a non-configurable and non-writable data property "
           "with a different value");
  }
  if (current.is_accessor() && current.setter.is_undefined()) {
    broken(realm, "set", "trap returned truish for property", key,
           " which exists in the proxy target as a non-configurable and non-writable accessor "
           "property without a setter");
  }
  return true;
}

bool Proxy::delete_property(Realm& realm, PropertyKey key) {
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().deleteProperty);
  Object* target = target_;
  if (method.is_undefined()) return target->delete_property(realm, key);
  Value args[] = {Value(target), realm.key_value(key)};
  if (!to_boolean(realm.call(method, Value(handler_), args))) return false;
  PropertyDescriptor current;
  if (!target->get_own_property(realm, key, &current)) return true;
  if (!current.configurable) {
    broken(realm, "deleteProperty", "trap returned truish for property", key,
           " which is non-configurable in the proxy target");
  }
  if (!target->is_extensible(realm)) {
    broken(realm, "deleteProperty", "trap returned truish for property", key,
           " but the proxy target is non-extensible");
  }
  return true;
}

namespace {

// CreateListFromArrayLike(trap result, String or Symbol), without duplicates.
KeyList trap_keys(Realm& realm, Value result) {
  ArenaVector<Value> values = list_from_array_like(realm, result);
  KeyList keys;
  for (Value value : values) {
    if (!value.is_string() && !value.is_symbol()) {
      throw_type_error(realm, describe_for_message(realm, value) + " is not a valid property name");
    }
    PropertyKey key = realm.to_property_key(value);
    for (PropertyKey other : keys) {
      if (other == key) broken(realm, "ownKeys", "trap returned duplicate entries");
    }
    keys.push_back(realm.arena(), key);
  }
  return keys;
}

}  // namespace

void Proxy::own_keys(Realm& realm, KeyList* out) {
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().ownKeys);
  Object* target = target_;
  if (method.is_undefined()) return target->own_keys(realm, out);
  Value args[] = {Value(target)};
  KeyList keys = trap_keys(realm, realm.call(method, Value(handler_), args));
  bool extensible = target->is_extensible(realm);
  KeyList target_keys;
  target->own_keys(realm, &target_keys);
  uint32_t required = 0;
  for (PropertyKey key : target_keys) {
    PropertyDescriptor desc;
    bool fixed = target->get_own_property(realm, key, &desc) && !desc.configurable;
    if (!fixed && extensible) continue;
    bool listed = false;
    for (PropertyKey other : keys) listed |= other == key;
    if (!listed) broken(realm, "ownKeys", "trap result did not include", key, "");
    ++required;
  }
  if (!extensible && required != keys.size()) {
    broken(realm, "ownKeys", "trap returned extra keys but proxy target is non-extensible");
  }
  for (PropertyKey key : keys) out->push_back(realm.arena(), key);
}

Value Proxy::call(Realm& realm, Value this_value, Args args) {
  if (!callable_) return Object::call(realm, this_value, args);
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().apply);
  if (method.is_undefined()) return target_->call(realm, this_value, args);
  Value trap_args[] = {Value(target_), this_value, Value(realm.new_array(args))};
  return realm.call(method, Value(handler_), trap_args);
}

Value Proxy::construct(Realm& realm, Args args, Object* new_target) {
  if (!constructor_) return Object::construct(realm, args, new_target);
  NativeScope scope(realm);
  Value method = trap(realm, realm.names().construct);
  if (method.is_undefined()) return target_->construct(realm, args, new_target);
  Value trap_args[] = {Value(target_), Value(realm.new_array(args)), Value(new_target)};
  Value result = realm.call(method, Value(handler_), trap_args);
  if (!result.is_object()) {
    throw_type_error(realm, "'construct' on proxy: trap returned non-object ('" +
                                describe_for_message(realm, result) + "')");
  }
  return result;
}

void Proxy::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(target_);
  tracer.visit(handler_);
}

}  // namespace actx
