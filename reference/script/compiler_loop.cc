#include "script/compiler.h"

namespace actx {

using ast::as;
using ast::NodeKind;

FunctionCompiler::Control& FunctionCompiler::push_loop(Label& break_label, Label& continue_label) {
  Control& control = push_control(ControlKind::kLoop);
  control.labels = std::move(pending_labels_);
  pending_labels_.clear();
  control.is_breakable = true;
  control.break_label = &break_label;
  control.continue_label = &continue_label;
  return control;
}

void FunctionCompiler::while_statement(const ast::Expression& test, const ast::Statement& body) {
  Label end;
  Label again;
  push_loop(end, again);
  uint32_t start = here();
  expression(test);
  jump(Op::kJumpIfFalse, end);
  statement(body);
  bind(again);
  jump_back(start);
  pop_control();
  bind(end);
}

void FunctionCompiler::do_while_statement(const ast::DoWhileStatement& node) {
  Label end;
  Label again;
  push_loop(end, again);
  uint32_t start = here();
  statement(*node.body);
  bind(again);
  expression(*node.test);
  jump(Op::kJumpIfFalse, end);
  jump_back(start);
  pop_control();
  bind(end);
}

// Each iteration gets its own copy of the captured `let`s (14.7.4.4).
void FunctionCompiler::for_statement(const ast::ForStatement& node) {
  std::vector<std::u16string_view> labels = std::move(pending_labels_);
  pending_labels_.clear();
  StaticScope* scope = unit_.analysis().scope_of(node);
  enter_scope(scope);
  if (node.init != nullptr) statement(*node.init);
  bool is_let = node.init != nullptr && node.init->kind == NodeKind::kVariableDeclaration &&
                as<ast::VariableDeclaration>(*node.init).variable_kind == ast::VariableKind::kLet;
  bool copies = is_let && scope->heap_count > 0;
  Label end;
  Label again;
  pending_labels_ = std::move(labels);
  push_loop(end, again);
  if (copies) emit(Op::kCopyScope);
  uint32_t start = here();
  if (node.test != nullptr) {
    expression(*node.test);
    jump(Op::kJumpIfFalse, end);
  }
  statement(*node.body);
  bind(again);
  if (copies) emit(Op::kCopyScope);
  if (node.update != nullptr) effect(*node.update);
  jump_back(start);
  pop_control();
  bind(end);
  leave_scope();
}

// The iterated expression, in a scope where the loop's own variables are still dead (14.7.5.6).
void FunctionCompiler::for_head(const ast::Node& loop, const ast::Node& left,
                                const ast::Expression& right) {
  StaticScope* scope = unit_.analysis().scope_of(loop);
  bool has_own_scope = left.kind == NodeKind::kVariableDeclaration && !scope->variables.empty();
  if (has_own_scope) enter_scope(scope);
  expression(right);
  if (has_own_scope) leave_scope();
}

// Binds the value on the stack to the left side.
void FunctionCompiler::for_binding(const ast::Node& left) {
  pattern_text_ = ".for";  // V8's name for the value
  pattern_is_nested_ = false;
  if (left.kind != NodeKind::kVariableDeclaration) return bind_pattern(left, Binding::kAssign);
  const auto& declaration = as<ast::VariableDeclaration>(left);
  bool is_var = declaration.variable_kind == ast::VariableKind::kVar;
  bind_pattern(*declaration.declarators[0]->target,
               is_var ? Binding::kAssign : Binding::kInitialise);
}

void FunctionCompiler::for_of_statement(const ast::ForOfStatement& node) {
  std::vector<std::u16string_view> labels = std::move(pending_labels_);
  pending_labels_.clear();
  uint32_t saved_locals = next_local_;
  for_head(node, *node.left, *node.right);
  uint32_t base = new_local(2);
  emit_at(*node.right, Op::kGetIterator, 0, base, node.is_await ? 1 : 0);
  text(call_site_text(*node.right));
  Label end;
  Label again;
  pending_labels_ = std::move(labels);
  Control& loop = push_loop(end, again);
  uint32_t start = here();
  if (node.is_await) {
    emit_at(*node.right, Op::kAsyncIteratorNext, 0, base);
    emit_at(*node.right, Op::kAwait);
    jump(Op::kAsyncIteratorUnwrap, end, base);
  } else {
    code_->positions.push_back({here(), node.right->range.line, node.right->range.column});
    jump(Op::kIteratorStep, end, base);
  }
  --depth_;
  Control& control = push_control(ControlKind::kIterator);
  ++depth_;
  control.base = base;
  control.is_async = node.is_await;
  control.loop = &loop;
  StaticScope* scope = unit_.analysis().scope_of(node);
  enter_scope(scope);
  for_binding(*node.left);
  statement(*node.body);
  leave_scope();
  std::unique_ptr<Control> done = std::move(controls_.back());
  controls_.pop_back();
  uint32_t region_end = here();
  bind(again);
  jump_back(start);
  uint32_t depth = depth_;
  close_iterator_on_throw(*done, region_end);
  depth_ = depth;
  pop_control();
  bind(end);
  release_locals(saved_locals);
}

void FunctionCompiler::for_in_statement(const ast::ForInStatement& node) {
  std::vector<std::u16string_view> labels = std::move(pending_labels_);
  pending_labels_.clear();
  uint32_t saved_locals = next_local_;
  if (node.left->kind == NodeKind::kVariableDeclaration) {
    const auto& declarator = *as<ast::VariableDeclaration>(*node.left).declarators[0];
    if (declarator.init != nullptr) {  // Annex B.3.5: for (var x = 1 in object)
      expression(*declarator.init);
      bind_pattern(*declarator.target, Binding::kAssign);
    }
  }
  for_head(node, *node.left, *node.right);
  uint32_t base = new_local();
  emit_at(*node.right, Op::kForInStart, 0, base);
  Label end;
  Label again;
  pending_labels_ = std::move(labels);
  push_loop(end, again);
  uint32_t start = here();
  jump(Op::kForInNext, end, base);
  enter_scope(unit_.analysis().scope_of(node));
  for_binding(*node.left);
  statement(*node.body);
  leave_scope();
  bind(again);
  jump_back(start);
  pop_control();
  bind(end);
  release_locals(saved_locals);
}

}  // namespace actx
