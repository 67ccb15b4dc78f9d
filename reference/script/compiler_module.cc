// What a module imports and exports, and its top scope, which exists from linking on.
#include "script/compiler.h"

namespace actx {

using ast::as;
using ast::NodeKind;

static PropertyKey name_key(std::u16string_view name) {
  uint32_t index = 0;
  if (parse_array_index(name, &index)) return PropertyKey::index(index);
  return PropertyKey::atom(atom_of(name));
}

uint32_t FunctionCompiler::module_request(std::u16string_view source,
                                          const ast::Node& declaration) {
  std::vector<ModuleShape::Request>& requests = unit_.unit().module.requests;
  String* atom = atom_of(source);
  for (size_t i = 0; i < requests.size(); ++i) {
    if (requests[i].specifier == atom) return static_cast<uint32_t>(i);
  }
  requests.push_back({atom, declaration.range.line, declaration.range.column});
  return static_cast<uint32_t>(requests.size() - 1);
}

// Gives every top-level variable its slot; linking makes the scope and the functions.
void FunctionCompiler::module_scope(const ast::Program& program) {
  ModuleShape& shape = unit_.unit().module;
  shape.has_top_level_await = program.has_top_level_await;
  for (const ast::Node* node : program.body) {  // requests in source order
    if (node->kind == NodeKind::kImportDeclaration) {
      module_request(as<ast::ImportDeclaration>(*node).source, *node);
    } else if (node->kind == NodeKind::kExportAllDeclaration) {
      module_request(as<ast::ExportAllDeclaration>(*node).source, *node);
    } else if (node->kind == NodeKind::kExportNamedDeclaration &&
               as<ast::ExportNamedDeclaration>(*node).has_source) {
      module_request(as<ast::ExportNamedDeclaration>(*node).source, *node);
    }
  }
  module_imports(program);
  StaticScope* scope = info_->scope;
  scope_ = scope;
  for (Variable* variable : scope->variables) {
    if (variable->role == VariableRole::kImport) continue;
    variable->slot = static_cast<int32_t>(shape.scope_size++);
    if (!variable->is_lexical()) shape.vars.push_back(static_cast<uint32_t>(variable->slot));
  }
  for (const ast::Function* function : scope->functions) {
    std::u16string_view name = function->name != nullptr ? function->name->name : u"*default*";
    std::u16string_view shown = function->name != nullptr ? name : u"default";
    int32_t code = function_code(*function, shown, false);
    shape.hoisted.push_back(
        {static_cast<uint32_t>(scope->find(name)->slot), static_cast<uint32_t>(code)});
  }
  module_exports(program);
}

void FunctionCompiler::module_imports(const ast::Program& program) {
  ModuleShape& shape = unit_.unit().module;
  for (const ast::Node* node : program.body) {
    if (node->kind != NodeKind::kImportDeclaration) continue;
    const auto& declaration = as<ast::ImportDeclaration>(*node);
    uint32_t request = module_request(declaration.source, declaration);
    for (const ast::ImportSpecifier* specifier : declaration.specifiers) {
      info_->scope->find(specifier->local->name)->slot = static_cast<int32_t>(shape.imports.size());
      PropertyKey name = specifier->import_kind == ast::ImportKind::kNamespace
                             ? PropertyKey()
                             : name_key(specifier->imported);
      shape.imports.push_back({request, name, specifier->range.line, specifier->range.column});
    }
  }
}

void FunctionCompiler::export_local(std::u16string_view local, std::u16string_view exported,
                                    const ast::Node& at) {
  ModuleShape& shape = unit_.unit().module;
  const Variable* variable = info_->scope->find(local);
  if (variable == nullptr) return;  // the parser refuses exports of unknown names
  if (variable->role == VariableRole::kImport) {
    const ModuleShape::Import& import = shape.imports[static_cast<size_t>(variable->slot)];
    shape.indirect_exports.push_back(
        {name_key(exported), import.request, import.name, at.range.line, at.range.column});
  } else {
    shape.local_exports.push_back({name_key(exported), static_cast<uint32_t>(variable->slot)});
  }
}

void FunctionCompiler::module_exports(const ast::Program& program) {
  ModuleShape& shape = unit_.unit().module;
  for (const ast::Node* node : program.body) {
    if (node->kind == NodeKind::kExportAllDeclaration) {
      const auto& all = as<ast::ExportAllDeclaration>(*node);
      uint32_t request = module_request(all.source, *node);
      if (all.has_name) {
        shape.indirect_exports.push_back(
            {name_key(all.exported), request, PropertyKey(), node->range.line, node->range.column});
      } else {
        shape.star_exports.push_back(request);
      }
    } else if (node->kind == NodeKind::kExportDefaultDeclaration) {
      const ast::Node& declared = *as<ast::ExportDefaultDeclaration>(*node).declaration;
      std::u16string_view local = u"*default*";
      if (declared.kind == NodeKind::kFunctionDeclaration &&
          as<ast::Function>(declared).name != nullptr) {
        local = as<ast::Function>(declared).name->name;
      }
      if (declared.kind == NodeKind::kClassDeclaration &&
          as<ast::Class>(declared).name != nullptr) {
        local = as<ast::Class>(declared).name->name;
      }
      export_local(local, u"default", *node);
    } else if (node->kind == NodeKind::kExportNamedDeclaration) {
      const auto& named = as<ast::ExportNamedDeclaration>(*node);
      for (const ast::ExportSpecifier* specifier : named.specifiers) {
        if (named.has_source) {
          shape.indirect_exports.push_back(
              {name_key(specifier->exported), module_request(named.source, *node),
               name_key(specifier->local), specifier->range.line, specifier->range.column});
        } else {
          export_local(specifier->local, specifier->exported, *specifier);
        }
      }
      if (named.declaration == nullptr) continue;
      const ast::Node& declared = *named.declaration;
      if (declared.kind == NodeKind::kVariableDeclaration) {
        for (const auto* declarator : as<ast::VariableDeclaration>(declared).declarators) {
          for_each_bound_name(*declarator->target, [&](const ast::Identifier& id) {
            export_local(id.name, id.name, id);
          });
        }
      } else {
        std::u16string_view name = declared.kind == NodeKind::kClassDeclaration
                                       ? as<ast::Class>(declared).name->name
                                       : as<ast::Function>(declared).name->name;
        export_local(name, name, declared);
      }
    }
  }
}

}  // namespace actx
