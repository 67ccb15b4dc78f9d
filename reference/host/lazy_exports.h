// Parts of native:host for modules that are written in JavaScript and should cost little to load.
#ifndef ACTX_HOST_LAZY_EXPORTS_H_
#define ACTX_HOST_LAZY_EXPORTS_H_

#include <string_view>

#include "value/function.h"

namespace actx {

/// lazyExports(makers): an object with the keys of `makers`; a value is what the function under its
/// key returns, which is called when somebody first looks. The program sees plain data properties.
Value lazy_exports(Realm& realm, const Call& call);

/// `names`, parted by blanks, are what Node's `module` has and the reference has not. Who reads
/// such a property of `exports` ends the run; it shows in no list of keys.
void refuse_names(Realm& realm, Object* exports, std::string_view module, std::string_view names);
/// refuseExports(exports, module, names): the same, once the program gets the module.
Value refuse_exports(Realm& realm, const Call& call);

/// makeEnumerable(prototype): methods and accessors of a class become enumerable, as those of web
/// interfaces are.
Value make_enumerable(Realm& realm, const Call& call);

}  // namespace actx

#endif  // ACTX_HOST_LAZY_EXPORTS_H_
