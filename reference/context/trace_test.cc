// The trace of a run: who ran, in which resource, and why each store had its value.
#include <gtest/gtest.h>

#include "context/testing/world.h"
#include "trace/text_trace.h"

namespace actx::testing {
namespace {

struct Renderer final : StoreRenderer {
  explicit Renderer(World& world) : world(world) {}
  std::string render(Value store) override { return world.text(store); }
  World& world;
};

std::string traced(ProfileName profile, const std::function<void(World&)>& program) {
  World w(Profile(profile).rules());
  Renderer renderer(w);
  std::string text;
  TextTrace trace(&text, renderer);
  w.context.set_trace(&trace);
  w.main([&] { program(w); });
  return text;
}

TEST(Trace, SaysWhereAStoreCameFrom) {
  const auto program = [](World& w) {
    auto& als = w.storage();
    w.observe(als);
    w.run(als, "A", [&] {
      w.timeout([&] { w.observe(als); });
      w.observe(als);
    });
    w.observe(als);
  };
  const std::string rest =
      "set       als1 in #1: A (run)\n"
      "init      #2 Later, trigger #1, made in #1\n"
      "read      als1 in #1: A (run in #1)\n"
      "set       als1 in #1: undef (restored)\n"
      "read      als1 in #1: undef (restored in #1)\n"
      "callback  #2 Later\n"
      "before    #2\n"
      "read      als1 in #2: A (run in #1, inherited)\n"
      "end       #2\n"
      "after     #2\n";
  EXPECT_EQ(traced(ProfileName::kNode18, program),
            "read      als1 in #1: undef (disabled)\n" + rest);
  EXPECT_EQ(traced(ProfileName::kFrame, program), "read      als1 in #1: undef (none)\n" + rest);
}

TEST(Trace, ShowsScopesThatAreLeftByAnException) {
  const auto program = [](World& w) {
    AsyncResource r = w.resource("R");
    try {
      w.in_scope(r, [&] { throw Throw{w.str("boom")}; });
    } catch (const Throw&) {
      r.emit_destroy();
    }
  };
  EXPECT_EQ(traced(ProfileName::kNode18, program),
            "init      #2 R, trigger #1, made in #1\n"
            "callback  #2 R\n"
            "before    #2\n"
            "end       #2, by an exception\n"
            "after     #2\n"
            "destroy   #2\n");
}

}  // namespace
}  // namespace actx::testing
