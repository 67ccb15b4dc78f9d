// Destructuring, in bindings and in assignments (14.3.3, 13.15.5).
#include "script/compiler.h"

namespace actx {

using ast::as;
using ast::NodeKind;

void FunctionCompiler::bind_pattern(const ast::Pattern& pattern, Binding binding) {
  switch (pattern.kind) {
    case NodeKind::kArrayPattern:
      return array_pattern(as<ast::ArrayPattern>(pattern), binding);
    case NodeKind::kObjectPattern:
      return object_pattern(as<ast::ObjectPattern>(pattern), binding);
    case NodeKind::kAssignmentPattern: {
      const auto& with_default = as<ast::AssignmentPattern>(pattern);
      default_value(*with_default.default_value, *with_default.target,
                    with_default.is_target_parenthesized);
      return bind_pattern(*with_default.target, binding);
    }
    case NodeKind::kIdentifier:
      return store_name(as<ast::Identifier>(pattern).name, pattern, binding);
    default: {  // a member, whose object was not evaluated early
      uint32_t saved_locals = next_local_;
      auto value = static_cast<int32_t>(new_local());
      emit(Op::kSetLocal, value);
      Reference place = reference(pattern);
      emit(Op::kLocal, value);
      reference_set(place);
      emit(Op::kPop);
      release_locals(saved_locals);
    }
  }
}

// Replaces undefined on the stack by the default.
void FunctionCompiler::default_value(const ast::Expression& value, const ast::Pattern& target,
                                     bool is_parenthesized) {
  Label given;
  jump(Op::kJumpIfNotUndefinedKeep, given);
  emit(Op::kPop);
  if (target.kind == NodeKind::kIdentifier && !is_parenthesized) {
    named_expression(value, as<ast::Identifier>(target).name);
  } else {
    expression(value);
  }
  if (target.kind == NodeKind::kObjectPattern || target.kind == NodeKind::kArrayPattern) {
    pattern_source(&value);
  }
  bind(given);
}

static const ast::Pattern& target_of(const ast::Pattern& element) {
  return element.kind == NodeKind::kAssignmentPattern ? *as<ast::AssignmentPattern>(element).target
                                                      : element;
}

// The value is on the stack; `target`, if any, was evaluated before it.
void FunctionCompiler::bind_target(const ast::Pattern& pattern, Binding binding,
                                   const Reference* target) {
  if (target == nullptr) return bind_pattern(pattern, binding);
  if (pattern.kind == NodeKind::kAssignmentPattern) {
    default_value(*as<ast::AssignmentPattern>(pattern).default_value,
                  *as<ast::AssignmentPattern>(pattern).target, true);
  }
  reference_set(*target);
  emit(Op::kPop);
}

void FunctionCompiler::array_element(const ast::Pattern& element, uint32_t base, Binding binding) {
  bool is_rest = element.kind == NodeKind::kRestElement;
  const ast::Pattern& inner = is_rest ? *as<ast::RestElement>(element).argument : element;
  const ast::Pattern& target = target_of(inner);
  uint32_t saved_locals = next_local_;
  Reference place{};
  bool is_member = target.kind == NodeKind::kMemberExpression;
  if (is_member) place = reference(target);
  emit_at(element, is_rest ? Op::kPatternRest : Op::kPatternStep, 0, base);
  bind_target(inner, binding, is_member ? &place : nullptr);
  release_locals(saved_locals);
}

void FunctionCompiler::array_pattern(const ast::ArrayPattern& pattern, Binding binding) {
  uint32_t saved_locals = next_local_;
  uint32_t base = new_local(3);
  emit_at(pattern, Op::kGetIterator, 0, base, 2);
  text(pattern_is_nested_ ? "" : pattern_text_);
  pattern_is_nested_ = true;
  emit(Op::kFalse);
  emit(Op::kSetLocal, static_cast<int32_t>(base + 2));
  Control& control = push_control(ControlKind::kIterator);
  control.base = base;
  control.has_done = true;
  for (const ast::Pattern* element : pattern.elements) {
    if (element == nullptr) {
      emit_at(pattern, Op::kPatternSkip, 0, base);
    } else {
      array_element(*element, base, binding);
    }
  }
  std::unique_ptr<Control> done = std::move(controls_.back());
  controls_.pop_back();
  uint32_t region_end = here();
  close_iterator(*done);
  Label end;
  jump(Op::kJump, end);
  uint32_t depth = depth_;
  close_iterator_on_throw(*done, region_end);
  depth_ = depth;
  bind(end);
  release_locals(saved_locals);
}

static std::string key_text(const ast::Expression& key) {
  PropertyKey literal = literal_key(key);
  if (literal.is_index()) return std::to_string(literal.as_index());
  Arena arena;
  return utf16_to_utf8(literal.as_atom()->view(arena));
}

// What the messages of the next pattern call its value: an expression, or nothing.
void FunctionCompiler::pattern_source(const ast::Expression* source) {
  pattern_text_ = source != nullptr ? call_site_text(*source) : "";
  pattern_is_nested_ = false;
}

// V8 names the first property and the source text in its message.
void FunctionCompiler::check_destructure(const ast::ObjectPattern& pattern) {
  std::string message = "Cannot destructure ";
  const ast::Node* at = &pattern;
  if (!pattern.properties.empty() && pattern.properties[0]->kind == NodeKind::kPatternProperty) {
    const auto& first = as<ast::PatternProperty>(*pattern.properties[0]);
    if (!first.is_computed) {
      message += "property '" + key_text(*first.key) + "' of ";
      at = first.key;
    }
  }
  emit_at(*at, Op::kCheckDestructure, 0, 0, pattern_is_nested_ ? 1 : 0);
  if (pattern_is_nested_) {
    text(at == &pattern ? "" : key_text(*at));
  } else {
    text(message + "'" + pattern_text_);
  }
  pattern_is_nested_ = true;
}

void FunctionCompiler::object_pattern(const ast::ObjectPattern& pattern, Binding binding) {
  uint32_t saved_locals = next_local_;
  check_destructure(pattern);
  uint32_t source = new_local();
  emit(Op::kSetLocal, static_cast<int32_t>(source));
  bool has_rest =
      !pattern.properties.empty() && pattern.properties.back()->kind == NodeKind::kRestElement;
  // Keys that a rest element leaves out: a constant, or a local for a computed key.
  std::vector<std::pair<bool, int32_t>> keys;
  for (const ast::Node* node : pattern.properties) {
    if (node->kind == NodeKind::kRestElement) {
      const ast::Pattern& target = *as<ast::RestElement>(*node).argument;
      Reference place{};
      bool is_member = target.kind == NodeKind::kMemberExpression;
      if (is_member) place = reference(target);
      emit(Op::kLocal, static_cast<int32_t>(source));
      for (auto [is_local, index] : keys) emit(is_local ? Op::kLocal : Op::kKey, index);
      emit_at(*node, Op::kCopyRest, static_cast<int32_t>(keys.size()));
      bind_target(target, binding, is_member ? &place : nullptr);
      continue;
    }
    const auto& property = as<ast::PatternProperty>(*node);
    uint32_t key_local = 0;
    object_pattern_property(property, source, has_rest, &key_local, binding);
    if (property.is_computed) {
      keys.emplace_back(true, static_cast<int32_t>(key_local));
    } else {
      keys.emplace_back(false, unit_.key_constant(literal_key(*property.key)));
    }
  }
  release_locals(saved_locals);
}

void FunctionCompiler::object_pattern_property(const ast::PatternProperty& property,
                                               uint32_t source, bool keeps_key, uint32_t* key_local,
                                               Binding binding) {
  if (property.is_computed && keeps_key) *key_local = new_local();
  uint32_t saved_locals = next_local_;
  if (property.is_computed) {
    if (!keeps_key) *key_local = new_local();
    property_key(*property.key, true);
    emit(Op::kSetLocal, static_cast<int32_t>(*key_local));
  }
  const ast::Pattern& target = target_of(*property.value);
  Reference place{};
  bool is_member = target.kind == NodeKind::kMemberExpression;
  if (is_member) place = reference(target);
  emit(Op::kLocal, static_cast<int32_t>(source));
  if (property.is_computed) {
    emit(Op::kLocal, static_cast<int32_t>(*key_local));
    emit_at(*property.key, Op::kGetElement);
  } else {
    emit_at(*property.key, Op::kGetProperty, unit_.key_constant(literal_key(*property.key)));
  }
  pattern_is_nested_ = true;
  bind_target(*property.value, binding, is_member ? &place : nullptr);
  release_locals(saved_locals);
}

}  // namespace actx
