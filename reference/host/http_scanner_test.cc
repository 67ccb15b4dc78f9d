// How the bytes are cut makes no difference to the scanner.
#include "host/http_scanner.h"

#include <gtest/gtest.h>

#include <string>

namespace actx {
namespace {

struct Scanned {
  size_t position = 0;
  std::string ends;  // where heads and bodies of chunks ended
  std::string missing;
  std::string error;
  bool operator==(const Scanned&) const = default;
};

/// Scans `text`, at most `piece` bytes at once. A head with an encoding is followed by chunks.
Scanned scan(std::string_view text, bool is_response, size_t piece) {
  Scanned scanned;
  HttpScanner scanner;
  scanner.begin_head(is_response);
  while (scanned.position < text.size()) {
    scanned.position += scanner.scan(text.substr(scanned.position, piece));
    if (scanner.missing() != 0) scanned.missing += scanner.missing();
    if (scanner.error().code != nullptr) {
      scanned.error = std::string(scanner.error().code) + " " + scanner.error().reason;
      break;
    }
    if (!scanner.at_end()) continue;
    scanned.ends += std::to_string(scanned.position) + " ";
    if (scanner.names_encoding()) {
      scanner.begin_head(is_response);
      scanner.begin_chunks();
    } else {
      scanner.begin_head(is_response);
    }
  }
  return scanned;
}

constexpr std::string_view kRequests[] = {
    "GET / HTTP/1.1\r\nHost: a\r\nEmpty:\r\n: no name\r\n\r\n\r\nPOST /b?c#d HTTP/1.0\n\nG",
    "SOURCE /a ICE/1.0\r\n\r\nCONNECT a@h:1 HTTP/1.1\r\n\r\nGET http://a/b HTTP/1.1\r\n\r\n",
    "PUT / HTTP/1.1\r\nTransfer-Encoding: x, chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nT: u\r\n\r\nG",
    "POST / HTTP/1.1\r\nContent-Length: 12\r\nContent-Length: 1\r\n\r\n",
    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
    "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    "GETS / HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n",
    "GET / HTTP/1.1\r\nUpgrade : b\r\n\r\n",
};
constexpr std::string_view kResponses[] = {
    "HTTP/1.1 200 OK\r\nA: b\r\n\r\nHTTP/1.1  no code\r\n\r\nHTTP/1.1 \r\n\r\nHTTP/1.1 1000 "
    "X\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\nHTTP/1.1 "
    "2x\r\n",
    "HTTP/1.1 200 OK\nA: b\n\n",
};

TEST(HttpScanner, ReadsTheSameHoweverTheBytesAreCut) {
  const auto check = [](std::string_view text, bool is_response) {
    const Scanned whole = scan(text, is_response, text.size());
    EXPECT_NE(whole.ends + whole.error, "") << text;
    for (size_t piece = 1; piece < text.size(); ++piece) {
      EXPECT_TRUE(scan(text, is_response, piece) == whole) << text << " by " << piece;
    }
  };
  for (const std::string_view text : kRequests) check(text, false);
  for (const std::string_view text : kResponses) check(text, true);
}

}  // namespace
}  // namespace actx
