#include "host/inspect_access.h"

#include <cmath>

#include "value/conversions.h"
#include "value/stack.h"

namespace actx {
namespace {

std::u16string to_units(Realm& realm, Value value) {
  return std::u16string(realm.units(to_string(realm, value)));
}

}  // namespace

Value intrinsic_getter(Realm& realm, Intrinsic prototype, PropertyKey key, Object* object) {
  PropertyDescriptor desc;
  if (!realm.intrinsic(prototype)->get_own_property(realm, key, &desc)) return Value();
  return realm.call(desc.getter, Value(object), {});
}

Value intrinsic_method(Realm& realm, Intrinsic prototype, const char* name, Object* object,
                       Args args) {
  return realm.call(realm.intrinsic(prototype)->get(realm, realm.key(name)), Value(object), args);
}

std::u16string internal_class_name(Realm& realm, Object* object) {
  const std::u16string_view name = realm.units(constructor_name(realm, object));
  return name.empty() ? u"Object" : std::u16string(name);
}

std::u16string function_kind_name(Realm& realm, Function* function) {
  for (Object* at = function->prototype(); at != nullptr; at = at->prototype()) {
    if (at == realm.intrinsic(Intrinsic::kFunctionPrototype)) return u"Function";
    if (at == realm.intrinsic(Intrinsic::kAsyncFunctionPrototype)) return u"AsyncFunction";
    if (at == realm.intrinsic(Intrinsic::kGeneratorFunctionPrototype)) return u"GeneratorFunction";
    if (at == realm.intrinsic(Intrinsic::kAsyncGeneratorFunctionPrototype)) {
      return u"AsyncGeneratorFunction";
    }
  }
  return u"Function";
}

bool has_error_prototype(Realm& realm, Object* object) {
  Object* wanted = realm.intrinsic(Intrinsic::kErrorPrototype);
  for (Object* at = object->prototype(); at != nullptr; at = at->prototype()) {
    if (at == wanted) return true;
  }
  return false;
}

std::u16string date_text(Realm& realm, Object* date) {
  const Value time = intrinsic_method(realm, Intrinsic::kDatePrototype, "getTime", date);
  const bool valid = !std::isnan(time.as_number());
  return to_units(realm, intrinsic_method(realm, Intrinsic::kDatePrototype,
                                          valid ? "toISOString" : "toString", date));
}

std::u16string regexp_text(Realm& realm, Object* regexp) {
  const Value source =
      intrinsic_getter(realm, Intrinsic::kRegExpPrototype, realm.key("source"), regexp);
  const Value flags =
      intrinsic_getter(realm, Intrinsic::kRegExpPrototype, realm.key("flags"), regexp);
  return u"/" + to_units(realm, source) + u"/" + to_units(realm, flags);
}

double typed_array_length(Realm& realm, Object* typed_array) {
  return to_number(realm, intrinsic_getter(realm, Intrinsic::kTypedArrayPrototype,
                                           realm.names().length, typed_array));
}

std::u16string typed_array_name(Realm& realm, Object* typed_array) {
  return to_units(realm, intrinsic_getter(realm, Intrinsic::kTypedArrayPrototype,
                                          realm.names().sym_to_string_tag, typed_array));
}

}  // namespace actx
