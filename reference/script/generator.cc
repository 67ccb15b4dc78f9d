#include "script/generator.h"

namespace actx {

void GeneratorObject::trace(Tracer& tracer) const {
  Object::trace(tracer);
  if (state != GeneratorState::kCompleted) tracer.visit(frame);
  for (const GeneratorRequest& request : queue) {
    tracer.visit(request.value);
    tracer.visit(request.promise);
  }
}

GeneratorObject* make_generator(Realm& realm, Frame* frame) {
  bool is_async = frame->code->kind == FunctionKind::kAsyncGenerator;
  Value own = frame->function->get(realm, realm.names().prototype);
  Object* prototype = own.is_object()
                          ? own.as_object()
                          : realm.intrinsic(is_async ? Intrinsic::kAsyncGeneratorPrototype
                                                     : Intrinsic::kGeneratorPrototype);
  GeneratorObject* generator = realm.make<GeneratorObject>(
      prototype, is_async ? ObjectClass::kAsyncGenerator : ObjectClass::kGenerator, frame);
  frame->generator = generator;
  return generator;
}

bool prepare_resume(Frame* frame, ResumeMode mode, Value value) {
  const Instruction& at = *frame->pc;
  switch (at.op) {
    case Op::kInitialYield:
      ++frame->pc;
      return false;
    case Op::kDelegateYield:
      frame->locals()[at.b + 2] = Value(static_cast<int>(mode));
      *frame->sp++ = value;
      ++frame->pc;
      return false;
    default:  // Yield
      *frame->sp++ = value;
      if (mode == ResumeMode::kThrow) return true;
      frame->pc = mode == ResumeMode::kNext ? frame->code->code.data() + at.c : frame->pc + 1;
      return false;
  }
}

Value resume_generator(Realm& realm, GeneratorObject* generator, ResumeMode mode, Value value) {
  using State = GeneratorState;
  if (generator->state == State::kExecuting) {
    throw_type_error(realm, "Generator is already running");
  }
  if (generator->state == State::kSuspendedStart && mode != ResumeMode::kNext) {
    generator->state = State::kCompleted;
  }
  if (generator->state == State::kCompleted) {
    if (mode == ResumeMode::kThrow) throw Throw{value};
    return Value(realm.iterator_result(mode == ResumeMode::kReturn ? value : Value(), true));
  }
  check_native_stack(realm);
  Frame* frame = generator->frame;
  realm.enter(frame);
  frame->is_entry = true;
  frame->yields_raw = false;
  generator->state = State::kExecuting;
  bool throws = prepare_resume(frame, mode, value);
  Value result;
  if (throws) {
    --frame->sp;
    result = execute_throw(realm, frame, value);
  } else {
    result = execute(realm, frame);
  }
  if (frame->yields_raw && !frame->is_done) return result;
  return Value(realm.iterator_result(result, frame->is_done));
}

}  // namespace actx
