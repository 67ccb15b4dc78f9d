// Numbers in a fixed number of digits, and in other bases.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "value/number_text.h"

namespace actx {

namespace {

// All decimal digits of a number, exactly.
struct ExactDecimal {
  std::string digits;  // no leading zero unless the number is zero
  int point;           // value = 0.digits x 10^point
};

ExactDecimal exact_decimal(double number) {
  // No double has more digits than this: 309 before the point, 1074 after it.
  char buffer[1400];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed, 1074);
  std::string text(buffer, end.ptr);
  size_t dot = text.find('.');
  text.erase(dot, 1);
  size_t zeros = std::min(text.find_first_not_of('0'), text.size() - 1);
  return {text.substr(zeros), static_cast<int>(dot) - static_cast<int>(zeros)};
}

// The first `count` digits, rounded half up; `count` may be 0 or negative. A carry out of the first
// digit makes one digit more and moves the point.
void round_half_up(ExactDecimal* decimal, int count) {
  std::string& digits = decimal->digits;
  bool up = count >= 0 && static_cast<size_t>(count) < digits.size() &&
            digits[static_cast<size_t>(count)] >= '5';
  digits.resize(static_cast<size_t>(std::max(count, 0)), '0');
  if (!up) return;
  int i = count - 1;
  for (; i >= 0 && digits[static_cast<size_t>(i)] == '9'; --i) digits[static_cast<size_t>(i)] = '0';
  if (i >= 0) {
    ++digits[static_cast<size_t>(i)];
  } else {
    digits.insert(digits.begin(), '1');
    ++decimal->point;
  }
}

std::string exponent_text(int exponent) {
  return (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
}

std::string scientific(const std::string& digits, int exponent) {
  std::string text = digits.substr(0, 1);
  if (digits.size() > 1) text += "." + digits.substr(1);
  return text + exponent_text(exponent);
}

}  // namespace

std::string format_fixed(double number, int fraction) {
  std::string sign = number < 0 ? "-" : "";
  ExactDecimal decimal = exact_decimal(std::fabs(number));
  round_half_up(&decimal, decimal.point + fraction);
  // The digits end `fraction` places after the point.
  std::string digits = decimal.digits;
  size_t places = static_cast<size_t>(fraction);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, ".");
  return sign + digits;
}

std::string format_exponential(double number, int fraction) {
  std::string sign = number < 0 ? "-" : "";
  number = std::fabs(number);
  if (fraction < 0) {
    ShortestDecimal shortest = shortest_decimal(number);
    std::string digits(shortest.digits, static_cast<size_t>(shortest.count));
    return sign + scientific(digits, number == 0 ? 0 : shortest.point - 1);
  }
  ExactDecimal decimal = exact_decimal(number);
  round_half_up(&decimal, fraction + 1);
  decimal.digits.resize(static_cast<size_t>(fraction) + 1, '0');
  return sign + scientific(decimal.digits, number == 0 ? 0 : decimal.point - 1);
}

std::string format_precision(double number, int precision) {
  std::string sign = number < 0 ? "-" : "";
  number = std::fabs(number);
  ExactDecimal decimal = exact_decimal(number);
  round_half_up(&decimal, precision);
  decimal.digits.resize(static_cast<size_t>(precision), '0');
  int exponent = number == 0 ? 0 : decimal.point - 1;
  std::string digits = decimal.digits;
  if (exponent < -6 || exponent >= precision) return sign + scientific(digits, exponent);
  if (exponent == precision - 1) return sign + digits;
  if (exponent >= 0) {
    digits.insert(static_cast<size_t>(exponent) + 1, ".");
    return sign + digits;
  }
  return sign + "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
}

// The fraction gets as many digits as tell the number from its neighbours, the last one rounded:
// V8's choice where ECMAScript leaves one.
std::string format_radix(double number, int radix) {
  constexpr const char* kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string sign = number < 0 ? "-" : "";
  number = std::fabs(number);
  double integer = std::floor(number);
  double fraction = number - integer;
  std::string after;
  double gap =
      std::max(0.5 * (std::nextafter(number, INFINITY) - number), std::nextafter(0.0, 1.0));
  if (fraction >= gap) {
    do {
      fraction *= radix;
      gap *= radix;
      int digit = static_cast<int>(fraction);
      after.push_back(kDigits[digit]);
      fraction -= digit;
      bool round_up = fraction > 0.5 || (fraction == 0.5 && (digit & 1) != 0);
      if (!round_up || fraction + gap <= 1) continue;
      // Carry through the digits; out of the fraction it reaches the integer.
      while (true) {
        if (after.empty()) {
          integer += 1;
          break;
        }
        int last = static_cast<int>(std::strchr(kDigits, after.back()) - kDigits);
        after.pop_back();
        if (last + 1 < radix) {
          after.push_back(kDigits[last + 1]);
          break;
        }
      }
      break;
    } while (fraction >= gap);
  }
  std::string before;
  // Digits far below the precision of a double are zeros.
  while (std::ilogb(integer) >= 56) {
    integer /= radix;
    before.push_back('0');
  }
  do {
    double rest = std::fmod(integer, radix);
    before.push_back(kDigits[static_cast<int>(rest)]);
    integer = (integer - rest) / radix;
  } while (integer > 0);
  std::reverse(before.begin(), before.end());
  return sign + before + (after.empty() ? "" : "." + after);
}

std::string format_grouped(double number) {
  if (std::isnan(number)) return "NaN";
  std::string sign = std::signbit(number) ? "-" : "";
  number = std::fabs(number);
  if (std::isinf(number)) return sign + "\xE2\x88\x9E";
  // ICU rounds the shortest digits, not the exact value.
  ShortestDecimal shortest = shortest_decimal(number);
  ExactDecimal decimal{std::string(shortest.digits, static_cast<size_t>(shortest.count)),
                       shortest.point};
  if (decimal.point + 3 < static_cast<int>(decimal.digits.size())) {
    round_half_up(&decimal, decimal.point + 3);
  }
  std::string whole;
  std::string fraction;
  for (int i = std::min(0, decimal.point); i < static_cast<int>(decimal.digits.size()); ++i) {
    char digit = i < 0 ? '0' : decimal.digits[static_cast<size_t>(i)];
    (i < decimal.point ? whole : fraction).push_back(digit);
  }
  while (static_cast<int>(whole.size()) < decimal.point) whole.push_back('0');
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (whole.empty()) whole = "0";
  for (int i = static_cast<int>(whole.size()) - 3; i > 0; i -= 3) {
    whole.insert(static_cast<size_t>(i), ",");
  }
  return sign + whole + (fraction.empty() ? "" : "." + fraction);
}

}  // namespace actx
