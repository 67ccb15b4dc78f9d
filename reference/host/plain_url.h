// URLs that the parser of the URL Standard would leave as they are: by far the most that programs
// write, read here without making the parser's records. Anything doubtful is not plain.
#ifndef ACTX_HOST_PLAIN_URL_H_
#define ACTX_HOST_PLAIN_URL_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace actx {

/// The parts of "http://host[:port][path][?query][#fragment]".
struct PlainUrl {
  std::u16string_view host;
  std::optional<uint16_t> port;  // unless it is the scheme's
  std::u16string_view path;      // never empty
  std::u16string_view query;     // with its mark; empty when there is none
  std::u16string_view fragment;  // likewise
};

/// `text` as a plain URL; nothing when the whole parser has to look at it.
std::optional<PlainUrl> read_plain_url(std::u16string_view text);

}  // namespace actx

#endif  // ACTX_HOST_PLAIN_URL_H_
