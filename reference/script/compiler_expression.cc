#include <cmath>

#include "script/compiler.h"

namespace actx {

using ast::as;
using ast::NodeKind;

void FunctionCompiler::number(double value) {
  if (value == std::floor(value) && std::fabs(value) < 1e9) {
    emit(Op::kInt, static_cast<int32_t>(value));
  } else {
    emit(Op::kConstant, unit_.number_constant(value));
  }
}

void FunctionCompiler::string(std::u16string_view text) {
  emit(Op::kConstant, unit_.string_constant(text));
}

void FunctionCompiler::expression(const ast::Expression& node) {
  switch (node.kind) {
    case NodeKind::kIdentifier:
      return load_name(as<ast::Identifier>(node).name, node);
    case NodeKind::kNullLiteral:
      emit(Op::kNull);
      return;
    case NodeKind::kBooleanLiteral:
      emit(as<ast::BooleanLiteral>(node).value ? Op::kTrue : Op::kFalse);
      return;
    case NodeKind::kNumberLiteral:
      return number(as<ast::NumberLiteral>(node).value);
    case NodeKind::kBigIntLiteral:
      emit(Op::kBigInt, unit_.string_constant(as<ast::BigIntLiteral>(node).digits));
      return;
    case NodeKind::kStringLiteral:
      return string(as<ast::StringLiteral>(node).value);
    case NodeKind::kRegExpLiteral: {
      // Pattern and flags are two values, so that neither index is limited to 16 bits.
      string(as<ast::RegExpLiteral>(node).pattern);
      string(as<ast::RegExpLiteral>(node).flags);
      emit_at(node, Op::kRegExp);
      return;
    }
    case NodeKind::kTemplateLiteral:
      return template_literal(as<ast::TemplateLiteral>(node));
    case NodeKind::kTaggedTemplate:
      return tagged_template(as<ast::TaggedTemplate>(node));
    case NodeKind::kThisExpression:
      return load_this(&node);
    case NodeKind::kArrayExpression:
      return array_literal(as<ast::ArrayExpression>(node).elements);
    case NodeKind::kObjectExpression:
      return object_literal(as<ast::ObjectExpression>(node));
    case NodeKind::kFunctionExpression:
    case NodeKind::kArrowFunction: {
      const auto& function = as<ast::Function>(node);
      return closure(function, function.name != nullptr ? function.name->name : u"");
    }
    case NodeKind::kClassExpression: {
      const auto& declared = as<ast::Class>(node);
      return class_value(declared, declared.name != nullptr ? declared.name->name : u"");
    }
    case NodeKind::kUnaryExpression:
      return unary(as<ast::UnaryExpression>(node));
    case NodeKind::kUpdateExpression:
      return update(as<ast::UpdateExpression>(node), true);
    case NodeKind::kBinaryExpression:
      return binary(as<ast::BinaryExpression>(node));
    case NodeKind::kLogicalExpression:
      return logical(as<ast::LogicalExpression>(node));
    case NodeKind::kAssignmentExpression:
      return assignment(as<ast::AssignmentExpression>(node), true);
    case NodeKind::kConditionalExpression:
      return conditional(as<ast::ConditionalExpression>(node));
    case NodeKind::kCallExpression:
      return call(as<ast::CallExpression>(node));
    case NodeKind::kNewExpression:
      return new_expression(as<ast::NewExpression>(node));
    case NodeKind::kMemberExpression:
      return member(as<ast::MemberExpression>(node));
    case NodeKind::kOptionalChain:
      return optional_chain(as<ast::OptionalChain>(node));
    case NodeKind::kSequenceExpression: {
      const auto& list = as<ast::SequenceExpression>(node).expressions;
      for (size_t i = 0; i + 1 < list.size(); ++i) effect(*list[i]);
      return expression(*list.back());
    }
    case NodeKind::kYieldExpression:
      return yield(as<ast::YieldExpression>(node));
    case NodeKind::kAwaitExpression:
      expression(*as<ast::AwaitExpression>(node).argument);
      emit_at(node, Op::kAwait);
      return;
    case NodeKind::kImportCall:
      expression(*as<ast::ImportCall>(node).source);
      emit_at(node, Op::kImportCall);
      return;
    case NodeKind::kMetaProperty:
      return meta_property(as<ast::MetaProperty>(node));
    default:
      emit(Op::kUndefined);
  }
}

// An expression whose value nobody wants.
void FunctionCompiler::effect(const ast::Expression& node) {
  switch (node.kind) {
    case NodeKind::kUpdateExpression:
      return update(as<ast::UpdateExpression>(node), false);
    case NodeKind::kAssignmentExpression:
      return assignment(as<ast::AssignmentExpression>(node), false);
    default:
      expression(node);
      emit(Op::kPop);
  }
}

bool FunctionCompiler::is_anonymous_function(const ast::Expression& node) {
  switch (node.kind) {
    case NodeKind::kFunctionExpression:
    case NodeKind::kFunctionDeclaration:
    case NodeKind::kArrowFunction:
      return as<ast::Function>(node).name == nullptr;
    case NodeKind::kClassExpression:
    case NodeKind::kClassDeclaration:
      return as<ast::Class>(node).name == nullptr;
    default:
      return false;
  }
}

// NamedEvaluation (8.4.5): an anonymous function takes the name of what it is assigned to.
void FunctionCompiler::named_expression(const ast::Expression& node, std::u16string_view name) {
  if (!is_anonymous_function(node)) return expression(node);
  if (node.kind == NodeKind::kClassExpression || node.kind == NodeKind::kClassDeclaration) {
    return class_value(as<ast::Class>(node), name);
  }
  closure(as<ast::Function>(node), name);
}

void FunctionCompiler::array_literal(const ast::NodeList& elements, bool is_call) {
  emit(Op::kNewArray);
  for (const ast::Node* element : elements) {
    if (element == nullptr) {
      emit(Op::kEmpty);
      emit(Op::kArrayPush);
    } else if (element->kind == NodeKind::kSpreadElement) {
      const ast::Expression& spread = *as<ast::SpreadElement>(*element).argument;
      expression(spread);
      emit_at(spread, Op::kArraySpread, 0, 0, is_call ? 1 : 0);
      if (!is_call) text(call_site_text(spread));
    } else {
      expression(*element);
      emit(Op::kArrayPush);
    }
  }
}

void FunctionCompiler::object_literal(const ast::ObjectExpression& node) {
  emit(Op::kNewObject);
  for (const ast::Node* property : node.properties) {
    if (property->kind == NodeKind::kSpreadElement) {
      expression(*as<ast::SpreadElement>(*property).argument);
      emit_at(*property, Op::kCopyProperties);
    } else {
      object_property(as<ast::Property>(*property));
    }
  }
}

// A property name as the name of a function: "[symbol]" forms are made at run time.
static std::u16string literal_name(const ast::Expression& key) {
  PropertyKey literal = literal_key(key);
  if (literal.is_index()) {
    std::string digits = std::to_string(literal.as_index());
    return {digits.begin(), digits.end()};
  }
  Arena arena;
  return std::u16string(literal.as_atom()->view(arena));
}

void FunctionCompiler::object_property(const ast::Property& property) {
  const ast::Expression& value = *property.value;
  if (property.property_kind == ast::PropertyKind::kInit) {
    if (property.is_computed) {
      property_key(*property.key, true);
      expression(value);
      if (is_anonymous_function(value)) emit(Op::kSetFunctionName);
      emit_at(property, Op::kDefineElement);
      return;
    }
    bool is_proto = !property.is_shorthand && property.key->kind == NodeKind::kStringLiteral &&
                    as<ast::StringLiteral>(*property.key).value == u"__proto__";
    if (is_proto) {
      expression(value);
      emit(Op::kSetPrototype);
      return;
    }
    named_expression(value, literal_name(*property.key));
    emit(Op::kDefineField, unit_.key_constant(literal_key(*property.key)));
    return;
  }
  uint8_t flags = kMethodEnumerable;
  std::u16string prefix;
  uint8_t prefix_kind = 0;
  if (property.property_kind == ast::PropertyKind::kGet) {
    flags |= kMethodGetter;
    prefix = u"get ";
    prefix_kind = 1;
  } else if (property.property_kind == ast::PropertyKind::kSet) {
    flags |= kMethodSetter;
    prefix = u"set ";
    prefix_kind = 2;
  }
  property_key(*property.key, property.is_computed);
  const auto& function = as<ast::Function>(value);
  if (property.is_computed) {
    closure(function, u"");
    emit(Op::kSetFunctionName, 0, 0, prefix_kind);
  } else {
    closure(function, prefix + literal_name(*property.key));
  }
  emit(Op::kDefineMethod, 0, 0, flags);
}

void FunctionCompiler::template_literal(const ast::TemplateLiteral& node) {
  int32_t count = 0;
  for (size_t i = 0; i < node.quasis.size(); ++i) {
    // The first part is kept even when empty: a template with one substitution is a string.
    if (!node.quasis[i]->cooked.empty() || (i == 0 && node.expressions.empty())) {
      string(node.quasis[i]->cooked);
      ++count;
    }
    if (i < node.expressions.size()) {
      expression(*node.expressions[i]);
      emit_at(*node.expressions[i], Op::kToStringValue);
      ++count;
    }
  }
  if (count != 1) emit(Op::kConcatStrings, count);
}

void FunctionCompiler::conditional(const ast::ConditionalExpression& node) {
  Label otherwise;
  Label end;
  expression(*node.test);
  jump(Op::kJumpIfFalse, otherwise);
  expression(*node.consequent);
  jump(Op::kJump, end);
  --depth_;
  bind(otherwise);
  expression(*node.alternate);
  bind(end);
}

void FunctionCompiler::meta_property(const ast::MetaProperty& node) {
  if (node.meta == ast::MetaPropertyKind::kNewTarget) {
    load_special(kNewTargetName, Op::kNewTarget);
  } else {
    emit_at(node, Op::kImportMeta);
  }
}

void FunctionCompiler::yield(const ast::YieldExpression& node) {
  if (node.is_delegate) return yield_delegate(node);
  if (node.argument != nullptr) {
    expression(*node.argument);
  } else {
    emit(Op::kUndefined);
  }
  if (is_async()) emit_at(node, Op::kAwait);
  Label next;
  jump(Op::kYield, next);
  uint32_t depth = depth_;
  if (is_async()) emit_at(node, Op::kAwait);  // 27.6.3.7: the value of return() is awaited
  emit_return();
  depth_ = depth;
  bind(next);
}

// AsyncGeneratorYield (27.6.3.8) inside yield*: the value is awaited before it is handed out, and
// so is the value of a return() that comes back, whose rejection becomes a throw.
void FunctionCompiler::delegate_yield_async(const ast::YieldExpression& node, uint32_t base) {
  emit(Op::kGetProperty, unit_.key_constant(u"value"));
  emit_at(node, Op::kAwait);
  emit(Op::kDelegateYield, 0, base);
  Label resumed;
  jump(Op::kJumpIfKindNot, resumed, base + 2, static_cast<uint8_t>(2));
  Control awaiting;
  awaiting.begin = here();
  awaiting.depth = depth_ - 1;
  awaiting.scope_depth = scope_depth_;
  emit_at(node, Op::kAwait);
  uint32_t end = here();
  jump(Op::kJump, resumed);
  add_handler(awaiting, end, here());
  emit(Op::kInt, 1);
  emit(Op::kSetLocal, static_cast<int32_t>(base + 2));
  bind(resumed);
}

// yield* (15.5.5): every resumption is passed on to the inner iterator.
void FunctionCompiler::yield_delegate(const ast::YieldExpression& node) {
  uint32_t saved_locals = next_local_;
  uint32_t base = new_local(3);
  expression(*node.argument);
  emit_at(*node.argument, Op::kGetIterator, 0, base, is_async() ? 1 : 0);
  emit(Op::kInt, 0);
  emit(Op::kSetLocal, static_cast<int32_t>(base + 2));
  emit(Op::kUndefined);
  uint32_t start = here();
  Label not_done;
  Label end;
  emit_at(node, Op::kDelegateCall, 0, base);
  if (is_async()) {
    Label no_return;
    // Without a return method the received value is the result, awaited and not unwrapped.
    jump(Op::kJumpIfKindNot, no_return, base + 2, 3);
    emit_at(node, Op::kAwait);
    emit_return();
    ++depth_;
    bind(no_return);
    emit_at(node, Op::kAwait);
  } else {
    Label no_return;
    jump(Op::kJumpIfKindNot, no_return, base + 2, 3);
    emit_return();
    ++depth_;
    bind(no_return);
  }
  code_->positions.push_back({here(), node.range.line, node.range.column});
  jump(Op::kDelegateDone, not_done, base);
  Label is_value;
  jump(Op::kJumpIfKindNot, is_value, base + 2, 2);
  emit_return();
  ++depth_;
  bind(is_value);
  jump(Op::kJump, end);
  bind(not_done);
  if (is_async()) {
    delegate_yield_async(node, base);
  } else {
    emit(Op::kDelegateYield, 0, base);
  }
  jump_back(start);
  bind(end);
  release_locals(saved_locals);
}

}  // namespace actx
