// Operators, members and calls.
#include "script/parser_state.h"

namespace actx {
namespace {

using ast::NodeKind;

// How tightly a binary operator binds; 0: not a binary operator.
int precedence_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::kLogicalCoalesce:
      return 1;
    case TokenKind::kLogicalOr:
      return 2;
    case TokenKind::kLogicalAnd:
      return 3;
    case TokenKind::kBitOr:
      return 4;
    case TokenKind::kBitXor:
      return 5;
    case TokenKind::kBitAnd:
      return 6;
    case TokenKind::kEqual:
    case TokenKind::kNotEqual:
    case TokenKind::kStrictEqual:
    case TokenKind::kStrictNotEqual:
      return 7;
    case TokenKind::kLess:
    case TokenKind::kLessEqual:
    case TokenKind::kGreater:
    case TokenKind::kGreaterEqual:
    case TokenKind::kInstanceof:
    case TokenKind::kIn:
      return 8;
    case TokenKind::kShiftLeft:
    case TokenKind::kShiftRight:
    case TokenKind::kShiftRightUnsigned:
      return 9;
    case TokenKind::kAdd:
    case TokenKind::kSubtract:
      return 10;
    case TokenKind::kMultiply:
    case TokenKind::kDivide:
    case TokenKind::kRemainder:
      return 11;
    case TokenKind::kExponent:
      return 12;
    default:
      return 0;
  }
}

constexpr int kRelational = 8;
constexpr int kExponent = 12;

bool is_assignment(TokenKind kind) {
  return kind >= TokenKind::kAddAssign && kind <= TokenKind::kLogicalCoalesceAssign;
}

bool is_plain_logical(const ast::Node* node, bool coalesce) {
  if (node->kind != NodeKind::kLogicalExpression || node->is_parenthesized) return false;
  auto op = ast::as<ast::LogicalExpression>(*node).op;
  return (op == ast::LogicalOperator::kCoalesce) == coalesce;
}

// Whether the expression is a private member, for `delete`.
bool is_private_member(const ast::Node* node) {
  if (node->kind == NodeKind::kOptionalChain) {
    return is_private_member(ast::as<ast::OptionalChain>(*node).expression);
  }
  return node->kind == NodeKind::kMemberExpression &&
         ast::as<ast::MemberExpression>(*node).property->kind == NodeKind::kPrivateName;
}

}  // namespace

ast::Node* Parser::parse_expression(bool in) {
  const ast::Range start = token_.range;
  ast::Node* first = parse_assignment(in);
  if (!at(TokenKind::kComma)) return first;
  Nodes expressions = {first};
  while (eat(TokenKind::kComma)) expressions.push_back(parse_assignment(in));
  auto* node = make<ast::SequenceExpression>(start);
  node->expressions = arena_.list(expressions);
  return node;
}

ast::Node* Parser::parse_assignment(bool in) {
  Nesting nesting(*this);
  if (context_.is_generator && at_word(u"yield")) return parse_yield(in);
  const ast::Range start = token_.range;
  arrow_start_ = start.begin;
  arrow_in_ = in;
  ast::Node* left = parse_conditional(in);
  if (is_plain_arrow(left) || !is_assignment(token_.kind)) return left;
  const auto op = static_cast<ast::AssignmentOperator>(static_cast<int>(token_.kind) -
                                                       static_cast<int>(TokenKind::kAddAssign));
  bool is_pattern =
      (left->kind == NodeKind::kArrayExpression || left->kind == NodeKind::kObjectExpression) &&
      !left->is_parenthesized && op == ast::AssignmentOperator::kAssign;
  ast::Node* target = left;
  if (is_pattern) {
    target = to_pattern(left, false);
  } else {
    check_update_target(left, "Invalid left-hand side in assignment");
  }
  advance();
  ast::Node* value = parse_assignment(in);
  auto* node = make<ast::AssignmentExpression>(start);
  node->op = op;
  node->target = target;
  node->is_target_parenthesized = left->is_parenthesized && left->kind == NodeKind::kIdentifier;
  node->value = value;
  return node;
}

ast::Node* Parser::parse_yield(bool in) {
  const ast::Range start = token_.range;
  advance();
  const uint32_t mark = start.begin + 1;
  bool is_delegate = !token_.newline_before && eat(TokenKind::kMultiply);
  ast::Node* argument = nullptr;
  bool ends_here = token_.newline_before || at(TokenKind::kRightParen) ||
                   at(TokenKind::kRightBracket) || at(TokenKind::kRightBrace) ||
                   at(TokenKind::kComma) || at(TokenKind::kSemicolon) || at(TokenKind::kColon) ||
                   at(TokenKind::kEnd) || at(TokenKind::kIn);
  if (is_delegate || !ends_here) argument = parse_assignment(in);
  last_yield_ = mark;
  auto* node = make<ast::YieldExpression>(start);
  node->is_delegate = is_delegate;
  node->argument = argument;
  return node;
}

ast::Node* Parser::parse_conditional(bool in) {
  const ast::Range start = token_.range;
  ast::Node* test = parse_binary(1, in);
  if (is_plain_arrow(test) || !eat(TokenKind::kQuestion)) return test;
  ast::Node* consequent = parse_assignment(true);
  expect(TokenKind::kColon);
  ast::Node* alternate = parse_assignment(in);
  auto* node = make<ast::ConditionalExpression>(start);
  node->test = test;
  node->consequent = consequent;
  node->alternate = alternate;
  return node;
}

// Precedence climbing: reads operators that bind at least as tightly as min_precedence.
ast::Node* Parser::parse_binary(int min_precedence, bool in) {
  const ast::Range start = token_.range;
  ast::Node* left =
      at(TokenKind::kPrivateName) ? parse_private_in(min_precedence, in) : parse_unary();
  if (is_plain_arrow(left)) return left;
  while (true) {
    const TokenKind op = token_.kind;
    const int precedence = precedence_of(op);
    if (precedence < min_precedence || precedence == 0 || (op == TokenKind::kIn && !in)) {
      return left;
    }
    if (op == TokenKind::kExponent && !left->is_parenthesized &&
        (left->kind == NodeKind::kUnaryExpression || left->kind == NodeKind::kAwaitExpression)) {
      fail(start.begin,
           "Unary operator used immediately before exponentiation expression. Parenthesis must be "
           "used to disambiguate operator precedence");
    }
    advance();
    Nesting nesting(*this);
    bool is_right_associative = precedence == kExponent;
    ast::Node* right = parse_binary(is_right_associative ? precedence : precedence + 1, in);
    if (is_plain_arrow(right)) unexpected();
    left = make_binary(start, op, left, right);
  }
}

// `#name in object`: the name stands where a relational operand may stand, and `in` follows.
ast::Node* Parser::parse_private_in(int min_precedence, bool in) {
  if (min_precedence > kRelational || !in) unexpected();
  ast::PrivateName* name = parse_private_name();
  if (!at(TokenKind::kIn)) unexpected();
  use_private(name);
  return name;
}

ast::Node* Parser::make_binary(const ast::Range& start, TokenKind op, ast::Node* left,
                               ast::Node* right) {
  if (op < TokenKind::kLogicalAnd) {
    auto* node = make<ast::BinaryExpression>(start);
    node->op =
        static_cast<ast::BinaryOperator>(static_cast<int>(op) - static_cast<int>(TokenKind::kAdd));
    node->left = left;
    node->right = right;
    return node;
  }
  bool others = op != TokenKind::kLogicalCoalesce;
  if (is_plain_logical(left, others) || is_plain_logical(right, others)) {
    fail(right, "?\?, && and || must not be mixed without parentheses");
  }
  auto* node = make<ast::LogicalExpression>(start);
  node->op = static_cast<ast::LogicalOperator>(static_cast<int>(op) -
                                               static_cast<int>(TokenKind::kLogicalAnd));
  node->left = left;
  node->right = right;
  return node;
}

ast::Node* Parser::parse_unary() {
  switch (token_.kind) {
    case TokenKind::kAdd:
      return parse_unary_operator(ast::UnaryOperator::kPlus);
    case TokenKind::kSubtract:
      return parse_unary_operator(ast::UnaryOperator::kMinus);
    case TokenKind::kNot:
      return parse_unary_operator(ast::UnaryOperator::kNot);
    case TokenKind::kBitNot:
      return parse_unary_operator(ast::UnaryOperator::kBitNot);
    case TokenKind::kTypeof:
      return parse_unary_operator(ast::UnaryOperator::kTypeof);
    case TokenKind::kVoid:
      return parse_unary_operator(ast::UnaryOperator::kVoid);
    case TokenKind::kDelete:
      return parse_unary_operator(ast::UnaryOperator::kDelete);
    case TokenKind::kIncrement:
    case TokenKind::kDecrement: {
      Nesting nesting(*this);
      const ast::Range start = token_.range;
      const bool is_increment = at(TokenKind::kIncrement);
      advance();
      ast::Node* argument = parse_unary();
      check_update_target(argument, "Invalid left-hand side expression in prefix operation");
      auto* node = make<ast::UpdateExpression>(start);
      node->op = is_increment ? ast::UpdateOperator::kIncrement : ast::UpdateOperator::kDecrement;
      node->is_prefix = true;
      node->argument = argument;
      return node;
    }
    default:
      break;
  }
  if (context_.await == Await::kOperator && at_word(u"await")) return parse_await();
  return parse_postfix();
}

ast::Node* Parser::parse_unary_operator(ast::UnaryOperator op) {
  Nesting nesting(*this);
  const ast::Range start = token_.range;
  advance();
  ast::Node* argument = parse_unary();
  if (is_plain_arrow(argument)) unexpected();
  if (op == ast::UnaryOperator::kDelete) {
    if (context_.is_strict && argument->kind == NodeKind::kIdentifier) {
      fail(argument, "Delete of an unqualified identifier in strict mode.");
    }
    if (is_private_member(argument)) fail(argument, "Private fields can not be deleted");
  }
  auto* node = make<ast::UnaryExpression>(start);
  node->op = op;
  node->argument = argument;
  return node;
}

ast::Node* Parser::parse_await() {
  Nesting nesting(*this);
  const ast::Range start = token_.range;
  advance();
  ast::Node* argument = parse_unary();
  if (is_plain_arrow(argument)) unexpected();
  last_await_ = start.begin + 1;
  if (!context_.in_function) tree_.program->has_top_level_await = true;
  auto* node = make<ast::AwaitExpression>(start);
  node->argument = argument;
  return node;
}

ast::Node* Parser::parse_postfix() {
  const ast::Range start = token_.range;
  ast::Node* argument = parse_left_hand_side();
  bool is_increment = at(TokenKind::kIncrement);
  if ((!is_increment && !at(TokenKind::kDecrement)) || token_.newline_before) return argument;
  check_update_target(argument, "Invalid left-hand side expression in postfix operation");
  advance();
  auto* node = make<ast::UpdateExpression>(start);
  node->op = is_increment ? ast::UpdateOperator::kIncrement : ast::UpdateOperator::kDecrement;
  node->argument = argument;
  return node;
}

// ECMAScript AssignmentTargetType is simple.
void Parser::check_update_target(ast::Node* target, const char* message) {
  if (target->kind == NodeKind::kMemberExpression) return;
  if (target->kind != NodeKind::kIdentifier) fail(target, message);
  check_binding_name(static_cast<ast::Identifier*>(target));
}

ast::Node* Parser::parse_left_hand_side() {
  const ast::Range start = token_.range;
  ast::Node* node = parse_primary();
  if (is_plain_arrow(node)) return node;
  bool in_chain = false;
  while (ast::Node* next = parse_subscript(start, node, true, in_chain)) {
    node = next;
    if (is_plain_arrow(node)) return node;
  }
  if (!in_chain) return node;
  auto* chain = make<ast::OptionalChain>(start);
  chain->expression = node;
  return chain;
}

// One member access, call or tagged template after `object`; null when there is none.
ast::Node* Parser::parse_subscript(const ast::Range& start, ast::Node* object, bool calls,
                                   bool& in_chain) {
  switch (token_.kind) {
    case TokenKind::kDot:
      advance();
      return parse_member(start, object, false);
    case TokenKind::kLeftBracket:
      return parse_index(start, object, false);
    case TokenKind::kLeftParen:
      return calls ? parse_call(start, object, false) : nullptr;
    case TokenKind::kTemplate: {
      if (in_chain) fail(token_.range.begin, "Invalid tagged template on optional chain");
      auto* quasi = parse_template(true);
      auto* node = make<ast::TaggedTemplate>(start);
      node->tag = object;
      node->quasi = quasi;
      return node;
    }
    case TokenKind::kOptionalDot:
      if (!calls) fail(token_.range.begin, "Invalid optional chain from new expression");
      advance();
      in_chain = true;
      if (at(TokenKind::kLeftParen)) return parse_call(start, object, true);
      if (at(TokenKind::kLeftBracket)) return parse_index(start, object, true);
      if (at(TokenKind::kTemplate)) {
        fail(token_.range.begin, "Invalid tagged template on optional chain");
      }
      return parse_member(start, object, true);
    default:
      return nullptr;
  }
}

ast::Node* Parser::parse_member(const ast::Range& start, ast::Node* object, bool is_optional) {
  ast::Node* property = nullptr;
  if (at(TokenKind::kPrivateName)) {
    if (object->kind == NodeKind::kSuper) fail(token_.range.begin, "Unexpected private field");
    ast::PrivateName* name = parse_private_name();
    use_private(name);
    property = name;
  } else {
    if (!at(TokenKind::kIdentifier) && !token_.is_keyword) unexpected();
    const Token name = token_;
    last_name_is_reserved_ = name.is_keyword && name.kind != TokenKind::kSuper;
    advance();
    auto* literal = make<ast::StringLiteral>(name.range);
    literal->value = name.value;
    property = literal;
  }
  auto* node = make<ast::MemberExpression>(start);
  node->is_optional = is_optional;
  node->object = object;
  node->property = property;
  return node;
}

ast::Node* Parser::parse_index(const ast::Range& start, ast::Node* object, bool is_optional) {
  expect(TokenKind::kLeftBracket);
  ast::Node* property = parse_expression();
  expect(TokenKind::kRightBracket);
  auto* node = make<ast::MemberExpression>(start);
  node->is_computed = true;
  node->is_optional = is_optional;
  node->object = object;
  node->property = property;
  return node;
}

// A call; or, after `async`, the parameters of an arrow function.
// Where V8 says a call stands: at the name right before its parenthesis, else at the parenthesis,
// which is the next token. Reserved words are no names here.
ast::Range Parser::call_place(const ast::Node& callee, bool is_optional) const {
  if (is_optional || callee.is_parenthesized) return token_.range;
  if (callee.kind == NodeKind::kIdentifier) return callee.range;
  if (callee.kind != NodeKind::kMemberExpression) return token_.range;
  const ast::Node& property = *ast::as<ast::MemberExpression>(callee).property;
  if (ast::as<ast::MemberExpression>(callee).is_computed) return token_.range;
  if (property.kind != NodeKind::kStringLiteral || last_name_is_reserved_) return token_.range;
  return property.range;
}

ast::Node* Parser::parse_call(const ast::Range& start, ast::Node* callee, bool is_optional) {
  const bool names_eval =
      callee->kind == NodeKind::kIdentifier && ast::as<ast::Identifier>(*callee).name == u"eval";
  if (names_eval && !is_optional) refuse(start.begin, unsupported::kDirectEval);
  const bool may_be_arrow = callee->kind == NodeKind::kIdentifier && !callee->is_parenthesized &&
                            !is_optional && arrow_start_ == start.begin &&
                            tree_.text(*callee) == u"async" && !token_.newline_before;
  const bool in = arrow_in_;
  const uint32_t before = start.begin;
  const ast::Range place = call_place(*callee, is_optional);
  ast::NodeList arguments = parse_arguments();
  if (may_be_arrow && starts_arrow_body()) {
    if (last_await_name_ > before || last_await_ > before) {
      fail(start.begin, "Illegal await-expression in formal parameters of async function");
    }
    if (last_yield_ > before) {
      fail(start.begin, "Yield expression not allowed in formal parameter");
    }
    Nodes params;
    for (size_t i = 0; i < arguments.size(); ++i) {
      ast::Node* argument = arguments[i];
      if (argument->kind == NodeKind::kSpreadElement) {
        auto* spread = static_cast<ast::SpreadElement*>(argument);
        params.push_back(to_rest(spread, i + 1 == arguments.size(), true));
      } else {
        params.push_back(to_pattern_element(argument, true));
      }
    }
    return parse_arrow(start, params, true, in);
  }
  auto* node = make<ast::CallExpression>(start);
  node->is_optional = is_optional;
  node->callee = callee;
  node->place = place;
  node->arguments = arguments;
  return node;
}

ast::NodeList Parser::parse_arguments() {
  expect(TokenKind::kLeftParen);
  Nodes arguments;
  while (!at(TokenKind::kRightParen)) {
    arguments.push_back(at(TokenKind::kEllipsis) ? parse_spread() : parse_assignment());
    if (!at(TokenKind::kRightParen)) {
      expect(TokenKind::kComma);
      if (at(TokenKind::kRightParen)) arguments.back()->has_trailing_comma = true;
    }
  }
  advance();
  return arena_.list(arguments);
}

ast::Node* Parser::parse_new() {
  Nesting nesting(*this);
  const ast::Range start = token_.range;
  advance();
  if (eat(TokenKind::kDot)) {
    if (!at_word(u"target")) unexpected();
    if (!context_.allows_new_target) {
      fail(start.begin, "new.target expression is not allowed here");
    }
    advance();
    auto* node = make<ast::MetaProperty>(start);
    node->meta = ast::MetaPropertyKind::kNewTarget;
    return node;
  }
  if (at(TokenKind::kImport) && peek().kind == TokenKind::kLeftParen) {
    fail(token_.range.begin, "Cannot use new with import");
  }
  const ast::Range callee_start = token_.range;
  ast::Node* callee = at(TokenKind::kNew) ? parse_new() : parse_primary();
  bool in_chain = false;
  while (ast::Node* next = parse_subscript(callee_start, callee, false, in_chain)) callee = next;
  ast::NodeList arguments;
  if (at(TokenKind::kLeftParen)) arguments = parse_arguments();
  auto* node = make<ast::NewExpression>(start);
  node->callee = callee;
  node->arguments = arguments;
  return node;
}

}  // namespace actx
