#include "script/utf8.h"

namespace actx {
namespace {

// The code point at `at` and its length in bytes; length 0 when the bytes are ill-formed.
char32_t decode_one(std::string_view utf8, size_t at, size_t& length) {
  auto byte = [&](size_t i) -> unsigned { return static_cast<unsigned char>(utf8[at + i]); };
  unsigned lead = byte(0);
  length = lead < 0x80   ? 1
           : lead < 0xC2 ? 0
           : lead < 0xE0 ? 2
           : lead < 0xF0 ? 3
           : lead < 0xF5 ? 4
                         : 0;
  if (length == 1) return lead;
  if (length == 0 || at + length > utf8.size()) {
    length = 0;
    return 0;
  }
  char32_t value = lead & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) {
      length = 0;
      return 0;
    }
    value = (value << 6) | (byte(i) & 0x3F);
  }
  bool is_overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  if (is_overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) length = 0;
  return value;
}

}  // namespace

size_t decode_utf8(std::string_view utf8, std::u16string& out) {
  out.reserve(out.size() + utf8.size());
  size_t at = 0;
  while (at < utf8.size()) {
    size_t length = 0;
    char32_t c = decode_one(utf8, at, length);
    if (length == 0) return at;
    if (c < 0x10000) {
      out.push_back(static_cast<char16_t>(c));
    } else {
      out.push_back(static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10)));
      out.push_back(static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FF)));
    }
    at += length;
  }
  return at;
}

std::string encode_utf8(std::u16string_view utf16) {
  std::string out;
  out.reserve(utf16.size());
  for (size_t i = 0; i < utf16.size(); ++i) {
    char32_t c = utf16[i];
    if (c >= 0xD800 && c <= 0xDFFF) {
      bool is_pair =
          c <= 0xDBFF && i + 1 < utf16.size() && utf16[i + 1] >= 0xDC00 && utf16[i + 1] <= 0xDFFF;
      c = is_pair ? 0x10000 + ((c - 0xD800) << 10) + (utf16[++i] - 0xDC00) : 0xFFFD;
    }
    if (c < 0x80) {
      out.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
      out.push_back(static_cast<char>(0xC0 | (c >> 6)));
      out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
      out.push_back(static_cast<char>(0xE0 | (c >> 12)));
      out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
      out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else {
      out.push_back(static_cast<char>(0xF0 | (c >> 18)));
      out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
      out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
      out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    }
  }
  return out;
}

}  // namespace actx
