// The JSON object (ECMAScript 25.5).
#include "value/json.h"

#include "value/builtins/rows.h"
#include "value/conversions.h"

namespace actx {

namespace {

/// InternalizeJSONProperty (25.5.1.1): gives every value to the reviver, innermost first.
Value internalize(Realm& realm, Object* holder, PropertyKey key, Value reviver) {
  NativeScope scope(realm);
  Value value = holder->get(realm, key);
  auto revive = [&](Object* object, PropertyKey element) {
    Value replaced = internalize(realm, object, element, reviver);
    if (replaced.is_undefined()) {
      object->delete_property(realm, element);
    } else {
      object->create_data_property(realm, element, replaced);
    }
  };
  if (value.is_object()) {
    Object* object = value.as_object();
    if (is_array(realm, value)) {
      double length = length_of_array_like(realm, object);
      for (double i = 0; i < length; ++i) revive(object, realm.to_property_key(Value(i)));
    } else {
      KeyList keys;
      object->own_keys(realm, &keys);
      for (PropertyKey element : keys) {
        PropertyDescriptor descriptor;
        if (!element.is_symbol() && object->get_own_property(realm, element, &descriptor) &&
            descriptor.enumerable) {
          revive(object, element);
        }
      }
    }
  }
  const Value args[] = {realm.key_value(key), value};
  return realm.call(reviver, Value(holder), args);
}

Value json_object_parse(Realm& realm, const Call& call) {
  String* text = to_string(realm, call.arg(0));
  Value value = json_parse(realm, realm.units(text));
  if (!is_callable(call.arg(1))) return value;
  Object* root = realm.new_object();
  root->define_raw(realm, realm.names().empty, value);
  return internalize(realm, root, realm.names().empty, call.arg(1));
}

Value json_object_stringify(Realm& realm, const Call& call) {
  return json_stringify(realm, call.arg(0), call.arg(1), call.arg(2));
}

}  // namespace

Object* build_JSON(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_method("parse", json_object_parse, 2),
      lazy_method("stringify", json_object_stringify, 3),
      lazy_tag<"JSON">(),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

}  // namespace actx
