// Operands: names, literals, templates, parentheses, arrays, objects, super, import.
#include "script/parser_state.h"

namespace actx {

using ast::NodeKind;

ast::Node* Parser::parse_primary() {
  const ast::Range start = token_.range;
  switch (token_.kind) {
    case TokenKind::kIdentifier:
      return parse_identifier_expression();
    case TokenKind::kThis:
      advance();
      return make<ast::ThisExpression>(start);
    case TokenKind::kNull:
      advance();
      return make<ast::NullLiteral>(start);
    case TokenKind::kTrue:
    case TokenKind::kFalse: {
      const bool value = at(TokenKind::kTrue);
      advance();
      auto* node = make<ast::BooleanLiteral>(start);
      node->value = value;
      return node;
    }
    case TokenKind::kNumber:
    case TokenKind::kBigInt:
      return parse_number();
    case TokenKind::kString:
      return parse_string();
    case TokenKind::kTemplate:
      return parse_template(false);
    case TokenKind::kDivide:
    case TokenKind::kDivideAssign:
      return parse_regexp();
    case TokenKind::kLeftBracket:
      return parse_array();
    case TokenKind::kLeftBrace:
      return parse_object();
    case TokenKind::kLeftParen:
      return parse_parenthesized();
    case TokenKind::kFunction:
      return parse_function(NodeKind::kFunctionExpression, start, false, true);
    case TokenKind::kClass:
      return parse_class(NodeKind::kClassExpression, true);
    case TokenKind::kNew:
      return parse_new();
    case TokenKind::kSuper:
      return parse_super();
    case TokenKind::kImport:
      return parse_import_expression();
    default:
      unexpected();
  }
}

// `async` with `function` on the same line.
bool Parser::at_async_function() {
  if (!at_word(u"async")) return false;
  const Token next = peek();
  return next.kind == TokenKind::kFunction && !next.newline_before;
}

// `async name =>` without a line break before the name.
bool Parser::at_async_arrow() {
  if (!at_word(u"async") || arrow_start_ != token_.range.begin) return false;
  const Lexer::Position saved = lexer_.position();
  const Token name = lexer_.next();
  bool found = false;
  if (name.kind == TokenKind::kIdentifier && !name.newline_before) {
    found = lexer_.next().kind == TokenKind::kArrow;
  }
  lexer_.restore(saved);
  return found;
}

ast::Node* Parser::parse_identifier_expression() {
  const ast::Range start = token_.range;
  const bool may_be_arrow = arrow_start_ == start.begin;
  const bool in = arrow_in_;
  if (at_async_function()) {
    advance();
    return parse_function(NodeKind::kFunctionExpression, start, true, true);
  }
  if (at_async_arrow()) {
    advance();
    if (token_.value == u"await") unexpected();
    ast::Node* name = parse_identifier();
    if (token_.newline_before) unexpected();
    return parse_arrow(start, {name}, true, in);
  }
  const bool is_await = token_.value == u"await";
  ast::Identifier* name = parse_identifier();
  if (may_be_arrow && starts_arrow_body()) return parse_arrow(start, {name}, false, in);
  if (is_await) last_await_name_ = start.begin + 1;
  if (context_.forbids_arguments && name->name == u"arguments") {
    fail(name,
         "'arguments' is not allowed in class field initializer or static initialization block");
  }
  return name;
}

ast::Node* Parser::parse_regexp() {
  const ast::Range start = token_.range;
  token_ = lexer_.rescan_regexp(token_);
  const Token regexp = token_;
  advance();
  auto* node = make<ast::RegExpLiteral>(start);
  node->pattern = regexp.value;
  node->flags = regexp.raw;
  return node;
}

ast::Node* Parser::parse_string() {
  const Token token = token_;
  if (token.has_legacy_octal && context_.is_strict) {
    fail(token.range.begin, "Octal escape sequences are not allowed in strict mode.");
  }
  advance();
  auto* node = make<ast::StringLiteral>(token.range);
  node->value = token.value;
  return node;
}

ast::Node* Parser::parse_number() {
  const Token token = token_;
  if (token.has_legacy_octal && context_.is_strict) {
    fail(token.range.begin, "Octal literals are not allowed in strict mode.");
  }
  advance();
  if (token.kind == TokenKind::kBigInt) {
    auto* node = make<ast::BigIntLiteral>(token.range);
    node->digits = token.value;
    return node;
  }
  auto* node = make<ast::NumberLiteral>(token.range);
  node->value = token.number;
  return node;
}

ast::TemplateLiteral* Parser::parse_template(bool is_tagged) {
  Nesting nesting(*this);
  const ast::Range start = token_.range;
  std::vector<ast::TemplateElement*> quasis;
  Nodes expressions;
  while (true) {
    const Token piece = token_;
    if (!piece.has_cooked && !is_tagged) {
      fail(piece.range.begin, "Invalid escape sequence in template");
    }
    advance();
    auto* element = make<ast::TemplateElement>(piece.range);
    element->has_cooked = piece.has_cooked;
    element->cooked = piece.value;
    element->raw = piece.raw;
    quasis.push_back(element);
    if (piece.is_tail) break;
    expressions.push_back(parse_expression());
    if (!at(TokenKind::kRightBrace)) unexpected();
    token_ = lexer_.rescan_template(token_);
  }
  auto* node = make<ast::TemplateLiteral>(start);
  node->quasis = arena_.list(quasis);
  node->expressions = arena_.list(expressions);
  return node;
}

// ( expression ), or the parameters of an arrow function.
ast::Node* Parser::parse_parenthesized() {
  const ast::Range start = token_.range;
  const bool may_be_arrow = arrow_start_ == start.begin;
  const bool in = arrow_in_;
  advance();
  const ast::Range inner = token_.range;
  Nodes items;
  ast::Node* rest = nullptr;
  Token arrow_only;  // what is legal only before =>
  bool is_arrow_only = at(TokenKind::kRightParen);
  while (!at(TokenKind::kRightParen)) {
    if (at(TokenKind::kEllipsis)) {
      arrow_only = token_;
      is_arrow_only = true;
      rest = parse_binding_rest();
      if (!at(TokenKind::kRightParen))
        fail(token_.range.begin, "Rest parameter must be last formal parameter");
      break;
    }
    items.push_back(parse_assignment());
    if (at(TokenKind::kRightParen)) break;
    arrow_only = token_;
    expect(TokenKind::kComma);
    if (at(TokenKind::kRightParen)) is_arrow_only = true;
  }
  const uint32_t inner_end = previous_end_;
  if (items.empty() && rest == nullptr) arrow_only = token_;
  advance();
  if (may_be_arrow && starts_arrow_body()) {
    if (last_yield_ > start.begin)
      fail(start.begin, "Yield expression not allowed in formal parameter");
    if (last_await_ > start.begin) {
      fail(start.begin, "Illegal await-expression in formal parameters of async function");
    }
    Nodes params;
    for (ast::Node* item : items) params.push_back(to_pattern_element(item, true));
    if (rest != nullptr) params.push_back(rest);
    return parse_arrow(start, params, false, in);
  }
  if (is_arrow_only) unexpected(arrow_only);
  ast::Node* node = items[0];
  if (items.size() > 1) {
    auto* sequence = arena_.make<ast::SequenceExpression>(
        ast::Range{inner.begin, inner_end, inner.line, inner.column});
    sequence->expressions = arena_.list(items);
    node = sequence;
  }
  node->is_parenthesized = true;
  return node;
}

ast::Node* Parser::parse_spread() {
  const ast::Range start = token_.range;
  expect(TokenKind::kEllipsis);
  ast::Node* argument = parse_assignment();
  auto* node = make<ast::SpreadElement>(start);
  node->argument = argument;
  return node;
}

ast::Node* Parser::parse_array() {
  const ast::Range start = token_.range;
  advance();
  Nodes elements;
  while (!at(TokenKind::kRightBracket)) {
    if (eat(TokenKind::kComma)) {
      elements.push_back(nullptr);
      continue;
    }
    elements.push_back(at(TokenKind::kEllipsis) ? parse_spread() : parse_assignment());
    if (at(TokenKind::kRightBracket)) break;
    expect(TokenKind::kComma);
    elements.back()->has_trailing_comma = true;
  }
  advance();
  auto* node = make<ast::ArrayExpression>(start);
  node->elements = arena_.list(elements);
  return node;
}

ast::Node* Parser::parse_object() {
  const ast::Range start = token_.range;
  advance();
  Nodes properties;
  uint32_t second_proto = 0;
  bool has_proto = false;
  while (!at(TokenKind::kRightBrace)) {
    if (at(TokenKind::kEllipsis)) {
      properties.push_back(parse_spread());
    } else {
      const uint32_t offset = token_.range.begin;
      bool is_proto = false;
      properties.push_back(parse_property(is_proto));
      if (is_proto && has_proto && second_proto == 0) second_proto = offset;
      has_proto = has_proto || is_proto;
    }
    if (at(TokenKind::kRightBrace)) break;
    expect(TokenKind::kComma);
    properties.back()->has_trailing_comma = true;
  }
  advance();
  auto* node = make<ast::ObjectExpression>(start);
  node->properties = arena_.list(properties);
  if (second_proto != 0) {
    pending_.push_back(
        {node, second_proto, "Duplicate __proto__ fields are not allowed in object literals"});
  }
  return node;
}

// Whether a property name may start here, that is: the word before was a modifier.
bool Parser::at_property_key() const {
  return at(TokenKind::kIdentifier) || token_.is_keyword || at(TokenKind::kString) ||
         at(TokenKind::kNumber) || at(TokenKind::kBigInt) || at(TokenKind::kLeftBracket) ||
         at(TokenKind::kPrivateName);
}

ast::Node* Parser::parse_property_key(bool& is_computed) {
  is_computed = false;
  if (at(TokenKind::kString)) return parse_string();
  if (at(TokenKind::kNumber) || at(TokenKind::kBigInt)) return parse_number();
  if (eat(TokenKind::kLeftBracket)) {
    is_computed = true;
    ast::Node* key = parse_assignment();
    expect(TokenKind::kRightBracket);
    return key;
  }
  if (!at(TokenKind::kIdentifier) && !token_.is_keyword) unexpected();
  const Token name = token_;
  advance();
  auto* key = make<ast::StringLiteral>(name.range);
  key->value = name.value;
  return key;
}

ast::Node* Parser::parse_property(bool& is_proto) {
  const ast::Range start = token_.range;
  const Token first = token_;
  bool is_async = false;
  bool is_generator = false;
  auto role = ast::FunctionRole::kMethod;
  auto* node = arena_.make<ast::Property>(start);
  if (at_word(u"async") || at_word(u"get") || at_word(u"set")) {
    const Token next = peek();
    const bool is_key = next.kind == TokenKind::kIdentifier || next.is_keyword ||
                        next.kind == TokenKind::kString || next.kind == TokenKind::kNumber ||
                        next.kind == TokenKind::kBigInt || next.kind == TokenKind::kLeftBracket;
    if (first.value == u"async") {
      is_async = !next.newline_before && (is_key || next.kind == TokenKind::kMultiply);
    } else if (is_key) {
      role = first.value == u"get" ? ast::FunctionRole::kGetter : ast::FunctionRole::kSetter;
    }
    if (is_async || role != ast::FunctionRole::kMethod) advance();
  }
  if (role == ast::FunctionRole::kMethod) is_generator = eat(TokenKind::kMultiply);
  const bool is_plain = !is_async && !is_generator && role == ast::FunctionRole::kMethod;
  const Token name = token_;
  node->key = parse_property_key(node->is_computed);
  if (!is_plain || at(TokenKind::kLeftParen)) {
    node->property_kind = role == ast::FunctionRole::kGetter   ? ast::PropertyKind::kGet
                          : role == ast::FunctionRole::kSetter ? ast::PropertyKind::kSet
                                                               : ast::PropertyKind::kMethod;
    node->value = parse_method(start, role, is_async, is_generator);
  } else if (eat(TokenKind::kColon)) {
    node->value = parse_assignment();
    is_proto = !node->is_computed && node->key->kind == NodeKind::kStringLiteral &&
               ast::as<ast::StringLiteral>(*node->key).value == u"__proto__";
  } else {
    node->is_shorthand = true;
    node->value = parse_shorthand(start, name);
    if (node->value->kind == NodeKind::kAssignmentPattern) {
      pending_.push_back({node, start.begin, "Invalid shorthand property initializer"});
    }
  }
  node->range.end = previous_end_;
  return node;
}

// { name } or, in what must become a pattern, { name = value }.
ast::Node* Parser::parse_shorthand(const ast::Range& start, const Token& name) {
  if (name.kind != TokenKind::kIdentifier) unexpected(name.is_keyword ? name : token_);
  check_identifier(name);
  if (name.value == u"await") last_await_name_ = start.begin + 1;
  if (context_.forbids_arguments && name.value == u"arguments") {
    fail(start.begin,
         "'arguments' is not allowed in class field initializer or static initialization block");
  }
  auto* identifier = make<ast::Identifier>(start);
  identifier->name = name.value;
  if (!eat(TokenKind::kAssign)) return identifier;
  ast::Node* value = parse_assignment();
  auto* node = make<ast::AssignmentPattern>(start);
  node->target = identifier;
  node->default_value = value;
  return node;
}

ast::Node* Parser::parse_super() {
  const ast::Range start = token_.range;
  advance();
  const bool is_call = at(TokenKind::kLeftParen);
  const bool is_member = at(TokenKind::kDot) || at(TokenKind::kLeftBracket);
  if (!(is_call && context_.allows_super_call) && !(is_member && context_.allows_super_property)) {
    fail(start.begin, "'super' keyword unexpected here");
  }
  return make<ast::Super>(start);
}

// import(source) or import.meta
ast::Node* Parser::parse_import_expression() {
  const ast::Range start = token_.range;
  advance();
  if (eat(TokenKind::kDot)) {
    if (!at_word(u"meta")) unexpected();
    if (goal_ != ast::Goal::kModule) {
      fail(start.begin, "Cannot use 'import.meta' outside a module");
    }
    advance();
    auto* node = make<ast::MetaProperty>(start);
    node->meta = ast::MetaPropertyKind::kImportMeta;
    return node;
  }
  if (!at(TokenKind::kLeftParen)) fail(start.begin, "Cannot use import statement outside a module");
  advance();
  ast::Node* source = parse_assignment();
  if (eat(TokenKind::kComma) && !at(TokenKind::kRightParen)) {
    refuse(token_.range.begin, unsupported::kImportAssertion);
  }
  expect(TokenKind::kRightParen);
  auto* node = make<ast::ImportCall>(start);
  node->source = source;
  return node;
}

}  // namespace actx
