// The module node:buffer, and the globals atob and btoa.
#include <cstring>
#include <string>

#include "host/buffer_parts.h"
#include "host/builtin_modules.h"
#include "host/globals.h"
#include "host/host.h"
#include "host/node_errors.h"
#include "value/conversions.h"

namespace actx {
namespace {

// ---- atob and btoa ---------------------------------------------------------------------------

[[noreturn]] void throw_dom_exception(Realm& realm, std::string_view message) {
  const Value dom_exception =
      get_value(realm, require_internal(realm, "dom_exception.js"), realm.key("DOMException"));
  const Value arguments[] = {Value(realm.string(message)),
                             Value(realm.literal("InvalidCharacterError"))};
  throw Throw{realm.construct(dom_exception, arguments)};
}

std::u16string_view input_argument(Realm& realm, const Call& call) {
  if (call.args.empty()) {
    throw_node_error(realm, Intrinsic::kTypeErrorPrototype, "ERR_MISSING_ARGS",
                     "The \"input\" argument must be specified");
  }
  return realm.units(to_string(realm, call.arg(0)));
}

/// The bytes of a string as text in base64.
Value to_base64(Realm& realm, const Call& call) {
  const std::u16string_view input = input_argument(realm, call);
  for (const char16_t unit : input) {
    if (unit > 0xFF) throw_dom_exception(realm, "Invalid character");
  }
  const std::string bytes = encode_bytes(input, ByteEncoding::kLatin1);
  return Value(realm.string(decode_bytes(bytes, ByteEncoding::kBase64)));
}

bool is_base64_digit(char16_t unit) {
  return (unit >= u'A' && unit <= u'Z') || (unit >= u'a' && unit <= u'z') ||
         (unit >= u'0' && unit <= u'9') || unit == u'+' || unit == u'/';
}

/// Forgiving-base64 decode (WHATWG infra): white space is dropped, padding may be missing.
Value from_base64(Realm& realm, const Call& call) {
  std::u16string digits;
  for (const char16_t unit : input_argument(realm, call)) {
    if (unit != u' ' && unit != u'\t' && unit != u'\n' && unit != u'\f' && unit != u'\r') {
      digits.push_back(unit);
    }
  }
  if (digits.size() % 4 == 0) {
    for (int i = 0; i < 2 && digits.ends_with(u'='); ++i) digits.pop_back();
  }
  for (const char16_t unit : digits) {
    if (!is_base64_digit(unit)) throw_dom_exception(realm, "Invalid character");
  }
  if (digits.size() % 4 == 1) {
    throw_dom_exception(realm, "The string to be decoded is not correctly encoded.");
  }
  const std::string bytes = encode_bytes(digits, ByteEncoding::kBase64);
  return Value(realm.string(decode_bytes(bytes, ByteEncoding::kLatin1)));
}

// ---- The functions of the module -------------------------------------------------------------

/// The bytes of a typed array or ArrayBuffer.
std::string_view input_bytes(Realm& realm, Value input) {
  if (const auto* array = as<TypedArrayObject>(input)) return view_bytes(*array);
  if (auto* memory = as<ArrayBufferObject>(input)) {
    return {reinterpret_cast<const char*>(memory->bytes()), memory->length()};
  }
  throw_invalid_arg_type(realm, "input", "TypedArray|Buffer", input);
}

Value is_utf8(Realm& realm, const Call& call) {
  const std::string_view bytes = input_bytes(realm, call.arg(0));
  // Only well-formed text comes back unchanged.
  return Value(utf16_to_utf8(utf8_to_utf16(bytes)) == bytes);
}

Value is_ascii(Realm& realm, const Call& call) {
  for (const char byte : input_bytes(realm, call.arg(0))) {
    if (static_cast<uint8_t>(byte) > 0x7F) return Value(false);
  }
  return Value(true);
}

/// The encodings that transcode knows.
bool can_transcode(std::optional<ByteEncoding> encoding) {
  return encoding && *encoding <= ByteEncoding::kAscii;
}

Value transcode(Realm& realm, const Call& call) {
  const TypedArrayObject& source = *required_uint8_array(realm, call.arg(0), "source");
  if (source.length() == 0) return Value(new_buffer(realm, size_t{0}));
  const std::optional<ByteEncoding> from = encoding_argument(realm, call.arg(1));
  const std::optional<ByteEncoding> to = encoding_argument(realm, call.arg(2));
  if (!can_transcode(from) || !can_transcode(to)) {
    Object* error = make_error(realm, Intrinsic::kErrorPrototype,
                               "Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]");
    error->put(realm, realm.key("code"), Value(realm.literal("U_ILLEGAL_ARGUMENT_ERROR")));
    error->put(realm, realm.key("errno"), Value(1));
    throw Throw{Value(error)};
  }
  std::u16string text = decode_bytes(view_bytes(source), *from);
  if (*to == ByteEncoding::kLatin1 || *to == ByteEncoding::kAscii) {
    const char16_t highest = *to == ByteEncoding::kLatin1 ? 0xFF : 0x7F;
    for (char16_t& unit : text) {
      if (unit > highest) unit = u'?';
    }
  }
  return Value(new_buffer(realm, encode_bytes(text, *to)));
}

/// SlowBuffer(size)
Value slow_buffer(Realm& realm, const Call& call) {
  if (!call.arg(0).is_number()) throw_invalid_arg_type(realm, "size", "number", call.arg(0));
  return Value(
      new_buffer(realm, required_integer(realm, call.arg(0), "size", 0, kMaxBufferLength)));
}

Value make_constants(Realm& realm) {
  Object* constants = realm.new_object();
  constants->define_raw(realm, realm.key("MAX_LENGTH"), Value(kMaxBufferLength), kEnumerable);
  constants->define_raw(realm, realm.key("MAX_STRING_LENGTH"), Value(536870888), kEnumerable);
  return Value(constants);
}

/// What Node's module has and the reference has not. The getter's own name tells which.
Value refuse_export(Realm& realm, const Call& call) {
  refuse(realm, "buffer." + realm.utf8(call.callee->name()).substr(std::strlen("get ")));
}

constexpr LazyProperty kRows[] = {
    lazy_factory("Buffer", make_buffer_class, kAll),
    lazy_method("SlowBuffer", slow_buffer, 1, kAll),
    lazy_method("transcode", transcode, 3, kAll),
    lazy_method("isUtf8", is_utf8, 1, kAll),
    lazy_method("isAscii", is_ascii, 1, kAll),
    lazy_number("kMaxLength", kMaxBufferLength, kAll),
    lazy_number("kStringMaxLength", 536870888, kAll),
    lazy_method("btoa", to_base64, 1, kAll),
    lazy_method("atob", from_base64, 1, kAll),
    lazy_factory("constants", make_constants, kEnumerable),
    lazy_number("INSPECT_MAX_BYTES", 50, kAll),
    lazy_getter("Blob", refuse_export),
    lazy_getter("File", refuse_export),
    lazy_getter("resolveObjectURL", refuse_export),
};
const LazyTable kTable(kRows);

}  // namespace

Value make_btoa(Realm& realm) {
  return get_value(realm, require_builtin(realm, "buffer"), realm.key("btoa"));
}

Value make_atob(Realm& realm) {
  return get_value(realm, require_builtin(realm, "buffer"), realm.key("atob"));
}

Value make_buffer_module(Realm& realm) {
  return Value(realm.new_builtin(kTable));
}

}  // namespace actx
