// Classes: elements, private names, static blocks.
#include <utility>

#include "script/parser_state.h"
#include "script/utf8.h"

namespace actx {

using ast::ClassElementKind;
using ast::FunctionRole;
using ast::NodeKind;

namespace {

// Whether a key that is not computed has this name, written plainly or as a string.
bool is_named(const ast::ClassElement* element, std::u16string_view name) {
  return !element->is_computed && element->key->kind == NodeKind::kStringLiteral &&
         ast::as<ast::StringLiteral>(*element->key).value == name;
}

}  // namespace

ast::Class* Parser::parse_class(NodeKind kind, bool may_be_anonymous) {
  Nesting nesting(*this);
  const ast::Range start = token_.range;
  expect(TokenKind::kClass);
  const bool was_strict = std::exchange(context_.is_strict, true);
  auto* node = arena_.make<ast::Class>(kind, start);
  if (!may_be_anonymous || (!at(TokenKind::kLeftBrace) && !at(TokenKind::kExtends))) {
    node->name = parse_identifier();
    check_binding_name(node->name);
  }
  // A private name used in the heritage belongs to the classes around.
  if (eat(TokenKind::kExtends)) {
    arrow_start_ = UINT32_MAX;
    node->super_class = parse_left_hand_side();
    if (is_plain_arrow(node->super_class)) unexpected();
  }
  parse_class_body(node);
  context_.is_strict = was_strict;
  node->range.end = previous_end_;
  return node;
}

void Parser::parse_class_body(ast::Class* node) {
  expect(TokenKind::kLeftBrace);
  private_names_.enter_class();
  std::vector<ast::ClassElement*> elements;
  while (!at(TokenKind::kRightBrace)) {
    if (eat(TokenKind::kSemicolon)) continue;
    parse_class_element(node, elements);
  }
  node->elements = arena_.list(elements);
  PrivateNames::Unresolved unresolved;
  if (!private_names_.leave_class(unresolved)) {
    fail(unresolved.offset, "Private field '#" + encode_utf8(unresolved.name) +
                                "' must be declared in an enclosing class");
  }
  expect(TokenKind::kRightBrace);
}

// static, async, get, set and * before the name. Each of the words is a name itself when no name
// follows it.
void Parser::parse_modifiers(ElementHead& head) {
  auto names_itself = [&](const Token& next) {
    return next.kind != TokenKind::kIdentifier && !next.is_keyword &&
           next.kind != TokenKind::kString && next.kind != TokenKind::kNumber &&
           next.kind != TokenKind::kBigInt && next.kind != TokenKind::kLeftBracket &&
           next.kind != TokenKind::kPrivateName;
  };
  if (at_word(u"static")) {
    const Token next = peek();
    if (!names_itself(next) || next.kind == TokenKind::kMultiply ||
        next.kind == TokenKind::kLeftBrace) {
      head.is_static = true;
      advance();
    }
  }
  head.start = token_.range;
  if (head.is_static && at(TokenKind::kLeftBrace)) return;
  if (at_word(u"async")) {
    const Token next = peek();
    if (!next.newline_before && (!names_itself(next) || next.kind == TokenKind::kMultiply)) {
      head.is_async = true;
      advance();
    }
  } else if ((at_word(u"get") || at_word(u"set")) && !names_itself(peek())) {
    head.role = at_word(u"get") ? FunctionRole::kGetter : FunctionRole::kSetter;
    advance();
  }
  if (head.role == FunctionRole::kMethod) head.is_generator = eat(TokenKind::kMultiply);
}

void Parser::parse_class_element(ast::Class* node, std::vector<ast::ClassElement*>& elements) {
  const ast::Range start = token_.range;
  ElementHead head;
  parse_modifiers(head);
  if (head.is_static && at(TokenKind::kLeftBrace)) {
    elements.push_back(parse_static_block(start));
    return;
  }
  auto* element = arena_.make<ast::ClassElement>(start);
  element->is_static = head.is_static;
  if (at(TokenKind::kPrivateName)) {
    if (token_.value == u"constructor") {
      fail(token_.range.begin, "Classes may not have a private field named '#constructor'");
    }
    element->key = parse_private_name();
  } else {
    element->key = parse_property_key(element->is_computed);
  }
  const bool is_plain = head.role == FunctionRole::kMethod && !head.is_async && !head.is_generator;
  if (at(TokenKind::kLeftParen) || !is_plain) {
    if (!head.is_static && is_named(element, u"constructor")) {
      if (!is_plain)
        fail(element->key, "Class constructor may not be an accessor, a generator or async");
      parse_constructor(node, head);
      return;
    }
    parse_class_method(element, head);
  } else {
    parse_field(element);
  }
  element->range.end = previous_end_;
  declare_private(element);
  elements.push_back(element);
}

void Parser::parse_constructor(ast::Class* node, const ElementHead& head) {
  if (node->constructor != nullptr) {
    fail(head.start.begin, "A class may only have one constructor");
  }
  const auto role =
      node->super_class == nullptr ? FunctionRole::kConstructor : FunctionRole::kDerivedConstructor;
  node->constructor = parse_method(head.start, role, false, false);
}

void Parser::parse_class_method(ast::ClassElement* element, const ElementHead& head) {
  if (head.is_static && is_named(element, u"prototype")) {
    fail(element->key, "Classes may not have a static property named 'prototype'");
  }
  element->element_kind = head.role == FunctionRole::kGetter   ? ClassElementKind::kGetter
                          : head.role == FunctionRole::kSetter ? ClassElementKind::kSetter
                                                               : ClassElementKind::kMethod;
  element->value = parse_method(head.start, head.role, head.is_async, head.is_generator);
}

void Parser::parse_field(ast::ClassElement* element) {
  element->element_kind = ClassElementKind::kField;
  if (is_named(element, u"constructor")) {
    fail(element->key, "Classes may not have a field named 'constructor'");
  }
  if (element->is_static && is_named(element, u"prototype")) {
    fail(element->key, "Classes may not have a static property named 'prototype'");
  }
  if (eat(TokenKind::kAssign)) {
    const ast::Range start = token_.range;
    auto* function = arena_.make<ast::Function>(NodeKind::kFunctionExpression, start);
    function->role = FunctionRole::kFieldInitializer;
    function->has_expression_body = true;
    function->has_simple_parameters = true;
    function->is_strict = true;
    Context context = function_context(FunctionRole::kFieldInitializer, false, false);
    context.forbids_arguments = true;
    FunctionState state = enter_function(context, ScopeKind::kFunction);
    function->expression = parse_assignment();
    leave_function(state);
    function->range.end = previous_end_;
    element->value = function;
  }
  semicolon();
}

ast::ClassElement* Parser::parse_static_block(const ast::Range& start) {
  const ast::Range body_start = token_.range;
  advance();
  auto* function = arena_.make<ast::Function>(NodeKind::kFunctionExpression, body_start);
  function->role = FunctionRole::kStaticBlock;
  function->has_simple_parameters = true;
  function->is_strict = true;
  Context context = function_context(FunctionRole::kStaticBlock, false, false);
  context.allows_return = false;
  context.forbids_arguments = true;
  context.await = Await::kForbidden;
  FunctionState state = enter_function(context, ScopeKind::kStaticBlock);
  Nodes body;
  parse_statement_list(body, TokenKind::kRightBrace);
  function->body = arena_.list(body);
  leave_function(state);
  expect(TokenKind::kRightBrace);
  function->range.end = previous_end_;
  auto* element = make<ast::ClassElement>(start);
  element->element_kind = ClassElementKind::kStaticBlock;
  element->is_static = true;
  element->value = function;
  return element;
}

void Parser::declare_private(const ast::ClassElement* element) {
  if (element->key->kind != NodeKind::kPrivateName) return;
  const auto& name = ast::as<ast::PrivateName>(*element->key);
  auto kind = PrivateNames::Kind::kOther;
  if (element->element_kind == ClassElementKind::kGetter) {
    kind = element->is_static ? PrivateNames::Kind::kStaticGetter : PrivateNames::Kind::kGetter;
  } else if (element->element_kind == ClassElementKind::kSetter) {
    kind = element->is_static ? PrivateNames::Kind::kStaticSetter : PrivateNames::Kind::kSetter;
  }
  if (!private_names_.declare(name.name, kind)) {
    fail(&name, "Identifier '#" + encode_utf8(name.name) + "' has already been declared");
  }
}

ast::PrivateName* Parser::parse_private_name() {
  const Token name = token_;
  advance();
  auto* node = make<ast::PrivateName>(name.range);
  node->name = name.value;
  return node;
}

void Parser::use_private(const ast::PrivateName* name) {
  if (!private_names_.in_class()) {
    fail(name,
         "Private field '#" + encode_utf8(name->name) + "' must be declared in an enclosing class");
  }
  private_names_.use(name->name, name->range.begin);
}

}  // namespace actx
