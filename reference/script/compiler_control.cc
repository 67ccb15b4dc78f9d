// Jumps out of constructs: break, continue and return through scopes, iterators and finally blocks.
#include <algorithm>

#include "script/compiler.h"

namespace actx {

// What the kind local of a finally block says; exits count from kFirstExit on.
constexpr int kKindNormal = 0;
constexpr int kKindThrow = 1;
constexpr int kFirstExit = 2;
constexpr size_t kMaxExits = 250;

FunctionCompiler::Control& FunctionCompiler::push_control(ControlKind kind) {
  auto control = std::make_unique<Control>();
  control->kind = kind;
  control->begin = here();
  control->depth = depth_;
  control->scope_depth = scope_depth_;
  controls_.push_back(std::move(control));
  return *controls_.back();
}

void FunctionCompiler::pop_control() {
  controls_.pop_back();
}

// Emits a jump out of the innermost controls. What stands in the way of it is undone here; a
// finally block is entered instead, and goes on from where it ends.
void FunctionCompiler::emit_exit(const Exit& exit) {
  uint32_t saved_depth = depth_;
  uint32_t value = 0;
  uint32_t saved_locals = next_local_;
  if (exit.is_return) {
    value = new_local();
    emit(Op::kSetLocal, static_cast<int32_t>(value));
  }
  std::vector<std::pair<Control*, uint32_t>> gaps;
  bool is_done = false;
  for (size_t i = controls_.size(); i-- > 0 && !is_done;) {
    Control& control = *controls_[i];
    if (&control == exit.target) {
      while (depth_ > control.depth) emit(Op::kPop);
      jump(Op::kJump, exit.is_continue ? *control.continue_label : *control.break_label);
      is_done = true;
      break;
    }
    switch (control.kind) {
      case ControlKind::kScope:
        emit(Op::kPopScope);
        break;
      case ControlKind::kTry:
        gaps.emplace_back(&control, here());
        break;
      case ControlKind::kIterator:
        gaps.emplace_back(&control, here());
        if (!(exit.is_continue && control.loop == exit.target)) close_iterator(control);
        break;
      case ControlKind::kFinally: {
        gaps.emplace_back(&control, here());
        auto known = std::find(control.exits.begin(), control.exits.end(), exit);
        int kind = kFirstExit + static_cast<int>(known - control.exits.begin());
        if (known == control.exits.end()) control.exits.push_back(exit);
        if (control.exits.size() > kMaxExits) unit_.too_large(*info_->node);
        if (exit.is_return) {
          emit(Op::kLocal, static_cast<int32_t>(value));
          emit(Op::kSetLocal, static_cast<int32_t>(control.base + 1));
        }
        emit(Op::kInt, kind);
        emit(Op::kSetLocal, static_cast<int32_t>(control.base));
        while (depth_ > control.depth) emit(Op::kPop);
        jump(Op::kJump, *control.entry);
        is_done = true;
        break;
      }
      case ControlKind::kLoop:
      case ControlKind::kLabel:
        break;
    }
  }
  if (!is_done) {
    emit(Op::kLocal, static_cast<int32_t>(value));
    StaticScope* inner = scope_;
    scope_ = info_->body_scope;  // all others have been left
    finish_return();
    scope_ = inner;
  }
  for (auto [control, begin] : gaps) control->gaps.emplace_back(begin, here());
  release_locals(saved_locals);
  depth_ = exit.is_return ? saved_depth - 1 : saved_depth;
}

void FunctionCompiler::emit_return() {
  bool needs_undo = false;
  for (const auto& control : controls_) {
    needs_undo |= control->kind == ControlKind::kIterator || control->kind == ControlKind::kFinally;
  }
  if (needs_undo) {
    Exit exit;
    exit.is_return = true;
    emit_exit(exit);
    return;
  }
  // A try with a catch only must not see the error of a derived constructor's result.
  uint32_t begin = here();
  finish_return();
  for (const auto& control : controls_) {
    if (control->kind == ControlKind::kTry) control->gaps.emplace_back(begin, here());
  }
}

void FunctionCompiler::finish_return() {
  if (info_->is_derived) {
    load_special(kThisName, Op::kThis);
    emit(Op::kReturnDerived);
  } else {
    emit(Op::kReturn);
  }
}

// For a completion that is not an exception.
void FunctionCompiler::close_iterator(const Control& control) {
  Label end;
  if (control.has_done) jump(Op::kJumpIfTrueLocal, end, control.base + 2);
  if (control.is_async) {
    jump(Op::kAsyncIteratorReturn, end, control.base);
    emit(Op::kAwait);
    emit(Op::kCheckObject);
    emit(Op::kPop);
  } else {
    emit(Op::kIteratorClose, 0, control.base);
  }
  bind(end);
}

// The handler of an iteration: closes the iterator, drops what that throws, and throws on.
void FunctionCompiler::close_iterator_on_throw(const Control& control, uint32_t end) {
  add_handler(control, end, here());
  depth_ = control.depth + 1;
  max_depth_ = std::max(max_depth_, depth_);
  Label rethrow;
  if (!control.is_async) {
    if (control.has_done) jump(Op::kJumpIfTrueLocal, rethrow, control.base + 2);
    emit(Op::kIteratorCloseQuietly, 0, control.base);
    bind(rethrow);
    emit(Op::kThrow);
    return;
  }
  uint32_t saved_locals = next_local_;
  auto exception = static_cast<int32_t>(new_local());
  emit(Op::kSetLocal, exception);
  jump(Op::kAsyncIteratorReturn, rethrow, control.base, 1);
  Control quiet;
  quiet.begin = here();
  quiet.depth = control.depth;
  quiet.scope_depth = control.scope_depth;
  emit(Op::kAwait);
  uint32_t quiet_end = here();
  emit(Op::kPop);
  jump(Op::kJump, rethrow);
  add_handler(quiet, quiet_end, here());
  ++depth_;
  emit(Op::kPop);
  bind(rethrow);
  depth_ = control.depth;
  emit(Op::kLocal, exception);
  emit(Op::kThrow);
  release_locals(saved_locals);
}

// After the protected code of try-finally: the block itself, then on to wherever it was entered
// from. `control` is popped already.
void FunctionCompiler::finish_finally(Control& control, const ast::Node& finalizer) {
  uint32_t end = here();
  auto kind = static_cast<int32_t>(control.base);
  auto value = static_cast<int32_t>(control.base + 1);
  emit(Op::kInt, kKindNormal);
  emit(Op::kSetLocal, kind);
  jump(Op::kJump, *control.entry);
  add_handler(control, end, here());
  ++depth_;
  max_depth_ = std::max(max_depth_, depth_);
  emit(Op::kSetLocal, value);
  emit(Op::kInt, kKindThrow);
  emit(Op::kSetLocal, kind);
  bind(*control.entry);
  statement(finalizer);
  Label not_throw;
  jump(Op::kJumpIfKindNot, not_throw, control.base, kKindThrow);
  emit(Op::kLocal, value);
  emit(Op::kThrow);
  bind(not_throw);
  for (size_t i = 0; i < control.exits.size(); ++i) {
    Label next;
    jump(Op::kJumpIfKindNot, next, control.base, static_cast<uint8_t>(kFirstExit + i));
    if (control.exits[i].is_return) {
      emit(Op::kLocal, value);
      emit_return();
    } else {
      emit_exit(control.exits[i]);
    }
    bind(next);
  }
}

}  // namespace actx
