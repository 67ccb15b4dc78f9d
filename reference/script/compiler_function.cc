// Functions: their code, and what happens before the first statement (10.2.11).
#include <algorithm>

#include "script/compiler.h"

namespace actx {

using ast::as;
using ast::NodeKind;

static CodeRole role_of(const ast::Function& function) {
  switch (function.role) {
    case ast::FunctionRole::kMethod:
    case ast::FunctionRole::kGetter:
    case ast::FunctionRole::kSetter:
      return CodeRole::kMethod;
    case ast::FunctionRole::kConstructor:
      return CodeRole::kBaseConstructor;
    case ast::FunctionRole::kDerivedConstructor:
      return CodeRole::kDerivedConstructor;
    case ast::FunctionRole::kFieldInitializer:
      return CodeRole::kFieldInitializer;
    case ast::FunctionRole::kStaticBlock:
      return CodeRole::kStaticBlock;
    default:
      return function.is_arrow ? CodeRole::kArrow : CodeRole::kFunction;
  }
}

static uint32_t expected_arguments(const ast::Function& function) {
  uint32_t count = 0;
  for (const ast::Pattern* parameter : function.params) {
    if (parameter->kind == NodeKind::kAssignmentPattern ||
        parameter->kind == NodeKind::kRestElement) {
      break;
    }
    ++count;
  }
  return count;
}

int32_t FunctionCompiler::function_code(const ast::Function& function, std::u16string_view name,
                                        bool has_fields) {
  int32_t index = 0;
  FunctionCode* code = unit_.new_code(&index);
  code->name = atom_of(name);
  code->kind = function.is_async
                   ? (function.is_generator ? FunctionKind::kAsyncGenerator : FunctionKind::kAsync)
                   : (function.is_generator ? FunctionKind::kGenerator : FunctionKind::kNormal);
  code->role = role_of(function);
  code->is_strict = function.is_strict;
  code->length = expected_arguments(function);
  code->source_begin = function.range.begin;
  code->source_end = function.range.end;
  FunctionInfo* info = unit_.analysis().function_of(function);
  FunctionCompiler(unit_, info, code, scope_).compile_function(function, has_fields);
  return index;
}

void FunctionCompiler::closure(const ast::Function& function, std::u16string_view name) {
  emit(Op::kNewClosure, function_code(function, name, false));
}

void FunctionCompiler::compile_function(const ast::Function& function, bool has_fields) {
  prologue(&function);
  if (has_fields && code_->role == CodeRole::kBaseConstructor) {
    emit(Op::kCallee);
    emit(Op::kThis);
    emit(Op::kInitFields);
  }
  if (function.has_expression_body) {
    if (function.expression == nullptr) {
      emit(Op::kUndefined);
    } else {
      code_->names_value = function.role == ast::FunctionRole::kFieldInitializer &&
                           is_anonymous_function(*function.expression);
      expression(*function.expression);
    }
    emit_return();
  } else {
    statements(function.body);
    emit(Op::kUndefined);
    emit_return();
  }
  finish();
}

void FunctionCompiler::compile_default_constructor(bool is_derived, bool has_fields) {
  if (!is_derived) {
    if (has_fields) {
      emit(Op::kCallee);
      emit(Op::kThis);
      emit(Op::kInitFields);
    }
    emit(Op::kUndefined);
    emit(Op::kReturn);
  } else {
    code_->rest_slot = static_cast<int32_t>(new_local());
    emit(Op::kCallee);
    emit(Op::kNewTarget);
    emit(Op::kLocal, code_->rest_slot);
    emit(Op::kSuperCallSpread);
    emit(Op::kDup);
    emit(Op::kCallee);
    emit(Op::kSwap);
    emit(Op::kInitFields);
    emit(Op::kReturn);
  }
  finish();
}

void FunctionCompiler::finish() {
  FunctionCode& code = *code_;
  code.frame_size = code.local_count + max_depth_ + 1;
  constexpr uint32_t kStep = FunctionCode::kFramePoolStep;
  const uint32_t pool = (code.frame_size + kStep - 1) / kStep;
  code.frame_pool = static_cast<uint8_t>(std::min(pool, FunctionCode::kFramePools));
  code.is_plain = code.kind == FunctionKind::kNormal && !code.is_class() && code.rest_slot < 0 &&
                  code.arguments_slot < 0 && pool < FunctionCode::kFramePools;
  fuse(code_->code);
}

// `this`, new.target and the function itself, when arrows inside need them as variables.
void FunctionCompiler::bind_specials() {
  if (info_->uses_this && !info_->is_strict && !info_->is_arrow && !info_->is_derived) {
    emit(Op::kCoerceThis);
  }
  auto bind_special = [&](Variable* variable, Op op) {
    if (variable == nullptr) return;
    emit(op);
    initialise(variable, info_->scope);
  };
  bind_special(info_->this_variable, info_->is_derived ? Op::kEmpty : Op::kThis);
  bind_special(info_->new_target_variable, Op::kNewTarget);
  bind_special(info_->callee_variable, Op::kCallee);
}

void FunctionCompiler::prologue(const ast::Function* function) {
  uint32_t raw = 0;
  if (function != nullptr) {
    for (const ast::Pattern* parameter : function->params) {
      if (parameter->kind == NodeKind::kRestElement) break;
      ++raw;
    }
  } else {
    raw = 5;  // the CommonJS wrapper's
  }
  code_->parameter_count = raw;
  new_local(raw);  // locals 0.. are where a call puts the arguments
  if (function != nullptr && raw < function->params.size()) {
    code_->rest_slot = static_cast<int32_t>(new_local());
  }
  if (info_->arguments != nullptr) code_->arguments_slot = static_cast<int32_t>(new_local());
  if (info_->name_scope != nullptr) {
    enter_scope(info_->name_scope);
    Variable* name = info_->name_scope->variables[0];
    if (name->is_used) {
      emit(Op::kCallee);
      initialise(name, info_->name_scope);
    }
  }
  bool is_simple = function == nullptr || function->has_simple_parameters;
  if (is_simple) {
    uint32_t index = 0;
    auto use_raw = [&](std::u16string_view name) {
      Variable* variable = info_->scope->find(name);
      variable->slot = static_cast<int32_t>(index++);
      variable->is_raw = !variable->is_captured;
    };
    if (function != nullptr) {
      for (const ast::Pattern* parameter : function->params) {
        use_raw(as<ast::Identifier>(*parameter).name);
      }
    } else {
      for (std::u16string_view name :
           {u"exports", u"require", u"module", u"__filename", u"__dirname"}) {
        use_raw(name);
      }
    }
  }
  if (info_->arguments != nullptr && info_->arguments->role == VariableRole::kArguments) {
    info_->arguments->slot = code_->arguments_slot;
    info_->arguments->is_raw = !info_->arguments->is_captured;
  }
  std::vector<int32_t> raw_slots;
  for (const Variable* variable : info_->scope->variables) raw_slots.push_back(variable->slot);
  enter_scope(info_->scope);
  bind_specials();
  if (info_->arguments != nullptr && info_->arguments->slot != code_->arguments_slot) {
    emit(Op::kLocal, code_->arguments_slot);
    initialise(info_->arguments, info_->scope);
  } else if (info_->arguments != nullptr && info_->arguments->is_captured) {
    emit(Op::kLocal, code_->arguments_slot);
    initialise(info_->arguments, info_->scope);
  }
  if (is_simple) {
    for (size_t i = 0; i < raw_slots.size(); ++i) {
      Variable* variable = info_->scope->variables[i];
      if (variable->role != VariableRole::kParameter || !variable->is_captured) continue;
      emit(Op::kLocal, raw_slots[i]);
      initialise(variable, info_->scope);
    }
    instantiate_functions(info_->scope);
  } else {
    bind_parameters(*function);
    enter_body(*function);
  }
  if (code_->kind == FunctionKind::kGenerator || code_->kind == FunctionKind::kAsyncGenerator) {
    emit(Op::kInitialYield);
  }
}

// Parameters with defaults, patterns or a rest: bound one after another.
void FunctionCompiler::bind_parameters(const ast::Function& function) {
  for (size_t i = 0; i < function.params.size(); ++i) {
    const ast::Pattern& parameter = *function.params[i];
    pattern_source(nullptr);
    if (parameter.kind == NodeKind::kRestElement) {
      emit(Op::kLocal, code_->rest_slot);
      bind_pattern(*as<ast::RestElement>(parameter).argument, Binding::kInitialise);
    } else {
      emit(Op::kLocal, static_cast<int32_t>(i));
      bind_pattern(parameter, Binding::kInitialise);
    }
  }
}

// The body's own scope: a var of a parameter's name starts with the parameter's value.
void FunctionCompiler::enter_body(const ast::Function&) {
  enter_scope(info_->body_scope);
  for (Variable* variable : info_->body_scope->variables) {
    if (variable->is_lexical()) continue;
    Variable* parameter = info_->scope->find(variable->name);
    if (parameter == nullptr) continue;
    load_raw({parameter, info_->scope, false});
    initialise(variable, info_->body_scope);
  }
  instantiate_functions(info_->body_scope);
}

// ---- Programs ----

void FunctionCompiler::compile_program(const ast::Program& program) {
  code_->name = atom_of(u"");
  code_->is_strict = program.is_strict;
  code_->role = CodeRole::kProgram;
  code_->source_end = static_cast<uint32_t>(unit_.tree().source.size());
  switch (program.goal) {
    case ast::Goal::kCommonJs:
      code_->role = CodeRole::kFunction;
      code_->length = 5;
      prologue(nullptr);
      statements(program.body);
      break;
    case ast::Goal::kScript:
      enter_scope(info_->scope);
      bind_specials();
      declare_globals(program);
      instantiate_functions(info_->scope);
      statements(program.body);
      break;
    case ast::Goal::kModule:
      if (program.has_top_level_await) code_->kind = FunctionKind::kAsync;
      module_scope(program);
      bind_specials();
      statements(program.body);
      break;
  }
  emit(Op::kUndefined);
  emit_return();
  finish();
}

// A script's vars and functions are properties of the global object (16.1.7).
void FunctionCompiler::declare_globals(const ast::Program& program) {
  std::vector<const ast::Node*> pending(program.body.rbegin(), program.body.rend());
  while (!pending.empty()) {
    const ast::Node* node = pending.back();
    pending.pop_back();
    if (node->kind == NodeKind::kVariableDeclaration) {
      const auto& declaration = as<ast::VariableDeclaration>(*node);
      if (declaration.variable_kind != ast::VariableKind::kVar) continue;
      for (const ast::VariableDeclarator* declarator : declaration.declarators) {
        for_each_bound_name(*declarator->target, [&](const ast::Identifier& id) {
          emit(Op::kDeclareGlobal, unit_.key_constant(id.name));
        });
      }
      continue;
    }
    bool is_statement = false;
    switch (node->kind) {
      case NodeKind::kBlockStatement:
      case NodeKind::kIfStatement:
      case NodeKind::kForStatement:
      case NodeKind::kForInStatement:
      case NodeKind::kForOfStatement:
      case NodeKind::kWhileStatement:
      case NodeKind::kDoWhileStatement:
      case NodeKind::kTryStatement:
      case NodeKind::kSwitchStatement:
      case NodeKind::kSwitchCase:
      case NodeKind::kLabeledStatement:
        is_statement = true;
        break;
      default:
        break;
    }
    if (!is_statement) continue;
    ast::for_each_child(*node, [&](const ast::Node& child) { pending.push_back(&child); });
  }
  for (const ast::Node* node : program.body) {
    if (node->kind != NodeKind::kFunctionDeclaration) continue;
    const auto& function = as<ast::Function>(*node);
    closure(function, function.name->name);
    emit(Op::kDefineGlobal, unit_.key_constant(function.name->name));
  }
}

}  // namespace actx
