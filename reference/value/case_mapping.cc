#include "value/case_mapping.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "value/case_tables.h"
#include "value/characters.h"

namespace actx {

namespace {

template <size_t N>
char32_t map_point(const CaseRange (&ranges)[N], char32_t point) {
  const CaseRange* range =
      std::partition_point(std::begin(ranges), std::end(ranges),
                           [point](const CaseRange& range) { return range.last < point; });
  if (range == std::end(ranges) || point < range->first) return point;
  if ((point - range->first) % range->stride != 0) return point;
  return static_cast<char32_t>(static_cast<int32_t>(point) + range->delta);
}

void append_point(std::u16string* out, char32_t point) {
  if (point < 0x10000) {
    out->push_back(static_cast<char16_t>(point));
    return;
  }
  out->push_back(static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10)));
  out->push_back(static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF)));
}

template <size_t N, size_t M>
void append_mapped(const CaseRange (&ranges)[N], const SpecialCase (&specials)[M], char32_t point,
                   std::u16string* out) {
  for (const SpecialCase& special : specials) {
    if (special.point == point) {
      *out += special.text;
      return;
    }
  }
  append_point(out, map_point(ranges, point));
}

bool is_cased(char32_t point) {
  return to_upper_point(point) != point || to_lower_point(point) != point;
}

/// Case_Ignorable, as far as it stands between letters of one word.
bool is_case_ignorable(char32_t point) {
  return point == '\'' || point == '.' || point == ':' || point == '^' || point == '`' ||
         point == 0xA8 || point == 0xAD || point == 0xAF || point == 0xB4 || point == 0xB7 ||
         point == 0xB8 || (point >= 0x2B0 && point <= 0x36F) || point == 0x2018 ||
         point == 0x2019 || (point >= 0x200B && point <= 0x200F);
}

/// Final_Sigma: a cased letter before `index`, none after it.
bool ends_word(std::u16string_view text, size_t index) {
  size_t before = index;
  while (before > 0 && is_case_ignorable(text[before - 1])) --before;
  if (before == 0 || !is_cased(text[before - 1])) return false;
  size_t after = index + 1;
  while (after < text.size() && is_case_ignorable(text[after])) ++after;
  return after == text.size() || !is_cased(code_point_at(text, after));
}

bool is_ascii(std::u16string_view text) {
  return std::all_of(text.begin(), text.end(), [](char16_t unit) { return unit < 0x80; });
}

constexpr char16_t kSigma = 0x3A3;
constexpr char16_t kFinalSigma = 0x3C2;

}  // namespace

char32_t to_upper_point(char32_t point) {
  return map_point(kUpperRanges, point);
}
char32_t to_lower_point(char32_t point) {
  return map_point(kLowerRanges, point);
}

std::u16string to_upper_text(std::u16string_view text) {
  std::u16string out;
  out.reserve(text.size());
  if (is_ascii(text)) {
    for (char16_t unit : text) out.push_back(unit >= 'a' && unit <= 'z' ? unit - 32 : unit);
    return out;
  }
  for (size_t i = 0; i < text.size();) {
    char32_t point = code_point_at(text, i);
    append_mapped(kUpperRanges, kUpperSpecial, point, &out);
    i += code_point_units(point);
  }
  return out;
}

std::u16string to_lower_text(std::u16string_view text) {
  std::u16string out;
  out.reserve(text.size());
  if (is_ascii(text)) {
    for (char16_t unit : text) out.push_back(unit >= 'A' && unit <= 'Z' ? unit + 32 : unit);
    return out;
  }
  for (size_t i = 0; i < text.size();) {
    char32_t point = code_point_at(text, i);
    if (point == kSigma && ends_word(text, i)) {
      out.push_back(kFinalSigma);
    } else {
      append_mapped(kLowerRanges, kLowerSpecial, point, &out);
    }
    i += code_point_units(point);
  }
  return out;
}

char16_t canonicalize_unit(char16_t unit) {
  if (unit < 0x80) return unit >= 'a' && unit <= 'z' ? unit - 32 : unit;
  for (const SpecialCase& special : kUpperSpecial) {
    if (special.point == unit) return unit;
  }
  char32_t upper = to_upper_point(unit);
  return upper < 0x80 || upper > 0xFFFF ? unit : static_cast<char16_t>(upper);
}

}  // namespace actx
