// The methods of Buffer.prototype that read and write numbers.
#include <bit>
#include <cmath>
#include <string>

#include "host/buffer_parts.h"
#include "host/node_errors.h"
#include "value/bigint.h"
#include "value/conversions.h"

namespace actx {
namespace {

enum class Order : uint8_t { kLittle, kBig };
enum class Sign : uint8_t { kUnsigned, kSigned };
constexpr size_t kLongestInteger = 6;  // bytes of readUIntLE and its like

[[noreturn]] void throw_outside(Realm& realm) {
  throw_node_error(realm, Intrinsic::kRangeErrorPrototype, "ERR_BUFFER_OUT_OF_BOUNDS",
                   "Attempt to access memory outside buffer bounds");
}

/// The offset of `size` bytes within the receiver; RangeError when they are not all there.
size_t checked_offset(Realm& realm, const TypedArrayObject& buffer, Value offset, size_t size) {
  if (!offset.is_number()) throw_invalid_arg_type(realm, "offset", "number", offset);
  const double number = offset.as_number();
  const double last = static_cast<double>(buffer.byte_length()) - static_cast<double>(size);
  if (std::floor(number) != number) throw_out_of_range(realm, "offset", "an integer", offset);
  if (last < 0) throw_outside(realm);
  if (number < 0 || number > last) {
    throw_out_of_range(realm, "offset", ">= 0 and <= " + std::to_string(static_cast<int64_t>(last)),
                       offset);
  }
  return static_cast<size_t>(number);
}

/// The offset of a method with a fixed size: 0 when not given.
Value offset_or_zero(const Call& call, size_t index) {
  return call.arg(index).is_undefined() ? Value(0) : call.arg(index);
}

/// The second argument of readUIntLE and the third of writeUIntLE.
size_t checked_size(Realm& realm, Value size) {
  if (!size.is_number()) throw_invalid_arg_type(realm, "byteLength", "number", size);
  const double number = size.as_number();
  if (std::floor(number) != number) throw_out_of_range(realm, "byteLength", "an integer", size);
  if (number < 1 || number > kLongestInteger) {
    throw_out_of_range(realm, "byteLength", ">= 1 and <= 6", size);
  }
  return static_cast<size_t>(number);
}

uint64_t load(const uint8_t* bytes, size_t size, Order order) {
  uint64_t bits = 0;
  for (size_t i = 0; i < size; ++i) {
    const size_t at = order == Order::kBig ? i : size - 1 - i;
    bits = (bits << 8) | bytes[at];
  }
  return bits;
}

void store(uint8_t* bytes, size_t size, Order order, uint64_t bits) {
  for (size_t i = 0; i < size; ++i) {
    bytes[order == Order::kLittle ? i : size - 1 - i] = static_cast<uint8_t>(bits >> (8 * i));
  }
}

Value integer(uint64_t bits, size_t size, Sign sign) {
  if (sign == Sign::kUnsigned) return Value(static_cast<double>(bits));
  const unsigned unused = static_cast<unsigned>(64 - 8 * size);
  return Value(static_cast<double>(static_cast<int64_t>(bits << unused) >> unused));
}

Value read_integer(Realm& realm, const Call& call, Value offset, size_t size, Order order,
                   Sign sign) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  const size_t at = checked_offset(realm, buffer, offset, size);
  return integer(load(buffer.bytes() + at, size, order), size, sign);
}

/// The range of an integer of `size` bytes as the error shows it.
std::string range_text(size_t size, Sign sign) {
  const std::string bits = std::to_string(8 * size - (sign == Sign::kSigned ? 1 : 0));
  if (size > 4) {
    return (sign == Sign::kSigned ? ">= -(2 ** " + bits + ")" : std::string(">= 0")) +
           " and < 2 ** " + bits;
  }
  const int64_t top = int64_t{1} << (8 * size - (sign == Sign::kSigned ? 1 : 0));
  return ">= " + std::to_string(sign == Sign::kSigned ? -top : 0) +
         " and <= " + std::to_string(top - 1);
}

Value write_integer(Realm& realm, const Call& call, Value offset, size_t size, Order order,
                    Sign sign) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  const double value = to_number(realm, call.arg(0));
  const double top = std::ldexp(1, static_cast<int>(8 * size) - (sign == Sign::kSigned ? 1 : 0));
  if (value > top - 1 || value < (sign == Sign::kSigned ? -top : 0)) {
    throw_out_of_range(realm, "value", range_text(size, sign), Value(value));
  }
  const size_t at = checked_offset(realm, buffer, offset, size);
  const int64_t whole = std::isnan(value) ? 0 : static_cast<int64_t>(std::trunc(value));
  store(buffer.bytes() + at, size, order, static_cast<uint64_t>(whole));
  return Value(static_cast<double>(at + size));
}

/// Methods whose size is an argument want their offset, too.
Value required_offset(Realm& realm, Value offset) {
  if (offset.is_undefined()) throw_invalid_arg_type(realm, "offset", "number", offset);
  return offset;
}

template <Order order, Sign sign>
Value read_sized(Realm& realm, const Call& call) {
  const Value offset = required_offset(realm, call.arg(0));
  return read_integer(realm, call, offset, checked_size(realm, call.arg(1)), order, sign);
}

template <Order order, Sign sign>
Value write_sized(Realm& realm, const Call& call) {
  const size_t size = checked_size(realm, call.arg(2));
  return write_integer(realm, call, required_offset(realm, call.arg(1)), size, order, sign);
}

template <size_t size, Order order, Sign sign>
Value read_fixed(Realm& realm, const Call& call) {
  return read_integer(realm, call, offset_or_zero(call, 0), size, order, sign);
}

template <size_t size, Order order, Sign sign>
Value write_fixed(Realm& realm, const Call& call) {
  return write_integer(realm, call, offset_or_zero(call, 1), size, order, sign);
}

template <Order order, Sign sign>
Value read_big(Realm& realm, const Call& call) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  const size_t at = checked_offset(realm, buffer, offset_or_zero(call, 0), 8);
  const uint64_t bits = load(buffer.bytes() + at, 8, order);
  return sign == Sign::kSigned ? Value(bigint_from_int64(realm, static_cast<int64_t>(bits)))
                               : Value(bigint_from_uint64(realm, bits));
}

template <Order order, Sign sign>
Value write_big(Realm& realm, const Call& call) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  if (!call.arg(0).is_bigint()) {
    throw_type_error(realm, "Cannot mix BigInt and other types, use explicit conversions");
  }
  const BigInt* value = call.arg(0).as_bigint();
  const uint64_t bits = bigint_to_uint64(value);
  const BigInt* kept = sign == Sign::kSigned ? bigint_from_int64(realm, static_cast<int64_t>(bits))
                                             : bigint_from_uint64(realm, bits);
  if (bigint_compare(kept, value) != 0) {
    throw_out_of_range(
        realm, "value",
        sign == Sign::kSigned ? ">= -(2n ** 63n) and < 2n ** 63n" : ">= 0n and < 2n ** 64n",
        call.arg(0));
  }
  const size_t at = checked_offset(realm, buffer, offset_or_zero(call, 1), 8);
  store(buffer.bytes() + at, 8, order, bits);
  return Value(static_cast<double>(at + 8));
}

template <class Float, class Bits, Order order>
Value read_floating(Realm& realm, const Call& call) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  const size_t at = checked_offset(realm, buffer, offset_or_zero(call, 0), sizeof(Float));
  const auto bits = static_cast<Bits>(load(buffer.bytes() + at, sizeof(Float), order));
  return Value(static_cast<double>(std::bit_cast<Float>(bits)));
}

template <class Float, class Bits, Order order>
Value write_floating(Realm& realm, const Call& call) {
  const TypedArrayObject& buffer = *this_buffer(realm, call);
  const auto value = static_cast<Float>(to_number(realm, call.arg(0)));
  const size_t at = checked_offset(realm, buffer, offset_or_zero(call, 1), sizeof(Float));
  store(buffer.bytes() + at, sizeof(Float), order, std::bit_cast<Bits>(value));
  return Value(static_cast<double>(at + sizeof(Float)));
}

// Several methods have a second name, which means the same function object.
constexpr char kReadBigUInt64LE[] = "readBigUInt64LE";
constexpr char kReadBigUInt64BE[] = "readBigUInt64BE";
constexpr char kWriteBigUInt64LE[] = "writeBigUInt64LE";
constexpr char kWriteBigUInt64BE[] = "writeBigUInt64BE";
constexpr char kReadUIntLE[] = "readUIntLE";
constexpr char kReadUInt32LE[] = "readUInt32LE";
constexpr char kReadUInt16LE[] = "readUInt16LE";
constexpr char kReadUInt8[] = "readUInt8";
constexpr char kReadUIntBE[] = "readUIntBE";
constexpr char kReadUInt32BE[] = "readUInt32BE";
constexpr char kReadUInt16BE[] = "readUInt16BE";
constexpr char kWriteUIntLE[] = "writeUIntLE";
constexpr char kWriteUInt32LE[] = "writeUInt32LE";
constexpr char kWriteUInt16LE[] = "writeUInt16LE";
constexpr char kWriteUInt8[] = "writeUInt8";
constexpr char kWriteUIntBE[] = "writeUIntBE";
constexpr char kWriteUInt32BE[] = "writeUInt32BE";
constexpr char kWriteUInt16BE[] = "writeUInt16BE";

template <const char* original>
Value other_name(Realm& realm) {
  return buffer_prototype(realm)->get(realm, realm.key(original));
}

// In the order in which Node lists them.
constexpr LazyProperty kRows[] = {
    lazy_method("readBigUInt64LE", read_big<Order::kLittle, Sign::kUnsigned>, 0, kAll),
    lazy_method("readBigUInt64BE", read_big<Order::kBig, Sign::kUnsigned>, 0, kAll),
    lazy_factory("readBigUint64LE", other_name<kReadBigUInt64LE>, kAll),
    lazy_factory("readBigUint64BE", other_name<kReadBigUInt64BE>, kAll),
    lazy_method("readBigInt64LE", read_big<Order::kLittle, Sign::kSigned>, 0, kAll),
    lazy_method("readBigInt64BE", read_big<Order::kBig, Sign::kSigned>, 0, kAll),
    lazy_method("writeBigUInt64LE", write_big<Order::kLittle, Sign::kUnsigned>, 1, kAll),
    lazy_method("writeBigUInt64BE", write_big<Order::kBig, Sign::kUnsigned>, 1, kAll),
    lazy_factory("writeBigUint64LE", other_name<kWriteBigUInt64LE>, kAll),
    lazy_factory("writeBigUint64BE", other_name<kWriteBigUInt64BE>, kAll),
    lazy_method("writeBigInt64LE", write_big<Order::kLittle, Sign::kSigned>, 1, kAll),
    lazy_method("writeBigInt64BE", write_big<Order::kBig, Sign::kSigned>, 1, kAll),
    lazy_method("readUIntLE", read_sized<Order::kLittle, Sign::kUnsigned>, 2, kAll),
    lazy_method("readUInt32LE", read_fixed<4, Order::kLittle, Sign::kUnsigned>, 0, kAll),
    lazy_method("readUInt16LE", read_fixed<2, Order::kLittle, Sign::kUnsigned>, 0, kAll),
    lazy_method("readUInt8", read_fixed<1, Order::kLittle, Sign::kUnsigned>, 0, kAll),
    lazy_method("readUIntBE", read_sized<Order::kBig, Sign::kUnsigned>, 2, kAll),
    lazy_method("readUInt32BE", read_fixed<4, Order::kBig, Sign::kUnsigned>, 0, kAll),
    lazy_method("readUInt16BE", read_fixed<2, Order::kBig, Sign::kUnsigned>, 0, kAll),
    lazy_factory("readUintLE", other_name<kReadUIntLE>, kAll),
    lazy_factory("readUint32LE", other_name<kReadUInt32LE>, kAll),
    lazy_factory("readUint16LE", other_name<kReadUInt16LE>, kAll),
    lazy_factory("readUint8", other_name<kReadUInt8>, kAll),
    lazy_factory("readUintBE", other_name<kReadUIntBE>, kAll),
    lazy_factory("readUint32BE", other_name<kReadUInt32BE>, kAll),
    lazy_factory("readUint16BE", other_name<kReadUInt16BE>, kAll),
    lazy_method("readIntLE", read_sized<Order::kLittle, Sign::kSigned>, 2, kAll),
    lazy_method("readInt32LE", read_fixed<4, Order::kLittle, Sign::kSigned>, 0, kAll),
    lazy_method("readInt16LE", read_fixed<2, Order::kLittle, Sign::kSigned>, 0, kAll),
    lazy_method("readInt8", read_fixed<1, Order::kLittle, Sign::kSigned>, 0, kAll),
    lazy_method("readIntBE", read_sized<Order::kBig, Sign::kSigned>, 2, kAll),
    lazy_method("readInt32BE", read_fixed<4, Order::kBig, Sign::kSigned>, 0, kAll),
    lazy_method("readInt16BE", read_fixed<2, Order::kBig, Sign::kSigned>, 0, kAll),
    lazy_method("writeUIntLE", write_sized<Order::kLittle, Sign::kUnsigned>, 3, kAll),
    lazy_method("writeUInt32LE", write_fixed<4, Order::kLittle, Sign::kUnsigned>, 1, kAll),
    lazy_method("writeUInt16LE", write_fixed<2, Order::kLittle, Sign::kUnsigned>, 1, kAll),
    lazy_method("writeUInt8", write_fixed<1, Order::kLittle, Sign::kUnsigned>, 1, kAll),
    lazy_method("writeUIntBE", write_sized<Order::kBig, Sign::kUnsigned>, 3, kAll),
    lazy_method("writeUInt32BE", write_fixed<4, Order::kBig, Sign::kUnsigned>, 1, kAll),
    lazy_method("writeUInt16BE", write_fixed<2, Order::kBig, Sign::kUnsigned>, 1, kAll),
    lazy_factory("writeUintLE", other_name<kWriteUIntLE>, kAll),
    lazy_factory("writeUint32LE", other_name<kWriteUInt32LE>, kAll),
    lazy_factory("writeUint16LE", other_name<kWriteUInt16LE>, kAll),
    lazy_factory("writeUint8", other_name<kWriteUInt8>, kAll),
    lazy_factory("writeUintBE", other_name<kWriteUIntBE>, kAll),
    lazy_factory("writeUint32BE", other_name<kWriteUInt32BE>, kAll),
    lazy_factory("writeUint16BE", other_name<kWriteUInt16BE>, kAll),
    lazy_method("writeIntLE", write_sized<Order::kLittle, Sign::kSigned>, 3, kAll),
    lazy_method("writeInt32LE", write_fixed<4, Order::kLittle, Sign::kSigned>, 1, kAll),
    lazy_method("writeInt16LE", write_fixed<2, Order::kLittle, Sign::kSigned>, 1, kAll),
    lazy_method("writeInt8", write_fixed<1, Order::kLittle, Sign::kSigned>, 1, kAll),
    lazy_method("writeIntBE", write_sized<Order::kBig, Sign::kSigned>, 3, kAll),
    lazy_method("writeInt32BE", write_fixed<4, Order::kBig, Sign::kSigned>, 1, kAll),
    lazy_method("writeInt16BE", write_fixed<2, Order::kBig, Sign::kSigned>, 1, kAll),
    lazy_method("readFloatLE", read_floating<float, uint32_t, Order::kLittle>, 0, kAll),
    lazy_method("readFloatBE", read_floating<float, uint32_t, Order::kBig>, 0, kAll),
    lazy_method("readDoubleLE", read_floating<double, uint64_t, Order::kLittle>, 0, kAll),
    lazy_method("readDoubleBE", read_floating<double, uint64_t, Order::kBig>, 0, kAll),
    lazy_method("writeFloatLE", write_floating<float, uint32_t, Order::kLittle>, 1, kAll),
    lazy_method("writeFloatBE", write_floating<float, uint32_t, Order::kBig>, 1, kAll),
    lazy_method("writeDoubleLE", write_floating<double, uint64_t, Order::kLittle>, 1, kAll),
    lazy_method("writeDoubleBE", write_floating<double, uint64_t, Order::kBig>, 1, kAll),
};

}  // namespace

std::span<const LazyProperty> buffer_number_rows() {
  return kRows;
}

}  // namespace actx
