// The numeric operators (ECMAScript 13.15.3 and 6.1.6).
#include <cmath>

#include "value/bigint.h"
#include "value/conversions.h"

namespace actx {

Value add_values(Realm& realm, Value a, Value b) {
  if (a.is_number() && b.is_number()) return Value(a.as_number() + b.as_number());
  a = to_primitive(realm, a);
  b = to_primitive(realm, b);
  if (a.is_string() || b.is_string()) {
    String* left = to_string(realm, a);
    return Value(realm.concat(left, to_string(realm, b)));
  }
  a = to_numeric(realm, a);
  b = to_numeric(realm, b);
  if (a.is_number() && b.is_number()) return Value(a.as_number() + b.as_number());
  if (a.is_bigint() && b.is_bigint()) {
    return Value(bigint_add(realm, a.as_bigint(), b.as_bigint()));
  }
  throw_type_error(realm, "Cannot mix BigInt and other types, use explicit conversions");
}

double number_remainder(double a, double b) {
  if (std::isinf(b) && std::isfinite(a)) return a;
  return std::fmod(a, b);
}

// Number::exponentiate (6.1.6.1.3) differs from C: 1 ** NaN and (+-1) ** Infinity are NaN.
double number_power(double base, double exponent) {
  if (std::isnan(exponent)) return std::nan("");
  if (std::isinf(exponent) && (base == 1 || base == -1)) return std::nan("");
  return std::pow(base, exponent);
}

namespace {

double apply(NumericOp op, double a, double b) {
  auto shift = [&] { return static_cast<uint32_t>(double_to_int32(b)) & 31; };
  switch (op) {
    case NumericOp::kSubtract:
      return a - b;
    case NumericOp::kMultiply:
      return a * b;
    case NumericOp::kDivide:
      return a / b;
    case NumericOp::kRemainder:
      return number_remainder(a, b);
    case NumericOp::kExponentiate:
      return number_power(a, b);
    case NumericOp::kBitAnd:
      return double_to_int32(a) & double_to_int32(b);
    case NumericOp::kBitOr:
      return double_to_int32(a) | double_to_int32(b);
    case NumericOp::kBitXor:
      return double_to_int32(a) ^ double_to_int32(b);
    case NumericOp::kShiftLeft:
      return static_cast<int32_t>(static_cast<uint32_t>(double_to_int32(a)) << shift());
    case NumericOp::kShiftRight:
      return double_to_int32(a) >> shift();
    case NumericOp::kShiftRightUnsigned:
      return static_cast<uint32_t>(double_to_int32(a)) >> shift();
  }
  return 0;
}

}  // namespace

Value numeric_op(Realm& realm, NumericOp op, Value a, Value b) {
  if (!a.is_number() || !b.is_number()) {
    a = to_numeric(realm, a);
    b = to_numeric(realm, b);
    if (a.is_bigint() && b.is_bigint()) {
      return Value(bigint_op(realm, op, a.as_bigint(), b.as_bigint()));
    }
    if (a.is_bigint() || b.is_bigint()) {
      throw_type_error(realm, "Cannot mix BigInt and other types, use explicit conversions");
    }
  }
  return Value(apply(op, a.as_number(), b.as_number()));
}

Value negate(Realm& realm, Value a) {
  a = to_numeric(realm, a);
  return a.is_bigint() ? Value(bigint_negate(realm, a.as_bigint())) : Value(-a.as_number());
}

Value bit_not(Realm& realm, Value a) {
  a = to_numeric(realm, a);
  return a.is_bigint() ? Value(bigint_not(realm, a.as_bigint()))
                       : Value(~double_to_int32(a.as_number()));
}

Value increment(Realm& realm, Value numeric, int by) {
  if (!numeric.is_bigint()) return Value(numeric.as_number() + by);
  return Value(bigint_add(realm, numeric.as_bigint(), bigint_from_int64(realm, by)));
}

}  // namespace actx
