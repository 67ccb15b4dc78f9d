#include "script/printer.h"

#include "script/printer_state.h"
#include "script/unicode_id.h"

namespace actx {

using ast::NodeKind;

std::string print(const ast::Node& node) {
  Printer printer;
  printer.node(node);
  return printer.take();
}

void Printer::line() {
  put("\n");
  out_.append(static_cast<size_t>(indent_) * 2, ' ');
}

// Parentheses around everything printed since the mark.
void Printer::wrap_from(size_t mark) {
  out_.insert(mark, "(");
  put(")");
}

bool Printer::starts_with_word(size_t mark, std::string_view word) const {
  if (out_.compare(mark, word.size(), word) != 0) return false;
  const size_t end = mark + word.size();
  if (end >= out_.size()) return true;
  const auto next = static_cast<unsigned char>(out_[end]);
  return next < 0x80 && !is_identifier_part(next);
}

void Printer::node(const ast::Node& node) {
  switch (node.kind) {
    case NodeKind::kProgram:
      for (const ast::Node* item : ast::as<ast::Program>(node).body) {
        statement(*item);
        put("\n");
      }
      return;
    case NodeKind::kFunctionDeclaration:
    case NodeKind::kClassDeclaration:
      break;
    case NodeKind::kVariableDeclarator:
    case NodeKind::kClassElement:
    case NodeKind::kSwitchCase:
    case NodeKind::kImportSpecifier:
    case NodeKind::kExportSpecifier:
    case NodeKind::kTemplateElement:
      return;  // parts without a text of their own
    default:
      if (node.kind < NodeKind::kVariableDeclaration) return expression(node, kSequence);
      break;
  }
  statement(node);
  put("\n");
}

void Printer::statement(const ast::Node& node) {
  switch (node.kind) {
    case NodeKind::kVariableDeclaration:
      variables(ast::as<ast::VariableDeclaration>(node));
      return put(";");
    case NodeKind::kFunctionDeclaration:
      return function(ast::as<ast::Function>(node));
    case NodeKind::kClassDeclaration:
      return class_(ast::as<ast::Class>(node));
    case NodeKind::kExpressionStatement:
      return expression_statement(ast::as<ast::ExpressionStatement>(node));
    case NodeKind::kBlockStatement:
      return body(ast::as<ast::BlockStatement>(node).body);
    case NodeKind::kEmptyStatement:
      return put(";");
    case NodeKind::kDebuggerStatement:
      return put("debugger;");
    case NodeKind::kIfStatement:
      return if_statement(ast::as<ast::IfStatement>(node));
    case NodeKind::kForStatement:
      return for_statement(ast::as<ast::ForStatement>(node));
    case NodeKind::kForInStatement: {
      const auto& loop = ast::as<ast::ForInStatement>(node);
      put("for (");
      for_each(*loop.left, false, *loop.right);
      return nested(*loop.body);
    }
    case NodeKind::kForOfStatement: {
      const auto& loop = ast::as<ast::ForOfStatement>(node);
      put(loop.is_await ? "for await (" : "for (");
      for_each(*loop.left, true, *loop.right);
      return nested(*loop.body);
    }
    case NodeKind::kWhileStatement:
      put("while (");
      expression(*ast::as<ast::WhileStatement>(node).test, kSequence);
      put(")");
      return nested(*ast::as<ast::WhileStatement>(node).body);
    case NodeKind::kDoWhileStatement:
      put("do");
      nested(*ast::as<ast::DoWhileStatement>(node).body);
      put(" while (");
      expression(*ast::as<ast::DoWhileStatement>(node).test, kSequence);
      return put(");");
    case NodeKind::kReturnStatement: {
      const auto& result = ast::as<ast::ReturnStatement>(node);
      put("return");
      if (result.argument != nullptr) {
        put(" ");
        expression(*result.argument, kSequence);
      }
      return put(";");
    }
    case NodeKind::kBreakStatement:
    case NodeKind::kContinueStatement: {
      const bool is_break = node.kind == NodeKind::kBreakStatement;
      const auto label = is_break ? ast::as<ast::BreakStatement>(node).label
                                  : ast::as<ast::ContinueStatement>(node).label;
      put(is_break ? "break" : "continue");
      if (!label.empty()) put(" ");
      put(label);
      return put(";");
    }
    case NodeKind::kThrowStatement:
      put("throw ");
      expression(*ast::as<ast::ThrowStatement>(node).argument, kSequence);
      return put(";");
    case NodeKind::kTryStatement:
      return try_statement(ast::as<ast::TryStatement>(node));
    case NodeKind::kSwitchStatement:
      return switch_statement(ast::as<ast::SwitchStatement>(node));
    case NodeKind::kLabeledStatement:
      put(ast::as<ast::LabeledStatement>(node).label);
      put(": ");
      return statement(*ast::as<ast::LabeledStatement>(node).body);
    case NodeKind::kImportDeclaration:
      return import_declaration(ast::as<ast::ImportDeclaration>(node));
    case NodeKind::kExportNamedDeclaration:
      return export_named(ast::as<ast::ExportNamedDeclaration>(node));
    case NodeKind::kExportDefaultDeclaration:
      return export_default(ast::as<ast::ExportDefaultDeclaration>(node));
    case NodeKind::kExportAllDeclaration:
      return export_all(ast::as<ast::ExportAllDeclaration>(node));
    default:
      return;  // not a statement
  }
}

// The body of an `if` or a loop, on the same line.
void Printer::nested(const ast::Node& node) {
  put(" ");
  statement(node);
}

void Printer::expression_statement(const ast::ExpressionStatement& node) {
  if (!node.directive.empty()) {
    put(node.directive);
    return put(";");
  }
  const size_t mark = out_.size();
  expression(*node.expression, kSequence);
  const bool looks_otherwise = out_[mark] == '{' || starts_with_word(mark, "function") ||
                               starts_with_word(mark, "class") || starts_with_word(mark, "let") ||
                               starts_with_word(mark, "async function") ||
                               node.expression->kind == NodeKind::kStringLiteral;
  if (looks_otherwise) wrap_from(mark);
  put(";");
}

void Printer::variables(const ast::VariableDeclaration& node) {
  static constexpr std::string_view kWords[] = {"var ", "let ", "const "};
  put(kWords[static_cast<size_t>(node.variable_kind)]);
  separated(node.declarators, [&](const ast::VariableDeclarator& item) {
    pattern(*item.target);
    if (item.init == nullptr) return;
    put(" = ");
    expression(*item.init, kAssignment);
  });
}

void Printer::if_statement(const ast::IfStatement& node) {
  put("if (");
  expression(*node.test, kSequence);
  put(")");
  nested(*node.consequent);
  if (node.alternate == nullptr) return;
  if (node.consequent->kind == NodeKind::kBlockStatement) {
    put(" ");
  } else {
    line();
  }
  put("else");
  nested(*node.alternate);
}

void Printer::for_statement(const ast::ForStatement& node) {
  put("for (");
  if (node.init != nullptr) {
    no_in_ = true;
    const size_t mark = out_.size();
    if (node.init->kind == NodeKind::kVariableDeclaration) {
      variables(ast::as<ast::VariableDeclaration>(*node.init));
    } else {
      expression(*node.init, kSequence);
      if (starts_with_word(mark, "let")) wrap_from(mark);
    }
    no_in_ = false;
  }
  put(";");
  if (node.test != nullptr) put(" ");
  if (node.test != nullptr) expression(*node.test, kSequence);
  put(";");
  if (node.update != nullptr) put(" ");
  if (node.update != nullptr) expression(*node.update, kSequence);
  put(")");
  nested(*node.body);
}

// left of right) of both kinds of loop.
void Printer::for_each(const ast::Node& left, bool is_of, const ast::Node& right) {
  no_in_ = true;
  const size_t mark = out_.size();
  if (left.kind == NodeKind::kVariableDeclaration) {
    variables(ast::as<ast::VariableDeclaration>(left));
  } else {
    pattern(left);
    const bool is_async = left.kind == NodeKind::kIdentifier && starts_with_word(mark, "async");
    if (starts_with_word(mark, "let") || is_async) wrap_from(mark);
  }
  no_in_ = false;
  put(is_of ? " of " : " in ");
  expression(right, is_of ? kAssignment : kSequence);
  put(")");
}

void Printer::try_statement(const ast::TryStatement& node) {
  put("try ");
  body(node.block->body);
  if (node.handler != nullptr) {
    put(" catch ");
    if (node.parameter != nullptr) {
      put("(");
      pattern(*node.parameter);
      put(") ");
    }
    body(node.handler->body);
  }
  if (node.finalizer != nullptr) {
    put(" finally ");
    body(node.finalizer->body);
  }
}

void Printer::switch_statement(const ast::SwitchStatement& node) {
  put("switch (");
  expression(*node.discriminant, kSequence);
  put(") {");
  ++indent_;
  for (const ast::SwitchCase* item : node.cases) {
    line();
    put(item->test == nullptr ? "default" : "case ");
    if (item->test != nullptr) expression(*item->test, kSequence);
    put(":");
    ++indent_;
    for (const ast::Node* child : item->body) {
      line();
      statement(*child);
    }
    --indent_;
  }
  --indent_;
  if (!node.cases.empty()) line();
  put("}");
}

// A name, quoted when it is not a word: of an import or export, or of a property.
void Printer::module_name(std::u16string_view name) {
  if (is_identifier_name(name)) return put(name);
  quoted(name);
}

void Printer::import_declaration(const ast::ImportDeclaration& node) {
  put("import ");
  bool in_braces = false;
  bool is_first = true;
  for (const ast::ImportSpecifier* item : node.specifiers) {
    if (!is_first) put(", ");
    is_first = false;
    if (item->import_kind == ast::ImportKind::kNamespace) put("* as ");
    if (item->import_kind == ast::ImportKind::kNamed) {
      if (!in_braces) put("{ ");
      in_braces = true;
      if (item->imported != item->local->name) {
        module_name(item->imported);
        put(" as ");
      }
    }
    put(item->local->name);
  }
  if (in_braces) put(" }");
  if (!node.specifiers.empty()) put(" from ");
  quoted(node.source);
  put(";");
}

void Printer::export_named(const ast::ExportNamedDeclaration& node) {
  put("export ");
  if (node.declaration != nullptr) return statement(*node.declaration);
  put(node.specifiers.empty() ? "{" : "{ ");
  separated(node.specifiers, [&](const ast::ExportSpecifier& item) {
    module_name(item.local);
    if (item.exported == item.local) return;
    put(" as ");
    module_name(item.exported);
  });
  put(node.specifiers.empty() ? "}" : " }");
  if (node.has_source) {
    put(" from ");
    quoted(node.source);
  }
  put(";");
}

void Printer::export_default(const ast::ExportDefaultDeclaration& node) {
  put("export default ");
  if (node.declaration->kind == NodeKind::kFunctionDeclaration ||
      node.declaration->kind == NodeKind::kClassDeclaration) {
    return statement(*node.declaration);
  }
  const size_t mark = out_.size();
  expression(*node.declaration, kAssignment);
  const bool looks_otherwise = starts_with_word(mark, "function") ||
                               starts_with_word(mark, "class") ||
                               starts_with_word(mark, "async function");
  if (looks_otherwise) wrap_from(mark);
  put(";");
}

void Printer::export_all(const ast::ExportAllDeclaration& node) {
  put("export *");
  if (node.has_name) {
    put(" as ");
    module_name(node.exported);
  }
  put(" from ");
  quoted(node.source);
  put(";");
}

}  // namespace actx
