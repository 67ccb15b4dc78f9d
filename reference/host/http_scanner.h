// Reads the bytes of an HTTP/1 connection ahead of http_parser and stops at what Node 18's parser
// refuses: http_parser lets much of it pass, or words it otherwise.
//
// Words
// - part: a head, or a body of chunks with its trailers. Other bodies are not scanned.
#ifndef ACTX_HOST_HTTP_SCANNER_H_
#define ACTX_HOST_HTTP_SCANNER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace actx {

class HttpScanner {
 public:
  struct Error {
    const char* code = nullptr;  // null: none
    const char* reason = nullptr;
    uint8_t taken = 0;  // 1: the byte at which it stopped counts as parsed
  };

  void begin_head(bool is_response);
  void begin_chunks();

  /// How many bytes http_parser may have: up to and with the last of the part, or before the one
  /// that is refused.
  size_t scan(std::string_view bytes);
  bool at_end() const { return state_ == State::kEnd; }
  /// What http_parser needs to go on where Node's parser does without (a field's name, a status);
  /// 0: nothing.
  char missing() const { return missing_; }
  /// Of a head that is at its end: whether it named encodings, what they are, and whether the
  /// last is `chunked`.
  bool names_encoding() const { return names_encoding_; }
  bool has_encoding() const { return has_encoding_; }
  bool is_chunked() const { return is_chunked_; }
  const Error& error() const { return error_; }

 private:
  enum class State : uint8_t {
    kEnd,
    kStart,
    kMethod,
    kUrlStart,
    kSchema,
    kSchemaSlash,
    kServer,
    kServerAt,
    kPath,
    kQuery,
    kFragment,
    kProtocolStart,
    kProtocol,
    kIceProtocol,
    kRtspProtocol,
    kUrlLf,
    kMajor,
    kDot,
    kMinor,
    kVersionEnd,
    kVersionLf,
    kStatusStart,
    kStatusCode,
    kStatusText,
    kStatusLineLf,
    kName,
    kNameStart,
    kValueStart,
    kEmptyValueLf,
    kAfterEmptyValue,
    kValue,
    kLength,
    kLengthBlank,
    kEncoding,
    kValueLf,
    kAfterValue,
    kLastLf,
    kChunkStart,
    kChunkSize,
    kChunkExtension,
    kChunkLf,
    kChunkData,
    kChunkDataCr,
    kChunkDataLf,
  };
  enum class Field : uint8_t { kOther, kLength, kEncoding, kSpecial };

  size_t skip_plain(std::string_view bytes);
  bool take(unsigned char c);
  bool take_in_first_line(unsigned char c);
  bool take_in_url(unsigned char c);
  bool take_in_field(unsigned char c);
  bool take_in_chunks(unsigned char c);
  bool take_extension(unsigned char c);
  bool take_method(unsigned char c);
  bool take_status(unsigned char c);
  bool take_protocol(unsigned char c);
  bool begin_value(unsigned char c);
  bool take_encoding(unsigned char c);
  bool end_line_of_url(unsigned char c);
  Field field() const;
  bool go(State state);
  bool fail(const char* code, const char* reason, uint8_t taken = 0);

  State state_ = State::kStart;
  Field field_ = Field::kOther;
  bool is_response_ = false;
  bool is_connect_ = false;
  bool is_source_ = false;
  bool is_rtsp_ = false;  // a method of RTSP too
  bool in_trailers_ = false;
  bool has_length_ = false;
  bool names_encoding_ = false;
  bool has_encoding_ = false;
  bool is_chunked_ = false;
  char missing_ = 0;
  uint8_t matched_ = 0;      // characters of a word
  uint8_t name_length_ = 0;  // of a method or field, as far as it fits
  uint8_t major_ = 0;
  std::array<char, 20> name_{};
  uint64_t number_ = 0;     // a status, length or size
  uint32_t extension_ = 0;  // characters behind a chunk's size
  Error error_;
};

}  // namespace actx

#endif  // ACTX_HOST_HTTP_SCANNER_H_
