// Map and Set objects (ECMAScript 24.1, 24.2) and their iterators.
//
// Invariants
// - Entries are a linked list in order of insertion; a hash finds them. Keys are equal by
//   SameValueZero; -0 is kept as +0.
// - A removed entry stays in memory with its backward link, so that an iterator that stands on it
//   finds its way: entries added during an iteration are seen, removed ones are not.
#ifndef ACTX_VALUE_MAP_SET_H_
#define ACTX_VALUE_MAP_SET_H_

#include "value/object.h"

namespace actx {

struct CollectionEntry {
  Value key;
  Value value;  // undefined in a Set
  CollectionEntry* previous = nullptr;
  CollectionEntry* next = nullptr;
  CollectionEntry* chain = nullptr;  // same bucket
  uint32_t hash = 0;
  bool removed = false;
};

/// The ordered hash table behind both.
class Collection {
 public:
  uint32_t size() const { return size_; }
  CollectionEntry* find(Realm& realm, Value key);
  /// The entry with that key, appended when missing.
  CollectionEntry* insert(Realm& realm, Value key);
  bool remove(Realm& realm, Value key);
  void clear();
  /// The entry after `entry` (null: the first), or null at the end. `entry` may be removed.
  CollectionEntry* after(CollectionEntry* entry) const;
  void trace(Tracer& tracer) const;

 private:
  CollectionEntry** bucket(uint32_t hash) { return &buckets_[hash & (bucket_count_ - 1)]; }
  void grow(Arena& arena);
  CollectionEntry* first_ = nullptr;
  CollectionEntry* last_ = nullptr;
  CollectionEntry** buckets_ = nullptr;
  uint32_t bucket_count_ = 0;
  uint32_t size_ = 0;
};

template <ObjectClass kind>
class CollectionObject final : public Object {
 public:
  explicit CollectionObject(Object* prototype) : Object(prototype, kind) {}
  static constexpr ObjectClass kClass = kind;
  Collection& entries() { return entries_; }
  const Collection& entries() const { return entries_; }
  void trace(Tracer& tracer) const override {
    Object::trace(tracer);
    entries_.trace(tracer);
  }

 private:
  Collection entries_;
};
using MapObject = CollectionObject<ObjectClass::kMap>;
using SetObject = CollectionObject<ObjectClass::kSet>;

/// What an iterator yields.
enum class IterationKind : uint8_t { kKeys, kValues, kEntries };

/// %MapIterator% and %SetIterator% objects.
class CollectionIterator final : public Object {
 public:
  CollectionIterator(Object* prototype, Object* collection, bool is_map, IterationKind kind)
      : Object(prototype, ObjectClass::kIterator),
        collection_(collection),
        is_map_(is_map),
        kind_(kind) {}
  static constexpr ObjectClass kClass = ObjectClass::kIterator;
  bool is_map() const { return is_map_; }
  IterationKind kind() const { return kind_; }
  /// The next entry, or null at the end; then and afterwards.
  CollectionEntry* step();
  /// What step would give, without moving.
  CollectionEntry* peek() const;
  void trace(Tracer& tracer) const override;

 private:
  const Collection& entries() const;
  Object* collection_;  // null: exhausted
  CollectionEntry* at_ = nullptr;
  bool is_map_;
  IterationKind kind_;
};

/// The object as one of these iterators, or null: other built-in iterators share its class.
CollectionIterator* as_collection_iterator(Object* object);

MapObject* new_map(Realm& realm);
SetObject* new_set(Realm& realm);

}  // namespace actx

#endif  // ACTX_VALUE_MAP_SET_H_
