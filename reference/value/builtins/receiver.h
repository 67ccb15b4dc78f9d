// What built-in methods check about their receiver and arguments, with V8's messages.
#ifndef ACTX_VALUE_BUILTINS_RECEIVER_H_
#define ACTX_VALUE_BUILTINS_RECEIVER_H_

#include <string>
#include <typeinfo>

#include "value/conversions.h"

namespace actx {

/// TypeError "Method M called on incompatible receiver V".
[[noreturn]] inline void throw_incompatible_receiver(Realm& realm, const char* method,
                                                     Value receiver) {
  throw_type_error(realm, std::string("Method ") + method + " called on incompatible receiver " +
                              describe_for_message(realm, receiver));
}

/// The value as a T if that is its exact type, else null: for iterators, which share a class.
template <class T>
T* exactly(Value value) {
  if (!value.is_object()) return nullptr;
  Object* object = value.as_object();
  return typeid(*object) == typeid(T) ? static_cast<T*>(object) : nullptr;
}

/// The receiver as a T; TypeError otherwise.
template <class T>
T* receiver_as(Realm& realm, const Call& call, const char* method) {
  if (T* object = as<T>(call.this_value)) return object;
  throw_incompatible_receiver(realm, method, call.this_value);
}

/// How built-ins that cannot see the call's text name a value: "number 1", "undefined", "object".
inline std::string describe_with_type(Realm& realm, Value value) {
  if (value.is_nullish()) return describe_for_message(realm, value);
  std::string type = realm.utf8(type_of(realm, value));
  if (value.is_object() || value.is_bigint()) return type;
  if (value.is_string()) return type + " \"" + realm.utf8(value.as_string()) + "\"";
  return type + " " + describe_for_message(realm, value);
}

/// TypeError "X is not a function" unless callable.
inline void require_callable(Realm& realm, Value value) {
  if (!is_callable(value)) {
    throw_type_error(realm, describe_with_type(realm, value) + " is not a function");
  }
}

/// Invoke (7.3.21) for built-ins, whose message knows the method's value but not its text.
inline Value invoke_method(Realm& realm, Value base, PropertyKey key, Args args) {
  Value method = get_value(realm, base, key);
  require_callable(realm, method);
  return realm.call(method, base, args);
}

/// TypeError "Constructor C requires 'new'" for a plain call.
inline void require_new(Realm& realm, const Call& call, const char* constructor) {
  if (!call.is_construct()) {
    throw_type_error(realm, std::string("Constructor ") + constructor + " requires 'new'");
  }
}

/// The method a collection constructor adds its elements with; TypeError when not callable.
inline Value adder_method(Realm& realm, Object* collection, PropertyKey key, const char* name) {
  Value adder = collection->get(realm, key);
  if (is_callable(adder)) return adder;
  throw_type_error(realm, "'" + describe_for_message(realm, adder) + "' returned for property '" +
                              name + "' of object '" +
                              describe_for_message(realm, Value(collection)) +
                              "' is not a function");
}

/// Splits an entry object into key and value (24.1.1.2 step 3.d to f).
inline void split_entry(Realm& realm, Value entry, Value* key, Value* value) {
  if (!entry.is_object()) {
    throw_type_error(
        realm, "Iterator value " + describe_for_message(realm, entry) + " is not an entry object");
  }
  *key = entry.as_object()->get(realm, PropertyKey::index(0));
  *value = entry.as_object()->get(realm, PropertyKey::index(1));
}

}  // namespace actx

#endif  // ACTX_VALUE_BUILTINS_RECEIVER_H_
