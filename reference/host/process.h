// The `process` object. An EventEmitter, but only once somebody looks for what it inherits: a
// program that never listens to it pays nothing.
#ifndef ACTX_HOST_PROCESS_H_
#define ACTX_HOST_PROCESS_H_

#include "value/object.h"

namespace actx {

class ProcessObject final : public Object {
 public:
  explicit ProcessObject(Object* object_prototype)
      : Object(object_prototype, ObjectClass::kHost), object_prototype_(object_prototype) {}

  /// True once EventEmitter stands behind it. Before that it has no listeners.
  bool is_emitter() const { return is_emitter_; }

  Object* get_prototype_of(Realm& realm) override {
    become_emitter(realm);
    return prototype_;
  }
  void trace(Tracer& tracer) const override;

  Value exit_code;  // process.exitCode
  uint32_t umask = 022;
  Value capture_callback;  // setUncaughtExceptionCaptureCallback

 protected:
  bool materialise(Realm& realm, PropertyKey key) override;

 private:
  void become_emitter(Realm& realm);
  Object* object_prototype_;
  bool is_emitter_ = false;
};

/// Whether the value is process.nextTick as it is made.
bool is_next_tick(Value value);
/// Makes the process object of this run.
ProcessObject* make_process(Realm& realm);

}  // namespace actx

#endif  // ACTX_HOST_PROCESS_H_
