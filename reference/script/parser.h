// The front door of litmus JS: source text in, syntax tree out, or one error.
//
// The language is ECMAScript 2022 as Node v18.20.1 accepts it, less the short list of constructs
// below; spec/litmus-js.md is the description. The tree handed out obeys every early error of
// ECMAScript that is checked here, so later stages need no syntax checks of their own.
#ifndef ACTX_SCRIPT_PARSER_H_
#define ACTX_SCRIPT_PARSER_H_

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

#include "script/ast.h"

namespace actx {

enum class ParseErrorKind : uint8_t {
  kSyntax,         // not ECMAScript: Node refuses it too (or a limit of ours, see the message)
  kNotInLanguage,  // ECMAScript, but outside the litmus language
  kEncoding,       // the file is not UTF-8
};

// Why a text was refused. what() is the whole line for the user:
//   file:line:col: SyntaxError: <message>
//   file:line:col: <construct> is not in the litmus language
class ParseError : public std::exception {
 public:
  ParseError(ParseErrorKind kind, std::string_view file, uint32_t line, uint32_t column,
             std::string message);

  const char* what() const noexcept override { return what_.c_str(); }
  ParseErrorKind kind() const { return kind_; }
  uint32_t line() const { return line_; }      // from 1
  uint32_t column() const { return column_; }  // from 1, in UTF-16 code units
  // The message (kSyntax, kEncoding) or the construct (kNotInLanguage), without the position.
  const std::string& message() const { return message_; }

 private:
  ParseErrorKind kind_;
  uint32_t line_;
  uint32_t column_;
  std::string message_;
  std::string what_;
};

// The constructs that are refused although Node knows them.
namespace unsupported {
inline constexpr std::string_view kWith = "the with statement";
inline constexpr std::string_view kDirectEval = "direct eval";
inline constexpr std::string_view kHtmlComment = "an HTML-like comment";
inline constexpr std::string_view kImportAssertion = "an import assertion";
inline constexpr std::string_view kDecorator = "a decorator";
}  // namespace unsupported

// Statements, expressions and patterns nest at most this deep.
inline constexpr int kMaxNesting = 1000;

// Parses UTF-8 text (a leading byte order mark and a #! line are skipped). `file` is only used in
// errors and kept in the tree. Throws ParseError.
ast::Tree parse(std::string_view utf8, std::string_view file, ast::Goal goal);

}  // namespace actx

#endif  // ACTX_SCRIPT_PARSER_H_
