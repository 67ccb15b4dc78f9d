// WeakMap, WeakSet, WeakRef and FinalizationRegistry (ECMAScript 24.3, 24.4, 26.1, 26.2).
//
// Invariants
// - Keys and targets are held weakly: Realm::collect() forgets those that nothing else reaches. A
//   value of a WeakMap lives only as long as its map and its key (an ephemeron).
// - Symbols are not collected; a symbol as key or target is simply kept.
// - Finalizers run in the order in which their targets were registered.
#ifndef ACTX_VALUE_WEAK_H_
#define ACTX_VALUE_WEAK_H_

#include "value/map_set.h"
#include "value/object.h"
#include "value/tracer.h"

namespace actx {

/// CanBeHeldWeakly (9.13): objects, and symbols not made by Symbol.for.
bool can_be_held_weakly(Value value);
/// Whether nothing else reaches `value`; only after marking.
bool is_dead(const Tracer& tracer, Value value);

template <ObjectClass kind>
class WeakCollectionObject final : public Object, public WeakHolder {
 public:
  explicit WeakCollectionObject(Object* prototype) : Object(prototype, kind) {}
  static constexpr ObjectClass kClass = kind;
  Collection& entries() { return entries_; }
  bool is_reachable(const Tracer& tracer) const override { return tracer.is_marked(this); }
  bool trace_ephemerons(Tracer& tracer) override;
  void sweep(Realm& realm, const Tracer& tracer) override;

 private:
  Collection entries_;
};
using WeakMapObject = WeakCollectionObject<ObjectClass::kWeakMap>;
using WeakSetObject = WeakCollectionObject<ObjectClass::kWeakSet>;

class WeakRefObject final : public Object, public WeakHolder {
 public:
  WeakRefObject(Object* prototype, Value target)
      : Object(prototype, ObjectClass::kWeakRef), target_(target) {}
  static constexpr ObjectClass kClass = ObjectClass::kWeakRef;
  /// The target, or undefined when it is gone. Does not keep it for the job: see deref.
  Value target() const { return target_; }
  bool is_reachable(const Tracer& tracer) const override { return tracer.is_marked(this); }
  void sweep(Realm& realm, const Tracer& tracer) override;

 private:
  Value target_;
};

class FinalizationRegistry final : public Object, public WeakHolder {
 public:
  FinalizationRegistry(Object* prototype, Value callback)
      : Object(prototype, ObjectClass::kFinalizationRegistry), callback_(callback) {}
  static constexpr ObjectClass kClass = ObjectClass::kFinalizationRegistry;

  void add(Realm& realm, Value target, Value held, Value token);
  /// Removes the cells with that token. Returns whether there were any.
  bool remove(Realm& realm, Value token);
  bool is_reachable(const Tracer& tracer) const override { return tracer.is_marked(this); }
  void sweep(Realm& realm, const Tracer& tracer) override;
  void trace(Tracer& tracer) const override;

 private:
  friend bool run_finalizer(Realm& realm, FinalizationRegistry* registry);
  struct Registration {
    Value target;  // undefined: gone, its finalizer is due
    Value held;
    Value token;  // undefined: none
  };
  Value callback_;
  ArenaVector<Registration> cells_;
};

/// Calls the callback for the oldest target that is gone. False when there is none. What the
/// callback throws leaves as Throw; the target is done with in any case.
bool run_finalizer(Realm& realm, FinalizationRegistry* registry);

}  // namespace actx

#endif  // ACTX_VALUE_WEAK_H_
