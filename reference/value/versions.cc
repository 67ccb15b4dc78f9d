#include "value/versions.h"

#include <cstring>

namespace actx {
namespace {

constexpr size_t kFirstSlots = 1024;

}  // namespace

uint64_t hash_bytes(std::string_view bytes) {
  uint64_t hash = mix(0, bytes.size());
  size_t at = 0;
  for (; at + sizeof(uint64_t) <= bytes.size(); at += sizeof(uint64_t)) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    hash = mix(hash, word);
  }
  uint64_t rest = 0;
  if (at < bytes.size()) std::memcpy(&rest, bytes.data() + at, bytes.size() - at);
  return mix(hash, rest);
}

Versions::Versions() : slots_(kFirstSlots) {}

void Versions::clear() {
  ++run_;
  count_ = 0;
  all_ = 0;
}

size_t Versions::place(uintptr_t cell) const {
  const size_t mask = slots_.size() - 1;
  size_t at = scramble(cell) & mask;
  while (slots_[at].run == run_ && slots_[at].cell != cell) at = (at + 1) & mask;
  return at;
}

uint64_t Versions::of(uintptr_t cell) const {
  const Slot& slot = slots_[place(cell)];
  return slot.run == run_ ? slot.version : 0;
}

void Versions::set(uintptr_t cell, uint64_t version) {
  if (count_ * 2 >= slots_.size()) grow();
  Slot& slot = slots_[place(cell)];
  if (slot.run == run_) {
    all_ -= scramble(slot.version);
  } else {
    ++count_;
  }
  slot = {cell, version, run_};
  all_ += scramble(version);
}

void Versions::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.run == run_) slots_[place(slot.cell)] = slot;
  }
}

}  // namespace actx
