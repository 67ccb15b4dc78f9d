// Loops, and the variable declarations that they share with statements.
#include "script/parser_state.h"

namespace actx {

using ast::NodeKind;
using ast::VariableKind;

// From `var`, `let` or `const`, without the semicolon. In the head of a `for` an initializer may be
// missing, since `in` or `of` may follow; parse_for_declaration checks.
ast::VariableDeclaration* Parser::parse_variables(VariableKind kind, bool in_for) {
  const ast::Range start = token_.range;
  advance();
  std::vector<ast::VariableDeclarator*> declarators;
  do {
    const ast::Range item_start = token_.range;
    auto* item = arena_.make<ast::VariableDeclarator>(item_start);
    item->target = parse_binding_target();
    if (eat(TokenKind::kAssign)) {
      item->init = parse_assignment(!in_for);
    } else if (!in_for) {
      if (kind == VariableKind::kConst) {
        fail(token_.range.begin, "Missing initializer in const declaration");
      }
      if (item->target->kind != NodeKind::kIdentifier) {
        fail(token_.range.begin, "Missing initializer in destructuring declaration");
      }
    }
    item->range.end = previous_end_;
    std::vector<const ast::Identifier*> names;
    collect_names(item->target, names);
    for (const ast::Identifier* name : names) {
      if (kind != VariableKind::kVar && name->name == u"let") {
        fail(name, "let is disallowed as a lexically bound name");
      }
      declare(name, kind == VariableKind::kVar ? BindingKind::kVar : BindingKind::kLexical);
    }
    declarators.push_back(item);
  } while (eat(TokenKind::kComma));
  auto* node = make<ast::VariableDeclaration>(start);
  node->variable_kind = kind;
  node->declarators = arena_.list(declarators);
  return node;
}

ast::Statement* Parser::parse_loop_body() {
  labels_.push_back({{}, LabelKind::kLoop, 0});
  ast::Statement* body = parse_statement(Place::kBody);
  labels_.pop_back();
  return body;
}

ast::Statement* Parser::parse_while() {
  const ast::Range start = token_.range;
  advance();
  ast::Node* test = parse_condition();
  ast::Statement* body = parse_loop_body();
  auto* node = make<ast::WhileStatement>(start);
  node->test = test;
  node->body = body;
  return node;
}

ast::Statement* Parser::parse_do_while() {
  const ast::Range start = token_.range;
  advance();
  ast::Statement* body = parse_loop_body();
  expect(TokenKind::kWhile);
  ast::Node* test = parse_condition();
  eat(TokenKind::kSemicolon);  // may always be inserted here
  auto* node = make<ast::DoWhileStatement>(start);
  node->body = body;
  node->test = test;
  return node;
}

ast::Statement* Parser::parse_for() {
  const ast::Range start = token_.range;
  advance();
  bool is_await = false;
  if (at_word(u"await")) {
    if (context_.await != Await::kOperator) unexpected();
    is_await = true;
    last_await_ = token_.range.begin + 1;
    if (!context_.in_function) tree_.program->has_top_level_await = true;
    advance();
  }
  expect(TokenKind::kLeftParen);
  scopes_.enter(ScopeKind::kBlock);
  ast::Statement* node = parse_for_head(start, is_await);
  scopes_.leave();
  return node;
}

ast::Statement* Parser::parse_for_head(const ast::Range& start, bool is_await) {
  if (at(TokenKind::kSemicolon) && !is_await) return parse_for_rest(start, nullptr);
  if (at(TokenKind::kVar)) return parse_for_declaration(start, VariableKind::kVar, is_await);
  if (at(TokenKind::kConst)) return parse_for_declaration(start, VariableKind::kConst, is_await);
  if (at_let_declaration(Place::kList)) {
    return parse_for_declaration(start, VariableKind::kLet, is_await);
  }
  return parse_for_expression(start, is_await);
}

ast::Statement* Parser::parse_for_declaration(const ast::Range& start, VariableKind kind,
                                              bool is_await) {
  ast::VariableDeclaration* declaration = parse_variables(kind, true);
  const bool is_of = at_word(u"of");
  if (is_of || at(TokenKind::kIn)) {
    if (declaration->declarators.size() != 1) {
      fail(declaration, "Invalid left-hand side in for-loop: Must have a single binding.");
    }
    const ast::VariableDeclarator& item = *declaration->declarators[0];
    const bool keeps_init = !is_of && kind == VariableKind::kVar && !context_.is_strict &&
                            item.target->kind == NodeKind::kIdentifier;
    if (item.init != nullptr && !keeps_init) {
      fail(item.init, "for-loop variable declaration may not have an initializer.");
    }
    return parse_for_each(start, declaration, is_await);
  }
  if (is_await) unexpected();
  for (const ast::VariableDeclarator* item : declaration->declarators) {
    if (item->init != nullptr) continue;
    if (kind == VariableKind::kConst) {
      fail(item->target, "Missing initializer in const declaration");
    }
    if (item->target->kind != NodeKind::kIdentifier) {
      fail(item->target, "Missing initializer in destructuring declaration");
    }
  }
  return parse_for_rest(start, declaration);
}

ast::Statement* Parser::parse_for_expression(const ast::Range& start, bool is_await) {
  const Token first = token_;
  const size_t pending = pending_.size();
  ast::Node* init = parse_expression(false);
  const bool is_of = at_word(u"of");
  if (!is_of && !at(TokenKind::kIn)) {
    check_pending(pending);
    if (is_await) unexpected();
    return parse_for_rest(start, init);
  }
  const bool starts_with_word = first.kind == TokenKind::kIdentifier && !first.is_escaped;
  if (is_of && starts_with_word && first.value == u"let") {
    fail(first.range.begin, "The left-hand side of a for-of loop may not start with 'let'.");
  }
  const bool is_bare_async = init->kind == NodeKind::kIdentifier && !init->is_parenthesized &&
                             starts_with_word && first.value == u"async";
  if (is_of && is_bare_async && !is_await) {
    fail(first.range.begin, "The left-hand side of a for-of loop may not be 'async'.");
  }
  const bool is_pattern = !init->is_parenthesized && (init->kind == NodeKind::kArrayExpression ||
                                                      init->kind == NodeKind::kObjectExpression);
  if (is_pattern) {
    init = to_pattern(init, false);
  } else {
    check_update_target(init, "Invalid left-hand side in for-loop");
  }
  return parse_for_each(start, init, is_await);
}

ast::Statement* Parser::parse_for_rest(const ast::Range& start, ast::Node* init) {
  auto* node = arena_.make<ast::ForStatement>(start);
  node->init = init;
  expect(TokenKind::kSemicolon);
  if (!at(TokenKind::kSemicolon)) node->test = parse_expression();
  expect(TokenKind::kSemicolon);
  if (!at(TokenKind::kRightParen)) node->update = parse_expression();
  expect(TokenKind::kRightParen);
  node->body = parse_loop_body();
  node->range.end = previous_end_;
  return node;
}

// From `in` or `of`.
ast::Statement* Parser::parse_for_each(const ast::Range& start, ast::Node* left, bool is_await) {
  const bool is_in = at(TokenKind::kIn);
  if (is_in && is_await) unexpected();
  advance();
  ast::Node* right = is_in ? parse_expression() : parse_assignment();
  expect(TokenKind::kRightParen);
  ast::Statement* body = parse_loop_body();
  if (is_in) {
    auto* node = make<ast::ForInStatement>(start);
    node->left = left;
    node->right = right;
    node->body = body;
    return node;
  }
  auto* node = make<ast::ForOfStatement>(start);
  node->is_await = is_await;
  node->left = left;
  node->right = right;
  node->body = body;
  return node;
}

}  // namespace actx
