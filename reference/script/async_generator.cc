// Async generators: a queue of requests, answered one by one (27.6.3).
#include "script/generator.h"

namespace actx {

namespace {

using State = GeneratorState;

// AsyncGeneratorCompleteStep: answers the oldest request.
void complete_step(Realm& realm, GeneratorObject* generator, Value value, bool is_throw,
                   bool is_done) {
  Promise* promise = generator->queue[0].promise;
  generator->queue.erase_at(0);
  if (is_throw) {
    reject_promise(realm, promise, value);
  } else {
    resolve_promise(realm, promise, Value(realm.iterator_result(value, is_done)));
  }
}

void drain_queue(Realm& realm, GeneratorObject* generator);

// AsyncGeneratorAwaitReturn: a completed generator answers return(v) once v is settled.
class ReturnAwaiter final : public Resumable {
 public:
  explicit ReturnAwaiter(GeneratorObject* generator) : generator_(generator) {}
  void resume(Realm& realm, Value value, bool is_throw) override {
    generator_->state = State::kCompleted;
    complete_step(realm, generator_, value, is_throw, true);
    drain_queue(realm, generator_);
  }
  void trace(Tracer& tracer) const override { tracer.visit(generator_); }

 private:
  GeneratorObject* generator_;
};

void await_return(Realm& realm, GeneratorObject* generator) {
  generator->state = State::kAwaitingReturn;
  const GeneratorRequest& request = generator->queue[0];
  try {
    await_value(realm, request.value, realm.make<ReturnAwaiter>(generator), request.promise);
  } catch (const Throw& thrown) {  // a promise whose `constructor` throws
    generator->state = State::kCompleted;
    complete_step(realm, generator, thrown.value, true, true);
    drain_queue(realm, generator);
  }
}

// AsyncGeneratorDrainQueue.
void drain_queue(Realm& realm, GeneratorObject* generator) {
  while (!generator->queue.empty()) {
    const GeneratorRequest request = generator->queue[0];
    if (request.mode == ResumeMode::kReturn) {
      await_return(realm, generator);
      return;
    }
    bool is_throw = request.mode == ResumeMode::kThrow;
    complete_step(realm, generator, is_throw ? request.value : Value(), is_throw, true);
  }
}

// AsyncGeneratorResume with the oldest request.
void resume_first(Realm& realm, GeneratorObject* generator) {
  const GeneratorRequest request = generator->queue[0];
  Frame* frame = generator->frame;
  check_native_stack(realm);
  realm.enter(frame);
  frame->is_entry = true;
  generator->state = State::kExecuting;
  if (prepare_resume(frame, request.mode, request.value)) {
    --frame->sp;
    execute_throw(realm, frame, request.value);
  } else {
    execute(realm, frame);
  }
}

}  // namespace

Promise* async_generator_outer(GeneratorObject* generator) {
  return generator->queue.empty() ? nullptr : generator->queue[0].promise;
}

Promise* async_generator_enqueue(Realm& realm, GeneratorObject* generator, ResumeMode mode,
                                 Value value) {
  Promise* promise = new_promise(realm);
  if (generator->state == State::kSuspendedStart && mode == ResumeMode::kThrow) {
    generator->state = State::kCompleted;
  }
  if (generator->state == State::kCompleted && mode != ResumeMode::kReturn) {
    if (mode == ResumeMode::kThrow) {
      reject_promise(realm, promise, value);
    } else {
      resolve_promise(realm, promise, Value(realm.iterator_result(Value(), true)));
    }
    return promise;
  }
  generator->queue.push_back(realm.arena(), {mode, value, promise});
  switch (generator->state) {
    case State::kSuspendedStart:
    case State::kCompleted:
      if (mode == ResumeMode::kReturn) {
        await_return(realm, generator);
        break;
      }
      [[fallthrough]];
    case State::kSuspendedYield:
      resume_first(realm, generator);
      break;
    default:
      break;
  }
  return promise;
}

bool async_generator_yield(Realm& realm, GeneratorObject* generator, Value value, bool* throws) {
  complete_step(realm, generator, value, false, false);
  if (generator->queue.empty()) {
    generator->state = State::kSuspendedYield;
    return false;
  }
  const GeneratorRequest& request = generator->queue[0];
  *throws = prepare_resume(generator->frame, request.mode, request.value);
  return true;
}

void async_generator_finish(Realm& realm, GeneratorObject* generator, Value value, bool is_throw) {
  generator->state = State::kCompleted;
  complete_step(realm, generator, value, is_throw, true);
  drain_queue(realm, generator);
}

}  // namespace actx
