// Numbers as text: the pieces that Number, parseInt, parseFloat and the conversions share.
#ifndef ACTX_VALUE_NUMBER_TEXT_H_
#define ACTX_VALUE_NUMBER_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace actx {

/// The shortest decimal digits that read back as the same number: 0.d1d2d3... x 10^point.
struct ShortestDecimal {
  char digits[20];
  int count = 0;
  int point = 0;
};
/// `number` is finite and not negative.
ShortestDecimal shortest_decimal(double number);

/// Number::toString(number, 10) of a finite number; writes at most 40 characters, returns how many.
size_t format_number(double number, char* out);

// The rest takes finite numbers. Rounding is on the exact value, halves up (as the standard says).

/// Number.prototype.toFixed, toExponential (a negative `fraction`: as many digits as needed) and
/// toPrecision.
std::string format_fixed(double number, int fraction);
std::string format_exponential(double number, int fraction);
std::string format_precision(double number, int precision);
/// Number::toString in another radix than 10.
std::string format_radix(double number, int radix);
/// Number.prototype.toLocaleString() in en-US: UTF-8; any number.
std::string format_grouped(double number);

/// The length of the longest prefix that is a StrDecimalLiteral, sign included; 0: there is none.
size_t decimal_literal_length(std::u16string_view text);
/// The value of a StrDecimalLiteral, correctly rounded.
double parse_decimal_literal(std::u16string_view text);
/// The value of digits in `radix`: exact for radix 10 and powers of two, else rounded at each step
/// past 2^53 (as parseInt may).
double parse_radix_digits(std::u16string_view digits, int radix);

}  // namespace actx

#endif  // ACTX_VALUE_NUMBER_TEXT_H_
