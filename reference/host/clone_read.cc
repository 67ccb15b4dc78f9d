#include <cstring>

#include "host/clone.h"
#include "host/clone_format.h"
#include "value/bigint.h"
#include "value/conversions.h"
#include "value/date.h"
#include "value/error.h"
#include "value/map_set.h"
#include "value/regexp.h"
#include "value/typed_array.h"

namespace actx {
namespace {

class Reader {
 public:
  Reader(Realm& realm, Message& message, Array* ports)
      : realm_(realm), message_(message), ports_(ports), at_(message.bytes.data()) {}
  Value read();

 private:
  CloneTag tag() { return static_cast<CloneTag>(*at_++); }
  uint8_t byte() { return static_cast<uint8_t>(*at_++); }
  template <class T>
  T raw() {
    T value;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  uint32_t size() { return raw<uint32_t>(); }
  String* read_narrow();
  String* read_wide();
  String* read_string() { return tag() == CloneTag::kNarrow ? read_narrow() : read_wide(); }
  Value read_bigint();
  Value read_object(CloneTag tag);
  void read_properties(Object* object);
  Object* read_array();
  Object* read_sparse_array();
  Object* read_error();
  Object* read_map();
  Object* read_set();
  Object* read_buffer(const char* bytes, size_t length);
  Object* read_view();
  template <class T>
  T* number(T* object) {
    objects_.push_back(realm_.arena(), object);
    return object;
  }

  Realm& realm_;
  Message& message_;
  Array* ports_;
  const char* at_;
  ArenaVector<Object*> objects_;
};

Value Reader::read() {
  const CloneTag tag = this->tag();
  switch (tag) {
    case CloneTag::kUndefined:
      return Value();
    case CloneTag::kNull:
      return Value::null();
    case CloneTag::kTrue:
      return Value(true);
    case CloneTag::kFalse:
      return Value(false);
    case CloneTag::kNumber:
      return Value(raw<double>());
    case CloneTag::kNarrow:
      return Value(read_narrow());
    case CloneTag::kWide:
      return Value(read_wide());
    case CloneTag::kBigInt:
      return read_bigint();
    case CloneTag::kReference:
      return Value(objects_[size()]);
    case CloneTag::kHole:
      return Value::empty();
    default:
      return read_object(tag);
  }
}

String* Reader::read_narrow() {
  const uint32_t length = size();
  char16_t* units = realm_.arena().make_array<char16_t>(length);
  for (uint32_t i = 0; i < length; ++i) units[i] = static_cast<unsigned char>(at_[i]);
  at_ += length;
  return realm_.string(std::u16string_view(units, length));
}

String* Reader::read_wide() {
  const uint32_t length = size();
  char16_t* units = realm_.arena().make_array<char16_t>(length);
  std::memcpy(units, at_, length * sizeof(char16_t));
  at_ += length * sizeof(char16_t);
  return realm_.string(std::u16string_view(units, length));
}

Value Reader::read_bigint() {
  const bool negative = byte() != 0;
  const uint32_t count = size();
  uint64_t* limbs = realm_.arena().make_array<uint64_t>(count);
  for (uint32_t i = 0; i < count; ++i) limbs[i] = raw<uint64_t>();
  return Value(realm_.make<BigInt>(limbs, count, negative));
}

Value Reader::read_object(CloneTag tag) {
  const NativeScope scope(realm_);
  switch (tag) {
    case CloneTag::kObject: {
      Object* object = number(realm_.new_object());
      read_properties(object);
      return object;
    }
    case CloneTag::kArray:
      return read_array();
    case CloneTag::kSparseArray:
      return read_sparse_array();
    case CloneTag::kBoxed: {
      const uint32_t index = objects_.size();
      number<Object>(nullptr);
      return objects_[index] = to_object(realm_, read());
    }
    case CloneTag::kDate:
      return number<Object>(
          realm_.make<DateObject>(realm_.intrinsic(Intrinsic::kDatePrototype), raw<double>()));
    case CloneTag::kRegExp: {
      String* source = read_string();
      String* flags = read_string();
      return number<Object>(regexp_create(realm_, source, flags));
    }
    case CloneTag::kMap:
      return read_map();
    case CloneTag::kSet:
      return read_set();
    case CloneTag::kError:
      return read_error();
    case CloneTag::kBuffer: {
      const uint32_t length = size();
      const char* bytes = at_;
      at_ += length;
      return read_buffer(bytes, length);
    }
    case CloneTag::kMovedBuffer: {
      const std::string& bytes = message_.buffers[size()];
      return read_buffer(bytes.data(), bytes.size());
    }
    case CloneTag::kView:
      return read_view();
    default:
      break;
  }
  return number(ports_->get(realm_, PropertyKey::index(size())).as_object());
}

void Reader::read_properties(Object* object) {
  while (true) {
    const Value key = read();
    if (key.is_empty()) return;
    const PropertyKey name = key.is_number()
                                 ? PropertyKey::index(static_cast<uint32_t>(key.as_number()))
                                 : realm_.key(key.as_string());
    object->create_data_property(realm_, name, read());
  }
}

Object* Reader::read_array() {
  Array* array = number(realm_.new_array());
  const uint32_t length = size();
  for (uint32_t i = 0; i < length; ++i) array->push(realm_, read());
  read_properties(array);
  return array;
}

Object* Reader::read_sparse_array() {
  Array* array = number(realm_.new_array());
  array->set_length(realm_, size());
  read_properties(array);
  return array;
}

Object* Reader::read_map() {
  MapObject* map = number(new_map(realm_));
  for (uint32_t count = size(); count > 0; --count) {
    const Value key = read();
    const Value value = read();
    map->entries().insert(realm_, key)->value = value;
  }
  return map;
}

Object* Reader::read_set() {
  SetObject* set = number(new_set(realm_));
  for (uint32_t count = size(); count > 0; --count) set->entries().insert(realm_, read());
  return set;
}

Object* Reader::read_error() {
  constexpr Intrinsic kPrototypes[] = {
      Intrinsic::kErrorPrototype,       Intrinsic::kEvalErrorPrototype,
      Intrinsic::kRangeErrorPrototype,  Intrinsic::kReferenceErrorPrototype,
      Intrinsic::kSyntaxErrorPrototype, Intrinsic::kTypeErrorPrototype,
      Intrinsic::kURIErrorPrototype};
  Object* error = number(realm_.make<ErrorObject>(realm_.intrinsic(kPrototypes[byte()])));
  error->define_raw(realm_, realm_.names().stack, read(), kHidden);
  if (byte() != 0) error->define_raw(realm_, realm_.names().message, read(), kHidden);
  if (byte() != 0) error->define_raw(realm_, realm_.key("cause"), read(), kHidden);
  return error;
}

Object* Reader::read_buffer(const char* bytes, size_t length) {
  ArrayBufferObject* buffer = number(new_array_buffer(realm_, static_cast<double>(length)));
  if (length > 0) std::memcpy(buffer->bytes(), bytes, length);
  return buffer;
}

Object* Reader::read_view() {
  const uint32_t index = objects_.size();
  number<Object>(nullptr);
  const uint8_t type = byte();
  const uint32_t offset = size();
  const uint32_t length = size();
  auto* buffer = as<ArrayBufferObject>(read());
  if (type == kDataViewType) {
    Object* prototype = realm_.intrinsic(Intrinsic::kDataViewPrototype);
    return objects_[index] = realm_.make<DataViewObject>(prototype, buffer, offset, length);
  }
  const auto element = static_cast<ElementType>(type);
  Object* prototype = realm_.intrinsic(typed_array_prototype(element));
  return objects_[index] =
             realm_.make<TypedArrayObject>(prototype, element, buffer, offset, length);
}

}  // namespace

Value read_message(Realm& realm, PortRegistry& ports, Message& message, Array* new_ports) {
  for (std::shared_ptr<PortCore>& core : message.ports) {
    new_ports->push(realm, ports.adopt(std::move(core)));
  }
  return Reader(realm, message, new_ports).read();
}

}  // namespace actx
