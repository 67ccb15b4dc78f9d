// The interpreter loop, and what happens to exceptions in it.
#include "script/generator.h"
#include "script/module.h"
#include "script/module_internal.h"
#include "script/step_hook.h"
#include "script/vm_ops.h"
#include "value/bigint.h"
#include "value/builtins/builtins.h"
#include "value/footprint.h"

namespace actx {

namespace {

constexpr uint64_t kCallSteps = 8;  // what a call costs besides its jumps

// A frame has been left: its caller goes on with `result`. Null: it was the entry frame.
Frame* leave_frame(Realm& realm, Frame* frame, Value result) {
  realm.leave(frame);
  if (frame->is_entry) return nullptr;
  Frame* caller = static_cast<Frame*>(frame->caller);
  *caller->sp++ = result;
  ++caller->pc;
  return caller;
}

// What the caller of a function other than a plain one sees when its code has returned.
Value complete(Realm& realm, Frame* frame, Value value) {
  frame->is_done = true;
  switch (frame->code->kind) {
    case FunctionKind::kNormal:
      return value;
    case FunctionKind::kAsync:
      resolve_promise(realm, frame->promise, value);
      return Value(frame->promise);
    case FunctionKind::kGenerator:
      frame->generator->state = GeneratorState::kCompleted;
      return value;
    case FunctionKind::kAsyncGenerator:
      async_generator_finish(realm, frame->generator, value, false);
      return Value();
  }
  return value;
}

// Finds who handles an exception thrown at frame->pc: the frame to go on with, or null when the
// entry frame has been left; then `result` is its result, or the exception when `throws`.
Frame* unwind(Realm& realm, Frame* frame, Value exception, Value* result, bool* throws) {
  *throws = false;
  while (true) {
    uint32_t pc = frame->pc_index();
    for (const Handler& handler : frame->code->handlers) {
      if (pc < handler.begin || pc >= handler.end) continue;
      frame->pc = frame->code->code.data() + handler.target;
      frame->sp = frame->stack() + handler.stack_depth;
      *frame->sp++ = exception;
      for (; frame->scope_depth > handler.scope_depth; --frame->scope_depth) {
        frame->scope = frame->scope->parent();
      }
      return frame;
    }
    frame->is_done = true;
    *result = exception;
    bool is_settled = false;
    if (frame->code->kind == FunctionKind::kAsync) {
      reject_promise(realm, frame->promise, exception);
      *result = Value(frame->promise);
      is_settled = true;
    } else if (frame->generator != nullptr) {
      if (frame->code->kind == FunctionKind::kAsyncGenerator) {
        async_generator_finish(realm, frame->generator, exception, true);
        is_settled = true;
      } else {
        frame->generator->state = GeneratorState::kCompleted;
      }
    }
    if (is_settled) return leave_frame(realm, frame, *result);
    realm.leave(frame);
    if (frame->is_entry) {
      *throws = true;
      return nullptr;
    }
    frame = static_cast<Frame*>(frame->caller);
  }
}

Value numeric(Realm& realm, NumericOp op, Value a, Value b) {
  if (a.is_number() && b.is_number()) {
    double x = a.as_number();
    double y = b.as_number();
    switch (op) {
      case NumericOp::kSubtract:
        return Value(x - y);
      case NumericOp::kMultiply:
        return Value(x * y);
      case NumericOp::kDivide:
        return Value(x / y);
      default:
        break;
    }
  }
  return numeric_op(realm, op, a, b);
}

bool less(Realm& realm, Op op, Value a, Value b) {
  if (a.is_number() && b.is_number()) {
    double x = a.as_number();
    double y = b.as_number();
    switch (op) {
      case Op::kLess:
        return x < y;
      case Op::kLessEqual:
        return x <= y;
      case Op::kGreater:
        return x > y;
      default:
        return x >= y;
    }
  }
  switch (op) {
    case Op::kLess:
      return is_less_than(realm, a, b, true) == 1;
    case Op::kLessEqual:
      return is_less_than(realm, b, a, false) == 0;
    case Op::kGreater:
      return is_less_than(realm, b, a, false) == 1;
    default:
      return is_less_than(realm, a, b, true) == 0;
  }
}

// Starts an await. The frame is suspended at the instruction; its operand has been popped.
StepHook step_hook = nullptr;

void suspend_await(Realm& realm, Frame* frame, Value value) {
  Promise* outer =
      frame->generator != nullptr ? async_generator_outer(frame->generator) : frame->promise;
  await_value(realm, value, frame, outer);
}

// Captured variables are what callbacks share: their uses are noted for footprints.
Value read_cell(const Value* variable) {
  Footprint::read_if_active(variable);
  return *variable;
}

Value* written_cell(Value* variable) {
  Footprint::write_if_active(variable);
  return variable;
}

Scope* scope_at(Frame* frame, uint32_t hops) {
  Scope* scope = frame->scope;
  for (; hops > 0; --hops) scope = scope->parent();
  return scope;
}

bool is_true(Value value) {
  switch (value.tag()) {
    case Tag::kBoolean:
      return value.as_boolean();
    case Tag::kUndefined:
    case Tag::kNull:
      return false;
    case Tag::kObject:
      return true;
    default:
      return to_boolean(value);
  }
}

bool is_same(Realm& realm, Value a, Value b) {
  if (a.tag() != b.tag()) return false;
  if (a.is_number()) return a.as_number() == b.as_number();
  if (a.is_object()) return a.as_object() == b.as_object();
  if (a.is_string()) {
    if (a.as_string() == b.as_string()) return true;
    if (a.as_string()->is_atom() && b.as_string()->is_atom()) return false;
  }
  return is_strictly_equal(realm, a, b);
}

// The getter of an accessor property, if it is a function of the language.
Closure* getter_of(const Property* property) {
  Closure* getter = property != nullptr ? as_closure(property->accessor->getter) : nullptr;
  return getter == nullptr || getter->is_class() ? nullptr : getter;
}

// The function of the language that Function.prototype.call or apply calls, whose receiver and
// arguments these become; null for any other callee. They leave no trace on the stack.
Closure* called_through(Value callee, Value* receiver, Args* args) {
  Function* function = as<Function>(callee);
  if (function == nullptr || function->is_bound() || Footprint::is_active()) return nullptr;
  const NativeFn fn = static_cast<NativeFunction*>(function)->fn();
  if (fn != function_call && fn != function_apply) return nullptr;
  Closure* target = as_closure(*receiver);
  if (target == nullptr) return nullptr;
  Args passed;
  if (fn == function_call) {
    if (args->size() > 1) passed = args->subspan(1);
  } else if (args->size() > 1 && !(*args)[1].is_nullish()) {
    Array* list = as<Array>((*args)[1]);
    if (list == nullptr || !list->is_packed()) return nullptr;
    passed = Args(list->elements().begin(), list->length());
  }
  *receiver = args->empty() ? Value() : (*args)[0];
  *args = passed;
  return target;
}

// Labels as values are an extension: each instruction jumps to the next one itself, which costs
// half of what a common switch would.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#define GO(target)                              \
  do {                                          \
    i = (target);                               \
    frame->pc = i;                              \
    goto* kTargets[static_cast<size_t>(i->op)]; \
  } while (false)
#define NEXT() GO(i + 1)

// Runs until the entry frame is left: its result, or the exception when `throws`.
Value interpret(Realm& realm, Frame** current, bool* throws) {
  static const void* const kTargets[] = {
#define OP(name, pops, pushes) &&op_##name,
#include "script/bytecode.def"
#undef OP
  };
  Machine& machine = Machine::of(realm);
  Frame* frame = *current;
  const Instruction* i;
  Value* sp;
  const CompiledUnit* unit;
  auto reload = [&] {
    *current = frame;
    sp = frame->sp;
    unit = frame->code->unit;
  };
  auto count_steps = [&](uint64_t steps) {
    const uint64_t before = realm.steps;
    realm.steps += steps;
    realm.check_steps();
    if ((before ^ realm.steps) >= kStepsPerHook && step_hook != nullptr) step_hook(realm);
  };
  reload();
  GO(frame->pc);
#include "script/vm_run_cases.inc"
}
#undef NEXT
#undef GO
#pragma GCC diagnostic pop

// Runs until the entry frame is done; `exception`, if any, is thrown at the frame's position first.
Value run(Realm& realm, Frame* frame, const Value* exception) {
  Frame* entry = frame;
  Value thrown;
  bool has_thrown = exception != nullptr;
  if (has_thrown) thrown = *exception;
  Value result;
  bool throws = false;
  while (true) {
    try {
      if (has_thrown) {
        frame = unwind(realm, frame, thrown, &result, &throws);
        if (frame == nullptr) break;
        has_thrown = false;
      }
      result = interpret(realm, &frame, &throws);
      break;
    } catch (const Throw& caught) {
      thrown = caught.value;
      has_thrown = true;
    } catch (...) {
      while (realm.activation() != entry) realm.leave(realm.activation());
      realm.leave(entry);
      throw;
    }
  }
  if (throws) throw Throw{result};
  return result;
}

}  // namespace

void set_step_hook(StepHook hook) {
  step_hook = hook;
}

Value execute(Realm& realm, Frame* frame) {
  return run(realm, frame, nullptr);
}

Value execute_throw(Realm& realm, Frame* frame, Value exception) {
  return run(realm, frame, &exception);
}

void Frame::resume(Realm& realm, Value value, bool is_throw) {
  realm.enter(this);
  is_entry = true;
  if (is_throw) {
    execute_throw(realm, this, value);
  } else {
    *sp++ = value;
    ++pc;
    execute(realm, this);
  }
}

}  // namespace actx
