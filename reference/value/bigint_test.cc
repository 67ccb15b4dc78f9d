#include "value/bigint.h"

#include <gmp.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <string>

#include "value/testing/show.h"

namespace actx {
namespace {

/// An integer of GMP's own, as the independent calculation.
class Mpz {
 public:
  Mpz() { mpz_init(z_); }
  explicit Mpz(const std::string& decimal) { mpz_init_set_str(z_, decimal.c_str(), 10); }
  ~Mpz() { mpz_clear(z_); }
  Mpz(const Mpz&) = delete;
  Mpz& operator=(const Mpz&) = delete;
  mpz_ptr get() { return z_; }
  std::string text(int radix = 10) {
    char* raw = mpz_get_str(nullptr, radix, z_);
    std::string result(raw);
    void (*release)(void*, size_t);
    mp_get_memory_functions(nullptr, nullptr, &release);
    release(raw, result.size() + 1);
    return result;
  }

 private:
  mpz_t z_;
};

/// Decimal text of integers of up to 60 digits, small ones as often as large ones.
rc::Gen<std::string> decimals() {
  return rc::gen::map(rc::gen::pair(rc::gen::arbitrary<bool>(),
                                    rc::gen::resize(60, rc::gen::container<std::string>(
                                                            rc::gen::inRange<char>('0', '9' + 1)))),
                      [](std::pair<bool, std::string> parts) {
                        std::string digits = parts.second;
                        digits.erase(0, digits.find_first_not_of('0'));
                        if (digits.empty()) return std::string("0");
                        return (parts.first ? "-" : "") + digits;
                      });
}

BigInt* parse(Realm& realm, const std::string& decimal) {
  return bigint_from_string(realm, utf8_to_utf16(decimal));
}
std::string text(Realm& realm, const BigInt* value, int radix = 10) {
  return realm.utf8(bigint_to_string(realm, value, radix));
}

TEST(BigInt, AgreesWithGmpOnEveryOperation) {
  rc::check([] {
    Realm realm;
    std::string x = *decimals();
    std::string y = *decimals();
    BigInt* a = parse(realm, x);
    BigInt* b = parse(realm, y);
    Mpz p(x);
    Mpz q(y);
    Mpz r;
    auto agrees = [&](BigInt* ours) { RC_ASSERT(text(realm, ours) == r.text()); };
    mpz_add(r.get(), p.get(), q.get());
    agrees(bigint_add(realm, a, b));
    mpz_sub(r.get(), p.get(), q.get());
    agrees(bigint_op(realm, NumericOp::kSubtract, a, b));
    mpz_mul(r.get(), p.get(), q.get());
    agrees(bigint_op(realm, NumericOp::kMultiply, a, b));
    mpz_and(r.get(), p.get(), q.get());
    agrees(bigint_op(realm, NumericOp::kBitAnd, a, b));
    mpz_ior(r.get(), p.get(), q.get());
    agrees(bigint_op(realm, NumericOp::kBitOr, a, b));
    mpz_xor(r.get(), p.get(), q.get());
    agrees(bigint_op(realm, NumericOp::kBitXor, a, b));
    mpz_com(r.get(), p.get());
    agrees(bigint_not(realm, a));
    mpz_neg(r.get(), p.get());
    agrees(bigint_negate(realm, a));
    RC_ASSERT(bigint_compare(a, b) ==
              (mpz_cmp(p.get(), q.get()) > 0) - (mpz_cmp(p.get(), q.get()) < 0));
    if (b->is_zero()) return;
    mpz_tdiv_q(r.get(), p.get(), q.get());
    agrees(bigint_op(realm, NumericOp::kDivide, a, b));
    mpz_tdiv_r(r.get(), p.get(), q.get());
    agrees(bigint_op(realm, NumericOp::kRemainder, a, b));
  });
}

TEST(BigInt, ShiftsAndPowersAgreeWithGmp) {
  rc::check([] {
    Realm realm;
    std::string x = *decimals();
    auto by = *rc::gen::inRange<unsigned>(0, 300);
    BigInt* a = parse(realm, x);
    BigInt* distance = bigint_from_uint64(realm, by);
    Mpz p(x);
    Mpz r;
    mpz_mul_2exp(r.get(), p.get(), by);
    RC_ASSERT(text(realm, bigint_op(realm, NumericOp::kShiftLeft, a, distance)) == r.text());
    mpz_fdiv_q_2exp(r.get(), p.get(), by);
    RC_ASSERT(text(realm, bigint_op(realm, NumericOp::kShiftRight, a, distance)) == r.text());
    mpz_pow_ui(r.get(), p.get(), by % 20);
    BigInt* exponent = bigint_from_uint64(realm, by % 20);
    RC_ASSERT(text(realm, bigint_op(realm, NumericOp::kExponentiate, a, exponent)) == r.text());
  });
}

TEST(BigInt, TextInEveryRadixAgreesWithGmp) {
  rc::check([] {
    Realm realm;
    std::string x = *decimals();
    int radix = *rc::gen::inRange(2, 37);
    Mpz p(x);
    RC_ASSERT(text(realm, parse(realm, x), radix) == p.text(radix));
  });
}

TEST(BigInt, DoublesSurviveTheRoundTrip) {
  rc::check([] {
    Realm realm;
    auto mantissa = *rc::gen::arbitrary<int64_t>();
    int exponent = *rc::gen::inRange(0, 900);
    double number = std::trunc(std::ldexp(static_cast<double>(mantissa), exponent));
    BigInt* value = bigint_from_double(realm, number);
    RC_ASSERT(bigint_to_double(value) == number);
    RC_ASSERT(bigint_compare_number(value, number) == 0);
    RC_ASSERT(bigint_compare_number(value, INFINITY) == -1);
  });
}

TEST(BigInt, RoundsToTheNearestDoubleWithTiesToEven) {
  Realm realm;
  // 2^53 + 1 is half way; 2^53 + 3 too. One bit far below decides.
  EXPECT_EQ(bigint_to_double(parse(realm, "9007199254740993")), 9007199254740992.0);
  EXPECT_EQ(bigint_to_double(parse(realm, "9007199254740995")), 9007199254740996.0);
  BigInt* tie = bigint_op(realm, NumericOp::kShiftLeft, parse(realm, "9007199254740993"),
                          bigint_from_uint64(realm, 100));
  EXPECT_EQ(bigint_to_double(tie), std::ldexp(9007199254740992.0, 100));
  BigInt* above = bigint_add(realm, tie, bigint_from_uint64(realm, 1));
  EXPECT_EQ(bigint_to_double(above), std::ldexp(9007199254740994.0, 100));
  BigInt* huge = bigint_op(realm, NumericOp::kShiftLeft, bigint_from_int64(realm, -1),
                           bigint_from_uint64(realm, 1024));
  EXPECT_EQ(bigint_to_double(huge), -INFINITY);
}

TEST(BigInt, ComparesWithNumbersBetweenIntegers) {
  Realm realm;
  EXPECT_EQ(bigint_compare_number(parse(realm, "1"), 1.5), -1);
  EXPECT_EQ(bigint_compare_number(parse(realm, "-1"), -1.5), 1);
  EXPECT_EQ(bigint_compare_number(parse(realm, "0"), 0.5), -1);
  EXPECT_EQ(bigint_compare_number(parse(realm, "0"), -0.0), 0);
  EXPECT_EQ(bigint_compare_number(parse(realm, "9007199254740993"), 9007199254740992.0), 1);
}

TEST(BigInt, StringToBigInt) {
  Realm realm;
  EXPECT_EQ(text(realm, parse(realm, "  12 \n")), "12");
  EXPECT_EQ(text(realm, parse(realm, "")), "0");
  EXPECT_EQ(text(realm, parse(realm, "0x1F")), "31");
  EXPECT_EQ(text(realm, parse(realm, "0b11")), "3");
  EXPECT_EQ(text(realm, parse(realm, "-0")), "0");
  for (const char* wrong : {"-0x1F", "1n", "1e3", "1.0", "0x", "+", "1 2", "x"}) {
    EXPECT_EQ(parse(realm, wrong), nullptr) << wrong;
  }
}

// Messages as Node 18.20.1 prints them.
TEST(BigInt, Messages) {
  Realm realm;
  BigInt* one = bigint_from_int64(realm, 1);
  BigInt* zero = bigint_from_int64(realm, 0);
  BigInt* minus = bigint_from_int64(realm, -1);
  auto op = [&](NumericOp operation, BigInt* a, BigInt* b) {
    return thrown(realm, [&] { bigint_op(realm, operation, a, b); });
  };
  EXPECT_EQ(op(NumericOp::kDivide, one, zero), "RangeError: Division by zero");
  EXPECT_EQ(op(NumericOp::kRemainder, one, zero), "RangeError: Division by zero");
  BigInt* two = bigint_from_int64(realm, 2);
  EXPECT_EQ(op(NumericOp::kExponentiate, two, minus), "RangeError: Exponent must be positive");
  EXPECT_EQ(op(NumericOp::kShiftRightUnsigned, one, one),
            "TypeError: BigInts have no unsigned right shift, use >> instead");
  BigInt* far = parse(realm, "1180591620717411303424");
  EXPECT_EQ(op(NumericOp::kShiftLeft, one, far), "RangeError: Maximum BigInt size exceeded");
  EXPECT_EQ(op(NumericOp::kExponentiate, two, far), "RangeError: Maximum BigInt size exceeded");
  EXPECT_EQ(text(realm, bigint_op(realm, NumericOp::kShiftRight, minus, far)), "-1");
  EXPECT_EQ(text(realm, bigint_op(realm, NumericOp::kShiftLeft, zero, far)), "0");
  Value function = global(realm, "BigInt");
  auto convert = [&](Value value) {
    const Value args[] = {value};
    return thrown(realm, [&] { realm.call(function, Value(), args); });
  };
  EXPECT_EQ(convert(Value(1.5)),
            "RangeError: The number 1.5 cannot be converted to a BigInt because it is not an "
            "integer");
  EXPECT_EQ(convert(Value(realm.literal("x"))), "SyntaxError: Cannot convert x to a BigInt");
  EXPECT_EQ(convert(Value()), "TypeError: Cannot convert undefined to a BigInt");
}

}  // namespace
}  // namespace actx
