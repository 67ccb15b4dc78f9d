// Arithmetic of BigInt values on GMP's limb functions; every result is in the arena.
#include "value/bigint.h"

#include <gmp.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace actx {

static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && GMP_NAIL_BITS == 0);

namespace {

constexpr uint64_t kMaxBits = uint64_t{1} << 30;

[[noreturn]] void throw_too_big(Realm& realm) {
  throw_range_error(realm, "Maximum BigInt size exceeded");
}

const mp_limb_t* limbs(const BigInt* value) {
  return reinterpret_cast<const mp_limb_t*>(value->limbs());
}

mp_limb_t* new_limbs(Realm& realm, uint64_t count) {
  if (count > kMaxBits / 64 + 1) throw_too_big(realm);
  return realm.arena().make_array<mp_limb_t>(count);
}

/// Drops leading zero limbs and checks the size.
BigInt* finish(Realm& realm, const mp_limb_t* limbs, uint64_t count, bool negative) {
  while (count > 0 && limbs[count - 1] == 0) --count;
  if (count > kMaxBits / 64) throw_too_big(realm);
  return realm.make<BigInt>(reinterpret_cast<const uint64_t*>(limbs), static_cast<uint32_t>(count),
                            negative && count != 0);
}

uint64_t bit_length(const BigInt* value) {
  uint32_t count = value->limb_count();
  return count == 0 ? 0 : uint64_t{count} * 64 - std::countl_zero(value->limbs()[count - 1]);
}

int compare_magnitude(const BigInt* a, const BigInt* b) {
  if (a->limb_count() != b->limb_count()) return a->limb_count() < b->limb_count() ? -1 : 1;
  if (a->is_zero()) return 0;
  int order = mpn_cmp(limbs(a), limbs(b), a->limb_count());
  return order < 0 ? -1 : order > 0;
}

BigInt* add_magnitudes(Realm& realm, const BigInt* a, const BigInt* b, bool negative) {
  if (a->limb_count() < b->limb_count()) std::swap(a, b);
  uint32_t count = a->limb_count();
  mp_limb_t* sum = new_limbs(realm, count + 1);
  if (b->is_zero()) {
    std::copy_n(limbs(a), count, sum);
    sum[count] = 0;
  } else {
    sum[count] = mpn_add(sum, limbs(a), count, limbs(b), b->limb_count());
  }
  return finish(realm, sum, count + 1, negative);
}

/// a + b where b's sign is taken to be `b_negative`.
BigInt* add_signed(Realm& realm, const BigInt* a, const BigInt* b, bool b_negative) {
  if (a->is_negative() == b_negative) return add_magnitudes(realm, a, b, b_negative);
  bool negative = a->is_negative();
  if (compare_magnitude(a, b) < 0) {
    std::swap(a, b);
    negative = b_negative;
  }
  uint32_t count = a->limb_count();
  mp_limb_t* difference = new_limbs(realm, count + 1);
  if (b->is_zero()) {
    std::copy_n(limbs(a), count, difference);
  } else {
    mpn_sub(difference, limbs(a), count, limbs(b), b->limb_count());
  }
  return finish(realm, difference, count, negative);
}

BigInt* multiply(Realm& realm, const BigInt* a, const BigInt* b) {
  if (a->limb_count() < b->limb_count()) std::swap(a, b);
  if (b->is_zero()) return finish(realm, nullptr, 0, false);
  uint32_t count = a->limb_count() + b->limb_count();
  mp_limb_t* product = new_limbs(realm, count);
  mpn_mul(product, limbs(a), a->limb_count(), limbs(b), b->limb_count());
  return finish(realm, product, count, a->is_negative() != b->is_negative());
}

BigInt* divide(Realm& realm, const BigInt* a, const BigInt* b, bool want_remainder) {
  if (b->is_zero()) throw_range_error(realm, "Division by zero");
  if (compare_magnitude(a, b) < 0) {
    return want_remainder ? finish(realm, limbs(a), a->limb_count(), a->is_negative())
                          : finish(realm, nullptr, 0, false);
  }
  uint32_t quotient_count = a->limb_count() - b->limb_count() + 1;
  mp_limb_t* quotient = new_limbs(realm, quotient_count);
  mp_limb_t* remainder = new_limbs(realm, b->limb_count());
  mpn_tdiv_qr(quotient, remainder, 0, limbs(a), a->limb_count(), limbs(b), b->limb_count());
  if (want_remainder) return finish(realm, remainder, b->limb_count(), a->is_negative());
  return finish(realm, quotient, quotient_count, a->is_negative() != b->is_negative());
}

BigInt* shift_left(Realm& realm, const BigInt* a, uint64_t bits) {
  if (a->is_zero()) return finish(realm, nullptr, 0, false);
  if (bits >= kMaxBits) throw_too_big(realm);
  uint64_t whole = bits / 64;
  auto rest = static_cast<unsigned>(bits % 64);
  uint64_t count = a->limb_count() + whole + 1;
  mp_limb_t* result = new_limbs(realm, count);
  std::fill_n(result, whole, mp_limb_t{0});
  if (rest == 0) {
    std::copy_n(limbs(a), a->limb_count(), result + whole);
    result[count - 1] = 0;
  } else {
    result[count - 1] = mpn_lshift(result + whole, limbs(a), a->limb_count(), rest);
  }
  return finish(realm, result, count, a->is_negative());
}

/// Rounds towards minus infinity.
BigInt* shift_right(Realm& realm, const BigInt* a, uint64_t bits) {
  bool negative = a->is_negative();
  uint64_t whole = bits / 64;
  auto rest = static_cast<unsigned>(bits % 64);
  if (whole >= a->limb_count()) {
    return bigint_from_int64(realm, negative ? -1 : 0);
  }
  uint64_t count = a->limb_count() - whole;
  mp_limb_t* result = new_limbs(realm, count + 1);
  bool lost = std::any_of(limbs(a), limbs(a) + whole, [](mp_limb_t limb) { return limb != 0; });
  if (rest == 0) {
    std::copy_n(limbs(a) + whole, count, result);
  } else {
    lost |= mpn_rshift(result, limbs(a) + whole, static_cast<mp_size_t>(count), rest) != 0;
  }
  result[count] =
      negative && lost ? mpn_add_1(result, result, static_cast<mp_size_t>(count), 1) : 0;
  return finish(realm, result, count + 1, negative);
}

BigInt* shift(Realm& realm, const BigInt* a, const BigInt* by, bool left) {
  if (by->is_negative()) left = !left;
  // A distance beyond any size: a left shift is too big, a right shift leaves only the sign.
  uint64_t bits = by->limb_count() > 1 ? UINT64_MAX : by->is_zero() ? 0 : by->limbs()[0];
  return left ? shift_left(realm, a, bits) : shift_right(realm, a, bits);
}

BigInt* power(Realm& realm, const BigInt* base, const BigInt* exponent) {
  if (exponent->is_negative()) throw_range_error(realm, "Exponent must be positive");
  if (exponent->is_zero()) return bigint_from_int64(realm, 1);
  if (base->is_zero()) return bigint_from_int64(realm, 0);
  bool odd = (exponent->limbs()[0] & 1) != 0;
  if (base->limb_count() == 1 && base->limbs()[0] == 1) {
    return bigint_from_int64(realm, base->is_negative() && odd ? -1 : 1);
  }
  if (exponent->limb_count() > 1 || exponent->limbs()[0] >= kMaxBits) throw_too_big(realm);
  uint64_t left = exponent->limbs()[0];
  if ((bit_length(base) - 1) * left > kMaxBits) throw_too_big(realm);
  if (base->limb_count() == 1 && base->limbs()[0] == 2) {
    BigInt* one = bigint_from_int64(realm, base->is_negative() && odd ? -1 : 1);
    return shift_left(realm, one, left);
  }
  const BigInt* result = nullptr;
  for (const BigInt* square = base;; square = multiply(realm, square, square)) {
    if ((left & 1) != 0) result = result == nullptr ? square : multiply(realm, result, square);
    left >>= 1;
    if (left == 0) break;
  }
  return finish(realm, limbs(result), result->limb_count(), result->is_negative());
}

/// Two's complement of `value` in `count` limbs.
mp_limb_t* to_twos_complement(Realm& realm, const BigInt* value, uint32_t count) {
  mp_limb_t* result = new_limbs(realm, count);
  std::copy_n(limbs(value), value->limb_count(), result);
  std::fill(result + value->limb_count(), result + count, mp_limb_t{0});
  if (value->is_negative()) mpn_neg(result, result, count);
  return result;
}

BigInt* bitwise(Realm& realm, NumericOp op, const BigInt* a, const BigInt* b) {
  uint32_t count = std::max(a->limb_count(), b->limb_count()) + 1;
  mp_limb_t* x = to_twos_complement(realm, a, count);
  const mp_limb_t* y = to_twos_complement(realm, b, count);
  for (uint32_t i = 0; i < count; ++i) {
    if (op == NumericOp::kBitAnd) x[i] &= y[i];
    if (op == NumericOp::kBitOr) x[i] |= y[i];
    if (op == NumericOp::kBitXor) x[i] ^= y[i];
  }
  bool negative = (x[count - 1] >> 63) != 0;
  if (negative) mpn_neg(x, x, count);
  return finish(realm, x, count, negative);
}

}  // namespace

BigInt* bigint_from_uint64(Realm& realm, uint64_t integer) {
  mp_limb_t* limb = new_limbs(realm, 1);
  limb[0] = integer;
  return finish(realm, limb, 1, false);
}

BigInt* bigint_from_int64(Realm& realm, int64_t integer) {
  mp_limb_t* limb = new_limbs(realm, 1);
  limb[0] = integer < 0 ? -static_cast<uint64_t>(integer) : static_cast<uint64_t>(integer);
  return finish(realm, limb, 1, integer < 0);
}

BigInt* bigint_from_double(Realm& realm, double integer) {
  int exponent = 0;
  double fraction = std::frexp(std::fabs(integer), &exponent);
  // fraction is 0.5 .. 1, so 53 bits of it are an integer.
  auto mantissa = static_cast<uint64_t>(std::ldexp(fraction, 53));
  int64_t low_bits = int64_t{exponent} - 53;
  BigInt* result =
      low_bits <= 0
          ? bigint_from_uint64(realm, integer == 0 ? 0 : mantissa >> -low_bits)
          : shift_left(realm, bigint_from_uint64(realm, mantissa), static_cast<uint64_t>(low_bits));
  return integer < 0 ? bigint_negate(realm, result) : result;
}

double bigint_to_double(const BigInt* value) {
  uint32_t count = value->limb_count();
  if (count == 0) return 0;
  uint64_t length = bit_length(value);
  double magnitude;
  if (count == 1) {
    magnitude = static_cast<double>(value->limbs()[0]);
  } else if (length > 1024) {
    magnitude = HUGE_VAL;
  } else {
    // The top 64 bits; what is below them only decides ties, so one sticky bit stands for it.
    const uint64_t* top = value->limbs() + count - 1;
    int lead = std::countl_zero(*top);
    uint64_t bits = lead == 0 ? *top : (*top << lead) | (top[-1] >> (64 - lead));
    bool sticky = lead == 0 ? top[-1] != 0 : (top[-1] << lead) != 0;
    for (uint32_t i = 0; i + 2 < count; ++i) sticky |= value->limbs()[i] != 0;
    magnitude =
        std::ldexp(static_cast<double>(bits | (sticky ? 1 : 0)), static_cast<int>(length) - 64);
  }
  return value->is_negative() ? -magnitude : magnitude;
}

uint64_t bigint_to_uint64(const BigInt* value) {
  uint64_t low = value->is_zero() ? 0 : value->limbs()[0];
  return value->is_negative() ? -low : low;
}

int bigint_compare(const BigInt* a, const BigInt* b) {
  if (a->is_negative() != b->is_negative()) return a->is_negative() ? -1 : 1;
  int order = compare_magnitude(a, b);
  return a->is_negative() ? -order : order;
}

int bigint_compare_number(const BigInt* a, double number) {
  if (std::isinf(number)) return number > 0 ? -1 : 1;
  int sign = a->is_zero() ? 0 : a->is_negative() ? -1 : 1;
  int number_sign = number < 0 ? -1 : number > 0;
  if (sign != number_sign) return sign < number_sign ? -1 : 1;
  if (sign == 0) return 0;
  double magnitude = std::fabs(number);
  if (bit_length(a) > 1024) return sign;
  // The whole part of the number as limbs on the stack: 1024 bits at most.
  uint64_t whole[17] = {};
  double floor = std::floor(magnitude);
  uint32_t count = 0;
  if (floor >= 1) {
    int exponent = 0;
    auto mantissa = static_cast<uint64_t>(std::ldexp(std::frexp(floor, &exponent), 53));
    int low_bits = exponent - 53;
    if (low_bits <= 0) {
      whole[0] = mantissa >> -low_bits;
    } else {
      whole[low_bits / 64] = mantissa << (low_bits % 64);
      if (low_bits % 64 != 0) whole[low_bits / 64 + 1] = mantissa >> (64 - low_bits % 64);
    }
    count = 17;
    while (whole[count - 1] == 0) --count;
  }
  BigInt other(whole, count, false);
  int order = compare_magnitude(a, &other);
  if (order == 0 && magnitude > floor) order = -1;
  return sign * order;
}

BigInt* bigint_add(Realm& realm, const BigInt* a, const BigInt* b) {
  return add_signed(realm, a, b, b->is_negative());
}

BigInt* bigint_op(Realm& realm, NumericOp op, const BigInt* a, const BigInt* b) {
  switch (op) {
    case NumericOp::kSubtract:
      return add_signed(realm, a, b, !b->is_negative());
    case NumericOp::kMultiply:
      return multiply(realm, a, b);
    case NumericOp::kDivide:
      return divide(realm, a, b, /*want_remainder=*/false);
    case NumericOp::kRemainder:
      return divide(realm, a, b, /*want_remainder=*/true);
    case NumericOp::kExponentiate:
      return power(realm, a, b);
    case NumericOp::kBitAnd:
    case NumericOp::kBitOr:
    case NumericOp::kBitXor:
      return bitwise(realm, op, a, b);
    case NumericOp::kShiftLeft:
      return shift(realm, a, b, /*left=*/true);
    case NumericOp::kShiftRight:
      return shift(realm, a, b, /*left=*/false);
    case NumericOp::kShiftRightUnsigned:
      break;
  }
  throw_type_error(realm, "BigInts have no unsigned right shift, use >> instead");
}

BigInt* bigint_negate(Realm& realm, const BigInt* a) {
  return realm.make<BigInt>(a->limbs(), a->limb_count(), !a->is_negative() && !a->is_zero());
}

BigInt* bigint_not(Realm& realm, const BigInt* a) {
  // ~a is -a - 1.
  return bigint_op(realm, NumericOp::kSubtract, bigint_negate(realm, a),
                   bigint_from_int64(realm, 1));
}

}  // namespace actx
