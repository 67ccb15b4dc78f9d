// Functions, methods and arrows, and what names may be called.
#include <algorithm>
#include <iterator>
#include <utility>

#include "script/parser_state.h"

namespace actx {

using ast::FunctionRole;
using ast::NodeKind;

bool Parser::is_strict_reserved(std::u16string_view name) const {
  static constexpr std::u16string_view kWords[] = {u"implements", u"interface", u"let",
                                                   u"package",    u"private",   u"protected",
                                                   u"public",     u"static",    u"yield"};
  return std::find(std::begin(kWords), std::end(kWords), name) != std::end(kWords);
}

// Whether a word may be an identifier here (a reference, a binding or a label).
void Parser::check_identifier(const Token& token) const {
  if (token.kind != TokenKind::kIdentifier) unexpected(token);
  check_identifier(token.value, token.range.begin);
}

void Parser::check_identifier(std::u16string_view name, uint32_t offset) const {
  if (name == u"yield" && context_.is_generator) fail(offset, "Unexpected identifier");
  if (name == u"await" && context_.await != Await::kIdentifier) {
    fail(offset, "Unexpected reserved word");
  }
  if (context_.is_strict && is_strict_reserved(name)) {
    fail(offset, "Unexpected strict mode reserved word");
  }
}

void Parser::check_binding_name(const ast::Identifier* name) const {
  check_identifier(name->name, name->range.begin);
  if (context_.is_strict && (name->name == u"eval" || name->name == u"arguments")) {
    fail(name, "Unexpected eval or arguments in strict mode");
  }
}

ast::Identifier* Parser::parse_identifier() {
  check_identifier(token_);
  const Token name = token_;
  advance();
  auto* node = make<ast::Identifier>(name.range);
  node->name = name.value;
  return node;
}

Parser::FunctionState Parser::enter_function(const Context& context, ScopeKind scope) {
  FunctionState state{context_, std::move(labels_), last_yield_, last_await_, last_await_name_};
  labels_.clear();
  last_yield_ = last_await_ = last_await_name_ = 0;
  context_ = context;
  scopes_.enter(scope);
  return state;
}

void Parser::leave_function(FunctionState& state) {
  scopes_.leave();
  context_ = state.context;
  labels_ = std::move(state.labels);
  last_yield_ = state.last_yield;
  last_await_ = state.last_await;
  last_await_name_ = state.last_await_name;
}

// The context inside a function that is not an arrow.
Parser::Context Parser::function_context(FunctionRole role, bool is_async,
                                         bool is_generator) const {
  Context context;
  context.is_strict = context_.is_strict;
  context.allows_return = true;
  context.is_generator = is_generator;
  context.await = is_async                      ? Await::kOperator
                  : goal_ == ast::Goal::kModule ? Await::kForbidden
                                                : Await::kIdentifier;
  context.allows_new_target = true;
  context.allows_super_property = role != FunctionRole::kNormal;
  context.allows_super_call = role == FunctionRole::kDerivedConstructor;
  context.in_function = true;
  return context;
}

// From the `function` keyword. A declaration's name is bound by the caller.
ast::Function* Parser::parse_function(NodeKind kind, const ast::Range& start, bool is_async,
                                      bool may_be_anonymous) {
  Nesting nesting(*this);
  expect(TokenKind::kFunction);
  const bool is_generator = eat(TokenKind::kMultiply);
  const Context inner = function_context(FunctionRole::kNormal, is_async, is_generator);
  ast::Identifier* name = nullptr;
  if (!may_be_anonymous || !at(TokenKind::kLeftParen)) {
    const Context outer = context_;
    // The name of an expression belongs to the function, that of a declaration to its surroundings.
    if (kind == NodeKind::kFunctionExpression) {
      context_.is_generator = inner.is_generator;
      context_.await = inner.await;
    }
    name = parse_identifier();
    check_binding_name(name);
    context_ = outer;
  }
  auto* function = arena_.make<ast::Function>(kind, start);
  function->name = name;
  function->is_async = is_async;
  function->is_generator = is_generator;
  FunctionState state = enter_function(inner, ScopeKind::kFunction);
  parse_parameters(function);
  parse_function_body(function);
  if (name != nullptr && context_.is_strict) {
    const bool was_generator = std::exchange(context_.is_generator, false);
    const Await await = std::exchange(context_.await, Await::kIdentifier);
    check_binding_name(name);
    context_.is_generator = was_generator;
    context_.await = await;
  }
  leave_function(state);
  function->range.end = previous_end_;
  return function;
}

// The parameters and the body of a method; `start` is where the method's text starts.
ast::Function* Parser::parse_method(const ast::Range& start, FunctionRole role, bool is_async,
                                    bool is_generator) {
  Nesting nesting(*this);
  auto* function = arena_.make<ast::Function>(NodeKind::kFunctionExpression, start);
  function->role = role;
  function->is_async = is_async;
  function->is_generator = is_generator;
  FunctionState state =
      enter_function(function_context(role, is_async, is_generator), ScopeKind::kFunction);
  const uint32_t offset = token_.range.begin;
  parse_parameters(function);
  const size_t count = function->params.size();
  if (role == FunctionRole::kGetter && count != 0) {
    fail(offset, "Getter must not have any formal parameters.");
  }
  if (role == FunctionRole::kSetter) {
    if (count != 1) fail(offset, "Setter must have exactly one formal parameter.");
    if (function->params[0]->kind == NodeKind::kRestElement) {
      fail(offset, "Setter function argument must not be a rest parameter");
    }
  }
  parse_function_body(function);
  leave_function(state);
  function->range.end = previous_end_;
  return function;
}

void Parser::parse_parameters(ast::Function* function) {
  const uint32_t before = token_.range.begin;
  expect(TokenKind::kLeftParen);
  Nodes params;
  while (!at(TokenKind::kRightParen)) {
    if (at(TokenKind::kEllipsis)) {
      params.push_back(parse_binding_rest());
      if (!at(TokenKind::kRightParen)) {
        fail(token_.range.begin, "Rest parameter must be last formal parameter");
      }
      break;
    }
    params.push_back(parse_binding_element());
    if (!at(TokenKind::kRightParen)) expect(TokenKind::kComma);
  }
  advance();
  if (last_yield_ > before) fail(before, "Yield expression not allowed in formal parameter");
  if (last_await_ > before) {
    fail(before, "Illegal await-expression in formal parameters of async function");
  }
  function->params = arena_.list(params);
}

// The names of the parameters: reserved ones, repeated ones; declares them.
void Parser::check_parameters(ast::Function* function, bool is_unique) {
  std::vector<const ast::Identifier*> names;
  for (const ast::Node* param : function->params) collect_names(param, names);
  NameSet seen;
  for (const ast::Identifier* name : names) {
    check_binding_name(name);
    if (is_unique && seen.contains(name->name)) {
      fail(name, "Duplicate parameter name not allowed in this context");
    }
    seen.insert(name->name);
  }
}

// The body after the parameters, with every check that its directives make possible.
void Parser::parse_function_body(ast::Function* function) {
  std::vector<const ast::Identifier*> names;
  function->has_simple_parameters = true;
  for (const ast::Node* param : function->params) {
    if (param->kind != NodeKind::kIdentifier) function->has_simple_parameters = false;
    collect_names(param, names);
  }
  for (const ast::Identifier* name : names) declare(name, BindingKind::kParameter);
  Nodes body;
  uint32_t use_strict_offset = 0;
  expect(TokenKind::kLeftBrace);
  parse_directives(body, function->has_use_strict, use_strict_offset);
  if (function->has_use_strict && !function->has_simple_parameters) {
    fail(use_strict_offset,
         "Illegal 'use strict' directive in function with non-simple parameter list");
  }
  const bool is_method = function->role != FunctionRole::kNormal;
  check_parameters(function, context_.is_strict || !function->has_simple_parameters ||
                                 function->is_arrow || is_method);
  parse_statement_list(body, TokenKind::kRightBrace);
  function->is_strict = context_.is_strict;
  function->body = arena_.list(body);
  // The token behind the body belongs to the surroundings.
  expect(TokenKind::kRightBrace);
}

// From the `=>`.
ast::Node* Parser::parse_arrow(const ast::Range& start, const Nodes& params, bool is_async,
                               bool in) {
  Nesting nesting(*this);
  if (token_.newline_before) unexpected();
  expect(TokenKind::kArrow);
  auto* function = arena_.make<ast::Function>(NodeKind::kArrowFunction, start);
  function->is_arrow = true;
  function->is_async = is_async;
  function->params = arena_.list(params);
  Context context = context_;
  context.allows_return = true;
  context.is_generator = false;
  context.in_function = true;
  context.await = is_async                      ? Await::kOperator
                  : goal_ == ast::Goal::kModule ? Await::kForbidden
                                                : Await::kIdentifier;
  FunctionState state = enter_function(context, ScopeKind::kFunction);
  if (at(TokenKind::kLeftBrace)) {
    parse_function_body(function);
  } else {
    function->has_expression_body = true;
    function->has_simple_parameters = true;
    for (const ast::Node* param : params) {
      if (param->kind != NodeKind::kIdentifier) function->has_simple_parameters = false;
    }
    check_parameters(function, true);
    function->expression = parse_assignment(in);
    function->is_strict = context_.is_strict;
  }
  leave_function(state);
  function->range.end = previous_end_;
  return function;
}

}  // namespace actx
