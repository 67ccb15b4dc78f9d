// The methods of RegExp.prototype that String.prototype calls (ECMAScript 22.2.6), and what steps
// through matches.
#ifndef ACTX_VALUE_BUILTINS_REGEXP_SYMBOLS_H_
#define ACTX_VALUE_BUILTINS_REGEXP_SYMBOLS_H_

#include "value/realm.h"

namespace actx {

Value regexp_symbol_match(Realm& realm, const Call& call);
Value regexp_symbol_match_all(Realm& realm, const Call& call);
Value regexp_symbol_replace(Realm& realm, const Call& call);
Value regexp_symbol_search(Realm& realm, const Call& call);
Value regexp_symbol_split(Realm& realm, const Call& call);

}  // namespace actx

#endif  // ACTX_VALUE_BUILTINS_REGEXP_SYMBOLS_H_
