// Numbers as text and back: Number::toString in radix 10 and StringToNumber
// (ECMAScript 6.1.6.1.20, 7.1.4.1.1).
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "value/characters.h"
#include "value/conversions.h"
#include "value/number_text.h"

namespace actx {

namespace {

// Appends n zeros.
char* zeros(char* out, int n) {
  std::memset(out, '0', static_cast<size_t>(n));
  return out + n;
}

}  // namespace

ShortestDecimal shortest_decimal(double number) {
  ShortestDecimal decimal;
  char buffer[40];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific);
  const char* e =
      static_cast<const char*>(std::memchr(buffer, 'e', static_cast<size_t>(end.ptr - buffer)));
  for (const char* p = buffer; p != e; ++p) {
    if (*p != '.') decimal.digits[decimal.count++] = *p;
  }
  int exponent = 0;
  std::from_chars(e[1] == '+' ? e + 2 : e + 1, end.ptr, exponent);
  decimal.point = exponent + 1;
  return decimal;
}

// The layout of 6.1.6.1.20: k digits, the decimal point after the first n of them.
size_t format_number(double number, char* out) {
  char* p = out;
  if (number < 0) {
    *p++ = '-';
    number = -number;
  }
  ShortestDecimal decimal = shortest_decimal(number);
  int k = decimal.count;
  int n = decimal.point;
  const char* digits = decimal.digits;
  if (k <= n && n <= 21) {
    p = zeros(std::copy_n(digits, k, p), n - k);
  } else if (0 < n && n <= 21) {
    p = std::copy_n(digits, n, p);
    *p++ = '.';
    p = std::copy_n(digits + n, k - n, p);
  } else if (-6 < n && n <= 0) {
    *p++ = '0';
    *p++ = '.';
    p = std::copy_n(digits, k, zeros(p, -n));
  } else {
    *p++ = digits[0];
    if (k > 1) {
      *p++ = '.';
      p = std::copy_n(digits + 1, k - 1, p);
    }
    *p++ = 'e';
    *p++ = n - 1 < 0 ? '-' : '+';
    p = std::to_chars(p, p + 8, std::abs(n - 1)).ptr;
  }
  return static_cast<size_t>(p - out);
}

String* number_to_string(Realm& realm, double number) {
  const Names& names = realm.names();
  if (std::isnan(number)) return names.NaN_.as_atom();
  if (std::isinf(number)) {
    return number > 0 ? names.Infinity_.as_atom() : names.minus_Infinity.as_atom();
  }
  char buffer[64];
  if (number > -2147483648.0 && number < 2147483648.0) {
    int32_t integer = static_cast<int32_t>(number);
    if (integer == number) {
      auto end = std::to_chars(buffer, buffer + sizeof buffer, integer);
      return realm.string(std::string_view(buffer, static_cast<size_t>(end.ptr - buffer)));
    }
  }
  return realm.string(std::string_view(buffer, format_number(number, buffer)));
}

size_t decimal_literal_length(std::u16string_view text) {
  size_t i = 0;
  auto digits = [&] {
    size_t from = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i - from;
  };
  if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
  if (text.substr(i).starts_with(u"Infinity")) return i + 8;
  size_t mantissa = digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    size_t fraction = digits();
    if (mantissa == 0 && fraction == 0) return 0;
  } else if (mantissa == 0) {
    return 0;
  }
  size_t end = i;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() > 0) end = i;
  }
  return end;
}

double parse_decimal_literal(std::u16string_view text) {
  std::string ascii(text.begin(), text.end());
  bool negative = ascii[0] == '-';
  const char* begin = ascii.data() + (negative || ascii[0] == '+' ? 1 : 0);
  const char* end = ascii.data() + ascii.size();
  double number = 0;
  if (*begin == 'I') {
    number = INFINITY;
  } else if (std::from_chars(begin, end, number).ec == std::errc::result_out_of_range) {
    // from_chars does not say on which side; strtod rounds to zero or infinity.
    number = std::strtod(begin, nullptr);
  }
  return negative ? -number : number;
}

double parse_radix_digits(std::u16string_view digits, int radix) {
  double value = 0;
  for (char16_t unit : digits) value = value * radix + digit_value(unit);
  if (value < 9007199254740992.0) return value;
  if (radix == 10) return parse_decimal_literal(digits);
  if ((radix & (radix - 1)) != 0) return value;
  // A power of two: collect the bits exactly and round once, ties to even.
  int bits_per_digit = 0;
  while ((1 << bits_per_digit) < radix) ++bits_per_digit;
  uint64_t top = 0;
  int exponent = 0;
  bool sticky = false;
  for (char16_t unit : digits) {
    for (int b = bits_per_digit - 1; b >= 0; --b) {
      bool bit = ((digit_value(unit) >> b) & 1) != 0;
      if (top >> 62 != 0) {
        ++exponent;
        sticky |= bit;
      } else {
        top = top << 1 | (bit ? 1 : 0);
      }
    }
  }
  // The lowest of 63 bits is far below the rounding position, so it can stand for all lost ones.
  return std::ldexp(static_cast<double>(top | (sticky ? 1 : 0)), exponent);
}

double string_to_number(std::u16string_view text) {
  text = trim(text);
  if (text.empty()) return 0;
  if (text.size() > 2 && text[0] == '0') {
    char16_t letter = text[1] | 0x20;
    int radix = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    if (radix != 0) {
      text.remove_prefix(2);
      for (char16_t unit : text) {
        if (digit_value(unit) < 0 || digit_value(unit) >= radix) return std::nan("");
      }
      return parse_radix_digits(text, radix);
    }
  }
  return decimal_literal_length(text) == text.size() ? parse_decimal_literal(text) : std::nan("");
}

}  // namespace actx
