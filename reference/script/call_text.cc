// How V8 writes the callee of a failed call: the source, with what it cannot name left out.
#include <cmath>

#include "script/compiler.h"

namespace actx {

using ast::as;
using ast::Node;
using ast::NodeKind;

namespace {

constexpr std::string_view kUnnamed = "(intermediate value)";

std::string list_text(ast::NodeList list);

std::string number_text(double value) {
  if (value == std::floor(value) && std::fabs(value) < 1e15) {
    return std::to_string(static_cast<int64_t>(value));
  }
  std::string text = std::to_string(value);
  while (text.back() == '0') text.pop_back();
  return text;
}

std::string member_text(const ast::MemberExpression& node) {
  std::string text = call_site_text(*node.object);
  const Node& property = *node.property;
  if (property.kind == NodeKind::kPrivateName) {
    return text + (node.is_optional ? "?.#" : ".#") +
           utf16_to_utf8(as<ast::PrivateName>(property).name);
  }
  bool is_name = property.kind == NodeKind::kStringLiteral;
  if (is_name) {
    text += node.is_optional ? "?." : ".";
    return text + utf16_to_utf8(as<ast::StringLiteral>(property).value);
  }
  text += node.is_optional ? "?.[" : "[";
  return text + call_site_text(property) + "]";
}

std::string object_text(const ast::ObjectExpression& node) {
  std::string text = "{";
  for (const Node* property : node.properties) {
    const Node* value = property->kind == NodeKind::kProperty
                            ? as<ast::Property>(*property).value
                            : as<ast::SpreadElement>(*property).argument;
    text += call_site_text(*value);
  }
  return text + "}";
}

std::string list_text(ast::NodeList list) {
  std::string text = "[";
  for (size_t i = 0; i < list.size(); ++i) {
    if (i > 0) text += ",";
    if (list[i] != nullptr) text += call_site_text(*list[i]);
  }
  return text + "]";
}

std::string binary_text(const Node& left, std::string_view op, const Node& right) {
  return "(" + call_site_text(left) + " " + std::string(op) + " " + call_site_text(right) + ")";
}

}  // namespace

std::string call_site_text(const Node& node) {
  switch (node.kind) {
    case NodeKind::kIdentifier:
      return utf16_to_utf8(as<ast::Identifier>(node).name);
    case NodeKind::kNullLiteral:
      return "null";
    case NodeKind::kBooleanLiteral:
      return as<ast::BooleanLiteral>(node).value ? "true" : "false";
    case NodeKind::kNumberLiteral:
      return number_text(as<ast::NumberLiteral>(node).value);
    case NodeKind::kStringLiteral:
      return "\"" + utf16_to_utf8(as<ast::StringLiteral>(node).value) + "\"";
    case NodeKind::kTemplateLiteral: {
      const auto& literal = as<ast::TemplateLiteral>(node);
      if (!literal.expressions.empty()) return std::string(kUnnamed);
      return "\"" + utf16_to_utf8(literal.quasis[0]->cooked) + "\"";
    }
    case NodeKind::kRegExpLiteral:
      return "/" + utf16_to_utf8(as<ast::RegExpLiteral>(node).pattern) + "/" +
             utf16_to_utf8(as<ast::RegExpLiteral>(node).flags);
    case NodeKind::kThisExpression:
      return "this";
    case NodeKind::kArrayExpression:
      return list_text(as<ast::ArrayExpression>(node).elements);
    case NodeKind::kObjectExpression:
      return object_text(as<ast::ObjectExpression>(node));
    case NodeKind::kSpreadElement:
      return "(..." + call_site_text(*as<ast::SpreadElement>(node).argument) + ")";
    case NodeKind::kMemberExpression:
      return member_text(as<ast::MemberExpression>(node));
    case NodeKind::kCallExpression:
      return call_site_text(*as<ast::CallExpression>(node).callee) + "(...)";
    case NodeKind::kOptionalChain: {
      const Node& inner = *as<ast::OptionalChain>(node).expression;
      return inner.kind == NodeKind::kCallExpression ? std::string(kUnnamed)
                                                     : call_site_text(inner);
    }
    case NodeKind::kUnaryExpression:
      return "(" + std::string(ast::text_of(as<ast::UnaryExpression>(node).op)) +
             call_site_text(*as<ast::UnaryExpression>(node).argument) + ")";
    case NodeKind::kBinaryExpression: {
      const auto& binary = as<ast::BinaryExpression>(node);
      return binary_text(*binary.left, ast::text_of(binary.op), *binary.right);
    }
    case NodeKind::kLogicalExpression: {
      const auto& logical = as<ast::LogicalExpression>(node);
      return binary_text(*logical.left, ast::text_of(logical.op), *logical.right);
    }
    case NodeKind::kSequenceExpression: {
      const auto& list = as<ast::SequenceExpression>(node).expressions;
      std::string text = call_site_text(*list[0]);
      for (size_t i = 1; i < list.size(); ++i)
        text = "(" + text + " , " + call_site_text(*list[i]) + ")";
      return text;
    }
    case NodeKind::kConditionalExpression:
      return std::string(kUnnamed) + std::string(kUnnamed) + std::string(kUnnamed);
    default:
      return std::string(kUnnamed);
  }
}

PropertyKey literal_key(const ast::Expression& key) {
  auto of_text = [](std::u16string_view text) {
    uint32_t index = 0;
    if (parse_array_index(text, &index)) return PropertyKey::index(index);
    return PropertyKey::atom(atom_of(text));
  };
  if (key.kind == NodeKind::kStringLiteral) return of_text(as<ast::StringLiteral>(key).value);
  if (key.kind == NodeKind::kBigIntLiteral) return of_text(as<ast::BigIntLiteral>(key).digits);
  double number = as<ast::NumberLiteral>(key).value;
  if (number == std::floor(number) && number < 4294967295.0) {
    return PropertyKey::index(static_cast<uint32_t>(number));
  }
  Realm realm;  // rare: a fractional or huge literal as a key
  return of_text(realm.units(number_to_string(realm, number)));
}

}  // namespace actx
