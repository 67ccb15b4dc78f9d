// Math (ECMAScript 21.3).
#include <bit>
#include <cmath>

#include "value/builtins/builtins.h"
#include "value/builtins/rows.h"

namespace actx {

namespace {

template <double (*fn)(double)>
Value unary(Realm& realm, const Call& call) {
  return Value(fn(to_number(realm, call.arg(0))));
}

double round_half_up(double x) {
  if (!std::isfinite(x) || std::fabs(x) >= 4503599627370496.0) return x;
  double below = std::floor(x);
  return std::copysign(x - below >= 0.5 ? below + 1 : below, x);
}

// Through long double: the C library's cbrt(27) is not 3.
double cube_root(double x) {
  return static_cast<double>(std::cbrt(static_cast<long double>(x)));
}

double sign(double x) {
  return x > 0 ? 1 : x < 0 ? -1 : x;
}
double fround(double x) {
  return static_cast<float>(x);
}
double count_leading_zeros(double x) {
  return std::countl_zero(static_cast<uint32_t>(double_to_int32(x)));
}

Value atan2(Realm& realm, const Call& call) {
  double y = to_number(realm, call.arg(0));
  return Value(std::atan2(y, to_number(realm, call.arg(1))));
}

Value pow(Realm& realm, const Call& call) {
  double base = to_number(realm, call.arg(0));
  return Value(number_power(base, to_number(realm, call.arg(1))));
}

Value imul(Realm& realm, const Call& call) {
  uint32_t a = to_uint32(realm, call.arg(0));
  return Value(static_cast<int32_t>(a * to_uint32(realm, call.arg(1))));
}

// All arguments are converted before any is looked at.
ArenaVector<double> numbers(Realm& realm, const Call& call) {
  ArenaVector<double> list;
  for (Value arg : call.args) list.push_back(realm.arena(), to_number(realm, arg));
  return list;
}

Value max(Realm& realm, const Call& call) {
  double result = -INFINITY;
  for (double x : numbers(realm, call)) {
    if (std::isnan(x) || std::isnan(result)) {
      result = std::nan("");
    } else if (x > result || (x == 0 && result == 0 && !std::signbit(x))) {
      result = x;
    }
  }
  return Value(result);
}

Value min(Realm& realm, const Call& call) {
  double result = INFINITY;
  for (double x : numbers(realm, call)) {
    if (std::isnan(x) || std::isnan(result)) {
      result = std::nan("");
    } else if (x < result || (x == 0 && result == 0 && std::signbit(x))) {
      result = x;
    }
  }
  return Value(result);
}

// Scaled by the largest, with a compensated sum, as V8 does.
Value hypot(Realm& realm, const Call& call) {
  double largest = 0;
  bool infinite = false;
  bool nan = false;
  ArenaVector<double> list = numbers(realm, call);
  for (double x : list) {
    infinite |= std::isinf(x);
    nan |= std::isnan(x);
    largest = std::fmax(largest, std::fabs(x));
  }
  if (infinite) return Value(INFINITY);
  if (nan) return Value(std::nan(""));
  if (largest == 0) return Value(0);
  double sum = 0;
  double compensation = 0;
  for (double x : list) {
    double n = std::fabs(x) / largest;
    double summand = n * n - compensation;
    double next = sum + summand;
    compensation = (next - sum) - summand;
    sum = next;
  }
  return Value(std::sqrt(sum) * largest);
}

Value random(Realm& realm, const Call&) {
  return Value(realm.random());
}

constexpr LazyProperty kRows[] = {
    lazy_method("abs", unary<std::fabs>, 1),
    lazy_method("acos", unary<std::acos>, 1),
    lazy_method("acosh", unary<std::acosh>, 1),
    lazy_method("asin", unary<std::asin>, 1),
    lazy_method("asinh", unary<std::asinh>, 1),
    lazy_method("atan", unary<std::atan>, 1),
    lazy_method("atanh", unary<std::atanh>, 1),
    lazy_method("atan2", atan2, 2),
    lazy_method("ceil", unary<std::ceil>, 1),
    lazy_method("cbrt", unary<cube_root>, 1),
    lazy_method("expm1", unary<std::expm1>, 1),
    lazy_method("clz32", unary<count_leading_zeros>, 1),
    lazy_method("cos", unary<std::cos>, 1),
    lazy_method("cosh", unary<std::cosh>, 1),
    lazy_method("exp", unary<std::exp>, 1),
    lazy_method("floor", unary<std::floor>, 1),
    lazy_method("fround", unary<fround>, 1),
    lazy_method("hypot", hypot, 2),
    lazy_method("imul", imul, 2),
    lazy_method("log", unary<std::log>, 1),
    lazy_method("log1p", unary<std::log1p>, 1),
    lazy_method("log2", unary<std::log2>, 1),
    lazy_method("log10", unary<std::log10>, 1),
    lazy_method("max", max, 2),
    lazy_method("min", min, 2),
    lazy_method("pow", pow, 2),
    lazy_method("random", random, 0),
    lazy_method("round", unary<round_half_up>, 1),
    lazy_method("sign", unary<sign>, 1),
    lazy_method("sin", unary<std::sin>, 1),
    lazy_method("sinh", unary<std::sinh>, 1),
    lazy_method("sqrt", unary<std::sqrt>, 1),
    lazy_method("tan", unary<std::tan>, 1),
    lazy_method("tanh", unary<std::tanh>, 1),
    lazy_method("trunc", unary<std::trunc>, 1),
    lazy_number("E", 2.718281828459045),
    lazy_number("LN10", 2.302585092994046),
    lazy_number("LN2", 0.6931471805599453),
    lazy_number("LOG10E", 0.4342944819032518),
    lazy_number("LOG2E", 1.4426950408889634),
    lazy_number("PI", 3.141592653589793),
    lazy_number("SQRT1_2", 0.7071067811865476),
    lazy_number("SQRT2", 1.4142135623730951),
    lazy_tag<"Math">(),
};
constexpr LazyTable kTable(kRows);

}  // namespace

Object* build_Math(Realm& realm) {
  return realm.new_builtin(kTable);
}

}  // namespace actx
