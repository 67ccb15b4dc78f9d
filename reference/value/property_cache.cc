#include "value/property_cache.h"

namespace actx {

bool PropertyCache::look_up(Realm& realm, Object* first, PropertyKey key, Entry* entry,
                            Property** found) {
  Property* property = nullptr;
  Object* last = first;
  for (Object* object = first; object != nullptr; object = object->prototype()) {
    if (!object->stores_plainly(key, realm.names().length)) return false;
    last = object;
    property = object->own_slot(realm, key);
    if (property != nullptr) break;
  }
  for (Object* object = first;; object = object->prototype()) {
    object->table().watch();
    if (object == last) break;
  }
  *entry = {first, key, property, PropertyTable::version()};
  *found = property;
  return true;
}

}  // namespace actx
