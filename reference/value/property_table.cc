// The ordered property table of every object.
#include <algorithm>

#include "value/object.h"

namespace actx {

namespace {
// Below this a scan is faster than a hash, and most objects stay below it.
constexpr uint32_t kHashFrom = 9;

uint32_t hash_key(PropertyKey key) {
  uint64_t bits = key.bits() * 0x9E3779B97F4A7C15U;
  return static_cast<uint32_t>(bits >> 32);
}
}  // namespace

Property* PropertyTable::find_hashed(PropertyKey key) {
  uint32_t i = hash_key(key) & (hash_size_ - 1);
  while (hash_[i] != 0) {
    Property& property = slots_[hash_[i] - 1];
    if (property.key == key) return &property;
    i = (i + 1) & (hash_size_ - 1);
  }
  return nullptr;
}

Property& PropertyTable::add(Arena& arena, PropertyKey key, uint8_t flags) {
  if (removed_ > 8 && removed_ * 2 > slots_.size()) {
    compact();
    if (hash_ != nullptr) rehash(arena);
  }
  Property property;
  property.key = key;
  property.flags = flags;
  slots_.push_back(arena, property);
  uint32_t count = slots_.size();
  if (hash_ == nullptr ? count >= kHashFrom : count * 2 > hash_size_) {
    rehash(arena);
  } else if (hash_ != nullptr) {
    uint32_t i = hash_key(key) & (hash_size_ - 1);
    while (hash_[i] != 0) i = (i + 1) & (hash_size_ - 1);
    hash_[i] = count;
  }
  return slots_.back();
}

// The slot stays, so that the numbers of the others do; its hash entry leads to no key any more.
void PropertyTable::remove(Property* property) {
  property->key = PropertyKey();
  property->value = Value();
  property->flags = 0;
  ++removed_;
}

void PropertyTable::compact() {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < slots_.size(); ++i) {
    if (!slots_[i].key.is_none()) slots_[kept++] = slots_[i];
  }
  while (slots_.size() > kept) slots_.pop_back();
  removed_ = 0;
}

void PropertyTable::rehash(Arena& arena) {
  uint32_t wanted = 16;
  while (wanted < slots_.size() * 3) wanted *= 2;
  if (wanted > hash_size_) {
    hash_ = arena.make_array<uint32_t>(wanted);
    hash_size_ = wanted;
  }
  std::fill_n(hash_, hash_size_, 0U);
  for (uint32_t n = 0; n < slots_.size(); ++n) {
    if (slots_[n].key.is_none()) continue;
    uint32_t i = hash_key(slots_[n].key) & (hash_size_ - 1);
    while (hash_[i] != 0) i = (i + 1) & (hash_size_ - 1);
    hash_[i] = n + 1;
  }
}

void PropertyTable::order_builtins(Arena& arena, const ArenaVector<PropertyKey>& keys) {
  ArenaVector<Property> ordered;
  ordered.reserve(arena, slots_.size());
  for (PropertyKey key : keys) {
    Property* property = find(key);
    if (property != nullptr && (property->flags & kBuiltin) != 0) {
      ordered.push_back(arena, *property);
    }
  }
  for (const Property& property : slots_) {
    if (!property.key.is_none() && (property.flags & kBuiltin) == 0) {
      ordered.push_back(arena, property);
    }
  }
  slots_ = ordered;
  removed_ = 0;
  if (hash_ != nullptr) rehash(arena);
}

}  // namespace actx
