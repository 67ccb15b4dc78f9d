// String.prototype's HTML methods (ECMAScript B.2.2).
#include "value/builtins/string_common.h"

namespace actx {

namespace {

/// CreateHTML (B.2.2.2.1). `attribute`: null for none; its value is the first argument.
Value create_html(Realm& realm, const Call& call, const char* method, std::u16string_view tag,
                  const char16_t* attribute = nullptr) {
  String* string = this_string(realm, call, (std::string("String.prototype.") + method).c_str());
  std::u16string out = u"<";
  out += tag;
  if (attribute != nullptr) {
    out.append(u" ").append(attribute).append(u"=\"");
    for (char16_t unit : realm.units(to_string(realm, call.arg(0)))) {
      if (unit == '"') {
        out += u"&quot;";
      } else {
        out.push_back(unit);
      }
    }
    out.push_back(u'"');
  }
  out.append(u">").append(realm.units(string)).append(u"</").append(tag).append(u">");
  check_string_length(realm, static_cast<double>(out.size()));
  return Value(realm.string(std::u16string_view(out)));
}

}  // namespace

Value string_anchor(Realm& realm, const Call& call) {
  return create_html(realm, call, "anchor", u"a", u"name");
}
Value string_big(Realm& realm, const Call& call) {
  return create_html(realm, call, "big", u"big");
}
Value string_blink(Realm& realm, const Call& call) {
  return create_html(realm, call, "blink", u"blink");
}
Value string_bold(Realm& realm, const Call& call) {
  return create_html(realm, call, "bold", u"b");
}
Value string_fixed(Realm& realm, const Call& call) {
  return create_html(realm, call, "fixed", u"tt");
}
Value string_fontcolor(Realm& realm, const Call& call) {
  return create_html(realm, call, "fontcolor", u"font", u"color");
}
Value string_fontsize(Realm& realm, const Call& call) {
  return create_html(realm, call, "fontsize", u"font", u"size");
}
Value string_italics(Realm& realm, const Call& call) {
  return create_html(realm, call, "italics", u"i");
}
Value string_link(Realm& realm, const Call& call) {
  return create_html(realm, call, "link", u"a", u"href");
}
Value string_small(Realm& realm, const Call& call) {
  return create_html(realm, call, "small", u"small");
}
Value string_strike(Realm& realm, const Call& call) {
  return create_html(realm, call, "strike", u"strike");
}
Value string_sub(Realm& realm, const Call& call) {
  return create_html(realm, call, "sub", u"sub");
}
Value string_sup(Realm& realm, const Call& call) {
  return create_html(realm, call, "sup", u"sup");
}

}  // namespace actx
