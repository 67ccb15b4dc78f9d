// The text of primitive values as util.inspect writes it, and measures of text.
#ifndef ACTX_HOST_INSPECT_TEXT_H_
#define ACTX_HOST_INSPECT_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "value/realm.h"

namespace actx {

/// The kinds of text that `colors` tells apart, in order of util.inspect.styles.
enum class InspectStyle : uint8_t {
  kNone,
  kSpecial,
  kNumber,
  kBigInt,
  kBoolean,
  kUndefined,
  kNull,
  kString,
  kSymbol,
  kDate,
  kRegExp,
  kModule,
  kName,
};

/// With the terminal's colour codes of that style.
std::u16string colored(std::u16string_view text, InspectStyle style);
/// In quotes: single, unless the text has some and others read better; control characters, lone
/// surrogates and backslashes are escaped.
std::u16string quote_string(std::u16string_view text);
/// The escapes of quote_string without the quotes, as symbol and hidden keys show them.
std::u16string escape_key(std::u16string_view text);
/// True for keys that need no quotes: [a-zA-Z_][a-zA-Z_0-9]*.
bool is_plain_key(std::u16string_view key);
/// -0 as "-0"; with `separator` digits in groups of three (1_234.567_8).
std::u16string number_text(Realm& realm, double number, bool separator);
std::u16string bigint_inspect_text(Realm& realm, BigInt* big, bool separator);
/// How many columns of a terminal the text takes; colour codes count nothing.
size_t text_width(std::u16string_view text, bool has_colors);
std::u16string without_colors(std::u16string_view text);
/// The number of units, not counting colour codes.
size_t text_length(std::u16string_view text, bool has_colors);
std::u16string decimal(double number);
/// "... 3 more items".
std::u16string more_text(double count, std::u16string_view noun);
void replace_all(std::u16string* text, std::u16string_view from, std::u16string_view to);
std::u16string u16_of(std::string_view ascii);

}  // namespace actx

#endif  // ACTX_HOST_INSPECT_TEXT_H_
