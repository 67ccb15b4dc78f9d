// BigInt values (ECMAScript 6.1.6.2): immutable integers of any size, in the arena.
//
// Invariants
// - Sign and magnitude; the magnitude has no leading zero limbs, and zero is not negative.
// - Results beyond 2^30 bits throw RangeError "Maximum BigInt size exceeded".
#ifndef ACTX_VALUE_BIGINT_H_
#define ACTX_VALUE_BIGINT_H_

#include <cstdint>
#include <string_view>

#include "value/conversions.h"

namespace actx {

class BigInt {
 public:
  /// `limbs`, least significant first, outlive the value.
  BigInt(const uint64_t* limbs, uint32_t count, bool negative)
      : limbs_(limbs), count_(count), negative_(negative) {}
  const uint64_t* limbs() const { return limbs_; }
  uint32_t limb_count() const { return count_; }
  bool is_negative() const { return negative_; }
  bool is_zero() const { return count_ == 0; }

 private:
  const uint64_t* limbs_;
  uint32_t count_;
  bool negative_;
};

BigInt* bigint_from_int64(Realm& realm, int64_t integer);
BigInt* bigint_from_uint64(Realm& realm, uint64_t integer);
/// `integer` must be an integral double.
BigInt* bigint_from_double(Realm& realm, double integer);
/// StringToBigInt (7.1.14); null when the text is no BigInt.
BigInt* bigint_from_string(Realm& realm, std::u16string_view text);
/// The value of a literal's digits in `radix` (2, 8, 10, 16), without prefix, suffix or separators.
BigInt* bigint_from_digits(Realm& realm, std::u16string_view digits, int radix);
String* bigint_to_string(Realm& realm, const BigInt* value, int radix);
/// Number(value): the nearest double, ties to even.
double bigint_to_double(const BigInt* value);
/// The low 64 bits in two's complement.
uint64_t bigint_to_uint64(const BigInt* value);
/// -1, 0, 1.
int bigint_compare(const BigInt* a, const BigInt* b);
/// -1, 0, 1; `number` must not be NaN.
int bigint_compare_number(const BigInt* a, double number);
BigInt* bigint_add(Realm& realm, const BigInt* a, const BigInt* b);
/// BigInt::subtract and so on. RangeError for division by zero, negative exponents; TypeError for
/// the unsigned shift.
BigInt* bigint_op(Realm& realm, NumericOp op, const BigInt* a, const BigInt* b);
BigInt* bigint_negate(Realm& realm, const BigInt* a);
BigInt* bigint_not(Realm& realm, const BigInt* a);

}  // namespace actx

#endif  // ACTX_VALUE_BIGINT_H_
