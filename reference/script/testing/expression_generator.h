// The expressions and patterns of AstGenerator. See ast_generator.h.
#ifndef ACTX_SCRIPT_TESTING_EXPRESSION_GENERATOR_H_
#define ACTX_SCRIPT_TESTING_EXPRESSION_GENERATOR_H_

#include "script/testing/generator_base.h"

namespace actx::testing {

class ExpressionGenerator : public GeneratorBase {
 protected:
  using GeneratorBase::GeneratorBase;
  ~ExpressionGenerator() = default;

  // Functions and classes hold statements: the class below makes them.
  virtual ast::Function* function(NodeKind kind) = 0;
  virtual ast::Node* arrow() = 0;
  virtual ast::Function* method(ast::FunctionRole role) = 0;
  virtual ast::Class* class_node(NodeKind kind) = 0;

  ast::Node* number() {
    static constexpr double kNumbers[] = {0,      1,
                                          0.5,    1e21,
                                          5e-324, 123456789012345680.0,
                                          255,    std::numeric_limits<double>::infinity()};
    auto* node = make<ast::NumberLiteral>();
    node->value = kNumbers[choose(static_cast<uint32_t>(std::size(kNumbers)))];
    return node;
  }

  ast::Node* string() {
    static constexpr std::u16string_view kTexts[] = {
        u"", u"x", u"it's", u"a\\b\n\r\t", u"\u2028", u"\xD800", u"\xD83D\xDE00", u"use strict"};
    auto* node = make<ast::StringLiteral>();
    node->value = text(kTexts[choose(static_cast<uint32_t>(std::size(kTexts)))]);
    return node;
  }

  ast::Node* literal() {
    switch (choose(7)) {
      case 0:
        return number();
      case 1:
        return string();
      case 2:
        return make<ast::NullLiteral>();
      case 3: {
        auto* node = make<ast::BooleanLiteral>();
        node->value = flag();
        return node;
      }
      case 4: {
        auto* node = make<ast::BigIntLiteral>();
        node->digits = text(flag() ? u"0x1f" : u"12");
        return node;
      }
      case 5: {
        auto* node = make<ast::RegExpLiteral>();
        node->pattern = text(flag() ? u"[/]\\/" : u"=a");
        node->flags = text(flag() ? u"gi" : u"");
        return node;
      }
      default:
        return template_literal();
    }
  }

  ast::TemplateLiteral* template_literal() {
    auto* node = make<ast::TemplateLiteral>();
    std::vector<ast::TemplateElement*> quasis;
    Nodes expressions;
    do {
      auto* quasi = make<ast::TemplateElement>();
      const bool is_escaped = flag();
      quasi->has_cooked = true;
      quasi->cooked = text(is_escaped ? u"`\n" : u"t");
      quasi->raw = text(is_escaped ? u"\\`\n" : u"t");
      quasis.push_back(quasi);
      if (!more()) break;
      expressions.push_back(expression());
    } while (true);
    node->quasis = arena_->list(quasis);
    node->expressions = arena_->list(expressions);
    return node;
  }

  ast::Node* expression() {
    Deeper deeper(*this);
    if (is_deep()) return reference();
    switch (choose(24)) {
      case 0:
        return reference();
      case 1:
        return literal();
      case 2:
        return make<ast::ThisExpression>();
      case 3: {
        auto* node = make<ast::ArrayExpression>();
        Nodes elements;
        while (more()) elements.push_back(choose(5) == 4 ? nullptr : spread_or_expression());
        node->elements = arena_->list(elements);
        return node;
      }
      case 4:
        return object();
      case 5:
        return function(NodeKind::kFunctionExpression);
      case 6:
        return arrow();
      case 7:
        return class_node(NodeKind::kClassExpression);
      case 8: {
        auto* node = make<ast::UnaryExpression>();
        node->op = static_cast<ast::UnaryOperator>(choose(6));  // not delete
        node->argument = expression();
        return node;
      }
      case 9: {
        auto* node = make<ast::UpdateExpression>();
        node->op = flag() ? ast::UpdateOperator::kIncrement : ast::UpdateOperator::kDecrement;
        node->is_prefix = flag();
        node->argument = simple_target();
        return node;
      }
      case 10:
      case 11:
        return binary();
      case 12: {
        auto* node = make<ast::LogicalExpression>();
        node->op = static_cast<ast::LogicalOperator>(choose(3));
        node->left = expression();
        node->right = expression();
        return node;
      }
      case 13:
      case 14:
        return assignment();
      case 15: {
        auto* node = make<ast::ConditionalExpression>();
        node->test = expression();
        node->consequent = expression();
        node->alternate = expression();
        return node;
      }
      case 16: {
        auto* node = make<ast::CallExpression>();
        node->callee = callee();
        node->arguments = arguments();
        return node;
      }
      case 17: {
        auto* node = make<ast::NewExpression>();
        node->callee = expression();
        node->arguments = arguments();
        return node;
      }
      case 18:
        return member(expression(), false);
      case 19:
        return optional_chain();
      case 20: {
        auto* node = make<ast::SequenceExpression>();
        Nodes items = {expression(), expression()};
        while (more()) items.push_back(expression());
        node->expressions = arena_->list(items);
        return node;
      }
      case 21: {
        auto* node = make<ast::TaggedTemplate>();
        node->tag = expression();
        node->quasi = template_literal();
        return node;
      }
      case 22:
        return suspension();
      default:
        return special();
    }
  }

  // yield or await where they are operators.
  ast::Node* suspension() {
    if (context_.in_parameters) return literal();
    if (context_.is_generator && (!context_.has_await || flag())) {
      auto* node = make<ast::YieldExpression>();
      node->is_delegate = flag();
      if (node->is_delegate || flag()) node->argument = expression();
      return node;
    }
    if (!context_.has_await) return literal();
    if (!context_.in_function) has_top_level_await_ = true;
    auto* node = make<ast::AwaitExpression>();
    node->argument = expression();
    return node;
  }

  ast::Node* special() {
    switch (choose(5)) {
      case 1:
        if (context_.has_new_target) return meta(ast::MetaPropertyKind::kNewTarget);
        break;
      case 2:
        if (goal_ == ast::Goal::kModule) return meta(ast::MetaPropertyKind::kImportMeta);
        break;
      case 3:
        if (context_.has_super_property) return member(make<ast::Super>(), false);
        break;
      case 4:
        if (context_.has_super_call) {
          auto* node = make<ast::CallExpression>();
          node->callee = make<ast::Super>();
          node->arguments = arguments();
          return node;
        }
        break;
      default:
        break;
    }
    auto* node = make<ast::ImportCall>();
    node->source = expression();
    return node;
  }

  ast::Node* meta(ast::MetaPropertyKind kind) {
    auto* node = make<ast::MetaProperty>();
    node->meta = kind;
    return node;
  }

  ast::Node* callee() { return flag() ? member(expression(), false) : expression(); }

  ast::Node* binary() {
    auto* node = make<ast::BinaryExpression>();
    node->op = static_cast<ast::BinaryOperator>(choose(22));
    if (node->op == ast::BinaryOperator::kIn && !private_names_.empty() && flag()) {
      node->left = private_name();
    } else {
      node->left = expression();
    }
    node->right = expression();
    return node;
  }

  ast::Node* private_name() {
    auto* node = make<ast::PrivateName>();
    node->name = private_names_[choose(static_cast<uint32_t>(private_names_.size()))];
    return node;
  }

  ast::MemberExpression* member(ast::Node* object, bool is_optional) {
    auto* node = make<ast::MemberExpression>();
    node->is_optional = is_optional;
    node->object = object;
    switch (choose(3)) {
      case 0:
        node->property = property_name();
        break;
      case 1:
        node->is_computed = true;
        node->property = expression();
        break;
      default:
        if (private_names_.empty() || object->kind == NodeKind::kSuper) {
          node->property = property_name();
        } else {
          node->property = private_name();
        }
    }
    return node;
  }

  ast::Node* property_name() {
    static constexpr std::u16string_view kNames[] = {u"p", u"if", u"get", u"async", u"constructor"};
    auto* node = make<ast::StringLiteral>();
    node->value = text(kNames[choose(static_cast<uint32_t>(std::size(kNames)))]);
    return node;
  }

  ast::Node* optional_chain() {
    auto* chain = make<ast::OptionalChain>();
    ast::Node* node = expression();
    bool is_first = true;
    do {
      const bool is_optional = is_first || flag();
      is_first = false;
      if (flag()) {
        node = member(node, is_optional);
      } else {
        auto* call = make<ast::CallExpression>();
        call->is_optional = is_optional;
        call->callee = node;
        call->arguments = arguments();
        node = call;
      }
    } while (more());
    chain->expression = node;
    return chain;
  }

  ast::Node* spread_or_expression() { return choose(4) == 3 ? spread() : expression(); }

  ast::Node* spread() {
    auto* node = make<ast::SpreadElement>();
    node->argument = expression();
    return node;
  }

  ast::NodeList arguments() {
    Nodes list;
    while (more()) list.push_back(spread_or_expression());
    return arena_->list(list);
  }

  // A key that no rule is about.
  ast::Node* key(bool& is_computed) {
    switch (choose(4)) {
      case 0:
        return property_name_free();
      case 1:
        is_computed = true;
        return expression();
      case 2:
        return number();
      default: {
        auto* node = make<ast::StringLiteral>();
        node->value = text(flag() ? u"two words" : u"static");
        return node;
      }
    }
  }

  ast::Node* property_name_free() {
    static constexpr std::u16string_view kNames[] = {u"k",     u"get",    u"set",
                                                     u"async", u"static", u"new"};
    auto* node = make<ast::StringLiteral>();
    node->value = text(kNames[choose(static_cast<uint32_t>(std::size(kNames)))]);
    return node;
  }

  ast::Node* object() {
    auto* node = make<ast::ObjectExpression>();
    Nodes items;
    while (more()) {
      if (choose(5) == 4) {
        items.push_back(spread());
        continue;
      }
      items.push_back(object_property());
    }
    node->properties = arena_->list(items);
    return node;
  }

  ast::Node* object_property() {
    auto* node = make<ast::Property>();
    const uint32_t form = choose(5);
    if (form == 1) {
      auto* name = reference();
      auto* plain = make<ast::StringLiteral>();
      plain->value = name->name;
      node->is_shorthand = true;
      node->key = plain;
      node->value = name;
      return node;
    }
    node->key = key(node->is_computed);
    if (form == 0) {
      node->value = expression();
      return node;
    }
    node->property_kind = form == 2   ? ast::PropertyKind::kMethod
                          : form == 3 ? ast::PropertyKind::kGet
                                      : ast::PropertyKind::kSet;
    node->value = method(form == 2   ? ast::FunctionRole::kMethod
                         : form == 3 ? ast::FunctionRole::kGetter
                                     : ast::FunctionRole::kSetter);
    return node;
  }

  ast::Node* simple_target() {
    if (flag()) return member(expression(), false);
    return reference();
  }

  ast::Node* assignment() {
    auto* node = make<ast::AssignmentExpression>();
    node->op = ast::AssignmentOperator::kAssign;
    if (flag()) {
      node->target = pattern(false);
    } else {
      node->op = static_cast<ast::AssignmentOperator>(choose(16));
      node->target = simple_target();
    }
    if (node->target->kind == NodeKind::kIdentifier) node->is_target_parenthesized = flag();
    node->value = expression();
    return node;
  }

  // ---- patterns; is_binding: fresh names only ----
  ast::Node* pattern(bool is_binding) {
    Deeper deeper(*this);
    if (!is_deep()) {
      const uint32_t form = choose(3);
      if (form == 1) return array_pattern(is_binding);
      if (form == 2) return object_pattern(is_binding);
    }
    return is_binding ? fresh() : simple_target();
  }

  ast::Node* pattern_element(bool is_binding) {
    ast::Node* target = pattern(is_binding);
    if (!flag()) return target;
    auto* node = make<ast::AssignmentPattern>();
    node->target = target;
    if (!is_binding && target->kind == NodeKind::kIdentifier)
      node->is_target_parenthesized = flag();
    node->default_value = expression();
    return node;
  }

  ast::Node* rest(ast::Node* argument) {
    auto* node = make<ast::RestElement>();
    node->argument = argument;
    return node;
  }

  ast::Node* array_pattern(bool is_binding) {
    auto* node = make<ast::ArrayPattern>();
    Nodes elements;
    while (more()) elements.push_back(choose(5) == 4 ? nullptr : pattern_element(is_binding));
    if (flag()) elements.push_back(rest(pattern(is_binding)));
    node->elements = arena_->list(elements);
    return node;
  }

  ast::Node* object_pattern(bool is_binding) {
    auto* node = make<ast::ObjectPattern>();
    Nodes items;
    while (more()) {
      auto* item = make<ast::PatternProperty>();
      if (flag()) {
        auto* name = is_binding ? fresh() : reference();
        auto* plain = make<ast::StringLiteral>();
        plain->value = name->name;
        item->is_shorthand = true;
        item->key = plain;
        item->value = name;
        if (flag()) {
          auto* element = make<ast::AssignmentPattern>();
          element->target = name;
          element->default_value = expression();
          item->value = element;
        }
      } else {
        item->key = key(item->is_computed);
        item->value = pattern_element(is_binding);
      }
      items.push_back(item);
    }
    if (flag()) items.push_back(rest(is_binding ? fresh() : simple_target()));
    node->properties = arena_->list(items);
    return node;
  }
};

}  // namespace actx::testing

#endif  // ACTX_SCRIPT_TESTING_EXPRESSION_GENERATOR_H_
