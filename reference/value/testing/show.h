// For tests: values as text, and running C++ steps that may throw a JavaScript exception.
#ifndef ACTX_VALUE_TESTING_SHOW_H_
#define ACTX_VALUE_TESTING_SHOW_H_

#include <string>

#include "value/conversions.h"

namespace actx {

/// String(value), in UTF-8.
inline std::string show(Realm& realm, Value value) {
  return value.is_symbol() ? describe_for_message(realm, value)
                           : realm.utf8(to_string(realm, value));
}

/// The own keys of an object, separated by commas.
inline std::string show_keys(Realm& realm, Object* object) {
  KeyList keys;
  object->own_keys(realm, &keys);
  std::string text;
  for (PropertyKey key : keys) {
    if (!text.empty()) text += ",";
    text += describe_for_message(realm, realm.key_value(key));
  }
  return text;
}

/// What `steps` throws, as String(error); "" when it throws nothing.
template <class F>
std::string thrown(Realm& realm, F&& steps) {
  try {
    steps();
  } catch (const Throw& error) {
    return show(realm, error.value);
  }
  return "";
}

/// A global by name.
inline Value global(Realm& realm, std::string_view name) {
  return realm.global()->get(realm, realm.key(name));
}

/// object[name](...args)
inline Value call_method(Realm& realm, Value object, std::string_view name,
                         std::initializer_list<Value> args = {}) {
  return invoke(realm, object, realm.key(name), Args(args.begin(), args.size()));
}

}  // namespace actx

#endif  // ACTX_VALUE_TESTING_SHOW_H_
