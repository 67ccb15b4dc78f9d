// Schedules per second, what the reduction saves, and how the numbers grow with the program.
#include <benchmark/benchmark.h>

#include "explore/explorer.h"
#include "explore/oracle.h"

namespace actx {
namespace {

Subject subject_of(const std::string& text) {
  Subject subject;
  subject.path = "/main.cjs";
  subject.text = text;
  subject.runtime.rules = Profile(ProfileName::kNode18).rules();
  return subject;
}

AllowedSet run(const Subject& subject, const ExploreOptions& options) {
  return explore(subject, *Profile::find("node18"), RuleSet(), options);
}

constexpr char kTiny[] =
    "const { AsyncLocalStorage } = require('node:async_hooks');"
    "const als = new AsyncLocalStorage();"
    "als.run({ id: 1 }, () => setTimeout(() => observe('store', als.getStore()), 1));";

/// The HTTP logger of the document with two requests.
constexpr char kLogger[] =
    "const http = require('node:http'); const { AsyncLocalStorage } = require('node:async_hooks');"
    "const als = new AsyncLocalStorage(); let id = 0; let answers = 0;"
    "const server = http.createServer((req, res) => als.run(id++, () => {"
    "  observe('start', als.getStore());"
    "  setImmediate(() => { observe('finish', als.getStore()); res.end(); }); })).listen(8080);"
    "for (let i = 0; i < 2; i++) http.get({ port: 8080, host: '127.0.0.1', agent: false }, (res) "
    "=> {"
    "  res.resume(); res.on('end', () => { if (++answers === 2) server.close(); }); });";

/// A pool of two workers and four tasks.
constexpr char kPool[] =
    "const { Worker } = require('node:worker_threads'); const task ="
    "  `const { parentPort } = require('worker_threads');"
    "   parentPort.on('message', (n) => parentPort.postMessage(n + 1));`;"
    "const all = []; const tasks = [1, 2, 3, 4]; let left = 4;"
    "for (const i of [0, 1]) { const worker = new Worker(task, { eval: true });"
    "  const next = () => { if (tasks.length > 0) worker.postMessage(tasks.shift()); };"
    "  worker.on('message', (n) => { observe('done', n); next();"
    "    if (--left === 0) { all.forEach((w) => w.terminate()); } }); all.push(worker); next(); }";

/// Runs of a program, drawn at random; argument: workers.
void sample(benchmark::State& state, const std::string& text, uint64_t limit) {
  ExploreOptions options;
  options.sample_seed = 1;
  options.limit = limit;
  options.reduce = false;
  options.workers = static_cast<unsigned>(state.range(0));
  const Subject subject = subject_of(text);
  uint64_t schedules = 0;
  for (auto _ : state) schedules += run(subject, options).explored;
  state.counters["schedules"] =
      benchmark::Counter(static_cast<double>(schedules), benchmark::Counter::kIsRate);
}
void tiny(benchmark::State& state) {
  sample(state, kTiny, 20'000);
}
BENCHMARK(tiny)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
void logger(benchmark::State& state) {
  sample(state, kLogger, 1'000);
}
BENCHMARK(logger)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
void pool(benchmark::State& state) {
  sample(state, kPool, 1'000);
}
BENCHMARK(pool)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

/// Every schedule of the logger, reduced; argument: workers.
void logger_exhausted(benchmark::State& state) {
  ExploreOptions options;
  options.workers = static_cast<unsigned>(state.range(0));
  const Subject subject = subject_of(kLogger);
  AllowedSet set;
  uint64_t schedules = 0;
  for (auto _ : state) schedules += (set = run(subject, options)).explored;
  state.counters["explored"] = static_cast<double>(set.explored);
  state.counters["exhausted"] = set.exhausted ? 1 : 0;
  state.counters["schedules"] =
      benchmark::Counter(static_cast<double>(schedules), benchmark::Counter::kIsRate);
}
BENCHMARK(logger_exhausted)
    ->Arg(1)
    ->Arg(2)
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

/// n operations side by side; `shared`: they report under one label, so their order is seen.
std::string parallel(int64_t n, bool shared) {
  std::string text;
  for (int64_t i = 1; i <= n; ++i) {
    const std::string label = shared ? "all" : "op" + std::to_string(i);
    text += "setTimeout(() => setImmediate(() => observe('" + label + "', " + std::to_string(i) +
            ")), " + std::to_string(i) + ");";
  }
  return text;
}

/// Arguments: n, shared, reduced. The counters are the point, not the time.
void growth(benchmark::State& state) {
  ExploreOptions options;
  options.reduce = state.range(2) != 0;
  options.limit = 200'000;
  const Subject subject = subject_of(parallel(state.range(0), state.range(1) != 0));
  AllowedSet set;
  for (auto _ : state) set = run(subject, options);
  state.counters["explored"] = static_cast<double>(set.explored);
  state.counters["outcomes"] = static_cast<double>(set.outcomes.size());
  state.counters["exhausted"] = set.exhausted ? 1 : 0;
}
BENCHMARK(growth)
    ->ArgNames({"n", "shared", "reduced"})
    ->ArgsProduct({{2, 3, 4, 5, 6, 7, 8}, {0, 1}, {0, 1}})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

/// A log of 1,000 observations; argument: 0 conforms, 1 has a wrong value at its end.
void judging(benchmark::State& state) {
  const Subject subject = subject_of(
      "let n = 0; const t = setInterval(() => { observe('tick', ++n); if (n === 1000) "
      "clearInterval(t); }, 1);");
  std::string text;
  for (int i = 1; i < 1000; ++i) text += "tick " + std::to_string(i) + "\n";
  text += state.range(0) == 0 ? "tick 1000\n" : "tick 0\n";
  RecordedLog log;
  std::string error;
  parse_log(text, &log, &error);
  for (auto _ : state) {
    const Judgement judgement = judge(subject, *Profile::find("node18"), RuleSet(), log, 100);
    benchmark::DoNotOptimize(judgement.verdict);
  }
}
BENCHMARK(judging)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace actx

BENCHMARK_MAIN();
