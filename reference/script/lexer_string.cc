// String literals, template pieces, escapes and regular expression literals.
#include "script/lexer.h"
#include "script/unicode_id.h"

namespace actx {
namespace {

constexpr const char* kBadHex = "Invalid hexadecimal escape sequence";
constexpr const char* kBadUnicode = "Invalid Unicode escape sequence";
constexpr const char* kTooLarge = "Undefined Unicode code-point";
constexpr const char* kOctalInTemplate =
    "Octal escape sequences are not allowed in template strings";

int hex_value(char16_t c) {
  if (c >= u'0' && c <= u'9') return c - u'0';
  if (c >= u'a' && c <= u'f') return c - u'a' + 10;
  if (c >= u'A' && c <= u'F') return c - u'A' + 10;
  return -1;
}

// The escapes of one character; 0 when c is not one of them.
char16_t simple_escape(char16_t c) {
  switch (c) {
    case u'n':
      return u'\n';
    case u't':
      return u'\t';
    case u'r':
      return u'\r';
    case u'b':
      return u'\b';
    case u'f':
      return u'\f';
    case u'v':
      return u'\v';
    default:
      return 0;
  }
}

}  // namespace

bool Lexer::read_hex(int count, char32_t& value) {
  value = 0;
  for (int i = 0; i < count; ++i) {
    int digit = hex_value(peek());
    if (digit < 0) return false;
    value = value * 16 + static_cast<char32_t>(digit);
    ++position_.offset;
  }
  return true;
}

// XXXX or {X...} after \u.
bool Lexer::read_unicode_escape(char32_t& value, const char** why) {
  *why = kBadUnicode;
  if (peek() != u'{') return read_hex(4, value);
  ++position_.offset;
  if (hex_value(peek()) < 0) return false;
  value = 0;
  while (hex_value(peek()) >= 0) {
    value = value * 16 + static_cast<char32_t>(hex_value(peek()));
    if (value > 0x10FFFF) {
      *why = kTooLarge;
      return false;
    }
    ++position_.offset;
  }
  if (peek() != u'}') return false;
  ++position_.offset;
  return true;
}

bool Lexer::read_escape(std::u16string& out, bool* octal, const char** why) {
  char16_t c = peek();
  char32_t value = 0;
  if (is_line_terminator(c)) {
    newline();
    return true;
  }
  ++position_.offset;
  if (char16_t simple = simple_escape(c)) {
    out.push_back(simple);
  } else if (c == u'x') {
    *why = kBadHex;
    if (!read_hex(2, value)) return false;
    out.push_back(static_cast<char16_t>(value));
  } else if (c == u'u') {
    if (!read_unicode_escape(value, why)) return false;
    append_utf16(out, value);
  } else if (c >= u'0' && c <= u'9') {
    bool is_nul = c == u'0' && !(peek() >= u'0' && peek() <= u'9');
    if (!is_nul && octal == nullptr) {
      *why = kOctalInTemplate;
      return false;
    }
    if (!is_nul) *octal = true;
    if (c >= u'8') {
      out.push_back(c);
      return true;
    }
    value = static_cast<char32_t>(c - u'0');
    for (int limit = c <= u'3' ? 2 : 1; limit > 0 && peek() >= u'0' && peek() <= u'7'; --limit) {
      value = value * 8 + static_cast<char32_t>(peek() - u'0');
      ++position_.offset;
    }
    out.push_back(static_cast<char16_t>(value));
  } else {
    out.push_back(c);
  }
  return true;
}

void Lexer::read_string(Token& token) {
  token.kind = TokenKind::kString;
  const char16_t quote = peek();
  ++position_.offset;
  std::u16string text;
  while (peek() != quote || at_end()) {
    char16_t c = peek();
    if (at_end() || c == u'\n' || c == u'\r') {
      fail_at(token.range.begin, "Invalid or unexpected token");
    }
    if (c == u'\\') {
      uint32_t start = position_.offset;
      const char* why = nullptr;
      ++position_.offset;
      token.is_escaped = true;
      if (at_end()) fail_at(token.range.begin, "Invalid or unexpected token");
      if (!read_escape(text, &token.has_legacy_octal, &why)) fail_at(start, why);
    } else if (is_line_terminator(c)) {
      text.push_back(c);
      newline();
    } else {
      text.push_back(c);
      ++position_.offset;
    }
  }
  ++position_.offset;
  token.value = arena_.intern(text);
}

// From behind the ` or the }. An invalid escape leaves the piece without cooked text; `raw` goes
// on.
void Lexer::read_template(Token& token) {
  token.kind = TokenKind::kTemplate;
  std::u16string cooked;
  std::u16string raw;
  while (true) {
    if (at_end()) fail_at(token.range.begin, "Unterminated template literal");
    char16_t c = peek();
    if (c == u'`') {
      ++position_.offset;
      token.is_tail = true;
      break;
    }
    if (c == u'$' && peek(1) == u'{') {
      position_.offset += 2;
      break;
    }
    if (c == u'\\') {
      uint32_t start = position_.offset;
      const char* why = nullptr;
      ++position_.offset;
      if (!read_escape(cooked, nullptr, &why)) token.has_cooked = false;
      for (uint32_t i = start; i < position_.offset && i < source_.size(); ++i) {
        if (source_[i] != u'\r') {
          raw.push_back(source_[i]);
        } else if (i + 1 >= source_.size() || source_[i + 1] != u'\n') {
          raw.push_back(u'\n');
        }
      }
    } else if (is_line_terminator(c)) {
      char16_t unit = c == u'\r' ? u'\n' : c;
      cooked.push_back(unit);
      raw.push_back(unit);
      newline();
    } else {
      cooked.push_back(c);
      raw.push_back(c);
      ++position_.offset;
    }
  }
  if (token.has_cooked) token.value = arena_.intern(cooked);
  token.raw = arena_.intern(raw);
}

Token Lexer::rescan_template(const Token& brace) {
  Token token = brace;
  position_.offset = brace.range.begin + 1;
  position_.line = brace.range.line;
  position_.line_start = brace.range.begin + 1 - brace.range.column;
  read_template(token);
  finish(token);
  return token;
}

void Lexer::read_regexp_body() {
  uint32_t start = position_.offset;
  bool in_class = false;
  while (in_class || peek() != u'/' || at_end()) {
    if (peek() == u'\\' && !at_end()) {
      ++position_.offset;
    } else if (peek() == u'[') {
      in_class = true;
    } else if (peek() == u']') {
      in_class = false;
    }
    if (at_end() || is_line_terminator(peek())) {
      fail_at(start - 1, "Invalid regular expression: missing /");
    }
    ++position_.offset;
  }
}

Token Lexer::rescan_regexp(const Token& slash) {
  Token token = slash;
  token.kind = TokenKind::kRegExp;
  position_.offset = slash.range.begin + 1;
  position_.line = slash.range.line;
  position_.line_start = slash.range.begin + 1 - slash.range.column;
  uint32_t start = position_.offset;
  read_regexp_body();
  token.value = arena_.intern(source_.substr(start, position_.offset - start));
  ++position_.offset;
  uint32_t flags_start = position_.offset;
  uint32_t length = 0;
  while (!at_end() && is_identifier_part(code_point(length))) position_.offset += length;
  std::u16string_view flags = source_.substr(flags_start, position_.offset - flags_start);
  bool is_valid = peek() != u'\\';
  for (size_t i = 0; i < flags.size(); ++i) {
    bool is_known = std::u16string_view(u"dgimsuy").find(flags[i]) != std::u16string_view::npos;
    if (!is_known || flags.find(flags[i], i + 1) != std::u16string_view::npos) is_valid = false;
  }
  if (!is_valid) fail_at(flags_start, "Invalid regular expression flags");
  token.raw = arena_.intern(flags);
  finish(token);
  return token;
}

}  // namespace actx
