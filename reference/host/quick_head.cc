// The head of http_outgoing.js in C++: see quick.h.
#include <cmath>

#include "host/quick_stream.h"

namespace actx {

namespace {

/// Text of a head in the making.
class HeadText {
 public:
  explicit HeadText(Realm& realm) : realm_(realm) {}
  HeadText& add(const char* ascii) {
    while (*ascii != 0) units_ += static_cast<char16_t>(*ascii++);
    return *this;
  }
  HeadText& add(Value value) {
    units_ += realm_.units(to_string(realm_, value));
    return *this;
  }
  Value value() const { return Value(realm_.string(units_)); }

 private:
  Realm& realm_;
  std::u16string units_;
};

/// The fields of setHeader, all of them such that only their length or their presence matters.
class OutFields {
 public:
  OutFields(Realm& realm, Value fields) : realm_(realm), fields_(fields) {}

  /// False when a field says more about the message, or has several values.
  bool are_plain() const {
    if (fields_.is_nullish()) return true;
    if (!fields_.is_object() || fields_.as_object()->is_exotic()) return false;
    const PropertyTable& table = fields_.as_object()->table();
    for (uint32_t i = 0; i < table.slot_count(); ++i) {
      const Property& entry = table.slot(i);
      if (!entry.key.is_none() && !is_plain(entry)) return false;
    }
    return true;
  }

  void write(Object* message, HeadText* head, bool* has_length, bool* has_date) const {
    if (fields_.is_nullish()) return;
    const PropertyTable& table = fields_.as_object()->table();
    for (uint32_t i = 0; i < table.slot_count(); ++i) {
      const Property& entry = table.slot(i);
      if (entry.key.is_none()) continue;
      const ArenaVector<Value>& pair = as<Array>(entry.value)->elements();
      if (entry.key == key_of<"content-length">()) {
        *has_length = true;
        set_field<"_contentLength">(realm_, message, pair[1]);
        set_field<"_removedContLen">(realm_, message, Value(false));
      } else if (entry.key == key_of<"date">()) {
        *has_date = true;
      }
      head->add(pair[0]).add(": ").add(pair[1]).add("\r\n");
    }
  }

 private:
  bool is_plain(const Property& entry) const {
    for (const PropertyKey key :
         {key_of<"connection">(), key_of<"transfer-encoding">(), key_of<"expect">(),
          key_of<"trailer">(), key_of<"keep-alive">()}) {
      if (entry.key == key) return false;
    }
    // Names that are numbers come first, wherever they are stored.
    const Array* pair =
        entry.key.is_atom() && (entry.flags & kAccessor) == 0 ? as<Array>(entry.value) : nullptr;
    return pair != nullptr && pair->is_packed() && pair->length() == 2 &&
           pair->elements()[0].is_string() &&
           (pair->elements()[1].is_string() || pair->elements()[1].is_number());
  }

  Realm& realm_;
  Value fields_;
};

/// The message whose head is made.
struct OutMessage {
  Realm& realm;
  Object* object;
  template <AsciiText name>
  bool is() const {
    return to_boolean(field<name>(realm, object));
  }
  template <AsciiText name>
  void set(Value value) const {
    set_field<name>(realm, object, value);
  }

  void add_connection(HeadText* head, bool has_length) const;
  void add_length(HeadText* head, bool has_length) const;
};

/// The field that says whether the connection stays open.
void OutMessage::add_connection(HeadText* head, bool has_length) const {
  if (is<"_removedConnection">()) {
    set<"_last">(Value(true));
    set<"shouldKeepAlive">(Value(false));
    return;
  }
  const bool stays = is<"shouldKeepAlive">() &&
                     (has_length || is<"useChunkedEncodingByDefault">() || is<"agent">());
  if (!stays) set<"_last">(Value(true));
  if (!stays || is<"maxRequestsOnConnectionReached">()) {
    head->add("Connection: close\r\n");
    return;
  }
  head->add("Connection: keep-alive\r\n");
  const Value timeout = field<"_keepAliveTimeout">(realm, object);
  if (!to_boolean(timeout) || !is<"_defaultKeepAlive">()) return;
  head->add("Keep-Alive: timeout=").add(Value(std::floor(to_number(realm, timeout) / 1000)));
  const Value most = field<"_maxRequestsPerSocket">(realm, object);
  if (std::trunc(to_number(realm, most)) > 0) head->add(", max=").add(most);
  head->add("\r\n");
}

/// The field that says where the body ends.
void OutMessage::add_length(HeadText* head, bool has_length) const {
  if (has_length) return;
  const Value length = field<"_contentLength">(realm, object);
  if (!is<"_hasBody">()) {
    set<"chunkedEncoding">(Value(false));
  } else if (!is<"useChunkedEncodingByDefault">()) {
    set<"_last">(Value(true));
  } else if (!is<"_removedContLen">() && length.is_number()) {
    head->add("Content-Length: ").add(length).add("\r\n");
  } else if (!is<"_removedTE">()) {
    set<"chunkedEncoding">(Value(true));
    head->add("Transfer-Encoding: chunked\r\n");
  }
}

}  // namespace

/// _storeHeader(firstLine, headers)
Value quick_store_header(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  Object* object = quick.receiver();
  if (object == nullptr || !call.arg(0).is_string()) return quick.run_slow();
  const Value own = get_field(realm, object, PropertyKey::symbol(quick.kept(2).as_symbol()));
  const Value given = call.arg(1);
  const bool is_own = given.is_nullish() || (own.is_object() && given.is_object() &&
                                             own.as_object() == given.as_object());
  const OutFields fields(realm, given);
  if (!is_own || !fields.are_plain()) return quick.run_slow();
  const OutMessage message{realm, object};
  HeadText head(realm);
  bool has_length = false;
  bool has_date = false;
  head.add(call.arg(0));
  fields.write(object, &head, &has_length, &has_date);
  if (message.is<"sendDate">() && !has_date) {
    head.add("Date: ").add(realm.call(quick.kept(1), Value(), {})).add("\r\n");
  }
  const Value status = field<"statusCode">(realm, object);
  const bool is_bodiless =
      status.is_number() && (status.as_number() == 204 || status.as_number() == 304);
  if (is_bodiless && message.is<"chunkedEncoding">()) {
    message.set<"chunkedEncoding">(Value(false));
    message.set<"shouldKeepAlive">(Value(false));
  }
  message.add_connection(&head, has_length);
  message.add_length(&head, has_length);
  head.add("\r\n");
  message.set<"_header">(head.value());
  message.set<"_headerSent">(Value(false));
  return Value();
}

}  // namespace actx
