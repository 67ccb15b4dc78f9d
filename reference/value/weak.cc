#include "value/weak.h"

#include "value/conversions.h"

namespace actx {

bool can_be_held_weakly(Value value) {
  return value.is_object() || (value.is_symbol() && !value.as_symbol()->is_registered());
}

bool is_dead(const Tracer& tracer, Value value) {
  return value.is_object() && !tracer.is_marked(value.as_object());
}

template <ObjectClass kind>
bool WeakCollectionObject<kind>::trace_ephemerons(Tracer& tracer) {
  if (!tracer.is_marked(this)) return false;
  bool any = false;
  for (CollectionEntry* entry = entries_.after(nullptr); entry != nullptr; entry = entry->next) {
    if (is_dead(tracer, entry->key) || !is_dead(tracer, entry->value)) continue;
    tracer.visit(entry->value);
    any = true;
  }
  return any;
}

template <ObjectClass kind>
void WeakCollectionObject<kind>::sweep(Realm& realm, const Tracer& tracer) {
  CollectionEntry* next = nullptr;
  for (CollectionEntry* entry = entries_.after(nullptr); entry != nullptr; entry = next) {
    next = entry->next;
    if (is_dead(tracer, entry->key)) entries_.remove(realm, entry->key);
  }
}

template class WeakCollectionObject<ObjectClass::kWeakMap>;
template class WeakCollectionObject<ObjectClass::kWeakSet>;

void WeakRefObject::sweep(Realm&, const Tracer& tracer) {
  if (is_dead(tracer, target_)) target_ = Value();
}

void FinalizationRegistry::add(Realm& realm, Value target, Value held, Value token) {
  cells_.push_back(realm.arena(), {target, held, token});
}

bool FinalizationRegistry::remove(Realm& realm, Value token) {
  const uint32_t before = cells_.size();
  cells_.keep_if([&](const Registration& cell) { return !same_value(realm, cell.token, token); });
  return cells_.size() != before;
}

void FinalizationRegistry::sweep(Realm& realm, const Tracer& tracer) {
  bool any = false;
  for (Registration& cell : cells_) {
    if (is_dead(tracer, cell.token)) cell.token = Value();
    if (!is_dead(tracer, cell.target)) continue;
    cell.target = Value();
    any = true;
  }
  // A registry that is gone itself calls nobody.
  if (any && tracer.is_marked(this) && realm.finalization_hook() != nullptr) {
    realm.finalization_hook()(realm, this);
  }
}

void FinalizationRegistry::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(callback_);
  for (const Registration& cell : cells_) tracer.visit(cell.held);
}

bool run_finalizer(Realm& realm, FinalizationRegistry* registry) {
  auto& cells = registry->cells_;
  for (uint32_t i = 0; i < cells.size(); ++i) {
    if (!cells[i].target.is_undefined()) continue;
    const Value args[] = {cells[i].held};
    cells.erase_at(i);
    realm.call(registry->callback_, Value(), args);
    return true;
  }
  return false;
}

}  // namespace actx
