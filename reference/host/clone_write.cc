#include <cstring>
#include <unordered_map>

#include "host/builtin_modules.h"
#include "host/clone.h"
#include "host/clone_format.h"
#include "host/items.h"
#include "host/node_errors.h"
#include "value/bigint.h"
#include "value/conversions.h"
#include "value/date.h"
#include "value/map_set.h"
#include "value/regexp.h"
#include "value/typed_array.h"
#include "value/versions.h"
#include "value/wrappers.h"

namespace actx {
namespace {

[[noreturn]] void throw_data_clone_error(Realm& realm, std::string_view text) {
  const Value argument(realm.string(text));
  invoke(realm, require_internal(realm, "structured_clone.js"), realm.key("throwDataCloneError"),
         Args(&argument, 1));
  throw_type_error(realm, text);  // not reached
}

[[noreturn]] void refuse_to_clone(Realm& realm, Value value) {
  invoke(realm, require_internal(realm, "structured_clone.js"), realm.key("refuse"),
         Args(&value, 1));
  throw_type_error(realm, "not cloned");  // not reached
}

PropertyKey untransferable_key() {
  static thread_local const Symbol symbol(AtomTable::for_thread().intern_ascii("untransferable"),
                                          true);
  return PropertyKey::symbol(&symbol);
}

class Writer {
 public:
  Writer(Realm& realm, PortRegistry& ports, Message& message)
      : realm_(realm), ports_(ports), message_(message), out_(message.bytes) {}

  /// Reads the transfer list; checks it, moves nothing yet.
  void prepare(Args transfer, const PortCore* source);
  void write(Value value);
  /// Moves what the transfer list names.
  void transfer();

 private:
  void tag(CloneTag tag) { out_ += static_cast<char>(tag); }
  void byte(uint8_t byte) { out_ += static_cast<char>(byte); }
  template <class T>
  void raw(T value) {
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void size(size_t size) { raw(static_cast<uint32_t>(size)); }
  void write_string(String* string);
  void write_bigint(const BigInt* value);
  void write_object(Object* object);
  bool write_plain_object(Object* object);
  void write_properties(Object* object, uint32_t from_index);
  void write_array(Array* array);
  void write_error(Object* error);
  void write_buffer(ArrayBufferObject* buffer);
  void write_view(BufferView* view);
  void write_boxed(Object* object);
  template <class Collection>
  void write_entries(Collection* collection, bool with_values);

  Realm& realm_;
  PortRegistry& ports_;
  Message& message_;
  std::string& out_;
  std::unordered_map<const Object*, uint32_t> numbers_;  // looked up only
  std::vector<ArrayBufferObject*> moved_buffers_;
  std::vector<Object*> moved_ports_;
};

template <class T>
uint32_t index_in(const std::vector<T*>& list, const Object* object) {
  for (uint32_t i = 0; i < list.size(); ++i) {
    if (list[i] == object) return i;
  }
  return UINT32_MAX;
}

void Writer::prepare(Args transfer, const PortCore* source) {
  for (const Value entry : transfer) {
    Object* object = entry.is_object() ? entry.as_object() : nullptr;
    if (object != nullptr && object->own_slot(realm_, untransferable_key()) != nullptr) continue;
    bool is_port = false;
    PortCore* core = object == nullptr ? nullptr : ports_.core_of(object, &is_port);
    if (auto* buffer = as<ArrayBufferObject>(object)) {
      if (index_in(moved_buffers_, buffer) != UINT32_MAX) {
        throw_data_clone_error(realm_, "Transfer list contains duplicate ArrayBuffer");
      }
      moved_buffers_.push_back(buffer);
    } else if (is_port) {
      if (core != nullptr && core == source) {
        throw_data_clone_error(realm_, "Transfer list contains source port");
      }
      if (index_in(moved_ports_, object) != UINT32_MAX) {
        throw_data_clone_error(realm_, "Transfer list contains duplicate MessagePort");
      }
      if (core == nullptr) {
        throw_data_clone_error(realm_, "MessagePort in transfer list is already detached");
      }
      moved_ports_.push_back(object);
    } else {
      throw_node_error(realm_, Intrinsic::kTypeErrorPrototype, "ERR_INVALID_TRANSFER_OBJECT",
                       "Found invalid object in transferList");
    }
  }
}

void Writer::transfer() {
  for (ArrayBufferObject* buffer : moved_buffers_) {
    message_.buffers.emplace_back(reinterpret_cast<const char*>(buffer->bytes()), buffer->length());
    buffer->detach();
  }
  for (Object* port : moved_ports_) message_.ports.push_back(ports_.release(port));
}

void Writer::write(Value value) {
  switch (value.tag()) {
    case Tag::kNull:
      return tag(CloneTag::kNull);
    case Tag::kBoolean:
      return tag(value.as_boolean() ? CloneTag::kTrue : CloneTag::kFalse);
    case Tag::kNumber:
      tag(CloneTag::kNumber);
      return raw(value.as_number());
    case Tag::kString:
      return write_string(value.as_string());
    case Tag::kBigInt:
      return write_bigint(value.as_bigint());
    case Tag::kSymbol:
      refuse_to_clone(realm_, value);
    case Tag::kObject:
      return write_object(value.as_object());
    case Tag::kUndefined:
    case Tag::kEmpty:
      return tag(CloneTag::kUndefined);
  }
}

void Writer::write_string(String* string) {
  const std::u16string_view units = realm_.units(string);
  bool narrow = true;
  for (const char16_t unit : units) narrow &= unit < 256;
  tag(narrow ? CloneTag::kNarrow : CloneTag::kWide);
  size(units.size());
  if (narrow) {
    for (const char16_t unit : units) out_ += static_cast<char>(unit);
  } else {
    out_.append(reinterpret_cast<const char*>(units.data()), units.size() * sizeof(char16_t));
  }
}

void Writer::write_bigint(const BigInt* value) {
  tag(CloneTag::kBigInt);
  byte(value->is_negative() ? 1 : 0);
  size(value->limb_count());
  for (uint32_t i = 0; i < value->limb_count(); ++i) raw(value->limbs()[i]);
}

void Writer::write_object(Object* object) {
  if (const auto known = numbers_.find(object); known != numbers_.end()) {
    tag(CloneTag::kReference);
    return size(known->second);
  }
  const NativeScope scope(realm_);
  numbers_.emplace(object, static_cast<uint32_t>(numbers_.size()));
  switch (object->object_class()) {
    case ObjectClass::kOrdinary:
    case ObjectClass::kHost:
      return write_plain_object(object) ? void() : refuse_to_clone(realm_, object);
    case ObjectClass::kArray:
      return write_array(static_cast<Array*>(object));
    case ObjectClass::kError:
      return write_error(object);
    case ObjectClass::kBoolean:
    case ObjectClass::kNumber:
    case ObjectClass::kString:
    case ObjectClass::kBigInt:
      return write_boxed(object);
    case ObjectClass::kDate:
      tag(CloneTag::kDate);
      return raw(static_cast<DateObject*>(object)->time);
    case ObjectClass::kRegExp:
      tag(CloneTag::kRegExp);
      write_string(static_cast<RegExpObject*>(object)->source);
      return write_string(static_cast<RegExpObject*>(object)->flags);
    case ObjectClass::kMap:
      return write_entries(static_cast<MapObject*>(object), true);
    case ObjectClass::kSet:
      return write_entries(static_cast<SetObject*>(object), false);
    case ObjectClass::kArrayBuffer:
      return write_buffer(static_cast<ArrayBufferObject*>(object));
    case ObjectClass::kTypedArray:
    case ObjectClass::kDataView:
      return write_view(static_cast<BufferView*>(object));
    default:
      refuse_to_clone(realm_, object);
  }
}

/// False for what shares the class of ordinary objects and cannot be cloned.
bool Writer::write_plain_object(Object* object) {
  bool is_port = false;
  ports_.core_of(object, &is_port);
  if (is_port) {
    const uint32_t index = index_in(moved_ports_, object);
    if (index == UINT32_MAX) {
      throw_node_error(realm_, Intrinsic::kTypeErrorPrototype,
                       "ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST",
                       "Object that needs transfer was found in message but not listed in "
                       "transferList");
    }
    tag(CloneTag::kPort);
    size(index);
    return true;
  }
  // What Node shows of a Timeout or an Immediate are own properties, the callback among them.
  if (TimeoutObject* timeout = as_timeout(object)) refuse_to_clone(realm_, timeout->callback);
  if (ImmediateObject* immediate = as_immediate(object))
    refuse_to_clone(realm_, immediate->callback);
  tag(CloneTag::kObject);
  write_properties(object, 0);
  return true;
}

/// The own enumerable properties with string keys, indices below `from_index` left out. Getters
/// run; what they remove is passed over.
void Writer::write_properties(Object* object, uint32_t from_index) {
  KeyList keys;
  object->own_keys(realm_, &keys);
  for (const PropertyKey key : keys) {
    if (key.is_symbol() || (key.is_index() && key.as_index() < from_index)) continue;
    PropertyDescriptor own;
    if (!object->get_own_property(realm_, key, &own) || !own.enumerable) continue;
    const Value value = own.is_accessor() ? object->get(realm_, key) : own.value;
    if (key.is_index()) {
      write(Value(key.as_index()));
    } else {
      write_string(key.as_atom());
    }
    write(value);
  }
  tag(CloneTag::kHole);
}

void Writer::write_array(Array* array) {
  const uint32_t length = array->length();
  if (!array->is_dense()) {
    tag(CloneTag::kSparseArray);
    size(length);
    return write_properties(array, 0);
  }
  tag(CloneTag::kArray);
  size(length);
  for (uint32_t i = 0; i < length; ++i) {
    // A getter of an earlier element may have changed the array.
    PropertyDescriptor own;
    if (array->get_own_property(realm_, PropertyKey::index(i), &own)) {
      write(own.is_accessor() ? array->get(realm_, PropertyKey::index(i)) : own.value);
    } else {
      tag(CloneTag::kHole);
    }
  }
  write_properties(array, length);
}

void Writer::write_boxed(Object* object) {
  tag(CloneTag::kBoxed);
  if (auto* string = as<StringObject>(object)) return write_string(string->string());
  write(static_cast<PrimitiveObject*>(object)->primitive());
}

template <class Collection>
void Writer::write_entries(Collection* collection, bool with_values) {
  // The entries as they are now: getters that run meanwhile change nothing.
  std::vector<Value> values;
  auto& entries = collection->entries();
  for (auto* entry = entries.after(nullptr); entry != nullptr; entry = entries.after(entry)) {
    values.push_back(entry->key);
    if (with_values) values.push_back(entry->value);
  }
  tag(with_values ? CloneTag::kMap : CloneTag::kSet);
  size(with_values ? values.size() / 2 : values.size());
  for (const Value value : values) write(value);
}

void Writer::write_error(Object* error) {
  const Names& names = realm_.names();
  const std::string name = realm_.utf8(to_string(realm_, error->get(realm_, names.name)));
  constexpr std::string_view kNames[] = {"Error",       "EvalError", "RangeError", "ReferenceError",
                                         "SyntaxError", "TypeError", "URIError"};
  uint8_t kind = 0;
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (name == kNames[i]) kind = static_cast<uint8_t>(i);
  }
  tag(CloneTag::kError);
  byte(kind);
  const Value stack = error->get(realm_, names.stack);
  write(stack.is_string() ? stack : Value());
  PropertyDescriptor own;
  const bool has_message = error->get_own_property(realm_, names.message, &own) && own.has_value;
  byte(has_message ? 1 : 0);
  if (has_message) write_string(to_string(realm_, own.value));
  const PropertyKey cause = realm_.key("cause");
  const bool has_cause = error->has_own_property(realm_, cause);
  byte(has_cause ? 1 : 0);
  if (has_cause) write(error->get(realm_, cause));
}

void Writer::write_buffer(ArrayBufferObject* buffer) {
  const uint32_t index = index_in(moved_buffers_, buffer);
  if (index != UINT32_MAX) {
    tag(CloneTag::kMovedBuffer);
    return size(index);
  }
  if (buffer->is_detached()) {
    throw_data_clone_error(realm_, "An ArrayBuffer is detached and could not be cloned.");
  }
  tag(CloneTag::kBuffer);
  size(buffer->length());
  out_.append(reinterpret_cast<const char*>(buffer->bytes()), buffer->length());
}

void Writer::write_view(BufferView* view) {
  tag(CloneTag::kView);
  auto* array = as<TypedArrayObject>(view);
  byte(array != nullptr ? static_cast<uint8_t>(array->type()) : kDataViewType);
  size(view->byte_offset());
  size(array != nullptr ? array->length() : view->byte_length());
  write_object(view->buffer());
}

}  // namespace

std::shared_ptr<Message> write_message(Realm& realm, PortRegistry& ports, Value value,
                                       Args transfer, const PortCore* source) {
  auto message = std::make_shared<Message>();
  Writer writer(realm, ports, *message);
  writer.prepare(transfer, source);
  writer.write(value);
  writer.transfer();
  return message;
}

void mark_untransferable(Realm& realm, Object* object) {
  object->define_raw(realm, untransferable_key(), Value(true));
}

uint64_t hash_of(const Message& message) {
  uint64_t hash = mix(static_cast<uint64_t>(message.kind), message.stream);
  hash = mix(hash, hash_bytes(message.bytes));
  for (const std::string& buffer : message.buffers) hash = mix(hash, hash_bytes(buffer));
  return mix(hash, message.ports.size());
}

}  // namespace actx
