// Members, calls, optional chains, and references that are read and written.
#include "script/compiler.h"

namespace actx {

using ast::as;
using ast::NodeKind;

static bool has_spread(ast::NodeList list) {
  for (const ast::Node* node : list) {
    if (node->kind == NodeKind::kSpreadElement) return true;
  }
  return false;
}

// Pushes the arguments: one by one, or as one array when there is a spread among them.
bool FunctionCompiler::arguments(ast::NodeList list) {
  if (has_spread(list)) {
    array_literal(list, true);
    return true;
  }
  for (const ast::Node* node : list) expression(*node);
  return false;
}

// Inside an optional chain: leaves it when the value on the stack is nullish. `extra`: how many
// values besides that one are to be dropped.
void FunctionCompiler::short_circuit(uint32_t extra) {
  jump(Op::kJumpIfNullishKeep, extra == 0 ? chain_->one : chain_->two);
}

void FunctionCompiler::optional_chain(const ast::OptionalChain& node) {
  Chain chain;
  Chain* outer = chain_;
  chain_ = &chain;
  expression(*node.expression);
  chain_ = outer;
  Label end;
  jump(Op::kJump, end);
  ++depth_;
  bind(chain.two);
  emit(Op::kPop);
  bind(chain.one);
  emit(Op::kPop);
  emit(Op::kUndefined);
  bind(end);
}

// function, this and key: what the super instructions take.
void FunctionCompiler::super_operands(const ast::MemberExpression& node) {
  load_special(kCalleeName, Op::kCallee);
  load_this(&node);
  member_key(node);
}

void FunctionCompiler::member_key(const ast::MemberExpression& node) {
  if (node.is_computed) {
    expression(*node.property);
  } else {
    emit(Op::kKey, unit_.key_constant(literal_key(*node.property)));
  }
}

// Pushes the private name and reads or writes it. Methods have a message of their own for objects
// of other classes.
void FunctionCompiler::private_operation(std::u16string_view name, Op op, const ast::Node& at) {
  Resolution found = ScopeAnalysis::resolve(scope_, name);
  load_raw(found);
  emit_at(at, op);
  const ast::ClassElement* element = found.variable->private_element;
  if (element->element_kind == ast::ClassElementKind::kField) return;
  const ast::Identifier* owner = found.variable->private_class->name;
  std::string class_name = owner != nullptr ? utf16_to_utf8(owner->name) : "";
  if (element->is_static) {
    text("Receiver must be class " + class_name);
  } else {
    text("Receiver must be an instance of class " +
         (class_name.empty() ? "anonymous" : class_name));
  }
}

void FunctionCompiler::member(const ast::MemberExpression& node) {
  if (node.object->kind == NodeKind::kSuper) {
    super_operands(node);
    emit_at(*node.property, Op::kGetSuper);
    return;
  }
  expression(*node.object);
  if (node.is_optional) short_circuit(0);
  if (node.is_computed) {
    expression(*node.property);
    emit_at(*node.property, Op::kGetElement);
  } else if (node.property->kind == NodeKind::kPrivateName) {
    private_operation(unit_.analysis().private_name(as<ast::PrivateName>(*node.property).name),
                      Op::kGetPrivate, *node.property);
  } else {
    emit_at(*node.property, Op::kGetProperty, unit_.key_constant(literal_key(*node.property)));
  }
}

// Pushes the function to call and its `this`.
void FunctionCompiler::callee(const ast::Expression& node) {
  if (node.kind == NodeKind::kOptionalChain) {  // (a?.b)()
    Chain chain;
    Chain* outer = chain_;
    chain_ = &chain;
    callee(*as<ast::OptionalChain>(node).expression);
    chain_ = outer;
    Label end;
    jump(Op::kJump, end);
    bind(chain.two);
    emit(Op::kPop);
    bind(chain.one);
    emit(Op::kPop);
    emit(Op::kUndefined);
    emit(Op::kUndefined);
    bind(end);
    return;
  }
  if (node.kind != NodeKind::kMemberExpression) {
    expression(node);
    emit(Op::kUndefined);
    return;
  }
  const auto& target = as<ast::MemberExpression>(node);
  if (target.object->kind == NodeKind::kSuper) {
    super_operands(target);
    emit_at(*target.property, Op::kGetSuper);
    load_this(&node);
    return;
  }
  expression(*target.object);
  if (target.is_optional) short_circuit(0);
  if (target.is_computed) {
    expression(*target.property);
    emit_at(*target.property, Op::kGetElementMethod);
  } else if (target.property->kind == NodeKind::kPrivateName) {
    emit(Op::kDup);
    private_operation(unit_.analysis().private_name(as<ast::PrivateName>(*target.property).name),
                      Op::kGetPrivate, *target.property);
    emit(Op::kSwap);
  } else {
    emit_at(*target.property, Op::kGetMethod, unit_.key_constant(literal_key(*target.property)));
  }
}

void FunctionCompiler::call(const ast::CallExpression& node) {
  if (node.callee->kind == NodeKind::kSuper) return super_call(node);
  callee(*node.callee);
  if (node.is_optional) {
    emit(Op::kSwap);
    short_circuit(1);
    emit(Op::kSwap);
  }
  if (arguments(node.arguments)) {
    emit_at(node.place, Op::kCallSpread);
  } else {
    emit_at(node.place, Op::kCall, static_cast<int32_t>(node.arguments.size()));
  }
  text(call_site_text(*node.callee));
}

void FunctionCompiler::super_call(const ast::CallExpression& node) {
  load_special(kCalleeName, Op::kCallee);
  load_special(kNewTargetName, Op::kNewTarget);
  if (arguments(node.arguments)) {
    emit_at(node, Op::kSuperCallSpread);
  } else {
    emit_at(node, Op::kSuperCall, static_cast<int32_t>(node.arguments.size()));
  }
  FunctionInfo* owner = this_function();
  Resolution place{owner->scope->find(kThisName), owner->scope, owner != info_};
  load_raw(place);
  emit_at(node, Op::kCheckNoThis);
  emit(Op::kDup);
  store_raw(place);
  emit(Op::kDup);
  load_special(kCalleeName, Op::kCallee);
  emit(Op::kSwap);
  emit(Op::kInitFields);
}

void FunctionCompiler::new_expression(const ast::NewExpression& node) {
  expression(*node.callee);
  if (arguments(node.arguments)) {
    emit_at(node, Op::kNewSpread);
  } else {
    emit_at(node, Op::kNew, static_cast<int32_t>(node.arguments.size()));
  }
  text(call_site_text(*node.callee));
}

void FunctionCompiler::tagged_template(const ast::TaggedTemplate& node) {
  callee(*node.tag);
  TemplateSite site;
  for (const ast::TemplateElement* element : node.quasi->quasis) {
    site.parts.push_back(
        {element->has_cooked ? atom_of(element->cooked) : nullptr, atom_of(element->raw)});
  }
  unit_.unit().template_sites.push_back(std::move(site));
  emit(Op::kTemplateObject, static_cast<int32_t>(unit_.unit().template_sites.size() - 1));
  for (const ast::Node* value : node.quasi->expressions) expression(*value);
  emit_at(*node.quasi, Op::kCall, static_cast<int32_t>(node.quasi->expressions.size() + 1));
  text(call_site_text(*node.tag));
}

// ---- References ----

// Evaluates what is needed to find the place: nothing, an object, or an object and a key.
FunctionCompiler::Reference FunctionCompiler::reference(const ast::Expression& node) {
  Reference result{Reference::kVariable, &node, {}, -1, 0, 0};
  if (node.kind == NodeKind::kIdentifier) {
    result.name = as<ast::Identifier>(node).name;
    return result;
  }
  const auto& target = as<ast::MemberExpression>(node);
  if (target.object->kind == NodeKind::kSuper) {
    result.kind = Reference::kSuper;
    load_this(&node);
    emit(Op::kPop);
    member_key(target);
    result.key_local = new_local();
    emit(Op::kSetLocal, static_cast<int32_t>(result.key_local));
    return result;
  }
  expression(*target.object);
  result.operands = 1;
  if (target.is_computed) {
    result.kind = Reference::kElement;
    expression(*target.property);
    result.operands = 2;
  } else if (target.property->kind == NodeKind::kPrivateName) {
    result.kind = Reference::kPrivate;
    result.name = unit_.analysis().private_name(as<ast::PrivateName>(*target.property).name);
  } else {
    result.kind = Reference::kProperty;
    result.key = unit_.key_constant(literal_key(*target.property));
  }
  return result;
}

// Pushes the value of the place, keeping the operands.
void FunctionCompiler::reference_get(const Reference& place) {
  const ast::Node& at = place.kind == Reference::kVariable
                            ? *place.node
                            : *as<ast::MemberExpression>(*place.node).property;
  switch (place.kind) {
    case Reference::kVariable:
      load_name(place.name, at);
      break;
    case Reference::kProperty:
      emit(Op::kDup);
      emit_at(at, Op::kGetProperty, place.key);
      break;
    case Reference::kElement:
      emit(Op::kDup2);
      emit_at(at, Op::kGetElement);
      break;
    case Reference::kPrivate:
      emit(Op::kDup);
      private_operation(place.name, Op::kGetPrivate, at);
      break;
    case Reference::kSuper:
      load_special(kCalleeName, Op::kCallee);
      load_this(nullptr);
      emit(Op::kLocal, static_cast<int32_t>(place.key_local));
      emit_at(at, Op::kGetSuper);
      break;
  }
}

// Writes the value on the stack to the place; operands go, the value stays.
void FunctionCompiler::reference_set(const Reference& place) {
  const ast::Node& at = place.kind == Reference::kVariable
                            ? *place.node
                            : *as<ast::MemberExpression>(*place.node).property;
  switch (place.kind) {
    case Reference::kVariable:
      emit(Op::kDup);
      store_name(place.name, at, Binding::kAssign);
      break;
    case Reference::kProperty:
      emit_at(at, Op::kSetProperty, place.key, 0, info_->is_strict);
      break;
    case Reference::kElement:
      emit_at(at, Op::kSetElement, 0, 0, info_->is_strict);
      break;
    case Reference::kPrivate:
      private_operation(place.name, Op::kSetPrivate, at);
      break;
    case Reference::kSuper: {
      uint32_t saved_locals = next_local_;
      auto value = static_cast<int32_t>(new_local());
      emit(Op::kSetLocal, value);
      load_special(kCalleeName, Op::kCallee);
      load_this(nullptr);
      emit(Op::kLocal, static_cast<int32_t>(place.key_local));
      emit(Op::kLocal, value);
      emit_at(at, Op::kSetSuper, 0, 0, info_->is_strict);
      release_locals(saved_locals);
      break;
    }
  }
}

}  // namespace actx
