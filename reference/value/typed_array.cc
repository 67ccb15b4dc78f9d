#include "value/typed_array.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>

#include "value/bigint.h"
#include "value/characters.h"
#include "value/conversions.h"
#include "value/footprint.h"

namespace actx {

static_assert(std::endian::native == std::endian::little);

namespace {

template <class T>
T read_as(const uint8_t* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}
template <class T>
void write_as(uint8_t* bytes, T value) {
  std::memcpy(bytes, &value, sizeof value);
}

uint8_t clamp_to_byte(double number) {
  if (!(number > 0)) return 0;  // NaN too
  return number >= 255 ? 255 : static_cast<uint8_t>(std::nearbyint(number));
}

/// CanonicalNumericIndexString (7.1.21): the number that a key stands for, if it does.
std::optional<double> numeric_index(Realm& realm, PropertyKey key) {
  if (key.is_index()) return key.as_index();
  if (!key.is_atom()) return std::nullopt;
  std::u16string_view text = realm.units(key.as_atom());
  if (text.empty()) return std::nullopt;
  bool possible = is_digit_unit(text[0]) || text[0] == '-' || text[0] == 'I' || text[0] == 'N';
  if (!possible) return std::nullopt;
  if (text == u"-0") return -0.0;
  double number = string_to_number(text);
  if (realm.units(number_to_string(realm, number)) != text) return std::nullopt;
  return number;
}

/// IsValidIntegerIndex.
bool is_valid_index(const TypedArrayObject& array, double index) {
  return std::trunc(index) == index && !std::signbit(index) &&
         index < static_cast<double>(array.length());
}

}  // namespace

const char* typed_array_name(ElementType type) {
  static constexpr const char* kNames[] = {
#define ACTX_TYPE(name, bytes) #name "Array",
      ACTX_ELEMENT_TYPES(ACTX_TYPE)
#undef ACTX_TYPE
  };
  return kNames[static_cast<size_t>(type)];
}

Intrinsic typed_array_constructor_id(ElementType type) {
  static constexpr Intrinsic kConstructors[] = {
#define ACTX_TYPE(name, bytes) Intrinsic::k##name##Array,
      ACTX_ELEMENT_TYPES(ACTX_TYPE)
#undef ACTX_TYPE
  };
  return kConstructors[static_cast<size_t>(type)];
}

Intrinsic typed_array_prototype(ElementType type) {
  static constexpr Intrinsic kPrototypes[] = {
#define ACTX_TYPE(name, bytes) Intrinsic::k##name##ArrayPrototype,
      ACTX_ELEMENT_TYPES(ACTX_TYPE)
#undef ACTX_TYPE
  };
  return kPrototypes[static_cast<size_t>(type)];
}

Value to_element(Realm& realm, ElementType type, Value value) {
  if (is_bigint_type(type)) return Value(to_bigint(realm, value));
  return Value(to_number(realm, value));
}

Value load_element(Realm& realm, ElementType type, const uint8_t* bytes) {
  switch (type) {
    case ElementType::kInt8:
      return Value(int{read_as<int8_t>(bytes)});
    case ElementType::kUint8:
    case ElementType::kUint8Clamped:
      return Value(int{bytes[0]});
    case ElementType::kInt16:
      return Value(int{read_as<int16_t>(bytes)});
    case ElementType::kUint16:
      return Value(int{read_as<uint16_t>(bytes)});
    case ElementType::kInt32:
      return Value(read_as<int32_t>(bytes));
    case ElementType::kUint32:
      return Value(read_as<uint32_t>(bytes));
    case ElementType::kFloat32:
      return Value(double{read_as<float>(bytes)});
    case ElementType::kFloat64:
      return Value(read_as<double>(bytes));
    case ElementType::kBigInt64:
      return Value(bigint_from_int64(realm, read_as<int64_t>(bytes)));
    case ElementType::kBigUint64:
      break;
  }
  return Value(bigint_from_uint64(realm, read_as<uint64_t>(bytes)));
}

void store_element(Realm&, ElementType type, uint8_t* bytes, Value element) {
  if (is_bigint_type(type)) return write_as(bytes, bigint_to_uint64(element.as_bigint()));
  double number = element.as_number();
  switch (type) {
    case ElementType::kFloat32:
      return write_as(bytes, static_cast<float>(number));
    case ElementType::kFloat64:
      return write_as(bytes, number);
    case ElementType::kUint8Clamped:
      return write_as(bytes, clamp_to_byte(number));
    default:
      break;
  }
  auto integer = static_cast<uint32_t>(double_to_int32(number));
  // The low bytes of the integer, which is little-endian.
  std::memcpy(bytes, &integer, element_size(type));
}

void BufferView::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(buffer_);
}

Value TypedArrayObject::load(Realm& realm, size_t index) const {
  return load_element(realm, type_, bytes() + index * element_size(type_));
}

void TypedArrayObject::store(Realm& realm, double index, Value value) {
  Value element = to_element(realm, type_, value);
  if (!is_valid_index(*this, index)) return;
  store_element(realm, type_, bytes() + static_cast<size_t>(index) * element_size(type_), element);
}

bool TypedArrayObject::get_own_property(Realm& realm, PropertyKey key, PropertyDescriptor* out) {
  Footprint::read_if_active(buffer());
  std::optional<double> index = numeric_index(realm, key);
  if (!index) return Object::get_own_property(realm, key, out);
  if (!is_valid_index(*this, *index)) return false;
  *out = PropertyDescriptor::data(load(realm, static_cast<size_t>(*index)), kAll);
  return true;
}

bool TypedArrayObject::has_property(Realm& realm, PropertyKey key) {
  std::optional<double> index = numeric_index(realm, key);
  return index ? is_valid_index(*this, *index) : Object::has_property(realm, key);
}

bool TypedArrayObject::define_own_property(Realm& realm, PropertyKey key,
                                           const PropertyDescriptor& desc) {
  Footprint::write_if_active(buffer());
  std::optional<double> index = numeric_index(realm, key);
  if (!index) return Object::define_own_property(realm, key, desc);
  if (!is_valid_index(*this, *index)) throw_type_error(realm, "Invalid typed array index");
  bool plain = (!desc.has_configurable || desc.configurable) &&
               (!desc.has_enumerable || desc.enumerable) && !desc.is_accessor() &&
               (!desc.has_writable || desc.writable);
  if (!plain) return false;
  if (desc.has_value) store(realm, *index, desc.value);
  return true;
}

Value TypedArrayObject::get(Realm& realm, PropertyKey key, Value receiver) {
  Footprint::read_if_active(buffer());
  std::optional<double> index = numeric_index(realm, key);
  if (!index) return get_stored(realm, key, receiver);
  if (!is_valid_index(*this, *index)) return Value();
  return load(realm, static_cast<size_t>(*index));
}

bool TypedArrayObject::set(Realm& realm, PropertyKey key, Value value, Value receiver) {
  Footprint::write_if_active(buffer());
  std::optional<double> index = numeric_index(realm, key);
  if (!index) return set_stored(realm, key, value, receiver);
  if (receiver.is_object() && receiver.as_object() == this) {
    store(realm, *index, value);
    return true;
  }
  if (!is_valid_index(*this, *index)) return true;
  return set_on_receiver(realm, key, value, receiver);
}

bool TypedArrayObject::delete_property(Realm& realm, PropertyKey key) {
  std::optional<double> index = numeric_index(realm, key);
  return index ? !is_valid_index(*this, *index) : Object::delete_property(realm, key);
}

void TypedArrayObject::own_keys(Realm& realm, KeyList* out) {
  for (size_t i = 0; i < length(); ++i) {
    out->push_back(realm.arena(), PropertyKey::index(static_cast<uint32_t>(i)));
  }
  Object::own_keys(realm, out);
}

ArrayBufferObject* new_array_buffer(Realm& realm, double length, Object* prototype) {
  // What no heap limit would allow is refused the way V8 refuses it.
  if (length > static_cast<double>(realm.arena().limit())) {
    throw_range_error(realm, "Array buffer allocation failed");
  }
  auto size = static_cast<size_t>(length);
  auto* bytes = realm.arena().make_array<uint8_t>(size);
  std::fill_n(bytes, size, uint8_t{0});
  if (prototype == nullptr) prototype = realm.intrinsic(Intrinsic::kArrayBufferPrototype);
  return realm.make<ArrayBufferObject>(prototype, bytes, size);
}

TypedArrayObject* new_typed_array(Realm& realm, ElementType type, double length,
                                  Object* prototype) {
  ArrayBufferObject* buffer =
      new_array_buffer(realm, length * static_cast<double>(element_size(type)));
  if (prototype == nullptr) prototype = realm.intrinsic(typed_array_prototype(type));
  return realm.make<TypedArrayObject>(prototype, type, buffer, size_t{0},
                                      static_cast<size_t>(length));
}

}  // namespace actx
