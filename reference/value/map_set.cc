#include "value/map_set.h"

#include <bit>
#include <typeinfo>

#include "value/bigint.h"
#include "value/conversions.h"
#include "value/footprint.h"

namespace actx {

namespace {

uint32_t mix(uint64_t bits) {
  bits *= 0x9E3779B97F4A7C15u;
  return static_cast<uint32_t>(bits >> 32);
}

/// Equal by SameValueZero implies equal hashes. Never decides an order.
uint32_t hash_value(Realm& realm, Value key) {
  switch (key.tag()) {
    case Tag::kNumber: {
      double number = key.as_number();
      if (number != number) return mix(1);
      return mix(std::bit_cast<uint64_t>(number + 0.0));
    }
    case Tag::kString:
      return hash_units(realm.units(key.as_string()));
    case Tag::kSymbol:
      return mix(reinterpret_cast<uintptr_t>(key.as_symbol()));
    case Tag::kBigInt:
      return mix(bigint_to_uint64(key.as_bigint()));
    case Tag::kObject:
      return mix(reinterpret_cast<uintptr_t>(key.as_object()));
    case Tag::kBoolean:
      return key.as_boolean() ? 3 : 2;
    default:
      return static_cast<uint32_t>(key.tag());
  }
}

Value normalise(Value key) {
  // -0 becomes +0.
  return key.is_number() && key.as_number() == 0 ? Value(0) : key;
}

}  // namespace

CollectionEntry* Collection::find(Realm& realm, Value key) {
  Footprint::read_if_active(this);
  if (size_ == 0) return nullptr;
  uint32_t hash = hash_value(realm, key);
  for (CollectionEntry* entry = *bucket(hash); entry != nullptr; entry = entry->chain) {
    if (entry->hash == hash && same_value_zero(realm, entry->key, key)) return entry;
  }
  return nullptr;
}

CollectionEntry* Collection::insert(Realm& realm, Value key) {
  Footprint::write_if_active(this);
  key = normalise(key);
  if (CollectionEntry* found = find(realm, key)) return found;
  if (size_ >= bucket_count_) grow(realm.arena());
  auto* entry = realm.make<CollectionEntry>();
  entry->key = key;
  entry->hash = hash_value(realm, key);
  entry->chain = *bucket(entry->hash);
  *bucket(entry->hash) = entry;
  entry->previous = last_;
  (last_ == nullptr ? first_ : last_->next) = entry;
  last_ = entry;
  ++size_;
  return entry;
}

/// All but the way back. An entry that somebody refers to is not to keep those that came after it.
static void forget(CollectionEntry* entry) {
  entry->removed = true;
  entry->key = entry->value = Value();
  entry->next = entry->chain = nullptr;
}

bool Collection::remove(Realm& realm, Value key) {
  Footprint::write_if_active(this);
  CollectionEntry* entry = find(realm, key);
  if (entry == nullptr) return false;
  CollectionEntry** link = bucket(entry->hash);
  while (*link != entry) link = &(*link)->chain;
  *link = entry->chain;
  (entry->previous == nullptr ? first_ : entry->previous->next) = entry->next;
  (entry->next == nullptr ? last_ : entry->next->previous) = entry->previous;
  forget(entry);
  --size_;
  return true;
}

void Collection::clear() {
  Footprint::write_if_active(this);
  for (CollectionEntry* entry = first_; entry != nullptr;) {
    CollectionEntry* const next = entry->next;
    entry->previous = nullptr;
    forget(entry);
    entry = next;
  }
  for (uint32_t i = 0; i < bucket_count_; ++i) buckets_[i] = nullptr;
  first_ = last_ = nullptr;
  size_ = 0;
}

CollectionEntry* Collection::after(CollectionEntry* entry) const {
  Footprint::read_if_active(this);
  while (entry != nullptr && entry->removed) entry = entry->previous;
  return entry == nullptr ? first_ : entry->next;
}

void Collection::grow(Arena& arena) {
  bucket_count_ = bucket_count_ == 0 ? 8 : bucket_count_ * 2;
  buckets_ = arena.make_array<CollectionEntry*>(bucket_count_);
  for (uint32_t i = 0; i < bucket_count_; ++i) buckets_[i] = nullptr;
  for (CollectionEntry* entry = first_; entry != nullptr; entry = entry->next) {
    entry->chain = *bucket(entry->hash);
    *bucket(entry->hash) = entry;
  }
}

void Collection::trace(Tracer& tracer) const {
  for (CollectionEntry* entry = first_; entry != nullptr; entry = entry->next) {
    tracer.visit(entry->key);
    tracer.visit(entry->value);
  }
}

const Collection& CollectionIterator::entries() const {
  return is_map_ ? static_cast<const MapObject*>(collection_)->entries()
                 : static_cast<const SetObject*>(collection_)->entries();
}

CollectionEntry* CollectionIterator::peek() const {
  return collection_ == nullptr ? nullptr : entries().after(at_);
}

CollectionEntry* CollectionIterator::step() {
  at_ = peek();
  if (at_ == nullptr) collection_ = nullptr;
  return at_;
}

void CollectionIterator::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(collection_);
}

CollectionIterator* as_collection_iterator(Object* object) {
  return object != nullptr && typeid(*object) == typeid(CollectionIterator)
             ? static_cast<CollectionIterator*>(object)
             : nullptr;
}

MapObject* new_map(Realm& realm) {
  return realm.make<MapObject>(realm.intrinsic(Intrinsic::kMapPrototype));
}

SetObject* new_set(Realm& realm) {
  return realm.make<SetObject>(realm.intrinsic(Intrinsic::kSetPrototype));
}

}  // namespace actx
