// Chains of deferrals: the ways in which a callback can run later, as text of a litmus program.
//
// Words
// - A deferral is one asynchronous step; a chain is any number of them, one inside the other.
// - A promise that is foreign was made outside every run(), and is settled in a run() of its own.
#ifndef ACTX_PROPERTIES_DEFERRAL_H_
#define ACTX_PROPERTIES_DEFERRAL_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace actx {

enum class Deferral : uint8_t {
  kTick,
  kMicrotask,
  kThen,
  kAwait,
  kImmediate,
  kTimeout,
  kInterval,
  kCatch,
  kFinally,
  kPromisified,
  kSleep,
  kThenForeign,
  kAwaitForeign,
  kThenMethod,
  kCallbackified,
  kForAwait,
};
inline constexpr int kDeferrals = 16;

using Chain = std::vector<Deferral>;

/// The text before and after the statements that are to run after the chain. The whole is one
/// statement (or none, for an empty chain), which needs deferral_prelude().
std::string open_chain(const Chain& chain);
std::string close_chain(const Chain& chain);

/// A promise's worth of the chain: an expression whose value is settled after the chain.
std::string promise_of_chain(const Chain& chain);

/// What a program with chains imports, from both kinds of modules, and its declaration of
/// `foreign`. The latter needs the instance `storage`, and `foreign_store`, a value entered nowhere
/// else.
inline constexpr std::string_view kDeferralImports =
    "import { callbackify, promisify } from 'node:util';\n"
    "import { setTimeout as sleep } from 'node:timers/promises';\n";
inline constexpr std::string_view kDeferralRequires =
    "const { callbackify, promisify } = require('node:util');\n"
    "const { setTimeout: sleep } = require('node:timers/promises');\n";
std::string_view deferral_prelude();

}  // namespace actx

#endif  // ACTX_PROPERTIES_DEFERRAL_H_
