#include "script/compiler.h"

#include <algorithm>
#include <bit>
#include <charconv>

#include "script/parser.h"

namespace actx {

using ast::Node;

String* atom_of(std::u16string_view text) {
  return AtomTable::for_thread().intern(text);
}

// ---- The unit ----

UnitCompiler::UnitCompiler(const ast::Tree& tree)
    : tree_(tree), analysis_(tree), unit_(std::make_shared<CompiledUnit>()) {}

std::shared_ptr<const CompiledUnit> UnitCompiler::compile() {
  unit_->filename = tree_.file;
  unit_->source = tree_.source;
  unit_->is_module = tree_.program->goal == ast::Goal::kModule;
  int32_t index = 0;
  FunctionCode* code = new_code(&index);
  unit_->main = code;
  FunctionInfo* info = analysis_.function_of(*tree_.program);
  FunctionCompiler(*this, info, code, nullptr).compile_program(*tree_.program);
  return unit_;
}

int32_t UnitCompiler::string_constant(std::u16string_view text) {
  String* atom = atom_of(text);
  auto [at, is_new] = strings_.emplace(atom, static_cast<int32_t>(unit_->constants.size()));
  if (is_new) unit_->constants.push_back(Value(atom));
  return at->second;
}

int32_t UnitCompiler::number_constant(double number) {
  unit_->constants.push_back(Value(number));
  return static_cast<int32_t>(unit_->constants.size() - 1);
}

int32_t UnitCompiler::key_constant(PropertyKey key) {
  auto [at, is_new] = keys_.emplace(key.bits(), static_cast<int32_t>(unit_->keys.size()));
  if (is_new) unit_->keys.push_back(key);
  return at->second;
}

FunctionCode* UnitCompiler::new_code(int32_t* index) {
  *index = static_cast<int32_t>(unit_->functions.size());
  unit_->functions.push_back(std::make_unique<FunctionCode>());
  FunctionCode* code = unit_->functions.back().get();
  code->unit = unit_.get();
  return code;
}

void UnitCompiler::too_large(const Node& at) const {
  throw ParseError(ParseErrorKind::kNotInLanguage, tree_.file, at.range.line, at.range.column,
                   "a function with more than 65,535 variables");
}

// ---- Emitting ----

uint32_t FunctionCompiler::emit(Op op, int32_t c, uint32_t b, uint8_t a) {
  Instruction instruction{op, a, static_cast<uint16_t>(b), c};
  if (b > UINT16_MAX) unit_.too_large(*info_->node);
  code_->code.push_back(instruction);
  depth_ -= static_cast<uint32_t>(stack_pops(instruction));
  depth_ += static_cast<uint32_t>(stack_pushes(instruction));
  max_depth_ = std::max(max_depth_, depth_);
  return here() - 1;
}

uint32_t FunctionCompiler::emit_at(const ast::Range& range, Op op, int32_t c, uint32_t b,
                                   uint8_t a) {
  auto& positions = code_->positions;
  if (positions.empty() || positions.back().line != range.line ||
      positions.back().column != range.column) {
    positions.push_back({here(), range.line, range.column});
  }
  return emit(op, c, b, a);
}

void FunctionCompiler::text(std::string text) {
  code_->texts.push_back({here() - 1, std::move(text)});
}

void FunctionCompiler::jump(Op op, Label& label, uint32_t b, uint8_t a) {
  uint32_t at = emit(op, label.target, b, a);
  if (label.target < 0) label.uses.push_back(at);
}

void FunctionCompiler::jump_back(uint32_t target) {
  emit(Op::kJumpBack, static_cast<int32_t>(target));
}

void FunctionCompiler::bind(Label& label) {
  label.target = static_cast<int32_t>(here());
  for (uint32_t use : label.uses) code_->code[use].c = label.target;
}

uint32_t FunctionCompiler::new_local(uint32_t count) {
  uint32_t first = next_local_;
  next_local_ += count;
  if (next_local_ > UINT16_MAX) unit_.too_large(*info_->node);
  code_->local_count = std::max(code_->local_count, next_local_);
  return first;
}

// The region from control.begin to `end`, without its gaps.
void FunctionCompiler::add_handler(const Control& control, uint32_t end, uint32_t target) {
  uint32_t begin = control.begin;
  auto add = [&](uint32_t to) {
    if (begin < to) {
      code_->handlers.push_back({begin, to, target, static_cast<uint16_t>(control.depth),
                                 static_cast<uint16_t>(control.scope_depth)});
    }
  };
  for (auto [gap_begin, gap_end] : control.gaps) {
    add(gap_begin);
    begin = std::max(begin, gap_end);
  }
  add(end);
}

// ---- Scopes ----

void FunctionCompiler::enter_scope(StaticScope* scope) {
  scope_locals_.push_back(next_local_);
  scope_ = scope;
  int32_t heap = 0;
  bool has_dead_zone = false;
  for (Variable* variable : scope->variables) {
    if (variable->role == VariableRole::kImport || variable->is_raw) continue;
    if (variable->is_captured) {
      variable->slot = heap++;
      has_dead_zone |= variable->needs_tdz;
    } else {
      variable->slot = static_cast<int32_t>(new_local());
    }
  }
  if (scope->heap_count > 0) {
    emit(Op::kPushScope, heap, 0, has_dead_zone ? 0 : 1);
    ++scope_depth_;
    Control& control = push_control(ControlKind::kScope);
    control.scope_depth = scope_depth_;
  }
  for (Variable* variable : scope->variables) {
    if (variable->role == VariableRole::kImport || variable->is_raw) continue;
    if (variable->needs_tdz) {
      if (variable->is_captured) continue;
      emit(Op::kEmpty);
    } else if (variable->is_captured && !has_dead_zone) {
      continue;
    } else if (variable->is_lexical() || variable->role == VariableRole::kCatch) {
      if (!variable->is_captured) continue;  // written before it is read
      emit(Op::kUndefined);
    } else if (scope->is_function_top && !variable->is_captured) {
      continue;  // locals of a new frame are undefined
    } else {
      emit(Op::kUndefined);
    }
    initialise(variable, scope);
  }
}

void FunctionCompiler::leave_scope() {
  if (scope_->heap_count > 0) {
    pop_control();
    emit(Op::kPopScope);
    --scope_depth_;
  }
  scope_ = scope_->parent;
  release_locals(scope_locals_.back());
  scope_locals_.pop_back();
}

void FunctionCompiler::instantiate_functions(StaticScope* scope) {
  for (size_t i = 0; i < scope->functions.size(); ++i) {
    const ast::Function* function = scope->functions[i];
    std::u16string_view name = function->name != nullptr ? function->name->name : u"*default*";
    bool is_last = true;  // of several with one name, the last wins
    for (size_t k = i + 1; k < scope->functions.size(); ++k) {
      const ast::Identifier* other = scope->functions[k]->name;
      if (other != nullptr && other->name == name) is_last = false;
    }
    if (!is_last) continue;
    closure(*function, function->name != nullptr ? name : u"default");
    initialise(scope->find(name), scope);
  }
}

uint32_t FunctionCompiler::hops_to(const StaticScope* scope) const {
  uint32_t hops = 0;
  for (const StaticScope* at = scope_; at != scope; at = at->parent) {
    if (at->heap_count > 0) ++hops;
  }
  return hops;
}

// ---- Variables ----

void FunctionCompiler::load_raw(const Resolution& found) {
  const Variable& variable = *found.variable;
  if (variable.role == VariableRole::kImport) {
    emit(Op::kImport, variable.slot);
  } else if (variable.is_captured) {
    emit(Op::kScoped, variable.slot, hops_to(found.scope));
  } else {
    emit(Op::kLocal, variable.slot);
  }
}

void FunctionCompiler::store_raw(const Resolution& found) {
  if (found.variable->is_captured) {
    emit(Op::kSetScoped, found.variable->slot, hops_to(found.scope));
  } else {
    emit(Op::kSetLocal, found.variable->slot);
  }
}

void FunctionCompiler::initialise(Variable* variable, StaticScope* scope) {
  store_raw({variable, scope, false});
}

void FunctionCompiler::load_name(std::u16string_view name, const Node& at) {
  Resolution found = ScopeAnalysis::resolve(scope_, name);
  if (found.variable == nullptr) {
    if (name == u"undefined") {
      emit(Op::kUndefined);
    } else {
      emit_at(at, Op::kGlobal, unit_.key_constant(name));
    }
    return;
  }
  if (found.variable->role == VariableRole::kImport) {
    emit_at(at, Op::kImport, found.variable->slot);
    emit(Op::kCheckInit, unit_.key_constant(name));
    return;
  }
  load_raw(found);
  if (found.variable->needs_tdz && ScopeAnalysis::needs_check(found, at.range.begin)) {
    emit_at(at, Op::kCheckInit, unit_.key_constant(name));
  }
}

void FunctionCompiler::store_name(std::u16string_view name, const Node& at, Binding binding) {
  Resolution found = ScopeAnalysis::resolve(scope_, name);
  if (found.variable == nullptr) {
    emit_at(at, Op::kSetGlobal, unit_.key_constant(name), 0, info_->is_strict);
    return;
  }
  if (binding == Binding::kInitialise) return store_raw(found);
  const Variable& variable = *found.variable;
  if (variable.needs_tdz && ScopeAnalysis::needs_check(found, at.range.begin)) {
    load_raw(found);
    emit_at(at, Op::kCheckInit, unit_.key_constant(name));
    emit(Op::kPop);
  }
  if (variable.role == VariableRole::kFunctionName) {
    if (info_->is_strict) emit_at(at, Op::kThrowConst);
    emit(Op::kPop);
  } else if (variable.is_constant()) {
    emit_at(at, Op::kThrowConst);
    emit(Op::kPop);
  } else {
    store_raw(found);
  }
}

// The function whose `this` the current code sees: arrows have none of their own.
FunctionInfo* FunctionCompiler::this_function() const {
  FunctionInfo* info = info_;
  while (info->is_arrow && info->parent != nullptr) info = info->parent;
  return info;
}

void FunctionCompiler::load_special(std::u16string_view name, Op direct) {
  FunctionInfo* owner = this_function();
  Variable* variable = owner->scope->find(name);
  bool is_derived_this = owner->is_derived && name == kThisName;
  if (owner == info_ && !is_derived_this) {
    emit(direct);
  } else {
    load_raw({variable, owner->scope, owner != info_});
  }
}

void FunctionCompiler::load_this(const Node* at) {
  load_special(kThisName, Op::kThis);
  if (!this_function()->is_derived) return;
  if (at != nullptr) {
    emit_at(*at, Op::kCheckThis);
  } else {
    emit(Op::kCheckThis);
  }
}

}  // namespace actx
