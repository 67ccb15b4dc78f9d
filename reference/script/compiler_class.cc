// Classes (15.7): constructor, methods, fields, private names, static blocks.
#include "script/compiler.h"

namespace actx {

using ast::as;
using ast::ClassElementKind;
using ast::NodeKind;

// Pushes a property key: constant, or computed and converted.
void FunctionCompiler::property_key(const ast::Expression& key, bool is_computed) {
  if (!is_computed) {
    emit(Op::kKey, unit_.key_constant(literal_key(key)));
    return;
  }
  expression(key);
  emit_at(key, Op::kToPropertyKey);
}

// Whether instances get something when they are made.
static bool has_instance_elements(const ast::Class& node) {
  for (const ast::ClassElement* element : node.elements) {
    if (element->is_static) continue;
    if (element->element_kind == ClassElementKind::kField) return true;
    if (element->element_kind == ClassElementKind::kStaticBlock) continue;
    if (element->key->kind == NodeKind::kPrivateName) return true;
  }
  return false;
}

// Leaves the class on the stack.
void FunctionCompiler::class_value(const ast::Class& node, std::u16string_view name) {
  StaticScope* scope = unit_.analysis().scope_of(node);
  enter_scope(scope);
  for (Variable* variable : scope->variables) {
    if (variable->role != VariableRole::kSpecial) continue;
    emit(Op::kNewPrivateName, unit_.string_constant(variable->name));
    initialise(variable, scope);
  }
  bool is_derived = node.super_class != nullptr;
  if (is_derived) expression(*node.super_class);
  bool has_fields = has_instance_elements(node);
  int32_t index = 0;
  if (node.constructor != nullptr) {
    index = function_code(*node.constructor, name, has_fields);
  } else {
    FunctionCode* code = unit_.new_code(&index);
    code->name = atom_of(name);
    code->is_strict = true;
    code->role = is_derived ? CodeRole::kDerivedConstructor : CodeRole::kBaseConstructor;
    code->positions.push_back({0, node.range.line, node.range.column});
    FunctionInfo info;
    info.node = &node;
    info.is_strict = true;
    FunctionCompiler(unit_, &info, code, scope_)
        .compile_default_constructor(is_derived, has_fields);
  }
  FunctionCode& code = *unit_.unit().functions[static_cast<size_t>(index)];
  code.source_begin = node.range.begin;  // toString gives the whole class
  code.source_end = node.range.end;
  emit_at(is_derived ? *node.super_class : static_cast<const ast::Node&>(node), Op::kNewClass,
          index, 0, is_derived ? 1 : 0);
  const size_t lazy = lazy_members(node, code);
  class_elements(node, lazy);
  emit(Op::kPop);  // the prototype
  if (node.name != nullptr) {
    emit(Op::kDup);
    initialise(scope->find(node.name->name), scope);
  }
  emit_at(node, Op::kRunStatics);
  leave_scope();
}

static std::u16string name_text(const ast::Expression& key) {
  PropertyKey literal = literal_key(key);
  if (literal.is_index()) {
    std::string digits = std::to_string(literal.as_index());
    return {digits.begin(), digits.end()};
  }
  Arena arena;
  return std::u16string(literal.as_atom()->view(arena));
}

// Not the properties that every function has: those are older than the class's own.
static bool may_be_lazy(const ast::ClassElement& element) {
  const std::u16string name = name_text(*element.key);
  if (!element.is_static) return name != u"constructor";
  for (const char16_t* own : {u"length", u"name", u"prototype", u"arguments", u"caller"}) {
    if (name == own) return false;
  }
  return true;
}

static bool is_method(const ast::ClassElement& element) {
  return element.element_kind == ClassElementKind::kMethod ||
         element.element_kind == ClassElementKind::kGetter ||
         element.element_kind == ClassElementKind::kSetter;
}

// Gives the class the members that are made on demand; returns how many of its elements were looked
// at for that. The methods among the others are defined in their order.
size_t FunctionCompiler::lazy_members(const ast::Class& node, FunctionCode& constructor) {
  auto members = std::make_unique<ClassMembers>();
  size_t at = 0;
  for (; at < node.elements.size(); ++at) {
    const ast::ClassElement& element = *node.elements[at];
    if (!is_method(element) || element.key->kind == NodeKind::kPrivateName) continue;
    if (element.is_computed || !may_be_lazy(element)) break;
    MemberTable::Kind kind = MemberTable::Kind::kMethod;
    std::u16string prefix;
    if (element.element_kind == ClassElementKind::kGetter) {
      kind = MemberTable::Kind::kGetter;
      prefix = u"get ";
    } else if (element.element_kind == ClassElementKind::kSetter) {
      kind = MemberTable::Kind::kSetter;
      prefix = u"set ";
    }
    const int32_t function = function_code(*element.value, prefix + name_text(*element.key), false);
    (element.is_static ? members->statics : members->prototype)
        .add(literal_key(*element.key), kind, function);
  }
  if (!members->statics.all().empty() || !members->prototype.all().empty()) {
    constructor.members = std::move(members);
  }
  return at;
}

// The stack holds constructor and prototype, before and after. Of the first `lazy` elements, those
// with a plain key are there already.
void FunctionCompiler::class_elements(const ast::Class& node, size_t lazy) {
  for (size_t at = 0; at < node.elements.size(); ++at) {
    const ast::ClassElement* element = node.elements[at];
    switch (element->element_kind) {
      case ClassElementKind::kMethod:
      case ClassElementKind::kGetter:
      case ClassElementKind::kSetter:
        if (at >= lazy || element->key->kind == NodeKind::kPrivateName) class_method(*element);
        break;
      case ClassElementKind::kField:
        class_field(*element);
        break;
      case ClassElementKind::kStaticBlock:
        emit(Op::kSwap);
        closure(*element->value, u"<static_initializer>");
        emit(Op::kAddStaticBlock);
        emit(Op::kSwap);
        break;
    }
  }
}

void FunctionCompiler::class_method(const ast::ClassElement& element) {
  uint8_t flags = element.is_static ? kMethodStatic : 0;
  std::u16string prefix;
  uint8_t prefix_kind = 0;
  if (element.element_kind == ClassElementKind::kGetter) {
    flags |= kMethodGetter;
    prefix = u"get ";
    prefix_kind = 1;
  } else if (element.element_kind == ClassElementKind::kSetter) {
    flags |= kMethodSetter;
    prefix = u"set ";
    prefix_kind = 2;
  }
  if (element.key->kind == NodeKind::kPrivateName) {
    std::u16string_view name =
        unit_.analysis().private_name(as<ast::PrivateName>(*element.key).name);
    emit(Op::kSwap);
    load_raw(ScopeAnalysis::resolve(scope_, name));
    closure(*element.value, prefix + std::u16string(name));
    emit(Op::kAddPrivateMethod, 0, 0, flags);
    emit(Op::kSwap);
    return;
  }
  if (element.is_static) emit(Op::kSwap);
  property_key(*element.key, element.is_computed);
  if (element.is_computed) {
    closure(*element.value, u"");
    emit(Op::kSetFunctionName, 0, 0, prefix_kind);
  } else {
    closure(*element.value, prefix + name_text(*element.key));
  }
  emit_at(*element.key, Op::kDefineMethod, 0, 0, flags);
  if (element.is_static) emit(Op::kSwap);
}

void FunctionCompiler::class_field(const ast::ClassElement& element) {
  emit(Op::kSwap);
  if (element.key->kind == NodeKind::kPrivateName) {
    load_raw(ScopeAnalysis::resolve(
        scope_, unit_.analysis().private_name(as<ast::PrivateName>(*element.key).name)));
  } else {
    property_key(*element.key, element.is_computed);
  }
  if (element.value != nullptr) {
    closure(*element.value,
            element.is_static ? u"<static_initializer>" : u"<instance_members_initializer>");
  } else {
    emit(Op::kUndefined);
  }
  emit(Op::kAddField, 0, 0, element.is_static ? kMethodStatic : 0);
  emit(Op::kSwap);
}

}  // namespace actx
