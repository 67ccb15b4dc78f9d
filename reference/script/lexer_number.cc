// Numeric literals of ECMAScript: decimal, 0x, 0o, 0b, legacy octal, BigInt, separators.
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "script/lexer.h"
#include "script/unicode_id.h"

namespace actx {
namespace {

int digit_value(char16_t c) {
  if (c >= u'0' && c <= u'9') return c - u'0';
  if (c >= u'a' && c <= u'f') return c - u'a' + 10;
  if (c >= u'A' && c <= u'F') return c - u'A' + 10;
  return 99;
}

std::u16string widen(std::string_view text) {
  return std::u16string(text.begin(), text.end());
}

// The nearest double of a numeral in a radix that is a power of two; ties go to even. The top 64
// bits are kept, what falls off leaves a sticky lowest bit, so that rounding happens once.
double round_radix(const std::string& digits, int bits_per_digit) {
  uint64_t top = 0;
  int exponent = 0;
  bool sticky = false;
  for (char c : digits) {
    int value = digit_value(static_cast<char16_t>(c));
    for (int bit = bits_per_digit - 1; bit >= 0; --bit) {
      bool is_set = (value >> bit) & 1;
      if (top >> 63) {
        sticky = sticky || is_set;
        if (exponent < 2000) ++exponent;
      } else {
        top = (top << 1) | (is_set ? 1 : 0);
      }
    }
  }
  if (top >> 63) {
    bool half = (top >> 10) & 1;
    bool rest = sticky || (top & 0x3FF) != 0;
    uint64_t mantissa = top >> 11;
    if (half && (rest || (mantissa & 1))) ++mantissa;
    return std::ldexp(static_cast<double>(mantissa), exponent + 11);
  }
  return static_cast<double>(top);  // fewer than 64 bits: the conversion rounds to even
}

// The nearest double of a decimal numeral; Infinity when it is too large.
double round_decimal(const std::string& digits) {
  double value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::result_out_of_range) return std::strtod(digits.c_str(), nullptr);
  return value;
}

}  // namespace

// Reads digits with separators between them. False when there was none.
bool Lexer::read_digits(std::string& digits, int radix) {
  bool any = false;
  while (true) {
    if (peek() == u'_') {
      if (!any || digit_value(peek(1)) >= radix) {
        fail_at(position_.offset, peek(1) == u'_'
                                      ? "Only one underscore is allowed as numeric separator"
                                      : "Numeric separators are not allowed here");
      }
      ++position_.offset;
    }
    if (digit_value(peek()) >= radix) return any;
    digits.push_back(static_cast<char>(peek()));
    ++position_.offset;
    any = true;
  }
}

void Lexer::end_number(Token& token) {
  uint32_t length = 0;
  if (peek() == u'\\' || (peek() >= u'0' && peek() <= u'9') ||
      is_identifier_start(code_point(length))) {
    fail_at(token.range.begin, "Invalid or unexpected token");
  }
}

void Lexer::read_number(Token& token) {
  token.kind = TokenKind::kNumber;
  char16_t second = peek(1) | 0x20;
  if (peek() == u'0' && second == u'x') {
    read_radix_number(token, 16);
  } else if (peek() == u'0' && second == u'o') {
    read_radix_number(token, 8);
  } else if (peek() == u'0' && second == u'b') {
    read_radix_number(token, 2);
  } else if (peek() == u'0' && ((peek(1) >= u'0' && peek(1) <= u'9') || peek(1) == u'_')) {
    read_legacy_octal(token);
  } else {
    read_decimal(token);
  }
  end_number(token);
}

void Lexer::read_radix_number(Token& token, int radix) {
  position_.offset += 2;
  std::string digits;
  if (!read_digits(digits, radix)) fail_at(token.range.begin, "Invalid or unexpected token");
  if (peek() == u'n') {
    ++position_.offset;
    token.kind = TokenKind::kBigInt;
    const char* prefix = radix == 16 ? "0x" : radix == 8 ? "0o" : "0b";
    token.value = arena_.intern(widen(prefix + digits));
    return;
  }
  token.number = round_radix(digits, radix == 16 ? 4 : radix == 8 ? 3 : 1);
}

// 0 followed by a digit: octal, or decimal when an 8 or 9 occurs. Neither takes separators or 'n'.
void Lexer::read_legacy_octal(Token& token) {
  if (peek(1) == u'_') {
    fail_at(position_.offset + 1, "Numeric separator can not be used after leading 0");
  }
  uint32_t ahead = 0;
  bool is_octal = true;
  while (peek(ahead) >= u'0' && peek(ahead) <= u'9') {
    if (peek(ahead) >= u'8') is_octal = false;
    ++ahead;
  }
  if (peek(ahead) == u'_') {
    fail_at(position_.offset + ahead, "Numeric separator can not be used after leading 0");
  }
  token.has_legacy_octal = true;
  if (!is_octal) {
    read_decimal(token);
    return;
  }
  std::string digits;
  while (ahead-- > 0) digits.push_back(static_cast<char>(source_[position_.offset++]));
  token.number = round_radix(digits, 3);
}

void Lexer::read_decimal(Token& token) {
  std::string digits;
  bool is_integer = true;
  read_digits(digits, 10);
  if (peek() == u'n' && !token.has_legacy_octal) {
    ++position_.offset;
    token.kind = TokenKind::kBigInt;
    token.value = arena_.intern(widen(digits));
    return;
  }
  if (peek() == u'.') {
    is_integer = false;
    digits.push_back('.');
    ++position_.offset;
    if (digits.size() == 1) digits.insert(0, "0");
    if (!read_digits(digits, 10)) digits.push_back('0');
  }
  if ((peek() | 0x20) == u'e') {
    is_integer = false;
    digits.push_back('e');
    ++position_.offset;
    if (peek() == u'-') digits.push_back('-');
    if (peek() == u'-' || peek() == u'+') ++position_.offset;
    if (!read_digits(digits, 10)) fail_at(token.range.begin, "Invalid or unexpected token");
  }
  if (is_integer && digits.size() <= 15) {
    token.number = static_cast<double>(std::strtoll(digits.c_str(), nullptr, 10));
  } else {
    token.number = round_decimal(digits);
  }
}

}  // namespace actx
