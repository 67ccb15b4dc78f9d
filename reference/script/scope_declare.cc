// What scopes declare: lexical names, hoisted vars, functions in blocks (Annex B.3.2).
#include "script/scope_analyzer.h"

namespace actx {

using namespace ast;  // NOLINT: the whole file is about the tree

using VariableRole = actx::VariableRole;

StaticScope* Analyzer::push_scope(const Node* key) {
  StaticScope* scope = &out_.scope_pool_.emplace_back();
  scope->parent = scope_;
  scope->function = function_;
  scope->is_function_top = scope_ == nullptr || scope_->function != function_;
  if (key != nullptr) out_.scopes_[key] = scope;
  scope_ = scope;
  return scope;
}

Variable* Analyzer::declare(StaticScope* scope, std::u16string_view name, VariableRole role,
                            uint32_t init_end) {
  if (Variable* known = scope->find(name)) {
    // A function replaces a parameter or var of its name; a var changes nothing.
    if (role == VariableRole::kFunction && known->role == VariableRole::kVar) known->role = role;
    return known;
  }
  Variable* variable = &out_.variable_pool_.emplace_back();
  variable->name = name;
  variable->role = role;
  variable->init_end = init_end;
  scope->variables.push_back(variable);
  scope->names.emplace(name, variable);
  return variable;
}

void Analyzer::declare_pattern(StaticScope* scope, const Pattern& pattern, VariableRole role,
                               uint32_t init_end) {
  for_each_bound_name(pattern,
                      [&](const Identifier& id) { declare(scope, id.name, role, init_end); });
}

// The let, const, class and (in blocks) function declarations that stand directly in a list.
void Analyzer::declare_lexical(StaticScope* scope, NodeList body, bool is_function_level,
                               bool is_switch) {
  for (const Node* statement : body) {
    if (statement == nullptr) continue;
    if (statement->kind == NodeKind::kExportNamedDeclaration) {
      statement = as<ExportNamedDeclaration>(*statement).declaration;
      if (statement == nullptr) continue;
    } else if (statement->kind == NodeKind::kExportDefaultDeclaration) {
      const Node* declared = as<ExportDefaultDeclaration>(*statement).declaration;
      uint32_t end = statement->range.end;
      if (declared->kind != NodeKind::kFunctionDeclaration) {
        declare(scope, u"*default*", VariableRole::kLet, end);
      }
      statement = declared;
    }
    while (statement->kind == NodeKind::kLabeledStatement) {
      statement = as<LabeledStatement>(*statement).body;
    }
    size_t before = scope->variables.size();
    if (statement->kind == NodeKind::kVariableDeclaration) {
      const auto& declaration = as<VariableDeclaration>(*statement);
      if (declaration.variable_kind == VariableKind::kVar) continue;
      VariableRole role = declaration.variable_kind == VariableKind::kLet ? VariableRole::kLet
                                                                          : VariableRole::kConst;
      for (const VariableDeclarator* declarator : declaration.declarators) {
        declare_pattern(scope, *declarator->target, role, declarator->range.end);
      }
    } else if (statement->kind == NodeKind::kClassDeclaration) {
      const auto& declared = as<Class>(*statement);
      if (declared.name != nullptr) {
        declare(scope, declared.name->name, VariableRole::kClass, declared.range.end);
      }
    } else if (statement->kind == NodeKind::kFunctionDeclaration) {
      const auto& function = as<ast::Function>(*statement);
      std::u16string_view name = function.name != nullptr ? function.name->name : u"*default*";
      // Function-level ones were declared with the vars; this only keeps their order.
      if (!is_function_level || scope->find(name) == nullptr) {
        declare(scope, name, VariableRole::kFunction);
      }
      scope->functions.push_back(&function);
    }
    for (size_t i = before; i < scope->variables.size(); ++i) {
      scope->variables[i]->in_switch = is_switch;
    }
  }
}

// Declares every `var` of a function body, however deep, and the functions at its top level.
void Analyzer::hoist_vars(const Node& node, bool top) {
  switch (node.kind) {
    case NodeKind::kVariableDeclaration: {
      const auto& declaration = as<VariableDeclaration>(node);
      if (declaration.variable_kind != VariableKind::kVar || var_scope_ == nullptr) return;
      for (const VariableDeclarator* declarator : declaration.declarators) {
        declare_pattern(var_scope_, *declarator->target, VariableRole::kVar, 0);
      }
      return;
    }
    case NodeKind::kFunctionDeclaration: {
      const auto& function = as<ast::Function>(node);
      if (top) {
        if (function.name != nullptr && var_scope_ != nullptr) {
          declare(var_scope_, function.name->name, VariableRole::kFunction);
        }
      } else {
        hoist_block_function(function);
      }
      return;
    }
    case NodeKind::kLabeledStatement:
      hoist_vars(*as<LabeledStatement>(node).body, top);
      return;
    case NodeKind::kExportNamedDeclaration:
    case NodeKind::kExportDefaultDeclaration:
      for_each_child(node, [&](const Node& child) { hoist_vars(child, top); });
      return;
    case NodeKind::kBlockStatement:
    case NodeKind::kSwitchStatement:
    case NodeKind::kForStatement:
    case NodeKind::kForInStatement:
    case NodeKind::kForOfStatement:
    case NodeKind::kTryStatement:
      blocks_.push_back(&node);
      for_each_child(node, [&](const Node& child) { hoist_vars(child, false); });
      blocks_.pop_back();
      return;
    case NodeKind::kSwitchCase:
    case NodeKind::kIfStatement:
    case NodeKind::kWhileStatement:
    case NodeKind::kDoWhileStatement:
      for_each_child(node, [&](const Node& child) { hoist_vars(child, false); });
      return;
    default:
      return;  // expressions declare nothing
  }
}

// Annex B.3.2: a sloppy function in a block is a `var` of its function, too, unless that would
// clash with a lexical declaration on the way.
void Analyzer::hoist_block_function(const ast::Function& function) {
  if (function_->is_strict || function.is_async || function.is_generator) return;
  if (!annex_b_allowed(function)) return;
  if (var_scope_ == nullptr) return;
  Variable* variable = declare(var_scope_, function.name->name, VariableRole::kVar);
  out_.annex_b_[&function] = variable;
}

static bool list_declares(NodeList body, std::u16string_view name, const Node* except) {
  bool found = false;
  for (const Node* statement : body) {
    if (statement == except) continue;
    if (statement->kind == NodeKind::kVariableDeclaration) {
      const auto& declaration = as<VariableDeclaration>(*statement);
      if (declaration.variable_kind == VariableKind::kVar) continue;
      for (const VariableDeclarator* declarator : declaration.declarators) {
        for_each_bound_name(*declarator->target,
                            [&](const Identifier& id) { found |= id.name == name; });
      }
    } else if (statement->kind == NodeKind::kClassDeclaration) {
      found |= as<Class>(*statement).name->name == name;
    }
  }
  return found;
}

static bool head_declares(const Node* head, std::u16string_view name) {
  bool found = false;
  if (head != nullptr && head->kind == NodeKind::kVariableDeclaration) {
    const auto& declaration = as<VariableDeclaration>(*head);
    if (declaration.variable_kind == VariableKind::kVar) return false;
    for (const VariableDeclarator* declarator : declaration.declarators) {
      for_each_bound_name(*declarator->target,
                          [&](const Identifier& id) { found |= id.name == name; });
    }
  }
  return found;
}

bool Analyzer::annex_b_allowed(const ast::Function& function) const {
  std::u16string_view name = function.name->name;
  for (size_t i = blocks_.size(); i-- > 0;) {
    const Node& block = *blocks_[i];
    bool is_own_block = i + 1 == blocks_.size();
    switch (block.kind) {
      case NodeKind::kBlockStatement: {
        NodeList body = as<BlockStatement>(block).body;
        if (list_declares(body, name, &function)) return false;
        if (is_own_block) break;
        for (const Node* statement : body) {
          // A function of an outer block is lexical there.
          if (statement->kind == NodeKind::kFunctionDeclaration &&
              as<ast::Function>(*statement).name->name == name) {
            return false;
          }
        }
        break;
      }
      case NodeKind::kSwitchStatement:
        for (const SwitchCase* clause : as<SwitchStatement>(block).cases) {
          if (list_declares(clause->body, name, &function)) return false;
        }
        break;
      case NodeKind::kForStatement:
        if (head_declares(as<ForStatement>(block).init, name)) return false;
        break;
      case NodeKind::kForInStatement:
        if (head_declares(as<ForInStatement>(block).left, name)) return false;
        break;
      case NodeKind::kForOfStatement:
        if (head_declares(as<ForOfStatement>(block).left, name)) return false;
        break;
      case NodeKind::kTryStatement: {
        const Pattern* parameter = as<TryStatement>(block).parameter;
        bool clash = false;
        if (parameter != nullptr && parameter->kind != NodeKind::kIdentifier) {
          for_each_bound_name(*parameter, [&](const Identifier& id) { clash |= id.name == name; });
        }
        if (clash) return false;
        break;
      }
      default:
        break;
    }
  }
  if (var_scope_ == nullptr) return true;
  const Variable* known = var_scope_->find(name);
  if (known != nullptr && known->role == VariableRole::kParameter) return false;
  const auto* owner = function_->function;
  NodeList top = owner != nullptr ? owner->body : tree_.program->body;
  return !list_declares(top, name, nullptr);
}

}  // namespace actx
