#include "context/coded_error.h"

#include <string>

#include "value/conversions.h"

namespace actx {
namespace {

/// The own toString of such an error: its name, its code (slot 0), its message.
Value coded_to_string(Realm& realm, const Call& call) {
  std::u16string text(
      realm.units(to_string(realm, get_value(realm, call.this_value, realm.names().name))));
  text += u" [";
  text += realm.units(call.callee->slot(0).as_string());
  text += u"]: ";
  text += realm.units(to_string(realm, get_value(realm, call.this_value, realm.names().message)));
  return Value(realm.string(text));
}

PropertyKey node_error_key() {
  static thread_local const PropertyKey kKey =
      PropertyKey::symbol(AtomTable::for_thread().make_symbol("kIsNodeError"));
  return kKey;
}

}  // namespace

Object* make_coded_error(Realm& realm, Intrinsic prototype, std::string_view code,
                         std::string_view message) {
  Object* error = make_error(realm, prototype, message);
  String* code_text = realm.string(code);
  const Value stack = error->get(realm, realm.names().stack);
  const Value name = error->get(realm, realm.names().name);
  if (stack.is_string() && name.is_string()) {
    std::u16string text(realm.units(stack.as_string()));
    const std::u16string_view head = realm.units(name.as_string());
    if (text.starts_with(head)) {
      std::u16string inserted = u" [";
      inserted += realm.units(code_text);
      inserted += u"]";
      text.insert(head.size(), inserted);
    }
    error->define_raw(realm, realm.names().stack, Value(realm.string(text)), kHidden);
  }
  NativeFunction* shown = realm.new_native(coded_to_string, "toString", 0);
  shown->set_slot(0, Value(code_text));
  error->define_raw(realm, realm.names().toString, Value(shown), kHidden);
  error->define_raw(realm, node_error_key(), Value(true), kConfigurable);
  error->define_raw(realm, realm.names().code, Value(code_text));
  return error;
}

void throw_coded_error(Realm& realm, Intrinsic prototype, std::string_view code,
                       std::string_view message) {
  throw Throw{Value(make_coded_error(realm, prototype, code, message))};
}

}  // namespace actx
