#include "value/realm_image.h"

#include <algorithm>
#include <cstring>

namespace actx {

ArenaImage::ArenaImage(Arena& arena) {
  if (arena.begin_ != nullptr && arena.heap_ == nullptr) {
    arena.chunks_[arena.current_].used = static_cast<size_t>(arena.next_ - arena.begin_);
    chunks_.assign(arena.chunks_.begin(),
                   arena.chunks_.begin() + static_cast<ptrdiff_t>(arena.current_ + 1));
  }
  for (const Arena::Chunk& chunk : chunks_) size_ += chunk.used;
  bytes_ = std::make_unique_for_overwrite<char[]>(size_);
  char* to = bytes_.get();
  for (const Arena::Chunk& chunk : chunks_) to = std::copy_n(chunk.memory, chunk.used, to);
  current_ = arena.current_;
  used_before_ = arena.used_before_;
  std::copy_n(arena.blocks_, Arena::kBlockKinds, blocks_);
}

bool ArenaImage::restore(Arena& arena) const {
  if (chunks_.empty() || arena.chunks_.size() < chunks_.size()) return false;
  for (size_t i = 0; i < chunks_.size(); ++i) {
    if (arena.chunks_[i].memory != chunks_[i].memory) return false;
  }
  const char* from = bytes_.get();
  for (size_t i = 0; i < chunks_.size(); ++i) {
    std::memcpy(chunks_[i].memory, from, chunks_[i].used);
    from += chunks_[i].used;
    arena.chunks_[i].used = chunks_[i].used;
  }
  const Arena::Chunk& last = chunks_.back();
  arena.current_ = current_;
  arena.used_before_ = used_before_;
  arena.begin_ = last.memory;
  arena.next_ = last.memory + last.used;
  arena.end_ = last.memory + last.size;
  std::copy_n(blocks_, Arena::kBlockKinds, arena.blocks_);
  return true;
}

std::vector<PropertyCache::Kept::Range> ArenaImage::memory() const {
  std::vector<PropertyCache::Kept::Range> ranges;
  for (const Arena::Chunk& chunk : chunks_) {
    ranges.push_back({chunk.memory, chunk.memory + chunk.used});
  }
  return ranges;
}

RealmImage::RealmImage(Realm& realm, bool learns)
    : arena_((realm.run_atoms_.keep(), realm.arena_)),
      global_(realm.global_),
      machine_(realm.machine),
      steps_(realm.steps),
      random_state_(realm.random_state_),
      root_sources_(realm.root_sources_),
      weak_holders_(realm.weak_holders_),
      symbol_registry_(realm.symbol_registry_) {
  std::copy(std::begin(realm.intrinsics_), std::end(realm.intrinsics_), intrinsics_);
  lookups_.memory = arena_.memory();
  lookups_.learns = learns;
  PropertyCache::keep(&lookups_);
}

bool RealmImage::restore(Realm& realm) {
  if (!arena_.restore(realm.arena_)) return false;
  std::copy(std::begin(intrinsics_), std::end(intrinsics_), realm.intrinsics_);
  realm.global_ = global_;
  realm.machine = machine_;
  realm.steps = steps_;
  realm.random_state_ = random_state_;
  realm.root_sources_ = root_sources_;
  realm.weak_holders_ = weak_holders_;
  realm.symbol_registry_ = symbol_registry_;
  PropertyCache::bring_back(&lookups_);
  return true;
}

bool RealmImage::catch_up(Realm& realm) {
  const std::vector<PropertyCache::Kept::Made> made = std::move(lookups_.made);
  for (const auto& [object, key] : made) object->own_slot(realm, key);
  lookups_.made.clear();
  return !made.empty();
}

}  // namespace actx
