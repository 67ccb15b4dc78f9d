// The encodings of node:buffer: between text and bytes, as Node 18 reads and writes them.
//
// Words
// - loose: Node takes what it can of malformed base64 and hexadecimal text, and says nothing.
#ifndef ACTX_HOST_BYTE_ENCODING_H_
#define ACTX_HOST_BYTE_ENCODING_H_

#include <optional>
#include <string>
#include <string_view>

namespace actx {

enum class ByteEncoding : uint8_t { kUtf8, kUtf16le, kLatin1, kAscii, kBase64, kBase64url, kHex };

/// The encoding of a name in any case ("utf8", "UTF-16LE", "binary", "ucs2", ...); nothing when
/// there is none.
std::optional<ByteEncoding> byte_encoding_of(std::u16string_view name);
/// Node's own name of it: "utf8", "utf16le", "latin1", ...
std::string_view byte_encoding_name(ByteEncoding encoding);

/// The bytes of `text`, loose.
std::string encode_bytes(std::u16string_view text, ByteEncoding encoding);
/// The same, but no more than `limit` bytes, and no part of a character.
std::string encode_bytes(std::u16string_view text, ByteEncoding encoding, size_t limit);
/// The text of `bytes`. Malformed UTF-8 becomes U+FFFD; ASCII drops the highest bit; a last odd
/// byte of UTF-16 is left out.
std::u16string decode_bytes(std::string_view bytes, ByteEncoding encoding);
/// Buffer.byteLength: from the length of the text alone where one can tell, so that malformed
/// base64 counts more than it encodes to.
size_t encoded_length(std::u16string_view text, ByteEncoding encoding);

}  // namespace actx

#endif  // ACTX_HOST_BYTE_ENCODING_H_
