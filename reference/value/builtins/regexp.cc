// The RegExp constructor and its prototype (ECMAScript 22.2.4 to 22.2.6, B.2.4).
#include "value/regexp.h"

#include "value/builtins/receiver.h"
#include "value/builtins/regexp_symbols.h"
#include "value/builtins/rows.h"
#include "value/regexp_program.h"

namespace actx {

namespace {

String* string_or_empty(Realm& realm, Value value) {
  return value.is_undefined() ? realm.names().empty.as_atom() : to_string(realm, value);
}

/// 22.2.4.1 RegExp(pattern, flags).
Value regexp_constructor(Realm& realm, const Call& call) {
  Value pattern = call.arg(0);
  Value flags = call.arg(1);
  bool pattern_is_regexp = is_regexp(realm, pattern);
  Object* new_target = call.new_target;
  if (new_target == nullptr) {
    new_target = call.callee;
    if (pattern_is_regexp && flags.is_undefined()) {
      Value constructor = pattern.as_object()->get(realm, realm.names().constructor);
      if (constructor.is_object() && constructor.as_object() == new_target) return pattern;
    }
  }
  Value source = pattern;
  if (auto* regexp = as<RegExpObject>(pattern)) {
    source = Value(regexp->source);
    if (flags.is_undefined()) flags = Value(regexp->flags);
  } else if (pattern_is_regexp) {
    source = pattern.as_object()->get(realm, realm.names().source);
    if (flags.is_undefined()) flags = pattern.as_object()->get(realm, realm.names().flags);
  }
  auto* regexp = realm.make<RegExpObject>(
      prototype_from_constructor(realm, new_target, Intrinsic::kRegExpPrototype));
  String* source_string = string_or_empty(realm, source);
  regexp_initialize(realm, regexp, source_string, string_or_empty(realm, flags));
  regexp->define_raw(realm, realm.names().lastIndex, Value(0), kWritable);
  return Value(regexp);
}

Value species_getter(Realm&, const Call& call) {
  return call.this_value;
}

/// RegExp.$1 and its kin depend on the last match of any expression: refused, not guessed.
Value legacy_static(Realm& realm, const Call& call) {
  std::string name = realm.utf8(call.callee->name());
  throw_type_error(realm,
                   "RegExp." + name.substr(name.find(' ') + 1) + " is not in the litmus language");
}

Value regexp_prototype_exec(Realm& realm, const Call& call) {
  auto* regexp = receiver_as<RegExpObject>(realm, call, "RegExp.prototype.exec");
  return regexp_builtin_exec(realm, regexp, to_string(realm, call.arg(0)));
}

Value regexp_prototype_test(Realm& realm, const Call& call) {
  if (!call.this_value.is_object()) {
    throw_incompatible_receiver(realm, "RegExp.prototype.test", Value());
  }
  String* text = to_string(realm, call.arg(0));
  return Value(!regexp_exec(realm, call.this_value.as_object(), text).is_null());
}

Value regexp_prototype_to_string(Realm& realm, const Call& call) {
  if (!call.this_value.is_object()) {
    throw_incompatible_receiver(realm, "RegExp.prototype.toString", call.this_value);
  }
  Object* object = call.this_value.as_object();
  String* source = to_string(realm, object->get(realm, realm.names().source));
  String* flags = to_string(realm, object->get(realm, realm.names().flags));
  String* slash = realm.literal("/");
  return Value(realm.concat(realm.concat(slash, source), realm.concat(slash, flags)));
}

/// B.2.4.1 RegExp.prototype.compile(pattern, flags).
Value regexp_prototype_compile(Realm& realm, const Call& call) {
  auto* regexp = receiver_as<RegExpObject>(realm, call, "RegExp.prototype.compile");
  String* source;
  String* flags;
  if (auto* other = as<RegExpObject>(call.arg(0))) {
    if (!call.arg(1).is_undefined()) {
      throw_type_error(realm, "Invalid flags supplied to RegExp constructor '" +
                                  describe_for_message(realm, call.arg(1)) + "'");
    }
    source = other->source;
    flags = other->flags;
  } else {
    source = string_or_empty(realm, call.arg(0));
    flags = string_or_empty(realm, call.arg(1));
  }
  regexp_initialize(realm, regexp, source, flags);
  regexp->put(realm, realm.names().lastIndex, Value(0));
  return Value(regexp);
}

[[noreturn]] void throw_no_regexp(Realm& realm, const char* name) {
  throw_type_error(realm,
                   std::string("RegExp.prototype.") + name + " getter called on non-RegExp object");
}

/// A flag getter; undefined for %RegExp.prototype% itself.
template <bool RegexpFlags::*flag, FixedText name>
Value flag_getter(Realm& realm, const Call& call) {
  if (auto* regexp = as<RegExpObject>(call.this_value)) {
    return Value(regexp->program->flags.*flag);
  }
  bool is_prototype = call.this_value.is_object() &&
                      call.this_value.as_object() == realm.intrinsic(Intrinsic::kRegExpPrototype);
  if (!is_prototype) throw_no_regexp(realm, name.units);
  return Value();
}

Value source_getter(Realm& realm, const Call& call) {
  if (auto* regexp = as<RegExpObject>(call.this_value)) {
    return Value(regexp_source_text(realm, regexp->source));
  }
  bool is_prototype = call.this_value.is_object() &&
                      call.this_value.as_object() == realm.intrinsic(Intrinsic::kRegExpPrototype);
  if (!is_prototype) throw_no_regexp(realm, "source");
  return Value(realm.literal("(?:)"));
}

/// 22.2.6.4 get RegExp.prototype.flags.
Value flags_getter(Realm& realm, const Call& call) {
  if (!call.this_value.is_object()) {
    throw_type_error(realm, "RegExp.prototype.flags getter called on non-object " +
                                describe_for_message(realm, call.this_value));
  }
  struct Row {
    const char* name;
    char16_t letter;
  };
  static constexpr Row kRows[] = {{"hasIndices", 'd'}, {"global", 'g'}, {"ignoreCase", 'i'},
                                  {"multiline", 'm'},  {"dotAll", 's'}, {"unicode", 'u'},
                                  {"sticky", 'y'}};
  std::u16string out;
  for (const Row& row : kRows) {
    Value set = call.this_value.as_object()->get(realm, realm.key(std::string_view(row.name)));
    if (to_boolean(set)) out.push_back(row.letter);
  }
  return Value(realm.string(std::u16string_view(out)));
}

}  // namespace

Object* build_RegExp(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_prototype(Intrinsic::kRegExpPrototype),
      lazy_getter("input", legacy_static),
      lazy_getter("$_", legacy_static),
      lazy_getter("lastMatch", legacy_static),
      lazy_getter("$&", legacy_static),
      lazy_getter("lastParen", legacy_static),
      lazy_getter("$+", legacy_static),
      lazy_getter("leftContext", legacy_static),
      lazy_getter("$`", legacy_static),
      lazy_getter("rightContext", legacy_static),
      lazy_getter("$'", legacy_static),
      lazy_getter("$1", legacy_static),
      lazy_getter("$2", legacy_static),
      lazy_getter("$3", legacy_static),
      lazy_getter("$4", legacy_static),
      lazy_getter("$5", legacy_static),
      lazy_getter("$6", legacy_static),
      lazy_getter("$7", legacy_static),
      lazy_getter("$8", legacy_static),
      lazy_getter("$9", legacy_static),
      lazy_getter("@@species", species_getter),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(regexp_constructor, "RegExp", 2, kTable);
}

Object* build_RegExpPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kRegExp),
      lazy_method("exec", regexp_prototype_exec, 1),
      lazy_getter("dotAll", flag_getter<&RegexpFlags::dot_all, "dotAll">),
      lazy_getter("flags", flags_getter),
      lazy_getter("global", flag_getter<&RegexpFlags::global, "global">),
      lazy_getter("hasIndices", flag_getter<&RegexpFlags::has_indices, "hasIndices">),
      lazy_getter("ignoreCase", flag_getter<&RegexpFlags::ignore_case, "ignoreCase">),
      lazy_getter("multiline", flag_getter<&RegexpFlags::multiline, "multiline">),
      lazy_getter("source", source_getter),
      lazy_getter("sticky", flag_getter<&RegexpFlags::sticky, "sticky">),
      lazy_getter("unicode", flag_getter<&RegexpFlags::unicode, "unicode">),
      lazy_method("compile", regexp_prototype_compile, 2),
      lazy_method("toString", regexp_prototype_to_string, 0),
      lazy_method("test", regexp_prototype_test, 1),
      lazy_method("@@match", regexp_symbol_match, 1),
      lazy_method("@@matchAll", regexp_symbol_match_all, 1),
      lazy_method("@@replace", regexp_symbol_replace, 2),
      lazy_method("@@search", regexp_symbol_search, 1),
      lazy_method("@@split", regexp_symbol_split, 2),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

}  // namespace actx
