// How contexts reach callbacks: timers and their like, promises, roots, errors.
#include <gtest/gtest.h>

#include "context/testing/scenarios.h"

namespace actx::testing {
namespace {

std::vector<Scenario> callback_scenarios() {
  return {
      portable(
          "every way of deferring keeps the store of its scheduling",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                for (const ResourceKind kind : {ResourceKind::kTimeout, ResourceKind::kImmediate,
                                                ResourceKind::kTick, ResourceKind::kNative}) {
                  w.later(kind, [&] { w.observe(als); });
                }
                w.microtask([&] { w.observe(als); });
              });
              w.enter(als, "B");
            });
          },
          "A A A A A"),
      portable(
          "a callback leaves nothing behind",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] { w.timeout([&] { w.enter(als, "E"); }); });
              w.timeout([&] { w.observe(als); });
            });
          },
          "undef"),
      portable(
          "a repeated callback keeps its store",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                Resource* interval = w.make(ResourceKind::kTimeout, "Timeout");
                for (int i = 0; i < 3; ++i) {
                  w.fire_later(interval, [&] { w.observe(als); });
                }
              });
            });
          },
          "A A A"),
      portable(
          "a timer that fires in another context",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              Resource* timeout = nullptr;
              w.run(als, "A", [&] { timeout = w.make(ResourceKind::kTimeout, "Timeout"); });
              w.run(als, "B", [&] {
                const CallbackScope scope(w.context, timeout);
                w.observe(als);
              });
            });
          },
          "A"),
      portable(
          "all instances are captured",
          [](World& w) {
            w.main([&] {
              auto& a = w.storage();
              auto& b = w.storage();
              w.run(a, "A", [&] {
                w.run(b, "B", [&] {
                  w.timeout([&] {
                    w.observe(a);
                    w.observe(b);
                  });
                });
              });
            });
          },
          "A B"),
  };
}

std::vector<Scenario> promise_scenarios() {
  return {
      portable(
          "a reaction sees the store of its then() call",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              Promise* p = nullptr;
              w.run(als, "created", [&] { p = w.promise(); });
              w.run(als, "then", [&] { w.then(p, [&] { w.observe(als); }); });
              w.run(als, "resolved", [&] { w.resolve(p); });
            });
          },
          "then"),
      portable(
          "an await sees the store of before it",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              Promise* p = nullptr;
              w.run(als, "created", [&] { p = w.promise(); });
              w.run(als, "await", [&] { w.await(p, [&] { w.observe(als); }); });
              w.run(als, "resolved", [&] { w.resolve(p); });
            });
          },
          "await"),
      portable(
          "enterWith in a reaction is not seen by the next one",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                Promise* p = w.promise();
                Promise* q = w.then(p, [&] { w.enter(als, "E"); });
                w.then(q, [&] { w.observe(als); });
                w.resolve(p);
              });
            });
          },
          "A"),
      {"then() of a thenable resolved elsewhere",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           Promise* p = nullptr;
           w.run(als, "A", [&] { p = w.promise(); });
           w.run(als, "B", [&] { w.resolve(p, w.thenable([&](Value) { w.observe(als); })); });
         });
       },
       "A", "B", "B"},
      {"unhandledRejection of a promise made in A, rejected in B",
       [](World& w) {
         auto& als = w.storage();
         w.on_rejection = [&] { w.observe(als); };
         w.main([&] {
           Promise* p = nullptr;
           w.run(als, "A", [&] { p = w.promise(); });
           w.run(als, "B", [&] { reject_promise(w.realm, p, w.str("boom")); });
         });
       },
       "A", "B", "B"},
      {"an await before the first instance is enabled",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           Promise* p = w.promise();
           w.await(p, [&] { w.enter(als, "L"); });
           w.await(p, [&] { w.observe(als); });
           w.resolve(p);
         });
       },
       "L", "undef", "undef"},
      {"ids in a reaction while an instance is enabled",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.run(als, "A", [&] {
             Promise* p = w.promise();
             w.then(p, [&] { w.observe(w.context.execution_async_id() > 0 ? "id" : "none"); });
             w.resolve(p);
           });
         });
       },
       "id", "none", "id"},
  };
}

std::vector<Scenario> root_scenarios() {
  return {
      {"a store entered between two callbacks of a phase",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           const RootScope process(w.context, Root::kProcess);
           w.enter(als, "X");
         });
         w.main([&] {});
       },
       "", "", ""},
      {"the process root keeps a store entered in it",
       [](World& w) {
         auto& als = w.storage();
         {
           const RootScope process(w.context, Root::kProcess);
           w.enter(als, "X");
           w.observe(als);
         }
         {
           const RootScope process(w.context, Root::kProcess);
           w.observe(als);
         }
         {
           const RootScope main(w.context, Root::kMain);
           w.observe(als);
         }
       },
       "X X undef", "X undef undef", "X undef undef"},
      {"the top level keeps a store entered in it",
       [](World& w) {
         auto& als = w.storage();
         {
           const RootScope top(w.context, Root::kTopLevel);
           w.enter(als, "X");
           w.observe(als);
         }
         const RootScope top(w.context, Root::kTopLevel);
         w.observe(als);
       },
       "X X", "X undef", "X undef"},
  };
}

std::vector<Scenario> error_scenarios() {
  return {
      portable(
          "uncaughtException sees the store of the callback that threw",
          [](World& w) {
            auto& als = w.storage();
            w.on_uncaught = [&] { w.observe(als); };
            w.main([&] {
              w.run(als, "A", [&] {
                w.timeout([&] {
                  w.enter(als, "E");
                  throw Throw{w.str("boom")};
                });
              });
              w.timeout([&] { w.observe(als); });
            });
          },
          "E undef"),
      {"the same for a queueMicrotask callback",
       [](World& w) {
         auto& als = w.storage();
         w.on_uncaught = [&] { w.observe(als); };
         w.main(
             [&] { w.run(als, "A", [&] { w.microtask([&] { throw Throw{w.str("boom")}; }); }); });
         w.observe(als);
       },
       "undef undef", "A undef", "A undef"},
  };
}

}  // namespace

std::vector<Scenario> propagation_scenarios() {
  std::vector<Scenario> all;
  for (const auto& part :
       {callback_scenarios(), promise_scenarios(), root_scenarios(), error_scenarios()}) {
    for (const Scenario& scenario : part) all.push_back(scenario);
  }
  return all;
}

TEST(Promises, AreNotTrackedUntilSomethingIsEnabledAndNotLongAfter) {
  World w(Profile(ProfileName::kNode18).rules());
  auto& als = w.storage();
  w.main([&] {
    EXPECT_FALSE(w.context.wants_throwaway());
    w.enter(als, "A");
    EXPECT_TRUE(w.context.wants_throwaway());
    als.disable();
    // Off in a microtask, because a job may be in progress.
    EXPECT_TRUE(w.context.wants_throwaway());
  });
  EXPECT_FALSE(w.context.wants_throwaway());
}

TEST(Promises, StayTrackedThroughExit) {
  World w(Profile(ProfileName::kNode18).rules());
  auto& als = w.storage();
  w.main([&] {
    w.run(als, "A", [&] { w.exit(als, [&] { EXPECT_TRUE(w.context.wants_throwaway()); }); });
  });
  EXPECT_TRUE(w.context.wants_throwaway());
}

TEST(Promises, ShowTheirIds) {
  World w(Profile(ProfileName::kNode18).rules());
  auto& als = w.storage();
  w.run(als, "A", [&] {
    Promise* p = w.promise();
    EXPECT_NE(p->own_slot(w.realm, Context::async_id_key()), nullptr);
    EXPECT_NE(p->own_slot(w.realm, Context::trigger_id_key()), nullptr);
  });
}

}  // namespace actx::testing
