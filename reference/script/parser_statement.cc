// Statements other than loops; declarations; labels.
#include "script/parser_state.h"
#include "script/utf8.h"

namespace actx {

using ast::NodeKind;

void Parser::parse_statement_list(Nodes& out, TokenKind end) {
  while (!at(end)) {
    if (at(TokenKind::kEnd)) unexpected();
    out.push_back(parse_statement(Place::kList));
  }
}

ast::Statement* Parser::parse_statement(Place place) {
  Nesting nesting(*this);
  const size_t pending = pending_.size();
  ast::Statement* statement = parse_statement_inner(place);
  check_pending(pending);
  return statement;
}

ast::Statement* Parser::parse_statement_inner(Place place) {
  const ast::Range start = token_.range;
  switch (token_.kind) {
    case TokenKind::kLeftBrace:
      return parse_block();
    case TokenKind::kSemicolon:
      advance();
      return make<ast::EmptyStatement>(start);
    case TokenKind::kDebugger:
      advance();
      semicolon();
      return make<ast::DebuggerStatement>(start);
    case TokenKind::kVar:
      return parse_variable_statement(ast::VariableKind::kVar);
    case TokenKind::kConst:
      return parse_lexical(place);
    case TokenKind::kFunction:
      return parse_function_statement(place, false);
    case TokenKind::kClass:
      return parse_class_statement(place);
    case TokenKind::kIf:
      return parse_if();
    case TokenKind::kFor:
      return parse_for();
    case TokenKind::kWhile:
      return parse_while();
    case TokenKind::kDo:
      return parse_do_while();
    case TokenKind::kSwitch:
      return parse_switch();
    case TokenKind::kTry:
      return parse_try();
    case TokenKind::kReturn:
      return parse_return();
    case TokenKind::kThrow:
      return parse_throw();
    case TokenKind::kBreak:
      return parse_jump(false);
    case TokenKind::kContinue:
      return parse_jump(true);
    case TokenKind::kWith:
      if (context_.is_strict)
        fail(start.begin, "Strict mode code may not include a with statement");
      refuse(start.begin, unsupported::kWith);
    case TokenKind::kImport: {
      const TokenKind next = peek().kind;
      if (next == TokenKind::kLeftParen || next == TokenKind::kDot) break;
      if (goal_ != ast::Goal::kModule) {
        fail(start.begin, "Cannot use import statement outside a module");
      }
      if (place != Place::kList || nesting_ > 1) unexpected();
      return parse_import();
    }
    case TokenKind::kExport:
      if (goal_ != ast::Goal::kModule || place != Place::kList || nesting_ > 1) unexpected();
      return parse_export();
    default:
      break;
  }
  if (at_let_declaration(place)) return parse_lexical(place);
  if (at_async_function()) return parse_function_statement(place, true);
  return parse_expression_or_label(place);
}

ast::BlockStatement* Parser::parse_block(bool own_scope) {
  const ast::Range start = token_.range;
  expect(TokenKind::kLeftBrace);
  if (own_scope) scopes_.enter(ScopeKind::kBlock);
  Nodes body;
  parse_statement_list(body, TokenKind::kRightBrace);
  if (own_scope) scopes_.leave();
  expect(TokenKind::kRightBrace);
  auto* node = make<ast::BlockStatement>(start);
  node->body = arena_.list(body);
  return node;
}

// Whether `let` starts a declaration here. Where only a statement may stand, `let` is an identifier
// unless `[` follows, which is an error.
bool Parser::at_let_declaration(Place place) {
  if (!at_word(u"let")) return false;
  const Token next = peek();
  if (next.kind == TokenKind::kLeftBracket) return true;
  const bool starts_binding = next.kind == TokenKind::kIdentifier ||
                              next.kind == TokenKind::kEscapedKeyword ||
                              next.kind == TokenKind::kLeftBrace;
  if (!starts_binding) return false;
  return place == Place::kList || !next.newline_before;
}

ast::Statement* Parser::parse_lexical(Place place) {
  if (place != Place::kList) {
    fail(token_.range.begin, "Lexical declaration cannot appear in a single-statement context");
  }
  return parse_variable_statement(at(TokenKind::kConst) ? ast::VariableKind::kConst
                                                        : ast::VariableKind::kLet);
}

ast::Statement* Parser::parse_variable_statement(ast::VariableKind kind) {
  const ast::Range start = token_.range;
  ast::VariableDeclaration* node = parse_variables(kind, false);
  semicolon();
  node->range = {start.begin, previous_end_, start.line, start.column};
  return node;
}

ast::Statement* Parser::parse_function_statement(Place place, bool is_async) {
  const ast::Range start = token_.range;
  if (is_async) advance();
  const bool is_generator = peek().kind == TokenKind::kMultiply;
  if (place != Place::kList) {
    if (is_async)
      fail(start.begin, "Async functions can only be declared at the top level or inside a block.");
    if (is_generator)
      fail(start.begin, "Generators can only be declared at the top level or inside a block.");
    if (context_.is_strict || place == Place::kBody) {
      fail(start.begin, "Functions can only be declared at top level or inside a block.");
    }
  }
  ast::Function* node = parse_function(NodeKind::kFunctionDeclaration, start, is_async, false);
  const bool is_plain = !is_async && !is_generator;
  // The body of an `if` is a block of its own.
  if (place == Place::kIf) scopes_.enter(ScopeKind::kBlock);
  declare(node->name, is_plain ? BindingKind::kFunction : BindingKind::kOtherFunction);
  if (place == Place::kIf) scopes_.leave();
  return node;
}

ast::Statement* Parser::parse_class_statement(Place place) {
  if (place != Place::kList) unexpected();
  ast::Class* node = parse_class(NodeKind::kClassDeclaration, false);
  declare(node->name, BindingKind::kLexical);
  return node;
}

ast::Statement* Parser::parse_expression_or_label(Place place) {
  const ast::Range start = token_.range;
  if (at(TokenKind::kIdentifier)) {
    if (peek().kind == TokenKind::kColon) return parse_labeled(place);
  }
  ast::Node* expression = parse_expression();
  semicolon();
  auto* node = make<ast::ExpressionStatement>(start);
  node->expression = expression;
  return node;
}

ast::Statement* Parser::parse_labeled(Place place) {
  const ast::Range start = token_.range;
  const ast::Identifier* name = parse_identifier();
  expect(TokenKind::kColon);
  for (const Label& label : labels_) {
    if (label.name == name->name) {
      fail(name, "Label '" + encode_utf8(name->name) + "' has already been declared");
    }
  }
  const bool is_loop = at(TokenKind::kFor) || at(TokenKind::kWhile) || at(TokenKind::kDo);
  const LabelKind kind = is_loop ? LabelKind::kLoop : LabelKind::kPlain;
  // Labels that stand directly before this one name the same statement.
  for (size_t i = labels_.size(); i-- > 0 && labels_[i].body == start.begin;) {
    labels_[i].kind = kind;
    labels_[i].body = token_.range.begin;
  }
  labels_.push_back({name->name, kind, token_.range.begin});
  const bool may_hold_function = place == Place::kList || place == Place::kLabel;
  ast::Statement* body = parse_statement(may_hold_function ? Place::kLabel : Place::kBody);
  labels_.pop_back();
  auto* node = make<ast::LabeledStatement>(start);
  node->label = name->name;
  node->body = body;
  return node;
}

ast::Node* Parser::parse_condition() {
  expect(TokenKind::kLeftParen);
  ast::Node* node = parse_expression();
  expect(TokenKind::kRightParen);
  return node;
}

ast::Statement* Parser::parse_if() {
  const ast::Range start = token_.range;
  advance();
  ast::Node* test = parse_condition();
  ast::Node* consequent = parse_statement(Place::kIf);
  ast::Node* alternate = nullptr;
  if (eat(TokenKind::kElse)) alternate = parse_statement(Place::kIf);
  auto* node = make<ast::IfStatement>(start);
  node->test = test;
  node->consequent = consequent;
  node->alternate = alternate;
  return node;
}

ast::Statement* Parser::parse_switch() {
  const ast::Range start = token_.range;
  advance();
  ast::Node* discriminant = parse_condition();
  expect(TokenKind::kLeftBrace);
  scopes_.enter(ScopeKind::kBlock);
  labels_.push_back({{}, LabelKind::kSwitch, 0});
  std::vector<ast::SwitchCase*> cases;
  bool has_default = false;
  while (!at(TokenKind::kRightBrace)) {
    const ast::Range case_start = token_.range;
    auto* item = arena_.make<ast::SwitchCase>(case_start);
    if (eat(TokenKind::kCase)) {
      item->test = parse_expression();
    } else {
      expect(TokenKind::kDefault);
      if (has_default) {
        fail(case_start.begin, "More than one default clause in switch statement");
      }
      has_default = true;
    }
    expect(TokenKind::kColon);
    Nodes body;
    while (!at(TokenKind::kCase) && !at(TokenKind::kDefault) && !at(TokenKind::kRightBrace)) {
      body.push_back(parse_statement(Place::kList));
    }
    item->body = arena_.list(body);
    item->range.end = previous_end_;
    cases.push_back(item);
  }
  labels_.pop_back();
  scopes_.leave();
  advance();
  auto* node = make<ast::SwitchStatement>(start);
  node->discriminant = discriminant;
  node->cases = arena_.list(cases);
  return node;
}

ast::Statement* Parser::parse_try() {
  const ast::Range start = token_.range;
  advance();
  auto* node = arena_.make<ast::TryStatement>(start);
  node->block = parse_block();
  if (eat(TokenKind::kCatch)) parse_catch(node);
  if (eat(TokenKind::kFinally)) node->finalizer = parse_block();
  if (node->handler == nullptr && node->finalizer == nullptr) {
    fail(token_.range.begin, "Missing catch or finally after try");
  }
  node->range.end = previous_end_;
  return node;
}

void Parser::parse_catch(ast::TryStatement* statement) {
  if (!eat(TokenKind::kLeftParen)) {
    statement->handler = parse_block();
    return;
  }
  statement->parameter = parse_binding_target();
  const bool is_simple = statement->parameter->kind == NodeKind::kIdentifier;
  scopes_.enter(is_simple ? ScopeKind::kSimpleCatch : ScopeKind::kBlock);
  declare_pattern(statement->parameter,
                  is_simple ? BindingKind::kSimpleCatch : BindingKind::kLexical);
  expect(TokenKind::kRightParen);
  // A pattern and its block share a scope: neither let nor var may repeat its names.
  statement->handler = parse_block(is_simple);
  scopes_.leave();
}

ast::Statement* Parser::parse_return() {
  const ast::Range start = token_.range;
  if (!context_.allows_return) fail(start.begin, "Illegal return statement");
  advance();
  ast::Node* argument = nullptr;
  if (!at(TokenKind::kSemicolon) && !can_insert_semicolon()) argument = parse_expression();
  semicolon();
  auto* node = make<ast::ReturnStatement>(start);
  node->argument = argument;
  return node;
}

ast::Statement* Parser::parse_throw() {
  const ast::Range start = token_.range;
  advance();
  if (token_.newline_before) fail(token_.range.begin, "Illegal newline after throw");
  ast::Node* argument = parse_expression();
  semicolon();
  auto* node = make<ast::ThrowStatement>(start);
  node->argument = argument;
  return node;
}

ast::Statement* Parser::parse_jump(bool is_continue) {
  const ast::Range start = token_.range;
  advance();
  const ast::Identifier* target = nullptr;
  if (at(TokenKind::kIdentifier) && !token_.newline_before) target = parse_identifier();
  bool is_found = false;
  for (const Label& label : labels_) {
    if (target != nullptr) {
      if (label.name != target->name) continue;
      if (is_continue && label.kind != LabelKind::kLoop) {
        fail(start.begin, "Illegal continue statement: '" + encode_utf8(label.name) +
                              "' does not denote an iteration statement");
      }
      is_found = true;
    } else if (label.name.empty()) {
      is_found = is_found || !is_continue || label.kind == LabelKind::kLoop;
    }
  }
  if (!is_found) {
    if (target != nullptr) fail(target, "Undefined label '" + encode_utf8(target->name) + "'");
    fail(start.begin, is_continue ? "Illegal continue statement: no surrounding iteration statement"
                                  : "Illegal break statement");
  }
  semicolon();
  if (!is_continue) {
    auto* node = make<ast::BreakStatement>(start);
    if (target != nullptr) node->label = target->name;
    return node;
  }
  auto* node = make<ast::ContinueStatement>(start);
  if (target != nullptr) node->label = target->name;
  return node;
}

}  // namespace actx
