#include "value/regexp.h"

#include "value/characters.h"
#include "value/conversions.h"
#include "value/regexp_program.h"

namespace actx {

namespace {

std::string invalid_regexp(std::u16string_view pattern, std::string_view reason) {
  return "Invalid regular expression: /" + utf16_to_utf8(pattern) + "/: " + std::string(reason);
}

[[noreturn]] void throw_outcome(Realm& realm, const RegexpProgram& program, MatchOutcome outcome) {
  if (outcome == MatchOutcome::kTooManySteps) throw StepLimitReached{realm.limits().steps};
  if (outcome == MatchOutcome::kTooMuchMemory) throw HeapLimitReached{realm.limits().heap_bytes};
  throw_syntax_error(
      realm, invalid_regexp(program.pattern, "matching this text is not in the litmus language"));
}

Value span_text(Realm& realm, std::u16string_view text, const RegexpSpan& span) {
  if (span.start < 0) return Value();
  auto from = static_cast<size_t>(span.start);
  return Value(
      realm.make<String>(text.data() + from, static_cast<uint32_t>(span.end - span.start)));
}

Value span_indices(Realm& realm, const RegexpSpan& span) {
  if (span.start < 0) return Value();
  const Value pair[] = {Value(static_cast<double>(span.start)),
                        Value(static_cast<double>(span.end))};
  return Value(realm.new_array(pair));
}

/// The `groups` of a match or of its indices: an object without prototype, or undefined.
template <class F>
Value make_groups(Realm& realm, const RegexpProgram& program, F&& value_of) {
  if (program.name_count == 0) return Value();
  auto* groups = realm.make<Object>(nullptr);
  for (uint32_t i = 0; i < program.name_count; ++i) {
    PropertyKey key = realm.key(realm.string(program.names[i].text));
    groups->define_raw(realm, key, value_of(program.names[i].group));
  }
  return Value(groups);
}

/// The match object (22.2.7.2 steps 21 to 37).
Value make_match(Realm& realm, const RegexpProgram& program, String* text,
                 const std::vector<RegexpSpan>& spans) {
  std::u16string_view units = realm.units(text);
  Array* match = realm.new_array();
  for (const RegexpSpan& span : spans) match->push(realm, span_text(realm, units, span));
  const Names& names = realm.names();
  match->define_raw(realm, names.index, Value(static_cast<double>(spans[0].start)));
  match->define_raw(realm, names.input, Value(text));
  match->define_raw(realm, names.groups, make_groups(realm, program, [&](uint32_t group) {
                      return match->elements()[group];
                    }));
  if (!program.flags.has_indices) return Value(match);
  Array* indices = realm.new_array();
  for (const RegexpSpan& span : spans) indices->push(realm, span_indices(realm, span));
  indices->define_raw(realm, names.groups, make_groups(realm, program, [&](uint32_t group) {
                        return indices->elements()[group];
                      }));
  match->define_raw(realm, names.indices, Value(indices));
  return Value(match);
}

}  // namespace

std::optional<std::string> check_regexp(std::u16string_view pattern, std::u16string_view flags) {
  RegexpFlags ignored;
  if (!parse_regexp_flags(flags, &ignored)) return "Invalid regular expression flags";
  Arena arena;
  try {
    regexp_program(arena, pattern, flags);
  } catch (const RegexpError& error) {
    return invalid_regexp(pattern, error.what());
  }
  return std::nullopt;
}

void regexp_initialize(Realm& realm, RegExpObject* regexp, String* pattern, String* flags) {
  std::u16string_view flags_text = realm.units(flags);
  RegexpFlags ignored;
  if (!parse_regexp_flags(flags_text, &ignored)) {
    throw_syntax_error(
        realm, "Invalid flags supplied to RegExp constructor '" + utf16_to_utf8(flags_text) + "'");
  }
  std::string problem;
  try {
    regexp->program = regexp_program(realm.arena(), realm.units(pattern), flags_text);
  } catch (const RegexpError& error) {
    problem = invalid_regexp(realm.units(pattern), error.what());
  }
  if (!problem.empty()) throw_syntax_error(realm, problem);
  regexp->source = pattern;
  regexp->flags = flags;
}

RegExpObject* regexp_create(Realm& realm, String* pattern, String* flags) {
  auto* regexp = realm.make<RegExpObject>(realm.intrinsic(Intrinsic::kRegExpPrototype));
  regexp_initialize(realm, regexp, pattern, flags);
  regexp->define_raw(realm, realm.names().lastIndex, Value(0), kWritable);
  return regexp;
}

String* regexp_source_text(Realm& realm, String* pattern) {
  std::u16string_view units = realm.units(pattern);
  if (units.empty()) return realm.literal("(?:)");
  std::u16string out;
  bool in_class = false;
  for (size_t i = 0; i < units.size(); ++i) {
    char16_t unit = units[i];
    if (unit == '\\' && i + 1 < units.size()) {
      char16_t next = units[++i];
      // An escaped line break is written as its escape alone.
      if (next == '\n' || next == '\r' || next == 0x2028 || next == 0x2029) {
        unit = next;
      } else {
        out += {unit, next};
        continue;
      }
    }
    if (unit == '[') in_class = true;
    if (unit == ']') in_class = false;
    switch (unit) {
      case '\n':
        out += u"\\n";
        break;
      case '\r':
        out += u"\\r";
        break;
      case 0x2028:
        out += u"\\u2028";
        break;
      case 0x2029:
        out += u"\\u2029";
        break;
      case '/':
        out += in_class ? u"/" : u"\\/";
        break;
      default:
        out += unit;
        break;
    }
  }
  return out == units ? pattern : realm.string(std::u16string_view(out));
}

bool is_regexp(Realm& realm, Value value) {
  if (!value.is_object()) return false;
  Value matcher = value.as_object()->get(realm, realm.names().sym_match);
  if (!matcher.is_undefined()) return to_boolean(matcher);
  return as<RegExpObject>(value) != nullptr;
}

Value regexp_builtin_exec(Realm& realm, RegExpObject* regexp, String* text) {
  const PropertyKey last_index_key = realm.names().lastIndex;
  double last_index = to_length(realm, regexp->get(realm, last_index_key));
  const RegexpProgram& program = *regexp->program;
  bool uses_last_index = program.flags.global || program.flags.sticky;
  if (!uses_last_index) last_index = 0;
  std::vector<RegexpSpan> spans;
  MatchOutcome outcome = MatchOutcome::kNoMatch;
  if (last_index <= text->length()) {
    outcome = regexp_match(program, realm.units(text), static_cast<size_t>(last_index),
                           program.flags.sticky, &spans);
  }
  if (outcome == MatchOutcome::kNoMatch) {
    if (uses_last_index) regexp->put(realm, last_index_key, Value(0));
    return Value::null();
  }
  if (outcome != MatchOutcome::kMatch) throw_outcome(realm, program, outcome);
  if (uses_last_index) {
    regexp->put(realm, last_index_key, Value(static_cast<double>(spans[0].end)));
  }
  return make_match(realm, program, text, spans);
}

Value regexp_exec(Realm& realm, Object* regexp, String* text) {
  Value exec = regexp->get(realm, realm.names().exec);
  if (is_callable(exec)) {
    const Value args[] = {Value(text)};
    Value result = realm.call(exec, Value(regexp), args);
    if (result.is_object() || result.is_null()) return result;
    throw_type_error(realm, "RegExp exec method returned something other than an Object or null");
  }
  if (auto* native = as<RegExpObject>(regexp)) return regexp_builtin_exec(realm, native, text);
  throw_type_error(realm, "Method RegExp.prototype.exec called on incompatible receiver " +
                              describe_for_message(realm, Value(regexp)));
}

namespace {

/// $n or $nn at `at` (behind the dollar): stores the capture number and returns how many digits
/// were used, 0 when it names no capture.
size_t capture_reference(std::u16string_view text, size_t at, size_t count, size_t* number) {
  if (at >= text.size() || !is_digit_unit(text[at])) return 0;
  size_t one = text[at] - u'0';
  if (at + 1 < text.size() && is_digit_unit(text[at + 1])) {
    size_t two = one * 10 + (text[at + 1] - u'0');
    if (two >= 1 && two <= count) {
      *number = two;
      return 2;
    }
  }
  *number = one;
  return one >= 1 && one <= count ? 1 : 0;
}

}  // namespace

void append_substitution(Realm& realm, const Substitution& match, std::u16string_view replacement,
                         std::u16string* out) {
  for (size_t i = 0; i < replacement.size(); ++i) {
    char16_t next = i + 1 < replacement.size() ? replacement[i + 1] : u'\0';
    if (replacement[i] != '$' || next == 0) {
      out->push_back(replacement[i]);
      continue;
    }
    size_t number = 0;
    if (next == '$') {
      out->push_back(u'$');
      ++i;
    } else if (next == '&') {
      *out += match.matched;
      ++i;
    } else if (next == '`') {
      *out += match.text.substr(0, match.position);
      ++i;
    } else if (next == '\'') {
      size_t tail = std::min(match.text.size(), match.position + match.matched.size());
      *out += match.text.substr(tail);
      ++i;
    } else if (size_t used =
                   capture_reference(replacement, i + 1, match.captures.size(), &number)) {
      Value capture = match.captures[number - 1];
      if (!capture.is_undefined()) *out += realm.units(to_string(realm, capture));
      i += used;
    } else if (size_t close = replacement.find(u'>', i); next == '<' &&
                                                         !match.named_groups.is_undefined() &&
                                                         close != std::u16string_view::npos) {
      String* name = realm.string(replacement.substr(i + 2, close - i - 2));
      Value capture = get_value(realm, match.named_groups, realm.key(name));
      if (!capture.is_undefined()) *out += realm.units(to_string(realm, capture));
      i = close;
    } else {
      out->push_back(u'$');
    }
  }
}

}  // namespace actx
