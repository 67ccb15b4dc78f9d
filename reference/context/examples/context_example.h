// What the example program of context/ logs; see context_example.cc.
#ifndef ACTX_CONTEXT_EXAMPLES_CONTEXT_EXAMPLE_H_
#define ACTX_CONTEXT_EXAMPLES_CONTEXT_EXAMPLE_H_

#include <string>
#include <string_view>
#include <vector>

namespace actx::examples {

/// Two requests handled by jobs that interleave; each line begins with the id of its request.
std::vector<std::string> log_of_two_requests(std::string_view profile_name);

}  // namespace actx::examples

#endif  // ACTX_CONTEXT_EXAMPLES_CONTEXT_EXAMPLE_H_
