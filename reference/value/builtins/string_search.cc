// Finding text in text: indexOf and its kin.
#include "value/builtins/string_common.h"
#include "value/regexp.h"

namespace actx {

namespace {

/// The search string of includes, startsWith, endsWith: no pattern.
String* search_string(Realm& realm, Value value, const char* method) {
  if (is_regexp(realm, value)) {
    throw_type_error(
        realm, std::string("First argument to ") + method + " must not be a regular expression");
  }
  return to_string(realm, value);
}

Value found_at(size_t position) {
  return position == std::u16string_view::npos ? Value(-1) : Value(static_cast<double>(position));
}

}  // namespace

Value string_index_of(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype.indexOf");
  String* search = to_string(realm, call.arg(0));
  size_t from = clamped_position(realm, call.arg(1), string->length(), 0);
  return found_at(realm.units(string).find(realm.units(search), from));
}

Value string_last_index_of(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype.lastIndexOf");
  String* search = to_string(realm, call.arg(0));
  double position = to_number(realm, call.arg(1));
  size_t from = position != position
                    ? string->length()
                    : clamped_position(realm, Value(position), string->length(), 0);
  return found_at(realm.units(string).rfind(realm.units(search), from));
}

Value string_includes(Realm& realm, const Call& call) {
  constexpr const char* kName = "String.prototype.includes";
  String* string = this_string(realm, call, kName);
  String* search = search_string(realm, call.arg(0), kName);
  size_t from = clamped_position(realm, call.arg(1), string->length(), 0);
  return Value(realm.units(string).find(realm.units(search), from) != std::u16string_view::npos);
}

Value string_starts_with(Realm& realm, const Call& call) {
  constexpr const char* kName = "String.prototype.startsWith";
  String* string = this_string(realm, call, kName);
  String* search = search_string(realm, call.arg(0), kName);
  size_t from = clamped_position(realm, call.arg(1), string->length(), 0);
  return Value(realm.units(string).substr(from).starts_with(realm.units(search)));
}

Value string_ends_with(Realm& realm, const Call& call) {
  constexpr const char* kName = "String.prototype.endsWith";
  String* string = this_string(realm, call, kName);
  String* search = search_string(realm, call.arg(0), kName);
  size_t to = clamped_position(realm, call.arg(1), string->length(), string->length());
  return Value(realm.units(string).substr(0, to).ends_with(realm.units(search)));
}

}  // namespace actx
