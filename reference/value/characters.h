// Classes of UTF-16 code units and code points that the language's text rules use.
#ifndef ACTX_VALUE_CHARACTERS_H_
#define ACTX_VALUE_CHARACTERS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace actx {

/// WhiteSpace or LineTerminator (ECMAScript 12.2, 12.3).
constexpr bool is_space_unit(char16_t unit) {
  if (unit < 0x80) return unit == ' ' || (unit >= 9 && unit <= 13);
  return unit == 0xA0 || unit == 0x1680 || (unit >= 0x2000 && unit <= 0x200A) || unit == 0x2028 ||
         unit == 0x2029 || unit == 0x202F || unit == 0x205F || unit == 0x3000 || unit == 0xFEFF;
}

constexpr bool is_high_surrogate(char16_t unit) {
  return (unit & 0xFC00) == 0xD800;
}
constexpr bool is_low_surrogate(char16_t unit) {
  return (unit & 0xFC00) == 0xDC00;
}
constexpr bool is_digit_unit(char16_t unit) {
  return unit >= '0' && unit <= '9';
}
constexpr bool is_ascii_letter(char16_t unit) {
  return (unit | 32) >= 'a' && (unit | 32) <= 'z' && unit < 0x80;
}

/// The value of a digit in bases up to 36, or -1.
constexpr int digit_value(char16_t unit) {
  if (is_digit_unit(unit)) return unit - '0';
  if (is_ascii_letter(unit)) return (unit | 32) - 'a' + 10;
  return -1;
}

/// CodePointAt (11.1.4): the code point that starts at `index`; lone surrogates are themselves.
constexpr char32_t code_point_at(std::u16string_view text, size_t index) {
  char16_t first = text[index];
  if (is_high_surrogate(first) && index + 1 < text.size() && is_low_surrogate(text[index + 1])) {
    return 0x10000u + ((char32_t{first} - 0xD800u) << 10) + (char32_t{text[index + 1]} - 0xDC00u);
  }
  return first;
}
constexpr size_t code_point_units(char32_t point) {
  return point >= 0x10000 ? 2 : 1;
}

/// AdvanceStringIndex (22.2.5.2.3).
constexpr double advance_string_index(std::u16string_view text, double index, bool unicode) {
  if (!unicode || index >= static_cast<double>(text.size())) return index + 1;
  char32_t point = code_point_at(text, static_cast<size_t>(index));
  return index + static_cast<double>(code_point_units(point));
}

/// Without leading (trailing) white space.
constexpr std::u16string_view trim_start(std::u16string_view text) {
  while (!text.empty() && is_space_unit(text.front())) text.remove_prefix(1);
  return text;
}
constexpr std::u16string_view trim_end(std::u16string_view text) {
  while (!text.empty() && is_space_unit(text.back())) text.remove_suffix(1);
  return text;
}
constexpr std::u16string_view trim(std::u16string_view text) {
  return trim_end(trim_start(text));
}

}  // namespace actx

#endif  // ACTX_VALUE_CHARACTERS_H_
