#include "value/builtins/regexp_symbols.h"

#include <algorithm>

#include "value/builtins/rows.h"
#include "value/builtins/string_common.h"
#include "value/regexp.h"

namespace actx {

namespace {

Object* this_object(Realm& realm, const Call& call, const char* method) {
  if (call.this_value.is_object()) return call.this_value.as_object();
  throw_incompatible_receiver(realm, method, call.this_value);
}

bool get_flag(Realm& realm, Object* regexp, std::string_view name) {
  return to_boolean(regexp->get(realm, realm.key(name)));
}

/// After an empty match: lastIndex = AdvanceStringIndex(text, lastIndex, unicode).
void step_over_empty(Realm& realm, Object* regexp, String* text, bool unicode) {
  const PropertyKey key = realm.names().lastIndex;
  double index = to_length(realm, regexp->get(realm, key));
  regexp->put(realm, key, Value(advance_string_index(realm.units(text), index, unicode)));
}

String* matched_text(Realm& realm, Value match) {
  return to_string(realm, match.as_object()->get(realm, PropertyKey::index(0)));
}

/// %RegExpStringIterator% objects (22.2.9).
class RegexpStringIterator final : public Object {
 public:
  RegexpStringIterator(Object* prototype, Object* regexp, String* text, bool global, bool unicode)
      : Object(prototype, ObjectClass::kIterator),
        regexp(regexp),
        text(text),
        global(global),
        unicode(unicode) {}
  void trace(Tracer& tracer) const override {
    Object::trace(tracer);
    tracer.visit(regexp);
  }
  Object* regexp;  // null: finished
  String* text;
  bool global;
  bool unicode;
};

Value regexp_string_iterator_next(Realm& realm, const Call& call) {
  auto* iterator = exactly<RegexpStringIterator>(call.this_value);
  if (iterator == nullptr) {
    throw_incompatible_receiver(realm, "%RegExpStringIterator%.prototype.next", call.this_value);
  }
  if (iterator->regexp == nullptr) return Value(realm.iterator_result(Value(), true));
  Object* regexp = iterator->regexp;
  Value match = regexp_exec(realm, regexp, iterator->text);
  if (match.is_null()) {
    iterator->regexp = nullptr;
    return Value(realm.iterator_result(Value(), true));
  }
  if (!iterator->global) {
    iterator->regexp = nullptr;
  } else if (matched_text(realm, match)->length() == 0) {
    step_over_empty(realm, regexp, iterator->text, iterator->unicode);
  }
  return Value(realm.iterator_result(match, false));
}

}  // namespace

Value regexp_symbol_match(Realm& realm, const Call& call) {
  Object* regexp = this_object(realm, call, "RegExp.prototype.@@match");
  String* text = to_string(realm, call.arg(0));
  if (!get_flag(realm, regexp, "global")) return regexp_exec(realm, regexp, text);
  bool unicode = get_flag(realm, regexp, "unicode");
  regexp->put(realm, realm.names().lastIndex, Value(0));
  Array* found = realm.new_array();
  for (;;) {
    Value match = regexp_exec(realm, regexp, text);
    if (match.is_null()) return found->length() == 0 ? Value::null() : Value(found);
    String* matched = matched_text(realm, match);
    found->push(realm, Value(matched));
    if (matched->length() == 0) step_over_empty(realm, regexp, text, unicode);
  }
}

Value regexp_symbol_match_all(Realm& realm, const Call& call) {
  Object* regexp = this_object(realm, call, "RegExp.prototype.@@matchAll");
  String* text = to_string(realm, call.arg(0));
  Value constructor = species_constructor(realm, regexp, Intrinsic::kRegExp);
  String* flags = to_string(realm, regexp->get(realm, realm.names().flags));
  const Value args[] = {Value(regexp), Value(flags)};
  Object* matcher = realm.construct(constructor, args).as_object();
  double last_index = to_length(realm, regexp->get(realm, realm.names().lastIndex));
  matcher->put(realm, realm.names().lastIndex, Value(last_index));
  std::u16string_view flag_units = realm.units(flags);
  bool global = flag_units.find(u'g') != std::u16string_view::npos;
  bool unicode = flag_units.find(u'u') != std::u16string_view::npos;
  return Value(realm.make<RegexpStringIterator>(
      realm.intrinsic(Intrinsic::kRegExpStringIteratorPrototype), matcher, text, global, unicode));
}

Value regexp_symbol_search(Realm& realm, const Call& call) {
  Object* regexp = this_object(realm, call, "RegExp.prototype.@@search");
  String* text = to_string(realm, call.arg(0));
  const PropertyKey key = realm.names().lastIndex;
  Value previous = regexp->get(realm, key);
  if (!same_value(realm, previous, Value(0))) regexp->put(realm, key, Value(0));
  Value match = regexp_exec(realm, regexp, text);
  if (!same_value(realm, regexp->get(realm, key), previous)) regexp->put(realm, key, previous);
  if (match.is_null()) return Value(-1);
  return match.as_object()->get(realm, realm.names().index);
}

namespace {

/// All matches that @@replace works on, in order.
ArenaVector<Object*> collect_matches(Realm& realm, Object* regexp, String* text) {
  ArenaVector<Object*> matches;
  bool global = get_flag(realm, regexp, "global");
  bool unicode = global && get_flag(realm, regexp, "unicode");
  if (global) regexp->put(realm, realm.names().lastIndex, Value(0));
  for (;;) {
    Value match = regexp_exec(realm, regexp, text);
    if (match.is_null()) return matches;
    matches.push_back(realm.arena(), match.as_object());
    if (!global) return matches;
    if (matched_text(realm, match)->length() == 0) step_over_empty(realm, regexp, text, unicode);
  }
}

/// Calls the replacement function with (matched, captures..., position, text, groups).
String* call_replacer(Realm& realm, Value replacer, String* matched, ArenaVector<Value> captures,
                      double position, String* text, Value groups) {
  ArenaVector<Value> args;
  args.push_back(realm.arena(), Value(matched));
  for (Value capture : captures) args.push_back(realm.arena(), capture);
  args.push_back(realm.arena(), Value(position));
  args.push_back(realm.arena(), Value(text));
  if (!groups.is_undefined()) args.push_back(realm.arena(), groups);
  return to_string(realm, realm.call(replacer, Value(), Args(args.begin(), args.size())));
}

}  // namespace

Value regexp_symbol_replace(Realm& realm, const Call& call) {
  // V8 names no receiver here.
  if (!call.this_value.is_object()) {
    throw_incompatible_receiver(realm, "RegExp.prototype.@@replace", Value());
  }
  Object* regexp = call.this_value.as_object();
  String* text = to_string(realm, call.arg(0));
  Value replacement = call.arg(1);
  bool functional = is_callable(replacement);
  String* pattern = functional ? nullptr : to_string(realm, replacement);
  ArenaVector<Object*> matches = collect_matches(realm, regexp, text);
  std::u16string_view units = realm.units(text);
  std::u16string out;
  size_t done = 0;
  for (Object* match : matches) {
    double count = std::max(length_of_array_like(realm, match) - 1, 0.0);
    String* matched = to_string(realm, match->get(realm, PropertyKey::index(0)));
    size_t position =
        clamped_position(realm, match->get(realm, realm.names().index), units.size(), 0);
    ArenaVector<Value> captures;
    for (uint32_t i = 1; i <= count; ++i) {
      Value capture = match->get(realm, PropertyKey::index(i));
      if (!capture.is_undefined()) capture = Value(to_string(realm, capture));
      captures.push_back(realm.arena(), capture);
    }
    Value groups = match->get(realm, realm.names().groups);
    std::u16string piece;
    if (functional) {
      piece = realm.units(call_replacer(realm, replacement, matched, captures,
                                        static_cast<double>(position), text, groups));
    } else {
      if (!groups.is_undefined()) groups = Value(to_object(realm, groups));
      append_substitution(
          realm,
          {units, realm.units(matched), position, Args(captures.begin(), captures.size()), groups},
          realm.units(pattern), &piece);
    }
    if (position < done) continue;
    out += units.substr(done, position - done);
    out += piece;
    check_string_length(realm, static_cast<double>(out.size()));
    done = position + matched->length();
  }
  if (done < units.size()) out += units.substr(done);
  return Value(realm.string(std::u16string_view(out)));
}

Value regexp_symbol_split(Realm& realm, const Call& call) {
  Object* regexp = this_object(realm, call, "RegExp.prototype.@@split");
  String* text = to_string(realm, call.arg(0));
  Value constructor = species_constructor(realm, regexp, Intrinsic::kRegExp);
  String* flags = to_string(realm, regexp->get(realm, realm.names().flags));
  std::u16string_view flag_units = realm.units(flags);
  bool unicode = flag_units.find(u'u') != std::u16string_view::npos;
  if (flag_units.find(u'y') == std::u16string_view::npos) {
    flags = realm.concat(flags, realm.literal("y"));
  }
  const Value args[] = {Value(regexp), Value(flags)};
  Object* splitter = realm.construct(constructor, args).as_object();
  uint32_t limit = call.arg(1).is_undefined() ? UINT32_MAX : to_uint32(realm, call.arg(1));
  Array* parts = realm.new_array();
  if (limit == 0) return Value(parts);
  size_t size = text->length();
  if (size == 0) {
    if (regexp_exec(realm, splitter, text).is_null()) parts->push(realm, Value(text));
    return Value(parts);
  }
  size_t part_start = 0;
  size_t at = 0;
  while (at < size) {
    splitter->put(realm, realm.names().lastIndex, Value(static_cast<double>(at)));
    Value match = regexp_exec(realm, splitter, text);
    size_t end = part_start;
    if (!match.is_null()) {
      double index = to_length(realm, splitter->get(realm, realm.names().lastIndex));
      end = index >= static_cast<double>(size) ? size : static_cast<size_t>(index);
    }
    if (match.is_null() || end == part_start) {
      at = static_cast<size_t>(
          advance_string_index(realm.units(text), static_cast<double>(at), unicode));
      continue;
    }
    parts->push(realm, Value(substring(realm, text, part_start, at)));
    if (parts->length() == limit) return Value(parts);
    part_start = end;
    double count = std::max(length_of_array_like(realm, match.as_object()) - 1, 0.0);
    for (uint32_t i = 1; i <= count; ++i) {
      parts->push(realm, match.as_object()->get(realm, PropertyKey::index(i)));
      if (parts->length() == limit) return Value(parts);
    }
    at = part_start;
  }
  parts->push(realm, Value(substring(realm, text, part_start, size)));
  return Value(parts);
}

Object* build_RegExpStringIteratorPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_method("next", regexp_string_iterator_next, 0),
      lazy_tag<"RegExp String Iterator">(),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable, realm.intrinsic(Intrinsic::kIteratorPrototype));
}

}  // namespace actx
