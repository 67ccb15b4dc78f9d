// The virtual machine: frames on the heap, one loop that runs them.
//
// Words
// - entry frame: the one a C++ caller waits for; when it returns or suspends, execute() returns.
// - suspended frame: not on the activation list, kept by whoever will resume it.
//
// Invariants
// - A call from the language to the language pushes a frame and stays in the same loop; only
//   natives nest execute(). The C++ stack that nesting may use is measured, not guessed.
// - frame.pc names the instruction being executed (or suspended at), also inside natives.
// - A JavaScript exception is looked up in the handler tables of the frames up to the entry frame.
//   Limit exceptions (steps, heap, termination) pass through everything.
#ifndef ACTX_SCRIPT_VM_H_
#define ACTX_SCRIPT_VM_H_

#include "script/closure.h"
#include "script/engine.h"
#include "value/conversions.h"
#include "value/promise.h"

namespace actx {

class ModuleLoader;
class GeneratorObject;

/// How a suspended generator goes on.
enum class ResumeMode : uint8_t { kNext, kThrow, kReturn };

class Frame final : public Resumable, public Activation {
 public:
  Frame(const FunctionCode& code, Closure* function, Scope* scope, Instance* instance)
      : code(&code), function(function), instance(instance), scope(scope) {}

  /// Continues after an await.
  void resume(Realm& realm, Value value, bool is_throw) override;
  Promise* outer_promise() const override;
  void describe_suspended(Realm& realm, std::u16string* out) const override;
  void trace(Tracer& tracer) const override;

  /// Of a recycled frame: what differs from call to call.
  void begin_again(const FunctionCode& called, Closure* closure, Value receiver) {
    callee = closure;
    code = &called;
    function = closure;
    instance = closure->instance();
    scope = closure->scope();
    this_value = receiver;
    new_target = nullptr;
    pc = called.code.data();
    sp = stack();
    scope_depth = 0;
    is_entry = is_done = false;
  }

  Value* locals() { return reinterpret_cast<Value*>(this + 1); }
  const Value* locals() const { return reinterpret_cast<const Value*>(this + 1); }
  Value* stack() { return locals() + code->local_count; }
  uint32_t pc_index() const { return static_cast<uint32_t>(pc - code->code.data()); }

  const FunctionCode* code;
  Closure* function;  // null: script or module code
  Instance* instance;
  Scope* scope;
  Value this_value;
  Object* new_target = nullptr;
  const Instruction* pc = nullptr;
  Value* sp = nullptr;
  uint32_t scope_depth = 0;
  bool is_entry = false;
  bool is_done = false;
  bool yields_raw = false;     // the yielded value is an iterator result already
  Promise* promise = nullptr;  // of an async function
  GeneratorObject* generator = nullptr;
};

/// The machine's state of one run.
class Machine final : public RootSource {
 public:
  static Machine& of(Realm& realm) {
    return realm.machine != nullptr ? *static_cast<Machine*>(realm.machine) : make(realm);
  }
  void trace_roots(Tracer& tracer) const override;
  void prepare_reclaim(const Tracer&, HeapMarker&) override;

  Frame* free_frames[FunctionCode::kFramePools] = {};  // linked through Activation::caller
  Realm* realm = nullptr;
  ModuleLoader* loader = nullptr;
  uint64_t async_evaluations = 0;  // numbers modules in the order they became async

 private:
  static Machine& make(Realm& realm);
};

/// Where the frame's current instruction stands.
CodePlace place_of(const Frame& frame);

/// RangeError when the C++ stack is nearly used up.
void check_native_stack(Realm& realm);

/// A frame for a call, entered. The arguments are copied.
Frame* push_call(Realm& realm, Closure* function, Value this_value, Args args);
/// A frame for a construction; `this` is made for base constructors.
Frame* push_construct(Realm& realm, Closure* function, Args args, Object* new_target);
/// A frame for script or module code, entered.
Frame* push_program(Realm& realm, const FunctionCode& code, Instance* instance, Scope* scope);
/// Keeps the memory of a frame of kind kNormal, which nobody refers to, for the next call.
inline void recycle(Machine& machine, Frame* frame) {
  const uint32_t pool = frame->code->frame_pool;
  if (pool == FunctionCode::kFramePools) return;
  frame->caller = machine.free_frames[pool];
  machine.free_frames[pool] = frame;
}
/// push_call of a function whose code is plain.
inline Frame* enter_plain(Realm& realm, Machine& machine, Closure* function, Value this_value,
                          const Value* args, uint32_t count) {
  const FunctionCode& code = function->code();
  Frame* frame = machine.free_frames[code.frame_pool];
  if (frame == nullptr) [[unlikely]]
    return push_call(realm, function, this_value, Args(args, count));
  machine.free_frames[code.frame_pool] = static_cast<Frame*>(frame->caller);
  frame->begin_again(code, function, this_value);
  Value* local = frame->locals();
  Value* const end = local + code.local_count;
  const Value* const last = args + (count < code.parameter_count ? count : code.parameter_count);
  // Both are short: unrolled loops would only cost more to enter.
#pragma GCC unroll 1
  while (args != last) *local++ = *args++;
#pragma GCC unroll 1
  while (local != end) *local++ = Value();
  realm.enter(frame);
  return frame;
}

/// Runs an entered entry frame until it returns or suspends.
Value execute(Realm& realm, Frame* frame);
/// The same, beginning with an exception at the frame's position.
Value execute_throw(Realm& realm, Frame* frame, Value exception);

[[noreturn]] void throw_class_call(Realm& realm, Closure* function);
/// Runs the field initializers of a class on a new object.
void init_fields(Realm& realm, Closure* function, Object* object);

}  // namespace actx

#endif  // ACTX_SCRIPT_VM_H_
