// The syntax tree of litmus JS: one struct per node type, after ESTree.
//
// Differences from ESTree: literals have one struct per type; the property of an unquoted member
// access is a StringLiteral-like name, never an Identifier (see MemberExpression); parentheses
// leave no node; every initializer of a class field and every static block is a Function of its
// own, as ECMAScript runs them; export and import names are texts.
//
// Each struct lists its fields in fields(): that is what equal(), for_each_child() and clone()
// walk. A field that is not listed there carries no meaning of the program (source ranges).
#ifndef ACTX_SCRIPT_AST_H_
#define ACTX_SCRIPT_AST_H_

#include <memory>
#include <string>
#include <tuple>

#include "script/ast_node.h"

namespace actx::ast {

#define ACTX_KIND(name) static constexpr NodeKind kKind = NodeKind::k##name
#define ACTX_FIELDS(...)            \
  static constexpr auto fields() {  \
    return std::tuple{__VA_ARGS__}; \
  }

// ---- Names and literals ----

// A reference to, or a binding of, a variable. Also the label-free use of contextual keywords.
struct Identifier : Node {
  ACTX_KIND(Identifier);
  std::u16string_view name;
  ACTX_FIELDS(&Identifier::name)
};

// `#name`: a property of MemberExpression, a key of ClassElement, or the left of `#name in object`.
struct PrivateName : Node {
  ACTX_KIND(PrivateName);
  std::u16string_view name;  // without '#'
  ACTX_FIELDS(&PrivateName::name)
};

struct NullLiteral : Node {
  ACTX_KIND(NullLiteral);
  ACTX_FIELDS()
};

struct BooleanLiteral : Node {
  ACTX_KIND(BooleanLiteral);
  bool value;
  ACTX_FIELDS(&BooleanLiteral::value)
};

struct NumberLiteral : Node {
  ACTX_KIND(NumberLiteral);
  double value;  // finite or +Infinity (1e999), never negative, never NaN
  ACTX_FIELDS(&NumberLiteral::value)
};

struct BigIntLiteral : Node {
  ACTX_KIND(BigIntLiteral);
  // Digits without separators and without the final 'n'; may start with 0x, 0o or 0b (lower case).
  std::u16string_view digits;
  ACTX_FIELDS(&BigIntLiteral::digits)
};

struct StringLiteral : Node {
  ACTX_KIND(StringLiteral);
  std::u16string_view value;
  ACTX_FIELDS(&StringLiteral::value)
};

struct RegExpLiteral : Node {
  ACTX_KIND(RegExpLiteral);
  std::u16string_view pattern;
  std::u16string_view flags;
  ACTX_FIELDS(&RegExpLiteral::pattern, &RegExpLiteral::flags)
};

struct TemplateElement : Node {
  ACTX_KIND(TemplateElement);
  bool has_cooked;  // false: a tagged template with an invalid escape; cooked is undefined
  std::u16string_view cooked;  // empty when !has_cooked
  std::u16string_view raw;     // line terminators already normalised to \n
  ACTX_FIELDS(&TemplateElement::has_cooked, &TemplateElement::cooked, &TemplateElement::raw)
};

struct TemplateLiteral : Node {
  ACTX_KIND(TemplateLiteral);
  List<TemplateElement> quasis;  // one more than expressions
  NodeList expressions;
  ACTX_FIELDS(&TemplateLiteral::quasis, &TemplateLiteral::expressions)
};

struct TaggedTemplate : Node {
  ACTX_KIND(TaggedTemplate);
  Expression* tag;  // a MemberExpression gives the call its `this`
  TemplateLiteral* quasi;
  ACTX_FIELDS(&TaggedTemplate::tag, &TaggedTemplate::quasi)
};

// ---- Primary expressions ----

struct ThisExpression : Node {
  ACTX_KIND(ThisExpression);
  ACTX_FIELDS()
};

// Only as the callee of a CallExpression or the object of a MemberExpression.
struct Super : Node {
  ACTX_KIND(Super);
  ACTX_FIELDS()
};

struct ArrayExpression : Node {
  ACTX_KIND(ArrayExpression);
  NodeList elements;  // expressions, SpreadElement, null for a hole
  ACTX_FIELDS(&ArrayExpression::elements)
};

struct SpreadElement : Node {
  ACTX_KIND(SpreadElement);
  Expression* argument;
  ACTX_FIELDS(&SpreadElement::argument)
};

enum class PropertyKind : uint8_t { kInit, kMethod, kGet, kSet };

// A member of an object literal. A key that is not computed is a StringLiteral (also for a plain
// name), a NumberLiteral or a BigIntLiteral. `__proto__: value` (kInit, neither computed nor
// shorthand, key "__proto__") sets the prototype.
struct Property : Node {
  ACTX_KIND(Property);
  PropertyKind property_kind;
  bool is_computed;
  bool is_shorthand;  // { a }: key "a", value Identifier a
  Expression* key;
  Expression* value;  // a FunctionExpression for kMethod, kGet, kSet
  ACTX_FIELDS(&Property::property_kind, &Property::is_computed, &Property::is_shorthand,
              &Property::key, &Property::value)
};

struct ObjectExpression : Node {
  ACTX_KIND(ObjectExpression);
  NodeList properties;  // Property, SpreadElement
  ACTX_FIELDS(&ObjectExpression::properties)
};

// ---- Functions and classes ----

enum class FunctionRole : uint8_t {
  kNormal,  // function declarations and expressions, arrows
  kMethod,  // methods of objects and classes, also generators and async ones
  kGetter,
  kSetter,
  kConstructor,         // of a class without `extends`
  kDerivedConstructor,  // of a class with `extends`
  kFieldInitializer,    // body is the initializer expression; no params
  kStaticBlock,         // no params
};

// FunctionDeclaration, FunctionExpression or ArrowFunction. Methods, accessors, field initializers
// and static blocks are FunctionExpressions with their role.
struct Function : Node {
  FunctionRole role;
  bool is_async;
  bool is_generator;
  bool is_arrow;
  bool is_strict;
  bool has_expression_body;    // arrows and field initializers
  bool has_simple_parameters;  // only identifiers: no defaults, patterns, rest
  bool has_use_strict;         // its own directive says so
  Identifier* name;            // null: anonymous (always null for arrows and for role != kNormal)
  List<Pattern> params;        // Pattern, AssignmentPattern, RestElement (last)
  NodeList body;               // statements; empty when has_expression_body
  Expression* expression;      // the body when has_expression_body, else null
  ACTX_FIELDS(&Function::role, &Function::is_async, &Function::is_generator, &Function::is_arrow,
              &Function::is_strict, &Function::has_expression_body,
              &Function::has_simple_parameters, &Function::has_use_strict, &Function::name,
              &Function::params, &Function::body, &Function::expression)
};

enum class ClassElementKind : uint8_t { kMethod, kGetter, kSetter, kField, kStaticBlock };

struct ClassElement : Node {
  ACTX_KIND(ClassElement);
  ClassElementKind element_kind;
  bool is_static;
  bool is_computed;
  Expression* key;  // as Property::key, or PrivateName; null for a static block
  Function* value;  // null for a field without initializer
  ACTX_FIELDS(&ClassElement::element_kind, &ClassElement::is_static, &ClassElement::is_computed,
              &ClassElement::key, &ClassElement::value)
};

// ClassDeclaration or ClassExpression. Its range is the text of Function.prototype.toString.
struct Class : Node {
  Identifier* name;         // null: anonymous
  Expression* super_class;  // null: no `extends`
  Function* constructor;    // null: the default one; not among elements
  List<ClassElement>
      elements;  // in source order, without the constructor (its place has no meaning)
  ACTX_FIELDS(&Class::name, &Class::super_class, &Class::constructor, &Class::elements)
};

// ---- Operators ----

struct UnaryExpression : Node {
  ACTX_KIND(UnaryExpression);
  UnaryOperator op;
  Expression* argument;
  ACTX_FIELDS(&UnaryExpression::op, &UnaryExpression::argument)
};

struct UpdateExpression : Node {
  ACTX_KIND(UpdateExpression);
  UpdateOperator op;
  bool is_prefix;
  Expression* argument;  // Identifier or MemberExpression
  ACTX_FIELDS(&UpdateExpression::op, &UpdateExpression::is_prefix, &UpdateExpression::argument)
};

struct BinaryExpression : Node {
  ACTX_KIND(BinaryExpression);
  BinaryOperator op;
  Expression* left;  // PrivateName for `#name in object`
  Expression* right;
  ACTX_FIELDS(&BinaryExpression::op, &BinaryExpression::left, &BinaryExpression::right)
};

struct LogicalExpression : Node {
  ACTX_KIND(LogicalExpression);
  LogicalOperator op;
  Expression* left;
  Expression* right;
  ACTX_FIELDS(&LogicalExpression::op, &LogicalExpression::left, &LogicalExpression::right)
};

struct AssignmentExpression : Node {
  ACTX_KIND(AssignmentExpression);
  AssignmentOperator op;
  // `(name) = function () {}` does not name the function; set only when the target is an
  // Identifier.
  bool is_target_parenthesized;
  Pattern* target;  // Identifier, MemberExpression; for `=` also ArrayPattern, ObjectPattern
  Expression* value;
  ACTX_FIELDS(&AssignmentExpression::op, &AssignmentExpression::is_target_parenthesized,
              &AssignmentExpression::target, &AssignmentExpression::value)
};

struct ConditionalExpression : Node {
  ACTX_KIND(ConditionalExpression);
  Expression* test;
  Expression* consequent;
  Expression* alternate;
  ACTX_FIELDS(&ConditionalExpression::test, &ConditionalExpression::consequent,
              &ConditionalExpression::alternate)
};

struct CallExpression : Node {
  ACTX_KIND(CallExpression);
  bool is_optional;    // callee?.(arguments); then an OptionalChain encloses it
  Expression* callee;  // may be Super
  NodeList arguments;  // expressions, SpreadElement
  Range place;         // what a stack trace says of the call; no part of the tree
  ACTX_FIELDS(&CallExpression::is_optional, &CallExpression::callee, &CallExpression::arguments)
};

struct NewExpression : Node {
  ACTX_KIND(NewExpression);
  Expression* callee;
  NodeList arguments;
  ACTX_FIELDS(&NewExpression::callee, &NewExpression::arguments)
};

// object.name, object[expression], object.#name and their optional forms.
struct MemberExpression : Node {
  ACTX_KIND(MemberExpression);
  bool is_computed;
  bool is_optional;      // object?.property; then an OptionalChain encloses it
  Expression* object;    // may be Super
  Expression* property;  // !is_computed: StringLiteral (the name) or PrivateName
  ACTX_FIELDS(&MemberExpression::is_computed, &MemberExpression::is_optional,
              &MemberExpression::object, &MemberExpression::property)
};

// The extent that a `?.` inside short-circuits: a chain of members and calls, at least one
// optional.
struct OptionalChain : Node {
  ACTX_KIND(OptionalChain);
  Expression* expression;
  ACTX_FIELDS(&OptionalChain::expression)
};

struct SequenceExpression : Node {
  ACTX_KIND(SequenceExpression);
  NodeList expressions;  // two or more
  ACTX_FIELDS(&SequenceExpression::expressions)
};

struct YieldExpression : Node {
  ACTX_KIND(YieldExpression);
  bool is_delegate;      // yield*
  Expression* argument;  // null: plain `yield`
  ACTX_FIELDS(&YieldExpression::is_delegate, &YieldExpression::argument)
};

struct AwaitExpression : Node {
  ACTX_KIND(AwaitExpression);
  Expression* argument;
  ACTX_FIELDS(&AwaitExpression::argument)
};

struct ImportCall : Node {
  ACTX_KIND(ImportCall);
  Expression* source;
  ACTX_FIELDS(&ImportCall::source)
};

enum class MetaPropertyKind : uint8_t { kNewTarget, kImportMeta };

struct MetaProperty : Node {
  ACTX_KIND(MetaProperty);
  MetaPropertyKind meta;
  ACTX_FIELDS(&MetaProperty::meta)
};

}  // namespace actx::ast

#include "script/ast_statements.h"

#endif  // ACTX_SCRIPT_AST_H_
