// AsyncLocalStorage: run, exit, enterWith, disable, getStore.
#include <gtest/gtest.h>

#include "context/testing/scenarios.h"

namespace actx::testing {
namespace {

/// Primes the promise hooks, as any program does that has run() once.
void prime(World& w, AsyncLocalStorage& als) {
  w.run(als, "prime", [] {});
}

std::vector<Scenario> run_scenarios() {
  return {
      portable(
          "run sets the store for its callback only",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.observe(als);
              w.run(als, "A", [&] { w.observe(als); });
              w.observe(als);
            });
          },
          "undef A undef"),
      portable(
          "nested runs with different stores",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                w.run(als, "B", [&] { w.observe(als); });
                w.observe(als);
              });
            });
          },
          "B A"),
      {"nested run of the same store does not undo enterWith",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.run(als, "A", [&] {
             w.run(als, als.get_store(), [&] { w.enter(als, "E"); });
             w.observe(als);
           });
           w.observe(als);
         });
       },
       "E undef", "E undef", "A undef"},
      portable(
          "nested run of another store undoes enterWith",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                w.run(als, "B", [&] { w.enter(als, "E"); });
                w.observe(als);
              });
            });
          },
          "A"),
      {"NaN is the same store as NaN",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.run(als, Value(NAN), [&] {
             w.run(als, Value(NAN), [&] { w.enter(als, "E"); });
             w.observe(als);
           });
         });
       },
       "E", "E", "NaN"},
      portable(
          "-0 is another store than 0",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, Value(0), [&] {
                w.run(als, Value(-0.0), [&] {
                  w.observe(als);
                  w.enter(als, "E");
                });
                w.observe(als);
              });
            });
          },
          "-0 0"),
      portable(
          "run(undefined) inside a run",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                w.run(als, Value(), [&] {
                  w.observe(als);
                  w.timeout([&] { w.observe(als); });
                });
                w.observe(als);
              });
            });
          },
          "undef A undef"),
      portable(
          "a throw leaves the store of before, and the error as it was",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                try {
                  w.run(als, "B", [&] { throw Throw{w.str("boom")}; });
                  w.observe("returned");
                } catch (const Throw& thrown) {
                  w.observe(thrown.value);
                }
                w.observe(als);
              });
              w.observe(als);
            });
          },
          "boom A undef"),
      portable(
          "the result of the callback",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              const auto callback = [&] { return w.str("R"); };
              w.observe(als.run(w.str("A"), callback));
              w.observe(als.exit(callback));
            });
          },
          "R R"),
      portable(
          "stores of every type come back as they are",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              Object* object = w.realm.new_object();
              for (const Value store :
                   {Value(0), Value(false), Value::null(), Value(NAN), w.str(""), Value(object)}) {
                w.run(als, store, [&] {
                  w.observe(same_value(w.realm, als.get_store(), store) ? "same" : "other");
                });
              }
              w.run(als, "A", [&] { w.run(als, Value(), [&] { w.observe(als); }); });
            });
          },
          "same same same same same same undef"),
      portable(
          "instances are independent",
          [](World& w) {
            w.main([&] {
              auto& a = w.storage();
              auto& b = w.storage();
              auto& c = w.storage();
              w.run(a, "A", [&] {
                w.observe(b);
                w.run(b, "B", [&] {
                  w.run(c, "C", [&] {
                    w.exit(a, [&] {
                      w.observe(a);
                      w.observe(b);
                    });
                    b.disable();
                    w.observe(a);
                    w.observe(b);
                    w.timeout([&] {
                      w.observe(a);
                      w.observe(c);
                    });
                  });
                });
              });
            });
          },
          "undef undef B A undef A C"),
      portable(
          "run's restore goes to where it entered",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              AsyncResource r = w.resource();
              w.run(als, "A", [&] { w.in_scope(r, [&] { w.enter(als, "E"); }); });
              w.observe(als);
            });
          },
          "undef"),
  };
}

std::vector<Scenario> enter_with_scenarios() {
  return {
      portable(
          "enterWith lasts and is seen by async work",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.timeout([&] { w.observe(als); });
              w.enter(als, "E");
              w.observe(als);
              w.timeout([&] { w.observe(als); });
              w.enter(als, "F");
              w.observe(als);
              w.timeout([&] { w.observe(als); });
            });
          },
          "E F undef E F"),
      portable(
          "enterWith inside run ends with it but not for async work",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                w.enter(als, "E");
                w.timeout([&] { w.observe(als); });
              });
              w.observe(als);
            });
          },
          "undef E"),
      portable(
          "enterWith(undefined) is a store too",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.enter(als, "A");
              als.enter_with(Value());
              w.observe(als);
              w.timeout([&] { w.observe(als); });
            });
          },
          "undef undef"),
      {"enterWith in an interval's callback",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.run(als, "A", [&] {
             Resource* interval = w.make(ResourceKind::kTimeout, "Timeout");
             for (int i = 0; i < 3; ++i) {
               w.fire_later(interval, [&w, &als, i] {
                 w.observe(als);
                 w.enter(als, "E" + std::to_string(i));
               });
             }
           });
         });
       },
       "A E0 E1", "A A A", "A A A"},
      portable(
          "enterWith never reaches siblings",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                w.timeout([&] { w.enter(als, "E"); });
                w.timeout([&] { w.observe(als); });
              });
            });
          },
          "A"),
  };
}

std::vector<Scenario> exit_scenarios() {
  return {
      portable(
          "exit hides the store and brings it back",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                w.exit(als, [&] {
                  w.observe(als);
                  w.exit(als, [&] { w.observe(als); });
                  w.observe(als);
                });
                w.observe(als);
              });
            });
          },
          "undef undef undef A"),
      portable(
          "exit brings the store back when the callback throws",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                try {
                  w.exit(als, [&] { throw Throw{w.str("boom")}; });
                } catch (const Throw& thrown) {
                  w.observe(thrown.value);
                }
                w.observe(als);
              });
            });
          },
          "boom A"),
      portable(
          "async work made in exit has no store, not even later",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                w.exit(als, [&] {
                  w.timeout([&] { w.observe(als); });
                  Promise* p = w.promise();
                  w.then(p, [&] { w.observe(als); });
                  w.await(p, [&] { w.observe(als); });
                  w.resolve(p);
                });
              });
            });
          },
          "undef undef undef"),
      {"exit of a disabled instance only calls",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.exit(als, [&] { w.observe(als); });
           w.enter(als, "A");
           als.disable();
           w.exit(als, [&] { w.observe(als); });
           w.observe(als);
         });
       },
       "undef undef undef", "undef undef undef", "undef undef undef"},
      {"enterWith inside exit",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.run(als, "A", [&] {
             w.exit(als, [&] {
               w.enter(als, "E");
               w.observe(als);
             });
             w.observe(als);
           });
         });
       },
       "E E", "E A", "E A"},
      {"run inside exit",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.run(als, "A", [&] {
             w.exit(als, [&] {
               w.run(als, "B", [&] { w.observe(als); });
               w.observe(als);
               w.timeout([&] { w.observe(als); });
             });
             w.observe(als);
           });
         });
       },
       "B A A A", "B undef A undef", "B undef A undef"},
      {"a resource made before exit, entered during and after it",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.run(als, "A", [&] {
             AsyncResource r = w.resource();
             w.exit(als, [&] { w.in_scope(r, [&] { w.observe(als); }); });
             w.in_scope(r, [&] { w.observe(als); });
           });
         });
       },
       "undef A", "A A", "A A"},
  };
}

std::vector<Scenario> disable_scenarios() {
  return {
      portable(
          "disable inside run",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                als.disable();
                w.observe(als);
              });
              w.observe(als);
              w.run(als, "B", [&] { w.observe(als); });
              w.observe(als);
              als.disable();
              w.enter(als, "C");
              w.observe(als);
            });
          },
          "undef undef B undef C"),
      {"enterWith, disable, run: what is there afterwards",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.enter(als, "A");
           als.disable();
           w.observe(als);
           w.run(als, "B", [&] { w.observe(als); });
           w.observe(als);
         });
       },
       "undef B A", "undef B undef", "undef B undef"},
      {"a timer made in run, disabled before it fires",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.run(als, "A", [&] { w.timeout([&] { w.observe(als); }); });
           als.disable();
         });
       },
       "undef", "A", "undef"},
      {"the same, and enabled again before it fires",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.run(als, "A", [&] { w.timeout([&] { w.observe(als); }); });
           als.disable();
           w.run(als, "B", [] {});
         });
       },
       "A", "A", "undef"},
      portable(
          "made while disabled, enabled before it fires",
          [](World& w) {
            w.main([&] {
              auto& als = w.storage();
              w.run(als, "A", [&] {
                als.disable();
                w.timeout([&] { w.observe(als); });
              });
              w.enter(als, "B");
            });
          },
          "undef"),
      {"disable inside exit",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           w.run(als, "A", [&] {
             w.exit(als, [&] { als.disable(); });
             w.observe(als);
           });
         });
       },
       "A", "A", "undef"},
      {"a bound function called after disable",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           std::function<void(const World::Function&)> snapshot;
           w.run(als, "A", [&] { snapshot = w.bind(ResourceKind::kSnapshot); });
           als.disable();
           snapshot([&] { w.observe(als); });
         });
       },
       "undef", "A", "undef"},
  };
}

}  // namespace

std::vector<Scenario> storage_scenarios() {
  std::vector<Scenario> all;
  for (const auto& part :
       {run_scenarios(), enter_with_scenarios(), exit_scenarios(), disable_scenarios()}) {
    for (const Scenario& scenario : part) all.push_back(scenario);
  }
  return all;
}

TEST(AsyncLocalStorage, RunOfTheCurrentStoreDoesNotEnable) {
  World w(Profile(ProfileName::kNode18).rules());
  auto& als = w.storage();
  w.run(als, Value(), [&] { EXPECT_FALSE(als.is_enabled()); });
  EXPECT_FALSE(als.is_enabled());
  w.enter(als, "A");
  EXPECT_TRUE(als.is_enabled());
}

TEST(AsyncLocalStorage, ExitLeavesADisabledInstanceDisabled) {
  World w(Profile(ProfileName::kNode18).rules());
  auto& als = w.storage();
  w.exit(als, [] {});
  EXPECT_FALSE(als.is_enabled());
  prime(w, als);
  als.disable();
  w.exit(als, [] {});
  EXPECT_FALSE(als.is_enabled());
}

TEST(AsyncLocalStorage, StoresAreOwnPropertiesOfTheExecutingResource) {
  World w(Profile(ProfileName::kNode18).rules());
  w.main([&] {
    auto& als = w.storage();
    AsyncResource r = w.resource();
    w.in_scope(r, [&] { w.enter(als, "E"); });
    const PropertyKey key = PropertyKey::symbol(als.key());
    const Property* slot = r.resource()->object->own_slot(w.realm, key);
    ASSERT_NE(slot, nullptr);
    EXPECT_EQ(w.text(slot->value), "E");
  });
}

TEST(AsyncLocalStorage, AFrozenResourceRefusesAStore) {
  const auto attempt = [](ProfileName profile) {
    World w(Profile(profile).rules());
    auto& als = w.storage();
    AsyncResource r = w.resource();
    r.resource()->object->prevent_extensions(w.realm);
    w.in_scope(r, [&] { w.run(als, "B", [&] { w.observe(als); }); });
    return w.out;
  };
  EXPECT_THROW(attempt(ProfileName::kNode18), Throw);
  EXPECT_EQ(attempt(ProfileName::kFrame), "B");
}

}  // namespace actx::testing
