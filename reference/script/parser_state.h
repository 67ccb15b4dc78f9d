// The parser's own class; users include "script/parser.h".
//
// Recursive descent with one token in hand. Expressions and patterns share a grammar until a `=` or
// `=>` shows which one was meant: the parser reads an expression and turns it into a pattern then
// (to_pattern). What is legal only in a pattern is kept in `pending_` until the end of the
// statement. Each group of functions below has its own file.
#ifndef ACTX_SCRIPT_PARSER_STATE_H_
#define ACTX_SCRIPT_PARSER_STATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "script/ast.h"
#include "script/early_scopes.h"
#include "script/lexer.h"
#include "script/parser.h"

namespace actx {

class Parser {
 public:
  Parser(ast::Tree& tree, ast::Goal goal);

  void parse_program();

 private:
  // What `await` is at the current place.
  enum class Await : uint8_t { kIdentifier, kOperator, kForbidden };

  // What the enclosing function (or its absence) allows.
  struct Context {
    bool is_strict = false;
    bool allows_return = false;
    bool is_generator = false;  // `yield` is an operator
    Await await = Await::kIdentifier;
    bool allows_new_target = false;
    bool allows_super_property = false;
    bool allows_super_call = false;
    bool forbids_arguments = false;  // class field initializers and static blocks
    bool in_function = false;        // false: an `await` is a top-level one
  };

  enum class LabelKind : uint8_t { kPlain, kLoop, kSwitch };
  struct Label {
    std::u16string_view name;  // empty: the statement itself, for unlabelled break and continue
    LabelKind kind;
    uint32_t body;  // the offset of the labelled statement; 0 when there is no name
  };

  // Where a statement stands, which decides about declarations.
  enum class Place : uint8_t { kList, kIf, kLabel, kBody };

  // Legal only if the object literal turns out to be a pattern.
  struct Pending {
    const ast::Node* node;
    uint32_t offset;
    const char* message;
  };

  // Counts one level of nesting for as long as it lives; fails beyond kMaxNesting.
  class Nesting {
   public:
    explicit Nesting(Parser& parser) : parser_(parser) {
      if (++parser_.nesting_ > kMaxNesting) parser_.fail_nesting();
    }
    ~Nesting() { --parser_.nesting_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    Parser& parser_;
  };

  // What a function changes, put back at its end.
  struct FunctionState {
    Context context;
    std::vector<Label> labels;
    uint32_t last_yield;
    uint32_t last_await;
    uint32_t last_await_name;
  };

  using NodeKind = ast::NodeKind;
  using Nodes = std::vector<ast::Node*>;

  // ---- parser.cc: tokens, errors, the root ----
  void advance();
  Token peek();
  bool at(TokenKind kind) const { return token_.kind == kind; }
  bool at_word(std::u16string_view word) const {
    return token_.kind == TokenKind::kIdentifier && !token_.is_escaped && token_.value == word;
  }
  bool eat(TokenKind kind);
  void expect(TokenKind kind);
  bool can_insert_semicolon() const {
    return at(TokenKind::kRightBrace) || at(TokenKind::kEnd) || token_.newline_before;
  }
  void semicolon();
  bool is_plain_arrow(const ast::Node* node) const {
    return node->kind == NodeKind::kArrowFunction && !node->is_parenthesized;
  }
  bool starts_arrow_body() const { return at(TokenKind::kArrow) && !token_.newline_before; }

  [[noreturn]] void fail(uint32_t offset, std::string message) const;
  [[noreturn]] void fail(const ast::Node* node, std::string message) const {
    fail(node->range.begin, std::move(message));
  }
  [[noreturn]] void fail_nesting() const;
  [[noreturn]] void refuse(uint32_t offset, std::string_view construct) const;
  [[noreturn]] void unexpected() const;
  [[noreturn]] void unexpected(const Token& token) const;
  void check_pending(size_t from);
  void forget_pending(const ast::Node* node);
  void check_tree_depth() const;
  void parse_directives(Nodes& body, bool& has_use_strict, uint32_t& use_strict_offset);

  template <typename T>
  T* make(ast::NodeKind kind, const ast::Range& start) {
    return arena_.make<T>(kind, {start.begin, previous_end_, start.line, start.column});
  }
  template <typename T>
  T* make(const ast::Range& start) {
    return make<T>(T::kKind, start);
  }

  // ---- parser_expression.cc: operators and calls ----
  ast::Node* parse_expression(bool in = true);
  ast::Node* parse_assignment(bool in = true);
  ast::Node* parse_yield(bool in);
  ast::Node* parse_conditional(bool in);
  ast::Node* parse_binary(int min_precedence, bool in);
  ast::Node* parse_private_in(int min_precedence, bool in);
  ast::Node* make_binary(const ast::Range& start, TokenKind op, ast::Node* left, ast::Node* right);
  ast::Node* parse_unary();
  ast::Node* parse_unary_operator(ast::UnaryOperator op);
  ast::Node* parse_await();
  ast::Node* parse_postfix();
  void check_update_target(ast::Node* target, const char* message);
  ast::Node* parse_left_hand_side();
  ast::Node* parse_subscript(const ast::Range& start, ast::Node* object, bool calls,
                             bool& in_chain);
  ast::Node* parse_member(const ast::Range& start, ast::Node* object, bool is_optional);
  ast::Node* parse_index(const ast::Range& start, ast::Node* object, bool is_optional);
  ast::Node* parse_call(const ast::Range& start, ast::Node* callee, bool is_optional);
  ast::Range call_place(const ast::Node& callee, bool is_optional) const;
  ast::NodeList parse_arguments();
  ast::Node* parse_new();

  // ---- parser_primary.cc: operands ----
  ast::Node* parse_primary();
  ast::Node* parse_identifier_expression();
  bool at_async_function();
  bool at_async_arrow();
  ast::Node* parse_parenthesized();
  ast::Node* parse_array();
  ast::Node* parse_spread();
  ast::Node* parse_object();
  ast::Node* parse_property(bool& has_proto);
  ast::Node* parse_shorthand(const ast::Range& start, const Token& name);
  ast::Node* parse_property_key(bool& is_computed);
  bool at_property_key() const;
  ast::Node* parse_string();
  ast::Node* parse_number();
  ast::TemplateLiteral* parse_template(bool is_tagged);
  ast::Node* parse_super();
  ast::Node* parse_import_expression();
  ast::Node* parse_regexp();

  // ---- parser_function.cc: functions, arrows, the rules about names ----
  ast::Function* parse_function(NodeKind kind, const ast::Range& start, bool is_async,
                                bool may_be_anonymous);
  ast::Function* parse_method(const ast::Range& start, ast::FunctionRole role, bool is_async,
                              bool is_generator);
  ast::Node* parse_arrow(const ast::Range& start, const Nodes& params, bool is_async, bool in);
  void parse_parameters(ast::Function* function);
  void parse_function_body(ast::Function* function);
  void check_parameters(ast::Function* function, bool is_unique);
  FunctionState enter_function(const Context& context, ScopeKind scope);
  void leave_function(FunctionState& state);
  Context function_context(ast::FunctionRole role, bool is_async, bool is_generator) const;
  ast::Identifier* parse_identifier();
  void check_identifier(const Token& token) const;
  void check_identifier(std::u16string_view name, uint32_t offset) const;
  void check_binding_name(const ast::Identifier* name) const;
  bool is_strict_reserved(std::u16string_view name) const;

  // ---- parser_pattern.cc ----
  ast::Pattern* parse_binding_target();
  ast::Pattern* parse_binding_element();
  ast::Pattern* parse_array_binding();
  ast::Pattern* parse_object_binding();
  ast::Node* parse_binding_property();
  ast::Node* parse_binding_rest();
  ast::Pattern* to_pattern(ast::Node* node, bool is_binding);
  ast::Pattern* to_pattern_element(ast::Node* node, bool is_binding);
  ast::Pattern* to_array_pattern(ast::ArrayExpression* array, bool is_binding);
  ast::Pattern* to_object_pattern(ast::ObjectExpression* object, bool is_binding);
  ast::Node* to_rest(ast::SpreadElement* spread, bool is_last, bool is_binding);
  void collect_names(const ast::Pattern* pattern, std::vector<const ast::Identifier*>& names) const;
  void declare_pattern(const ast::Pattern* pattern, BindingKind kind);
  void declare(const ast::Identifier* name, BindingKind kind);

  // ---- parser_statement.cc ----
  ast::Statement* parse_statement(Place place);
  ast::Statement* parse_statement_inner(Place place);
  void parse_statement_list(Nodes& out, TokenKind end);
  ast::BlockStatement* parse_block(bool own_scope = true);
  bool at_let_declaration(Place place);
  ast::Statement* parse_lexical(Place place);
  ast::Statement* parse_variable_statement(ast::VariableKind kind);
  ast::Statement* parse_function_statement(Place place, bool is_async);
  ast::Statement* parse_class_statement(Place place);
  ast::Statement* parse_expression_or_label(Place place);
  ast::Statement* parse_labeled(Place place);
  ast::Statement* parse_if();
  ast::Statement* parse_switch();
  ast::Statement* parse_try();
  void parse_catch(ast::TryStatement* statement);
  ast::Statement* parse_return();
  ast::Statement* parse_throw();
  ast::Statement* parse_jump(bool is_continue);
  ast::Node* parse_condition();

  // ---- parser_loop.cc ----
  ast::VariableDeclaration* parse_variables(ast::VariableKind kind, bool in_for);
  ast::Statement* parse_while();
  ast::Statement* parse_do_while();
  ast::Statement* parse_for();
  ast::Statement* parse_for_head(const ast::Range& start, bool is_await);
  ast::Statement* parse_for_declaration(const ast::Range& start, ast::VariableKind kind,
                                        bool is_await);
  ast::Statement* parse_for_expression(const ast::Range& start, bool is_await);
  ast::Statement* parse_for_rest(const ast::Range& start, ast::Node* init);
  ast::Statement* parse_for_each(const ast::Range& start, ast::Node* left, bool is_await);
  ast::Statement* parse_loop_body();

  // ---- parser_class.cc ----
  struct ElementHead {
    ast::Range start;  // of the method's text, behind `static`
    ast::FunctionRole role = ast::FunctionRole::kMethod;
    bool is_static = false;
    bool is_async = false;
    bool is_generator = false;
  };
  ast::Class* parse_class(NodeKind kind, bool may_be_anonymous);
  void parse_class_body(ast::Class* node);
  void parse_class_element(ast::Class* node, std::vector<ast::ClassElement*>& elements);
  void parse_modifiers(ElementHead& head);
  void parse_constructor(ast::Class* node, const ElementHead& head);
  void parse_class_method(ast::ClassElement* element, const ElementHead& head);
  void parse_field(ast::ClassElement* element);
  ast::ClassElement* parse_static_block(const ast::Range& start);
  void declare_private(const ast::ClassElement* element);
  ast::PrivateName* parse_private_name();
  void use_private(const ast::PrivateName* name);

  // ---- parser_module.cc ----
  ast::Statement* parse_import();
  ast::ImportSpecifier* parse_import_specifier();
  ast::ImportSpecifier* make_import(ast::ImportKind kind, std::u16string_view imported);
  ast::Statement* parse_export();
  ast::Statement* parse_export_default(const ast::Range& start);
  ast::Statement* parse_export_all(const ast::Range& start);
  ast::Statement* parse_export_list(const ast::Range& start);
  ast::Statement* parse_export_declaration(const ast::Range& start);
  std::u16string_view parse_from();
  std::u16string_view parse_module_name();
  void refuse_assertion();
  void add_export(std::u16string_view name, uint32_t offset);
  void check_exports() const;

  ast::Tree& tree_;
  ast::Arena& arena_;
  const ast::Goal goal_;
  Lexer lexer_;
  Token token_;
  uint32_t previous_end_ = 0;

  Context context_;
  EarlyScopes scopes_;
  PrivateNames private_names_;
  std::vector<Label> labels_;
  std::vector<Pending> pending_;
  int nesting_ = 0;

  // The offset where an arrow function may start: that of the assignment expression being read.
  uint32_t arrow_start_ = 0;
  bool arrow_in_ = true;  // whether `in` is an operator in that expression
  // Offset + 1 of the last such expression in this function, 0 for none: they may not stand in
  // parameters.
  uint32_t last_yield_ = 0;
  bool last_name_is_reserved_ = false;  // of the last object.name
  uint32_t last_await_ = 0;
  uint32_t last_await_name_ = 0;

  struct Exported {
    std::u16string_view name;
    uint32_t offset;
  };
  std::vector<Exported> local_exports_;  // `export { name }`: must be declared at the top
  NameSet exported_;
};

}  // namespace actx

#endif  // ACTX_SCRIPT_PARSER_STATE_H_
