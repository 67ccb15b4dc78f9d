// What the files that make up Buffer share; nobody else includes this.
#ifndef ACTX_HOST_BUFFER_PARTS_H_
#define ACTX_HOST_BUFFER_PARTS_H_

#include <span>

#include "host/buffer.h"

namespace actx {

Object* buffer_prototype(Realm& realm);
/// The rows of Buffer.prototype: buffer_numbers.cc and buffer_methods.cc.
std::span<const LazyProperty> buffer_number_rows();
std::span<const LazyProperty> buffer_method_rows();
/// buffer.inspect(depth, options), which is also what util.inspect calls.
Value buffer_inspect(Realm& realm, const Call& call);
/// The receiver as a Uint8Array; TypeError otherwise.
TypedArrayObject* this_buffer(Realm& realm, const Call& call);
/// An argument that must be a Uint8Array; TypeError ERR_INVALID_ARG_TYPE otherwise.
TypedArrayObject* required_uint8_array(Realm& realm, Value value, std::string_view name);
/// An argument that must be an integer from `low` to `high`; ERR_INVALID_ARG_TYPE or
/// ERR_OUT_OF_RANGE otherwise.
size_t required_integer(Realm& realm, Value value, std::string_view name, double low, double high);
/// buffer.fill(value, offset, end, encoding) for any view.
void fill_buffer(Realm& realm, TypedArrayObject& buffer, Value value, Value offset, Value end,
                 Value encoding);
/// -1, 0, 1.
int compare_bytes(std::string_view a, std::string_view b);
/// The longest buffer, in bytes.
inline constexpr double kMaxBufferLength = 4294967296.0;

}  // namespace actx

#endif  // ACTX_HOST_BUFFER_PARTS_H_
