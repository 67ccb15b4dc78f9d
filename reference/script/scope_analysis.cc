#include "script/scope_analysis.h"

#include "script/parser.h"
#include "script/scope_analyzer.h"

namespace actx {

using namespace ast;  // NOLINT: the whole file is about the tree

using VariableRole = actx::VariableRole;

// ---- References ----

Variable* Analyzer::declare_arguments(FunctionInfo* info) {
  Variable* variable = info->scope->find(u"arguments");
  if (variable == nullptr) {
    variable = declare(info->scope, u"arguments", VariableRole::kArguments);
  }
  info->arguments = variable;
  return variable;
}

void Analyzer::reference(std::u16string_view name, const Node& at, bool assigned) {
  if (name == u"arguments") {
    // The implicit variable appears where a lookup passes a function that has none of its own.
    for (StaticScope* scope = scope_; scope != nullptr; scope = scope->parent) {
      Variable* known = scope->find(name);
      FunctionInfo* info = scope->function;
      bool is_level = scope == info->scope || scope == info->body_scope;
      if (known != nullptr && !(is_level && known->role == VariableRole::kVar)) break;
      if (scope != info->scope || info->is_arrow) continue;
      bool is_common_js = info->function == nullptr && tree_.program->goal == Goal::kCommonJs;
      if (info->function != nullptr || is_common_js) {
        declare_arguments(info);
        break;
      }
    }
  }
  Resolution found = ScopeAnalysis::resolve(scope_, name);
  if (found.variable == nullptr) return;
  found.variable->is_used = true;
  if (found.crosses_function) found.variable->is_captured = true;
  if (ScopeAnalysis::needs_check(found, at.range.begin)) found.variable->needs_tdz = true;
  if (assigned && found.variable->role == VariableRole::kParameter) found.variable->assigned = &at;
}

void Analyzer::reference_special(std::u16string_view name) {
  bool crosses = false;
  FunctionInfo* info = function_;
  while (info->is_arrow && info->parent != nullptr) {
    info->uses_this = info->uses_this || name == kThisName;
    crosses = true;
    info = info->parent;
  }
  if (name == kThisName) info->uses_this = true;
  if (!crosses && !(info->is_derived && name == kThisName)) return;
  Variable* variable = declare(info->scope, name, VariableRole::kSpecial);
  variable->is_captured |= crosses;
  if (name == kThisName) info->this_variable = variable;
  if (name == kNewTargetName) info->new_target_variable = variable;
  if (name == kCalleeName) info->callee_variable = variable;
}

Resolution ScopeAnalysis::resolve(StaticScope* scope, std::u16string_view name) {
  Resolution result;
  for (; scope != nullptr; scope = scope->parent) {
    result.variable = scope->find(name);
    result.scope = scope;
    if (result.variable != nullptr) return result;
    if (scope->is_function_top && scope->parent != nullptr) result.crosses_function = true;
  }
  result.scope = nullptr;
  return result;
}

bool ScopeAnalysis::needs_check(const Resolution& resolution, uint32_t offset) {
  const Variable& variable = *resolution.variable;
  if (variable.role == VariableRole::kParameter) {
    return variable.init_end != 0 && (offset < variable.init_end);
  }
  if (!variable.is_lexical()) return false;
  return resolution.crosses_function || variable.in_switch || variable.init_end == 0 ||
         offset < variable.init_end;
}

StaticScope* ScopeAnalysis::scope_of(const Node& node) const {
  auto found = scopes_.find(&node);
  return found == scopes_.end() ? nullptr : found->second;
}

Variable* ScopeAnalysis::annex_b_variable(const ast::Function& function) const {
  auto found = annex_b_.find(&function);
  return found == annex_b_.end() ? nullptr : found->second;
}

std::u16string_view ScopeAnalysis::private_name(std::u16string_view name) const {
  std::u16string& text = private_names_[name];
  if (text.empty()) text = u"#" + std::u16string(name);
  return text;
}

// ---- Walking ----

void Analyzer::visit_list(NodeList nodes) {
  for (const Node* node : nodes) {
    if (node != nullptr) visit(*node);
  }
}

// Only the expressions inside a binding pattern: defaults and computed keys.
void Analyzer::visit_binding(const Pattern& pattern) {
  switch (pattern.kind) {
    case NodeKind::kAssignmentPattern:
      visit_binding(*as<AssignmentPattern>(pattern).target);
      visit(*as<AssignmentPattern>(pattern).default_value);
      break;
    case NodeKind::kPatternProperty:
      visit(*as<PatternProperty>(pattern).key);
      visit_binding(*as<PatternProperty>(pattern).value);
      break;
    case NodeKind::kArrayPattern:
    case NodeKind::kObjectPattern:
    case NodeKind::kRestElement:
      for_each_child(pattern, [&](const Node& child) { visit_binding(child); });
      break;
    default:
      break;
  }
}

// An assignment target: identifiers in it are assigned, everything else is evaluated.
void Analyzer::visit_target(const Node& target) {
  switch (target.kind) {
    case NodeKind::kIdentifier:
      reference(as<Identifier>(target).name, target, true);
      break;
    case NodeKind::kAssignmentPattern:
      visit_target(*as<AssignmentPattern>(target).target);
      visit(*as<AssignmentPattern>(target).default_value);
      break;
    case NodeKind::kPatternProperty:
      visit(*as<PatternProperty>(target).key);
      visit_target(*as<PatternProperty>(target).value);
      break;
    case NodeKind::kArrayPattern:
    case NodeKind::kObjectPattern:
    case NodeKind::kRestElement:
      for_each_child(target, [&](const Node& child) { visit_target(child); });
      break;
    case NodeKind::kMemberExpression: {
      const auto& member = as<MemberExpression>(target);
      visit(target);
      if (member.object->kind == NodeKind::kIdentifier &&
          as<Identifier>(*member.object).name == u"arguments") {
        Resolution found = ScopeAnalysis::resolve(scope_, u"arguments");
        if (found.variable != nullptr && found.scope->function->arguments == found.variable) {
          found.scope->function->assigns_arguments = true;
        }
      }
      break;
    }
    default:
      visit(target);
  }
}

void Analyzer::visit(const Node& node) {
  switch (node.kind) {
    case NodeKind::kIdentifier:
      return reference(as<Identifier>(node).name, node, false);
    case NodeKind::kPrivateName:
      return reference(out_.private_name(as<PrivateName>(node).name), node, false);
    case NodeKind::kThisExpression:
      return reference_special(kThisName);
    case NodeKind::kSuper:
      reference_special(kCalleeName);
      reference_special(kNewTargetName);
      return reference_special(kThisName);
    case NodeKind::kMetaProperty:
      if (as<MetaProperty>(node).meta == MetaPropertyKind::kNewTarget) {
        reference_special(kNewTargetName);
      }
      return;
    case NodeKind::kFunctionDeclaration:
    case NodeKind::kFunctionExpression:
    case NodeKind::kArrowFunction:
      return visit_function(as<ast::Function>(node));
    case NodeKind::kClassDeclaration:
    case NodeKind::kClassExpression:
      return visit_class(as<Class>(node));
    case NodeKind::kAssignmentExpression:
      visit_target(*as<AssignmentExpression>(node).target);
      return visit(*as<AssignmentExpression>(node).value);
    case NodeKind::kUpdateExpression:
      return visit_target(*as<UpdateExpression>(node).argument);
    case NodeKind::kVariableDeclarator:
      visit_binding(*as<VariableDeclarator>(node).target);
      if (as<VariableDeclarator>(node).init != nullptr) visit(*as<VariableDeclarator>(node).init);
      return;
    case NodeKind::kBlockStatement:
      return visit_block(node, as<BlockStatement>(node).body);
    case NodeKind::kForStatement:
      return visit_for(as<ForStatement>(node));
    case NodeKind::kForInStatement: {
      const auto& loop = as<ForInStatement>(node);
      return visit_for_in_of(node, *loop.left, *loop.right, *loop.body);
    }
    case NodeKind::kForOfStatement: {
      const auto& loop = as<ForOfStatement>(node);
      return visit_for_in_of(node, *loop.left, *loop.right, *loop.body);
    }
    case NodeKind::kTryStatement:
      return visit_try(as<TryStatement>(node));
    case NodeKind::kSwitchStatement:
      return visit_switch(as<SwitchStatement>(node));
    case NodeKind::kIfStatement: {
      const auto& branch = as<IfStatement>(node);
      visit(*branch.test);
      for (Node* const* part : {&branch.consequent, &branch.alternate}) {
        if (*part == nullptr) continue;
        if ((*part)->kind == NodeKind::kFunctionDeclaration) {  // Annex B.3.3: as if in a block
          visit_block(**part, NodeList(const_cast<Node**>(part), 1));
        } else {
          visit(**part);
        }
      }
      return;
    }
    case NodeKind::kImportDeclaration:
      return;
    default:
      for_each_child(node, [&](const Node& child) { visit(child); });
  }
}

void Analyzer::visit_block(const Node& key, NodeList body) {
  StaticScope* scope = push_scope(&key);
  declare_lexical(scope, body, false, false);
  visit_list(body);
  pop_scope();
}

void Analyzer::visit_for(const ForStatement& node) {
  StaticScope* scope = push_scope(&node);
  if (node.init != nullptr)
    declare_lexical(scope, NodeList(const_cast<Node**>(&node.init), 1), false, false);
  for_each_child(node, [&](const Node& child) { visit(child); });
  pop_scope();
}

void Analyzer::visit_for_in_of(const Node& node, const Node& left, const Node& right,
                               const Node& body) {
  StaticScope* scope = push_scope(&node);
  if (left.kind == NodeKind::kVariableDeclaration) {
    const auto& declaration = as<VariableDeclaration>(left);
    if (declaration.variable_kind != VariableKind::kVar) {
      VariableRole role = declaration.variable_kind == VariableKind::kLet ? VariableRole::kLet
                                                                          : VariableRole::kConst;
      // Uses in the iterated expression come before every initialisation.
      declare_pattern(scope, *declaration.declarators[0]->target, role, right.range.end);
    }
    visit(left);
  } else {
    visit_target(left);
  }
  visit(right);
  visit(body);
  pop_scope();
}

void Analyzer::visit_try(const TryStatement& node) {
  visit(*node.block);
  if (node.handler != nullptr) {
    StaticScope* scope = push_scope(&node);
    if (node.parameter != nullptr) {
      declare_pattern(scope, *node.parameter, VariableRole::kCatch, 0);
      visit_binding(*node.parameter);
    }
    visit(*node.handler);
    pop_scope();
  }
  if (node.finalizer != nullptr) visit(*node.finalizer);
}

void Analyzer::visit_switch(const SwitchStatement& node) {
  visit(*node.discriminant);
  StaticScope* scope = push_scope(&node);
  for (const SwitchCase* clause : node.cases) declare_lexical(scope, clause->body, false, true);
  for (const SwitchCase* clause : node.cases) visit(*clause);
  pop_scope();
}

FunctionInfo* Analyzer::new_function(const Node& node) {
  FunctionInfo* info = &out_.function_pool_.emplace_back();
  info->node = &node;
  info->parent = function_;
  out_.functions_[&node] = info;
  return info;
}

void Analyzer::visit_function(const ast::Function& function) {
  StaticScope* outer_var_scope = var_scope_;
  FunctionInfo* info = new_function(function);
  info->function = &function;
  info->is_arrow = function.is_arrow;
  info->is_strict = function.is_strict;
  info->is_derived = function.role == FunctionRole::kDerivedConstructor;
  function_ = info;
  if (function.kind == NodeKind::kFunctionExpression && function.name != nullptr) {
    info->name_scope = push_scope(nullptr);
    declare(info->name_scope, function.name->name, VariableRole::kFunctionName);
  }
  visit_parameters(function, info);
  visit_body(function, info);
  if (info->body_scope != info->scope) pop_scope();
  pop_scope();
  if (info->name_scope != nullptr) pop_scope();
  function_ = info->parent;
  var_scope_ = outer_var_scope;
}

void Analyzer::visit_parameters(const ast::Function& function, FunctionInfo* info) {
  info->scope = push_scope(nullptr);
  if (info->is_derived) {
    info->this_variable = declare(info->scope, kThisName, VariableRole::kSpecial);
  }
  for (const Pattern* parameter : function.params) {
    // Simple parameters are bound before anything runs; others have a dead zone up to their end.
    uint32_t end = function.has_simple_parameters ? 0 : parameter->range.end;
    declare_pattern(info->scope, *parameter, VariableRole::kParameter, end);
  }
  if (!function.has_simple_parameters) {
    for (const Pattern* parameter : function.params) visit_binding(*parameter);
  }
}

void Analyzer::visit_body(const ast::Function& function, FunctionInfo* info) {
  info->body_scope = function.has_simple_parameters ? info->scope : push_scope(nullptr);
  if (function.has_expression_body) {
    var_scope_ = info->body_scope;
    if (function.expression != nullptr) visit(*function.expression);
    return;
  }
  var_scope_ = info->body_scope;
  for (const Node* statement : function.body) hoist_vars(*statement, true);
  declare_lexical(info->body_scope, function.body, true, false);
  visit_list(function.body);
}

void Analyzer::visit_class(const Class& node) {
  StaticScope* scope = push_scope(&node);
  if (node.name != nullptr) {
    declare(scope, node.name->name, VariableRole::kClassName, node.range.end);
  }
  for (const ClassElement* element : node.elements) {
    if (element->key != nullptr && element->key->kind == NodeKind::kPrivateName) {
      Variable* variable = declare(scope, out_.private_name(as<PrivateName>(*element->key).name),
                                   VariableRole::kSpecial);
      variable->private_class = &node;
      variable->private_element = element;
    }
  }
  if (node.super_class != nullptr) visit(*node.super_class);
  if (node.constructor != nullptr) visit_function(*node.constructor);
  for (const ClassElement* element : node.elements) {
    if (element->is_computed && element->key != nullptr) visit(*element->key);
    if (element->value != nullptr) visit_function(*element->value);
  }
  pop_scope();
}

void Analyzer::visit_program(const Program& program) {
  FunctionInfo* info = new_function(program);
  info->is_strict = program.is_strict;
  function_ = info;
  info->scope = info->body_scope = push_scope(nullptr);
  static constexpr std::u16string_view kParameters[] = {u"exports", u"require", u"module",
                                                        u"__filename", u"__dirname"};
  if (program.goal == Goal::kCommonJs) {
    for (std::u16string_view name : kParameters) {
      declare(info->scope, name, VariableRole::kParameter);
    }
  }
  for (const Node* statement : program.body) {
    if (statement->kind != NodeKind::kImportDeclaration) continue;
    for (const ImportSpecifier* specifier : as<ImportDeclaration>(*statement).specifiers) {
      declare(info->scope, specifier->local->name, VariableRole::kImport);
    }
  }
  var_scope_ = program.goal == Goal::kScript ? nullptr : info->scope;
  for (const Node* statement : program.body) hoist_vars(*statement, true);
  if (program.goal == Goal::kScript) {
    // Functions of a script are properties of the global object; the compiler defines them.
    std::vector<Node*> others;
    for (Node* statement : program.body) {
      if (statement->kind != NodeKind::kFunctionDeclaration) others.push_back(statement);
    }
    declare_lexical(info->scope, NodeList(others), true, false);
  } else {
    declare_lexical(info->scope, program.body, true, false);
  }
  if (program.goal == Goal::kModule) {
    // Other modules may import them, and functions exist from linking on: all live on the heap.
    for (Variable* variable : info->scope->variables) variable->is_captured = true;
  }
  visit_list(program.body);
}

// Counts heap variables, and refuses what unmapped `arguments` would get wrong.
void Analyzer::finish() {
  for (StaticScope& scope : out_.scope_pool_) {
    for (Variable* variable : scope.variables) {
      if (variable->is_captured) ++scope.heap_count;
    }
  }
  for (const FunctionInfo& info : out_.function_pool_) {
    const ast::Function* function = info.function;
    if (function == nullptr || info.is_strict || info.arguments == nullptr ||
        !function->has_simple_parameters || function->params.empty()) {
      continue;
    }
    const Node* at = info.assigns_arguments ? function : nullptr;
    for (const Variable* variable : info.scope->variables) {
      if (variable->assigned != nullptr) at = variable->assigned;
    }
    if (at == nullptr) continue;
    throw ParseError(ParseErrorKind::kNotInLanguage, tree_.file, at->range.line, at->range.column,
                     "assigning to a parameter of a sloppy function that uses arguments");
  }
}

void Analyzer::run() {
  visit_program(*tree_.program);
  finish();
}

ScopeAnalysis::ScopeAnalysis(const Tree& tree) {
  Analyzer(*this, tree).run();
}

}  // namespace actx
