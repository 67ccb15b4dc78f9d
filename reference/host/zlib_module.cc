// The part native:zlib: handles of compression streams, and zlib's constants.
#include <cmath>

#include "host/buffer.h"
#include "host/builtin_modules.h"
#include "host/footprints.h"
#include "host/zlib_handle.h"
#include "value/conversions.h"

namespace actx {
namespace {

ZlibHandle& this_handle(Realm& realm, const Call& call) {
  auto* handle = call.this_value.is_object()
                     ? dynamic_cast<ZlibHandle*>(call.this_value.as_object())
                     : nullptr;
  if (handle == nullptr) throw_type_error(realm, "Illegal invocation");
  return *handle;
}

/// init(windowBits, level, memLevel, strategy, dictionary): false when zlib refuses.
Value handle_init(Realm& realm, const Call& call) {
  const ZlibSettings settings{to_int32(realm, call.arg(0)), to_int32(realm, call.arg(1)),
                              to_int32(realm, call.arg(2)), to_int32(realm, call.arg(3))};
  const BufferView* dictionary = as_buffer_view(call.arg(4));
  if (dictionary != nullptr) Footprint::give_up_if_active();  // its bytes are read now and then
  return Value(
      this_handle(realm, call)
          .init(settings, dictionary == nullptr ? std::string_view() : view_bytes(*dictionary)));
}

/// write(flush, in, inOffset, inLength, out, outOffset, outLength), all checked by the caller.
void set_io(Realm& realm, ZlibHandle& handle, const Call& call) {
  const auto size = [&](size_t i) { return static_cast<size_t>(to_number(realm, call.arg(i))); };
  const BufferView& in = *as_buffer_view(call.arg(1));
  const BufferView& out = *as_buffer_view(call.arg(4));
  handle.set_io(to_int32(realm, call.arg(0)), view_bytes(in).substr(size(2), size(3)),
                out.bytes() + size(5), size(6));
}

Value handle_write(Realm& realm, const Call& call) {
  ZlibHandle& handle = this_handle(realm, call);
  set_io(realm, handle, call);
  handle.write_later();
  note_queued_bytes(*as_buffer_view(call.arg(1)), Touch::kRead);
  note_queued_bytes(*as_buffer_view(call.arg(4)), Touch::kWrite);
  return Value();
}

/// The same at once. Returns undefined, or [message, code] of an error.
Value handle_write_sync(Realm& realm, const Call& call) {
  ZlibHandle& handle = this_handle(realm, call);
  set_io(realm, handle, call);
  handle.write_now();
  if (handle.error() == Z_OK) return Value();
  const Value error[] = {Value(realm.literal(handle.message())), Value(handle.error())};
  return Value(realm.new_array(error));
}

Value handle_available_in(Realm& realm, const Call& call) {
  return Value(static_cast<double>(this_handle(realm, call).available_in()));
}
Value handle_available_out(Realm& realm, const Call& call) {
  return Value(static_cast<double>(this_handle(realm, call).available_out()));
}
Value handle_reset(Realm& realm, const Call& call) {
  this_handle(realm, call).reset();
  return Value();
}
constexpr LazyProperty kHandleRows[] = {
    lazy_method("init", handle_init, 5),
    lazy_method("write", handle_write, 7),
    lazy_method("writeSync", handle_write_sync, 7),
    lazy_method("reset", handle_reset, 0),
    lazy_getter("availableIn", handle_available_in),
    lazy_getter("availableOut", handle_available_out),
};
const LazyTable kHandleTable(kHandleRows);

/// Zlib(mode)
Value make_handle(Realm& realm, const Call& call) {
  Host& host = Host::of(realm);
  Object*& prototype = host.slot(Host::kZlibPrototype);
  if (prototype == nullptr) prototype = realm.new_builtin(kHandleTable);
  const auto mode = static_cast<ZlibMode>(to_int32(realm, call.arg(0)));
  return Value(realm.make<ZlibHandle>(prototype, host, mode));
}

struct Constant {
  const char* name;
  double value;
};
constexpr Constant kConstants[] = {
    {"Z_NO_FLUSH", Z_NO_FLUSH},
    {"Z_PARTIAL_FLUSH", Z_PARTIAL_FLUSH},
    {"Z_SYNC_FLUSH", Z_SYNC_FLUSH},
    {"Z_FULL_FLUSH", Z_FULL_FLUSH},
    {"Z_FINISH", Z_FINISH},
    {"Z_BLOCK", Z_BLOCK},
    {"Z_OK", Z_OK},
    {"Z_STREAM_END", Z_STREAM_END},
    {"Z_NEED_DICT", Z_NEED_DICT},
    {"Z_ERRNO", Z_ERRNO},
    {"Z_STREAM_ERROR", Z_STREAM_ERROR},
    {"Z_DATA_ERROR", Z_DATA_ERROR},
    {"Z_MEM_ERROR", Z_MEM_ERROR},
    {"Z_BUF_ERROR", Z_BUF_ERROR},
    {"Z_VERSION_ERROR", Z_VERSION_ERROR},
    {"Z_NO_COMPRESSION", Z_NO_COMPRESSION},
    {"Z_BEST_SPEED", Z_BEST_SPEED},
    {"Z_BEST_COMPRESSION", Z_BEST_COMPRESSION},
    {"Z_DEFAULT_COMPRESSION", Z_DEFAULT_COMPRESSION},
    {"Z_FILTERED", Z_FILTERED},
    {"Z_HUFFMAN_ONLY", Z_HUFFMAN_ONLY},
    {"Z_RLE", Z_RLE},
    {"Z_FIXED", Z_FIXED},
    {"Z_DEFAULT_STRATEGY", Z_DEFAULT_STRATEGY},
    {"ZLIB_VERNUM", 0x1301},  // of the model's zlib
    {"DEFLATE", 1},
    {"INFLATE", 2},
    {"GZIP", 3},
    {"GUNZIP", 4},
    {"DEFLATERAW", 5},
    {"INFLATERAW", 6},
    {"UNZIP", 7},
    {"Z_MIN_WINDOWBITS", 8},
    {"Z_MAX_WINDOWBITS", 15},
    {"Z_DEFAULT_WINDOWBITS", 15},
    {"Z_MIN_CHUNK", 64},
    {"Z_MAX_CHUNK", static_cast<double>(INFINITY)},
    {"Z_DEFAULT_CHUNK", 16 * 1024},
    {"Z_MIN_MEMLEVEL", 1},
    {"Z_MAX_MEMLEVEL", 9},
    {"Z_DEFAULT_MEMLEVEL", 8},
    {"Z_MIN_LEVEL", -1},
    {"Z_MAX_LEVEL", 9},
    {"Z_DEFAULT_LEVEL", Z_DEFAULT_COMPRESSION},
};

/// zlib.constants, without those of Brotli.
Value make_constants(Realm& realm) {
  auto* constants = realm.make<Object>(nullptr);
  for (const Constant& constant : kConstants) {
    constants->define_raw(realm, realm.key(constant.name), Value(constant.value), kEnumerable);
  }
  return Value(constants);
}

constexpr LazyProperty kRows[] = {
    lazy_method("makeHandle", make_handle, 1),
    lazy_factory("constants", make_constants, kEnumerable),
};
const LazyTable kTable(kRows);

}  // namespace

Value make_native_zlib(Realm& realm) {
  return realm.new_builtin(kTable);
}

}  // namespace actx
