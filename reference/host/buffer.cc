#include "host/buffer.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "host/buffer_parts.h"
#include "host/builtin_modules.h"
#include "host/host.h"
#include "host/node_errors.h"
#include "value/conversions.h"

namespace actx {
namespace {

// ---- Arguments -------------------------------------------------------------------------------

[[noreturn]] void throw_invalid_size(Realm& realm, Value size) {
  throw_node_error(realm, Intrinsic::kRangeErrorPrototype, "ERR_INVALID_ARG_VALUE",
                   "The argument 'size' is invalid. Received " + inspect_for_message(realm, size));
}

size_t size_argument(Realm& realm, Value size) {
  if (!size.is_number()) throw_invalid_arg_type(realm, "size", "number", size);
  const double number = size.as_number();
  if (!(number >= 0 && number <= kMaxBufferLength)) throw_invalid_size(realm, size);
  return static_cast<size_t>(number);
}

[[noreturn]] void throw_outside(Realm& realm, const char* name) {
  throw_node_error(realm, Intrinsic::kRangeErrorPrototype, "ERR_BUFFER_OUT_OF_BOUNDS",
                   '"' + std::string(name) + "\" is outside of buffer bounds");
}

/// An encoding as Buffer.from takes it: anything but a name is UTF-8.
ByteEncoding encoding_or_utf8(Realm& realm, Value encoding) {
  const bool named = encoding.is_string() && encoding.as_string()->length() > 0;
  return named ? required_encoding(realm, encoding) : ByteEncoding::kUtf8;
}

// ---- Buffer.from -----------------------------------------------------------------------------

Value from_text(Realm& realm, String* text, Value encoding) {
  return Value(
      new_buffer(realm, encode_bytes(realm.units(text), encoding_or_utf8(realm, encoding))));
}

TypedArrayObject* view_of(Realm& realm, ArrayBufferObject* memory, size_t start, size_t length) {
  return realm.make<TypedArrayObject>(buffer_prototype(realm), ElementType::kUint8, memory, start,
                                      length);
}

Value over_array_buffer(Realm& realm, ArrayBufferObject* memory, Value offset, Value length) {
  const auto size = static_cast<double>(memory->length());
  const double start = offset.is_undefined() ? 0 : to_integer_or_infinity(realm, offset);
  const double room = size - start;
  if (room < 0 || start < 0) throw_outside(realm, "offset");
  double count = room;
  if (!length.is_undefined()) {
    count = std::max(0.0, to_integer_or_infinity(realm, length));
    if (count > room) throw_outside(realm, "length");
  }
  return Value(view_of(realm, memory, static_cast<size_t>(start), static_cast<size_t>(count)));
}

/// A copy of the elements, each as a byte.
Value from_array_like(Realm& realm, Object* list) {
  if (const TypedArrayObject* bytes = as_uint8_array(Value(list))) {
    return Value(new_buffer(realm, std::string(view_bytes(*bytes))));
  }
  const double length = to_length(realm, list->get(realm, realm.names().length));
  TypedArrayObject* buffer = new_buffer(realm, static_cast<size_t>(length));
  for (size_t i = 0; i < buffer->length(); ++i) {
    buffer->store(realm, static_cast<double>(i),
                  list->get(realm, PropertyKey::index(static_cast<uint32_t>(i))));
  }
  return Value(buffer);
}

/// What an object stands for: a list of bytes, or nothing (false).
bool from_object(Realm& realm, Object* object, Value* result) {
  const Value length = object->get(realm, realm.names().length);
  if (!length.is_undefined() || as<ArrayBufferObject>(object->get(realm, realm.key("buffer")))) {
    *result =
        length.is_number() ? from_array_like(realm, object) : Value(new_buffer(realm, size_t{0}));
    return true;
  }
  const Value type = object->get(realm, realm.key("type"));
  const Value data = object->get(realm, realm.key("data"));
  if (type.is_string() && realm.units(type.as_string()) == u"Buffer" && is_array(realm, data)) {
    *result = from_array_like(realm, data.as_object());
    return true;
  }
  return false;
}

Value from_value(Realm& realm, Value value, Value second, Value third);

/// An object that its valueOf or Symbol.toPrimitive turns into something better.
bool from_converted(Realm& realm, Object* object, Value second, Value third, Value* result) {
  const Value to_primitive = object->get(realm, realm.names().sym_to_primitive);
  if (!is_callable(to_primitive)) return false;
  const Value hint(realm.literal("string"));
  const Value primitive = realm.call(to_primitive, Value(object), Args(&hint, 1));
  if (!primitive.is_string()) return false;
  *result = from_text(realm, primitive.as_string(), second);
  static_cast<void>(third);
  return true;
}

Value from_value(Realm& realm, Value value, Value second, Value third) {
  if (value.is_string()) return from_text(realm, value.as_string(), second);
  if (value.is_object() && !is_callable(value)) {
    Object* object = value.as_object();
    if (auto* memory = as<ArrayBufferObject>(object)) {
      return over_array_buffer(realm, memory, second, third);
    }
    const Value value_of = object->get(realm, realm.names().valueOf);
    if (is_callable(value_of)) {
      const Value inner = realm.call(value_of, value, {});
      const bool other = !inner.is_object() || inner.as_object() != object;
      if (other && (inner.is_string() || inner.is_object())) {
        return from_value(realm, inner, second, third);
      }
    }
    Value result;
    if (from_object(realm, object, &result)) return result;
    if (from_converted(realm, object, second, third, &result)) return result;
  }
  throw_invalid_arg_type(realm, "first argument",
                         "string|Buffer|ArrayBuffer|Array or an Array-like Object", value);
}

Value buffer_from(Realm& realm, const Call& call) {
  return from_value(realm, call.arg(0), call.arg(1), call.arg(2));
}

// ---- The other static methods ----------------------------------------------------------------

/// copyBytesFrom(view, offset, length): in elements of the view.
Value copy_bytes_from(Realm& realm, const Call& call) {
  auto* view = as<TypedArrayObject>(call.arg(0));
  if (view == nullptr) throw_invalid_arg_type(realm, "view", "TypedArray", call.arg(0));
  const size_t size = view->length();
  constexpr double kSafe = 9007199254740991.0;
  size_t start = 0;
  size_t end = size;
  if (!call.arg(1).is_undefined()) {
    start = required_integer(realm, call.arg(1), "offset", 0, kSafe);
  }
  if (!call.arg(2).is_undefined()) {
    end = std::min(size, start + required_integer(realm, call.arg(2), "length", 0, kSafe));
  }
  if (start >= end) return Value(new_buffer(realm, size_t{0}));
  const size_t element = element_size(view->type());
  return Value(new_buffer(
      realm, std::string(view_bytes(*view).substr(start * element, (end - start) * element))));
}

Value buffer_of(Realm& realm, const Call& call) {
  TypedArrayObject* buffer = new_buffer(realm, call.args.size());
  for (size_t i = 0; i < call.args.size(); ++i) {
    buffer->store(realm, static_cast<double>(i), call.args[i]);
  }
  return Value(buffer);
}

Value alloc(Realm& realm, const Call& call) {
  TypedArrayObject* buffer = new_buffer(realm, size_argument(realm, call.arg(0)));
  const Value value = call.arg(1);
  const bool is_zero = value.is_number() && value.as_number() == 0;
  if (value.is_undefined() || is_zero || buffer->length() == 0) return Value(buffer);
  if (value.is_string() && !call.arg(2).is_undefined() && !call.arg(2).is_string()) {
    throw_invalid_arg_type(realm, "encoding", "string", call.arg(2));
  }
  fill_buffer(realm, *buffer, value, Value(0), Value(static_cast<double>(buffer->length())),
              call.arg(2));
  return Value(buffer);
}

Value alloc_unsafe(Realm& realm, const Call& call) {
  return Value(new_buffer(realm, size_argument(realm, call.arg(0))));
}

Value is_buffer(Realm& realm, const Call& call) {
  if (!call.arg(0).is_object()) return Value(false);
  for (Object* object = call.arg(0).as_object()->prototype(); object != nullptr;
       object = object->prototype()) {
    if (object == buffer_prototype(realm)) return Value(true);
  }
  return Value(false);
}

Value static_compare(Realm& realm, const Call& call) {
  const TypedArrayObject& a = *required_uint8_array(realm, call.arg(0), "buf1");
  const TypedArrayObject& b = *required_uint8_array(realm, call.arg(1), "buf2");
  return Value(compare_bytes(view_bytes(a), view_bytes(b)));
}

Value is_encoding(Realm& realm, const Call& call) {
  const Value name = call.arg(0);
  return Value(name.is_string() && byte_encoding_of(realm.units(name.as_string())).has_value());
}

Value concat(Realm& realm, const Call& call) {
  auto* list = as<Array>(call.arg(0));
  if (list == nullptr) throw_invalid_arg_type(realm, "list", "Array", call.arg(0));
  std::string bytes;
  for (uint32_t i = 0; i < list->length(); ++i) {
    const Value item = list->get(realm, PropertyKey::index(i));
    bytes += view_bytes(*required_uint8_array(realm, item, "list[" + std::to_string(i) + "]"));
  }
  if (!call.arg(1).is_undefined() && list->length() > 0) {
    bytes.resize(required_integer(realm, call.arg(1), "length", 0, kMaxBufferLength), '\0');
  }
  return Value(new_buffer(realm, bytes));
}

Value byte_length(Realm& realm, const Call& call) {
  const Value value = call.arg(0);
  if (const BufferView* view = as_buffer_view(value)) {
    return Value(static_cast<double>(view->byte_length()));
  }
  if (const auto* memory = as<ArrayBufferObject>(value)) {
    return Value(static_cast<double>(memory->length()));
  }
  if (!value.is_string()) {
    throw_invalid_arg_type(realm, "string", "string|Buffer|ArrayBuffer", value);
  }
  const ByteEncoding encoding = encoding_argument(realm, call.arg(1)).value_or(ByteEncoding::kUtf8);
  return Value(static_cast<double>(encoded_length(realm.units(value.as_string()), encoding)));
}

// ---- The class -------------------------------------------------------------------------------

/// What typed array methods make from a buffer: a Uint8Array with the buffers' prototype.
Value construct_derived(Realm& realm, const Call& call) {
  return realm.intrinsic(Intrinsic::kUint8Array)->construct(realm, call.args, call.callee);
}

Value derived_class(Realm& realm, const Call&) {
  return Value(Host::of(realm).slot(Host::kBufferSpecies));
}

void warn_deprecated(Realm& realm) {
  const Value arguments[] = {
      Value(realm.literal("Buffer() is deprecated due to security and usability issues. Please use "
                          "the Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods "
                          "instead.")),
      Value(realm.literal("DeprecationWarning")), Value(realm.literal("DEP0005"))};
  invoke(realm, Value(Host::of(realm).process_object()), realm.key("emitWarning"), arguments);
}

/// Buffer(value, encodingOrOffset, length), with and without `new`: the old way to make one.
Value construct_buffer(Realm& realm, const Call& call) {
  if (!to_boolean(call.callee->slot(0))) {
    call.callee->set_slot(0, Value(true));
    warn_deprecated(realm);
  }
  if (call.arg(0).is_number()) {
    if (call.arg(1).is_string()) {
      throw_invalid_arg_type(realm, "string", "string", call.arg(0));
    }
    return alloc(realm, {Value(), call.args.subspan(0, 1), nullptr, call.callee});
  }
  return buffer_from(realm, call);
}

constexpr LazyProperty kClassRows[] = {
    lazy_number("poolSize", 8192, kAll),
    lazy_method("from", buffer_from, 3, kAll),
    lazy_method("copyBytesFrom", copy_bytes_from, 3, kAll),
    lazy_method("of", buffer_of, 0, kAll),
    lazy_method("alloc", alloc, 3, kAll),
    lazy_method("allocUnsafe", alloc_unsafe, 1, kAll),
    lazy_method("allocUnsafeSlow", alloc_unsafe, 1, kAll),
    lazy_method("isBuffer", is_buffer, 1, kAll),
    lazy_method("compare", static_compare, 2, kAll),
    lazy_method("isEncoding", is_encoding, 1, kAll),
    lazy_method("concat", concat, 2, kAll),
    lazy_method("byteLength", byte_length, 2, kAll),
    lazy_getter("@@species", derived_class),
};
const LazyTable kClassTable(kClassRows);

const LazyTable& prototype_table() {
  static const std::vector<LazyProperty> rows = [] {
    std::vector<LazyProperty> all{lazy_factory(
        "constructor", [](Realm& realm) { return Value(Host::of(realm).slot(Host::kBuffer)); })};
    for (const LazyProperty& row : buffer_number_rows()) all.push_back(row);
    for (const LazyProperty& row : buffer_method_rows()) all.push_back(row);
    return all;
  }();
  static const LazyTable table(rows.data(), static_cast<uint32_t>(rows.size()));
  return table;
}

/// Makes the class, its prototype and the class of derived buffers.
NativeFunction* make_class(Realm& realm) {
  Host& host = Host::of(realm);
  Object* prototype =
      realm.new_builtin(prototype_table(), realm.intrinsic(Intrinsic::kUint8ArrayPrototype));
  Object* parent_class = realm.intrinsic(Intrinsic::kUint8Array);
  auto* made = realm.make<NativeFunction>(parent_class, construct_buffer, realm.literal("Buffer"),
                                          uint8_t{3}, true);
  made->define_raw(realm, realm.names().prototype, Value(prototype), kWritable);
  made->set_lazy_table(kClassTable);
  auto* derived = realm.make<NativeFunction>(parent_class, construct_derived,
                                             realm.literal("FastBuffer"), uint8_t{3}, true);
  derived->define_raw(realm, realm.names().prototype, Value(prototype), 0);
  host.slot(Host::kBuffer) = made;
  host.slot(Host::kBufferPrototype) = prototype;
  host.slot(Host::kBufferSpecies) = derived;
  const Value name(realm.literal("nodejs.util.inspect.custom"));
  const Value symbol =
      invoke(realm, Value(realm.intrinsic(Intrinsic::kSymbol)), realm.key("for"), Args(&name, 1));
  prototype->define_raw(realm, realm.to_property_key(symbol),
                        prototype->get(realm, realm.key("inspect")));
  return made;
}

}  // namespace

Value make_buffer_class(Realm& realm) {
  Object* known = Host::of(realm).slot(Host::kBuffer);
  return Value(known != nullptr ? known : make_class(realm));
}

Object* buffer_prototype(Realm& realm) {
  Object*& prototype = Host::of(realm).slot(Host::kBufferPrototype);
  if (prototype == nullptr) make_class(realm);
  return prototype;
}

TypedArrayObject* new_buffer(Realm& realm, size_t length) {
  return new_typed_array(realm, ElementType::kUint8, static_cast<double>(length),
                         buffer_prototype(realm));
}

TypedArrayObject* new_buffer(Realm& realm, std::string_view bytes) {
  TypedArrayObject* buffer = new_buffer(realm, bytes.size());
  if (!bytes.empty()) std::memcpy(buffer->bytes(), bytes.data(), bytes.size());
  return buffer;
}

TypedArrayObject* buffer_view(Realm& realm, const BufferView& from, size_t start, size_t end) {
  return view_of(realm, from.buffer(), from.byte_offset() + start, end - start);
}

TypedArrayObject* as_uint8_array(Value value) {
  auto* array = as<TypedArrayObject>(value);
  return array != nullptr && array->type() == ElementType::kUint8 ? array : nullptr;
}

BufferView* as_buffer_view(Value value) {
  if (auto* array = as<TypedArrayObject>(value)) return array;
  return as<DataViewObject>(value);
}

std::optional<ByteEncoding> encoding_argument(Realm& realm, Value value) {
  if (value.is_undefined()) return ByteEncoding::kUtf8;
  if (!value.is_string()) return std::nullopt;
  return byte_encoding_of(realm.units(value.as_string()));
}

ByteEncoding required_encoding(Realm& realm, Value value) {
  const std::optional<ByteEncoding> encoding = encoding_argument(realm, value);
  if (encoding) return *encoding;
  throw_node_error(realm, Intrinsic::kTypeErrorPrototype, "ERR_UNKNOWN_ENCODING",
                   "Unknown encoding: " + realm.utf8(to_string(realm, value)));
}

TypedArrayObject* this_buffer(Realm& realm, const Call& call) {
  TypedArrayObject* buffer = as_uint8_array(call.this_value);
  if (buffer != nullptr) return buffer;
  throw_node_error(realm, Intrinsic::kTypeErrorPrototype, "ERR_INVALID_ARG_TYPE",
                   "argument must be a buffer");
}

TypedArrayObject* required_uint8_array(Realm& realm, Value value, std::string_view name) {
  TypedArrayObject* array = as_uint8_array(value);
  if (array == nullptr) throw_invalid_arg_type(realm, name, "Buffer|Uint8Array", value);
  return array;
}

size_t required_integer(Realm& realm, Value value, std::string_view name, double low, double high) {
  if (!value.is_number()) throw_invalid_arg_type(realm, name, "number", value);
  const double number = value.as_number();
  if (std::floor(number) != number) throw_out_of_range(realm, name, "an integer", value);
  if (number < low || number > high) {
    const std::string range = ">= " + realm.utf8(number_to_string(realm, low)) +
                              " && <= " + realm.utf8(number_to_string(realm, high));
    throw_out_of_range(realm, name, range, value);
  }
  return static_cast<size_t>(number);
}

}  // namespace actx
