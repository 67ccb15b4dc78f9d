#include "script/compiler.h"

namespace actx {

using ast::as;
using ast::NodeKind;

void FunctionCompiler::statements(ast::NodeList list) {
  for (const ast::Node* node : list) statement(*node);
}

void FunctionCompiler::block(const ast::Node& key, ast::NodeList body) {
  StaticScope* scope = unit_.analysis().scope_of(key);
  enter_scope(scope);
  instantiate_functions(scope);
  statements(body);
  leave_scope();
}

// A branch of an if; a function declaration there stands in a block of its own (Annex B.3.3).
void FunctionCompiler::branch_statement(ast::Statement* const& node) {
  if (node->kind == NodeKind::kFunctionDeclaration) {
    block(*node, ast::NodeList(const_cast<ast::Node**>(&node), 1));
  } else {
    statement(*node);
  }
}

void FunctionCompiler::statement(const ast::Node& node) {
  switch (node.kind) {
    case NodeKind::kExpressionStatement:
      return effect(*as<ast::ExpressionStatement>(node).expression);
    case NodeKind::kVariableDeclaration:
      return variable_declaration(as<ast::VariableDeclaration>(node));
    case NodeKind::kFunctionDeclaration:
      return function_declaration(as<ast::Function>(node));
    case NodeKind::kClassDeclaration:
      return class_declaration(as<ast::Class>(node));
    case NodeKind::kBlockStatement:
      return block(node, as<ast::BlockStatement>(node).body);
    case NodeKind::kEmptyStatement:
    case NodeKind::kDebuggerStatement:
    case NodeKind::kImportDeclaration:
    case NodeKind::kExportAllDeclaration:
      return;
    case NodeKind::kIfStatement: {
      const auto& branch = as<ast::IfStatement>(node);
      Label otherwise;
      Label end;
      expression(*branch.test);
      jump(Op::kJumpIfFalse, otherwise);
      branch_statement(branch.consequent);
      if (branch.alternate != nullptr) {
        jump(Op::kJump, end);
        bind(otherwise);
        branch_statement(branch.alternate);
        bind(end);
      } else {
        bind(otherwise);
      }
      return;
    }
    case NodeKind::kForStatement:
      return for_statement(as<ast::ForStatement>(node));
    case NodeKind::kForInStatement:
      return for_in_statement(as<ast::ForInStatement>(node));
    case NodeKind::kForOfStatement:
      return for_of_statement(as<ast::ForOfStatement>(node));
    case NodeKind::kWhileStatement:
      return while_statement(*as<ast::WhileStatement>(node).test,
                             *as<ast::WhileStatement>(node).body);
    case NodeKind::kDoWhileStatement:
      return do_while_statement(as<ast::DoWhileStatement>(node));
    case NodeKind::kReturnStatement:
      return return_statement(as<ast::ReturnStatement>(node));
    case NodeKind::kBreakStatement:
      return jump_statement(as<ast::BreakStatement>(node).label, false);
    case NodeKind::kContinueStatement:
      return jump_statement(as<ast::ContinueStatement>(node).label, true);
    case NodeKind::kThrowStatement:
      expression(*as<ast::ThrowStatement>(node).argument);
      emit_at(node, Op::kThrow);
      return;
    case NodeKind::kTryStatement:
      return try_statement(as<ast::TryStatement>(node));
    case NodeKind::kSwitchStatement:
      return switch_statement(as<ast::SwitchStatement>(node));
    case NodeKind::kLabeledStatement:
      return labeled_statement(as<ast::LabeledStatement>(node));
    case NodeKind::kExportNamedDeclaration:
      if (as<ast::ExportNamedDeclaration>(node).declaration != nullptr) {
        statement(*as<ast::ExportNamedDeclaration>(node).declaration);
      }
      return;
    case NodeKind::kExportDefaultDeclaration:
      return export_default(as<ast::ExportDefaultDeclaration>(node));
    default:
      return effect(node);
  }
}

void FunctionCompiler::variable_declaration(const ast::VariableDeclaration& node) {
  bool is_var = node.variable_kind == ast::VariableKind::kVar;
  Binding binding = is_var ? Binding::kAssign : Binding::kInitialise;
  for (const ast::VariableDeclarator* declarator : node.declarators) {
    const ast::Pattern& target = *declarator->target;
    if (declarator->init == nullptr) {
      if (is_var) continue;
      emit(Op::kUndefined);
    } else if (target.kind == NodeKind::kIdentifier) {
      named_expression(*declarator->init, as<ast::Identifier>(target).name);
    } else {
      expression(*declarator->init);
      pattern_source(declarator->init);
    }
    bind_pattern(target, binding);
  }
}

// Block-level functions were instantiated on entry; in sloppy code the function's variable gets the
// value now (Annex B.3.2).
void FunctionCompiler::function_declaration(const ast::Function& node) {
  if (node.name == nullptr) return;
  std::u16string_view name = node.name->name;
  Variable* outer = unit_.analysis().annex_b_variable(node);
  if (outer == nullptr) return;
  load_raw(ScopeAnalysis::resolve(scope_, name));
  StaticScope* scope = scope_;
  while (scope->find(name) != outer) scope = scope->parent;
  initialise(outer, scope);
}

void FunctionCompiler::class_declaration(const ast::Class& node) {
  if (node.name == nullptr) return;
  class_value(node, node.name->name);
  store_name(node.name->name, node, Binding::kInitialise);
}

void FunctionCompiler::export_default(const ast::ExportDefaultDeclaration& node) {
  const ast::Node& declared = *node.declaration;
  if (declared.kind == NodeKind::kFunctionDeclaration) return;
  if (declared.kind == NodeKind::kClassDeclaration && as<ast::Class>(declared).name != nullptr) {
    class_declaration(as<ast::Class>(declared));
    load_raw(ScopeAnalysis::resolve(scope_, as<ast::Class>(declared).name->name));
  } else {
    named_expression(declared, u"default");
  }
  store_name(u"*default*", node, Binding::kInitialise);
}

void FunctionCompiler::return_statement(const ast::ReturnStatement& node) {
  if (node.argument != nullptr) {
    expression(*node.argument);
    if (code_->kind == FunctionKind::kAsyncGenerator) emit_at(node, Op::kAwait);
  } else {
    emit(Op::kUndefined);
  }
  emit_return();
}

void FunctionCompiler::jump_statement(std::u16string_view label, bool is_continue) {
  for (size_t i = controls_.size(); i-- > 0;) {
    const Control& control = *controls_[i];
    bool is_match;
    if (!label.empty()) {
      is_match = false;
      for (std::u16string_view known : control.labels) is_match |= known == label;
    } else {
      is_match = is_continue ? control.kind == ControlKind::kLoop : control.is_breakable;
    }
    if (!is_match) continue;
    emit_exit({false, is_continue, &control});
    return;
  }
}

void FunctionCompiler::labeled_statement(const ast::LabeledStatement& node) {
  pending_labels_.push_back(node.label);
  switch (node.body->kind) {
    case NodeKind::kForStatement:
    case NodeKind::kForInStatement:
    case NodeKind::kForOfStatement:
    case NodeKind::kWhileStatement:
    case NodeKind::kDoWhileStatement:
    case NodeKind::kLabeledStatement:
    case NodeKind::kSwitchStatement:
      statement(*node.body);
      break;
    default: {
      Label end;
      Control& control = push_control(ControlKind::kLabel);
      control.labels = std::move(pending_labels_);
      control.break_label = &end;
      pending_labels_.clear();
      statement(*node.body);
      pop_control();
      bind(end);
    }
  }
  pending_labels_.clear();
}

void FunctionCompiler::switch_statement(const ast::SwitchStatement& node) {
  std::vector<std::u16string_view> labels = std::move(pending_labels_);
  pending_labels_.clear();
  uint32_t saved_locals = next_local_;
  expression(*node.discriminant);
  auto value = static_cast<int32_t>(new_local());
  emit(Op::kSetLocal, value);
  Label end;
  Control& control = push_control(ControlKind::kLabel);
  control.labels = std::move(labels);
  control.is_breakable = true;
  control.break_label = &end;
  StaticScope* scope = unit_.analysis().scope_of(node);
  enter_scope(scope);
  instantiate_functions(scope);
  std::vector<Label> bodies(node.cases.size());
  Label none;
  Label* otherwise = &none;
  for (size_t i = 0; i < node.cases.size(); ++i) {
    const ast::SwitchCase& clause = *node.cases[i];
    if (clause.test == nullptr) {
      otherwise = &bodies[i];
      continue;
    }
    emit(Op::kLocal, value);
    expression(*clause.test);
    emit(Op::kStrictEqual);
    jump(Op::kJumpIfTrue, bodies[i]);
  }
  jump(Op::kJump, *otherwise);
  for (size_t i = 0; i < node.cases.size(); ++i) {
    bind(bodies[i]);
    statements(node.cases[i]->body);
  }
  bind(none);
  leave_scope();
  pop_control();
  bind(end);
  release_locals(saved_locals);
}

void FunctionCompiler::try_statement(const ast::TryStatement& node) {
  if (node.finalizer == nullptr) return try_catch(node);
  uint32_t saved_locals = next_local_;
  Label entry;
  uint32_t base = new_local(2);
  Control& control = push_control(ControlKind::kFinally);
  control.base = base;
  control.entry = &entry;
  if (node.handler != nullptr) {
    try_catch(node);
  } else {
    statement(*node.block);
  }
  std::unique_ptr<Control> done = std::move(controls_.back());
  controls_.pop_back();
  finish_finally(*done, *node.finalizer);
  release_locals(saved_locals);
}

void FunctionCompiler::try_catch(const ast::TryStatement& node) {
  push_control(ControlKind::kTry);
  statement(*node.block);
  std::unique_ptr<Control> done = std::move(controls_.back());
  controls_.pop_back();
  uint32_t region_end = here();
  Label end;
  jump(Op::kJump, end);
  add_handler(*done, region_end, here());
  ++depth_;
  max_depth_ = max_depth_ < depth_ ? depth_ : max_depth_;
  enter_scope(unit_.analysis().scope_of(node));
  if (node.parameter != nullptr) {
    pattern_source(nullptr);
    bind_pattern(*node.parameter, Binding::kInitialise);
  } else {
    emit(Op::kPop);
  }
  statement(*node.handler);
  leave_scope();
  bind(end);
}

}  // namespace actx
