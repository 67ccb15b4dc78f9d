// Hooks: what is told, in which order, and when changes and ends count.
#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "context/testing/scenarios.h"

namespace actx::testing {
namespace {

/// A hook that observes every event with the type of its resource: "init:Timeout".
TestHook* recorder(World& w, uint8_t events = 0xff, const std::string& prefix = "") {
  auto owner = std::make_shared<TestHook>(events);
  w.owned.push_back(owner);
  TestHook* hook = owner.get();
  auto names = std::make_shared<std::map<AsyncId, std::string>>();
  const auto record = [&w, names, prefix](const char* event) {
    return
        [&w, names, prefix, event](AsyncId id) { w.observe(prefix + event + ":" + (*names)[id]); };
  };
  hook->on_init = [&w, names, prefix](Resource& resource) {
    (*names)[resource.async_id] = w.realm.utf8(resource.type);
    w.observe(prefix + "init:" + (*names)[resource.async_id]);
  };
  hook->on_before = record("before");
  hook->on_after = record("after");
  hook->on_destroy = record("destroy");
  hook->on_resolve = record("resolve");
  return hook;
}

std::vector<Scenario> event_scenarios() {
  return {
      portable(
          "the life of a resource",
          [](World& w) {
            w.on_destroy_phase = [&] { w.observe("check"); };
            w.main([&] {
              w.context.enable_hook(recorder(w));
              AsyncResource r = w.resource("R");
              w.in_scope(r, [&] { w.observe("cb"); });
              r.emit_destroy();
              w.observe("sync");
            });
          },
          "init:R before:R cb after:R sync destroy:R check"),
      portable(
          "after is told when the function throws",
          [](World& w) {
            w.main([&] {
              w.context.enable_hook(recorder(w));
              AsyncResource r = w.resource("R");
              try {
                w.in_scope(r, [&] { throw Throw{w.str("boom")}; });
              } catch (const Throw&) {
                w.observe("caught");
              }
            });
          },
          "init:R before:R after:R caught"),
      portable(
          "after hooks follow the listeners of uncaughtException",
          [](World& w) {
            w.on_uncaught = [&] { w.observe("listener"); };
            w.main([&] {
              w.context.enable_hook(recorder(w));
              w.timeout([&] { throw Throw{w.str("boom")}; });
            });
          },
          "init:Later before:Later listener after:Later"),
      {"emitDestroy called twice",
       [](World& w) {
         w.main([&] {
           w.context.enable_hook(recorder(w));
           AsyncResource r = w.resource("R");
           r.emit_destroy();
           try {
             r.emit_destroy();
           } catch (const Throw&) {
             w.observe("error");
           }
         });
       },
       "init:R destroy:R destroy:R", "init:R destroy:R destroy:R", "init:R error destroy:R"},
      portable(
          "a hook that is disabled hears nothing, also not of destroys that wait",
          [](World& w) {
            w.main([&] {
              TestHook* hook = recorder(w);
              w.context.enable_hook(hook);
              w.resource("R").emit_destroy();
              w.context.disable_hook(hook);
              w.resource("S");
            });
          },
          "init:R"),
      portable(
          "hooks are told in the order of enabling",
          [](World& w) {
            w.main([&] {
              TestHook* first = recorder(w, kInitEvent, "1");
              TestHook* second = recorder(w, kInitEvent, "2");
              w.context.enable_hook(second);
              w.context.enable_hook(first);
              w.context.enable_hook(second);
              w.resource("R");
            });
          },
          "2init:R 1init:R"),
      portable(
          "a hook enabled by a hook counts from the next event on",
          [](World& w) {
            w.main([&] {
              TestHook* late = recorder(w, kInitEvent, "late");
              auto* first = recorder(w, kInitEvent, "first");
              const auto record = first->on_init;
              first->on_init = [&w, late, record](Resource& resource) {
                record(resource);
                w.context.enable_hook(late);
              };
              w.context.enable_hook(first);
              w.resource("R");
              w.resource("S");
            });
          },
          "firstinit:R firstinit:S lateinit:S"),
      portable(
          "a hook disabled by a hook hears this event still",
          [](World& w) {
            w.main([&] {
              TestHook* second = recorder(w, kInitEvent, "second");
              auto* first = recorder(w, kInitEvent, "first");
              const auto record = first->on_init;
              first->on_init = [&w, second, record](Resource& resource) {
                record(resource);
                w.context.disable_hook(second);
              };
              w.context.enable_hook(first);
              w.context.enable_hook(second);
              w.resource("R");
              w.resource("S");
            });
          },
          "firstinit:R secondinit:R firstinit:S"),
      portable(
          "a hook that throws is fatal",
          [](World& w) {
            TestHook* hook = recorder(w, kInitEvent);
            hook->on_init = [&w](Resource&) { throw Throw{w.str("boom")}; };
            w.main([&] {
              w.context.enable_hook(hook);
              w.resource("R");
              w.observe("alive");
            });
          },
          "fatal"),
      {"the store in before and after hooks",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           std::optional<AsyncResource> r;
           w.run(als, "A", [&] { r = w.resource(); });
           TestHook* hook = recorder(w, kBeforeEvent | kAfterEvent);
           hook->on_before = hook->on_after = [&](AsyncId) { w.observe(als); };
           w.context.enable_hook(hook);
           w.run(als, "B", [&] { w.in_scope(*r, [] {}); });
         });
       },
       "A A", "B B", "A A"},
      {"an init hook enabled before the first instance enters a store",
       [](World& w) {
         w.main([&] {
           auto& als = w.storage();
           TestHook* hook = recorder(w, kInitEvent);
           hook->on_init = [&](Resource&) { w.enter(als, "Z"); };
           w.context.enable_hook(hook);
           w.enter(als, "A");
           w.timeout([&] { w.observe(als); });
         });
       },
       "Z", "A", "A"},
  };
}

std::vector<Scenario> promise_event_scenarios() {
  return {
      {"Promise.resolve().then(f)",
       [](World& w) {
         w.main([&] {
           w.context.enable_hook(recorder(w));
           Promise* p = w.promise();
           w.resolve(p);
           w.then(p, [&] { w.observe("f"); });
         });
       },
       "init:PROMISE resolve:PROMISE init:PROMISE before:PROMISE f resolve:PROMISE after:PROMISE",
       "init:PROMISE resolve:PROMISE init:PROMISE before:PROMISE f resolve:PROMISE after:PROMISE",
       "init:PROMISE resolve:PROMISE init:PROMISE before:PROMISE f resolve:PROMISE "
       "after:PROMISE"},
      portable(
          "the trigger of a derived promise is its parent",
          [](World& w) {
            w.main([&] {
              w.context.enable_hook(recorder(w, kBeforeEvent));
              TestHook* hook = recorder(w, kInitEvent);
              auto ids = std::make_shared<std::vector<AsyncId>>();
              hook->on_init = [&w, ids](Resource& resource) {
                const bool first = ids->empty() || resource.trigger_id != ids->back();
                w.observe(first ? "other" : "parent");
                ids->push_back(resource.async_id);
              };
              w.context.enable_hook(hook);
              w.then(w.promise(), [] {});
            });
          },
          "other parent"),
  };
}

std::vector<Scenario> collection_scenarios() {
  return {
      portable(
          "a resource that is collected",
          [](World& w) {
            w.main([&] {
              w.context.enable_hook(recorder(w, kDestroyEvent | kInitEvent));
              w.resource("lost");
              AsyncResource::Options options;
              options.require_manual_destroy = true;
              AsyncResource(w.context, w.realm.literal("manual"), nullptr, options);
              w.resource("ended").emit_destroy();
              w.realm.collect();
            });
          },
          "init:lost init:manual init:ended destroy:ended destroy:lost"),
  };
}

}  // namespace

std::vector<Scenario> hook_scenarios() {
  std::vector<Scenario> all;
  for (const auto& part : {event_scenarios(), promise_event_scenarios(), collection_scenarios()}) {
    for (const Scenario& scenario : part) all.push_back(scenario);
  }
  return all;
}

}  // namespace actx::testing
