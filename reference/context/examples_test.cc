// The example program logs the same under every profile, and what its comments promise.
#include <gtest/gtest.h>

#include "context/examples/context_example.h"
#include "context/profile.h"

namespace actx {
namespace {

TEST(ContextExample, EveryLineKnowsItsRequest) {
  const std::vector<std::string> expected = {"0: start",   "1: start",  "0: read",   "1: read",
                                             "-: outside", "0: finish", "1: finish", "-: done"};
  for (const Profile& profile : Profile::all()) {
    EXPECT_EQ(examples::log_of_two_requests(profile.name()), expected) << profile.name();
  }
}

}  // namespace
}  // namespace actx
