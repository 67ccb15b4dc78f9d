// What the files of String.prototype share.
#ifndef ACTX_VALUE_BUILTINS_STRING_COMMON_H_
#define ACTX_VALUE_BUILTINS_STRING_COMMON_H_

#include "value/builtins/receiver.h"
#include "value/characters.h"

namespace actx {

/// RequireObjectCoercible(this); `method` is the full name for the message.
void require_coercible(Realm& realm, const Call& call, const char* method);
/// ToString(RequireObjectCoercible(this)).
String* this_string(Realm& realm, const Call& call, const char* method);
/// Units from .. to of `string`, sharing its memory.
String* substring(Realm& realm, String* string, size_t from, size_t to);
/// ToIntegerOrInfinity(value) limited to 0 .. size; `missing` when undefined.
size_t clamped_position(Realm& realm, Value value, size_t size, size_t missing);
/// The same where negative numbers count from the end.
size_t relative_position(Realm& realm, Value value, size_t size, size_t missing);
/// RangeError beyond the longest string.
void check_string_length(Realm& realm, double length);
constexpr double kMaxStringLength = 536870888;  // 2^29 - 24, as V8's

// string_search.cc
Value string_ends_with(Realm& realm, const Call& call);
Value string_includes(Realm& realm, const Call& call);
Value string_index_of(Realm& realm, const Call& call);
Value string_last_index_of(Realm& realm, const Call& call);
Value string_starts_with(Realm& realm, const Call& call);
// string_pattern.cc
Value string_match(Realm& realm, const Call& call);
Value string_match_all(Realm& realm, const Call& call);
Value string_replace(Realm& realm, const Call& call);
Value string_replace_all(Realm& realm, const Call& call);
Value string_search(Realm& realm, const Call& call);
Value string_split(Realm& realm, const Call& call);
// string_html.cc
Value string_anchor(Realm& realm, const Call& call);
Value string_big(Realm& realm, const Call& call);
Value string_blink(Realm& realm, const Call& call);
Value string_bold(Realm& realm, const Call& call);
Value string_fixed(Realm& realm, const Call& call);
Value string_fontcolor(Realm& realm, const Call& call);
Value string_fontsize(Realm& realm, const Call& call);
Value string_italics(Realm& realm, const Call& call);
Value string_link(Realm& realm, const Call& call);
Value string_small(Realm& realm, const Call& call);
Value string_strike(Realm& realm, const Call& call);
Value string_sub(Realm& realm, const Call& call);
Value string_sup(Realm& realm, const Call& call);
// string_locale.cc
Value string_locale_compare(Realm& realm, const Call& call);
Value string_normalize(Realm& realm, const Call& call);
Value string_to_locale_lower_case(Realm& realm, const Call& call);
Value string_to_locale_upper_case(Realm& realm, const Call& call);

}  // namespace actx

#endif  // ACTX_VALUE_BUILTINS_STRING_COMMON_H_
