#include "script/parser.h"

#include <algorithm>
#include <utility>

#include "script/parser_state.h"
#include "script/utf8.h"

namespace actx {
namespace {

constexpr size_t kMaxSourceBytes = size_t{64} << 20;

std::string describe(ParseErrorKind kind, const std::string& message) {
  switch (kind) {
    case ParseErrorKind::kSyntax:
      return "SyntaxError: " + message;
    case ParseErrorKind::kNotInLanguage:
      return message + " is not in the litmus language";
    case ParseErrorKind::kEncoding:
      return message;
  }
  return message;
}

// The parameters of the function that Node wraps around a CommonJS file.
constexpr std::u16string_view kCommonJsParameters[] = {u"exports", u"require", u"module",
                                                       u"__filename", u"__dirname"};

}  // namespace

ParseError::ParseError(ParseErrorKind kind, std::string_view file, uint32_t line, uint32_t column,
                       std::string message)
    : kind_(kind), line_(line), column_(column), message_(std::move(message)) {
  what_.append(file).append(":").append(std::to_string(line)).append(":");
  what_.append(std::to_string(column)).append(": ").append(describe(kind, message_));
}

ast::Tree parse(std::string_view utf8, std::string_view file, ast::Goal goal) {
  ast::Tree tree;
  tree.file = std::string(file);
  if (utf8.substr(0, 3) == "\xEF\xBB\xBF") utf8.remove_prefix(3);
  if (utf8.size() > kMaxSourceBytes) {
    throw ParseError(ParseErrorKind::kEncoding, file, 1, 1, "the file is larger than 64 MiB");
  }
  size_t decoded = decode_utf8(utf8, tree.source);
  Lexer places(tree.source, tree.file, goal, *tree.arena);
  if (decoded != utf8.size()) {
    places.fail_at(static_cast<uint32_t>(tree.source.size()), "the file is not valid UTF-8",
                   ParseErrorKind::kEncoding);
  }
  Parser(tree, goal).parse_program();
  return tree;
}

Parser::Parser(ast::Tree& tree, ast::Goal goal)
    : tree_(tree),
      arena_(*tree.arena),
      goal_(goal),
      lexer_(tree.source, tree.file, goal, *tree.arena) {
  context_.is_strict = goal == ast::Goal::kModule;
  context_.await = goal == ast::Goal::kModule ? Await::kOperator : Await::kIdentifier;
  context_.allows_return = goal == ast::Goal::kCommonJs;
  context_.allows_new_target = goal == ast::Goal::kCommonJs;
}

void Parser::advance() {
  previous_end_ = token_.range.end;
  token_ = lexer_.next();
}

// The token after the one in hand. A regular expression or template there is seen as punctuation.
Token Parser::peek() {
  Lexer::Position saved = lexer_.position();
  Token next = lexer_.next();
  lexer_.restore(saved);
  return next;
}

bool Parser::eat(TokenKind kind) {
  if (!at(kind)) return false;
  advance();
  return true;
}

void Parser::expect(TokenKind kind) {
  if (!at(kind)) unexpected();
  advance();
}

// Automatic semicolon insertion.
void Parser::semicolon() {
  if (eat(TokenKind::kSemicolon) || can_insert_semicolon()) return;
  unexpected();
}

void Parser::fail(uint32_t offset, std::string message) const {
  lexer_.fail_at(offset, std::move(message));
}

void Parser::fail_nesting() const {
  fail(token_.range.begin, "the program nests deeper than " + std::to_string(kMaxNesting));
}

void Parser::refuse(uint32_t offset, std::string_view construct) const {
  lexer_.fail_at(offset, std::string(construct), ParseErrorKind::kNotInLanguage);
}

void Parser::unexpected() const {
  unexpected(token_);
}

void Parser::unexpected(const Token& token) const {
  switch (token.kind) {
    case TokenKind::kEnd:
      fail(token.range.begin, "Unexpected end of input");
    case TokenKind::kIdentifier:
    case TokenKind::kPrivateName:
      fail(token.range.begin, "Unexpected identifier");
    case TokenKind::kEscapedKeyword:
      fail(token.range.begin, "Keyword must not contain escaped characters");
    case TokenKind::kNumber:
    case TokenKind::kBigInt:
      fail(token.range.begin, "Unexpected number");
    case TokenKind::kString:
      fail(token.range.begin, "Unexpected string");
    case TokenKind::kTemplate:
      fail(token.range.begin, "Unexpected template string");
    default:
      fail(token.range.begin, "Unexpected token '" + std::string(text_of(token.kind)) + "'");
  }
}

void Parser::check_pending(size_t from) {
  if (pending_.size() > from) fail(pending_[from].offset, pending_[from].message);
}

// The literal became a pattern.
void Parser::forget_pending(const ast::Node* node) {
  auto same = [&](const Pending& pending) { return pending.node == node; };
  pending_.erase(std::remove_if(pending_.begin(), pending_.end(), same), pending_.end());
}

// Reads the directive prologue. *use_strict_offset is set when "use strict" is among it.
void Parser::parse_directives(Nodes& body, bool& has_use_strict, uint32_t& use_strict_offset) {
  uint32_t octal_offset = 0;
  bool has_octal = false;
  while (at(TokenKind::kString)) {
    const Token literal = token_;
    ast::Node* statement = parse_statement(Place::kList);
    body.push_back(statement);
    if (statement->kind != NodeKind::kExpressionStatement) return;
    auto& node = ast::as<ast::ExpressionStatement>(*statement);
    bool is_directive = node.expression->kind == NodeKind::kStringLiteral &&
                        node.expression->range.begin == literal.range.begin;
    if (!is_directive) return;
    std::u16string_view raw =
        std::u16string_view(tree_.source)
            .substr(literal.range.begin, literal.range.end - literal.range.begin);
    node.directive = arena_.intern(raw);
    if (literal.has_legacy_octal && !has_octal) {
      has_octal = true;
      octal_offset = literal.range.begin;
    }
    if (raw.substr(1, raw.size() - 2) == u"use strict") {
      if (!has_use_strict) use_strict_offset = literal.range.begin;
      has_use_strict = true;
      context_.is_strict = true;
    }
    if (has_octal && context_.is_strict) {
      fail(octal_offset, "Octal escape sequences are not allowed in strict mode.");
    }
  }
}

// Operators of the same precedence nest to the left without recursion of the parser, but users of
// the tree recurse: so its depth is measured at the end.
void Parser::check_tree_depth() const {
  std::vector<std::pair<const ast::Node*, int>> open = {{tree_.program, 0}};
  while (!open.empty()) {
    auto [node, depth] = open.back();
    open.pop_back();
    if (depth > kMaxNesting) {
      fail(node, "the program nests deeper than " + std::to_string(kMaxNesting));
    }
    ast::for_each_child(
        *node, [&, d = depth + 1](const ast::Node& child) { open.emplace_back(&child, d); });
  }
}

void Parser::parse_program() {
  token_ = lexer_.next();
  const ast::Range start{0, 0, 1, 1};
  auto* program = arena_.make<ast::Program>(start);
  tree_.program = program;
  program->goal = goal_;
  scopes_.enter(goal_ == ast::Goal::kModule ? ScopeKind::kModule : ScopeKind::kProgram);
  if (goal_ == ast::Goal::kCommonJs) {
    for (std::u16string_view name : kCommonJsParameters) {
      (void)scopes_.declare(name, BindingKind::kParameter, false);
    }
  }
  Nodes body;
  bool has_use_strict = false;
  uint32_t use_strict_offset = 0;
  parse_directives(body, has_use_strict, use_strict_offset);
  parse_statement_list(body, TokenKind::kEnd);
  check_exports();
  program->body = arena_.list(body);
  program->is_strict = context_.is_strict;
  program->range.end = static_cast<uint32_t>(tree_.source.size());
  check_tree_depth();
}

}  // namespace actx
