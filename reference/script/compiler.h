// From syntax tree to bytecode: one UnitCompiler per text, one FunctionCompiler per function.
//
// Words
// - control: a construct that a jump out of it must undo (scope, iterator) or pass through
//   (finally), or that a jump can aim at (loop, label, switch).
// - exit: a break, continue or return on its way through controls.
// - gap: code inside a protected region that undoes the region itself; its handlers do not apply.
//
// Invariants
// - Statements begin and end with the operand stack as they found it; expressions push one value.
// - State that must survive a suspension or an exception lives in locals, never on the C++ side.
#ifndef ACTX_SCRIPT_COMPILER_H_
#define ACTX_SCRIPT_COMPILER_H_

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "script/bytecode.h"
#include "script/scope_analysis.h"
#include "value/conversions.h"

namespace actx {

/// The text V8 shows for an expression in "x is not a function" and its kin.
std::string call_site_text(const ast::Node& node);
/// An atom of this thread.
String* atom_of(std::u16string_view text);
/// The property key a literal key stands for (StringLiteral, NumberLiteral, BigIntLiteral).
PropertyKey literal_key(const ast::Expression& key);

class UnitCompiler {
 public:
  explicit UnitCompiler(const ast::Tree& tree);
  std::shared_ptr<const CompiledUnit> compile();

  const ast::Tree& tree() const { return tree_; }
  const ScopeAnalysis& analysis() const { return analysis_; }
  CompiledUnit& unit() { return *unit_; }
  int32_t string_constant(std::u16string_view text);
  int32_t number_constant(double number);
  int32_t key_constant(PropertyKey key);
  int32_t key_constant(std::u16string_view name) {
    return key_constant(PropertyKey::atom(atom_of(name)));
  }
  FunctionCode* new_code(int32_t* index);
  /// Refuses a program that passes a limit of the bytecode.
  [[noreturn]] void too_large(const ast::Node& at) const;

 private:
  const ast::Tree& tree_;
  ScopeAnalysis analysis_;
  std::shared_ptr<CompiledUnit> unit_;
  std::unordered_map<const String*, int32_t> strings_;
  std::unordered_map<uint64_t, int32_t> keys_;
};

struct Label {
  int32_t target = -1;
  std::vector<uint32_t> uses;
};

class FunctionCompiler {
 public:
  FunctionCompiler(UnitCompiler& unit, FunctionInfo* info, FunctionCode* code, StaticScope* outer)
      : unit_(unit), info_(info), code_(code), scope_(outer) {}

  // compiler_function.cc
  void compile_function(const ast::Function& function, bool has_fields);
  void compile_program(const ast::Program& program);
  /// The constructor of a class that writes none.
  void compile_default_constructor(bool is_derived, bool has_fields);

 private:
  enum class ControlKind : uint8_t { kScope, kLoop, kLabel, kTry, kIterator, kFinally };
  struct Control;
  struct Exit {
    bool is_return = false;
    bool is_continue = false;
    const Control* target = nullptr;
    bool operator==(const Exit&) const = default;
  };
  struct Control {
    ControlKind kind;
    std::vector<std::u16string_view> labels;  // kLoop, kLabel
    bool is_breakable = false;                // by a break without label: loops, switch
    Label* break_label = nullptr;
    Label* continue_label = nullptr;
    const Control* loop = nullptr;  // kIterator: the loop that iterates
    uint32_t base = 0;              // kIterator: its locals; kFinally: kind and value
    bool has_done = false;
    bool is_async = false;
    Label* entry = nullptr;  // kFinally
    std::vector<Exit> exits;
    uint32_t begin = 0;  // the protected region
    std::vector<std::pair<uint32_t, uint32_t>> gaps;
    uint32_t depth = 0;
    uint32_t scope_depth = 0;
  };
  enum class Binding : uint8_t { kInitialise, kAssign };
  struct Reference {
    enum Kind : uint8_t { kVariable, kProperty, kElement, kPrivate, kSuper } kind;
    const ast::Node* node;
    std::u16string_view name;  // kVariable, kPrivate
    int32_t key = -1;          // kProperty
    uint32_t key_local = 0;    // kSuper
    uint32_t operands = 0;     // values on the stack that stand for it
  };

  // compiler.cc: emitting
  uint32_t emit(Op op, int32_t c = 0, uint32_t b = 0, uint8_t a = 0);
  uint32_t emit_at(const ast::Range& range, Op op, int32_t c = 0, uint32_t b = 0, uint8_t a = 0);
  uint32_t emit_at(const ast::Node& node, Op op, int32_t c = 0, uint32_t b = 0, uint8_t a = 0) {
    return emit_at(node.range, op, c, b, a);
  }
  void text(std::string text);  // for the instruction emitted last
  void jump(Op op, Label& label, uint32_t b = 0, uint8_t a = 0);
  void jump_back(uint32_t target);
  void bind(Label& label);
  uint32_t here() const { return static_cast<uint32_t>(code_->code.size()); }
  uint32_t new_local(uint32_t count = 1);
  void release_locals(uint32_t first) { next_local_ = first; }
  void add_handler(const Control& control, uint32_t end, uint32_t target);
  bool is_async() const { return code_->is_async(); }

  // compiler.cc: variables and scopes
  void enter_scope(StaticScope* scope);
  void leave_scope();
  void instantiate_functions(StaticScope* scope);
  uint32_t hops_to(const StaticScope* scope) const;
  void load_name(std::u16string_view name, const ast::Node& at);
  void load_raw(const Resolution& found);
  void store_raw(const Resolution& found);
  void store_name(std::u16string_view name, const ast::Node& at, Binding binding);
  void initialise(Variable* variable, StaticScope* scope);
  void load_this(const ast::Node* at);
  void load_special(std::u16string_view name, Op direct);
  FunctionInfo* this_function() const;

  // compiler_control.cc
  Control& push_control(ControlKind kind);
  void pop_control();
  void emit_exit(const Exit& exit);
  void emit_return();  // the value is on the stack
  void finish_return();
  void close_iterator(const Control& control);
  void close_iterator_on_throw(const Control& control, uint32_t end);
  void finish_finally(Control& control, const ast::Node& finalizer);

  // compiler_statement.cc, compiler_loop.cc
  void statement(const ast::Node& node);
  void branch_statement(ast::Statement* const& node);
  void statements(ast::NodeList list);
  void block(const ast::Node& key, ast::NodeList body);
  void variable_declaration(const ast::VariableDeclaration& node);
  void try_statement(const ast::TryStatement& node);
  void try_catch(const ast::TryStatement& node);
  void switch_statement(const ast::SwitchStatement& node);
  void labeled_statement(const ast::LabeledStatement& node);
  void return_statement(const ast::ReturnStatement& node);
  void jump_statement(std::u16string_view label, bool is_continue);
  void function_declaration(const ast::Function& node);
  void class_declaration(const ast::Class& node);
  void export_default(const ast::ExportDefaultDeclaration& node);
  void for_statement(const ast::ForStatement& node);
  void for_in_statement(const ast::ForInStatement& node);
  void for_of_statement(const ast::ForOfStatement& node);
  void for_head(const ast::Node& loop, const ast::Node& left, const ast::Expression& right);
  void for_binding(const ast::Node& left);
  void while_statement(const ast::Expression& test, const ast::Statement& body);
  void do_while_statement(const ast::DoWhileStatement& node);
  Control& push_loop(Label& break_label, Label& continue_label);

  // compiler_expression.cc, compiler_operator.cc
  void expression(const ast::Expression& node);
  void effect(const ast::Expression& node);
  void named_expression(const ast::Expression& node, std::u16string_view name);
  static bool is_anonymous_function(const ast::Expression& node);
  void number(double value);
  void string(std::u16string_view text);
  void object_literal(const ast::ObjectExpression& node);
  void object_property(const ast::Property& property);
  void array_literal(const ast::NodeList& elements, bool is_call = false);
  void template_literal(const ast::TemplateLiteral& node);
  void unary(const ast::UnaryExpression& node);
  void delete_expression(const ast::Expression& argument);
  void binary(const ast::BinaryExpression& node);
  void binary_operator(ast::BinaryOperator op, const ast::Node& at);
  void logical(const ast::LogicalExpression& node);
  void conditional(const ast::ConditionalExpression& node);
  void assignment(const ast::AssignmentExpression& node, bool keep);
  void compound_assignment(const ast::AssignmentExpression& node);
  void logical_assignment(const ast::AssignmentExpression& node);
  void update(const ast::UpdateExpression& node, bool keep);
  void yield(const ast::YieldExpression& node);
  void delegate_yield_async(const ast::YieldExpression& node, uint32_t base);
  void yield_delegate(const ast::YieldExpression& node);
  void meta_property(const ast::MetaProperty& node);

  // compiler_call.cc
  void member(const ast::MemberExpression& node);
  void member_key(const ast::MemberExpression& node);
  void private_operation(std::u16string_view name, Op op, const ast::Node& at);
  void super_operands(const ast::MemberExpression& node);
  void callee(const ast::Expression& node);  // pushes function and this
  void call(const ast::CallExpression& node);
  void super_call(const ast::CallExpression& node);
  void new_expression(const ast::NewExpression& node);
  void tagged_template(const ast::TaggedTemplate& node);
  void optional_chain(const ast::OptionalChain& node);
  void short_circuit(uint32_t extra);
  bool arguments(ast::NodeList list);  // true: one array; false: each on the stack
  Reference reference(const ast::Expression& node);
  void reference_get(const Reference& reference);
  void reference_set(const Reference& reference);

  // compiler_pattern.cc: each takes the value from the stack
  void bind_pattern(const ast::Pattern& pattern, Binding binding);
  void bind_target(const ast::Pattern& pattern, Binding binding, const Reference* target);
  void array_pattern(const ast::ArrayPattern& pattern, Binding binding);
  void array_element(const ast::Pattern& element, uint32_t base, Binding binding);
  void object_pattern(const ast::ObjectPattern& pattern, Binding binding);
  void object_pattern_property(const ast::PatternProperty& property, uint32_t source,
                               bool keeps_key, uint32_t* key_local, Binding binding);
  void default_value(const ast::Expression& value, const ast::Pattern& target,
                     bool is_parenthesized);
  void pattern_source(const ast::Expression* source);
  void check_destructure(const ast::ObjectPattern& pattern);

  // compiler_function.cc
  int32_t function_code(const ast::Function& function, std::u16string_view name, bool has_fields);
  void closure(const ast::Function& function, std::u16string_view name);
  void prologue(const ast::Function* function);
  void bind_specials();
  void bind_parameters(const ast::Function& function);
  void enter_body(const ast::Function& function);
  void finish();

  // compiler_class.cc
  void class_value(const ast::Class& node, std::u16string_view name);
  size_t lazy_members(const ast::Class& node, FunctionCode& constructor);
  void class_elements(const ast::Class& node, size_t lazy);
  void class_method(const ast::ClassElement& element);
  void class_field(const ast::ClassElement& element);
  void property_key(const ast::Expression& key, bool is_computed);

  // compiler_module.cc
  void module_scope(const ast::Program& program);
  void module_imports(const ast::Program& program);
  void module_exports(const ast::Program& program);
  void export_local(std::u16string_view local, std::u16string_view exported, const ast::Node& at);
  void declare_globals(const ast::Program& program);
  uint32_t module_request(std::u16string_view source, const ast::Node& declaration);

  struct Chain {
    Label one;  // one value to drop
    Label two;
  };

  UnitCompiler& unit_;
  FunctionInfo* info_;
  FunctionCode* code_;
  StaticScope* scope_;
  uint32_t depth_ = 0;
  uint32_t max_depth_ = 0;
  uint32_t scope_depth_ = 0;
  uint32_t next_local_ = 0;
  std::vector<std::unique_ptr<Control>> controls_;
  std::vector<std::u16string_view> pending_labels_;
  std::vector<uint32_t> scope_locals_;  // next_local_ at each enter_scope
  Chain* chain_ = nullptr;
  std::string pattern_text_;  // what messages call the value of the next pattern
  bool pattern_is_nested_ = false;
};

}  // namespace actx

#endif  // ACTX_SCRIPT_COMPILER_H_
