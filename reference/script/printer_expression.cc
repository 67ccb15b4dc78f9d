// Expressions, literals and patterns.
#include <charconv>
#include <cmath>

#include "script/printer_state.h"
#include "script/unicode_id.h"
#include "script/utf8.h"

namespace actx {

using ast::NodeKind;

namespace {

// Whether a call stands in the chain of members that a `new` would take as its constructor.
bool contains_call(const ast::Node& node) {
  switch (node.kind) {
    case NodeKind::kCallExpression:
    case NodeKind::kImportCall:
    case NodeKind::kOptionalChain:
      return true;
    case NodeKind::kMemberExpression:
      return contains_call(*ast::as<ast::MemberExpression>(node).object);
    case NodeKind::kTaggedTemplate:
      return contains_call(*ast::as<ast::TaggedTemplate>(node).tag);
    default:
      return false;
  }
}

// Whether a property of an object literal deserves a line of its own.
bool is_tall(const ast::Node& node) {
  if (node.kind != NodeKind::kProperty) return false;
  const ast::Node& value = *ast::as<ast::Property>(node).value;
  if (value.kind == NodeKind::kClassExpression) return true;
  const bool is_function =
      value.kind == NodeKind::kFunctionExpression || value.kind == NodeKind::kArrowFunction;
  return is_function && !ast::as<ast::Function>(value).has_expression_body;
}

}  // namespace

bool is_identifier_name(std::u16string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t start = i;
    char32_t c = text[i];
    if (c >= 0xD800 && c <= 0xDBFF && i + 1 < text.size()) {
      c = 0x10000 + ((c - 0xD800) << 10) + (static_cast<char32_t>(text[++i]) - 0xDC00);
    }
    if (!(start == 0 ? is_identifier_start(c) : is_identifier_part(c))) return false;
  }
  return !text.empty();
}

void Printer::put(std::u16string_view text) {
  out_.append(encode_utf8(text));
}

void Printer::quoted(std::u16string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  put("'");
  for (size_t i = 0; i < text.size(); ++i) {
    const char16_t c = text[i];
    const bool is_pair = c >= 0xD800 && c <= 0xDBFF && i + 1 < text.size() &&
                         text[i + 1] >= 0xDC00 && text[i + 1] <= 0xDFFF;
    if (c == u'\'' || c == u'\\') {
      put("\\");
      out_.push_back(static_cast<char>(c));
    } else if (c == u'\n') {
      put("\\n");
    } else if (c == u'\r') {
      put("\\r");
    } else if (c == u'\t') {
      put("\\t");
    } else if (c < 0x20 || c == 0x7F) {
      put("\\x");
      out_.push_back(kHex[c >> 4]);
      out_.push_back(kHex[c & 15]);
    } else if (is_pair) {
      put(text.substr(i++, 2));
    } else if ((c >= 0xD800 && c <= 0xDFFF) || c == 0xFEFF || is_line_terminator(c)) {
      put("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) out_.push_back(kHex[(c >> shift) & 15]);
    } else {
      put(text.substr(i, 1));
    }
  }
  put("'");
}

// The shortest numeral that reads back as the same double.
void Printer::number(double value) {
  if (std::isinf(value)) return put("1e999");
  char buffer[400];
  const bool is_short_integer = value < 1e21 && std::floor(value) == value;
  auto result = is_short_integer
                    ? std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed)
                    : std::to_chars(buffer, buffer + sizeof buffer, value);
  put(std::string_view(buffer, static_cast<size_t>(result.ptr - buffer)));
}

int Printer::level_of(const ast::Node& node) {
  switch (node.kind) {
    case NodeKind::kSequenceExpression:
      return kSequence;
    case NodeKind::kAssignmentExpression:
    case NodeKind::kArrowFunction:
    case NodeKind::kYieldExpression:
      return kAssignment;
    case NodeKind::kConditionalExpression:
      return kConditional;
    case NodeKind::kLogicalExpression: {
      const auto op = ast::as<ast::LogicalExpression>(node).op;
      return op == ast::LogicalOperator::kAnd  ? kAnd
             : op == ast::LogicalOperator::kOr ? kOr
                                               : kCoalesce;
    }
    case NodeKind::kBinaryExpression: {
      static constexpr int kLevels[] = {
          kAdditive,   kAdditive,   kMultiplicative, kMultiplicative, kMultiplicative, kExponent,
          kShift,      kShift,      kShift,          kBitAnd,         kBitOr,          kBitXor,
          kEquality,   kEquality,   kEquality,       kEquality,       kRelational,     kRelational,
          kRelational, kRelational, kRelational,     kRelational};
      return kLevels[static_cast<size_t>(ast::as<ast::BinaryExpression>(node).op)];
    }
    case NodeKind::kUnaryExpression:
    case NodeKind::kAwaitExpression:
      return kUnary;
    case NodeKind::kUpdateExpression:
      return ast::as<ast::UpdateExpression>(node).is_prefix ? kUnary : kPostfix;
    case NodeKind::kCallExpression:
    case NodeKind::kOptionalChain:
    case NodeKind::kImportCall:
      return kCall;
    case NodeKind::kMemberExpression:
    case NodeKind::kNewExpression:
    case NodeKind::kTaggedTemplate:
      return kMember;
    default:
      return kPrimary;
  }
}

void Printer::parenthesized(const ast::Node& node) {
  AllowIn allow(*this);
  put("(");
  bare_expression(node);
  put(")");
}

void Printer::expression(const ast::Node& node, int level) {
  const bool is_in = no_in_ && node.kind == NodeKind::kBinaryExpression &&
                     ast::as<ast::BinaryExpression>(node).op == ast::BinaryOperator::kIn;
  if (is_in || level_of(node) < level) return parenthesized(node);
  bare_expression(node);
}

void Printer::bare_expression(const ast::Node& node) {
  switch (node.kind) {
    case NodeKind::kIdentifier:
      return put(ast::as<ast::Identifier>(node).name);
    case NodeKind::kPrivateName:
      put("#");
      return put(ast::as<ast::PrivateName>(node).name);
    case NodeKind::kNullLiteral:
      return put("null");
    case NodeKind::kBooleanLiteral:
      return put(ast::as<ast::BooleanLiteral>(node).value ? "true" : "false");
    case NodeKind::kNumberLiteral:
      return number(ast::as<ast::NumberLiteral>(node).value);
    case NodeKind::kBigIntLiteral:
      put(ast::as<ast::BigIntLiteral>(node).digits);
      return put("n");
    case NodeKind::kStringLiteral:
      return quoted(ast::as<ast::StringLiteral>(node).value);
    case NodeKind::kRegExpLiteral:
      put("/");
      put(ast::as<ast::RegExpLiteral>(node).pattern);
      put("/");
      return put(ast::as<ast::RegExpLiteral>(node).flags);
    case NodeKind::kTemplateLiteral:
      return template_literal(ast::as<ast::TemplateLiteral>(node));
    case NodeKind::kTaggedTemplate:
      object_of_access(*ast::as<ast::TaggedTemplate>(node).tag, false);
      return template_literal(*ast::as<ast::TaggedTemplate>(node).quasi);
    case NodeKind::kThisExpression:
      return put("this");
    case NodeKind::kSuper:
      return put("super");
    case NodeKind::kArrayExpression:
      return array(ast::as<ast::ArrayExpression>(node).elements);
    case NodeKind::kObjectExpression:
      return object(ast::as<ast::ObjectExpression>(node));
    case NodeKind::kFunctionExpression:
    case NodeKind::kFunctionDeclaration:
      return function(ast::as<ast::Function>(node));
    case NodeKind::kArrowFunction:
      return arrow(ast::as<ast::Function>(node));
    case NodeKind::kClassExpression:
    case NodeKind::kClassDeclaration:
      return class_(ast::as<ast::Class>(node));
    case NodeKind::kUnaryExpression:
      return unary(ast::as<ast::UnaryExpression>(node));
    case NodeKind::kUpdateExpression: {
      const auto& update = ast::as<ast::UpdateExpression>(node);
      if (update.is_prefix) put(text_of(update.op));
      expression(*update.argument, kCall);
      if (!update.is_prefix) put(text_of(update.op));
      return;
    }
    case NodeKind::kBinaryExpression:
      return binary(ast::as<ast::BinaryExpression>(node));
    case NodeKind::kLogicalExpression:
      return logical(ast::as<ast::LogicalExpression>(node));
    case NodeKind::kAssignmentExpression:
      return assignment(ast::as<ast::AssignmentExpression>(node));
    case NodeKind::kConditionalExpression:
      return conditional(ast::as<ast::ConditionalExpression>(node));
    case NodeKind::kCallExpression:
      return call(ast::as<ast::CallExpression>(node));
    case NodeKind::kNewExpression:
      return construct(ast::as<ast::NewExpression>(node));
    case NodeKind::kMemberExpression:
      return member(ast::as<ast::MemberExpression>(node));
    case NodeKind::kOptionalChain:
      return bare_expression(*ast::as<ast::OptionalChain>(node).expression);
    case NodeKind::kSequenceExpression:
      return separated(ast::as<ast::SequenceExpression>(node).expressions,
                       [&](const ast::Node& item) { expression(item, kAssignment); });
    case NodeKind::kYieldExpression: {
      const auto& yield = ast::as<ast::YieldExpression>(node);
      put(yield.is_delegate ? "yield*" : "yield");
      if (yield.argument == nullptr) return;
      put(" ");
      return expression(*yield.argument, kAssignment);
    }
    case NodeKind::kAwaitExpression:
      put("await ");
      return expression(*ast::as<ast::AwaitExpression>(node).argument, kUnary);
    case NodeKind::kImportCall: {
      AllowIn allow(*this);
      put("import(");
      expression(*ast::as<ast::ImportCall>(node).source, kAssignment);
      return put(")");
    }
    case NodeKind::kMetaProperty: {
      const bool is_new =
          ast::as<ast::MetaProperty>(node).meta == ast::MetaPropertyKind::kNewTarget;
      return put(is_new ? "new.target" : "import.meta");
    }
    case NodeKind::kSpreadElement:
      put("...");
      return expression(*ast::as<ast::SpreadElement>(node).argument, kAssignment);
    default:
      return pattern(node);
  }
}

void Printer::list_element(const ast::Node& node) {
  expression(node, kAssignment);
}

void Printer::unary(const ast::UnaryExpression& node) {
  const std::string_view op = text_of(node.op);
  put(op);
  if (op.size() > 1) put(" ");
  const size_t mark = out_.size();
  expression(*node.argument, kUnary);
  // `- -a` and `- --a` must not become `--a`.
  if (mark < out_.size() && (op == "+" || op == "-") && out_[mark] == op[0]) out_.insert(mark, " ");
}

void Printer::binary(const ast::BinaryExpression& node) {
  const int level = level_of(node);
  const bool is_exponent = node.op == ast::BinaryOperator::kExponent;
  const bool is_prefix_update = node.left->kind == NodeKind::kUpdateExpression;
  if (is_exponent && is_prefix_update) {
    bare_expression(*node.left);
  } else {
    expression(*node.left, is_exponent ? kPostfix : level);
  }
  put(" ");
  put(text_of(node.op));
  put(" ");
  expression(*node.right, is_exponent ? level : level + 1);
}

// `??` may not stand beside `&&` or `||` without parentheses.
void Printer::logical_operand(const ast::Node& node, int level, bool in_coalesce) {
  const bool mixes = in_coalesce && node.kind == NodeKind::kLogicalExpression &&
                     ast::as<ast::LogicalExpression>(node).op != ast::LogicalOperator::kCoalesce;
  if (mixes) return parenthesized(node);
  expression(node, level);
}

void Printer::logical(const ast::LogicalExpression& node) {
  const int level = level_of(node);
  const bool is_coalesce = node.op == ast::LogicalOperator::kCoalesce;
  logical_operand(*node.left, level, is_coalesce);
  put(" ");
  put(text_of(node.op));
  put(" ");
  logical_operand(*node.right, level + 1, is_coalesce);
}

void Printer::assignment(const ast::AssignmentExpression& node) {
  if (node.is_target_parenthesized) put("(");
  pattern(*node.target);
  if (node.is_target_parenthesized) put(")");
  put(" ");
  put(text_of(node.op));
  put(" ");
  expression(*node.value, kAssignment);
}

void Printer::conditional(const ast::ConditionalExpression& node) {
  expression(*node.test, kCoalesce);
  put(" ? ");
  {
    AllowIn allow(*this);
    expression(*node.consequent, kAssignment);
  }
  put(" : ");
  expression(*node.alternate, kAssignment);
}

// What stands before a `.`, `[`, `(` or a template.
void Printer::object_of_access(const ast::Node& node, bool before_dot) {
  if (node.kind == NodeKind::kOptionalChain) return parenthesized(node);
  const size_t mark = out_.size();
  expression(node, kCall);
  // `1.a` would be a malformed number.
  if (before_dot && node.kind == NodeKind::kNumberLiteral) wrap_from(mark);
}

void Printer::member(const ast::MemberExpression& node) {
  object_of_access(*node.object, !node.is_computed && !node.is_optional);
  if (node.is_computed) {
    AllowIn allow(*this);
    put(node.is_optional ? "?.[" : "[");
    expression(*node.property, kSequence);
    return put("]");
  }
  put(node.is_optional ? "?." : ".");
  if (node.property->kind == NodeKind::kPrivateName) return bare_expression(*node.property);
  put(ast::as<ast::StringLiteral>(*node.property).value);
}

void Printer::call(const ast::CallExpression& node) {
  object_of_access(*node.callee, false);
  if (node.is_optional) put("?.");
  arguments(node.arguments);
}

void Printer::construct(const ast::NewExpression& node) {
  put("new ");
  if (contains_call(*node.callee)) {
    parenthesized(*node.callee);
  } else {
    expression(*node.callee, kMember);
  }
  arguments(node.arguments);
}

void Printer::arguments(const ast::NodeList& list) {
  AllowIn allow(*this);
  put("(");
  separated(list, [&](const ast::Node& item) { list_element(item); });
  put(")");
}

void Printer::template_literal(const ast::TemplateLiteral& node) {
  AllowIn allow(*this);
  put("`");
  for (size_t i = 0; i < node.quasis.size(); ++i) {
    put(node.quasis[i]->raw);
    if (i == node.expressions.size()) break;
    put("${");
    expression(*node.expressions[i], kSequence);
    put("}");
  }
  put("`");
}

// Also of an array pattern. A hole at the end needs a comma of its own.
void Printer::array(const ast::NodeList& elements) {
  AllowIn allow(*this);
  put("[");
  separated(elements, [&](const ast::Node& item) { list_element(item); });
  if (!elements.empty() && elements.back() == nullptr) put(",");
  put("]");
}

void Printer::object(const ast::ObjectExpression& node) {
  AllowIn allow(*this);
  bool is_tall_object = node.properties.size() > 6;
  for (const ast::Node* item : node.properties) is_tall_object = is_tall_object || is_tall(*item);
  if (node.properties.empty()) return put("{}");
  if (is_tall_object) {
    put("{");
    ++indent_;
    for (const ast::Node* item : node.properties) {
      line();
      list_element(*item);
      put(",");
    }
    --indent_;
    line();
    return put("}");
  }
  put("{ ");
  separated(node.properties, [&](const ast::Node& item) { list_element(item); });
  put(" }");
}

void Printer::key(const ast::Node& node, bool is_computed) {
  if (is_computed) {
    AllowIn allow(*this);
    put("[");
    expression(node, kAssignment);
    return put("]");
  }
  if (node.kind == NodeKind::kStringLiteral) {
    return module_name(ast::as<ast::StringLiteral>(node).value);
  }
  bare_expression(node);
}

void Printer::property(const ast::Property& node) {
  if (node.property_kind != ast::PropertyKind::kInit) {
    return method(ast::as<ast::Function>(*node.value), *node.key, node.is_computed);
  }
  if (!node.is_shorthand) {
    key(*node.key, node.is_computed);
    put(": ");
  }
  expression(*node.value, kAssignment);
}

void Printer::pattern_property(const ast::PatternProperty& node) {
  if (!node.is_shorthand) {
    key(*node.key, node.is_computed);
    put(": ");
  }
  pattern(*node.value);
}

// Patterns, and whatever else may stand among the elements of a list.
void Printer::pattern(const ast::Node& node) {
  switch (node.kind) {
    case NodeKind::kArrayPattern:
      return array(ast::as<ast::ArrayPattern>(node).elements);
    case NodeKind::kObjectPattern: {
      AllowIn allow(*this);
      const auto& properties = ast::as<ast::ObjectPattern>(node).properties;
      if (properties.empty()) return put("{}");
      put("{ ");
      separated(properties, [&](const ast::Node& item) { pattern(item); });
      return put(" }");
    }
    case NodeKind::kPatternProperty:
      return pattern_property(ast::as<ast::PatternProperty>(node));
    case NodeKind::kProperty:
      return property(ast::as<ast::Property>(node));
    case NodeKind::kAssignmentPattern: {
      const auto& element = ast::as<ast::AssignmentPattern>(node);
      if (element.is_target_parenthesized) put("(");
      pattern(*element.target);
      if (element.is_target_parenthesized) put(")");
      put(" = ");
      return expression(*element.default_value, kAssignment);
    }
    case NodeKind::kRestElement:
      put("...");
      return pattern(*ast::as<ast::RestElement>(node).argument);
    default:
      return expression(node, kCall);
  }
}

}  // namespace actx
