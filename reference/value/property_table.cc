// The ordered property table of every object.
#include <algorithm>

#include "value/object.h"

namespace actx {

namespace {
constexpr uint32_t kFirstCapacity = 4;

uint32_t hash_key(PropertyKey key) {
  uint64_t bits = key.bits() * 0x9E3779B97F4A7C15U;
  return static_cast<uint32_t>(bits >> 32);
}
}  // namespace

Property* PropertyTable::find_hashed(PropertyKey key) {
  const uint32_t mask = (1U << hash_bits_) - 1;
  uint32_t i = hash_key(key) & mask;
  while (hash_[i] != 0) {
    Property& property = slots_[hash_[i] - 1];
    if (property.key == key) return &property;
    i = (i + 1) & mask;
  }
  return nullptr;
}

Property& PropertyTable::add_slowly(Arena& arena, PropertyKey key, uint8_t flags) {
  if (removed_ > 8 && removed_ * 2 > count_) {
    compact();
    if (hash_ != nullptr) rehash(arena);
  }
  if (count_ == capacity_) grow(arena);
  Property& property = append(key, flags);
  if (hash_ == nullptr ? count_ >= kHashFrom : count_ * 2 > 1U << hash_bits_) {
    rehash(arena);
  } else if (hash_ != nullptr) {
    const uint32_t mask = (1U << hash_bits_) - 1;
    uint32_t i = hash_key(key) & mask;
    while (hash_[i] != 0) i = (i + 1) & mask;
    hash_[i] = count_;
  }
  return property;
}

void PropertyTable::copy_from(Arena& arena, const PropertyTable& from) {
  note_change();
  if (from.count_ == 0) return;
  slots_ = static_cast<Property*>(arena.take_block(from.capacity_ * sizeof(Property)));
  std::copy_n(from.slots_, from.count_, slots_);
  count_ = from.count_;
  capacity_ = from.capacity_;
  removed_ = from.removed_;
  layout_ = from.layout_;
  if (from.hash_ == nullptr) return;
  hash_bits_ = from.hash_bits_;
  hash_ = static_cast<uint32_t*>(arena.take_block(sizeof(uint32_t) << hash_bits_));
  std::copy_n(from.hash_, size_t{1} << hash_bits_, hash_);
}

void PropertyTable::grow(Arena& arena) {
  const uint32_t capacity = capacity_ == 0 ? kFirstCapacity : capacity_ * 2;
  auto* grown = static_cast<Property*>(arena.take_block(capacity * sizeof(Property)));
  std::copy_n(slots_, count_, grown);
  if (slots_ != nullptr) arena.give_block(slots_, capacity_ * sizeof(Property));
  slots_ = grown;
  capacity_ = capacity;
}

// The slot stays, so that the numbers of the others do; its hash entry leads to no key any more.
void PropertyTable::remove(Property* property) {
  note_change();
  layout_ = kNoLayout;
  property->key = PropertyKey();
  property->value = Value();
  property->flags = 0;
  ++removed_;
}

void PropertyTable::compact() {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count_; ++i) {
    if (!slots_[i].key.is_none()) slots_[kept++] = slots_[i];
  }
  for (uint32_t i = kept; i < count_; ++i) slots_[i] = Property();
  count_ = kept;
  removed_ = 0;
}

void PropertyTable::rehash(Arena& arena) {
  uint32_t bits = 4;
  while ((1U << bits) < count_ * 3) ++bits;
  if (hash_ == nullptr || bits > hash_bits_) {
    if (hash_ != nullptr) arena.give_block(hash_, sizeof(uint32_t) << hash_bits_);
    hash_ = static_cast<uint32_t*>(arena.take_block(sizeof(uint32_t) << bits));
    hash_bits_ = bits;
  }
  const uint32_t mask = (1U << hash_bits_) - 1;
  std::fill_n(hash_, mask + 1, 0U);
  for (uint32_t n = 0; n < count_; ++n) {
    if (slots_[n].key.is_none()) continue;
    uint32_t i = hash_key(slots_[n].key) & mask;
    while (hash_[i] != 0) i = (i + 1) & mask;
    hash_[i] = n + 1;
  }
}

void PropertyTable::order_builtins(Arena& arena, const ArenaVector<PropertyKey>& keys) {
  note_change();
  layout_ = kNoLayout;
  auto* ordered = static_cast<Property*>(arena.take_block(capacity_ * sizeof(Property)));
  uint32_t count = 0;
  for (PropertyKey key : keys) {
    Property* property = find(key);
    if (property != nullptr && (property->flags & kBuiltin) != 0) ordered[count++] = *property;
  }
  for (uint32_t i = 0; i < count_; ++i) {
    if (!slots_[i].key.is_none() && (slots_[i].flags & kBuiltin) == 0) ordered[count++] = slots_[i];
  }
  slots_ = ordered;
  count_ = count;
  removed_ = 0;
  if (hash_ != nullptr) rehash(arena);
}

}  // namespace actx
