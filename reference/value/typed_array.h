// ArrayBuffer, typed arrays and DataView (ECMAScript 25.1, 23.2, 25.3).
//
// Invariants
// - Bytes lie in the arena, in the machine's order, which is little-endian.
// - A detached buffer has no bytes; views of it have length 0 and read undefined.
// - Buffers have a fixed length and belong to one agent.
#ifndef ACTX_VALUE_TYPED_ARRAY_H_
#define ACTX_VALUE_TYPED_ARRAY_H_

#include <cstddef>

#include "value/realm.h"

namespace actx {

class ArrayBufferObject final : public Object {
 public:
  ArrayBufferObject(Object* prototype, uint8_t* bytes, size_t length)
      : Object(prototype, ObjectClass::kArrayBuffer), bytes_(bytes), length_(length) {}
  static constexpr ObjectClass kClass = ObjectClass::kArrayBuffer;
  uint8_t* bytes() { return bytes_; }
  size_t length() const { return length_; }
  bool is_detached() const { return detached_; }
  /// DetachArrayBuffer; the bytes stay with whoever holds their address.
  void detach() { bytes_ = nullptr, length_ = 0, detached_ = true; }

 private:
  uint8_t* bytes_;
  size_t length_;
  bool detached_ = false;
};

// TYPE(enumerator, bytes): the element types, in the order of the intrinsics.
#define ACTX_ELEMENT_TYPES(TYPE) \
  TYPE(Int8, 1)                  \
  TYPE(Uint8, 1)                 \
  TYPE(Uint8Clamped, 1)          \
  TYPE(Int16, 2)                 \
  TYPE(Uint16, 2)                \
  TYPE(Int32, 4)                 \
  TYPE(Uint32, 4)                \
  TYPE(Float32, 4)               \
  TYPE(Float64, 8)               \
  TYPE(BigInt64, 8)              \
  TYPE(BigUint64, 8)

enum class ElementType : uint8_t {
#define ACTX_TYPE(name, bytes) k##name,
  ACTX_ELEMENT_TYPES(ACTX_TYPE)
#undef ACTX_TYPE
};

constexpr size_t element_size(ElementType type) {
  constexpr uint8_t kSizes[] = {
#define ACTX_TYPE(name, bytes) bytes,
      ACTX_ELEMENT_TYPES(ACTX_TYPE)
#undef ACTX_TYPE
  };
  return kSizes[static_cast<size_t>(type)];
}
/// "Uint8Array" and so on.
const char* typed_array_name(ElementType type);
Intrinsic typed_array_constructor_id(ElementType type);
Intrinsic typed_array_prototype(ElementType type);
inline bool is_bigint_type(ElementType type) {
  return type >= ElementType::kBigInt64;
}
/// ToNumber or ToBigInt, as the type wants it.
Value to_element(Realm& realm, ElementType type, Value value);
/// Reads an element (RawBytesToNumeric).
Value load_element(Realm& realm, ElementType type, const uint8_t* bytes);
/// Writes what to_element gave (NumericToRawBytes).
void store_element(Realm& realm, ElementType type, uint8_t* bytes, Value element);

/// What typed arrays and DataViews share.
class BufferView : public Object {
 public:
  BufferView(Object* prototype, ObjectClass object_class, ArrayBufferObject* buffer,
             size_t byte_offset, size_t byte_length)
      : Object(prototype, object_class),
        buffer_(buffer),
        byte_offset_(byte_offset),
        byte_length_(byte_length) {}
  ArrayBufferObject* buffer() const { return buffer_; }
  bool is_detached() const { return buffer_->is_detached(); }
  size_t byte_offset() const { return is_detached() ? 0 : byte_offset_; }
  size_t byte_length() const { return is_detached() ? 0 : byte_length_; }
  uint8_t* bytes() const { return buffer_->bytes() + byte_offset_; }
  void trace(Tracer& tracer) const override;

 private:
  ArrayBufferObject* buffer_;
  size_t byte_offset_;
  size_t byte_length_;
};

/// An Integer-Indexed exotic object (10.4.5).
class TypedArrayObject final : public BufferView {
 public:
  TypedArrayObject(Object* prototype, ElementType type, ArrayBufferObject* buffer,
                   size_t byte_offset, size_t length)
      : BufferView(prototype, ObjectClass::kTypedArray, buffer, byte_offset,
                   length * element_size(type)),
        type_(type) {
    exotic_ = true;
  }
  static constexpr ObjectClass kClass = ObjectClass::kTypedArray;
  ElementType type() const { return type_; }
  size_t length() const { return byte_length() / element_size(type_); }
  /// `index` must be less than length().
  Value load(Realm& realm, size_t index) const;
  /// Converts first; does nothing beyond the end (the conversion may have detached the buffer).
  void store(Realm& realm, double index, Value value);

  bool get_own_property(Realm&, PropertyKey key, PropertyDescriptor* out) override;
  bool define_own_property(Realm&, PropertyKey key, const PropertyDescriptor& desc) override;
  bool has_property(Realm&, PropertyKey key) override;
  Value get(Realm&, PropertyKey key, Value receiver) override;
  bool set(Realm&, PropertyKey key, Value value, Value receiver) override;
  bool delete_property(Realm&, PropertyKey key) override;
  void own_keys(Realm&, KeyList* out) override;
  using Object::get;

 private:
  ElementType type_;
};

class DataViewObject final : public BufferView {
 public:
  DataViewObject(Object* prototype, ArrayBufferObject* buffer, size_t byte_offset, size_t length)
      : BufferView(prototype, ObjectClass::kDataView, buffer, byte_offset, length) {}
  static constexpr ObjectClass kClass = ObjectClass::kDataView;
};

/// AllocateArrayBuffer: zeroed bytes. RangeError when too long.
ArrayBufferObject* new_array_buffer(Realm& realm, double length, Object* prototype = nullptr);
/// A typed array over a new buffer.
TypedArrayObject* new_typed_array(Realm& realm, ElementType type, double length,
                                  Object* prototype = nullptr);

}  // namespace actx

#endif  // ACTX_VALUE_TYPED_ARRAY_H_
