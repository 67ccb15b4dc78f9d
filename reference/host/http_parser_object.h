// An HTTP/1 parser as node:http's JavaScript sees it: Debian's http_parser over the bytes of one
// connection.
//
// Invariants
// - It has a resource from initialize to free; its callbacks run in that resource's scope:
//   HTTPINCOMINGMESSAGE for a server's connection, HTTPCLIENTREQUEST for a client's request.
// - Only what arrives of a body drains when it is the outermost callback; the ends of head and
//   message do not, so that what they start sees the rest of the bytes at hand first.
// - Fields go to the program in one piece, but Node's parser calls it for each 31 of them and,
//   from then or from trailers on, once before each end of a head: those callbacks happen here
//   too, since they are seen by hooks and drain.
// - An exception of a callback ends the parsing of the bytes at hand.
//
// Words
// - head: request or status line and header fields. Its size is limited.
// - consume: take the bytes of a TcpHandle without going through its onread.
#ifndef ACTX_HOST_HTTP_PARSER_OBJECT_H_
#define ACTX_HOST_HTTP_PARSER_OBJECT_H_

#include <http_parser.h>

#include "host/http_scanner.h"
#include "host/tcp_handle.h"

namespace actx {

class HttpParserObject final : public Object, public ByteConsumer {
 public:
  HttpParserObject(Object* prototype, Host& host);

  /// Begins with a connection (or a request on it). `object`: the public object of the resource.
  /// `handle`: of the connection; null when that is no TCP connection.
  void initialize(bool for_responses, Object* object, uint32_t max_head_bytes, TcpHandle* handle);
  /// A server has answered a request.
  void answered();
  /// The connection is done with this parser.
  void free();
  /// The number of bytes parsed, or an Error with code and reason.
  Value execute(std::string_view bytes);
  /// The same for the end of the connection; undefined when it may end here.
  Value finish();
  void consume(TcpHandle* handle);
  void unconsume();
  /// { milliseconds, hasHead } since the message at hand began; null between two messages. The
  /// first message counts from the connection's begin.
  Value waited_for();
  /// A copy of the bytes being parsed, for error reports.
  Value current_bytes();

  void take_bytes(std::string_view bytes) override;
  void trace(Tracer& tracer) const override;

 private:
  /// A part of text_.
  struct Span {
    uint32_t start = 0;
    uint32_t length = 0;
  };
  struct Settings;
  struct Execution;
  enum class Part : uint8_t { kNone, kUrl, kStatus, kField, kValue };

  int hand_over();
  int add(Part part, const char* at, size_t length);
  int begin_message();
  int end_head();
  int add_body(const char* at, size_t length);
  int end_message();
  /// Calls the program's callback `name`; 0 to go on.
  int report(PropertyKey name, FunctionRef<Args()> make_args, Host::Drain drain, Value* result);
  /// For footprints: more bytes were parsed; forgets all of them.
  void note_parsed(std::string_view bytes);
  void forget_parsed();
  Value span_value(const Span& span);
  Value take_headers();
  Value parse(const char* bytes, size_t length);
  /// Hands over bytes of one part, or of an unscanned body. False: an error, or the end of HTTP.
  bool parse_part(size_t* parsed);
  bool feed(size_t length, size_t* parsed);
  bool feed_missing();
  bool is_refused() const { return scanner_.error().code != nullptr; }
  void begin_next_part();
  Value parse_error(std::string_view parsed);

  Host& host_;
  http_parser parser_;
  Resource* resource_ = nullptr;
  TcpHandle* consumed_ = nullptr;
  Execution* execution_ = nullptr;  // while bytes are parsed
  HttpScanner scanner_;
  bool is_scanning_ = false;  // not in a body whose end is known otherwise
  bool is_missing_ = false;   // http_parser is given what the bytes lack
  bool is_closed_ = false;    // what comes after the last message of a connection is ignored
  Part part_ = Part::kNone;   // what the last piece of text belongs to
  bool head_overflow_ = false;
  bool in_message_ = false;
  bool has_head_ = false;
  int64_t message_start_ = 0;  // ms of the loop
  uint64_t name_ = 0;          // for footprints
  uint64_t parsed_ = 0;        // for footprints: of all bytes parsed
  uint32_t head_bytes_ = 0;
  uint32_t max_head_bytes_ = 0;
  uint32_t waiting_fields_ = 0;  // since the last callback about fields
  bool hands_over_ = false;
  ArenaVector<char> text_;
  Span url_;
  Span status_;
  ArenaVector<Span> headers_;  // names and values in turn
};

}  // namespace actx

#endif  // ACTX_HOST_HTTP_PARSER_OBJECT_H_
