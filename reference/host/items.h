// The objects that stand for scheduled work in a program: Timeout, Immediate, TickObject.
//
// Each is a JavaScript object and a loop item in one, and the public object of its async resource.
#ifndef ACTX_HOST_ITEMS_H_
#define ACTX_HOST_ITEMS_H_

#include "context/resource.h"
#include "loop/items.h"
#include "value/object.h"

namespace actx {

/// What the three have in common.
struct Scheduled {
  Value callback;
  ArenaVector<Value> args;
  Resource* resource = nullptr;

  void trace_scheduled(Tracer& tracer) const;
};

class TimeoutObject final : public Object, public Timer, public Scheduled {
 public:
  explicit TimeoutObject(Object* prototype) : Object(prototype, ObjectClass::kHost) {}
  bool has_primitive = false;  // clearTimeout knows it by its id
  void trace(Tracer& tracer) const override;
};

class ImmediateObject final : public Object, public Immediate, public Scheduled {
 public:
  explicit ImmediateObject(Object* prototype) : Object(prototype, ObjectClass::kHost) {}
  void trace(Tracer& tracer) const override;
};

class TickObject final : public Object, public Tick, public Scheduled {
 public:
  explicit TickObject(Object* prototype) : Object(prototype, ObjectClass::kHost) {}
  void trace(Tracer& tracer) const override;
};

/// The object of an item, and what it schedules.
Object* object_of(const LoopItem& item);
Scheduled& scheduled_of(LoopItem& item);

/// The value as a Timeout or Immediate object, else null.
TimeoutObject* as_timeout(Value value);
ImmediateObject* as_immediate(Value value);

}  // namespace actx

#endif  // ACTX_HOST_ITEMS_H_
