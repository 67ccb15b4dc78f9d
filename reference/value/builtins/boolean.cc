// Boolean and Boolean.prototype (ECMAScript 20.3).
#include "value/builtins/builtins.h"
#include "value/builtins/rows.h"
#include "value/wrappers.h"

namespace actx {

namespace {

Value boolean_constructor(Realm& realm, const Call& call) {
  Value boolean(to_boolean(call.arg(0)));
  if (!call.is_construct()) return boolean;
  Object* prototype =
      prototype_from_constructor(realm, call.new_target, Intrinsic::kBooleanPrototype);
  return Value(realm.make<PrimitiveObject>(prototype, ObjectClass::kBoolean, boolean));
}

Value this_boolean(Realm& realm, const Call& call, const char* method) {
  Value boolean = this_primitive(call.this_value, ObjectClass::kBoolean);
  if (boolean.is_boolean()) return boolean;
  throw_type_error(
      realm, std::string("Boolean.prototype.") + method + " requires that 'this' be a Boolean");
}

Value to_string(Realm& realm, const Call& call) {
  return Value(actx::to_string(realm, this_boolean(realm, call, "toString")));
}

Value value_of(Realm& realm, const Call& call) {
  return this_boolean(realm, call, "valueOf");
}

constexpr LazyProperty kRows[] = {lazy_prototype(Intrinsic::kBooleanPrototype)};
constexpr LazyTable kTable(kRows);
constexpr LazyProperty kPrototypeRows[] = {
    lazy_intrinsic("constructor", Intrinsic::kBoolean),
    lazy_method("toString", to_string, 0),
    lazy_method("valueOf", value_of, 0),
};
constexpr LazyTable kPrototype(kPrototypeRows);

}  // namespace

Object* build_Boolean(Realm& realm) {
  return realm.new_constructor(boolean_constructor, "Boolean", 1, kTable);
}

Object* build_BooleanPrototype(Realm& realm) {
  PrimitiveObject* object = realm.make<PrimitiveObject>(
      realm.intrinsic(Intrinsic::kObjectPrototype), ObjectClass::kBoolean, Value(false));
  object->set_lazy_table(kPrototype);
  return object;
}

}  // namespace actx
