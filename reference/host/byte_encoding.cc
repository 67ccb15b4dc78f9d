#include "host/byte_encoding.h"

#include <algorithm>

#include "value/string.h"

namespace actx {
namespace {

struct Name {
  std::string_view text;
  ByteEncoding encoding;
};
// The first name of each encoding is its own.
constexpr Name kNames[] = {
    {"utf8", ByteEncoding::kUtf8},        {"utf16le", ByteEncoding::kUtf16le},
    {"latin1", ByteEncoding::kLatin1},    {"ascii", ByteEncoding::kAscii},
    {"base64", ByteEncoding::kBase64},    {"base64url", ByteEncoding::kBase64url},
    {"hex", ByteEncoding::kHex},          {"utf-8", ByteEncoding::kUtf8},
    {"ucs2", ByteEncoding::kUtf16le},     {"ucs-2", ByteEncoding::kUtf16le},
    {"utf-16le", ByteEncoding::kUtf16le}, {"binary", ByteEncoding::kLatin1},
};

constexpr char kBase64Digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char kBase64urlDigits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The value of a digit of either base64 alphabet, or -1.
int base64_value(char16_t unit) {
  if (unit >= u'A' && unit <= u'Z') return unit - u'A';
  if (unit >= u'a' && unit <= u'z') return unit - u'a' + 26;
  if (unit >= u'0' && unit <= u'9') return unit - u'0' + 52;
  if (unit == u'+' || unit == u'-') return 62;
  if (unit == u'/' || unit == u'_') return 63;
  return -1;
}

int hex_value(char16_t unit) {
  if (unit >= u'0' && unit <= u'9') return unit - u'0';
  if (unit >= u'a' && unit <= u'f') return unit - u'a' + 10;
  if (unit >= u'A' && unit <= u'F') return unit - u'A' + 10;
  return -1;
}

/// How many bytes the text would give if all its characters but the padding were digits.
size_t base64_length(std::u16string_view text) {
  for (int i = 0; i < 2 && text.ends_with(u'='); ++i) text.remove_suffix(1);
  const size_t rest = text.size() % 4;
  return text.size() / 4 * 3 + (rest < 2 ? 0 : rest - 1);
}

std::string decode_base64_text(std::u16string_view text) {
  const size_t limit = base64_length(text);
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (const char16_t unit : text) {
    // Node looks at the lower half of a unit only.
    const auto digit = static_cast<char16_t>(unit & 0xFF);
    if (digit == u'=') break;
    const int value = base64_value(digit);
    if (value < 0) continue;
    bits = (bits << 6) | static_cast<uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    if (out.size() == limit) break;
    out.push_back(static_cast<char>((bits >> count) & 0xFF));
  }
  return out;
}

/// Pairs of digits up to the first that is none.
std::string decode_hex_text(std::u16string_view text) {
  std::string out;
  for (size_t i = 0; i + 1 < text.size(); i += 2) {
    const int high = hex_value(text[i] & 0xFF);
    const int low = hex_value(text[i + 1] & 0xFF);
    if (high < 0 || low < 0) break;
    out.push_back(static_cast<char>(high * 16 + low));
  }
  return out;
}

std::u16string to_base64(std::string_view bytes, const char* digits, bool padded) {
  std::u16string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    uint32_t bits = 0;
    for (size_t k = 0; k < 3; ++k) {
      bits = (bits << 8) | (k < count ? static_cast<uint8_t>(bytes[i + k]) : 0u);
    }
    for (size_t k = 0; k < 4; ++k) {
      if (k <= count) {
        out.push_back(static_cast<char16_t>(digits[(bits >> (18 - 6 * k)) & 63]));
      } else if (padded) {
        out.push_back(u'=');
      }
    }
  }
  return out;
}

/// The units of the character at `at`: two for a pair of surrogates.
size_t character_units(std::u16string_view text, size_t at) {
  const auto is_high = [](char16_t unit) { return unit >= 0xD800 && unit < 0xDC00; };
  const auto is_low = [](char16_t unit) { return unit >= 0xDC00 && unit < 0xE000; };
  return is_high(text[at]) && at + 1 < text.size() && is_low(text[at + 1]) ? 2 : 1;
}

/// The longest beginning of `text` that takes at most `limit` bytes of UTF-8.
std::u16string_view utf8_beginning(std::u16string_view text, size_t limit) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t units = character_units(text, at);
    const size_t bytes = units == 2 ? 4 : text[at] < 0x80 ? 1 : text[at] < 0x800 ? 2 : 3;
    if (bytes > limit) break;
    limit -= bytes;
    at += units;
  }
  return text.substr(0, at);
}

}  // namespace

std::optional<ByteEncoding> byte_encoding_of(std::u16string_view name) {
  std::string lower;
  for (const char16_t unit : name) {
    if (unit > 0x7F) return std::nullopt;
    const char letter = static_cast<char>(unit);
    lower.push_back(letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a')
                                                   : letter);
  }
  for (const Name& known : kNames) {
    if (known.text == lower) return known.encoding;
  }
  return std::nullopt;
}

std::string_view byte_encoding_name(ByteEncoding encoding) {
  return std::find_if(std::begin(kNames), std::end(kNames),
                      [&](const Name& name) { return name.encoding == encoding; })
      ->text;
}

std::string encode_bytes(std::u16string_view text, ByteEncoding encoding) {
  std::string out;
  switch (encoding) {
    case ByteEncoding::kUtf8:
      return utf16_to_utf8(text);
    case ByteEncoding::kUtf16le:
      out.reserve(text.size() * 2);
      for (const char16_t unit : text) {
        out.push_back(static_cast<char>(unit & 0xFF));
        out.push_back(static_cast<char>(unit >> 8));
      }
      return out;
    case ByteEncoding::kLatin1:
    case ByteEncoding::kAscii:
      out.reserve(text.size());
      for (const char16_t unit : text) out.push_back(static_cast<char>(unit & 0xFF));
      return out;
    case ByteEncoding::kBase64:
    case ByteEncoding::kBase64url:
      return decode_base64_text(text);
    case ByteEncoding::kHex:
      return decode_hex_text(text);
  }
  return out;
}

std::string encode_bytes(std::u16string_view text, ByteEncoding encoding, size_t limit) {
  if (encoding == ByteEncoding::kUtf8) return utf16_to_utf8(utf8_beginning(text, limit));
  if (encoding == ByteEncoding::kUtf16le) limit -= limit % 2;
  std::string bytes = encode_bytes(text, encoding);
  if (bytes.size() > limit) bytes.resize(limit);
  return bytes;
}

std::u16string decode_bytes(std::string_view bytes, ByteEncoding encoding) {
  std::u16string out;
  switch (encoding) {
    case ByteEncoding::kUtf8:
      return utf8_to_utf16(bytes);
    case ByteEncoding::kUtf16le:
      for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
        out.push_back(static_cast<char16_t>(static_cast<uint8_t>(bytes[i]) |
                                            static_cast<uint8_t>(bytes[i + 1]) << 8));
      }
      return out;
    case ByteEncoding::kLatin1:
      for (const char byte : bytes) out.push_back(static_cast<uint8_t>(byte));
      return out;
    case ByteEncoding::kAscii:
      for (const char byte : bytes) out.push_back(static_cast<uint8_t>(byte) & 0x7F);
      return out;
    case ByteEncoding::kBase64:
      return to_base64(bytes, kBase64Digits, true);
    case ByteEncoding::kBase64url:
      return to_base64(bytes, kBase64urlDigits, false);
    case ByteEncoding::kHex:
      for (const char byte : bytes) {
        out.push_back(static_cast<char16_t>("0123456789abcdef"[static_cast<uint8_t>(byte) >> 4]));
        out.push_back(static_cast<char16_t>("0123456789abcdef"[byte & 15]));
      }
      return out;
  }
  return out;
}

size_t encoded_length(std::u16string_view text, ByteEncoding encoding) {
  switch (encoding) {
    case ByteEncoding::kUtf8:
      return utf16_to_utf8(text).size();
    case ByteEncoding::kUtf16le:
      return text.size() * 2;
    case ByteEncoding::kLatin1:
    case ByteEncoding::kAscii:
      return text.size();
    case ByteEncoding::kBase64:
    case ByteEncoding::kBase64url:
      return base64_length(text);
    case ByteEncoding::kHex:
      return text.size() / 2;
  }
  return 0;
}

}  // namespace actx
