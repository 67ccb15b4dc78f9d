// Errors with a code, as the runtime's own modules throw them: `TypeError [ERR_X]: message`.
#ifndef ACTX_CONTEXT_CODED_ERROR_H_
#define ACTX_CONTEXT_CODED_ERROR_H_

#include "value/realm.h"

namespace actx {

/// An error whose stack shows `code` after its name and which has the own property `code`.
/// `prototype`: Intrinsic::kTypeErrorPrototype or one of its like.
Object* make_coded_error(Realm& realm, Intrinsic prototype, std::string_view code,
                         std::string_view message);
[[noreturn]] void throw_coded_error(Realm& realm, Intrinsic prototype, std::string_view code,
                                    std::string_view message);

}  // namespace actx

#endif  // ACTX_CONTEXT_CODED_ERROR_H_
