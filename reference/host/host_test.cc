// Whole programs through Runtime: orders, errors, modules, limits. Expectations are what Node
// v18.20.1 does.
#include <gtest/gtest.h>

#include "host/export_names.h"
#include "host/testing/host_fixture.h"

namespace actx {
namespace {

TEST_F(HostTest, MainOfCommonJsRunsTicksFirst) {
  EXPECT_EQ(labels("process.nextTick(() => observe('t'));"
                   "Promise.resolve().then(() => observe('m')); observe('sync');"),
            "sync t m");
}

TEST_F(HostTest, MainOfAModuleRunsMicrotasksFirst) {
  EXPECT_EQ(labels_of(run_esm("process.nextTick(() => observe('t'));"
                              "Promise.resolve().then(() => observe('m')); observe('sync');")),
            "sync m t");
}

TEST_F(HostTest, TimersComeBeforeImmediatesFromCommonJsAndAfterThemFromModules) {
  const char* text = "setTimeout(() => observe('t'), 0); setImmediate(() => observe('i'));";
  EXPECT_EQ(labels(text), "t i");
  EXPECT_EQ(labels_of(run_esm(text)), "i t");
}

TEST_F(HostTest, TicksAndMicrotasksOfATimer) {
  EXPECT_EQ(labels(R"(
    setTimeout(() => {
      observe('cb');
      process.nextTick(() => {
        observe('t1');
        process.nextTick(() => observe('t2'));
        queueMicrotask(() => observe('m2'));
      });
      queueMicrotask(() => {
        observe('m1');
        process.nextTick(() => observe('t3'));
        queueMicrotask(() => observe('m3'));
      });
      Promise.resolve().then(() => observe('p1')).then(() => observe('p2'));
    }, 1);)"),
            "cb t1 t2 m1 p1 m2 m3 p2 t3");
}

TEST_F(HostTest, HandledExceptionsKeepTheRestGoing) {
  EXPECT_EQ(labels(R"(
    process.on('uncaughtException', () => observe('UE'));
    process.nextTick(() => { observe('n1'); throw new Error('n'); });
    process.nextTick(() => observe('n2'));
    setTimeout(() => {
      observe('t1');
      process.nextTick(() => observe('tick1'));
      Promise.resolve().then(() => observe('p1'));
      throw new Error('t');
    }, 1);
    setTimeout(() => observe('t2'), 1);
    setImmediate(() => { observe('i1'); throw new Error('i'); });
    setImmediate(() => observe('i2'));)"),
            "n1 UE t1 UE t2 n2 tick1 p1 i1 UE i2");
}

TEST_F(HostTest, UnhandledRejectionsAreReportedAfterTheDrain) {
  EXPECT_EQ(labels(R"(
    process.on('unhandledRejection', (reason) => observe('uh' + reason));
    process.on('rejectionHandled', () => observe('rh'));
    const p = Promise.reject(1);
    setImmediate(() => { observe('imm'); p.catch(() => observe('late')); });
    process.nextTick(() => observe('t'));
    queueMicrotask(() => { observe('m'); process.nextTick(() => observe('t2')); });)"),
            "t m t2 uh1 imm late rh");
}

TEST_F(HostTest, AnUncaughtErrorEndsTheRunWithOne) {
  const RunResult& result = run_cjs(
      "process.on('exit', (code) => observe('exit', code));\n"
      "setTimeout(() => observe('never'), 5);\n"
      "setTimeout(() => { throw new TypeError('boom'); }, 1);\n");
  EXPECT_EQ(result.verdict, Verdict::kExited);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out, "exit 1\n");
  EXPECT_TRUE(
      result.err.starts_with("/main.cjs:3\nsetTimeout(() => { throw new TypeError('boom'); "
                             "}, 1);\n                   ^\n\nTypeError: boom\n    at "))
      << result.err;
  EXPECT_TRUE(result.err.ends_with("\n\nNode.js v18.20.1\n")) << result.err;
}

TEST_F(HostTest, AnUnhandledRejectionEndsTheRunWithOne) {
  const RunResult& result = run_cjs("Promise.reject(5); setTimeout(() => observe('never'), 1);");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_NE(result.err.find("The promise rejected with the reason \"5\"."), std::string::npos);
}

TEST_F(HostTest, AnErrorInUncaughtExceptionIsSeven) {
  EXPECT_EQ(run_cjs("process.on('uncaughtException', () => { throw new Error('again'); });"
                    "throw new Error('first');")
                .exit_code,
            7);
}

TEST_F(HostTest, UncaughtExceptionMonitorSeesButDoesNotHandle) {
  const RunResult& result = run_cjs(
      "process.on('uncaughtExceptionMonitor', (e, origin) => observe(origin, e));"
      "throw new RangeError('x');");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out, "uncaughtException RangeError(\"x\")\n");
}

TEST_F(HostTest, ExitCodes) {
  EXPECT_EQ(run_cjs("process.exit(4);").exit_code, 4);
  EXPECT_EQ(run_cjs("process.exitCode = 5;").exit_code, 5);
  EXPECT_EQ(run_cjs("process.on('exit', () => { process.exitCode = 6; });").exit_code, 6);
  EXPECT_EQ(run_cjs("process.exitCode = 5; process.exit();").exit_code, 5);
  EXPECT_EQ(run_cjs("process.exit(256 + 7);").exit_code, 7);
}

TEST_F(HostTest, ProcessExitRunsNothingMore) {
  EXPECT_EQ(labels("process.on('exit', () => observe('exit'));"
                   "process.nextTick(() => observe('never'));"
                   "try { process.exit(); } finally { observe('never'); }"),
            "exit");
}

TEST_F(HostTest, BeforeExitMayReviveTheLoop) {
  EXPECT_EQ(labels("let n = 0; process.on('beforeExit', () => {"
                   "  observe('be'); if (n++ === 0) setTimeout(() => observe('t'), 1); });"
                   "process.on('exit', () => observe('exit'));"),
            "be t be exit");
}

TEST_F(HostTest, TicksQueuedDuringExitAreDropped) {
  EXPECT_EQ(labels("process.on('exit', () => { process.nextTick(() => observe('never'));"
                   "  Promise.resolve().then(() => observe('micro')); observe('exit'); });"),
            "exit micro");
}

TEST_F(HostTest, AnUnsettledMainModuleIsThirteen) {
  const RunResult& result =
      run_esm("process.on('exit', (code) => observe('exit', code)); await new Promise(() => {});");
  EXPECT_EQ(result.exit_code, 13);
  EXPECT_EQ(result.out, "exit 0\n");
}

TEST_F(HostTest, TopLevelAwaitKeepsGoing) {
  EXPECT_EQ(
      run_esm("const v = await new Promise((r) => setTimeout(r, 5, 'x')); observe('v', v);").out,
      "v \"x\"\n");
}

TEST_F(HostTest, RefreshAndRefs) {
  EXPECT_EQ(labels(R"(
    const t = setTimeout(() => observe('t'), 10);
    setTimeout(() => { observe('mid'); t.refresh(); }, 5);
    setTimeout(() => observe('12'), 12);
    setTimeout(() => observe('never'), 1000).unref();
    const i = setInterval(() => { observe('i'); clearInterval(i); }, 3);)"),
            "i mid 12 t");
}

TEST_F(HostTest, TimersAreClearedByIdAndByObject) {
  EXPECT_EQ(labels(R"(
    const a = setTimeout(() => observe('a'), 1);
    const b = setTimeout(() => observe('b'), 1);
    const c = setTimeout(() => observe('c'), 1);
    const d = setTimeout((x) => observe(x), 1, 'd');
    clearTimeout(+a); clearTimeout(`${+b}`); c.close();
    clearImmediate(setImmediate(() => observe('i')));)"),
            "d");
}

TEST_F(HostTest, ReceiversAndArguments) {
  EXPECT_EQ(run_cjs(R"(
    const t = setTimeout(function (...args) { observe('t', [this === t, args]); }, 1, 1, 2);
    const i = setImmediate(function (...args) { observe('i', [this === i, args]); }, 3);
    process.nextTick(function (a) { 'use strict'; observe('n', [this, a]); }, 4);)")
                .out,
            "n [undefined,4]\nt [true,[1,2]]\ni [true,[3]]\n");
}

TEST_F(HostTest, BadCallbacksAreRefusedWithNodesError) {
  EXPECT_EQ(
      run_cjs(R"(
    for (const f of [setTimeout, setInterval, setImmediate, process.nextTick, queueMicrotask]) {
      try { f(5); } catch (e) { observe(f.name, e); }
    })")
          .out,
      "setTimeout TypeError[ERR_INVALID_ARG_TYPE](\"The \\\"callback\\\" argument must be of "
      "type function. Received type number (5)\")\n"
      "setInterval TypeError[ERR_INVALID_ARG_TYPE](\"The \\\"callback\\\" argument must be of "
      "type function. Received type number (5)\")\n"
      "setImmediate TypeError[ERR_INVALID_ARG_TYPE](\"The \\\"callback\\\" argument must be of "
      "type function. Received type number (5)\")\n"
      "nextTick TypeError[ERR_INVALID_ARG_TYPE](\"The \\\"callback\\\" argument must be of "
      "type function. Received type number (5)\")\n"
      "queueMicrotask TypeError[ERR_INVALID_ARG_TYPE](\"The \\\"callback\\\" argument must be "
      "of type function. Received type number (5)\")\n");
}

TEST_F(HostTest, AnOverflowingDelayWarns) {
  const RunResult& result = run_cjs(
      "process.on('warning', (w) => observe(w.name, w.message));"
      "setTimeout(() => observe('t'), 2 ** 31);");
  EXPECT_EQ(result.out,
            "TimeoutOverflowWarning \"2147483648 does not fit into a 32-bit signed integer.\\n"
            "Timeout duration was set to 1.\"\nt undefined\n");
  EXPECT_TRUE(result.err.starts_with("(node:1) TimeoutOverflowWarning: 2147483648 does not fit"))
      << result.err;
}

TEST_F(HostTest, CommonJsModules) {
  files_.add("/lib/a.js",
             "exports.name = 'a'; exports.b = require('./b').name; exports.f = __filename;");
  files_.add("/lib/b.js", "exports.name = 'b'; exports.a = require('./a').name;");
  files_.add("/lib/data.json", "{\"n\": [1, 2]}");
  EXPECT_EQ(run_cjs(R"(
    const a = require('./lib/a');
    observe('a', a);
    observe('cycle', require('./lib/b.js').a);
    observe('json', require('./lib/data.json'));
    observe('same', require('./lib/a.js') === a);
    observe('main', [require.main === module, module.filename, __dirname]);
    observe('keys', Object.keys(require.cache));
    delete require.cache[require.resolve('./lib/a')];
    observe('fresh', require('./lib/a') === a);
    try { require('./none'); } catch (e) { observe('missing', [e.code, e.requireStack]); })")
                .out,
            "a {\"name\":\"a\",\"b\":\"b\",\"f\":\"/lib/a.js\"}\n"
            "cycle \"a\"\n"
            "json {\"n\":[1,2]}\n"
            "same true\n"
            "main [true,\"/main.cjs\",\"/\"]\n"
            "keys [\"/main.cjs\",\"/lib/a.js\",\"/lib/b.js\",\"/lib/data.json\"]\n"
            "fresh false\n"
            "missing [\"MODULE_NOT_FOUND\",[\"/main.cjs\"]]\n");
}

TEST_F(HostTest, EsModules) {
  files_.add("/lib/package.json", "{\"type\": \"module\"}");
  files_.add("/lib/m.js",
             "export let n = 1; export const bump = () => { n++; };"
             "export default 'd'; export const url = import.meta.url;");
  files_.add("/c.cjs", "module.exports = { a: 1, b: 2 }; module.exports.c = 3;");
  EXPECT_EQ(run_esm(R"(
    import d, { n, bump, url } from './lib/m.js';
    import cjs, { a } from './c.cjs';
    import * as ns from './c.cjs';
    import process2 from 'node:process';
    import { createRequire } from 'node:module';
    bump();
    observe('esm', [d, n, url]);
    observe('cjs', [cjs, a]);
    observe('names', Object.keys(ns));
    observe('process', process2 === process);
    observe('dynamic', (await import('./lib/m.js')).n);
    observe('require', createRequire(import.meta.url)('./c.cjs') === cjs);
    await import('./none.mjs').catch((e) => observe('missing', e));)")
                .out,
            "esm [\"d\",2,\"file:///lib/m.js\"]\n"
            "cjs [{\"a\":1,\"b\":2,\"c\":3},1]\n"
            "names [\"a\",\"b\",\"c\",\"default\"]\n"
            "process true\n"
            "dynamic 2\n"
            "require true\n"
            "missing Error[ERR_MODULE_NOT_FOUND](\"Cannot find module '/none.mjs' imported from "
            "/main.mjs\")\n");
}

TEST_F(HostTest, RequiringAnEsModuleFails) {
  files_.add("/m.mjs", "export default 1;");
  EXPECT_EQ(run_cjs("try { require('./m.mjs'); } catch (e) { observe(e.code); }"
                    "import('./m.mjs').then((m) => observe('dynamic', m.default));")
                .out,
            "ERR_REQUIRE_ESM undefined\ndynamic 1\n");
}

TEST_F(HostTest, WhatIsNotPartOfTheReferenceIsRefused) {
  EXPECT_EQ(run_cjs("require('node:vm');").verdict, Verdict::kRefused);
  EXPECT_EQ(run_cjs("new WebAssembly.Module(0);").detail,
            "/main.cjs:1:17: the global WebAssembly is not in the litmus language");
  EXPECT_EQ(run_cjs("0; new CompressionStream('gzip');").detail,
            "/main.cjs:1:4: the global CompressionStream is not in the litmus language");
  EXPECT_EQ(run_cjs("const known = [globalThis.CompressionStream];"
                    "observe(typeof CompressionStream, known.includes(CompressionStream));"
                    "observe(typeof Intl, Object.keys(globalThis).includes('Intl'));")
                .out,
            "function true\nobject false\n");
  EXPECT_EQ(run_cjs("\n process.dlopen({});").detail,
            "/main.cjs:2:10: process.dlopen is not in the litmus language");
  EXPECT_EQ(run_cjs("globalThis.fetch = () => 'mine'; observe('fetch', fetch());").out,
            "fetch \"mine\"\n");
  EXPECT_EQ(run_cjs("let a = ;").verdict, Verdict::kRefused);
  EXPECT_EQ(run("/nothing.cjs").detail, "/nothing.cjs: there is no such file");
}

TEST_F(HostTest, ARefusedModuleIsToldWithItsPlace) {
  const std::string refused = "the module node:vm is not in the litmus language";
  EXPECT_EQ(run_cjs("observe('runs');\n  const vm = require('node:vm');").detail,
            "/main.cjs:2:14: " + refused);
  EXPECT_EQ(run_cjs("const load = require;\nfunction f() { return load.resolve('node:vm'); }\nf();")
                .detail,
            "/main.cjs:2:28: " + refused);
  EXPECT_EQ(run_cjs("0;\nPromise.resolve().then(() => import('node:vm'));").detail,
            "/main.cjs:2:30: " + refused);
  EXPECT_EQ(run_esm("0;\nawait import('node:vm');").detail, "file:///main.mjs:2:7: " + refused);
  files_.add("/deep.mjs", "export {};\n  export * from 'node:vm';");
  const RunResult& linked = run_esm("observe('never'); import './deep.mjs';");
  EXPECT_EQ(linked.detail, "file:///deep.mjs:2:3: " + refused);
  EXPECT_EQ(linked.out, "");
  EXPECT_EQ(run_esm("import 'data:text/javascript,1';").detail,
            "file:///main.mjs:1:1: the import specifier \"data:text/javascript,1\" is not in the "
            "litmus language");
}

TEST_F(HostTest, LimitsEndTheRun) {
  options_.limits.steps = 100'000;
  options_.limits.heap_bytes = size_t{16} << 20;
  options_.pending_limit = 1000;
  EXPECT_EQ(run_cjs("for (;;);").verdict, Verdict::kStepLimit);
  EXPECT_EQ(run_cjs("const f = () => process.nextTick(f); f();").verdict, Verdict::kStepLimit);
  EXPECT_EQ(run_cjs("for (;;) setTimeout(() => {}, 1);").verdict, Verdict::kPendingLimit);
  EXPECT_EQ(
      run_cjs("let s = 'x'.repeat(1 << 20); const a = []; for (;;) a.push(s.split(''));").verdict,
      Verdict::kHeapLimit);
  EXPECT_EQ(run_cjs("observe('still', 'works');").out, "still \"works\"\n");
}

TEST_F(HostTest, VirtualTimeCostsNothing) {
  EXPECT_EQ(
      run_cjs("const t = Date.now(), h = process.hrtime.bigint(); setTimeout(() => {"
              "  observe('ms', Date.now() - t);"
              "  observe('s', process.hrtime.bigint() - h >= 3_600_000_000_000n); }, 3_600_000);")
          .out,
      "ms 3600000\ns true\n");
}

TEST_F(HostTest, PerformanceCountsFromTheStartOfTheRun) {
  EXPECT_EQ(run_cjs("setTimeout(() => { observe('ms', Math.floor(performance.now()));"
                    "  observe('whole', Math.abs(performance.timeOrigin + performance.now() -"
                    "    Date.now()) < 1); }, 50);")
                .out,
            "ms 50\nwhole true\n");
}

TEST_F(HostTest, ObservationsShowEveryKindOfValue) {
  EXPECT_EQ(run_cjs(R"(
    class Foo { constructor() { this.x = 1; } get y() { return 2; } }
    const loop = { a: 1 }; loop.self = loop;
    const error = new RangeError('bad "one"'); error.code = 'E1';
    observe('prim', [undefined, null, true, -0, 1.5, NaN, 10n, Symbol('s'), 'a\n"']);
    observe('hole', [1, , 3]);
    observe('obj', { b: 1, a: { get x() { return 1; } }, [Symbol('k')]: 2 });
    observe('foo', new Foo());
    observe('null', Object.create(null));
    observe('loop', loop);
    observe('error', error);
    observe('map', new Map([[1, { a: new Set(['x']) }]]));
    observe('fn', function named() {});
    observe('promise', Promise.resolve(1));
    observe('deep', [[[[[[[[[[1]]]]]]]]]]);)")
                .out,
            "prim [undefined,null,true,-0,1.5,NaN,10n,Symbol(s),\"a\\n\\\"\"]\n"
            "hole [1,,3]\n"
            "obj {\"b\":1,\"a\":{\"x\":[accessor]}}\n"
            "foo Foo{\"x\":1}\n"
            "null {}\n"
            "loop {\"a\":1,\"self\":[circular]}\n"
            "error RangeError[E1](\"bad \\\"one\\\"\")\n"
            "map Map{1=>{\"a\":Set{\"x\"}}}\n"
            "fn [function named]\n"
            "promise Promise{}\n"
            "deep [[[[[[[[[deep]]]]]]]]]\n");
}

TEST_F(HostTest, StoresFollowTimersTicksAndAwaits) {
  EXPECT_EQ(run_esm(R"(
    import { AsyncLocalStorage } from 'node:async_hooks';
    const als = new AsyncLocalStorage();
    als.run(1, () => {
      setTimeout(() => observe('timeout', als.getStore()), 1);
      setImmediate(() => observe('immediate', als.getStore()));
      process.nextTick(() => observe('tick', als.getStore()));
      queueMicrotask(() => observe('microtask', als.getStore()));
      (async () => { await null; observe('await', als.getStore()); })();
    });
    observe('outside', als.getStore());)")
                .out,
            "outside undefined\nmicrotask 1\nawait 1\ntick 1\nimmediate 1\ntimeout 1\n");
}

TEST_F(HostTest, FinalizersRunBeforeDestroyEventsAndImmediates) {
  options_.expose_gc = true;
  EXPECT_EQ(labels(R"(
    const { AsyncResource, createHook, executionAsyncId } = require('async_hooks');
    const ids = new Set();
    createHook({
      init(id, type) { if (type === 'R') ids.add(id); },
      destroy(id) { if (ids.has(id)) observe('destroy'); },
    }).enable();
    const registry = new FinalizationRegistry((held) => observe(held + executionAsyncId()));
    (() => { registry.register({}, 'fin'); new AsyncResource('R'); })();
    setTimeout(() => { gc(); setImmediate(() => observe('imm')); }, 1);)"),
            "fin0 destroy imm");
}

TEST_F(HostTest, RunsAreIndependent) {
  const char* text =
      "observe('seen', globalThis.leak); globalThis.leak = 1;"
      "process.on('exit', () => observe('exit'));";
  for (int i = 0; i < 3; ++i) EXPECT_EQ(run_cjs(text).out, "seen undefined\nexit undefined\n");
}

// From the second run on, what the imported modules make is copied (host_image.h).
TEST_F(HostTest, RepeatedRunsBeginWithTheSameModules) {
  files_.add("/main.mjs", R"(
    import http from 'node:http';
    import events, { EventEmitter } from 'node:events';
    import path from 'node:path';
    observe('fresh', [http.mark, EventEmitter.prototype.mark, Object.prototype.mark, path.mark]);
    observe('one', [http.Server.prototype instanceof EventEmitter, events === EventEmitter]);
    http.mark = EventEmitter.prototype.mark = path.mark = 1;
    const server = http.createServer((req, res) => res.end(req.url)).listen(8080, () => {
      http.get('http://localhost:8080/a?b', (res) => {
        res.on('data', (bytes) => observe('answer', String(bytes)));
        res.on('end', () => server.close());
      });
    });
    Object.defineProperty(Object.prototype, 'mark', { value: 1, configurable: true });
  )");
  run("/main.mjs");
  std::string out = runtime_->run(*program_).out;
  EXPECT_EQ(out,
            "fresh [undefined,undefined,undefined,undefined]\none [true,true]\nanswer \"/a?b\"\n");
  for (int i = 0; i < 4; ++i) {
    const RunResult& result = runtime_->run(*program_);
    EXPECT_EQ(result.out, out);
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(result.verdict, Verdict::kExited);
  }
}

TEST(ExportNames, AreThoseThatTheTextVisiblyAssigns) {
  EXPECT_EQ(find_export_names("exports.a = 1; module.exports.b = 2; exports['c'] = 3;\n"
                              "// exports.no = 1\n"
                              "Object.defineProperty(exports, 'd', { value: 4 });\n"
                              "if (exports.e === 1) { 'exports.f = 1' }"),
            (std::vector<std::string>{"a", "b", "c", "d"}));
  EXPECT_EQ(find_export_names("module.exports = { a, b: c, 'd': e, f() {}, g };"),
            (std::vector<std::string>{"a", "b", "d"}));
}

TEST(Paths, NormaliseAndConvert) {
  EXPECT_EQ(normalise_path("/a/./b/../c//d/"), "/a/c/d");
  EXPECT_EQ(normalise_path("/../.."), "/");
  EXPECT_EQ(join_path("/a/b", "../c"), "/a/c");
  EXPECT_EQ(directory_of("/a"), "/");
  EXPECT_EQ(path_to_url("/a b/\xC3\xA4.js"), "file:///a%20b/%C3%A4.js");
  EXPECT_EQ(url_to_path("file:///a%20b/%C3%A4.js"), "/a b/\xC3\xA4.js");
  EXPECT_EQ(url_to_path("http://x/"), "");
}

}  // namespace
}  // namespace actx
