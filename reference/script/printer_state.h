// The printer's own class; users include "script/printer.h".
//
// Every expression has a level: how tightly its outermost operator binds. Printing an expression
// where a certain level is needed puts parentheses around what binds less. What a statement must
// not start with is looked up in the text just printed.
#ifndef ACTX_SCRIPT_PRINTER_STATE_H_
#define ACTX_SCRIPT_PRINTER_STATE_H_

#include <string>
#include <string_view>

#include "script/ast.h"

namespace actx {

class Printer {
 public:
  // Any node at its usual place.
  void node(const ast::Node& node);
  std::string take() { return std::move(out_); }

 private:
  enum Level : int {
    kSequence,
    kAssignment,
    kConditional,
    kCoalesce,
    kOr,
    kAnd,
    kBitOr,
    kBitXor,
    kBitAnd,
    kEquality,
    kRelational,
    kShift,
    kAdditive,
    kMultiplicative,
    kExponent,
    kUnary,
    kPostfix,
    kCall,
    kMember,
    kPrimary,
  };

  // Lets `in` be an operator again between brackets inside the head of a `for`.
  class AllowIn {
   public:
    explicit AllowIn(Printer& printer) : printer_(printer), saved_(printer.no_in_) {
      printer.no_in_ = false;
    }
    ~AllowIn() { printer_.no_in_ = saved_; }
    AllowIn(const AllowIn&) = delete;
    AllowIn& operator=(const AllowIn&) = delete;

   private:
    Printer& printer_;
    bool saved_;
  };

  // ---- text ----
  void put(std::string_view text) { out_.append(text); }
  void put(std::u16string_view text);
  void line();  // a line break and the indentation
  void wrap_from(size_t mark);
  bool starts_with_word(size_t mark, std::string_view word) const;
  void quoted(std::u16string_view text);
  void number(double value);
  template <typename List, typename Each>
  void separated(const List& list, Each each) {
    bool is_first = true;
    for (const auto* item : list) {
      if (!is_first) put(", ");
      is_first = false;
      if (item != nullptr) each(*item);
    }
  }

  // ---- printer_expression.cc ----
  static int level_of(const ast::Node& node);
  void expression(const ast::Node& node, int level);
  void bare_expression(const ast::Node& node);
  void parenthesized(const ast::Node& node);
  void list_element(const ast::Node& node);
  void unary(const ast::UnaryExpression& node);
  void binary(const ast::BinaryExpression& node);
  void logical(const ast::LogicalExpression& node);
  void logical_operand(const ast::Node& node, int level, bool in_coalesce);
  void assignment(const ast::AssignmentExpression& node);
  void conditional(const ast::ConditionalExpression& node);
  void object_of_access(const ast::Node& node, bool before_dot);
  void member(const ast::MemberExpression& node);
  void call(const ast::CallExpression& node);
  void construct(const ast::NewExpression& node);
  void arguments(const ast::NodeList& list);
  void template_literal(const ast::TemplateLiteral& node);
  void array(const ast::NodeList& elements);
  void object(const ast::ObjectExpression& node);
  void property(const ast::Property& node);
  void key(const ast::Node& node, bool is_computed);
  void pattern(const ast::Node& node);
  void pattern_property(const ast::PatternProperty& node);

  // ---- printer_function.cc ----
  void function(const ast::Function& node);
  void arrow(const ast::Function& node);
  void method(const ast::Function& node, const ast::Node& key, bool is_computed);
  void parameters(const ast::Function& node);
  void body(const ast::NodeList& statements);
  void class_(const ast::Class& node);
  void class_element(const ast::ClassElement& node);

  // ---- printer.cc ----
  void statement(const ast::Node& node);
  void nested(const ast::Node& node);
  void expression_statement(const ast::ExpressionStatement& node);
  void variables(const ast::VariableDeclaration& node);
  void if_statement(const ast::IfStatement& node);
  void for_statement(const ast::ForStatement& node);
  void for_each(const ast::Node& left, bool is_of, const ast::Node& right);
  void try_statement(const ast::TryStatement& node);
  void switch_statement(const ast::SwitchStatement& node);
  void import_declaration(const ast::ImportDeclaration& node);
  void export_named(const ast::ExportNamedDeclaration& node);
  void export_default(const ast::ExportDefaultDeclaration& node);
  void export_all(const ast::ExportAllDeclaration& node);
  void module_name(std::u16string_view name);

  std::string out_;
  int indent_ = 0;
  bool no_in_ = false;  // in the head of a `for`, where `in` would end the expression
};

// Whether a text is an ECMAScript IdentifierName.
bool is_identifier_name(std::u16string_view text);

}  // namespace actx

#endif  // ACTX_SCRIPT_PRINTER_STATE_H_
