// native:http: the parser's class, and checks of texts.
#include <algorithm>
#include <optional>
#include <string>

#include "host/buffer.h"
#include "host/builtin_modules.h"
#include "host/http_parser_object.h"
#include "host/node_errors.h"
#include "host/plain_url.h"
#include "value/conversions.h"
#include "value/static_key.h"

namespace actx {

namespace {

HttpParserObject& this_parser(Realm& realm, const Call& call) {
  auto* parser = call.this_value.is_object()
                     ? dynamic_cast<HttpParserObject*>(call.this_value.as_object())
                     : nullptr;
  if (parser == nullptr) throw_type_error(realm, "Illegal invocation");
  return *parser;
}

Value construct_parser(Realm& realm, const Call& call) {
  Object* prototype = get_value(realm, Value(call.callee), realm.names().prototype).as_object();
  return Value(realm.make<HttpParserObject>(prototype, Host::of(realm)));
}

/// initialize(forResponses, resource, maxHeadBytes, handle)
Value parser_initialize(Realm& realm, const Call& call) {
  HttpParserObject& parser = this_parser(realm, call);
  if (!call.arg(1).is_object()) throw_invalid_arg_type(realm, "resource", "object", call.arg(1));
  parser.initialize(to_boolean(call.arg(0)), call.arg(1).as_object(),
                    static_cast<uint32_t>(to_number(realm, call.arg(2))),
                    as_tcp_handle(call.arg(3)));
  return Value();
}

Value parser_answered(Realm& realm, const Call& call) {
  this_parser(realm, call).answered();
  return Value();
}

Value parser_free(Realm& realm, const Call& call) {
  this_parser(realm, call).free();
  return Value();
}

Value parser_execute(Realm& realm, const Call& call) {
  const BufferView* view = as_buffer_view(call.arg(0));
  if (view == nullptr) throw_invalid_arg_type(realm, "buffer", "Buffer", call.arg(0));
  return this_parser(realm, call).execute(view_bytes(*view));
}

Value parser_finish(Realm& realm, const Call& call) {
  return this_parser(realm, call).finish();
}

Value parser_consume(Realm& realm, const Call& call) {
  TcpHandle* handle = as_tcp_handle(call.arg(0));
  if (handle == nullptr) throw_type_error(realm, "Illegal invocation");
  this_parser(realm, call).consume(handle);
  return Value();
}

Value parser_unconsume(Realm& realm, const Call& call) {
  this_parser(realm, call).unconsume();
  return Value();
}

Value parser_current_bytes(Realm& realm, const Call& call) {
  return this_parser(realm, call).current_bytes();
}

Value parser_waited_for(Realm& realm, const Call& call) {
  return this_parser(realm, call).waited_for();
}

constexpr LazyProperty kParserRows[] = {
    lazy_method("initialize", parser_initialize, 4),
    lazy_method("answered", parser_answered, 0),
    lazy_method("free", parser_free, 0),
    lazy_method("execute", parser_execute, 1),
    lazy_method("finish", parser_finish, 0),
    lazy_method("consume", parser_consume, 1),
    lazy_method("unconsume", parser_unconsume, 0),
    lazy_method("waitedFor", parser_waited_for, 0),
    lazy_method("getCurrentBuffer", parser_current_bytes, 0),
};
const LazyTable kParserTable(kParserRows);

/// isToken(text): a token of RFC 7230, section 3.2.6.
Value is_token(Realm& realm, const Call& call) {
  const std::u16string_view text = realm.units(to_string(realm, call.arg(0)));
  const auto may_be = [](char16_t unit) {
    return (unit >= u'0' && unit <= u'9') || (unit >= u'a' && unit <= u'z') ||
           (unit >= u'A' && unit <= u'Z') ||
           std::u16string_view(u"!#$%&'*+-.^_`|~").find(unit) != std::u16string_view::npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), may_be);
}

/// hasBadHeaderChar(text): something that no header field may contain.
Value has_bad_header_char(Realm& realm, const Call& call) {
  const std::u16string_view text = realm.units(to_string(realm, call.arg(0)));
  return std::any_of(text.begin(), text.end(), [](char16_t unit) {
    return unit > 0xff || unit == 0x7f || (unit < 0x20 && unit != u'\t');
  });
}

/// plainUrlOptions(text): what urlToHttpOptions(new URL(text)) gives, with no prototype; undefined
/// when the parser has to read it.
Value plain_url_options(Realm& realm, const Call& call) {
  const std::optional<PlainUrl> url = read_plain_url(realm.units(call.arg(0).as_string()));
  if (!url) return Value();
  Object* options = realm.make<Object>(static_cast<Object*>(nullptr));
  const auto add = [&](PropertyKey key, Value value) {
    options->table().add(realm.arena(), key, kAll).value = value;
  };
  // A mark with nothing behind it is not shown.
  const auto shown = [](std::u16string_view part) {
    return part.size() > 1 ? part : std::u16string_view();
  };
  const std::u16string_view query = shown(url->query);
  const std::u16string path = std::u16string(url->path).append(query);
  std::u16string href = u"http://" + std::u16string(url->host);
  if (url->port) href += utf8_to_utf16(":" + std::to_string(*url->port));
  href.append(url->path).append(url->query).append(url->fragment);
  add(key_of<"protocol">(), literal_of<"http:">());
  add(key_of<"hostname">(), realm.string(url->host));
  add(key_of<"hash">(), realm.string(shown(url->fragment)));
  add(key_of<"search">(), realm.string(query));
  add(key_of<"pathname">(), realm.string(url->path));
  add(key_of<"path">(), realm.string(std::u16string_view(path)));
  add(key_of<"href">(), realm.string(std::u16string_view(href)));
  if (url->port) add(key_of<"port">(), Value(uint32_t{*url->port}));
  return Value(options);
}

}  // namespace

Value make_native_http(Realm& realm) {
  Object* exports = realm.new_object();
  auto* constructor =
      realm.make<NativeFunction>(realm.intrinsic(Intrinsic::kFunctionPrototype), construct_parser,
                                 realm.literal("HTTPParser"), 0, true);
  Object* prototype = realm.new_builtin(kParserTable);
  prototype->define_raw(realm, realm.names().constructor, Value(constructor), kHidden);
  constructor->define_raw(realm, realm.names().prototype, Value(prototype), 0);
  exports->define_raw(realm, realm.key("HTTPParser"), Value(constructor));
  const auto add = [&](std::string_view name, NativeFn fn) {
    exports->define_raw(realm, realm.key(name), Value(realm.new_native(fn, name, 1)));
  };
  add("hasBadHeaderChar", has_bad_header_char);
  add("isToken", is_token);
  add("plainUrlOptions", plain_url_options);
  return Value(exports);
}

}  // namespace actx
