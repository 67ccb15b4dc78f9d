// Remembers where objects inherit their properties from.
//
// An entry says which property a chain of prototypes has for a key, or that it has none. It holds
// as long as PropertyTable::version() is the same: every table of the chain that was looked at is
// watched, and a realm that begins or ends changes the version.
#ifndef ACTX_VALUE_PROPERTY_CACHE_H_
#define ACTX_VALUE_PROPERTY_CACHE_H_

#include "value/footprint.h"
#include "value/realm.h"

namespace actx {

class PropertyCache {
 public:
  /// Finds `key` in `first` and its prototypes; null when no one has it. False when some object on
  /// the way has to be asked properly. Reads are not noted: not for runs with a footprint.
  static bool find(Realm& realm, Object* first, PropertyKey key, Property** found) {
    Entry& entry = entries_[slot_of(first, key)];
    if (entry.first == first && entry.key == key && entry.version == PropertyTable::version()) {
      *found = entry.property;
      return true;
    }
    return look_up(realm, first, key, &entry, found);
  }
  /// object[key] = value, when that is to write or add a stored data property. Returns it; null,
  /// with nothing done, when the object has to be asked.
  static Property* set(Realm& realm, Object* object, PropertyKey key, Value value) {
    if (object->is_exotic() || Footprint::is_active()) return nullptr;
    Property* property = object->own_slot(realm, key);
    if (property == nullptr) {
      Object* prototype = object->prototype();
      if (!object->is_extensible_raw() ||
          (prototype != nullptr &&
           (!find(realm, prototype, key, &property) || property != nullptr))) {
        return nullptr;
      }
      property = &object->table().add(realm.arena(), key, kAll);
    } else if ((property->flags & (kAccessor | kWritable)) != kWritable) {
      return nullptr;
    }
    property->value = value;
    return property;
  }
  /// The own data property; null when there is none or the object has to be asked.
  static const Property* own_data(Realm& realm, Object* object, PropertyKey key) {
    if (object->is_exotic() || Footprint::is_active()) return nullptr;
    const Property* property = object->own_slot(realm, key);
    return property == nullptr || (property->flags & kAccessor) != 0 ? nullptr : property;
  }

 private:
  struct Entry {
    const Object* first;
    PropertyKey key;
    Property* property;
    uint64_t version;
  };
  static constexpr size_t kEntries = 4096;
  static size_t slot_of(const Object* first, PropertyKey key) {
    const uint64_t bits = (reinterpret_cast<uintptr_t>(first) >> 4) + key.bits() * 5;
    return (bits ^ (bits >> 12)) & (kEntries - 1);
  }
  static bool look_up(Realm& realm, Object* first, PropertyKey key, Entry* entry, Property** found);
  static inline thread_local constinit Entry entries_[kEntries] = {};
};

}  // namespace actx

#endif  // ACTX_VALUE_PROPERTY_CACHE_H_
