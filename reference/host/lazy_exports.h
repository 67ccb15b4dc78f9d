// Parts of native:host for modules that are written in JavaScript and should cost little to load.
#ifndef ACTX_HOST_LAZY_EXPORTS_H_
#define ACTX_HOST_LAZY_EXPORTS_H_

#include "value/function.h"

namespace actx {

/// lazyExports(makers): an object with the keys of `makers`; a value is what the function under its
/// key returns, which is called when somebody first looks. The program sees plain data properties.
Value lazy_exports(Realm& realm, const Call& call);

/// makeEnumerable(prototype): methods and accessors of a class become enumerable, as those of web
/// interfaces are.
Value make_enumerable(Realm& realm, const Call& call);

}  // namespace actx

#endif  // ACTX_HOST_LAZY_EXPORTS_H_
