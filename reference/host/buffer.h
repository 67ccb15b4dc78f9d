// Buffer as Node 18 has it: a Uint8Array with another prototype.
//
// Invariants
// - The class, its prototype and the constructor of what typed array methods derive from a buffer
//   are made when first asked for in a run.
// - Every buffer has its own ArrayBuffer: there is no pool (Buffer.poolSize is only shown), so
//   byteOffset is 0 unless the program makes a view.
#ifndef ACTX_HOST_BUFFER_H_
#define ACTX_HOST_BUFFER_H_

#include <optional>
#include <string_view>

#include "host/byte_encoding.h"
#include "value/function.h"
#include "value/typed_array.h"

namespace actx {

/// A new buffer of `length` zeros, or with a copy of `bytes`.
TypedArrayObject* new_buffer(Realm& realm, size_t length);
TypedArrayObject* new_buffer(Realm& realm, std::string_view bytes);
/// A view of `from`, from byte `start` to byte `end`, both within it.
TypedArrayObject* buffer_view(Realm& realm, const BufferView& from, size_t start, size_t end);

/// The value as a Uint8Array (buffers included), else null.
TypedArrayObject* as_uint8_array(Value value);
/// The value as a typed array or DataView, else null.
BufferView* as_buffer_view(Value value);
/// The bytes of a view, until the program runs again: it may detach them.
inline std::string_view view_bytes(const BufferView& view) {
  return {reinterpret_cast<const char*>(view.bytes()), view.byte_length()};
}

/// The encoding that a value names; nothing when it names none. Undefined names UTF-8.
std::optional<ByteEncoding> encoding_argument(Realm& realm, Value value);
/// The same; TypeError ERR_UNKNOWN_ENCODING for a name of none.
ByteEncoding required_encoding(Realm& realm, Value value);

}  // namespace actx

#endif  // ACTX_HOST_BUFFER_H_
