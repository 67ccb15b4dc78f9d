// Patterns: read as bindings, or made from an expression once a `=` or `=>` follows it.
#include "script/parser_state.h"
#include "script/utf8.h"

namespace actx {

using ast::NodeKind;

ast::Pattern* Parser::parse_binding_target() {
  Nesting nesting(*this);
  if (at(TokenKind::kLeftBracket)) return parse_array_binding();
  if (at(TokenKind::kLeftBrace)) return parse_object_binding();
  ast::Identifier* name = parse_identifier();
  check_binding_name(name);
  return name;
}

ast::Pattern* Parser::parse_binding_element() {
  const ast::Range start = token_.range;
  ast::Pattern* target = parse_binding_target();
  if (!eat(TokenKind::kAssign)) return target;
  ast::Node* value = parse_assignment();
  auto* node = make<ast::AssignmentPattern>(start);
  node->target = target;
  node->default_value = value;
  return node;
}

ast::Node* Parser::parse_binding_rest() {
  const ast::Range start = token_.range;
  expect(TokenKind::kEllipsis);
  ast::Pattern* argument = parse_binding_target();
  auto* node = make<ast::RestElement>(start);
  node->argument = argument;
  return node;
}

ast::Pattern* Parser::parse_array_binding() {
  const ast::Range start = token_.range;
  advance();
  Nodes elements;
  while (!at(TokenKind::kRightBracket)) {
    if (eat(TokenKind::kComma)) {
      elements.push_back(nullptr);
      continue;
    }
    if (at(TokenKind::kEllipsis)) {
      elements.push_back(parse_binding_rest());
      if (!at(TokenKind::kRightBracket)) {
        fail(token_.range.begin, "Rest element must be last element");
      }
      break;
    }
    elements.push_back(parse_binding_element());
    if (!at(TokenKind::kRightBracket)) expect(TokenKind::kComma);
  }
  advance();
  auto* node = make<ast::ArrayPattern>(start);
  node->elements = arena_.list(elements);
  return node;
}

ast::Pattern* Parser::parse_object_binding() {
  const ast::Range start = token_.range;
  advance();
  Nodes properties;
  while (!at(TokenKind::kRightBrace)) {
    if (at(TokenKind::kEllipsis)) {
      ast::Node* rest = parse_binding_rest();
      if (ast::as<ast::RestElement>(*rest).argument->kind != NodeKind::kIdentifier) {
        fail(rest, "`...` must be followed by an identifier in declaration contexts");
      }
      properties.push_back(rest);
      if (!at(TokenKind::kRightBrace)) {
        fail(token_.range.begin, "Rest element must be last element");
      }
      break;
    }
    properties.push_back(parse_binding_property());
    if (!at(TokenKind::kRightBrace)) expect(TokenKind::kComma);
  }
  advance();
  auto* node = make<ast::ObjectPattern>(start);
  node->properties = arena_.list(properties);
  return node;
}

ast::Node* Parser::parse_binding_property() {
  const ast::Range start = token_.range;
  const Token name = token_;
  auto* node = arena_.make<ast::PatternProperty>(start);
  node->key = parse_property_key(node->is_computed);
  if (eat(TokenKind::kColon)) {
    node->value = parse_binding_element();
  } else {
    if (name.kind != TokenKind::kIdentifier) unexpected(name.is_keyword ? name : token_);
    node->is_shorthand = true;
    node->value = parse_shorthand(start, name);
    ast::Node* target = node->value;
    if (target->kind == NodeKind::kAssignmentPattern) {
      target = ast::as<ast::AssignmentPattern>(*target).target;
    }
    check_binding_name(static_cast<ast::Identifier*>(target));
  }
  node->range.end = previous_end_;
  return node;
}

// Makes the target of a destructuring (is_binding: parameter) from what was read as an expression.
ast::Pattern* Parser::to_pattern(ast::Node* node, bool is_binding) {
  const bool is_wrapped = node->is_parenthesized;
  switch (node->kind) {
    case NodeKind::kArrayExpression:
      if (is_wrapped) break;
      return to_array_pattern(static_cast<ast::ArrayExpression*>(node), is_binding);
    case NodeKind::kObjectExpression:
      if (is_wrapped) break;
      return to_object_pattern(static_cast<ast::ObjectExpression*>(node), is_binding);
    case NodeKind::kIdentifier:
      if (is_wrapped && is_binding) break;
      check_binding_name(static_cast<ast::Identifier*>(node));
      return node;
    case NodeKind::kMemberExpression:
      if (is_binding) break;
      return node;
    default:
      break;
  }
  fail(node, "Invalid destructuring assignment target");
}

// As to_pattern, with an optional default value.
ast::Pattern* Parser::to_pattern_element(ast::Node* node, bool is_binding) {
  if (node->kind == NodeKind::kAssignmentPattern) {
    auto& shorthand = ast::as<ast::AssignmentPattern>(*node);
    shorthand.target = to_pattern(shorthand.target, is_binding);
    return node;
  }
  if (node->kind != NodeKind::kAssignmentExpression) return to_pattern(node, is_binding);
  auto& assignment = ast::as<ast::AssignmentExpression>(*node);
  if (node->is_parenthesized || assignment.op != ast::AssignmentOperator::kAssign) {
    fail(node, "Invalid destructuring assignment target");
  }
  auto* pattern = arena_.make<ast::AssignmentPattern>(node->range);
  // An array or object left of `=` is a pattern already, but not yet checked as a binding.
  pattern->target = assignment.target;
  if (is_binding) {
    std::vector<const ast::Identifier*> names;
    if (assignment.is_target_parenthesized) fail(node, "Invalid destructuring assignment target");
    collect_names(assignment.target, names);
  }
  pattern->is_target_parenthesized = assignment.is_target_parenthesized;
  pattern->default_value = assignment.value;
  return pattern;
}

ast::Node* Parser::to_rest(ast::SpreadElement* spread, bool is_last, bool is_binding) {
  if (!is_last || spread->has_trailing_comma) {
    fail(spread, "Rest element must be last element");
  }
  auto* rest = arena_.make<ast::RestElement>(spread->range);
  rest->argument = to_pattern(spread->argument, is_binding);
  return rest;
}

ast::Pattern* Parser::to_array_pattern(ast::ArrayExpression* array, bool is_binding) {
  Nesting nesting(*this);
  for (size_t i = 0; i < array->elements.size(); ++i) {
    ast::Node*& element = array->elements[i];
    if (element == nullptr) continue;
    if (element->kind == NodeKind::kSpreadElement) {
      auto* spread = static_cast<ast::SpreadElement*>(element);
      element = to_rest(spread, i + 1 == array->elements.size(), is_binding);
    } else {
      element = to_pattern_element(element, is_binding);
    }
  }
  auto* pattern = arena_.make<ast::ArrayPattern>(array->range);
  pattern->elements = array->elements;
  return pattern;
}

ast::Pattern* Parser::to_object_pattern(ast::ObjectExpression* object, bool is_binding) {
  Nesting nesting(*this);
  forget_pending(object);
  for (size_t i = 0; i < object->properties.size(); ++i) {
    ast::Node*& item = object->properties[i];
    if (item->kind == NodeKind::kSpreadElement) {
      auto* spread = static_cast<ast::SpreadElement*>(item);
      ast::Node* argument = spread->argument;
      const bool is_simple = argument->kind == NodeKind::kIdentifier ||
                             (argument->kind == NodeKind::kMemberExpression && !is_binding);
      if (!is_simple) fail(argument, "`...` must be followed by an assignable reference");
      item = to_rest(spread, i + 1 == object->properties.size(), is_binding);
      continue;
    }
    auto* property = static_cast<ast::Property*>(item);
    if (property->property_kind != ast::PropertyKind::kInit) {
      fail(property->key, "Invalid destructuring assignment target");
    }
    forget_pending(property);
    auto* made = arena_.make<ast::PatternProperty>(property->range);
    made->is_computed = property->is_computed;
    made->is_shorthand = property->is_shorthand;
    made->key = property->key;
    made->value = to_pattern_element(property->value, is_binding);
    item = made;
  }
  auto* pattern = arena_.make<ast::ObjectPattern>(object->range);
  pattern->properties = object->properties;
  return pattern;
}

// The identifiers a binding pattern binds. A member, legal only in assignments, is an error here.
void Parser::collect_names(const ast::Pattern* pattern,
                           std::vector<const ast::Identifier*>& names) const {
  switch (pattern->kind) {
    case NodeKind::kIdentifier:
      if (pattern->is_parenthesized) break;
      names.push_back(static_cast<const ast::Identifier*>(pattern));
      return;
    case NodeKind::kAssignmentPattern: {
      const auto& element = ast::as<ast::AssignmentPattern>(*pattern);
      if (element.is_target_parenthesized) break;
      collect_names(element.target, names);
      return;
    }
    case NodeKind::kRestElement:
      collect_names(ast::as<ast::RestElement>(*pattern).argument, names);
      return;
    case NodeKind::kArrayPattern:
      for (const ast::Node* element : ast::as<ast::ArrayPattern>(*pattern).elements) {
        if (element != nullptr) collect_names(element, names);
      }
      return;
    case NodeKind::kObjectPattern:
      for (const ast::Node* property : ast::as<ast::ObjectPattern>(*pattern).properties) {
        collect_names(property, names);
      }
      return;
    case NodeKind::kPatternProperty:
      collect_names(ast::as<ast::PatternProperty>(*pattern).value, names);
      return;
    default:
      break;
  }
  fail(pattern, "Invalid destructuring assignment target");
}

void Parser::declare_pattern(const ast::Pattern* pattern, BindingKind kind) {
  std::vector<const ast::Identifier*> names;
  collect_names(pattern, names);
  for (const ast::Identifier* name : names) declare(name, kind);
}

void Parser::declare(const ast::Identifier* name, BindingKind kind) {
  if (scopes_.declare(name->name, kind, context_.is_strict)) return;
  fail(name, "Identifier '" + encode_utf8(name->name) + "' has already been declared");
}

}  // namespace actx
