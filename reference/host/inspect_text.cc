#include "host/inspect_text.h"

#include <algorithm>
#include <cmath>

#include "value/bigint.h"
#include "value/conversions.h"

namespace actx {
namespace {

struct ColorCodes {
  int on;
  int off;
};

ColorCodes color_codes(InspectStyle style) {
  switch (style) {
    case InspectStyle::kSpecial:
      return {36, 39};  // cyan
    case InspectStyle::kNumber:
      return {33, 39};  // yellow
    case InspectStyle::kBigInt:
      return {33, 39};
    case InspectStyle::kBoolean:
      return {33, 39};
    case InspectStyle::kUndefined:
      return {90, 39};  // grey
    case InspectStyle::kNull:
      return {1, 22};  // bold
    case InspectStyle::kString:
      return {32, 39};  // green
    case InspectStyle::kSymbol:
      return {32, 39};
    case InspectStyle::kDate:
      return {35, 39};  // magenta
    case InspectStyle::kRegExp:
      return {31, 39};  // red
    case InspectStyle::kModule:
      return {4, 24};  // underline
    case InspectStyle::kNone:
    case InspectStyle::kName:
      return {0, 0};
  }
  return {0, 0};
}

bool is_high_surrogate(char16_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(char16_t unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

void append_hex(std::u16string* out, unsigned value, int digits, const char* alphabet) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
    out->push_back(static_cast<char16_t>(alphabet[(value >> shift) & 15]));
  }
}

/// Appends one control character or the backslash, escaped.
void append_escape(std::u16string* out, char16_t unit) {
  switch (unit) {
    case '\b':
      *out += u"\\b";
      return;
    case '\t':
      *out += u"\\t";
      return;
    case '\n':
      *out += u"\\n";
      return;
    case '\f':
      *out += u"\\f";
      return;
    case '\r':
      *out += u"\\r";
      return;
    case '\\':
      *out += u"\\\\";
      return;
    default:
      *out += u"\\x";
      append_hex(out, unit, 2, "0123456789ABCDEF");
  }
}

std::u16string escape_units(std::u16string_view text, char16_t quote) {
  std::u16string out;
  out.reserve(text.size() + 2);
  for (size_t i = 0; i < text.size(); ++i) {
    const char16_t unit = text[i];
    if (unit < 0x20 || (unit >= 0x7F && unit <= 0x9F) || unit == '\\') {
      append_escape(&out, unit);
    } else if (unit == quote) {
      out += u'\\';
      out += unit;
    } else if (is_high_surrogate(unit) && i + 1 < text.size() && is_low_surrogate(text[i + 1])) {
      out += unit;
      out += text[++i];
    } else if (is_high_surrogate(unit) || is_low_surrogate(unit)) {
      out += u"\\u";
      append_hex(&out, unit, 4, "0123456789abcdef");
    } else {
      out += unit;
    }
  }
  return out;
}

std::u16string group_integer(std::u16string_view digits) {
  std::u16string out;
  const size_t sign = !digits.empty() && digits[0] == '-' ? 1 : 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > sign && (digits.size() - i) % 3 == 0) out += u'_';
    out += digits[i];
  }
  return out;
}

std::u16string group_fraction(std::u16string_view digits) {
  std::u16string out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i % 3 == 0) out += u'_';
    out += digits[i];
  }
  return out;
}

bool is_zero_width(uint32_t c) {
  return c <= 0x1F || (c >= 0x7F && c <= 0x9F) || (c >= 0x300 && c <= 0x36F) ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F) ||
         (c >= 0xE0100 && c <= 0xE01EF);
}

bool is_wide(uint32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || c == 0x2329 || c == 0x232A ||
         (c >= 0x2E80 && c <= 0x3247 && c != 0x303F) || (c >= 0x3250 && c <= 0x4DBF) ||
         (c >= 0x4E00 && c <= 0xA4C6) || (c >= 0xA960 && c <= 0xA97C) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE10 && c <= 0xFE19) || (c >= 0xFE30 && c <= 0xFE6B) ||
         (c >= 0xFF01 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) ||
         (c >= 0x1B000 && c <= 0x1B001) || (c >= 0x1F200 && c <= 0x1F251) ||
         (c >= 0x1F300 && c <= 0x1F64F) || (c >= 0x1F900 && c <= 0x1F9FF) ||
         (c >= 0x20000 && c <= 0x3FFFD);
}

}  // namespace

std::u16string u16_of(std::string_view ascii) {
  return {ascii.begin(), ascii.end()};
}

std::u16string decimal(double number) {
  return u16_of(std::to_string(static_cast<int64_t>(number)));
}

std::u16string colored(std::u16string_view text, InspectStyle style) {
  const ColorCodes codes = color_codes(style);
  if (codes.on == 0) return std::u16string(text);
  return u"\x1B[" + decimal(codes.on) + u"m" + std::u16string(text) + u"\x1B[" +
         decimal(codes.off) + u"m";
}

std::u16string quote_string(std::u16string_view text) {
  char16_t quote = u'\'';
  if (text.find(u'\'') != text.npos) {
    if (text.find(u'"') == text.npos) {
      quote = u'"';
    } else if (text.find(u'`') == text.npos && text.find(u"${") == text.npos) {
      quote = u'`';
    }
  }
  return quote + escape_units(text, quote == u'\'' ? u'\'' : u'\0') + quote;
}

std::u16string escape_key(std::u16string_view text) {
  return escape_units(text, u'\'');
}

bool is_plain_key(std::u16string_view key) {
  const auto letter = [](char16_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  if (key.empty() || !letter(key[0])) return false;
  return std::all_of(key.begin(), key.end(),
                     [&](char16_t c) { return letter(c) || (c >= '0' && c <= '9'); });
}

std::u16string number_text(Realm& realm, double number, bool separator) {
  if (number == 0 && std::signbit(number)) return u"-0";
  const std::u16string text(realm.units(number_to_string(realm, number)));
  if (!separator || !std::isfinite(number) || text.find(u'e') != text.npos) return text;
  const size_t point = text.find(u'.');
  if (point == text.npos) return group_integer(text);
  return group_integer(std::u16string_view(text).substr(0, point)) + u"." +
         group_fraction(std::u16string_view(text).substr(point + 1));
}

std::u16string bigint_inspect_text(Realm& realm, BigInt* big, bool separator) {
  const std::u16string text(realm.units(to_string(realm, Value(big))));
  return (separator ? group_integer(text) : text) + u"n";
}

std::u16string without_colors(std::u16string_view text) {
  std::u16string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == 0x1B && i + 1 < text.size() && text[i + 1] == '[') {
      size_t end = i + 2;
      while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == ';'))
        ++end;
      if (end < text.size() && text[end] == 'm') {
        i = end;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

size_t text_length(std::u16string_view text, bool has_colors) {
  return has_colors ? without_colors(text).size() : text.size();
}

size_t text_width(std::u16string_view text, bool has_colors) {
  std::u16string plain;
  if (has_colors) {
    plain = without_colors(text);
    text = plain;
  }
  size_t width = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    uint32_t c = text[i];
    if (is_high_surrogate(text[i]) && i + 1 < text.size() && is_low_surrogate(text[i + 1])) {
      c = 0x10000 + ((c - 0xD800) << 10) + (text[++i] - 0xDC00u);
    }
    if (is_wide(c)) {
      width += 2;
    } else if (!is_zero_width(c)) {
      width += 1;
    }
  }
  return width;
}

std::u16string more_text(double count, std::u16string_view noun) {
  std::u16string text = u"... " + decimal(count) + u" more ";
  text += noun;
  if (count > 1) text += u"s";
  return text;
}

void replace_all(std::u16string* text, std::u16string_view from, std::u16string_view to) {
  for (size_t at = text->find(from); at != text->npos; at = text->find(from, at + to.size())) {
    text->replace(at, from.size(), to);
  }
}

}  // namespace actx
