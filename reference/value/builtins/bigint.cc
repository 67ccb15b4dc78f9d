// The BigInt function and its prototype (ECMAScript 21.2).
#include "value/bigint.h"

#include <cmath>
#include <limits>

#include "value/builtins/rows.h"
#include "value/wrappers.h"

namespace actx {

namespace {

BigInt* this_bigint(Realm& realm, const Call& call, const char* method) {
  Value primitive = this_primitive(call.this_value, ObjectClass::kBigInt);
  if (primitive.is_bigint()) return primitive.as_bigint();
  throw_type_error(realm,
                   std::string("BigInt.prototype.") + method + " requires that 'this' be a BigInt");
}

/// 21.2.1.1 BigInt(value), with NumberToBigInt.
Value bigint_function(Realm& realm, const Call& call) {
  if (call.is_construct()) throw_type_error(realm, "BigInt is not a constructor");
  Value primitive = to_primitive(realm, call.arg(0), Hint::kNumber);
  if (!primitive.is_number()) return Value(to_bigint(realm, primitive));
  double number = primitive.as_number();
  if (!std::isfinite(number) || std::trunc(number) != number) {
    throw_range_error(realm, "The number " + realm.utf8(number_to_string(realm, number)) +
                                 " cannot be converted to a BigInt because it is not an integer");
  }
  return Value(bigint_from_double(realm, number));
}

double bits_argument(Realm& realm, Value value) {
  double bits = to_integer_or_infinity(realm, value);
  if (bits < 0 || bits > 9007199254740991.0) {
    throw_range_error(realm, "Invalid value: not (convertible to) a safe integer");
  }
  return bits;
}

uint64_t magnitude_bits(const BigInt* value) {
  uint32_t count = value->limb_count();
  return count == 0 ? 0
                    : uint64_t{count} * 64 -
                          static_cast<uint64_t>(__builtin_clzll(value->limbs()[count - 1]));
}

/// value modulo 2^bits, not negative.
BigInt* modulo_power(Realm& realm, const BigInt* value, double bits) {
  if (!value->is_negative() && bits >= static_cast<double>(magnitude_bits(value))) {
    return realm.make<BigInt>(*value);
  }
  BigInt* one = bigint_from_int64(realm, 1);
  BigInt* distance = bigint_from_double(realm, bits);
  BigInt* power = bigint_op(realm, NumericOp::kShiftLeft, one, distance);
  BigInt* mask = bigint_op(realm, NumericOp::kSubtract, power, one);
  return bigint_op(realm, NumericOp::kBitAnd, value, mask);
}

Value bigint_as_uint_n(Realm& realm, const Call& call) {
  double bits = bits_argument(realm, call.arg(0));
  return Value(modulo_power(realm, to_bigint(realm, call.arg(1)), bits));
}

Value bigint_as_int_n(Realm& realm, const Call& call) {
  double bits = bits_argument(realm, call.arg(0));
  BigInt* value = to_bigint(realm, call.arg(1));
  if (bits == 0) return Value(bigint_from_int64(realm, 0));
  if (bits > static_cast<double>(magnitude_bits(value))) return Value(value);
  BigInt* low = modulo_power(realm, value, bits);
  BigInt* one = bigint_from_int64(realm, 1);
  BigInt* half = bigint_op(realm, NumericOp::kShiftLeft, one, bigint_from_double(realm, bits - 1));
  if (bigint_compare(low, half) < 0) return Value(low);
  BigInt* power = bigint_op(realm, NumericOp::kShiftLeft, half, one);
  return Value(bigint_op(realm, NumericOp::kSubtract, low, power));
}

Value bigint_prototype_to_string(Realm& realm, const Call& call) {
  BigInt* value = this_bigint(realm, call, "toString");
  double radix = call.arg(0).is_undefined() ? 10 : to_integer_or_infinity(realm, call.arg(0));
  if (radix < 2 || radix > 36) {
    throw_range_error(realm, "toString() radix argument must be between 2 and 36");
  }
  return Value(bigint_to_string(realm, value, static_cast<int>(radix)));
}

/// Groups of three as in the default locale; other locales are outside the language.
Value bigint_prototype_to_locale_string(Realm& realm, const Call& call) {
  BigInt* value = this_bigint(realm, call, "toLocaleString");
  if (!call.arg(0).is_undefined() || !call.arg(1).is_undefined()) {
    throw_type_error(realm,
                     "BigInt.prototype.toLocaleString with a locale is not in the litmus language");
  }
  std::u16string digits(realm.units(bigint_to_string(realm, value, 10)));
  size_t first = value->is_negative() ? 1 : 0;
  for (size_t at = digits.size(); at > first + 3; at -= 3) digits.insert(at - 3, 1, u',');
  return Value(realm.string(std::u16string_view(digits)));
}

Value bigint_prototype_value_of(Realm& realm, const Call& call) {
  return Value(this_bigint(realm, call, "valueOf"));
}

}  // namespace

Object* build_BigInt(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_prototype(Intrinsic::kBigIntPrototype),
      lazy_method("asUintN", bigint_as_uint_n, 2),
      lazy_method("asIntN", bigint_as_int_n, 2),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(bigint_function, "BigInt", 1, kTable);
}

Object* build_BigIntPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kBigInt),
      lazy_method("toLocaleString", bigint_prototype_to_locale_string, 0),
      lazy_method("toString", bigint_prototype_to_string, 0),
      lazy_method("valueOf", bigint_prototype_value_of, 0),
      lazy_tag<"BigInt">(),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

}  // namespace actx
