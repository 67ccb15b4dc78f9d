// Remembers where objects have their properties, or inherit them from.
//
// An entry says in which slot of which table an object with some layout and prototype has a key, or
// that nobody on its chain has it. It holds as long as PropertyTable::version() is the same: every
// table of the chain that was looked at is watched, and a realm that begins or ends changes the
// version. A table only keeps its slots; the slot is checked whenever it is used.
//
// Words
// - kept version: the version at which the image of a realm was taken. Restoring the image brings
//   it back, and with it the entries that speak of nothing else than what the image holds.
#ifndef ACTX_VALUE_PROPERTY_CACHE_H_
#define ACTX_VALUE_PROPERTY_CACHE_H_

#include <vector>

#include "value/footprint.h"
#include "value/realm.h"

namespace actx {

class PropertyCache {
 public:
  /// Finds `key` in `first` and its prototypes; null when no one has it. False when some object on
  /// the way has to be asked properly. Reads are not noted: not for runs with a footprint.
  static bool find(Realm& realm, Object* first, PropertyKey key, Property** found) {
    const Entry& entry = entries_[place_of(kAnyObject, first, key)];
    if (entry.is_for(kAnyObject, first, key) && entry.read(nullptr, found)) return true;
    return look_up(realm, kAnyObject, first, key, found);
  }
  /// The same for an object that stores `key` plainly: its layout may tell without a search.
  /// `is_own`: the object itself has it.
  static bool get(Realm& realm, Object* object, PropertyKey key, Property** found, bool* is_own) {
    const uint64_t layout = object->table().layout();
    const Entry& entry = entries_[place_of(layout, object->prototype(), key)];
    if (entry.is_for(layout, object->prototype(), key) && entry.read(object, found)) {
      *is_own = entry.holder == nullptr && entry.slot != kAbsent;
      return true;
    }
    return look_up_from(realm, object, key, found, is_own);
  }
  /// Where get() and set() remember what they find, for who asks again for an object like this one.
  static uint32_t place_for(const Object* object, PropertyKey key) {
    return static_cast<uint32_t>(place_of(object->table().layout(), object->prototype(), key));
  }
  static constexpr uint32_t kPlaces = 8192;
  /// What is remembered there about an object that stores `key` plainly; false: nothing about it.
  static bool recall(uint32_t place, Object* object, PropertyKey key, Property** found) {
    const Entry& entry = entries_[place];
    return entry.is_for(object->table().layout(), object->prototype(), key) &&
           entry.read(object, found);
  }
  /// object[key] = value, when that is to write or add a stored data property. Returns it; null,
  /// with nothing done, when the object has to be asked.
  static Property* set(Realm& realm, Object* object, PropertyKey key, Value value) {
    if (object->is_exotic() || Footprint::is_active()) return nullptr;
    Property* property = nullptr;
    bool is_own = false;
    if (!get(realm, object, key, &property, &is_own)) return nullptr;
    if (property != nullptr && (property->flags & (kAccessor | kWritable)) != kWritable) {
      return nullptr;
    }
    if (!is_own) {
      if (!object->is_extensible_raw()) return nullptr;
      property = &object->table().add(realm.arena(), key, kAll);
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

  /// What an image keeps of this thread's entries.
  struct Kept {
    struct Made {
      Object* object;
      PropertyKey key;
    };
    struct Range {
      const char* begin;
      const char* end;
    };
    bool holds(const Object* object) const {
      const auto* address = reinterpret_cast<const char*>(object);
      for (const Range& range : memory) {
        if (address >= range.begin && address < range.end) return true;
      }
      return false;
    }
    uint64_t version = 0;
    std::vector<Range> memory;            // of the image
    std::vector<PropertyTable*> watched;  // by entries made since
    bool learns = false;                  // keeps `made`
    std::vector<Made> made;  // built-in methods and accessors that objects of the image got since
  };
  /// The image has just been taken; `memory` is filled in.
  static void keep(Kept* kept);
  /// The image has just been restored.
  static void bring_back(Kept* kept);
  /// `object` has got its built-in property `key`, whose making nobody can notice.
  static void note_made(Object* object, PropertyKey key) {
    if (kept_ == nullptr || !kept_->learns) return;
    if (object->table().is_recent() || !kept_->holds(object)) return;
    kept_->made.push_back({object, key});
  }
  /// The image is gone.
  static void drop(Kept* kept);

 private:
  struct Entry {
    uint64_t layout;
    const Object* first;
    PropertyKey key;
    uint64_t version;
    Object* holder;  // null: the object itself
    uint32_t slot;   // kAbsent: no one has it

    bool is_for(uint64_t wanted, const Object* prototype, PropertyKey name) const {
      return layout == wanted && first == prototype && key == name &&
             version == PropertyTable::version();
    }
    bool read(Object* object, Property** found) const {
      if (slot == kAbsent) {
        *found = nullptr;
        return true;
      }
      Object* owner = holder == nullptr ? object : holder;
      *found = owner->table().find_at(slot, key);
      return *found != nullptr;
    }
  };
  static constexpr uint32_t kAbsent = UINT32_MAX;
  static constexpr uint64_t kAnyObject = 2;  // no layout: of the chain that begins at `first`
  static size_t place_of(uint64_t layout, const Object* first, PropertyKey key) {
    const uint64_t bits = (reinterpret_cast<uintptr_t>(first) >> 4) + key.bits() * 5 + layout;
    return (bits ^ (bits >> 12)) & (kPlaces - 1);
  }
  static bool look_up(Realm& realm, uint64_t layout, Object* first, PropertyKey key,
                      Property** found);
  static bool look_up_from(Realm& realm, Object* object, PropertyKey key, Property** found,
                           bool* is_own);
  static void store(uint64_t layout, Object* first, PropertyKey key, Object* holder, uint32_t slot,
                    bool is_lasting);
  static inline thread_local constinit Entry entries_[kPlaces] = {};
  static inline thread_local constinit Kept* kept_ = nullptr;
};

}  // namespace actx

#endif  // ACTX_VALUE_PROPERTY_CACHE_H_
