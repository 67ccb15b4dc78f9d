// The world of a run as it was at some moment before the program began, kept to begin further runs
// of the same realm with: what was made until then is copied back instead of made again.
//
// Invariants
// - Nothing was running or waiting when the image was taken: no calls, no jobs.
// - Cells do not move: the arena keeps its first chunks from run to run. When it has not, restore()
//   says so.
// - The image holds only what belongs to the realm. Whoever else refers to cells keeps those
//   pointers himself.
#ifndef ACTX_VALUE_REALM_IMAGE_H_
#define ACTX_VALUE_REALM_IMAGE_H_

#include <memory>
#include <vector>

#include "value/property_cache.h"

namespace actx {

/// The contents of an arena.
class ArenaImage {
 public:
  explicit ArenaImage(Arena& arena);
  bool restore(Arena& arena) const;
  /// Where the contents are.
  std::vector<PropertyCache::Kept::Range> memory() const;
  size_t size() const { return size_; }

 private:
  std::vector<Arena::Chunk> chunks_;
  std::unique_ptr<char[]> bytes_;
  size_t size_ = 0;
  size_t current_ = 0;
  size_t used_before_ = 0;
  Arena::FreeBlock* blocks_[Arena::kBlockKinds];
};

class RealmImage {
 public:
  /// Of a realm in which nothing runs or waits. Its atoms become permanent. `learns`: for catch_up.
  explicit RealmImage(Realm& realm, bool learns = false);
  ~RealmImage() { PropertyCache::drop(&lookups_); }
  RealmImage(const RealmImage&) = delete;
  RealmImage& operator=(const RealmImage&) = delete;
  /// Right after realm.reset(); what was made since then is forgotten. False: nothing was changed.
  bool restore(Realm& realm);
  /// Makes what runs of this image made of built-in properties, right after restore(); then another
  /// image is worth taking. False: there was nothing.
  bool catch_up(Realm& realm);

 private:
  ArenaImage arena_;
  PropertyCache::Kept lookups_;
  Object* intrinsics_[static_cast<size_t>(Intrinsic::kCount)];
  Object* global_;
  void* machine_;
  uint64_t steps_;
  uint64_t random_state_;
  ArenaVector<RootSource*> root_sources_;
  WeakHolder* weak_holders_;
  ArenaVector<Symbol*> symbol_registry_;
};

}  // namespace actx

#endif  // ACTX_VALUE_REALM_IMAGE_H_
