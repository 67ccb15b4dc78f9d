#include "script/lexer.h"

#include <algorithm>
#include <iterator>

#include "script/unicode_id.h"

namespace actx {
namespace {

struct Fixed {
  TokenKind kind;
  std::u16string_view text;
  std::string_view narrow;
};

constexpr Fixed kPunctuators[] = {
#define ACTX_PUNCTUATOR(name, text) {TokenKind::k##name, u"" text, text},
#define ACTX_KEYWORD(name, text)
#include "script/tokens.def"
#undef ACTX_PUNCTUATOR
#undef ACTX_KEYWORD
};

constexpr Fixed kKeywords[] = {
#define ACTX_PUNCTUATOR(name, text)
#define ACTX_KEYWORD(name, text) {TokenKind::k##name, u"" text, text},
#include "script/tokens.def"
#undef ACTX_PUNCTUATOR
#undef ACTX_KEYWORD
};

TokenKind keyword_of(std::u16string_view word) {
  if (word.size() < 2 || word.size() > 10 || word[0] < u'b' || word[0] > u'w') {
    return TokenKind::kIdentifier;
  }
  for (const Fixed& keyword : kKeywords) {
    if (keyword.text == word) return keyword.kind;
  }
  return TokenKind::kIdentifier;
}

constexpr bool is_digit(char16_t c) {
  return c >= u'0' && c <= u'9';
}

}  // namespace

std::string_view text_of(TokenKind kind) {
  for (const Fixed& fixed : kPunctuators) {
    if (fixed.kind == kind) return fixed.narrow;
  }
  for (const Fixed& fixed : kKeywords) {
    if (fixed.kind == kind) return fixed.narrow;
  }
  return {};
}

void append_utf16(std::u16string& out, char32_t code_point) {
  if (code_point < 0x10000) {
    out.push_back(static_cast<char16_t>(code_point));
    return;
  }
  out.push_back(static_cast<char16_t>(0xD800 + ((code_point - 0x10000) >> 10)));
  out.push_back(static_cast<char16_t>(0xDC00 + ((code_point - 0x10000) & 0x3FF)));
}

Lexer::Lexer(std::u16string_view source, std::string_view file, ast::Goal goal, ast::Arena& arena)
    : source_(source), file_(file), goal_(goal), arena_(arena) {
  if (looking_at(u"#!")) skip_line_comment();
}

void Lexer::fail_at(uint32_t offset, std::string message, ParseErrorKind kind) const {
  uint32_t line = 1;
  uint32_t line_start = 0;
  for (uint32_t i = 0; i < offset && i < source_.size(); ++i) {
    bool inside_crlf = source_[i] == u'\r' && i + 1 < source_.size() && source_[i + 1] == u'\n';
    if (is_line_terminator(source_[i]) && !inside_crlf) {
      ++line;
      line_start = i + 1;
    }
  }
  throw ParseError(kind, file_, line, offset - line_start + 1, std::move(message));
}

char32_t Lexer::code_point(uint32_t& length) const {
  char16_t lead = peek();
  length = 1;
  if (lead < 0xD800 || lead > 0xDBFF) return lead;
  char16_t trail = peek(1);
  if (trail < 0xDC00 || trail > 0xDFFF) return lead;
  length = 2;
  return 0x10000 + ((char32_t{lead} - 0xD800) << 10) + (trail - 0xDC00);
}

void Lexer::newline() {
  position_.offset += peek() == u'\r' && peek(1) == u'\n' ? 2 : 1;
  position_.line += 1;
  position_.line_start = position_.offset;
}

void Lexer::skip_line_comment() {
  while (!at_end() && !is_line_terminator(peek())) ++position_.offset;
}

bool Lexer::skip_block_comment() {
  uint32_t start = position_.offset;
  bool found_newline = false;
  position_.offset += 2;
  while (!looking_at(u"*/")) {
    if (at_end()) fail_at(start, "Unterminated comment");
    if (is_line_terminator(peek())) {
      newline();
      found_newline = true;
    } else {
      ++position_.offset;
    }
  }
  position_.offset += 2;
  return found_newline;
}

bool Lexer::skip_space() {
  const bool at_start = position_.offset == 0;
  // Browsers' `<!--` and, at the start of a line, `-->`. Node refuses the first in modules as well.
  const bool may_close = goal_ != ast::Goal::kModule;
  bool found_newline = false;
  while (!at_end()) {
    char16_t c = peek();
    if (is_line_terminator(c)) {
      newline();
      found_newline = true;
    } else if (is_white_space(c)) {
      ++position_.offset;
    } else if (c == u'/' && peek(1) == u'/') {
      skip_line_comment();
    } else if (c == u'/' && peek(1) == u'*') {
      if (skip_block_comment()) found_newline = true;
    } else if (looking_at(u"<!--") ||
               (may_close && (found_newline || at_start) && looking_at(u"-->"))) {
      fail_at(position_.offset, std::string(unsupported::kHtmlComment),
              ParseErrorKind::kNotInLanguage);
    } else {
      break;
    }
  }
  return found_newline;
}

void Lexer::begin(Token& token) {
  token.range.begin = position_.offset;
  token.range.line = position_.line;
  token.range.column = position_.offset - position_.line_start + 1;
}

void Lexer::finish(Token& token) {
  token.range.end = position_.offset;
}

Token Lexer::next() {
  Token token;
  token.newline_before = skip_space();
  begin(token);
  if (at_end()) {
    finish(token);
    return token;
  }
  char16_t c = peek();
  uint32_t length = 0;
  if (is_digit(c) || (c == u'.' && is_digit(peek(1)))) {
    read_number(token);
  } else if (c == u'"' || c == u'\'') {
    read_string(token);
  } else if (c == u'`') {
    ++position_.offset;
    read_template(token);
  } else if (c == u'\\' || is_identifier_start(code_point(length))) {
    read_word(token);
  } else if (c == u'#') {
    ++position_.offset;
    bool is_escaped = false;
    token.kind = TokenKind::kPrivateName;
    token.value = arena_.intern(read_name(is_escaped));
  } else if (c == u'@') {
    fail_at(position_.offset, std::string(unsupported::kDecorator), ParseErrorKind::kNotInLanguage);
  } else {
    token.kind = read_punctuator();
  }
  finish(token);
  return token;
}

TokenKind Lexer::read_punctuator() {
  const Fixed* best = nullptr;
  for (const Fixed& fixed : kPunctuators) {
    if (fixed.text[0] == peek() && looking_at(fixed.text) &&
        (best == nullptr || fixed.text.size() > best->text.size())) {
      best = &fixed;
    }
  }
  if (best == nullptr) fail_at(position_.offset, "Invalid or unexpected token");
  if (best->kind == TokenKind::kOptionalDot && is_digit(peek(2))) {
    ++position_.offset;
    return TokenKind::kQuestion;
  }
  position_.offset += static_cast<uint32_t>(best->text.size());
  return best->kind;
}

void Lexer::read_word(Token& token) {
  uint32_t length = 0;
  uint32_t start = position_.offset;
  while (!at_end() && peek() < 0x80 && is_identifier_part(peek())) ++position_.offset;
  std::u16string_view plain = source_.substr(start, position_.offset - start);
  if (peek() == u'\\' || (peek() >= 0x80 && is_identifier_part(code_point(length)))) {
    position_.offset = start;
    token.value = arena_.intern(read_name(token.is_escaped));
  } else {
    token.value = arena_.intern(plain);
  }
  token.kind = keyword_of(token.value);
  token.is_keyword = token.kind != TokenKind::kIdentifier;
  if (token.is_keyword && token.is_escaped) token.kind = TokenKind::kEscapedKeyword;
}

std::u16string Lexer::read_name(bool& is_escaped) {
  std::u16string name;
  while (!at_end()) {
    uint32_t start = position_.offset;
    uint32_t length = 0;
    char32_t c = code_point(length);
    if (c == u'\\') {
      c = read_identifier_escape();
      length = 0;
      is_escaped = true;
    }
    bool is_valid = name.empty() ? is_identifier_start(c) : is_identifier_part(c);
    if (!is_valid) {
      if (length == 0) fail_at(start, "Invalid Unicode escape sequence");
      break;
    }
    append_utf16(name, c);
    position_.offset += length;
  }
  if (name.empty()) fail_at(position_.offset, "Invalid or unexpected token");
  return name;
}

char32_t Lexer::read_identifier_escape() {
  uint32_t start = position_.offset;
  const char* why = "Invalid Unicode escape sequence";
  char32_t value = 0;
  ++position_.offset;
  if (peek() != u'u') fail_at(start, why);
  ++position_.offset;
  if (!read_unicode_escape(value, &why)) fail_at(start, why);
  return value;
}

}  // namespace actx
