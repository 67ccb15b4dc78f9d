// Static scopes: where every variable of a program is declared, and which of them closures capture.
//
// Words
// - heap variable: captured by an inner function; it lives in a Scope cell of the run.
// - local variable: everything else; it lives in a slot of the frame.
// - special variable: `this`, `new.target` and the active function, when arrows or derived
//   constructors need them as variables; #private names are variables of their class, too.
// - function boundary: a reference that leaves a function captures what it finds.
//
// Invariants
// - Declarations of a scope are complete before anything inside it is resolved, so that hoisting
//   and shadowing need no second look.
// - Slots are given by the compiler; the analysis only decides local or heap.
#ifndef ACTX_SCRIPT_SCOPE_ANALYSIS_H_
#define ACTX_SCRIPT_SCOPE_ANALYSIS_H_

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "script/ast.h"

namespace actx {

enum class VariableRole : uint8_t {
  kVar,
  kLet,
  kConst,
  kFunction,   // a declared function: var-like at function level, let-like without TDZ in blocks
  kClass,      // like let
  kClassName,  // a class's own name inside it: like const
  kParameter,
  kFunctionName,  // a function expression's own name: assignments are ignored or refused
  kCatch,
  kImport,
  kArguments,
  kSpecial,
};

struct Variable {
  std::u16string_view name;
  VariableRole role = VariableRole::kVar;
  bool is_used = false;  // its name appears somewhere
  bool is_captured = false;
  bool needs_tdz = false;  // some use may come before the declaration was evaluated
  bool is_raw = false;     // stays in the local where a call puts it
  bool in_switch = false;  // declared in a switch block: position proves nothing
  uint32_t init_end = 0;   // uses of the same function from this offset on are safe; 0: none
  const ast::Class* private_class = nullptr;  // of a #private name, and what it names
  const ast::ClassElement* private_element = nullptr;
  const ast::Node* assigned = nullptr;  // an assignment to this parameter
  int32_t slot = -1;                    // given by the compiler

  bool is_lexical() const {
    return role == VariableRole::kLet || role == VariableRole::kConst ||
           role == VariableRole::kClass || role == VariableRole::kClassName;
  }
  bool is_constant() const {
    return role == VariableRole::kConst || role == VariableRole::kClassName ||
           role == VariableRole::kImport;
  }
};

struct FunctionInfo;

struct StaticScope {
  StaticScope* parent = nullptr;
  FunctionInfo* function = nullptr;
  bool is_function_top = false;  // the outermost scope of its function
  std::vector<Variable*> variables;
  std::unordered_map<std::u16string_view, Variable*> names;
  std::vector<const ast::Function*> functions;  // declarations to instantiate on entry
  uint32_t heap_count = 0;                      // variables that are captured

  Variable* find(std::u16string_view name) const {
    auto found = names.find(name);
    return found == names.end() ? nullptr : found->second;
  }
};

struct FunctionInfo {
  const ast::Node* node = nullptr;  // ast::Function, ast::Program, or a Class (default constructor)
  const ast::Function* function = nullptr;  // null for the program
  FunctionInfo* parent = nullptr;
  bool is_arrow = false;
  bool is_strict = false;
  bool is_derived = false;            // a derived constructor: `this` is a variable
  bool uses_this = false;             // in its own code or in an arrow inside
  bool assigns_arguments = false;     // arguments[i] = x
  StaticScope* name_scope = nullptr;  // of a named function expression
  StaticScope* scope = nullptr;       // parameters, and the body when they are simple
  StaticScope* body_scope = nullptr;  // the body; equals scope when parameters are simple
  Variable* arguments = nullptr;
  Variable* this_variable = nullptr;
  Variable* new_target_variable = nullptr;
  Variable* callee_variable = nullptr;
};

// Names of the special variables; no identifier can be spelled like the last two.
inline constexpr std::u16string_view kThisName = u"this";
inline constexpr std::u16string_view kNewTargetName = u"new.target";
inline constexpr std::u16string_view kCalleeName = u"%callee";

/// Where a reference leads.
struct Resolution {
  Variable* variable = nullptr;  // null: a global
  StaticScope* scope = nullptr;
  bool crosses_function = false;
};

class ScopeAnalysis {
 public:
  /// Analyses a whole program. Throws ParseError for what is not in the litmus language.
  explicit ScopeAnalysis(const ast::Tree& tree);

  StaticScope* scope_of(const ast::Node& node) const;  // null: the node has no scope of its own
  FunctionInfo* function_of(const ast::Node& node) const { return functions_.at(&node); }
  /// The function-level variable that a block-level function declaration also assigns (Annex
  /// B.3.2), or null.
  Variable* annex_b_variable(const ast::Function& function) const;
  static Resolution resolve(StaticScope* scope, std::u16string_view name);
  /// Whether a use at `offset` must check for the temporal dead zone.
  static bool needs_check(const Resolution& resolution, uint32_t offset);
  /// "#name", as the name of the variable.
  std::u16string_view private_name(std::u16string_view name) const;

 private:
  friend class Analyzer;
  std::deque<StaticScope> scope_pool_;
  std::deque<FunctionInfo> function_pool_;
  std::deque<Variable> variable_pool_;
  std::unordered_map<const ast::Node*, StaticScope*> scopes_;
  std::unordered_map<const ast::Node*, FunctionInfo*> functions_;
  std::unordered_map<const ast::Function*, Variable*> annex_b_;
  mutable std::unordered_map<std::u16string_view, std::u16string> private_names_;
};

/// Calls fn(const ast::Identifier&) for each name a pattern binds, in order.
template <typename F>
void for_each_bound_name(const ast::Pattern& pattern, F&& fn) {
  using ast::NodeKind;
  switch (pattern.kind) {
    case NodeKind::kIdentifier:
      fn(ast::as<ast::Identifier>(pattern));
      break;
    case NodeKind::kArrayPattern:
      for (const ast::Pattern* element : ast::as<ast::ArrayPattern>(pattern).elements) {
        if (element != nullptr) for_each_bound_name(*element, fn);
      }
      break;
    case NodeKind::kObjectPattern:
      for (const ast::Node* property : ast::as<ast::ObjectPattern>(pattern).properties) {
        for_each_bound_name(*property, fn);
      }
      break;
    case NodeKind::kPatternProperty:
      for_each_bound_name(*ast::as<ast::PatternProperty>(pattern).value, fn);
      break;
    case NodeKind::kAssignmentPattern:
      for_each_bound_name(*ast::as<ast::AssignmentPattern>(pattern).target, fn);
      break;
    case NodeKind::kRestElement:
      for_each_bound_name(*ast::as<ast::RestElement>(pattern).argument, fn);
      break;
    default:
      break;
  }
}

}  // namespace actx

#endif  // ACTX_SCRIPT_SCOPE_ANALYSIS_H_
