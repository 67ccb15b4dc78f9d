// Functions, methods, classes.
#include "script/printer_state.h"

namespace actx {

using ast::NodeKind;

void Printer::body(const ast::NodeList& statements) {
  AllowIn allow(*this);
  put("{");
  ++indent_;
  for (const ast::Node* item : statements) {
    line();
    statement(*item);
  }
  --indent_;
  if (!statements.empty()) line();
  put("}");
}

void Printer::parameters(const ast::Function& node) {
  AllowIn allow(*this);
  put("(");
  separated(node.params, [&](const ast::Node& item) { pattern(item); });
  put(")");
}

void Printer::function(const ast::Function& node) {
  put(node.is_async ? "async function" : "function");
  if (node.is_generator) put("*");
  put(" ");
  if (node.name != nullptr) put(node.name->name);
  parameters(node);
  put(" ");
  body(node.body);
}

void Printer::arrow(const ast::Function& node) {
  if (node.is_async) put("async ");
  parameters(node);
  put(" => ");
  if (!node.has_expression_body) return body(node.body);
  const size_t mark = out_.size();
  expression(*node.expression, kAssignment);
  if (out_[mark] == '{') wrap_from(mark);
}

// A method or accessor with its modifiers and its name.
void Printer::method(const ast::Function& node, const ast::Node& name, bool is_computed) {
  if (node.role == ast::FunctionRole::kGetter) put("get ");
  if (node.role == ast::FunctionRole::kSetter) put("set ");
  if (node.is_async) put("async ");
  if (node.is_generator) put("*");
  key(name, is_computed);
  parameters(node);
  put(" ");
  body(node.body);
}

void Printer::class_(const ast::Class& node) {
  AllowIn allow(*this);
  put("class");
  if (node.name != nullptr) {
    put(" ");
    put(node.name->name);
  }
  if (node.super_class != nullptr) {
    put(" extends ");
    expression(*node.super_class, kCall);
  }
  put(" {");
  ++indent_;
  if (node.constructor != nullptr) {
    line();
    put("constructor");
    parameters(*node.constructor);
    put(" ");
    body(node.constructor->body);
  }
  for (const ast::ClassElement* element : node.elements) {
    line();
    class_element(*element);
  }
  --indent_;
  if (node.constructor != nullptr || !node.elements.empty()) line();
  put("}");
}

void Printer::class_element(const ast::ClassElement& node) {
  if (node.is_static) put("static ");
  if (node.element_kind == ast::ClassElementKind::kStaticBlock) return body(node.value->body);
  if (node.element_kind != ast::ClassElementKind::kField) {
    return method(*node.value, *node.key, node.is_computed);
  }
  key(*node.key, node.is_computed);
  if (node.value != nullptr) {
    put(" = ");
    expression(*node.value->expression, kAssignment);
  }
  put(";");
}

}  // namespace actx
