// AsyncResource: construction, scopes, ids, destroy; bound functions and snapshots.
#include <gtest/gtest.h>

#include "context/testing/scenarios.h"

namespace actx::testing {
namespace {

std::vector<Scenario> scope_scenarios() {
  return {
      portable(
          "a resource keeps the context of its construction",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              std::optional<AsyncResource> r;
              w.run(als, "A", [&] { r = w.resource(); });
              w.run(als, "B", [&] {
                w.in_scope(*r, [&] { w.observe(als); });
                w.observe(als);
              });
              w.in_scope(*r, [&] { w.observe(als); });
              w.observe(als);
            });
          },
          "A B A undef"),
      portable(
          "the context is restored when the function throws",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              std::optional<AsyncResource> r;
              w.run(als, "A", [&] { r = w.resource(); });
              w.run(als, "B", [&] {
                try {
                  w.in_scope(*r, [&] { throw Throw{w.str("boom")}; });
                } catch (const Throw& thrown) {
                  w.observe(thrown.value);
                }
                w.observe(als);
                w.observe(w.context.execution_async_id() == 1 ? "main" : "other");
              });
            });
          },
          "boom B main"),
      {"enterWith in a scope, and the scope again",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           std::optional<AsyncResource> r;
           w.run(als, "A", [&] { r = w.resource(); });
           w.in_scope(*r, [&] { w.enter(als, "E"); });
           w.in_scope(*r, [&] { w.observe(als); });
           w.observe(als);
         });
       },
       "E undef", "A undef", "A undef"},
      {"a bound function that appends to its store",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           std::function<void(const World::Function&)> bound;
           w.run(als, "A", [&] { bound = w.bind(ResourceKind::kBound); });
           for (int i = 0; i < 3; ++i) {
             bound([&] {
               w.observe(als);
               w.enter(als, w.text(als.get_store()) + "+");
             });
           }
         });
       },
       "A A+ A++", "A A A", "A A A"},
      portable(
          "bind and snapshot keep the context of their call",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              std::function<void(const World::Function&)> bound;
              std::function<void(const World::Function&)> snapshot;
              w.run(als, "A", [&] {
                bound = w.bind(ResourceKind::kBound);
                snapshot = w.bind(ResourceKind::kSnapshot);
              });
              w.run(als, "B", [&] {
                bound([&] { w.observe(als); });
                snapshot([&] { w.observe(als); });
              });
            });
          },
          "A A"),
      portable(
          "a snapshot of no context",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              const auto snapshot = w.bind(ResourceKind::kSnapshot);
              w.run(als, "B", [&] {
                snapshot([&] { w.observe(als); });
                w.observe(als);
              });
            });
          },
          "undef B"),
      {"an empty type inside run",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.run(als, "A", [&] {
             try {
               w.resource("");
               w.observe("ok");
             } catch (const Throw& thrown) {
               w.observe(get_value(w.realm, thrown.value, w.realm.names().code));
             }
           });
         });
       },
       "ERR_ASYNC_TYPE", "ok", "ok"},
  };
}

std::vector<Scenario> id_scenarios() {
  return {
      portable(
          "ids are unique; in a scope they are the resource's",
          [](World& w) {
            w.main([&] {
              AsyncResource a = w.resource();
              AsyncResource b = w.resource();
              w.observe(a.async_id() != b.async_id() && a.async_id() > 1 ? "unique" : "same");
              w.observe(Value(static_cast<double>(a.trigger_async_id())));
              w.in_scope(a, [&] {
                w.observe(w.context.execution_async_id() == a.async_id() ? "own" : "other");
                w.observe(w.context.trigger_async_id() == 1 ? "trigger" : "other");
                AsyncResource c = w.resource();
                w.observe(c.trigger_async_id() == a.async_id() ? "nested" : "other");
              });
              w.observe(Value(static_cast<double>(w.context.execution_async_id())));
              w.observe(Value(static_cast<double>(w.context.trigger_async_id())));
            });
          },
          "unique 1 own trigger nested 1 0"),
      portable(
          "a trigger that is given is kept",
          [](World& w) {
            w.main([&] {
              AsyncResource::Options options;
              options.trigger = 7;
              AsyncResource r(w.context, w.realm.literal("R"), nullptr, options);
              w.observe(Value(static_cast<double>(r.trigger_async_id())));
              w.in_scope(
                  r, [&] { w.observe(Value(static_cast<double>(w.context.trigger_async_id()))); });
            });
          },
          "7 7"),
      {"the default trigger inside a default-trigger scope",
       [](World& w) {
         w.main([&] {
           const DefaultTriggerScope scope(w.context, 42);
           w.observe(Value(static_cast<double>(w.resource().trigger_async_id())));
           w.observe(Value(static_cast<double>(w.make(ResourceKind::kNative, "T")->trigger_id)));
         });
       },
       "42 42", "42 42", "1 42"},
      portable(
          "executionAsyncResource",
          [](World& w) {
            w.main([&] {
              AsyncResource r = w.resource();
              w.in_scope(r, [&] {
                w.observe(w.context.execution_async_resource() == r.resource()->object ? "own"
                                                                                       : "other");
              });
              w.observe(w.context.execution_async_resource() == w.context.execution_async_resource()
                            ? "same"
                            : "other");
            });
          },
          "own same"),
  };
}

}  // namespace

std::vector<Scenario> resource_scenarios() {
  std::vector<Scenario> all = scope_scenarios();
  for (const Scenario& scenario : id_scenarios()) all.push_back(scenario);
  return all;
}

TEST(AsyncResource, ScopesNestDeeplyAndUnwind) {
  for (const Profile& profile : Profile::all()) {
    World w(profile.rules());
    w.main([&] {
      std::vector<AsyncResource> resources;
      for (int i = 0; i < 1000; ++i) resources.push_back(w.resource());
      std::function<void(size_t)> descend = [&](size_t level) {
        if (level == resources.size()) return;
        w.in_scope(resources[level], [&] {
          EXPECT_EQ(w.context.execution_async_id(), resources[level].async_id());
          descend(level + 1);
          EXPECT_EQ(w.context.execution_async_id(), resources[level].async_id());
        });
      };
      descend(0);
      EXPECT_EQ(w.context.execution_async_id(), 1);
    });
  }
}

}  // namespace actx::testing
