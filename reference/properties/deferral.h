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
};
inline constexpr int kDeferrals = 13;

using Chain = std::vector<Deferral>;

/// The text before and after the statements that are to run after the chain. The whole is one
/// statement (or none, for an empty chain), which needs deferral_prelude().
std::string open_chain(const Chain& chain);
std::string close_chain(const Chain& chain);

/// A promise's worth of the chain: an expression whose value is settled after the chain.
std::string promise_of_chain(const Chain& chain);

/// Declares `foreign`, `sleep` and `promisify`. Needs the instance `storage`, and `foreign_store`,
/// a value that no other part of the program enters.
std::string_view deferral_prelude();

}  // namespace actx

#endif  // ACTX_PROPERTIES_DEFERRAL_H_
