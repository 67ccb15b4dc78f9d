// Wrapper objects: what ToObject makes of a primitive value.
//
// Invariants
// - PrimitiveObject serves booleans, numbers, symbols and BigInts; the object class says which.
// - StringObject is the String exotic object (ECMAScript 10.4.3): its indices and `length` are
// read-only.
#ifndef ACTX_VALUE_WRAPPERS_H_
#define ACTX_VALUE_WRAPPERS_H_

#include "value/object.h"

namespace actx {

class PrimitiveObject final : public Object {
 public:
  PrimitiveObject(Object* prototype, ObjectClass object_class, Value primitive)
      : Object(prototype, object_class), primitive_(primitive) {}
  Value primitive() const { return primitive_; }

 private:
  Value primitive_;
};

class StringObject final : public Object {
 public:
  StringObject(Object* prototype, String* string)
      : Object(prototype, ObjectClass::kString), string_(string) {
    exotic_ = true;
  }
  static constexpr ObjectClass kClass = ObjectClass::kString;
  String* string() const { return string_; }

  bool get_own_property(Realm&, PropertyKey key, PropertyDescriptor* out) override;
  bool define_own_property(Realm&, PropertyKey key, const PropertyDescriptor& desc) override;
  bool delete_property(Realm&, PropertyKey key) override;
  void own_keys(Realm&, KeyList* out) override;

 private:
  String* string_;
};

/// thisNumberValue and its kin: the primitive of class `object_class` in `value` (itself or
/// wrapped), else undefined.
Value this_primitive(Value value, ObjectClass object_class);

}  // namespace actx

#endif  // ACTX_VALUE_WRAPPERS_H_
