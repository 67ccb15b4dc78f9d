#include "host/http_parser_object.h"

#include <algorithm>
#include <exception>
#include <string>

#include "host/buffer.h"
#include "host/node_errors.h"
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/static_key.h"
#include "value/tracer.h"

namespace actx {

/// The library's callbacks: each hands over to the object behind the parser.
struct HttpParserObject::Settings : http_parser_settings {
  Settings() : http_parser_settings() {
    // Sizes of heads are limited per parser, see add().
    http_parser_set_max_header_size(UINT32_MAX);
    on_message_begin = [](http_parser* p) { return of(p).begin_message(); };
    on_url = add_part<Part::kUrl>;
    on_status = add_part<Part::kStatus>;
    on_header_field = add_part<Part::kField>;
    on_header_value = add_part<Part::kValue>;
    on_headers_complete = [](http_parser* p) { return of(p).end_head(); };
    on_body = [](http_parser* p, const char* at, size_t n) { return of(p).add_body(at, n); };
    on_message_complete = [](http_parser* p) { return of(p).end_message(); };
  }
  static HttpParserObject& of(http_parser* parser) {
    return *static_cast<HttpParserObject*>(parser->data);
  }
  template <Part part>
  static int add_part(http_parser* parser, const char* at, size_t length) {
    return of(parser).add(part, at, length);
  }
  static const Settings& get() {
    static const Settings settings;
    return settings;
  }
};

/// One call of the library.
struct HttpParserObject::Execution {
  explicit Execution(std::string_view at_hand) : bytes(at_hand) {}
  std::string_view bytes;
  bool failed = false;                     // a callback ended it
  std::exception_ptr exception = nullptr;  // what that callback threw, if somebody waits for it
};

namespace {

/// How Node 18's parser words an error that the library found.
/// `parsed`: the bytes up to where it was found.
std::string_view reason_of(http_errno error, std::string_view parsed) {
  switch (error) {
    case HPE_INVALID_METHOD:
      return "Invalid method encountered";
    case HPE_INVALID_VERSION:
      return "Invalid HTTP version";
    case HPE_INVALID_STATUS:
      return "Invalid status code";
    case HPE_INVALID_URL:
      return "Invalid characters in url";
    case HPE_INVALID_CONSTANT:
      return "Expected HTTP/";
    case HPE_INVALID_HEADER_TOKEN:
      return parsed.find(':', parsed.rfind('\n') + 1) == std::string_view::npos
                 ? "Invalid header token"
                 : "Invalid header value char";
    case HPE_INVALID_CONTENT_LENGTH:
      return "Invalid character in Content-Length";
    case HPE_UNEXPECTED_CONTENT_LENGTH:
      return "Content-Length can't be present with Transfer-Encoding";
    case HPE_INVALID_TRANSFER_ENCODING:
      return "Request has invalid `Transfer-Encoding`";
    case HPE_INVALID_CHUNK_SIZE:
      return "Invalid character in chunk size";
    case HPE_INVALID_EOF_STATE:
      return "Invalid EOF state";
    case HPE_CLOSED_CONNECTION:
      return "Data after `Connection: close`";
    case HPE_LF_EXPECTED:
      return "Missing expected LF after header value";
    default:
      return http_errno_description(error);
  }
}

}  // namespace

HttpParserObject::HttpParserObject(Object* prototype, Host& host)
    : Object(prototype, ObjectClass::kHost), host_(host) {
  http_parser_init(&parser_, HTTP_REQUEST);
  parser_.data = this;
}

void HttpParserObject::initialize(bool for_responses, Object* object, uint32_t max_head_bytes,
                                  TcpHandle* handle) {
  http_parser_init(&parser_, for_responses ? HTTP_RESPONSE : HTTP_REQUEST);
  max_head_bytes_ = max_head_bytes;
  scanner_.begin_head(for_responses);
  is_scanning_ = true;
  is_closed_ = false;
  hands_over_ = false;
  forget_parsed();
  if (Footprint* footprint = Footprint::active()) name_ = footprint->new_name();
  begin_message();
  resource_ = host_.context().create_resource(
      ResourceKind::kNative, for_responses ? "HTTPCLIENTREQUEST" : "HTTPINCOMINGMESSAGE", object);
  if (!for_responses) {
    host_.context().connection_serves(resource_, Context::Serving::kBegins);
  } else if (handle != nullptr) {
    handle->expect_response(resource_);
  }
}

void HttpParserObject::answered() {
  host_.context().connection_serves(resource_, Context::Serving::kAnswered);
}

void HttpParserObject::free() {
  forget_parsed();
  unconsume();
  if (resource_ != nullptr) host_.context().emit_destroy(resource_);
}

void HttpParserObject::consume(TcpHandle* handle) {
  consumed_ = handle;
  handle->set_consumer(this, this);
}

void HttpParserObject::unconsume() {
  if (consumed_ != nullptr) consumed_->set_consumer(nullptr, nullptr);
  consumed_ = nullptr;
}

// ---- Parsing ---------------------------------------------------------------------------------

Value HttpParserObject::execute(std::string_view bytes) {
  if (is_refused()) return parse_error({});
  return parse(bytes.data(), bytes.size());
}

Value HttpParserObject::finish() {
  // Whoever met an error has said so.
  if (is_refused() || HTTP_PARSER_ERRNO(&parser_) != HPE_OK) return Value();
  const Value result = parse(nullptr, 0);
  return result.is_number() ? Value() : result;
}

Value HttpParserObject::parse(const char* bytes, size_t length) {
  Execution execution({bytes, length});
  Execution* outer = execution_;
  execution_ = &execution;
  note_parsed(execution.bytes);
  size_t parsed = 0;
  if (length == 0) {
    http_parser_execute(&parser_, &Settings::get(), nullptr, 0);
  } else {
    while (parsed < length && parse_part(&parsed)) {
    }
  }
  execution_ = outer;
  if (execution.exception) std::rethrow_exception(execution.exception);
  if (execution.failed) return Value::null();
  if (head_overflow_ || is_refused() ||
      (parser_.upgrade == 0 && HTTP_PARSER_ERRNO(&parser_) != HPE_OK)) {
    return parse_error({bytes, parsed});
  }
  return Value(static_cast<double>(parsed));
}

bool HttpParserObject::parse_part(size_t* parsed) {
  const std::string_view rest = execution_->bytes.substr(*parsed);
  if (is_closed_) {
    *parsed += rest.size();
    return true;
  }
  if (!is_scanning_) {
    // Until the end of the connection when the length is unknown.
    if (!feed(std::min<uint64_t>(parser_.content_length, rest.size()), parsed)) return false;
    if (!in_message_) begin_next_part();
    return true;
  }
  size_t length = scanner_.scan(rest);
  if (scanner_.at_end() && scanner_.names_encoding()) {
    // Before the head ends http_parser is told which encoding counts.
    if (!feed(length - 1, parsed)) return false;
    parser_.uses_transfer_encoding = scanner_.has_encoding() ? 1 : 0;
    parser_.flags = scanner_.is_chunked() ? parser_.flags | F_CHUNKED : parser_.flags & ~F_CHUNKED;
    length = 1;
  }
  const size_t stop = *parsed + length + scanner_.error().taken;
  if (!feed(length, parsed)) {
    // What only http_parser minds is not the error.
    if (is_refused()) *parsed = stop;
    return false;
  }
  if (scanner_.missing() != 0 && !feed_missing()) return false;
  if (is_refused()) {
    *parsed = stop;
    return false;
  }
  if (scanner_.at_end()) begin_next_part();
  return true;
}

bool HttpParserObject::feed(size_t length, size_t* parsed) {
  if (length == 0) return true;  // which would mean the end of the connection
  const char* bytes = execution_->bytes.data() + *parsed;
  const size_t taken = http_parser_execute(&parser_, &Settings::get(), bytes, length);
  *parsed += taken;
  return taken == length && HTTP_PARSER_ERRNO(&parser_) == HPE_OK && parser_.upgrade == 0;
}

bool HttpParserObject::feed_missing() {
  const char missing = scanner_.missing();
  is_missing_ = true;
  http_parser_execute(&parser_, &Settings::get(), &missing, 1);
  is_missing_ = false;
  return HTTP_PARSER_ERRNO(&parser_) == HPE_OK;
}

/// Head, body or message are over.
void HttpParserObject::begin_next_part() {
  if (!in_message_) {
    scanner_.begin_head(parser_.type == HTTP_RESPONSE);
    is_scanning_ = true;
  } else if ((parser_.flags & F_CHUNKED) != 0) {
    scanner_.begin_chunks();
  } else {
    is_scanning_ = false;
  }
}

Value HttpParserObject::parse_error(std::string_view parsed) {
  Realm& realm = host_.realm();
  const http_errno error = HTTP_PARSER_ERRNO(&parser_);
  std::string code = http_errno_name(error);
  std::string_view reason = reason_of(error, parsed);
  if (head_overflow_) {
    code = "HPE_HEADER_OVERFLOW";
    reason = "Header overflow";
  } else if (is_refused()) {
    code = scanner_.error().code;
    reason = scanner_.error().reason;
  }
  // Node's parser has the last byte of the head behind it by then.
  const size_t count =
      parsed.size() + (error == HPE_INVALID_TRANSFER_ENCODING && !is_refused() ? 1 : 0);
  Object* object = make_error(realm, Intrinsic::kErrorPrototype, "Parse Error");
  object->define_raw(realm, realm.key("bytesParsed"), Value(static_cast<double>(count)));
  object->define_raw(realm, realm.key("code"), Value(realm.string(code)));
  object->define_raw(realm, realm.key("reason"), Value(realm.string(reason)));
  return Value(object);
}

void HttpParserObject::take_bytes(std::string_view bytes) {
  Value result = Value::null();
  // Outside of any scope: exceptions of callbacks were dealt with where they were called.
  const Outcome outcome = host_.guard_limits([&] { result = execute(bytes); });
  if (outcome == Outcome::kStop || result.is_null()) return;
  Execution at_hand(bytes);
  execution_ = &at_hand;
  Value ignored;
  report(
      key_of<"onExecute">(), [&] { return Args(&result, 1); }, Host::Drain::kYes, &ignored);
  execution_ = nullptr;
}

Value HttpParserObject::current_bytes() {
  if (execution_ == nullptr) return Value();
  return Value(new_buffer(host_.realm(), execution_->bytes));
}

// What a parser has read may have reached nobody yet: it is part of the state like a message.

void HttpParserObject::note_parsed(std::string_view bytes) {
  Footprint* footprint = Footprint::active();
  if (footprint == nullptr) return;
  if (parsed_ != 0) footprint->take_outside(parsed_);
  parsed_ = mix(parsed_ != 0 ? parsed_ : name_, hash_bytes(bytes));
  if (footprint->scope().clock) parsed_ = mix(parsed_, static_cast<uint64_t>(message_start_));
  footprint->put_outside(parsed_);
}

void HttpParserObject::forget_parsed() {
  if (Footprint* footprint = Footprint::active(); footprint != nullptr && parsed_ != 0) {
    footprint->take_outside(parsed_);
  }
  parsed_ = 0;
}

// ---- The library's callbacks -----------------------------------------------------------------

int HttpParserObject::begin_message() {
  text_.clear();
  headers_.clear();
  url_ = status_ = Span();
  part_ = Part::kNone;
  head_overflow_ = false;
  head_bytes_ = 0;
  in_message_ = true;
  has_head_ = false;
  message_start_ = static_cast<int64_t>(uv_now(host_.loop().uv()));
  return 0;
}

Value HttpParserObject::waited_for() {
  if (!in_message_) return Value::null();
  Realm& realm = host_.realm();
  const int64_t now = static_cast<int64_t>(uv_now(host_.loop().uv()));
  Footprint::see_clock_if_active(static_cast<double>(now));
  Object* waited = realm.new_object();
  waited->define_raw(realm, key_of<"milliseconds">(),
                     Value(static_cast<double>(now - message_start_)));
  waited->define_raw(realm, key_of<"hasHead">(), Value(has_head_));
  return Value(waited);
}

/// A piece of the head. The library gives one part in several pieces when the bytes came so, or
/// none at all for an empty one.
int HttpParserObject::add(Part part, const char* at, size_t length) {
  if (is_missing_) length = 0;
  head_bytes_ += static_cast<uint32_t>(length);
  if (head_bytes_ >= max_head_bytes_) {
    head_overflow_ = true;
    return 1;
  }
  Arena& arena = host_.realm().arena();
  const bool goes_on = part == part_;
  part_ = part;
  Span* span = part == Part::kUrl ? &url_ : &status_;
  if (part == Part::kField || part == Part::kValue) {
    if (!goes_on) {
      if (part == Part::kField && ++waiting_fields_ == 32) {
        waiting_fields_ = 1;
        if (const int failed = hand_over(); failed != 0) return failed;
      }
      headers_.push_back(arena, Span{text_.size(), 0});
    }
    span = &headers_.back();
  } else if (!goes_on) {
    *span = Span{text_.size(), 0};
  }
  const uint32_t end = text_.size();
  text_.resize(arena, end + static_cast<uint32_t>(length), '\0');
  std::copy_n(at, length, text_.begin() + end);
  span->length += static_cast<uint32_t>(length);
  return 0;
}

/// The callback about some of the fields. They stay here.
int HttpParserObject::hand_over() {
  hands_over_ = true;
  Value ignored;
  return report(
      key_of<"onHeaders">(), [] { return Args(); }, Host::Drain::kYes, &ignored);
}

/// Calls parser.onHeadersComplete(major, minor, headers, method, url, status, message, upgrade,
/// keepAlive). Its result says whether a body follows: 0 yes, 1 no, 2 no and no further message.
int HttpParserObject::end_head() {
  Realm& realm = host_.realm();
  Value result;
  Value args[9];
  waiting_fields_ = 0;
  if (hands_over_) {
    if (const int failed = hand_over(); failed != 0) return failed;
  }
  const int failed = report(
      key_of<"onHeadersComplete">(),
      [&] {
        args[0] = Value(static_cast<int>(parser_.http_major));
        args[1] = Value(static_cast<int>(parser_.http_minor));
        args[2] = take_headers();
        if (parser_.type == HTTP_REQUEST) {
          const char* method = http_method_str(static_cast<http_method>(parser_.method));
          args[3] = Value(realm.literal(method));
          args[4] = span_value(url_);
        } else {
          args[5] = Value(static_cast<int>(parser_.status_code));
          args[6] = span_value(status_);
        }
        args[7] = Value(parser_.upgrade != 0);
        args[8] = Value(http_should_keep_alive(&parser_) != 0);
        return Args(args);
      },
      Host::Drain::kNo, &result);
  text_.clear();
  part_ = Part::kNone;
  head_bytes_ = 0;
  has_head_ = true;
  if (failed != 0) return failed;
  return result.is_number() ? static_cast<int>(result.as_number()) : 0;
}

int HttpParserObject::add_body(const char* at, size_t length) {
  Value ignored;
  Value bytes;
  return report(
      key_of<"onBody">(),
      [&] {
        bytes = Value(new_buffer(host_.realm(), std::string_view(at, length)));
        return Args(&bytes, 1);
      },
      Host::Drain::kYes, &ignored);
}

int HttpParserObject::end_message() {
  in_message_ = false;
  is_closed_ = http_should_keep_alive(&parser_) == 0;
  Value ignored;
  if (!headers_.empty()) {
    Value trailers;
    hands_over_ = true;
    waiting_fields_ = 0;
    const int failed = report(
        key_of<"onTrailers">(),
        [&] {
          trailers = take_headers();
          return Args(&trailers, 1);
        },
        Host::Drain::kYes, &ignored);
    if (failed != 0) return failed;
  }
  return report(
      key_of<"onMessageComplete">(), [] { return Args(); }, Host::Drain::kNo, &ignored);
}

int HttpParserObject::report(PropertyKey name, FunctionRef<Args()> make_args, Host::Drain drain,
                             Value* result) {
  Realm& realm = host_.realm();
  Outcome outcome = Outcome::kDone;
  // No exception may pass through the library: it waits in the execution.
  try {
    outcome = host_.call_back(
        resource_,
        [&] {
          Footprint::take_in_if_active(parsed_);
          const Value callback = get(realm, name);
          if (actx::is_callable(callback)) *result = realm.call(callback, Value(this), make_args());
        },
        drain);
  } catch (...) {
    if (execution_ != nullptr) execution_->exception = std::current_exception();
    outcome = Outcome::kThrew;
  }
  if (outcome == Outcome::kDone) return 0;
  if (execution_ != nullptr) execution_->failed = true;
  return 3;
}

Value HttpParserObject::span_value(const Span& span) {
  // Heads are Latin-1.
  std::u16string units;
  units.reserve(span.length);
  for (uint32_t i = 0; i < span.length; ++i) {
    units += static_cast<unsigned char>(text_[span.start + i]);
  }
  return Value(host_.realm().string(units));
}

/// The header fields so far, names and values in turn, and forgets them.
Value HttpParserObject::take_headers() {
  Array* list = host_.realm().new_array();
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  for (uint32_t i = 0; i < headers_.size(); ++i) {
    Span span = headers_[i];
    while (i % 2 == 1 && span.length > 0 && is_blank(text_[span.start + span.length - 1])) {
      --span.length;
    }
    list->push(host_.realm(), span_value(span));
  }
  if (headers_.size() % 2 == 1) list->push(host_.realm(), Value(host_.realm().literal("")));
  headers_.clear();
  return Value(list);
}

void HttpParserObject::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(resource_);
  tracer.visit(consumed_);
}

}  // namespace actx
