#include "script/class_members.h"

namespace actx {

namespace {
size_t hash_of(PropertyKey key) {
  return static_cast<size_t>((key.bits() * 0x9E3779B97F4A7C15U) >> 32);
}
}  // namespace

const ClassMember* MemberTable::find(PropertyKey key) const {
  if (hash_.empty()) return nullptr;
  const size_t mask = hash_.size() - 1;
  for (size_t i = hash_of(key) & mask; hash_[i] != 0; i = (i + 1) & mask) {
    const ClassMember& member = members_[hash_[i] - 1U];
    if (member.key == key) return &member;
  }
  return nullptr;
}

void MemberTable::add(PropertyKey key, Kind kind, int32_t function) {
  auto* known = const_cast<ClassMember*>(find(key));
  if (known == nullptr) {
    ClassMember member;
    member.key = key;
    members_.push_back(member);
    rehash();
    known = &members_.back();
  }
  switch (kind) {
    case Kind::kMethod:
      known->method = function;
      known->getter = known->setter = -1;
      return;
    case Kind::kGetter:
      known->getter = function;
      break;
    case Kind::kSetter:
      known->setter = function;
      break;
  }
  known->method = -1;
}

void MemberTable::rehash() {
  size_t size = 4;
  while (size < members_.size() * 2) size *= 2;
  hash_.assign(size, 0);
  for (size_t n = 0; n < members_.size(); ++n) {
    size_t i = hash_of(members_[n].key) & (size - 1);
    while (hash_[i] != 0) i = (i + 1) & (size - 1);
    hash_[i] = static_cast<uint16_t>(n + 1);
  }
}

}  // namespace actx
