// The bytes of a cloned value, for clone_write.cc and clone_read.cc.
//
// A value is a tag and what the tag says. Objects are numbered in the order in which they begin;
// kReference names an earlier one. Numbers are as they lie in memory: both ends are one process.
#ifndef ACTX_HOST_CLONE_FORMAT_H_
#define ACTX_HOST_CLONE_FORMAT_H_

#include <cstdint>

namespace actx {

enum class CloneTag : uint8_t {
  kUndefined,
  kNull,
  kTrue,
  kFalse,
  kNumber,     // double
  kNarrow,     // u32 length, that many bytes: a string of units below 256
  kWide,       // u32 length, that many char16_t
  kBigInt,     // u8 negative, u32 count, limbs
  kReference,  // u32 number
  kHole,       // of an array
  // Objects.
  kObject,       // properties
  kArray,        // u32 length, that many values, properties
  kSparseArray,  // u32 length, properties
  kBoxed,        // a primitive
  kDate,         // double
  kRegExp,       // source, flags: strings
  kMap,          // u32 count, that many keys and values
  kSet,          // u32 count, values
  kError,        // u8 CloneError, value stack, u8 has message, value, u8 has cause, value
  kBuffer,       // u32 length, bytes
  kMovedBuffer,  // u32 index into Message::buffers
  kView,         // u8 type (kDataViewType: DataView), u32 offset, u32 length, value: the buffer
  kPort,         // u32 index into Message::ports
};
// Properties are pairs of a key (kNumber: an index, or a string) and a value, ended by kHole.

inline constexpr uint8_t kDataViewType = 255;

}  // namespace actx

#endif  // ACTX_HOST_CLONE_FORMAT_H_
