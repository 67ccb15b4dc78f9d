// Where the stores on public objects came from. Only filled while a run is traced; frames know it
// themselves.
#ifndef ACTX_CONTEXT_STORE_ORIGINS_H_
#define ACTX_CONTEXT_STORE_ORIGINS_H_

#include "trace/trace.h"
#include "value/arena.h"
#include "value/value.h"

namespace actx {

class StoreOrigins {
 public:
  struct Entry {
    const Object* object;
    const Symbol* key;
    StoreOrigin origin;
    int64_t set_in;  // the resource that executed when the store was set first
  };

  void note(Arena& arena, const Entry& entry) {
    if (Entry* known = find(entry.object, entry.key)) {
      *known = entry;
    } else {
      entries_.push_back(arena, entry);
    }
  }
  /// The newest objects are asked for most: searches backwards.
  Entry* find(const Object* object, const Symbol* key) {
    for (uint32_t i = entries_.size(); i-- > 0;) {
      if (entries_[i].object == object && entries_[i].key == key) return &entries_[i];
    }
    return nullptr;
  }

  /// Forgets the stores on the objects for which keep(object) is false.
  template <class Keep>
  void keep_if(Keep&& keep) {
    entries_.keep_if([&](const Entry& entry) { return keep(entry.object); });
  }

 private:
  ArenaVector<Entry> entries_;
};

}  // namespace actx

#endif  // ACTX_CONTEXT_STORE_ORIGINS_H_
