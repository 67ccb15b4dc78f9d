#include "value/async_stack.h"

#include "value/conversions.h"

namespace actx {

void append_async_lines(Realm& realm, uint32_t limit, std::u16string* out) {
  Promise* promise = realm.job_promise;
  while (limit > 0 && promise != nullptr && promise->state() == Promise::State::kPending &&
         promise->reactions().size() == 1) {
    const Reaction& reaction = promise->reactions()[0];
    std::u16string line;
    if (reaction.awaiter != nullptr) {
      reaction.awaiter->describe_suspended(realm, &line);
      promise = reaction.awaiter->outer_promise();
    } else if (Promise* gathered = describe_combinator(reaction, &line)) {
      promise = gathered;
    } else if (Promise* settled = promise_of_resolve_function(reaction.on_fulfilled)) {
      promise = settled;
    } else {
      promise = as<Promise>(reaction.capability.promise);
    }
    if (line.empty()) continue;
    *out += u"\n    at " + line;
    --limit;
  }
}

}  // namespace actx
