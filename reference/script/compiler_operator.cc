// Unary, binary, logical, assignment and update expressions.
#include "script/compiler.h"

namespace actx {

using ast::as;
using ast::BinaryOperator;
using ast::NodeKind;

void FunctionCompiler::unary(const ast::UnaryExpression& node) {
  using ast::UnaryOperator;
  const ast::Expression& argument = *node.argument;
  if (node.op == UnaryOperator::kDelete) return delete_expression(argument);
  if (node.op == UnaryOperator::kTypeof && argument.kind == NodeKind::kIdentifier) {
    std::u16string_view name = as<ast::Identifier>(argument).name;
    if (ScopeAnalysis::resolve(scope_, name).variable == nullptr) {
      emit_at(argument, Op::kGlobalOrUndefined, unit_.key_constant(name));
      emit(Op::kTypeOf);
      return;
    }
  }
  if (node.op == UnaryOperator::kMinus && argument.kind == NodeKind::kNumberLiteral) {
    double value = as<ast::NumberLiteral>(argument).value;
    emit(Op::kConstant, unit_.number_constant(-value));
    return;
  }
  expression(argument);
  switch (node.op) {
    case UnaryOperator::kPlus:
      emit_at(node, Op::kToNumber);
      break;
    case UnaryOperator::kMinus:
      emit_at(node, Op::kNegate);
      break;
    case UnaryOperator::kNot:
      emit(Op::kNot);
      break;
    case UnaryOperator::kBitNot:
      emit_at(node, Op::kBitNot);
      break;
    case UnaryOperator::kTypeof:
      emit(Op::kTypeOf);
      break;
    default:  // void
      emit(Op::kPop);
      emit(Op::kUndefined);
  }
}

void FunctionCompiler::delete_expression(const ast::Expression& argument) {
  if (argument.kind == NodeKind::kOptionalChain) {
    Chain chain;
    Chain* outer = chain_;
    chain_ = &chain;
    delete_expression(*as<ast::OptionalChain>(argument).expression);
    chain_ = outer;
    Label end;
    jump(Op::kJump, end);
    ++depth_;
    bind(chain.two);
    emit(Op::kPop);
    bind(chain.one);
    emit(Op::kPop);
    emit(Op::kTrue);
    bind(end);
    return;
  }
  if (argument.kind == NodeKind::kIdentifier) {
    std::u16string_view name = as<ast::Identifier>(argument).name;
    if (ScopeAnalysis::resolve(scope_, name).variable == nullptr) {
      emit_at(argument, Op::kDeleteGlobal, unit_.key_constant(name));
    } else {
      emit(Op::kFalse);
    }
    return;
  }
  if (argument.kind != NodeKind::kMemberExpression) {
    effect(argument);
    emit(Op::kTrue);
    return;
  }
  const auto& target = as<ast::MemberExpression>(argument);
  if (target.object->kind == NodeKind::kSuper) {
    load_this(&argument);
    emit(Op::kPop);
    emit_at(argument, Op::kThrowTypeError,
            unit_.string_constant(u"Unsupported reference to 'super'"), 0, 1);
    emit(Op::kTrue);
    return;
  }
  expression(*target.object);
  if (target.is_optional) short_circuit(0);
  if (target.is_computed) {
    expression(*target.property);
    emit_at(argument, Op::kDeleteElement, 0, 0, info_->is_strict);
  } else {
    emit_at(argument, Op::kDeleteProperty, unit_.key_constant(literal_key(*target.property)), 0,
            info_->is_strict);
  }
}

void FunctionCompiler::binary(const ast::BinaryExpression& node) {
  if (node.left->kind == NodeKind::kPrivateName) {
    load_raw(ScopeAnalysis::resolve(
        scope_, unit_.analysis().private_name(as<ast::PrivateName>(*node.left).name)));
    expression(*node.right);
    emit_at(node, Op::kHasPrivate);
    return;
  }
  expression(*node.left);
  expression(*node.right);
  // V8 blames the right operand of these two.
  bool blames_right = node.op == BinaryOperator::kInstanceof;
  binary_operator(node.op, blames_right ? *node.left : static_cast<const ast::Node&>(node));
}

void FunctionCompiler::binary_operator(BinaryOperator op, const ast::Node& at) {
  auto numeric = [&](NumericOp which) {
    emit_at(at, Op::kNumeric, 0, 0, static_cast<uint8_t>(which));
  };
  switch (op) {
    case BinaryOperator::kAdd:
      emit_at(at, Op::kAdd);
      break;
    case BinaryOperator::kSubtract:
      return numeric(NumericOp::kSubtract);
    case BinaryOperator::kMultiply:
      return numeric(NumericOp::kMultiply);
    case BinaryOperator::kDivide:
      return numeric(NumericOp::kDivide);
    case BinaryOperator::kRemainder:
      return numeric(NumericOp::kRemainder);
    case BinaryOperator::kExponent:
      return numeric(NumericOp::kExponentiate);
    case BinaryOperator::kShiftLeft:
      return numeric(NumericOp::kShiftLeft);
    case BinaryOperator::kShiftRight:
      return numeric(NumericOp::kShiftRight);
    case BinaryOperator::kShiftRightUnsigned:
      return numeric(NumericOp::kShiftRightUnsigned);
    case BinaryOperator::kBitAnd:
      return numeric(NumericOp::kBitAnd);
    case BinaryOperator::kBitOr:
      return numeric(NumericOp::kBitOr);
    case BinaryOperator::kBitXor:
      return numeric(NumericOp::kBitXor);
    case BinaryOperator::kEqual:
      emit_at(at, Op::kEqual);
      break;
    case BinaryOperator::kNotEqual:
      emit_at(at, Op::kNotEqual);
      break;
    case BinaryOperator::kStrictEqual:
      emit(Op::kStrictEqual);
      break;
    case BinaryOperator::kStrictNotEqual:
      emit(Op::kStrictNotEqual);
      break;
    case BinaryOperator::kLess:
      emit_at(at, Op::kLess);
      break;
    case BinaryOperator::kLessEqual:
      emit_at(at, Op::kLessEqual);
      break;
    case BinaryOperator::kGreater:
      emit_at(at, Op::kGreater);
      break;
    case BinaryOperator::kGreaterEqual:
      emit_at(at, Op::kGreaterEqual);
      break;
    case BinaryOperator::kInstanceof:
      emit_at(at, Op::kInstanceOf);
      break;
    case BinaryOperator::kIn:
      emit_at(at, Op::kIn);
      break;
  }
}

static Op jump_of(ast::LogicalOperator op) {
  switch (op) {
    case ast::LogicalOperator::kAnd:
      return Op::kJumpIfFalseKeep;
    case ast::LogicalOperator::kOr:
      return Op::kJumpIfTrueKeep;
    default:
      return Op::kJumpIfNotNullishKeep;
  }
}

void FunctionCompiler::logical(const ast::LogicalExpression& node) {
  Label end;
  expression(*node.left);
  jump(jump_of(node.op), end);
  emit(Op::kPop);
  expression(*node.right);
  bind(end);
}

void FunctionCompiler::assignment(const ast::AssignmentExpression& node, bool keep) {
  if (ast::is_logical(node.op)) {
    logical_assignment(node);
    if (!keep) emit(Op::kPop);
    return;
  }
  if (ast::is_compound(node.op)) {
    compound_assignment(node);
    if (!keep) emit(Op::kPop);
    return;
  }
  const ast::Pattern& target = *node.target;
  if (target.kind == NodeKind::kIdentifier) {
    std::u16string_view name = as<ast::Identifier>(target).name;
    if (node.is_target_parenthesized) {
      expression(*node.value);
    } else {
      named_expression(*node.value, name);
    }
    if (keep) emit(Op::kDup);
    store_name(name, target, Binding::kAssign);
    return;
  }
  if (target.kind == NodeKind::kMemberExpression) {
    Reference place = reference(target);
    expression(*node.value);
    reference_set(place);
    if (!keep) emit(Op::kPop);
    return;
  }
  expression(*node.value);
  if (keep) emit(Op::kDup);
  pattern_source(node.value);
  bind_pattern(target, Binding::kAssign);
}

void FunctionCompiler::compound_assignment(const ast::AssignmentExpression& node) {
  uint32_t saved_locals = next_local_;
  Reference place = reference(*node.target);
  if (place.kind == Reference::kElement) emit_at(*node.target, Op::kCheckElement);
  reference_get(place);
  expression(*node.value);
  binary_operator(ast::binary_of(node.op), node);
  reference_set(place);
  release_locals(saved_locals);
}

void FunctionCompiler::logical_assignment(const ast::AssignmentExpression& node) {
  uint32_t saved_locals = next_local_;
  Reference place = reference(*node.target);
  if (place.kind == Reference::kElement) emit_at(*node.target, Op::kCheckElement);
  reference_get(place);
  Label skip;
  Label end;
  jump(jump_of(ast::logical_of(node.op)), skip);
  emit(Op::kPop);
  if (place.kind == Reference::kVariable && !node.is_target_parenthesized) {
    named_expression(*node.value, place.name);
  } else {
    expression(*node.value);
  }
  reference_set(place);
  jump(Op::kJump, end);
  depth_ += place.operands;
  bind(skip);
  for (uint32_t i = 0; i < place.operands; ++i) {
    emit(Op::kSwap);
    emit(Op::kPop);
  }
  bind(end);
  release_locals(saved_locals);
}

void FunctionCompiler::update(const ast::UpdateExpression& node, bool keep) {
  uint32_t saved_locals = next_local_;
  int32_t by = node.op == ast::UpdateOperator::kIncrement ? 1 : -1;
  Reference place = reference(*node.argument);
  if (place.kind == Reference::kElement) emit_at(*node.argument, Op::kCheckElement);
  reference_get(place);
  emit_at(node, Op::kToNumeric);
  if (node.is_prefix || !keep) {
    emit(Op::kIncrement, by);
    reference_set(place);
    if (!keep) emit(Op::kPop);
  } else {
    emit(Op::kDup);
    if (place.operands == 1) emit(Op::kRot3);
    if (place.operands == 2) emit(Op::kRot4);
    emit(Op::kIncrement, by);
    reference_set(place);
    emit(Op::kPop);
  }
  release_locals(saved_locals);
}

}  // namespace actx
