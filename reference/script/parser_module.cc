// import and export declarations.
#include "script/parser_state.h"
#include "script/utf8.h"

namespace actx {

using ast::ImportKind;
using ast::NodeKind;

ast::Statement* Parser::parse_import() {
  const ast::Range start = token_.range;
  advance();
  std::vector<ast::ImportSpecifier*> specifiers;
  std::u16string_view source;
  if (at(TokenKind::kString)) {
    source = token_.value;
    parse_string();
  } else {
    bool expects_more = true;
    if (at(TokenKind::kIdentifier)) {
      specifiers.push_back(make_import(ImportKind::kDefault, arena_.intern(u"default")));
      expects_more = eat(TokenKind::kComma);
    }
    if (expects_more && eat(TokenKind::kMultiply)) {
      if (!at_word(u"as")) unexpected();
      advance();
      specifiers.push_back(make_import(ImportKind::kNamespace, {}));
    } else if (expects_more) {
      expect(TokenKind::kLeftBrace);
      while (!at(TokenKind::kRightBrace)) {
        specifiers.push_back(parse_import_specifier());
        if (!at(TokenKind::kRightBrace)) expect(TokenKind::kComma);
      }
      advance();
    }
    source = parse_from();
  }
  refuse_assertion();
  semicolon();
  auto* node = make<ast::ImportDeclaration>(start);
  node->specifiers = arena_.list(specifiers);
  node->source = source;
  return node;
}

// A local name of an import, declared.
ast::ImportSpecifier* Parser::make_import(ImportKind kind, std::u16string_view imported) {
  const ast::Range start = token_.range;
  ast::Identifier* local = parse_identifier();
  check_binding_name(local);
  declare(local, BindingKind::kLexical);
  auto* node = make<ast::ImportSpecifier>(start);
  node->import_kind = kind;
  node->imported = imported;
  node->local = local;
  return node;
}

// name, name as local, "name" as local
ast::ImportSpecifier* Parser::parse_import_specifier() {
  const ast::Range start = token_.range;
  const Token name = token_;
  const Token next = peek();
  const bool has_local =
      next.kind == TokenKind::kIdentifier && !next.is_escaped && next.value == u"as";
  if (!has_local) {
    if (!at(TokenKind::kIdentifier)) unexpected();
    return make_import(ImportKind::kNamed, name.value);
  }
  const std::u16string_view imported = parse_module_name();
  advance();
  ast::ImportSpecifier* node = make_import(ImportKind::kNamed, imported);
  node->range.begin = start.begin;
  node->range.column = start.column;
  node->range.line = start.line;
  return node;
}

// ECMAScript ModuleExportName: any word, or a string that is well-formed UTF-16.
std::u16string_view Parser::parse_module_name() {
  const Token name = token_;
  if (at(TokenKind::kString)) {
    for (size_t i = 0; i < name.value.size(); ++i) {
      const char16_t unit = name.value[i];
      if (unit < 0xD800 || unit > 0xDFFF) continue;
      const bool is_pair = unit <= 0xDBFF && i + 1 < name.value.size() &&
                           name.value[i + 1] >= 0xDC00 && name.value[i + 1] <= 0xDFFF;
      if (!is_pair) {
        fail(name.range.begin, "Invalid module export name: contains unpaired surrogate character");
      }
      ++i;
    }
  } else if (!at(TokenKind::kIdentifier) && !token_.is_keyword) {
    unexpected();
  }
  advance();
  return name.value;
}

std::u16string_view Parser::parse_from() {
  if (!at_word(u"from")) unexpected();
  advance();
  if (!at(TokenKind::kString)) unexpected();
  const std::u16string_view source = token_.value;
  parse_string();
  return source;
}

void Parser::refuse_assertion() {
  const bool is_assert = at_word(u"assert") && !token_.newline_before;
  if (is_assert || at(TokenKind::kWith)) {
    refuse(token_.range.begin, unsupported::kImportAssertion);
  }
}

ast::Statement* Parser::parse_export() {
  const ast::Range start = token_.range;
  advance();
  if (at(TokenKind::kMultiply)) return parse_export_all(start);
  if (at(TokenKind::kLeftBrace)) return parse_export_list(start);
  if (at(TokenKind::kDefault)) return parse_export_default(start);
  return parse_export_declaration(start);
}

ast::Statement* Parser::parse_export_all(const ast::Range& start) {
  advance();
  bool has_name = false;
  std::u16string_view exported;
  if (at_word(u"as")) {
    advance();
    const uint32_t offset = token_.range.begin;
    has_name = true;
    exported = parse_module_name();
    add_export(exported, offset);
  }
  const std::u16string_view source = parse_from();
  refuse_assertion();
  semicolon();
  auto* node = make<ast::ExportAllDeclaration>(start);
  node->has_name = has_name;
  node->exported = exported;
  node->source = source;
  return node;
}

// export { local as exported, ... } [from source]
ast::Statement* Parser::parse_export_list(const ast::Range& start) {
  advance();
  std::vector<ast::ExportSpecifier*> specifiers;
  std::vector<Token> locals;
  while (!at(TokenKind::kRightBrace)) {
    const Token local = token_;
    locals.push_back(local);
    auto* item = arena_.make<ast::ExportSpecifier>(local.range);
    item->local = parse_module_name();
    item->exported = item->local;
    uint32_t offset = local.range.begin;
    if (at_word(u"as")) {
      advance();
      offset = token_.range.begin;
      item->exported = parse_module_name();
    }
    item->range.end = previous_end_;
    add_export(item->exported, offset);
    specifiers.push_back(item);
    if (!at(TokenKind::kRightBrace)) expect(TokenKind::kComma);
  }
  advance();
  const bool has_source = at_word(u"from");
  std::u16string_view source;
  if (has_source) {
    source = parse_from();
    refuse_assertion();
  } else {
    for (const Token& local : locals) {
      check_identifier(local);
      local_exports_.push_back({local.value, local.range.begin});
    }
  }
  semicolon();
  auto* node = make<ast::ExportNamedDeclaration>(start);
  node->specifiers = arena_.list(specifiers);
  node->has_source = has_source;
  node->source = source;
  return node;
}

ast::Statement* Parser::parse_export_default(const ast::Range& start) {
  add_export(u"default", token_.range.begin);
  advance();
  const ast::Range value_start = token_.range;
  ast::Node* declaration = nullptr;
  const bool is_async = at_async_function();
  if (is_async || at(TokenKind::kFunction)) {
    if (is_async) advance();
    auto* function = parse_function(NodeKind::kFunctionDeclaration, value_start, is_async, true);
    if (function->name != nullptr) declare(function->name, BindingKind::kOtherFunction);
    declaration = function;
  } else if (at(TokenKind::kClass)) {
    auto* node = parse_class(NodeKind::kClassDeclaration, true);
    if (node->name != nullptr) declare(node->name, BindingKind::kLexical);
    declaration = node;
  } else {
    declaration = parse_assignment();
    semicolon();
  }
  auto* node = make<ast::ExportDefaultDeclaration>(start);
  node->declaration = declaration;
  return node;
}

ast::Statement* Parser::parse_export_declaration(const ast::Range& start) {
  const bool is_declaration = at(TokenKind::kVar) || at(TokenKind::kConst) || at_word(u"let") ||
                              at(TokenKind::kFunction) || at(TokenKind::kClass) ||
                              at_async_function();
  if (!is_declaration) unexpected();
  ast::Node* declaration = parse_statement(Place::kList);
  std::vector<const ast::Identifier*> names;
  if (declaration->kind == NodeKind::kVariableDeclaration) {
    for (const auto* item : ast::as<ast::VariableDeclaration>(*declaration).declarators) {
      collect_names(item->target, names);
    }
  } else if (declaration->kind == NodeKind::kFunctionDeclaration) {
    names.push_back(ast::as<ast::Function>(*declaration).name);
  } else if (declaration->kind == NodeKind::kClassDeclaration) {
    names.push_back(ast::as<ast::Class>(*declaration).name);
  } else {
    fail(declaration, "Unexpected token 'export'");
  }
  for (const ast::Identifier* name : names) add_export(name->name, name->range.begin);
  auto* node = make<ast::ExportNamedDeclaration>(start);
  node->declaration = declaration;
  return node;
}

void Parser::add_export(std::u16string_view name, uint32_t offset) {
  if (exported_.contains(name)) {
    fail(offset, "Duplicate export of '" + encode_utf8(name) + "'");
  }
  exported_.insert(name);
}

void Parser::check_exports() const {
  for (const Exported& local : local_exports_) {
    if (!scopes_.is_top_level(local.name)) {
      fail(local.offset, "Export '" + encode_utf8(local.name) + "' is not defined in module");
    }
  }
}

}  // namespace actx
