// JSON text to values and back (ECMAScript 25.5).
#ifndef ACTX_VALUE_JSON_H_
#define ACTX_VALUE_JSON_H_

#include <string>
#include <string_view>

#include "value/value.h"

namespace actx {

/// The value of a JSON text. Throws SyntaxError with V8's message.
Value json_parse(Realm& realm, std::u16string_view text);
/// QuoteJSONString (25.5.2.3): appends `text` with quotes and escapes.
void json_quote(std::u16string_view text, std::u16string* out);
/// JSON.stringify(value, replacer, space): a string, or undefined.
Value json_stringify(Realm& realm, Value value, Value replacer, Value space);

}  // namespace actx

#endif  // ACTX_VALUE_JSON_H_
