// Random syntax trees that obey the grammar and the early errors, for properties.
//
// A tree is a function of a sequence of choices: each decision takes the next number, 0 being the
// simplest alternative; when the sequence has ended every decision is 0. So a shorter or smaller
// sequence gives a smaller tree, and RapidCheck shrinks trees by shrinking vectors of numbers.
#ifndef ACTX_SCRIPT_TESTING_AST_GENERATOR_H_
#define ACTX_SCRIPT_TESTING_AST_GENERATOR_H_

#include "script/testing/expression_generator.h"

namespace actx::testing {

class AstGenerator final : public ExpressionGenerator {
 public:
  explicit AstGenerator(std::vector<uint8_t> choices) : ExpressionGenerator(std::move(choices)) {}

  // A whole program. The generator may be used once.
  ast::Tree program(ast::Goal goal) {
    ast::Tree tree;
    arena_ = tree.arena.get();
    goal_ = goal;
    context_.is_strict = goal == ast::Goal::kModule;
    context_.has_await = goal == ast::Goal::kModule;
    context_.may_return = goal == ast::Goal::kCommonJs;
    context_.has_new_target = goal == ast::Goal::kCommonJs;
    auto* program = make<ast::Program>();
    tree.program = program;
    program->goal = goal;
    Nodes body;
    while (more()) {
      const bool is_module_item = goal == ast::Goal::kModule && choose(4) == 3;
      body.push_back(is_module_item ? module_item() : statement());
    }
    program->body = arena_->list(body);
    program->is_strict = context_.is_strict;
    program->has_top_level_await = has_top_level_await_;
    return tree;
  }

 private:
  // Fills parameters, body and what follows from them, in the context given.
  void fill(ast::Function* node, Context context) {
    const Context outer = std::exchange(context_, context);
    auto labels = std::exchange(labels_, {});
    context_.in_function = true;
    const bool is_getter = node->role == ast::FunctionRole::kGetter;
    const bool is_setter = node->role == ast::FunctionRole::kSetter;
    Nodes params;
    context_.in_parameters = true;
    node->has_simple_parameters = true;
    if (is_setter) {
      params.push_back(pattern_element(true));
    } else if (!is_getter) {
      while (more()) params.push_back(pattern_element(true));
      if (choose(4) == 3) params.push_back(rest(pattern(true)));
    }
    for (const ast::Node* param : params) {
      if (param->kind != NodeKind::kIdentifier) node->has_simple_parameters = false;
    }
    context_.in_parameters = false;
    node->params = arena_->list(params);
    if (node->is_arrow && flag()) {
      node->has_expression_body = true;
      node->expression = expression();
    } else {
      Nodes body;
      if (node->has_simple_parameters && choose(8) == 7) {
        node->has_use_strict = true;
        context_.is_strict = true;
        body.push_back(use_strict());
      }
      while (more()) body.push_back(statement());
      node->body = arena_->list(body);
    }
    node->is_strict = context_.is_strict;
    context_ = outer;
    labels_ = std::move(labels);
  }

  ast::Node* use_strict() {
    auto* node = make<ast::ExpressionStatement>();
    auto* value = make<ast::StringLiteral>();
    value->value = text(u"use strict");
    node->expression = value;
    node->directive = text(u"\"use strict\"");
    return node;
  }

  Context inner_context(const ast::Function* node) const {
    Context context;
    context.is_strict = context_.is_strict;
    context.may_return = true;
    context.is_generator = node->is_generator;
    context.has_await = node->is_async;
    context.has_new_target = true;
    context.has_super_property = node->role != ast::FunctionRole::kNormal;
    context.has_super_call = node->role == ast::FunctionRole::kDerivedConstructor;
    return context;
  }

  ast::Function* function(NodeKind kind) override {
    Deeper deeper(*this);
    auto* node = make<ast::Function>(kind);
    node->is_async = flag();
    node->is_generator = flag();
    if (kind == NodeKind::kFunctionDeclaration || flag()) node->name = fresh();
    fill(node, inner_context(node));
    return node;
  }

  ast::Node* arrow() override {
    auto* node = make<ast::Function>(NodeKind::kArrowFunction);
    node->is_arrow = true;
    node->is_async = flag();
    Context context = context_;
    context.may_return = true;
    context.is_generator = false;
    context.in_loop = false;
    context.has_await = node->is_async;
    fill(node, context);
    return node;
  }

  ast::Function* method(ast::FunctionRole role) override {
    auto* node = make<ast::Function>(NodeKind::kFunctionExpression);
    node->role = role;
    if (role == ast::FunctionRole::kMethod) {
      node->is_async = flag();
      node->is_generator = flag();
    }
    fill(node, inner_context(node));
    return node;
  }

  ast::Class* class_node(NodeKind kind) override {
    Deeper deeper(*this);
    auto* node = make<ast::Class>(kind);
    const bool was_strict = std::exchange(context_.is_strict, true);
    if (kind == NodeKind::kClassDeclaration || flag()) node->name = fresh();
    if (flag()) node->super_class = expression();
    const size_t outer_names = private_names_.size();
    // The names come first, so that every element may use each of them.
    std::vector<ast::ClassElement*> elements;
    while (more()) elements.push_back(make<ast::ClassElement>());
    for (ast::ClassElement* element : elements) {
      if (choose(3) != 2) continue;
      auto* name = make<ast::PrivateName>();
      name->name = fresh_name();
      private_names_.push_back(name->name);
      element->key = name;
    }
    for (ast::ClassElement* element : elements) fill_element(element);
    if (flag()) {
      node->constructor =
          method(node->super_class == nullptr ? ast::FunctionRole::kConstructor
                                              : ast::FunctionRole::kDerivedConstructor);
    }
    node->elements = arena_->list(elements);
    private_names_.resize(outer_names);
    context_.is_strict = was_strict;
    return node;
  }

  void fill_element(ast::ClassElement* element) {
    static constexpr ast::FunctionRole kRoles[] = {
        ast::FunctionRole::kMethod, ast::FunctionRole::kGetter, ast::FunctionRole::kSetter};
    const uint32_t form = choose(element->key == nullptr ? 5 : 4);
    element->element_kind = static_cast<ast::ClassElementKind>(form);
    element->is_static = form == 4 || flag();
    if (form == 4) {
      auto* block = initializer(ast::FunctionRole::kStaticBlock);
      Nodes body;
      const Context outer = std::exchange(context_, initializer_context());
      auto labels = std::exchange(labels_, {});
      while (more()) body.push_back(statement());
      context_ = outer;
      labels_ = std::move(labels);
      block->body = arena_->list(body);
      element->value = block;
      return;
    }
    if (element->key == nullptr) element->key = key(element->is_computed);
    if (form < 3) {
      element->value = method(kRoles[form]);
    } else if (flag()) {
      element->value = initializer(ast::FunctionRole::kFieldInitializer);
      element->value->has_expression_body = true;
      const Context outer = std::exchange(context_, initializer_context());
      element->value->expression = expression();
      context_ = outer;
    }
  }

  ast::Function* initializer(ast::FunctionRole role) {
    auto* node = make<ast::Function>(NodeKind::kFunctionExpression);
    node->role = role;
    node->is_strict = true;
    node->has_simple_parameters = true;
    return node;
  }

  static Context initializer_context() {
    Context context;
    context.is_strict = true;
    context.in_function = true;
    context.has_new_target = true;
    context.has_super_property = true;
    return context;
  }

  ast::BlockStatement* block() {
    auto* node = make<ast::BlockStatement>();
    Nodes body;
    while (more()) body.push_back(statement());
    node->body = arena_->list(body);
    return node;
  }

  ast::VariableDeclaration* variables(bool with_init) {
    auto* node = make<ast::VariableDeclaration>();
    node->variable_kind = static_cast<ast::VariableKind>(choose(3));
    std::vector<ast::VariableDeclarator*> items;
    do {
      auto* item = make<ast::VariableDeclarator>();
      item->target = pattern(true);
      const bool needs_init = node->variable_kind == ast::VariableKind::kConst ||
                              item->target->kind != NodeKind::kIdentifier;
      if (with_init && (needs_init || flag())) item->init = expression();
      items.push_back(item);
    } while (with_init && more());
    node->declarators = arena_->list(items);
    return node;
  }

  ast::BlockStatement* loop_body() {
    const bool was_in_loop = std::exchange(context_.in_loop, true);
    auto* body = block();
    context_.in_loop = was_in_loop;
    return body;
  }

  ast::Node* loop() {
    const uint32_t form = choose(5);
    if (form == 0) {
      auto* node = make<ast::WhileStatement>();
      node->test = expression();
      node->body = loop_body();
      return node;
    }
    if (form == 1) {
      auto* node = make<ast::DoWhileStatement>();
      node->body = loop_body();
      node->test = expression();
      return node;
    }
    if (form == 2) {
      auto* node = make<ast::ForStatement>();
      if (flag()) node->init = flag() ? static_cast<ast::Node*>(variables(true)) : expression();
      if (flag()) node->test = expression();
      if (flag()) node->update = expression();
      node->body = loop_body();
      return node;
    }
    ast::Node* left = flag() ? static_cast<ast::Node*>(variables(false)) : pattern(false);
    if (form == 3) {
      auto* node = make<ast::ForInStatement>();
      node->left = left;
      node->right = expression();
      node->body = loop_body();
      return node;
    }
    auto* node = make<ast::ForOfStatement>();
    node->is_await = context_.has_await && flag();
    if (node->is_await && !context_.in_function) has_top_level_await_ = true;
    node->left = left;
    node->right = expression();
    node->body = loop_body();
    return node;
  }

  ast::Node* statement() {
    Deeper deeper(*this);
    if (is_deep()) return make<ast::EmptyStatement>();
    switch (choose(16)) {
      case 0:
        return make<ast::EmptyStatement>();
      case 1:
      case 2: {
        auto* node = make<ast::ExpressionStatement>();
        node->expression = expression();
        return node;
      }
      case 3:
        return variables(true);
      case 4:
        return block();
      case 5:
        return function(NodeKind::kFunctionDeclaration);
      case 6:
        return class_node(NodeKind::kClassDeclaration);
      case 7: {
        auto* node = make<ast::IfStatement>();
        node->test = expression();
        node->consequent = block();
        if (flag()) node->alternate = statement_body();
        return node;
      }
      case 8:
      case 9:
        return loop();
      case 10:
        return jump();
      case 11: {
        auto* node = make<ast::ThrowStatement>();
        node->argument = expression();
        return node;
      }
      case 12:
        return try_statement();
      case 13:
        return switch_statement();
      case 14: {
        auto* node = make<ast::LabeledStatement>();
        node->label = fresh_name();
        labels_.push_back(node->label);
        node->body = block();
        labels_.pop_back();
        return node;
      }
      default:
        return make<ast::DebuggerStatement>();
    }
  }

  // A statement that is not a declaration.
  ast::Node* statement_body() {
    if (flag()) return loop();
    auto* node = make<ast::ExpressionStatement>();
    node->expression = expression();
    return node;
  }

  ast::Node* jump() {
    const uint32_t form = choose(4);
    if (form == 1 && context_.in_loop) return make<ast::ContinueStatement>();
    if (form == 2 && !labels_.empty()) {
      auto* node = make<ast::BreakStatement>();
      node->label = labels_.back();
      return node;
    }
    if (form == 3 && context_.may_return) {
      auto* node = make<ast::ReturnStatement>();
      if (flag()) node->argument = expression();
      return node;
    }
    if (context_.in_loop) return make<ast::BreakStatement>();
    return make<ast::EmptyStatement>();
  }

  ast::Node* try_statement() {
    auto* node = make<ast::TryStatement>();
    node->block = block();
    const uint32_t form = choose(3);
    if (form != 2) {
      if (flag()) node->parameter = pattern(true);
      node->handler = block();
    }
    if (form != 0) node->finalizer = block();
    return node;
  }

  ast::Node* switch_statement() {
    auto* node = make<ast::SwitchStatement>();
    node->discriminant = expression();
    std::vector<ast::SwitchCase*> cases;
    bool has_default = false;
    while (more()) {
      auto* item = make<ast::SwitchCase>();
      if (has_default || flag()) {
        item->test = expression();
      } else {
        has_default = true;
      }
      Nodes body;
      while (more()) body.push_back(statement());
      item->body = arena_->list(body);
      cases.push_back(item);
    }
    node->cases = arena_->list(cases);
    return node;
  }

  ast::Node* module_item() {
    switch (choose(5)) {
      case 0: {
        auto* node = make<ast::ImportDeclaration>();
        std::vector<ast::ImportSpecifier*> items;
        if (flag()) items.push_back(import_specifier(ast::ImportKind::kDefault, u"default"));
        if (choose(4) == 3) {
          items.push_back(import_specifier(ast::ImportKind::kNamespace, u""));
        } else {
          while (more()) {
            items.push_back(import_specifier(ast::ImportKind::kNamed, flag() ? u"x y" : u"if"));
          }
        }
        node->specifiers = arena_->list(items);
        node->source = text(u"m");
        return node;
      }
      case 1: {
        auto* node = make<ast::ExportNamedDeclaration>();
        node->declaration = flag() ? static_cast<ast::Node*>(variables(true))
                                   : function(NodeKind::kFunctionDeclaration);
        return node;
      }
      case 2: {
        auto* node = make<ast::ExportNamedDeclaration>();
        std::vector<ast::ExportSpecifier*> items;
        while (more()) {
          auto* item = make<ast::ExportSpecifier>();
          item->local = text(flag() ? u"x y" : u"default");
          item->exported = fresh_name();
          items.push_back(item);
        }
        node->specifiers = arena_->list(items);
        node->has_source = true;
        node->source = text(u"n'");
        return node;
      }
      case 3: {
        if (std::exchange(has_default_export_, true)) return make<ast::EmptyStatement>();
        auto* node = make<ast::ExportDefaultDeclaration>();
        node->declaration = flag()
                                ? expression()
                                : static_cast<ast::Node*>(class_node(NodeKind::kClassDeclaration));
        return node;
      }
      default: {
        auto* node = make<ast::ExportAllDeclaration>();
        node->has_name = flag();
        if (node->has_name) node->exported = fresh_name();
        node->source = text(u"o");
        return node;
      }
    }
  }

  ast::ImportSpecifier* import_specifier(ast::ImportKind kind, std::u16string_view imported) {
    auto* node = make<ast::ImportSpecifier>();
    node->import_kind = kind;
    node->imported = text(imported);
    node->local = fresh();
    return node;
  }
};

}  // namespace actx::testing

#endif  // ACTX_SCRIPT_TESTING_AST_GENERATOR_H_
