// The second half of the syntax tree: patterns, statements, modules, the root, and the walkers.
// Include "script/ast.h".
#ifndef ACTX_SCRIPT_AST_STATEMENTS_H_
#define ACTX_SCRIPT_AST_STATEMENTS_H_

#include "script/ast.h"

namespace actx::ast {

// ---- Patterns: of bindings and of assignments ----

struct ArrayPattern : Node {
  ACTX_KIND(ArrayPattern);
  List<Pattern> elements;  // Pattern, AssignmentPattern, null for a hole, RestElement (last)
  ACTX_FIELDS(&ArrayPattern::elements)
};

// key: value, where value is a Pattern or an AssignmentPattern. Keys are as in Property.
struct PatternProperty : Node {
  ACTX_KIND(PatternProperty);
  bool is_computed;
  bool is_shorthand;  // { a } or { a = 1 }
  Expression* key;
  Pattern* value;
  ACTX_FIELDS(&PatternProperty::is_computed, &PatternProperty::is_shorthand, &PatternProperty::key,
              &PatternProperty::value)
};

struct ObjectPattern : Node {
  ACTX_KIND(ObjectPattern);
  NodeList properties;  // PatternProperty, RestElement (last)
  ACTX_FIELDS(&ObjectPattern::properties)
};

// target = default_value
struct AssignmentPattern : Node {
  ACTX_KIND(AssignmentPattern);
  bool is_target_parenthesized;  // as in AssignmentExpression
  Pattern* target;
  Expression* default_value;
  ACTX_FIELDS(&AssignmentPattern::is_target_parenthesized, &AssignmentPattern::target,
              &AssignmentPattern::default_value)
};

struct RestElement : Node {
  ACTX_KIND(RestElement);
  Pattern* argument;
  ACTX_FIELDS(&RestElement::argument)
};

// ---- Statements ----

enum class VariableKind : uint8_t { kVar, kLet, kConst };

struct VariableDeclarator : Node {
  ACTX_KIND(VariableDeclarator);
  Pattern* target;
  Expression* init;  // may be null
  ACTX_FIELDS(&VariableDeclarator::target, &VariableDeclarator::init)
};

struct VariableDeclaration : Node {
  ACTX_KIND(VariableDeclaration);
  VariableKind variable_kind;
  List<VariableDeclarator> declarators;
  ACTX_FIELDS(&VariableDeclaration::variable_kind, &VariableDeclaration::declarators)
};

struct ExpressionStatement : Node {
  ACTX_KIND(ExpressionStatement);
  Expression* expression;
  // The literal as written, with its quotes, when the statement stands in a directive prologue.
  std::u16string_view directive;
  ACTX_FIELDS(&ExpressionStatement::expression, &ExpressionStatement::directive)
};

struct BlockStatement : Node {
  ACTX_KIND(BlockStatement);
  NodeList body;
  ACTX_FIELDS(&BlockStatement::body)
};

struct EmptyStatement : Node {
  ACTX_KIND(EmptyStatement);
  ACTX_FIELDS()
};

struct DebuggerStatement : Node {
  ACTX_KIND(DebuggerStatement);
  ACTX_FIELDS()
};

struct IfStatement : Node {
  ACTX_KIND(IfStatement);
  Expression* test;
  Statement* consequent;
  Statement* alternate;  // may be null
  ACTX_FIELDS(&IfStatement::test, &IfStatement::consequent, &IfStatement::alternate)
};

struct ForStatement : Node {
  ACTX_KIND(ForStatement);
  Node* init;          // VariableDeclaration, Expression or null
  Expression* test;    // may be null
  Expression* update;  // may be null
  Statement* body;
  ACTX_FIELDS(&ForStatement::init, &ForStatement::test, &ForStatement::update, &ForStatement::body)
};

struct ForInStatement : Node {
  ACTX_KIND(ForInStatement);
  Node*
      left;  // VariableDeclaration of one declarator (a sloppy `var x = 1` keeps its init), Pattern
  Expression* right;
  Statement* body;
  ACTX_FIELDS(&ForInStatement::left, &ForInStatement::right, &ForInStatement::body)
};

struct ForOfStatement : Node {
  ACTX_KIND(ForOfStatement);
  bool is_await;
  Node* left;  // VariableDeclaration of one declarator without init, or Pattern
  Expression* right;
  Statement* body;
  ACTX_FIELDS(&ForOfStatement::is_await, &ForOfStatement::left, &ForOfStatement::right,
              &ForOfStatement::body)
};

struct WhileStatement : Node {
  ACTX_KIND(WhileStatement);
  Expression* test;
  Statement* body;
  ACTX_FIELDS(&WhileStatement::test, &WhileStatement::body)
};

struct DoWhileStatement : Node {
  ACTX_KIND(DoWhileStatement);
  Statement* body;
  Expression* test;
  ACTX_FIELDS(&DoWhileStatement::body, &DoWhileStatement::test)
};

struct ReturnStatement : Node {
  ACTX_KIND(ReturnStatement);
  Expression* argument;  // may be null
  ACTX_FIELDS(&ReturnStatement::argument)
};

struct BreakStatement : Node {
  ACTX_KIND(BreakStatement);
  std::u16string_view label;  // empty: none
  ACTX_FIELDS(&BreakStatement::label)
};

struct ContinueStatement : Node {
  ACTX_KIND(ContinueStatement);
  std::u16string_view label;  // empty: none
  ACTX_FIELDS(&ContinueStatement::label)
};

struct ThrowStatement : Node {
  ACTX_KIND(ThrowStatement);
  Expression* argument;
  ACTX_FIELDS(&ThrowStatement::argument)
};

// At least one of handler and finalizer is there.
struct TryStatement : Node {
  ACTX_KIND(TryStatement);
  BlockStatement* block;
  Pattern* parameter;         // null: `catch {` or no handler
  BlockStatement* handler;    // may be null
  BlockStatement* finalizer;  // may be null
  ACTX_FIELDS(&TryStatement::block, &TryStatement::parameter, &TryStatement::handler,
              &TryStatement::finalizer)
};

struct SwitchCase : Node {
  ACTX_KIND(SwitchCase);
  Expression* test;  // null: default
  NodeList body;
  ACTX_FIELDS(&SwitchCase::test, &SwitchCase::body)
};

struct SwitchStatement : Node {
  ACTX_KIND(SwitchStatement);
  Expression* discriminant;
  List<SwitchCase> cases;
  ACTX_FIELDS(&SwitchStatement::discriminant, &SwitchStatement::cases)
};

struct LabeledStatement : Node {
  ACTX_KIND(LabeledStatement);
  std::u16string_view label;
  Statement* body;
  ACTX_FIELDS(&LabeledStatement::label, &LabeledStatement::body)
};

// ---- Modules ----

enum class ImportKind : uint8_t { kNamed, kDefault, kNamespace };

struct ImportSpecifier : Node {
  ACTX_KIND(ImportSpecifier);
  ImportKind import_kind;
  std::u16string_view imported;  // "default" for kDefault, empty for kNamespace
  Identifier* local;
  ACTX_FIELDS(&ImportSpecifier::import_kind, &ImportSpecifier::imported, &ImportSpecifier::local)
};

struct ImportDeclaration : Node {
  ACTX_KIND(ImportDeclaration);
  List<ImportSpecifier> specifiers;  // default first; empty for `import 'source'` and `import {}`
  std::u16string_view source;
  ACTX_FIELDS(&ImportDeclaration::specifiers, &ImportDeclaration::source)
};

struct ExportSpecifier : Node {
  ACTX_KIND(ExportSpecifier);
  std::u16string_view local;  // with a source: the name that source exports
  std::u16string_view exported;
  ACTX_FIELDS(&ExportSpecifier::local, &ExportSpecifier::exported)
};

// export declaration, export { specifiers }, export { specifiers } from source
struct ExportNamedDeclaration : Node {
  ACTX_KIND(ExportNamedDeclaration);
  Statement* declaration;  // VariableDeclaration, FunctionDeclaration, ClassDeclaration or null
  List<ExportSpecifier> specifiers;
  bool has_source;
  std::u16string_view source;
  ACTX_FIELDS(&ExportNamedDeclaration::declaration, &ExportNamedDeclaration::specifiers,
              &ExportNamedDeclaration::has_source, &ExportNamedDeclaration::source)
};

// export default: a FunctionDeclaration or ClassDeclaration (name may be null), or an Expression.
struct ExportDefaultDeclaration : Node {
  ACTX_KIND(ExportDefaultDeclaration);
  Node* declaration;
  ACTX_FIELDS(&ExportDefaultDeclaration::declaration)
};

// export * from source; export * as name from source
struct ExportAllDeclaration : Node {
  ACTX_KIND(ExportAllDeclaration);
  bool has_name;
  std::u16string_view exported;
  std::u16string_view source;
  ACTX_FIELDS(&ExportAllDeclaration::has_name, &ExportAllDeclaration::exported,
              &ExportAllDeclaration::source)
};

// ---- The root ----

// What the text is parsed as. kCommonJs is the body of a function with the parameters exports,
// require, module, __filename and __dirname: a top-level `return` is allowed.
enum class Goal : uint8_t { kModule, kCommonJs, kScript };

struct Program : Node {
  ACTX_KIND(Program);
  Goal goal;
  bool is_strict;            // a module, or a "use strict" directive
  bool has_top_level_await;  // modules only: await or for await outside every function
  NodeList body;
  ACTX_FIELDS(&Program::goal, &Program::is_strict, &Program::has_top_level_await, &Program::body)
};

// A tree with its memory and the text that the ranges point into. Movable; nodes do not move.
struct Tree {
  std::unique_ptr<Arena> arena = std::make_unique<Arena>();
  Program* program = nullptr;
  std::string file;       // as given to the parser
  std::u16string source;  // decoded; empty for a tree that was not parsed

  // The text of a node, as Function.prototype.toString needs it.
  std::u16string_view text(const Node& node) const {
    return std::u16string_view(source).substr(node.range.begin, node.range.end - node.range.begin);
  }
};

#undef ACTX_KIND
#undef ACTX_FIELDS

// ---- Walking ----

template <typename T>
T& as(Node& node) {
  return static_cast<T&>(node);
}
template <typename T>
const T& as(const Node& node) {
  return static_cast<const T&>(node);
}

namespace detail {
// One function per struct: inlined into visit(), the cases would add up to one huge stack frame,
// which a recursive visitor pays for at every level.
template <typename T, typename Visitor>
[[gnu::noinline]] decltype(auto) visit_as(T& node, Visitor& visitor) {
  return visitor(node);
}
}  // namespace detail

// Calls visitor(const Struct&) with the node's own struct and returns what it returns.
template <typename Visitor>
decltype(auto) visit(const Node& node, Visitor&& visitor) {
  switch (node.kind) {
#define ACTX_NODE(kind, type) \
  case NodeKind::k##kind:     \
    return detail::visit_as(static_cast<const type&>(node), visitor);
#include "script/ast_kinds.def"
#undef ACTX_NODE
  }
  __builtin_unreachable();
}

template <typename Visitor>
decltype(auto) visit(Node& node, Visitor&& visitor) {
  switch (node.kind) {
#define ACTX_NODE(kind, type) \
  case NodeKind::k##kind:     \
    return detail::visit_as(static_cast<type&>(node), visitor);
#include "script/ast_kinds.def"
#undef ACTX_NODE
  }
  __builtin_unreachable();
}

namespace detail {
template <typename Callback, typename Field>
void call_on_nodes(Callback& callback, const Field& field) {
  if constexpr (std::is_convertible_v<Field, const Node*>) {
    if (field != nullptr) callback(*field);
  } else if constexpr (requires { field[0]->kind; }) {
    for (auto* item : field) {
      if (item != nullptr) callback(*item);
    }
  }
}
}  // namespace detail

// Calls callback(Node&) for each direct child, in the order of fields() (source order, except that
// a class's constructor comes before its elements).
template <typename Callback>
void for_each_child(const Node& node, Callback&& callback) {
  visit(node, [&](const auto& n) {
    std::apply([&](auto... field) { (detail::call_on_nodes(callback, n.*field), ...); },
               n.fields());
  });
}

// Deep structural equality: every field except source ranges. Numbers compare as values.
bool equal(const Node& a, const Node& b);

// A deep copy in another arena (or the same), ranges included.
Node* clone(const Node& node, Arena& arena);

}  // namespace actx::ast

#endif  // ACTX_SCRIPT_AST_STATEMENTS_H_
