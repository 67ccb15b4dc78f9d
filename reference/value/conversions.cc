// Type conversion: ECMAScript 7.1.
#include "value/conversions.h"

#include <cmath>

#include "value/bigint.h"
#include "value/wrappers.h"

namespace actx {

Value to_primitive(Realm& realm, Value value, Hint hint) {
  if (!value.is_object()) return value;
  const Names& names = realm.names();
  Value exotic = get_method(realm, value, names.sym_to_primitive);
  if (!exotic.is_undefined()) {
    Value text(hint == Hint::kDefault  ? names.default_.as_atom()
               : hint == Hint::kString ? names.string.as_atom()
                                       : names.number.as_atom());
    Value result = realm.call(exotic, value, Args(&text, 1));
    if (!result.is_object()) return result;
    throw_type_error(realm, "Cannot convert object to primitive value");
  }
  PropertyKey order[] = {names.valueOf, names.toString};
  if (hint == Hint::kString) std::swap(order[0], order[1]);
  for (PropertyKey key : order) {
    Value method = value.as_object()->get(realm, key);
    if (!is_callable(method)) continue;
    Value result = realm.call(method, value, {});
    if (!result.is_object()) return result;
  }
  throw_type_error(realm, "Cannot convert object to primitive value");
}

bool to_boolean(Value value) {
  switch (value.tag()) {
    case Tag::kEmpty:
    case Tag::kUndefined:
    case Tag::kNull:
      return false;
    case Tag::kBoolean:
      return value.as_boolean();
    case Tag::kNumber:
      return value.as_number() != 0 && !std::isnan(value.as_number());
    case Tag::kString:
      return value.as_string()->length() != 0;
    case Tag::kBigInt:
      return !value.as_bigint()->is_zero();
    case Tag::kSymbol:
    case Tag::kObject:
      return true;
  }
  return false;
}

double to_number(Realm& realm, Value value) {
  switch (value.tag()) {
    case Tag::kNumber:
      return value.as_number();
    case Tag::kEmpty:
    case Tag::kUndefined:
      return std::nan("");
    case Tag::kNull:
      return 0;
    case Tag::kBoolean:
      return value.as_boolean() ? 1 : 0;
    case Tag::kString:
      return string_to_number(realm.units(value.as_string()));
    case Tag::kSymbol:
      throw_type_error(realm, "Cannot convert a Symbol value to a number");
    case Tag::kBigInt:
      throw_type_error(realm, "Cannot convert a BigInt value to a number");
    case Tag::kObject:
      break;
  }
  return to_number(realm, to_primitive(realm, value, Hint::kNumber));
}

Value to_numeric(Realm& realm, Value value) {
  if (value.is_number() || value.is_bigint()) return value;
  Value primitive = to_primitive(realm, value, Hint::kNumber);
  return primitive.is_bigint() ? primitive : Value(to_number(realm, primitive));
}

double to_integer_or_infinity(Realm& realm, Value value) {
  double number = to_number(realm, value);
  return std::isnan(number) ? 0 : std::trunc(number) + 0.0;
}

int32_t double_to_int32(double number) {
  if (number >= -2147483648.0 && number <= 2147483647.0) return static_cast<int32_t>(number);
  if (!std::isfinite(number)) return 0;
  double modulus = std::fmod(std::trunc(number), 4294967296.0);
  if (modulus < 0) modulus += 4294967296.0;
  return static_cast<int32_t>(static_cast<uint32_t>(modulus));
}

int32_t to_int32(Realm& realm, Value value) {
  return double_to_int32(to_number(realm, value));
}

uint32_t to_uint32(Realm& realm, Value value) {
  return static_cast<uint32_t>(to_int32(realm, value));
}

double to_length(Realm& realm, Value value) {
  double length = to_integer_or_infinity(realm, value);
  if (!(length > 0)) return 0;
  return length < 9007199254740991.0 ? length : 9007199254740991.0;
}

double to_index(Realm& realm, Value value) {
  double index = to_integer_or_infinity(realm, value);
  if (index < 0 || index > 9007199254740991.0) {
    throw_range_error(realm, "Invalid value: out of range");
  }
  return index;
}

String* to_string(Realm& realm, Value value) {
  const Names& names = realm.names();
  switch (value.tag()) {
    case Tag::kString:
      return value.as_string();
    case Tag::kEmpty:
    case Tag::kUndefined:
      return names.undefined.as_atom();
    case Tag::kNull:
      return names.null_.as_atom();
    case Tag::kBoolean:
      return value.as_boolean() ? names.true_.as_atom() : names.false_.as_atom();
    case Tag::kNumber:
      return number_to_string(realm, value.as_number());
    case Tag::kBigInt:
      return bigint_to_string(realm, value.as_bigint(), 10);
    case Tag::kSymbol:
      throw_type_error(realm, "Cannot convert a Symbol value to a string");
    case Tag::kObject:
      break;
  }
  return to_string(realm, to_primitive(realm, value, Hint::kString));
}

Object* to_object(Realm& realm, Value value) {
  auto wrap = [&](Intrinsic prototype, ObjectClass object_class) -> Object* {
    return realm.make<PrimitiveObject>(realm.intrinsic(prototype), object_class, value);
  };
  switch (value.tag()) {
    case Tag::kObject:
      return value.as_object();
    case Tag::kEmpty:
    case Tag::kUndefined:
    case Tag::kNull:
      throw_type_error(realm, "Cannot convert undefined or null to object");
    case Tag::kBoolean:
      return wrap(Intrinsic::kBooleanPrototype, ObjectClass::kBoolean);
    case Tag::kNumber:
      return wrap(Intrinsic::kNumberPrototype, ObjectClass::kNumber);
    case Tag::kSymbol:
      return wrap(Intrinsic::kSymbolPrototype, ObjectClass::kSymbol);
    case Tag::kBigInt:
      return wrap(Intrinsic::kBigIntPrototype, ObjectClass::kBigInt);
    case Tag::kString:
      break;
  }
  return realm.make<StringObject>(realm.intrinsic(Intrinsic::kStringPrototype), value.as_string());
}

BigInt* to_bigint(Realm& realm, Value value) {
  Value primitive = to_primitive(realm, value, Hint::kNumber);
  switch (primitive.tag()) {
    case Tag::kBigInt:
      return primitive.as_bigint();
    case Tag::kBoolean:
      return bigint_from_int64(realm, primitive.as_boolean() ? 1 : 0);
    case Tag::kString: {
      BigInt* big = bigint_from_string(realm, realm.units(primitive.as_string()));
      if (big != nullptr) return big;
      throw_syntax_error(realm,
                         "Cannot convert " + realm.utf8(primitive.as_string()) + " to a BigInt");
    }
    default:
      throw_type_error(realm,
                       "Cannot convert " + describe_for_message(realm, primitive) + " to a BigInt");
  }
}

}  // namespace actx
