// The methods of Buffer.prototype about text, ranges and content.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "host/buffer_parts.h"
#include "host/inspect.h"
#include "host/node_errors.h"
#include "value/builtins/array_common.h"
#include "value/conversions.h"

namespace actx {
namespace {

constexpr size_t kShownBytes = 50;  // INSPECT_MAX_BYTES

[[noreturn]] void throw_invalid_value(Realm& realm, Value value) {
  throw_node_error(
      realm, Intrinsic::kTypeErrorPrototype, "ERR_INVALID_ARG_VALUE",
      "The argument 'value' is invalid. Received " + inspect_for_message(realm, value));
}

/// Undefined as `fallback`, anything else rounded towards zero.
double integer_or(Realm& realm, Value value, double fallback) {
  return value.is_undefined() ? fallback : to_integer_or_infinity(realm, value);
}

String* text_argument(Realm& realm, Value value) {
  if (value.is_string()) return value.as_string();
  throw_node_error(realm, Intrinsic::kTypeErrorPrototype, "ERR_INVALID_ARG_TYPE",
                   "argument must be a string");
}

// ---- Text ------------------------------------------------------------------------------------

Value decoded(Realm& realm, const TypedArrayObject& buffer, size_t start, size_t end,
              ByteEncoding encoding) {
  return Value(realm.string(decode_bytes(view_bytes(buffer).substr(start, end - start), encoding)));
}

/// toString(encoding, start, end)
Value to_text(Realm& realm, const Call& call) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  const auto length = static_cast<double>(buffer.byte_length());
  if (call.args.empty())
    return decoded(realm, buffer, 0, buffer.byte_length(), ByteEncoding::kUtf8);
  const double start = std::max(0.0, integer_or(realm, call.arg(1), 0));
  const double end = std::min(length, integer_or(realm, call.arg(2), length));
  if (start >= length || end <= start) return realm.literal("");
  const ByteEncoding encoding = required_encoding(realm, call.arg(0));
  return decoded(realm, buffer, static_cast<size_t>(start), static_cast<size_t>(end), encoding);
}

/// utf8Slice(start, end) and its like.
template <ByteEncoding encoding>
Value slice_text(Realm& realm, const Call& call) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  const auto length = static_cast<double>(buffer.byte_length());
  const double start = integer_or(realm, call.arg(0), 0);
  const double end = std::min(length, integer_or(realm, call.arg(1), length));
  if (start < 0 || start > length || end < 0) {
    throw_node_error(realm, Intrinsic::kRangeErrorPrototype, "ERR_OUT_OF_RANGE",
                     "Index out of range");
  }
  if (end <= start) return realm.literal("");
  return decoded(realm, buffer, static_cast<size_t>(start), static_cast<size_t>(end), encoding);
}

Value write_at(Realm& realm, TypedArrayObject& buffer, Value text, size_t offset, size_t limit,
               ByteEncoding encoding) {
  const std::u16string_view units = realm.units(text_argument(realm, text));
  limit = std::min(limit, buffer.byte_length() - offset);
  const std::string bytes = encode_bytes(units, encoding, limit);
  std::memcpy(buffer.bytes() + offset, bytes.data(), bytes.size());
  return Value(static_cast<double>(bytes.size()));
}

/// write(string, offset, length, encoding), where encoding may stand in any place after the string.
Value write_text(Realm& realm, const Call& call) {
  TypedArrayObject& buffer = *this_buffer(realm, call);
  const size_t size = buffer.byte_length();
  Value offset = call.arg(1);
  Value length = call.arg(2);
  Value encoding = call.arg(3);
  if (length.is_undefined() && offset.is_string()) {
    encoding = offset;
    offset = Value(0);
  } else if (length.is_string()) {
    encoding = length;
    length = Value();
  }
  size_t at = 0;
  if (!offset.is_undefined()) {
    at = required_integer(realm, offset, "offset", 0, static_cast<double>(size));
  }
  size_t limit = size - at;
  if (!length.is_undefined()) {
    limit =
        std::min(limit, required_integer(realm, length, "length", 0, static_cast<double>(size)));
  }
  const ByteEncoding known =
      to_boolean(encoding) ? required_encoding(realm, encoding) : ByteEncoding::kUtf8;
  return write_at(realm, buffer, call.arg(0), at, limit, known);
}

/// utf8Write(string, offset, length) and its like.
template <ByteEncoding encoding>
Value write_text_as(Realm& realm, const Call& call) {
  TypedArrayObject& buffer = *this_buffer(realm, call);
  const auto size = static_cast<double>(buffer.byte_length());
  text_argument(realm, call.arg(0));
  const double offset = integer_or(realm, call.arg(1), 0);
  if (offset < 0 || offset > size) {
    throw_node_error(realm, Intrinsic::kRangeErrorPrototype, "ERR_BUFFER_OUT_OF_BOUNDS",
                     "\"offset\" is outside of buffer bounds");
  }
  const double length = std::clamp(integer_or(realm, call.arg(2), size), 0.0, size - offset);
  return write_at(realm, buffer, call.arg(0), static_cast<size_t>(offset),
                  static_cast<size_t>(length), encoding);
}

// ---- Filling, copying, comparing -------------------------------------------------------------

Value fill(Realm& realm, const Call& call) {
  fill_buffer(realm, *this_buffer(realm, call), call.arg(0), call.arg(1), call.arg(2), call.arg(3));
  return call.this_value;
}

double start_argument(Realm& realm, Value value, std::string_view name, double highest) {
  const double number = integer_or(realm, value, 0);
  if (number < 0 || number > highest) {
    std::string range = ">= 0";
    if (std::isfinite(highest)) range += " && <= " + std::to_string(static_cast<size_t>(highest));
    throw_out_of_range(realm, name, range, Value(number));
  }
  return number;
}

/// copy(target, targetStart, sourceStart, sourceEnd)
Value copy(Realm& realm, const Call& call) {
  const TypedArrayObject& source = *this_buffer(realm, call);
  const TypedArrayObject& target = *required_uint8_array(realm, call.arg(0), "target");
  const auto size = static_cast<double>(source.byte_length());
  const double at = start_argument(realm, call.arg(1), "targetStart", INFINITY);
  const double from = start_argument(realm, call.arg(2), "sourceStart", size);
  const double to = call.arg(3).is_undefined()
                        ? size
                        : std::min(size, start_argument(realm, call.arg(3), "sourceEnd", INFINITY));
  const auto room = static_cast<double>(target.byte_length()) - at;
  if (room <= 0 || to <= from) return Value(0);
  const auto count = static_cast<size_t>(std::min(room, to - from));
  std::memmove(target.bytes() + static_cast<size_t>(at), source.bytes() + static_cast<size_t>(from),
               count);
  return Value(static_cast<double>(count));
}

Value equals(Realm& realm, const Call& call) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  const TypedArrayObject& other = *required_uint8_array(realm, call.arg(0), "otherBuffer");
  return Value(view_bytes(buffer) == view_bytes(other));
}

size_t offset_or(Realm& realm, Value value, const char* name, size_t fallback, double highest) {
  return value.is_undefined() ? fallback : required_integer(realm, value, name, 0, highest);
}

/// compare(target, targetStart, targetEnd, sourceStart, sourceEnd)
Value compare(Realm& realm, const Call& call) {
  const std::string_view source = view_bytes(*this_buffer(realm, call));
  const std::string_view target = view_bytes(*required_uint8_array(realm, call.arg(0), "target"));
  const auto target_size = static_cast<double>(target.size());
  const auto source_size = static_cast<double>(source.size());
  const size_t target_start = offset_or(realm, call.arg(1), "targetStart", 0, kMaxBufferLength);
  const size_t target_end = offset_or(realm, call.arg(2), "targetEnd", target.size(), target_size);
  const size_t source_start = offset_or(realm, call.arg(3), "sourceStart", 0, kMaxBufferLength);
  const size_t source_end = offset_or(realm, call.arg(4), "sourceEnd", source.size(), source_size);
  if (source_start >= source_end) return Value(target_start >= target_end ? 0 : -1);
  if (target_start >= target_end) return Value(1);
  return Value(compare_bytes(source.substr(source_start, source_end - source_start),
                             target.substr(target_start, target_end - target_start)));
}

// ---- Searching -------------------------------------------------------------------------------

enum class Direction : uint8_t { kForward, kBackward };

/// Where the search begins; -1 when there is nothing to find. `needle` is a size in bytes.
int64_t search_start(double offset, int64_t size, int64_t needle, Direction direction) {
  const auto at = static_cast<int64_t>(std::clamp(offset, -2147483648.0, 2147483647.0));
  if (at < 0) {
    if (at + size >= 0) return at + size;
    return direction == Direction::kForward || needle == 0 ? 0 : -1;
  }
  if (at + needle <= size) return at;
  if (needle == 0) return size;
  return direction == Direction::kForward ? -1 : size - 1;
}

/// The position of `needle`, whose places are multiples of `step`.
int64_t search(std::string_view bytes, std::string_view needle, double offset, Direction direction,
               size_t step) {
  const auto size = static_cast<int64_t>(bytes.size());
  int64_t at = search_start(offset, size, static_cast<int64_t>(needle.size()), direction);
  if (needle.empty()) return at;
  if (at < 0 || needle.size() > bytes.size()) return -1;
  const auto stride = static_cast<int64_t>(step);
  at = at / stride * stride;
  const auto last = size - static_cast<int64_t>(needle.size());
  if (direction == Direction::kBackward) at = std::min(at, last / stride * stride);
  for (; at >= 0 && at <= last; at += direction == Direction::kForward ? stride : -stride) {
    if (bytes.compare(static_cast<size_t>(at), needle.size(), needle) == 0) return at;
  }
  return -1;
}

/// indexOf(value, byteOffset, encoding) and lastIndexOf.
int64_t find(Realm& realm, const Call& call, Direction direction) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  Value from = call.arg(1);
  Value encoding_value = call.arg(2);
  if (from.is_string()) {
    encoding_value = from;
    from = Value();
  }
  double offset = to_number(realm, from);
  if (std::isnan(offset)) {
    offset = direction == Direction::kForward ? 0 : static_cast<double>(buffer.byte_length());
  }
  const Value value = call.arg(0);
  if (value.is_number()) {
    const char byte = static_cast<char>(to_uint32(realm, value) & 0xFF);
    return search(view_bytes(buffer), {&byte, 1}, offset, direction, 1);
  }
  const std::optional<ByteEncoding> encoding = encoding_argument(realm, encoding_value);
  const size_t step = encoding == ByteEncoding::kUtf16le ? 2 : 1;
  if (value.is_string()) {
    const std::string needle =
        encode_bytes(realm.units(value.as_string()), required_encoding(realm, encoding_value));
    return search(view_bytes(buffer), needle, offset, direction, step);
  }
  const TypedArrayObject* needle = as_uint8_array(value);
  if (needle == nullptr) {
    throw_invalid_arg_type(realm, "value", "number|string|Buffer|Uint8Array", value);
  }
  return search(view_bytes(buffer), view_bytes(*needle), offset, direction, step);
}

Value index_of(Realm& realm, const Call& call) {
  return Value(static_cast<double>(find(realm, call, Direction::kForward)));
}
Value last_index_of(Realm& realm, const Call& call) {
  return Value(static_cast<double>(find(realm, call, Direction::kBackward)));
}
Value includes(Realm& realm, const Call& call) {
  return Value(find(realm, call, Direction::kForward) != -1);
}

// ---- Views and the rest ----------------------------------------------------------------------

/// A relative index: from the end when negative, within the buffer.
size_t relative_index(double index, size_t size) {
  const auto length = static_cast<double>(size);
  if (index < 0) index = std::max(0.0, index + length);
  return static_cast<size_t>(std::min(index, length));
}

/// slice(start, end) and subarray(start, end)
Value subarray(Realm& realm, const Call& call) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  const size_t size = buffer.byte_length();
  const size_t start = relative_index(integer_or(realm, call.arg(0), 0), size);
  const size_t end =
      relative_index(integer_or(realm, call.arg(1), static_cast<double>(size)), size);
  return Value(buffer_view(realm, buffer, start, std::max(start, end)));
}

template <size_t size>
Value swap_bytes(Realm& realm, const Call& call) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  if (buffer.byte_length() % size != 0) {
    throw_node_error(realm, Intrinsic::kRangeErrorPrototype, "ERR_INVALID_BUFFER_SIZE",
                     "Buffer size must be a multiple of " + std::to_string(size * 8) + "-bits");
  }
  for (size_t i = 0; i < buffer.byte_length(); i += size) {
    std::reverse(buffer.bytes() + i, buffer.bytes() + i + size);
  }
  return call.this_value;
}

Value to_json(Realm& realm, const Call& call) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  Array* data = realm.new_array();
  for (const char byte : view_bytes(buffer)) data->push(realm, Value(static_cast<uint8_t>(byte)));
  Object* json = realm.new_object();
  json->define_raw(realm, realm.key("type"), Value(realm.literal("Buffer")));
  json->define_raw(realm, realm.key("data"), Value(data));
  return Value(json);
}

Value parent(Realm&, const Call& call) {
  const TypedArrayObject* buffer = as_uint8_array(call.this_value);
  return buffer == nullptr ? Value() : Value(static_cast<Object*>(buffer->buffer()));
}

Value offset(Realm&, const Call& call) {
  const TypedArrayObject* buffer = as_uint8_array(call.this_value);
  return buffer == nullptr ? Value() : Value(static_cast<double>(buffer->byte_offset()));
}

Value make_to_locale_string(Realm& realm) {
  return buffer_prototype(realm)->get(realm, realm.names().toString);
}

constexpr LazyProperty kRows[] = {
    lazy_method("asciiSlice", slice_text<ByteEncoding::kAscii>, 0, kAll),
    lazy_method("base64Slice", slice_text<ByteEncoding::kBase64>, 0, kAll),
    lazy_method("base64urlSlice", slice_text<ByteEncoding::kBase64url>, 0, kAll),
    lazy_method("latin1Slice", slice_text<ByteEncoding::kLatin1>, 0, kAll),
    lazy_method("hexSlice", slice_text<ByteEncoding::kHex>, 0, kAll),
    lazy_method("ucs2Slice", slice_text<ByteEncoding::kUtf16le>, 0, kAll),
    lazy_method("utf8Slice", slice_text<ByteEncoding::kUtf8>, 0, kAll),
    lazy_method("asciiWrite", write_text_as<ByteEncoding::kAscii>, 0, kAll),
    lazy_method("base64Write", write_text_as<ByteEncoding::kBase64>, 0, kAll),
    lazy_method("base64urlWrite", write_text_as<ByteEncoding::kBase64url>, 0, kAll),
    lazy_method("latin1Write", write_text_as<ByteEncoding::kLatin1>, 0, kAll),
    lazy_method("hexWrite", write_text_as<ByteEncoding::kHex>, 0, kAll),
    lazy_method("ucs2Write", write_text_as<ByteEncoding::kUtf16le>, 0, kAll),
    lazy_method("utf8Write", write_text_as<ByteEncoding::kUtf8>, 0, kAll),
    lazy_getter("parent", parent, nullptr, kEnumerable),
    lazy_getter("offset", offset, nullptr, kEnumerable),
    lazy_method("copy", copy, 4, kAll),
    lazy_method("toString", to_text, 3, kAll),
    lazy_method("equals", equals, 1, kAll),
    lazy_method("inspect", buffer_inspect, 2, kAll),
    lazy_method("compare", compare, 5, kAll),
    lazy_method("indexOf", index_of, 3, kAll),
    lazy_method("lastIndexOf", last_index_of, 3, kAll),
    lazy_method("includes", includes, 3, kAll),
    lazy_method("fill", fill, 4, kAll),
    lazy_method("write", write_text, 4, kAll),
    lazy_method("toJSON", to_json, 0, kAll),
    lazy_method("subarray", subarray, 2, kAll),
    lazy_method("slice", subarray, 2, kAll),
    lazy_method("swap16", swap_bytes<2>, 0, kAll),
    lazy_method("swap32", swap_bytes<4>, 0, kAll),
    lazy_method("swap64", swap_bytes<8>, 0, kAll),
    lazy_factory("toLocaleString", make_to_locale_string, kAll),
};

/// Writes `pattern` again and again.
void repeat_bytes(uint8_t* target, size_t count, std::string_view pattern) {
  for (size_t i = 0; i < count; ++i) target[i] = static_cast<uint8_t>(pattern[i % pattern.size()]);
}

}  // namespace

std::span<const LazyProperty> buffer_method_rows() {
  return kRows;
}

int compare_bytes(std::string_view a, std::string_view b) {
  const int order = a.compare(b);
  return order == 0 ? 0 : order < 0 ? -1 : 1;
}

void fill_buffer(Realm& realm, TypedArrayObject& buffer, Value value, Value offset, Value end,
                 Value encoding) {
  const size_t size = buffer.byte_length();
  if (value.is_string()) {
    // The encoding may take the place of the offset or of the end.
    if (offset.is_undefined() || offset.is_string()) {
      if (offset.is_string()) encoding = offset;
      offset = end = Value();
    } else if (end.is_string()) {
      encoding = end;
      end = Value();
    }
    if (!encoding.is_undefined() && !encoding.is_string()) {
      throw_invalid_arg_type(realm, "encoding", "string", encoding);
    }
    required_encoding(realm, encoding);
    if (value.as_string()->length() == 0) value = Value(0);
  }
  size_t from = 0;
  size_t to = size;
  if (!offset.is_undefined()) {
    from = required_integer(realm, offset, "offset", 0, 9007199254740991.0);
    if (!end.is_undefined()) {
      to = required_integer(realm, end, "end", 0, static_cast<double>(size));
    }
  }
  if (from >= to) return;
  std::string pattern;
  if (value.is_string()) {
    pattern = encode_bytes(realm.units(value.as_string()), required_encoding(realm, encoding));
  } else if (const TypedArrayObject* bytes = as_uint8_array(value)) {
    pattern = view_bytes(*bytes);
  } else {
    pattern.push_back(static_cast<char>(to_uint32(realm, value) & 0xFF));
  }
  if (pattern.empty()) throw_invalid_value(realm, value);
  repeat_bytes(buffer.bytes() + from, to - from, pattern);
}

Value buffer_inspect(Realm& realm, const Call& call) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  const std::string_view bytes = view_bytes(buffer);
  std::u16string text;
  for (const char byte : bytes.substr(0, kShownBytes)) {
    if (!text.empty()) text += u' ';
    text += decode_bytes({&byte, 1}, ByteEncoding::kHex);
  }
  if (bytes.size() > kShownBytes) {
    const size_t more = bytes.size() - kShownBytes;
    text += u" ... " + utf8_to_utf16(std::to_string(more)) +
            (more == 1 ? u" more byte" : u" more bytes");
  }
  // What the program has added follows as in an object without a prototype.
  auto* extras = realm.make<Object>(nullptr);
  KeyList keys;
  this_buffer(realm, call)->own_keys(realm, &keys);
  bool any = false;
  for (const PropertyKey key : keys) {
    PropertyDescriptor property;
    if (key.is_index() || !this_buffer(realm, call)->get_own_property(realm, key, &property) ||
        !property.enumerable) {
      continue;
    }
    any = true;
    extras->define_raw(realm, key, this_buffer(realm, call)->get(realm, key));
  }
  if (any) {
    InspectOptions options;
    if (call.arg(1).is_object()) options.read(realm, call.arg(1));
    options.break_length = InspectOptions::kNoLimit;
    options.compact = InspectOptions::kCompactAlways;
    const std::u16string shown = inspect(realm, Value(extras), options);
    const std::u16string_view head = u"[Object: null prototype] { ";
    if (!bytes.empty()) text += u", ";
    text += shown.substr(head.size(), shown.size() - head.size() - 2);
  }
  const Value constructor = get_value(realm, call.this_value, realm.names().constructor);
  const Value name = get_value(realm, constructor, realm.names().name);
  return Value(realm.string(u"<" + std::u16string(realm.units(to_string(realm, name))) + u" " +
                            text + u">"));
}

}  // namespace actx
