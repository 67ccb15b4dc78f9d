#include "host/items.h"

#include "value/tracer.h"

namespace actx {

void Scheduled::trace_scheduled(Tracer& tracer) const {
  tracer.visit(callback);
  for (const Value arg : args) tracer.visit(arg);
  tracer.visit(resource);
}

void TimeoutObject::trace(Tracer& tracer) const {
  Object::trace(tracer);
  trace_scheduled(tracer);
}

void ImmediateObject::trace(Tracer& tracer) const {
  Object::trace(tracer);
  trace_scheduled(tracer);
}

void TickObject::trace(Tracer& tracer) const {
  Object::trace(tracer);
  trace_scheduled(tracer);
}

Object* object_of(const LoopItem& item) {
  LoopItem& mutable_item = const_cast<LoopItem&>(item);
  switch (item.kind) {
    case ItemKind::kTick:
      return static_cast<TickObject*>(static_cast<Tick*>(&mutable_item));
    case ItemKind::kTimer:
      return static_cast<TimeoutObject*>(static_cast<Timer*>(&mutable_item));
    case ItemKind::kImmediate:
      return static_cast<ImmediateObject*>(static_cast<Immediate*>(&mutable_item));
  }
  return nullptr;
}

Scheduled& scheduled_of(LoopItem& item) {
  switch (item.kind) {
    case ItemKind::kTick:
      return static_cast<TickObject&>(static_cast<Tick&>(item));
    case ItemKind::kTimer:
      return static_cast<TimeoutObject&>(static_cast<Timer&>(item));
    case ItemKind::kImmediate:
      break;
  }
  return static_cast<ImmediateObject&>(static_cast<Immediate&>(item));
}

}  // namespace actx
