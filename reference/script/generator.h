// Generators and async generators (27.5, 27.6): objects that own a suspended frame.
#ifndef ACTX_SCRIPT_GENERATOR_H_
#define ACTX_SCRIPT_GENERATOR_H_

#include "script/vm.h"

namespace actx {

enum class GeneratorState : uint8_t {
  kSuspendedStart,
  kSuspendedYield,
  kExecuting,
  kAwaitingReturn,  // async generators only
  kCompleted,
};

/// A call of next, throw or return that an async generator has not answered yet.
struct GeneratorRequest {
  ResumeMode mode;
  Value value;
  Promise* promise;
};

class GeneratorObject final : public Object {
 public:
  GeneratorObject(Object* prototype, ObjectClass object_class, Frame* frame)
      : Object(prototype, object_class), frame(frame) {}
  bool is_async() const { return object_class() == ObjectClass::kAsyncGenerator; }
  void trace(Tracer& tracer) const override;

  Frame* frame;
  GeneratorState state = GeneratorState::kSuspendedStart;
  ArenaVector<GeneratorRequest> queue;
};

/// The arguments object; its class decides how it prints.
class ArgumentsObject final : public Object {
 public:
  explicit ArgumentsObject(Object* prototype) : Object(prototype, ObjectClass::kArguments) {}
};

/// The generator object of a frame that has bound its parameters (EvaluateGeneratorBody).
GeneratorObject* make_generator(Realm& realm, Frame* frame);
/// Prepares a suspended frame to go on. True: it is to go on with an exception instead.
bool prepare_resume(Frame* frame, ResumeMode mode, Value value);
/// GeneratorResume, GeneratorResumeAbrupt: the iterator result object.
Value resume_generator(Realm& realm, GeneratorObject* generator, ResumeMode mode, Value value);

/// AsyncGenerator.prototype.next, throw, return (27.6.1): the promise of the answer.
Promise* async_generator_enqueue(Realm& realm, GeneratorObject* generator, ResumeMode mode,
                                 Value value);
/// AsyncGeneratorYield from the awaited value on: answers the oldest request. True: the next one is
/// waiting and the frame is to go on at once; `throws` as in prepare_resume.
bool async_generator_yield(Realm& realm, GeneratorObject* generator, Value value, bool* throws);
/// The body ended: answers the oldest request, then those that wait.
void async_generator_finish(Realm& realm, GeneratorObject* generator, Value value, bool is_throw);
/// The promise on whose behalf the generator awaits.
Promise* async_generator_outer(GeneratorObject* generator);

}  // namespace actx

#endif  // ACTX_SCRIPT_GENERATOR_H_
