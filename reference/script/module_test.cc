// Module graphs: linking, live bindings, cycles, top-level await. Expectations follow ECMAScript
// 16.2.1; the orders were checked on Node v18.20.1.
#include <gtest/gtest.h>

#include "script/testing/run_program.h"

namespace actx {
namespace {

using Files = std::map<std::string, std::string>;
using Lines = std::vector<std::string>;

testing::ProgramResult run(const Files& files) {
  return testing::run_module(files, "main");
}

TEST(Module, ImportsAreLive) {
  auto result =
      run({{"main",
            "import { n, bump } from 'a'; import d, { n as m } from 'a';"
            "observe(n, d); bump(); observe(n, m);"
            "try { n = 5; } catch (e) { observe(e.name, e.message); }"},
           {"a", "export let n = 1; export function bump() { n++; } export default 'd';"}});
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.observations,
            (Lines{"1 d", "2 2", "TypeError Assignment to constant variable."}));
}

TEST(Module, DependenciesRunFirstAndOnce) {
  auto result = run({{"main", "import 'a'; import 'b'; observe('main');"},
                     {"a", "import 'c'; observe('a');"},
                     {"b", "import 'c'; observe('b');"},
                     {"c", "observe('c');"}});
  EXPECT_EQ(result.observations, (Lines{"c", "a", "b", "main"}));
}

TEST(Module, FunctionsOfACycleAreThereEarly) {
  auto result = run({{"main",
                      "import { f } from 'a'; export function g() { return 'g'; }"
                      "export let late = 1; observe(f());"},
                     {"a",
                      "import { g, late } from 'main'; export function f() { return g(); }"
                      "observe(g()); try { late; } catch (e) { observe(e.message); }"}});
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.observations, (Lines{"g", "Cannot access 'late' before initialization", "g"}));
}

TEST(Module, NamespacesAreSortedAndSealed) {
  auto result = run(
      {{"main",
        "import * as ns from 'a'; observe(Object.keys(ns), ns[Symbol.toStringTag], ns.default);"
        "try { ns.b = 1; } catch (e) { observe(e.name); } observe(Reflect.has(ns, 'zz'), ns.zz);"
        "observe(Object.isFrozen(ns), Object.getOwnPropertyDescriptor(ns, 'b').writable);"},
       {"a", "export const b = 1, a = 2; export default 'dd'; export function c() {}"}});
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.observations,
            (Lines{"a,b,c,default Module dd", "TypeError", "false undefined", "false true"}));
}

TEST(Module, StarExportsAndRenames) {
  auto result = run({{"main",
                      "import { x, y as z, inner, q } from 'hub'; import * as hub from 'hub';"
                      "observe(x, z, inner.x, q, Object.keys(hub), 'default' in hub);"},
                     {"hub",
                      "export * from 'a'; export * as inner from 'a'; export { y } from 'a';"
                      "import { x as q } from 'a'; export { q };"},
                     {"a", "export const x = 1, y = 2; export default 3;"}});
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.observations, (Lines{"1 2 1 1 inner,q,x,y false"}));
}

TEST(Module, AmbiguousStarsAreLeftOut) {
  Files files = {{"main", "import * as hub from 'hub'; observe(Object.keys(hub));"},
                 {"hub", "export * from 'a'; export * from 'b';"},
                 {"a", "export const x = 1, only = 1;"},
                 {"b", "export const x = 2;"}};
  EXPECT_EQ(run(files).observations, (Lines{"only"}));
  files["main"] = "import { x } from 'hub';";
  EXPECT_EQ(run(files).error,
            "SyntaxError: The requested module 'hub' contains conflicting star exports for name "
            "'x'");
}

TEST(Module, MissingExportsAreRefusedBeforeAnythingRuns) {
  auto result = run({{"main", "observe('never'); import { nope } from 'a';"},
                     {"a", "observe('never'); export const x = 1;"}});
  EXPECT_EQ(result.error,
            "SyntaxError: The requested module 'a' does not provide an export named 'nope'");
  EXPECT_TRUE(result.observations.empty());
}

TEST(Module, DefaultExportsHaveNames) {
  auto result = run({{"main",
                      "import f from 'f'; import c from 'c'; import a from 'a'; import n from 'n';"
                      "observe(f.name, c.name, a.name, n.name);"},
                     {"f", "export default function () {}"},
                     {"c", "export default class {}"},
                     {"a", "export default () => {};"},
                     {"n", "export default function named() {}"}});
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.observations, (Lines{"default default default named"}));
}

TEST(Module, TopLevelAwaitHoldsBackImporters) {
  auto result = run({{"main", "import { v } from 'a'; import 'b'; observe('main', v);"},
                     {"a",
                      "observe('a1'); export const v = await Promise.resolve('v');"
                      "observe('a2');"},
                     {"b", "observe('b');"}});
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.observations, (Lines{"a1", "b", "a2", "main v"}));
}

TEST(Module, FailuresReachEveryImporter) {
  auto result = run(
      {{"main", "import 'a'; observe('never');"}, {"a", "await null; throw new Error('late');"}});
  EXPECT_EQ(result.error, "Error: late");
  EXPECT_TRUE(result.observations.empty());
}

TEST(Module, EvaluationThatNeverEnds) {
  auto result = run({{"main", "observe('start'); await new Promise(() => {}); observe('never');"}});
  EXPECT_TRUE(result.is_pending);
  EXPECT_EQ(result.observations, (Lines{"start"}));
}

TEST(Module, DynamicImport) {
  auto result = run({{"main",
                      "const p = import('a'); observe('sync'); const ns = await p;"
                      "observe(ns.x, ns === await import('a'));"
                      "await import('missing').catch((e) => observe(e.message));"
                      "await import('bad').catch((e) => observe(e));"},
                     {"a", "observe('a runs'); export const x = 1;"},
                     {"bad", "throw 'thrown';"}});
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.observations,
            (Lines{"sync", "a runs", "1 true", "Cannot find module 'missing'", "thrown"}));
}

TEST(Module, ImportMetaAndThis) {
  auto result = run({{"main",
                      "observe(import.meta.url, import.meta === import.meta, this,"
                      "(() => this)(), typeof arguments);"}});
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.observations, (Lines{"main true undefined undefined undefined"}));
}

}  // namespace
}  // namespace actx
