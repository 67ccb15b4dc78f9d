#include "value/property_cache.h"

#include <algorithm>

namespace actx {

namespace {
// Entries of the kept version that speak of more than the image holds. They end with the run.
thread_local std::vector<uint64_t*> passing;
}  // namespace

bool PropertyCache::look_up(Realm& realm, uint64_t layout, Object* first, PropertyKey key,
                            Property** found) {
  Property* property = nullptr;
  Object* last = nullptr;
  for (Object* object = first; object != nullptr; object = object->prototype()) {
    if (!object->stores_plainly(key, realm.names().length)) return false;
    last = object;
    property = object->own_slot(realm, key);
    if (property != nullptr) break;
  }
  *found = property;
  // Making a property may have changed the version, so only now.
  const bool is_kept = kept_ != nullptr && kept_->version == PropertyTable::version();
  bool is_lasting = true;
  for (Object* object = first; last != nullptr; object = object->prototype()) {
    PropertyTable& table = object->table();
    const bool lasts = is_kept && !table.is_recent() && kept_->holds(object);
    is_lasting = is_lasting && lasts;
    if (!table.is_watched()) {
      table.watch();
      if (lasts) kept_->watched.push_back(&table);
    }
    if (object == last) break;
  }
  const uint32_t slot = property == nullptr ? kAbsent : last->table().slot_of(property);
  store(layout, first, key, property == nullptr ? nullptr : last, slot, is_lasting);
  return true;
}

bool PropertyCache::look_up_from(Realm& realm, Object* object, PropertyKey key, Property** found,
                                 bool* is_own) {
  Property* own = object->own_slot(realm, key);
  *is_own = own != nullptr;
  const uint64_t layout = object->table().layout();
  if (own != nullptr) {
    *found = own;
    if (layout != PropertyTable::kNoLayout) {
      store(layout, object->prototype(), key, nullptr, object->table().slot_of(own), true);
    }
    return true;
  }
  if (layout == PropertyTable::kNoLayout) return find(realm, object->prototype(), key, found);
  return look_up(realm, layout, object->prototype(), key, found);
}

void PropertyCache::store(uint64_t layout, Object* first, PropertyKey key, Object* holder,
                          uint32_t slot, bool is_lasting) {
  Entry& entry = entries_[place_of(layout, first, key)];
  entry = {layout, first, key, PropertyTable::version(), holder, slot};
  if (!is_lasting && kept_ != nullptr && kept_->version == entry.version) {
    passing.push_back(&entry.version);
  }
}

void PropertyCache::keep(Kept* kept) {
  PropertyTable::change_version();
  PropertyTable::begin_epoch();
  kept->version = PropertyTable::version();
  kept->watched.clear();
  kept->made.clear();
  kept_ = kept;
}

void PropertyCache::bring_back(Kept* kept) {
  for (uint64_t* version : passing) *version = 0;
  passing.clear();
  PropertyTable::set_version(kept->version);
  PropertyTable::begin_epoch();
  for (PropertyTable* table : kept->watched) table->watch();
  kept_ = kept;
}

void PropertyCache::drop(Kept* kept) {
  if (kept_ == kept) kept_ = nullptr;
}

}  // namespace actx
