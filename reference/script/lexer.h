// The lexer of litmus JS: UTF-16 text in, one token at a time out.
//
// What a `/` or a `}` begins depends on the grammar, so the parser decides: next() always gives the
// punctuator, and the parser asks rescan_regexp() or rescan_template() to read the same place
// again. Tokens whose legality depends on strict mode (legacy octal) are marked, not judged.
#ifndef ACTX_SCRIPT_LEXER_H_
#define ACTX_SCRIPT_LEXER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "script/ast_node.h"
#include "script/parser.h"

namespace actx {

enum class TokenKind : uint8_t {
  kEnd,
  kIdentifier,      // any word that is not reserved everywhere; `value` is its name
  kEscapedKeyword,  // a reserved word written with an escape: legal only as a property name
  kPrivateName,     // `value` is the name without '#'
  kNumber,
  kBigInt,  // `value` is ast::BigIntLiteral::digits
  kString,
  kTemplate,  // one piece of a template, up to ${ or the closing `
  kRegExp,    // `value` is the pattern, `raw` the flags
#define ACTX_PUNCTUATOR(name, text) k##name,
#define ACTX_KEYWORD(name, text) k##name,
#include "script/tokens.def"
#undef ACTX_PUNCTUATOR
#undef ACTX_KEYWORD
};

// The spelling of a punctuator or keyword; empty for the others.
std::string_view text_of(TokenKind kind);

struct Token {
  TokenKind kind = TokenKind::kEnd;
  bool newline_before = false;  // a line terminator stands between the previous token and this one
  bool is_escaped = false;      // an identifier written with an escape: never a contextual keyword
  bool is_keyword = false;      // a word of tokens.def (also kEscapedKeyword)
  bool has_cooked = true;       // kTemplate: false when an escape is invalid
  bool is_tail = false;         // kTemplate: ends the template
  bool has_legacy_octal = false;  // 010, 08, '\01', '\8': an error in strict mode
  double number = 0;
  ast::Range range;
  std::u16string_view value;  // in the arena; for kTemplate the cooked text
  std::u16string_view raw;
};

class Lexer {
 public:
  // All three must outlive the lexer. Values of tokens live in the arena.
  Lexer(std::u16string_view source, std::string_view file, ast::Goal goal, ast::Arena& arena);

  // The next token. Throws ParseError.
  Token next();

  // Reads the regular expression that starts at the '/' or '/=' token just returned.
  Token rescan_regexp(const Token& slash);
  // Reads on with the template after the '}' token just returned.
  Token rescan_template(const Token& brace);

  // Where the lexer stands; restoring it makes next() give the same tokens again.
  struct Position {
    uint32_t offset = 0;
    uint32_t line = 1;
    uint32_t line_start = 0;
  };
  Position position() const { return position_; }
  void restore(const Position& position) { position_ = position; }

  [[noreturn]] void fail_at(uint32_t offset, std::string message,
                            ParseErrorKind kind = ParseErrorKind::kSyntax) const;

 private:
  char16_t peek(uint32_t ahead = 0) const {
    size_t at = size_t{position_.offset} + ahead;
    return at < source_.size() ? source_[at] : u'\0';
  }
  bool at_end() const { return position_.offset >= source_.size(); }
  bool looking_at(std::u16string_view text) const {
    return source_.substr(position_.offset, text.size()) == text;
  }
  char32_t code_point(uint32_t& length) const;  // at the current offset; length in code units

  // Steps over the line terminator at the current offset (\r\n counts once).
  void newline();
  bool skip_space();  // white space and comments; true when a line terminator was among them
  void skip_line_comment();
  bool skip_block_comment();

  void begin(Token& token);
  void finish(Token& token);
  void read_word(Token& token);
  std::u16string read_name(bool& is_escaped);
  char32_t read_identifier_escape();
  void read_number(Token& token);
  bool read_digits(std::string& digits, int radix);
  void read_radix_number(Token& token, int radix);
  void read_legacy_octal(Token& token);
  void read_decimal(Token& token);
  void end_number(Token& token);
  void read_string(Token& token);
  void read_template(Token& token);
  void read_regexp_body();
  TokenKind read_punctuator();

  // An escape after its backslash. Appends what it stands for. A legacy octal escape sets *octal;
  // where `octal` is null it is invalid. Returns false for an invalid escape with *why set.
  bool read_escape(std::u16string& out, bool* octal, const char** why);
  bool read_unicode_escape(char32_t& value, const char** why);
  bool read_hex(int count, char32_t& value);

  std::u16string_view source_;
  std::string_view file_;
  ast::Goal goal_;
  ast::Arena& arena_;
  Position position_;
};

// Appends a code point as one or two UTF-16 code units.
void append_utf16(std::u16string& out, char32_t code_point);

}  // namespace actx

#endif  // ACTX_SCRIPT_LEXER_H_
