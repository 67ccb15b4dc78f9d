// The methods of String.prototype that take a pattern: a RegExp, anything with the symbol's method,
// or text.
#include <algorithm>

#include "value/builtins/regexp_symbols.h"
#include "value/builtins/string_common.h"
#include "value/regexp.h"

namespace actx {

namespace {

/// Whether a method is the one that RegExp.prototype has from the start.
bool is_own(NativeFn fn) {
  return fn == regexp_symbol_match || fn == regexp_symbol_match_all ||
         fn == regexp_symbol_replace || fn == regexp_symbol_search || fn == regexp_symbol_split;
}

/// How V8 complains about a method that is none.
enum class Complaint : uint8_t { kProperty, kValue };

/// Asks the argument's own method first. True when it had one; `result` is what it gave.
bool delegate(Realm& realm, const Call& call, PropertyKey symbol, Args args, Complaint complaint,
              Value* result) {
  if (call.arg(0).is_nullish()) return false;
  Value method = get_value(realm, call.arg(0), symbol);
  if (method.is_nullish()) return false;
  if (complaint == Complaint::kValue) require_callable(realm, method);
  if (!is_callable(method)) {
    throw_type_error(realm,
                     "'" + describe_for_message(realm, method) + "' returned for property '" +
                         describe_for_message(realm, realm.key_value(symbol)) + "' of object '" +
                         describe_for_message(realm, call.arg(0)) + "' is not a function");
  }
  if (auto* native = exactly<NativeFunction>(method); native != nullptr && is_own(native->fn())) {
    // One built-in calling another shows one line in stack traces.
    *result = native->fn()(realm, Call{call.arg(0), args, nullptr, native});
  } else {
    *result = realm.call(method, call.arg(0), args);
  }
  return true;
}

/// match, matchAll and search: makes a RegExp of the argument and calls its method.
Value through_regexp(Realm& realm, const Call& call, const char* method, PropertyKey symbol,
                     std::string_view flags, Complaint complaint = Complaint::kProperty) {
  require_coercible(realm, call, method);
  Value result;
  const Value own_args[] = {call.this_value};
  if (delegate(realm, call, symbol, own_args, complaint, &result)) return result;
  String* string = to_string(realm, call.this_value);
  String* pattern =
      call.arg(0).is_undefined() ? realm.names().empty.as_atom() : to_string(realm, call.arg(0));
  RegExpObject* regexp = regexp_create(realm, pattern, realm.literal(flags));
  const Value args[] = {Value(string)};
  return invoke(realm, Value(regexp), symbol, args);
}

/// matchAll and replaceAll insist on the g flag.
void require_global(Realm& realm, Value pattern, const char* method) {
  if (pattern.is_nullish() || !is_regexp(realm, pattern)) return;
  Value flags = pattern.as_object()->get(realm, realm.names().flags);
  if (flags.is_nullish()) {
    throw_type_error(realm, std::string(method) + " called on null or undefined");
  }
  std::u16string_view units = realm.units(to_string(realm, flags));
  if (units.find(u'g') == std::u16string_view::npos) {
    throw_type_error(realm, std::string(method) + " called with a non-global RegExp argument");
  }
}

/// The text of one replacement of plain text.
void append_replacement(Realm& realm, String* string, String* search, size_t position,
                        Value replacement, std::u16string* out) {
  if (is_callable(replacement)) {
    const Value args[] = {Value(search), Value(static_cast<double>(position)), Value(string)};
    *out += realm.units(to_string(realm, realm.call(replacement, Value(), args)));
    return;
  }
  Substitution match{realm.units(string), realm.units(search), position, {}, Value()};
  append_substitution(realm, match, realm.units(replacement.as_string()), out);
}

Value replace_text(Realm& realm, const Call& call, bool all) {
  String* string = to_string(realm, call.this_value);
  String* search = to_string(realm, call.arg(0));
  Value replacement = call.arg(1);
  if (!is_callable(replacement)) replacement = Value(to_string(realm, replacement));
  std::u16string_view units = realm.units(string);
  std::u16string_view wanted = realm.units(search);
  std::u16string out;
  size_t done = 0;
  size_t step = std::max<size_t>(wanted.size(), 1);
  size_t at = units.find(wanted, 0);
  if (at == std::u16string_view::npos) return Value(string);
  for (; at != std::u16string_view::npos; at = units.find(wanted, at + step)) {
    out += units.substr(done, at - done);
    append_replacement(realm, string, search, at, replacement, &out);
    check_string_length(realm, static_cast<double>(out.size()));
    done = at + wanted.size();
    if (!all || at + step > units.size()) break;
  }
  if (done < units.size()) out += units.substr(done);
  return Value(realm.string(std::u16string_view(out)));
}

}  // namespace

Value string_match(Realm& realm, const Call& call) {
  return through_regexp(realm, call, "String.prototype.match", realm.names().sym_match, "");
}

Value string_match_all(Realm& realm, const Call& call) {
  constexpr const char* kName = "String.prototype.matchAll";
  require_coercible(realm, call, kName);
  require_global(realm, call.arg(0), kName);
  return through_regexp(realm, call, kName, realm.names().sym_match_all, "g", Complaint::kValue);
}

Value string_search(Realm& realm, const Call& call) {
  return through_regexp(realm, call, "String.prototype.search", realm.names().sym_search, "");
}

Value string_replace(Realm& realm, const Call& call) {
  require_coercible(realm, call, "String.prototype.replace");
  Value result;
  const Value args[] = {call.this_value, call.arg(1)};
  if (delegate(realm, call, realm.names().sym_replace, args, Complaint::kValue, &result))
    return result;
  return replace_text(realm, call, /*all=*/false);
}

Value string_replace_all(Realm& realm, const Call& call) {
  constexpr const char* kName = "String.prototype.replaceAll";
  require_coercible(realm, call, kName);
  require_global(realm, call.arg(0), kName);
  Value result;
  const Value args[] = {call.this_value, call.arg(1)};
  if (delegate(realm, call, realm.names().sym_replace, args, Complaint::kProperty, &result))
    return result;
  return replace_text(realm, call, /*all=*/true);
}

Value string_split(Realm& realm, const Call& call) {
  require_coercible(realm, call, "String.prototype.split");
  Value result;
  const Value args[] = {call.this_value, call.arg(1)};
  if (delegate(realm, call, realm.names().sym_split, args, Complaint::kValue, &result))
    return result;
  String* string = to_string(realm, call.this_value);
  uint32_t limit = call.arg(1).is_undefined() ? UINT32_MAX : to_uint32(realm, call.arg(1));
  String* separator = to_string(realm, call.arg(0));
  Array* parts = realm.new_array();
  if (limit == 0) return Value(parts);
  std::u16string_view units = realm.units(string);
  std::u16string_view wanted = realm.units(separator);
  if (call.arg(0).is_undefined() || units.empty()) {
    if (call.arg(0).is_undefined() || !wanted.empty()) parts->push(realm, Value(string));
    return Value(parts);
  }
  if (wanted.empty()) {
    for (size_t i = 0; i < units.size() && i < limit; ++i) {
      parts->push(realm, Value(substring(realm, string, i, i + 1)));
    }
    return Value(parts);
  }
  size_t start = 0;
  for (size_t at = units.find(wanted); at != std::u16string_view::npos;
       at = units.find(wanted, start)) {
    parts->push(realm, Value(substring(realm, string, start, at)));
    if (parts->length() == limit) return Value(parts);
    start = at + wanted.size();
  }
  parts->push(realm, Value(substring(realm, string, start, units.size())));
  return Value(parts);
}

}  // namespace actx
