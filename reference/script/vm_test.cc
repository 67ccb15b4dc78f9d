// Limits, reuse of realms, and what keeps suspended code alive.
#include "script/vm.h"

#include <gtest/gtest.h>

#include "script/testing/run_program.h"

namespace actx {
namespace {

using Lines = std::vector<std::string>;

Limits limits_with_steps(uint64_t steps) {
  Limits limits;
  limits.steps = steps;
  return limits;
}

TEST(Machine, EndlessProgramsHitTheStepLimit) {
  for (const char* source : {"for (;;);", "while (true) try { throw 1; } catch {}",
                             "(function f() { for (;;) (() => {})(); })();",
                             "function* g() { for (;;) yield; } for (const x of g());",
                             "(async () => { for (;;) await null; })();"}) {
    SCOPED_TRACE(source);
    Realm realm(limits_with_steps(100'000));
    EXPECT_THROW(testing::run_program(realm, source), StepLimitReached);
    EXPECT_EQ(realm.activation(), nullptr);
  }
}

TEST(Machine, NoProgramCatchesTheStepLimit) {
  Realm realm(limits_with_steps(100'000));
  Lines lines;
  EXPECT_THROW(testing::run_program(
                   realm, "try { for (;;); } catch { observe('caught'); } finally { for (;;); }"),
               StepLimitReached);
}

TEST(Machine, ARealmGoesOnAfterALimit) {
  Realm realm(limits_with_steps(100'000));
  EXPECT_THROW(testing::run_program(realm, "for (;;);"), StepLimitReached);
  realm.reset();
  EXPECT_EQ(testing::run_program(realm, "observe('again');").observations, (Lines{"again"}));
}

TEST(Machine, AUnitRunsInManyRealms) {
  UnitPtr unit = compile("const tag = (s) => s; observe(tag`a` === tag`a`, tag`b`.raw);", "unit.js",
                         ast::Goal::kCommonJs);
  for (int i = 0; i < 3; ++i) {
    Realm realm;
    Lines lines;
    testing::install_observe(realm, &lines);
    commonjs_function(realm, *unit)->call(realm, Value(), {});
    EXPECT_EQ(lines, (Lines{"false b"}));
  }
}

TEST(Machine, CallsReuseTheFramesOfFinishedCalls) {
  Realm realm;
  Lines lines;
  testing::install_observe(realm, &lines);
  UnitPtr unit = compile("function f(a, b) { return a; } for (let i = 0; i < 100000; i++) f(i, 2);",
                         "unit.js", ast::Goal::kCommonJs);
  commonjs_function(realm, *unit)->call(realm, Value(), {});
  EXPECT_LT(realm.arena().bytes_used(), size_t{64} << 10);
}

Value collect_now(Realm& realm, const Call&) {
  realm.collect();
  return Value();
}

TEST(Machine, ReachabilityFollowsFramesThatRunAndFramesThatWait) {
  Realm realm;
  Lines lines;
  testing::install_observe(realm, &lines);
  Value collect(realm.new_native(collect_now, "collect", 0));
  realm.global()->define_raw(realm, realm.key("collect"), collect, kHidden);
  UnitPtr unit = compile(
      "function* g(v) { yield; return v; }"
      "const refs = {}; let held; let settle;"
      "(function () { let local = { n: 1 }; refs.gone = new WeakRef(local); })();"
      "(function () { held = { n: 2 }; refs.held = new WeakRef(held); })();"
      "const i = (function () { const o = { n: 3 }; refs.generator = new WeakRef(o);"
      "  const i = g(o); i.next(); return i; })();"
      "(async () => { const o = { n: 4 }; refs.waiting = new WeakRef(o);"
      "  await new Promise((r) => { settle = r; }); observe('resumed', o.n); })();"
      "Promise.resolve().then(() => {}).then(() => { collect();"
      "  for (const k in refs) observe(k, typeof refs[k].deref());"
      "  observe(i.next().value.n); settle(); });",
      "unit.js", ast::Goal::kCommonJs);
  commonjs_function(realm, *unit)->call(realm, Value(), {});
  while (Job* job = realm.take_job()) {
    realm.clear_kept_objects();
    job->run(realm);
  }
  EXPECT_EQ(lines, (Lines{"gone undefined", "held object", "generator object", "waiting object",
                          "3", "resumed 4"}));
}

}  // namespace
}  // namespace actx
