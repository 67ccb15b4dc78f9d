// Reflect (ECMAScript 28.1).
#include "value/builtins/builtins.h"
#include "value/builtins/rows.h"

namespace actx {

namespace {

Object* target(Realm& realm, const Call& call, const char* method) {
  if (call.arg(0).is_object()) return call.arg(0).as_object();
  throw_type_error(realm, std::string("Reflect.") + method + " called on non-object");
}

Value define_property(Realm& realm, const Call& call) {
  Object* object = target(realm, call, "defineProperty");
  PropertyKey key = realm.to_property_key(call.arg(1));
  return Value(object->define_own_property(realm, key, to_property_descriptor(realm, call.arg(2))));
}

Value delete_property(Realm& realm, const Call& call) {
  Object* object = target(realm, call, "deleteProperty");
  return Value(object->delete_property(realm, realm.to_property_key(call.arg(1))));
}

Value get(Realm& realm, const Call& call) {
  Object* object = target(realm, call, "get");
  PropertyKey key = realm.to_property_key(call.arg(1));
  return object->get(realm, key, call.args.size() > 2 ? call.args[2] : call.arg(0));
}

Value set(Realm& realm, const Call& call) {
  Object* object = target(realm, call, "set");
  PropertyKey key = realm.to_property_key(call.arg(1));
  return Value(
      object->set(realm, key, call.arg(2), call.args.size() > 3 ? call.args[3] : call.arg(0)));
}

Value get_own_property_descriptor(Realm& realm, const Call& call) {
  Object* object = target(realm, call, "getOwnPropertyDescriptor");
  PropertyDescriptor desc;
  if (!object->get_own_property(realm, realm.to_property_key(call.arg(1)), &desc)) return Value();
  return Value(from_property_descriptor(realm, desc));
}

Value get_prototype_of(Realm& realm, const Call& call) {
  return Value(target(realm, call, "getPrototypeOf")->get_prototype_of(realm));
}

Value set_prototype_of(Realm& realm, const Call& call) {
  Object* object = target(realm, call, "setPrototypeOf");
  Value prototype = call.arg(1);
  if (!prototype.is_object() && !prototype.is_null()) {
    throw_type_error(realm, "Object prototype may only be an Object or null: " +
                                describe_for_message(realm, prototype));
  }
  return Value(
      object->set_prototype_of(realm, prototype.is_null() ? nullptr : prototype.as_object()));
}

Value has(Realm& realm, const Call& call) {
  Object* object = target(realm, call, "has");
  return Value(object->has_property(realm, realm.to_property_key(call.arg(1))));
}

Value is_extensible(Realm& realm, const Call& call) {
  return Value(target(realm, call, "isExtensible")->is_extensible(realm));
}

Value prevent_extensions(Realm& realm, const Call& call) {
  return Value(target(realm, call, "preventExtensions")->prevent_extensions(realm));
}

Value own_keys(Realm& realm, const Call& call) {
  KeyList keys;
  target(realm, call, "ownKeys")->own_keys(realm, &keys);
  Array* result = realm.new_array();
  for (PropertyKey key : keys) result->push(realm, realm.key_value(key));
  return Value(result);
}

constexpr LazyProperty kRows[] = {
    lazy_method("defineProperty", define_property, 3),
    lazy_method("deleteProperty", delete_property, 2),
    lazy_method("apply", reflect_apply, 3),
    lazy_method("construct", reflect_construct, 2),
    lazy_method("get", get, 2),
    lazy_method("getOwnPropertyDescriptor", get_own_property_descriptor, 2),
    lazy_method("getPrototypeOf", get_prototype_of, 1),
    lazy_method("has", has, 2),
    lazy_method("isExtensible", is_extensible, 1),
    lazy_method("ownKeys", own_keys, 1),
    lazy_method("preventExtensions", prevent_extensions, 1),
    lazy_method("set", set, 3),
    lazy_method("setPrototypeOf", set_prototype_of, 2),
    lazy_tag<"Reflect">(),
};
constexpr LazyTable kTable(kRows);

}  // namespace

Value reflect_apply(Realm& realm, const Call& call) {
  if (!is_callable(call.arg(0))) {
    throw_type_error(realm, "Function.prototype.apply was called on " +
                                describe_for_message(realm, call.arg(0)) + ", which is a " +
                                realm.utf8(type_of(realm, call.arg(0))) + " and not a function");
  }
  ArenaVector<Value> list = list_from_array_like(realm, call.arg(2));
  return realm.call(call.arg(0), call.arg(1), Args(list.begin(), list.size()));
}

Value reflect_construct(Realm& realm, const Call& call) {
  Value new_target = call.args.size() > 2 ? call.args[2] : call.arg(0);
  for (Value value : {call.arg(0), new_target}) {
    if (!is_constructor(value)) {
      throw_type_error(realm, describe_for_message(realm, value) + " is not a constructor");
    }
  }
  ArenaVector<Value> list = list_from_array_like(realm, call.arg(1));
  return call.arg(0).as_object()->construct(realm, Args(list.begin(), list.size()),
                                            new_target.as_object());
}

Object* build_Reflect(Realm& realm) {
  return realm.new_builtin(kTable);
}

}  // namespace actx
