// UTF-8 and UTF-16, each malformed part replaced by U+FFFD as the WHATWG encoding standard says.
#include <algorithm>

#include "value/string.h"

namespace actx {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

void append_utf16(std::u16string* out, char32_t point) {
  if (point < 0x10000) {
    out->push_back(static_cast<char16_t>(point));
  } else {
    out->push_back(static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10)));
    out->push_back(static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF)));
  }
}

void append_utf8(std::string* out, char32_t point) {
  auto tail = [&](int shift) {
    out->push_back(static_cast<char>(0x80 | ((point >> shift) & 0x3F)));
  };
  if (point < 0x80) {
    out->push_back(static_cast<char>(point));
  } else if (point < 0x800) {
    out->push_back(static_cast<char>(0xC0 | (point >> 6)));
    tail(0);
  } else if (point < 0x10000) {
    out->push_back(static_cast<char>(0xE0 | (point >> 12)));
    tail(6), tail(0);
  } else {
    out->push_back(static_cast<char>(0xF0 | (point >> 18)));
    tail(12), tail(6), tail(0);
  }
}

// What a lead byte announces: how many bytes follow and the range of the first of them.
struct Lead {
  int following;
  uint8_t low;
  uint8_t high;
  char32_t bits;
};

bool classify(uint8_t byte, Lead* lead) {
  if (byte >= 0xC2 && byte <= 0xDF) {
    *lead = {1, 0x80, 0xBF, char32_t{byte} & 0x1F};
  } else if (byte >= 0xE0 && byte <= 0xEF) {
    uint8_t low = byte == 0xE0 ? 0xA0 : 0x80;
    uint8_t high = byte == 0xED ? 0x9F : 0xBF;
    *lead = {2, low, high, char32_t{byte} & 0x0F};
  } else if (byte >= 0xF0 && byte <= 0xF4) {
    uint8_t low = byte == 0xF0 ? 0x90 : 0x80;
    uint8_t high = byte == 0xF4 ? 0x8F : 0xBF;
    *lead = {3, low, high, char32_t{byte} & 0x07};
  } else {
    return false;
  }
  return true;
}

}  // namespace

// Most texts are ASCII: these are copied at once.

std::u16string utf8_to_utf16(std::string_view utf8) {
  char high = 0;
  for (const char byte : utf8) high = static_cast<char>(high | byte);
  if ((high & 0x80) == 0) return {utf8.begin(), utf8.end()};
  std::u16string out;
  out.reserve(utf8.size());
  size_t i = 0;
  while (i < utf8.size()) {
    uint8_t byte = static_cast<uint8_t>(utf8[i++]);
    Lead lead;
    if (byte < 0x80) {
      out.push_back(byte);
      continue;
    }
    if (!classify(byte, &lead)) {
      out.push_back(kReplacement);
      continue;
    }
    char32_t point = lead.bits;
    bool complete = true;
    for (int n = 0; n < lead.following; ++n) {
      uint8_t next = i < utf8.size() ? static_cast<uint8_t>(utf8[i]) : 0;
      if (next < (n == 0 ? lead.low : 0x80) || next > (n == 0 ? lead.high : 0xBF)) {
        complete = false;
        break;
      }
      point = (point << 6) | (next & 0x3F);
      ++i;
    }
    append_utf16(&out, complete ? point : kReplacement);
  }
  return out;
}

std::string utf16_to_utf8(std::u16string_view utf16) {
  char16_t high = 0;
  for (const char16_t unit : utf16) high = static_cast<char16_t>(high | unit);
  std::string out;
  if (high < 0x80) {
    out.resize(utf16.size());
    std::transform(utf16.begin(), utf16.end(), out.begin(),
                   [](char16_t unit) { return static_cast<char>(unit); });
    return out;
  }
  out.reserve(utf16.size());
  for (size_t i = 0; i < utf16.size(); ++i) {
    char32_t point = utf16[i];
    if (point >= 0xD800 && point <= 0xDFFF) {
      bool paired = point < 0xDC00 && i + 1 < utf16.size() && utf16[i + 1] >= 0xDC00 &&
                    utf16[i + 1] <= 0xDFFF;
      point = paired ? 0x10000 + ((point - 0xD800) << 10) + (utf16[++i] - 0xDC00) : kReplacement;
    }
    append_utf8(&out, point);
  }
  return out;
}

}  // namespace actx
