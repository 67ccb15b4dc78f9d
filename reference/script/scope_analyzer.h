// The walk of scope analysis. Include only from scope_analysis.cc and its parts.
#ifndef ACTX_SCRIPT_SCOPE_ANALYZER_H_
#define ACTX_SCRIPT_SCOPE_ANALYZER_H_

#include "script/scope_analysis.h"

namespace actx {

// Walks the tree once: declares a scope's names, then resolves what is inside it.
class Analyzer {
 public:
  Analyzer(ScopeAnalysis& out, const ast::Tree& tree) : out_(out), tree_(tree) {}
  void run();

 private:
  StaticScope* push_scope(const ast::Node* key);
  void pop_scope() { scope_ = scope_->parent; }
  Variable* declare(StaticScope* scope, std::u16string_view name, VariableRole role,
                    uint32_t init_end = 0);
  void declare_pattern(StaticScope* scope, const ast::Pattern& pattern, VariableRole role,
                       uint32_t init_end);
  void declare_lexical(StaticScope* scope, ast::NodeList body, bool is_function_level,
                       bool is_switch);
  void hoist_vars(const ast::Node& node, bool top);
  void hoist_block_function(const ast::Function& function);
  bool annex_b_allowed(const ast::Function& function) const;

  void visit(const ast::Node& node);
  void visit_list(ast::NodeList nodes);
  void visit_binding(const ast::Pattern& pattern);
  void visit_target(const ast::Node& target);
  void visit_function(const ast::Function& function);
  void visit_parameters(const ast::Function& function, FunctionInfo* info);
  void visit_body(const ast::Function& function, FunctionInfo* info);
  void visit_class(const ast::Class& node);
  void visit_block(const ast::Node& key, ast::NodeList body);
  void visit_for(const ast::ForStatement& node);
  void visit_for_in_of(const ast::Node& node, const ast::Node& left, const ast::Node& right,
                       const ast::Node& body);
  void visit_try(const ast::TryStatement& node);
  void visit_switch(const ast::SwitchStatement& node);
  void visit_program(const ast::Program& program);
  void reference(std::u16string_view name, const ast::Node& at, bool assigned);
  void reference_special(std::u16string_view name);
  Variable* declare_arguments(FunctionInfo* info);
  FunctionInfo* new_function(const ast::Node& node);
  void finish();

  ScopeAnalysis& out_;
  const ast::Tree& tree_;
  StaticScope* scope_ = nullptr;
  FunctionInfo* function_ = nullptr;
  StaticScope* var_scope_ = nullptr;      // where `var`s of the current function go; null: global
  std::vector<const ast::Node*> blocks_;  // while hoisting: blocks between a function and its level
};

}  // namespace actx

#endif  // ACTX_SCRIPT_SCOPE_ANALYZER_H_
