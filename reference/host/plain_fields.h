// Reading and writing fields of the objects of host modules from C++, as JavaScript would.
//
// Not for runs with a footprint: what plain fields are read and written is not noted.
#ifndef ACTX_HOST_PLAIN_FIELDS_H_
#define ACTX_HOST_PLAIN_FIELDS_H_

#include "value/property_cache.h"
#include "value/static_key.h"

namespace actx {

/// object[key], the object's own or inherited.
inline Value get_field(Realm& realm, Object* object, PropertyKey key) {
  if (!object->is_exotic()) {
    Property* property = object->own_slot(realm, key);
    Object* const prototype = object->prototype();
    if (property == nullptr && prototype == nullptr) return Value();
    if (property != nullptr || PropertyCache::find(realm, prototype, key, &property)) {
      if (property == nullptr) return Value();
      if ((property->flags & kAccessor) == 0) return property->value;
    }
  }
  return object->get(realm, key, Value(object));
}

/// object[key] = value, in strict mode.
inline void set_field(Realm& realm, Object* object, PropertyKey key, Value value) {
  if (PropertyCache::set(realm, object, key, value) == nullptr) object->put(realm, key, value);
}

/// Whose field it is: each kind of object has its fields in places of its own.
enum class FieldOf : uint8_t { kStream, kReading, kWriting, kOther };

/// The object's own field, looked for first where the last one of its kind had it; null when it has
/// none.
template <AsciiText name, FieldOf kind>
Property* own_field(Realm& realm, Object* object) {
  static thread_local constinit uint32_t guess = 0;
  if (object->is_exotic()) return nullptr;
  const PropertyKey key = key_of<name>();
  Property* property = object->table().find_at(guess, key);
  if (property != nullptr) return property;
  property = object->own_slot(realm, key);
  if (property != nullptr) guess = object->table().slot_of(property);
  return property;
}

/// object.name
template <AsciiText name, FieldOf kind = FieldOf::kStream>
Value field(Realm& realm, Object* object) {
  const Property* property = own_field<name, kind>(realm, object);
  if (property != nullptr && (property->flags & kAccessor) == 0) return property->value;
  return get_field(realm, object, key_of<name>());
}

/// object.name = value
template <AsciiText name, FieldOf kind = FieldOf::kStream>
void set_field(Realm& realm, Object* object, Value value) {
  Property* property = own_field<name, kind>(realm, object);
  if (property != nullptr && (property->flags & (kAccessor | kWritable)) == kWritable) {
    property->value = value;
  } else {
    set_field(realm, object, key_of<name>(), value);
  }
}

}  // namespace actx

#endif  // ACTX_HOST_PLAIN_FIELDS_H_
