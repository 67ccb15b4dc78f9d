// UTF-8 to UTF-16 and back, for source text.
#ifndef ACTX_SCRIPT_UTF8_H_
#define ACTX_SCRIPT_UTF8_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace actx {

// Decodes strictly (no overlong forms, no surrogates, at most U+10FFFF) and appends to `out`.
// Returns utf8.size(), or the offset of the first byte of the first ill-formed sequence; `out` then
// holds what stands before it.
size_t decode_utf8(std::string_view utf8, std::u16string& out);

// Encodes; a surrogate without its partner becomes U+FFFD.
std::string encode_utf8(std::u16string_view utf16);

}  // namespace actx

#endif  // ACTX_SCRIPT_UTF8_H_
