#include "host/http_scanner.h"

#include <algorithm>
#include <limits>

namespace actx {

namespace {

constexpr std::string_view kMethods[] = {
    "ACL",       "BIND",  "CHECKOUT", "CONNECT",  "COPY",   "DELETE",      "GET",
    "HEAD",      "LINK",  "LOCK",     "M-SEARCH", "MERGE",  "MKACTIVITY",  "MKCALENDAR",
    "MKCOL",     "MOVE",  "NOTIFY",   "OPTIONS",  "PATCH",  "POST",        "PROPFIND",
    "PROPPATCH", "PURGE", "PUT",      "REBIND",   "REPORT", "SEARCH",      "SOURCE",
    "SUBSCRIBE", "TRACE", "UNBIND",   "UNLINK",   "UNLOCK", "UNSUBSCRIBE",
};

constexpr char kBadToken[] = "HPE_INVALID_HEADER_TOKEN";
constexpr char kBadUrl[] = "HPE_INVALID_URL";
constexpr char kBadVersion[] = "HPE_INVALID_VERSION";
constexpr char kBadLength[] = "HPE_INVALID_CONTENT_LENGTH";
constexpr char kBadValueChar[] = "Invalid header value char";

constexpr bool is_digit(unsigned char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(unsigned char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
constexpr bool is_name_char(unsigned char c) {
  return is_digit(c) || is_letter(c) ||
         (c != 0 && std::string_view(" !#$%&'*+-.^_`|~").find(static_cast<char>(c)) !=
                        std::string_view::npos);
}
constexpr bool is_value_char(unsigned char c) {
  return c == '\t' || (c >= 0x20 && c != 0x7f);
}
constexpr bool is_url_char(unsigned char c) {
  return (c > 0x20 && c != 0x7f && c != '#' && c != '?') || c == '\t' || c == '\f';
}
bool is_user_char(unsigned char c) {
  return is_digit(c) || is_letter(c) ||
         (c != 0 && std::string_view("-_.!~*'()%;:&=+$,[]").find(static_cast<char>(c)) !=
                        std::string_view::npos);
}
char lower(char c) {
  return is_letter(static_cast<unsigned char>(c)) ? static_cast<char>(c | 0x20) : c;
}

constexpr uint8_t kInName = 1;  // but for blanks, which some names may not end with
constexpr uint8_t kInValue = 2;
constexpr uint8_t kInUrl = 4;
constexpr uint8_t kInStatus = 8;

constexpr std::array<uint8_t, 256> make_classes() {
  std::array<uint8_t, 256> classes{};
  for (unsigned i = 0; i < classes.size(); ++i) {
    const auto c = static_cast<unsigned char>(i);
    if (c != ' ' && is_name_char(c)) classes[i] |= kInName;
    if (is_value_char(c)) classes[i] |= kInValue;
    if (is_url_char(c)) classes[i] |= kInUrl;
    if (c != '\r' && c != '\n') classes[i] |= kInStatus;
  }
  return classes;
}
constexpr std::array<uint8_t, 256> kClasses = make_classes();

int hex_value(unsigned char c) {
  if (is_digit(c)) return c - '0';
  const int letter = (c | 0x20) - 'a';
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}

}  // namespace

void HttpScanner::begin_head(bool is_response) {
  *this = HttpScanner();
  is_response_ = is_response;
}

void HttpScanner::begin_chunks() {
  state_ = State::kChunkStart;
}

size_t HttpScanner::scan(std::string_view bytes) {
  missing_ = 0;
  size_t i = 0;
  while (i < bytes.size() && state_ != State::kEnd) {
    if (state_ == State::kChunkData) {
      const uint64_t here = std::min<uint64_t>(number_, bytes.size() - i);
      i += here;
      number_ -= here;
      if (number_ == 0) state_ = State::kChunkDataCr;
      continue;
    }
    i += skip_plain(bytes.substr(i));
    if (i == bytes.size()) break;
    if (!take(static_cast<unsigned char>(bytes[i])) || missing_ != 0) return i;
    ++i;
  }
  return i;
}

/// How many of the bytes that come now change nothing. Most of a head is made of those.
size_t HttpScanner::skip_plain(std::string_view bytes) {
  const auto skip = [bytes](uint8_t which) {
    size_t i = 0;
    while (i < bytes.size() && (kClasses[static_cast<unsigned char>(bytes[i])] & which) != 0) ++i;
    return i;
  };
  switch (state_) {
    case State::kValue:
      return skip(kInValue);
    case State::kPath:
      return skip(kInUrl);
    case State::kStatusText:
      return skip(kInStatus);
    case State::kName: {
      const size_t length = skip(kInName);
      for (size_t i = 0; i < length && name_length_ < name_.size(); ++i) {
        name_[name_length_++] = lower(bytes[i]);
      }
      return length;
    }
    case State::kStart: {
      constexpr std::string_view kStart = "HTTP/1.1 ";
      if (!is_response_) {
        if (!bytes.starts_with("GET ") && !bytes.starts_with("POST ")) return 0;
        is_rtsp_ = true;
        state_ = State::kUrlStart;
        return bytes.find(' ') + 1;
      }
      if (!bytes.starts_with(kStart)) return 0;
      state_ = State::kStatusStart;
      return kStart.size();
    }
    case State::kProtocolStart: {
      constexpr std::string_view kEnd = "HTTP/1.1\r\n";
      if (!bytes.starts_with(kEnd)) return 0;
      state_ = State::kNameStart;
      return kEnd.size();
    }
    default:
      return 0;
  }
}

bool HttpScanner::go(State state) {
  state_ = state;
  return true;
}

bool HttpScanner::fail(const char* code, const char* reason, uint8_t taken) {
  error_ = {code, reason, taken};
  return false;
}

bool HttpScanner::take(unsigned char c) {
  if (state_ <= State::kMethod || state_ >= State::kProtocolStart) {
    if (state_ < State::kName) return take_in_first_line(c);
    return state_ < State::kChunkStart ? take_in_field(c) : take_in_chunks(c);
  }
  return take_in_url(c);
}

// ---- The first line --------------------------------------------------------------------------

bool HttpScanner::take_in_first_line(unsigned char c) {
  switch (state_) {
    case State::kStart:
      if (c == '\r' || c == '\n') return true;
      if (!is_response_) return take_method(c);
      state_ = State::kProtocol;
      return take_protocol(c);
    case State::kProtocol:
    case State::kIceProtocol:
    case State::kRtspProtocol:
      return take_protocol(c);
    case State::kMethod:
      return take_method(c);
    case State::kProtocolStart:
      if (c == ' ') return true;
      state_ = c == 'I' ? State::kIceProtocol : c == 'R' ? State::kRtspProtocol : State::kProtocol;
      return take_protocol(c);
    case State::kUrlLf:
      return c == '\n' ? go(State::kNameStart) : fail(kBadUrl, "Expected CRLF");
    case State::kMajor:
      if (!is_digit(c)) return fail(kBadVersion, "Invalid major version");
      major_ = c;
      return go(State::kDot);
    case State::kDot:
      return c == '.' ? go(State::kMinor) : fail(kBadVersion, "Expected dot");
    case State::kMinor: {
      if (!is_digit(c)) return fail(kBadVersion, "Invalid minor version");
      const bool known =
          (major_ == '1' && c <= '1') || (major_ == '0' && c == '9') || (major_ == '2' && c == '0');
      if (!known) return fail(kBadVersion, "Invalid HTTP version", 1);
      return go(State::kVersionEnd);
    }
    case State::kVersionEnd:
      if (is_response_) {
        return c == ' ' ? go(State::kStatusStart)
                        : fail(kBadVersion, "Expected space after version");
      }
      if (c == '\n') return go(State::kNameStart);
      [[fallthrough]];
    case State::kVersionLf:
      if (state_ == State::kVersionEnd && c == '\r') return go(State::kVersionLf);
      if (c == '\n') return go(State::kNameStart);
      return fail(kBadVersion, "Expected CRLF after version");
    case State::kStatusStart:
      state_ = State::kStatusCode;
      if (c == ' ' || c == '\r' || c == '\n') {
        missing_ = '0';
        return true;
      }
      [[fallthrough]];
    case State::kStatusCode:
      return take_status(c);
    case State::kStatusText:
      if (c == '\n') return go(State::kNameStart);
      return c == '\r' ? go(State::kStatusLineLf) : true;
    default:  // kStatusLineLf
      return go(State::kNameStart);
  }
}

bool HttpScanner::take_protocol(unsigned char c) {
  static constexpr char kCode[] = "HPE_INVALID_CONSTANT";
  const std::string_view word = state_ == State::kIceProtocol    ? "ICE/"
                                : state_ == State::kRtspProtocol ? "RTSP/"
                                                                 : "HTTP/";
  if (c != static_cast<unsigned char>(word[matched_])) return fail(kCode, "Expected HTTP/");
  if (++matched_ < word.size()) return true;
  if (state_ == State::kIceProtocol && !is_source_) {
    return fail(kCode, "Expected SOURCE method for ICE/x.x request", 1);
  }
  if (state_ == State::kRtspProtocol && !is_rtsp_) {
    return fail(kCode, "Invalid method for RTSP/x.x request", 1);
  }
  return go(State::kMajor);
}

bool HttpScanner::take_method(unsigned char c) {
  const std::string_view so_far(name_.data(), name_length_);
  if (c == ' ' &&
      std::find(std::begin(kMethods), std::end(kMethods), so_far) != std::end(kMethods)) {
    is_connect_ = so_far == "CONNECT";
    is_source_ = so_far == "SOURCE";
    is_rtsp_ = so_far == "GET" || so_far == "POST" || so_far == "OPTIONS";
    return go(State::kUrlStart);
  }
  if (name_length_ < name_.size()) name_[name_length_] = static_cast<char>(c);
  const std::string_view with(name_.data(), name_length_ + size_t{1});
  for (const std::string_view method : kMethods) {
    if (method.substr(0, with.size()) != with) continue;
    ++name_length_;
    return go(State::kMethod);
  }
  const bool is_whole =
      std::find(std::begin(kMethods), std::end(kMethods), so_far) != std::end(kMethods);
  return fail("HPE_INVALID_METHOD",
              is_whole ? "Expected space after method" : "Invalid method encountered");
}

bool HttpScanner::take_status(unsigned char c) {
  if (is_digit(c)) {
    number_ = number_ * 10 + (c - '0');
    return number_ <= 999 || fail("HPE_INVALID_STATUS", "Response overflow", 1);
  }
  if (c == ' ') return go(State::kStatusText);
  if (c == '\n') return go(State::kNameStart);
  if (c == '\r') return go(State::kStatusLineLf);
  return fail("HPE_INVALID_STATUS", "Invalid response status");
}

// ---- The target of a request -----------------------------------------------------------------

/// Blank or line end behind a target.
bool HttpScanner::end_line_of_url(unsigned char c) {
  if (c == ' ') return go(State::kProtocolStart);
  return go(c == '\r' ? State::kUrlLf : State::kNameStart);
}

bool HttpScanner::take_in_url(unsigned char c) {
  const bool ends = c == ' ' || c == '\r' || c == '\n';
  switch (state_) {
    case State::kUrlStart:
      if (ends) return c == ' ' ? true : fail(kBadUrl, "Invalid characters in url", 1);
      if (is_connect_) {
        state_ = State::kServer;
        return take_in_url(c);
      }
      if (c == '/' || c == '*') return go(State::kPath);
      return is_letter(c) ? go(State::kSchema) : fail(kBadUrl, "Unexpected start char in url");
    case State::kSchema:
      if (ends) return fail(kBadUrl, "Invalid characters in url", 1);
      if (c == ':') return go(State::kSchemaSlash);
      return is_letter(c) || fail(kBadUrl, "Unexpected char in url schema");
    case State::kSchemaSlash:
      if (ends) return fail(kBadUrl, "Invalid characters in url", 1);
      if (c != '/') return fail(kBadUrl, "Unexpected char in url schema");
      if (++matched_ < 2) return true;
      matched_ = 0;
      return go(State::kServer);
    case State::kServerAt:
      if (c == '@') return fail(kBadUrl, "Double @ in url", 1);
      state_ = State::kServer;
      [[fallthrough]];
    case State::kServer:
      if (ends) return end_line_of_url(c);
      if (c == '/') return go(State::kPath);
      if (c == '?') return go(State::kQuery);
      if (c == '@') return go(State::kServerAt);
      return is_user_char(c) || fail(kBadUrl, "Unexpected char in url server");
    case State::kPath:
      if (ends) return end_line_of_url(c);
      if (c == '?') return go(State::kQuery);
      if (c == '#') return go(State::kFragment);
      return is_url_char(c) || fail(kBadUrl, "Invalid char in url path");
    case State::kQuery:
      if (ends) return end_line_of_url(c);
      if (c == '#') return go(State::kFragment);
      return c == '?' || is_url_char(c) || fail(kBadUrl, "Invalid char in url query");
    default:  // kFragment
      if (ends) return end_line_of_url(c);
      return c == '?' || c == '#' || is_url_char(c) ||
             fail(kBadUrl, "Invalid char in url fragment start");
  }
}

// ---- Header fields and trailers --------------------------------------------------------------

HttpScanner::Field HttpScanner::field() const {
  const std::string_view name(name_.data(), name_length_);
  if (name == "content-length") return Field::kLength;
  if (name == "transfer-encoding") return Field::kEncoding;
  return name == "connection" || name == "proxy-connection" || name == "upgrade" ? Field::kSpecial
                                                                                 : Field::kOther;
}

bool HttpScanner::take_in_field(unsigned char c) {
  switch (state_) {
    case State::kNameStart:
      if (c == '\r') return go(State::kLastLf);
      name_length_ = 0;
      if (c != '\n') {
        state_ = State::kName;
        if (c != ':') return take_in_field(c);
        missing_ = 'x';
        return true;
      }
      [[fallthrough]];
    case State::kLastLf:
      if (!in_trailers_ && has_length_ && has_encoding_) {
        return fail("HPE_UNEXPECTED_CONTENT_LENGTH",
                    "Content-Length can't be present with Transfer-Encoding", 1);
      }
      return go(State::kEnd);
    case State::kName:
      if (c == ':') {
        field_ = field();
        if (field_ == Field::kEncoding) names_encoding_ = true;
        return go(State::kValueStart);
      }
      if (!is_name_char(c)) return fail(kBadToken, "Invalid header token");
      if (c == ' ' && field() != Field::kOther) {
        return fail(kBadToken, "Invalid header field char", 1);
      }
      if (name_length_ < name_.size()) {
        name_[name_length_++] = lower(static_cast<char>(c));
      }
      return true;
    case State::kValueStart:
      if (c == ' ' || c == '\t') return true;
      if (c == '\r') return go(State::kEmptyValueLf);
      if (c == '\n') return fail(kBadToken, kBadValueChar, 1);
      return begin_value(c);
    case State::kEmptyValueLf:
      return c == '\n' ? go(State::kAfterEmptyValue) : fail("HPE_STRICT", "Expected LF after CR");
    case State::kAfterEmptyValue:
      if (c == ' ' || c == '\t') return fail(kBadToken, kBadValueChar, 1);
      if (field_ == Field::kLength) return fail(kBadLength, "Empty Content-Length");
      state_ = State::kNameStart;
      return take_in_field(c);
    case State::kEncoding:
      return take_encoding(c);
    case State::kLength:
      if (is_digit(c)) {
        const uint64_t most = std::numeric_limits<uint64_t>::max();
        const uint64_t digit = c - '0';
        if (number_ > (most - digit) / 10) return fail(kBadLength, "Content-Length overflow", 1);
        number_ = number_ * 10 + digit;
        return true;
      }
      [[fallthrough]];
    case State::kLengthBlank:
      if (c == ' ') return go(State::kLengthBlank);
      if (c == '\n') return fail(kBadToken, kBadValueChar);
      if (c != '\r') return fail(kBadLength, "Invalid character in Content-Length");
      return go(State::kValueLf);
    case State::kValue:
      if (c == '\r') return go(State::kValueLf);
      return is_value_char(c) || fail(kBadToken, kBadValueChar);
    case State::kValueLf:
      return c == '\n' ? go(State::kAfterValue)
                       : fail("HPE_LF_EXPECTED", "Missing expected LF after header value");
    default:  // kAfterValue
      if (c == ' ' || c == '\t') {
        return fail(kBadToken, "Unexpected whitespace after header value");
      }
      state_ = State::kNameStart;
      return take_in_field(c);
  }
}

bool HttpScanner::begin_value(unsigned char c) {
  state_ = State::kValue;
  if (field_ == Field::kLength) {
    if (has_length_) return fail("HPE_UNEXPECTED_CONTENT_LENGTH", "Duplicate Content-Length");
    has_length_ = true;
    number_ = 0;
    state_ = State::kLength;
    if (!is_digit(c)) return fail(kBadLength, "Invalid character in Content-Length");
  } else if (field_ == Field::kEncoding) {
    if (is_chunked_ && !is_response_) {
      return fail("HPE_INVALID_TRANSFER_ENCODING", "Invalid `Transfer-Encoding` header value", 1);
    }
    has_encoding_ = true;
    is_chunked_ = false;
    matched_ = 0;
    state_ = State::kEncoding;
  }
  return take_in_field(c);
}

/// Nothing may follow `chunked` in a request.
bool HttpScanner::take_encoding(unsigned char c) {
  constexpr std::string_view kChunked = "chunked";
  constexpr uint8_t kOther = 0xff;
  if (c == '\r') {
    is_chunked_ = matched_ == kChunked.size();
    return go(State::kValueLf);
  }
  if (!is_value_char(c)) return fail(kBadToken, kBadValueChar);
  if (c == ',') {
    if (matched_ == kChunked.size() && !is_response_) {
      return fail("HPE_INVALID_TRANSFER_ENCODING", "Invalid `Transfer-Encoding` header value", 1);
    }
    matched_ = 0;
  } else if (c == ' ' && (matched_ == 0 || matched_ == kChunked.size())) {
    return true;
  } else if (matched_ < kChunked.size() &&
             (c | 0x20) == static_cast<unsigned char>(kChunked[matched_])) {
    ++matched_;
  } else {
    matched_ = kOther;
  }
  return true;
}

// ---- Chunks ----------------------------------------------------------------------------------

bool HttpScanner::take_extension(unsigned char c) {
  constexpr uint32_t kMost = 16384;
  if (c == '\r' && extension_ > kMost) {
    return fail("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow", 1);
  }
  if (c == '\r') return go(State::kChunkLf);
  ++extension_;
  return is_value_char(c) || fail("HPE_STRICT", "Invalid character in chunk parameters");
}

bool HttpScanner::take_in_chunks(unsigned char c) {
  static constexpr char kBadSize[] = "HPE_INVALID_CHUNK_SIZE";
  const int digit = hex_value(c);
  switch (state_) {
    case State::kChunkStart:
      number_ = 0;
      if (digit < 0) return fail(kBadSize, "Invalid character in chunk size");
      state_ = State::kChunkSize;
      [[fallthrough]];
    case State::kChunkSize:
      if (digit >= 0) {
        if (number_ >> 60 != 0) return fail(kBadSize, "Chunk size overflow", 1);
        number_ = number_ * 16 + static_cast<unsigned>(digit);
        return true;
      }
      if (c == '\r') return go(State::kChunkLf);
      extension_ = 0;
      if (c == ';') return go(State::kChunkExtension);
      return fail(kBadSize, "Invalid character in chunk size");
    case State::kChunkExtension:
      return take_extension(c);
    case State::kChunkLf:
      if (number_ != 0) return go(State::kChunkData);
      in_trailers_ = true;
      return go(State::kNameStart);
    case State::kChunkDataCr:
      return go(State::kChunkDataLf);
    default:  // kChunkDataLf
      return go(State::kChunkStart);
  }
}

}  // namespace actx
