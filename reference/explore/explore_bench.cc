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

/// Runs of the tiny case, drawn at random; argument: workers.
void tiny(benchmark::State& state) {
  ExploreOptions options;
  options.sample_seed = 1;
  options.limit = 20'000;
  options.reduce = false;
  options.workers = static_cast<unsigned>(state.range(0));
  const Subject subject = subject_of(kTiny);
  uint64_t schedules = 0;
  for (auto _ : state) schedules += run(subject, options).explored;
  state.counters["schedules"] =
      benchmark::Counter(static_cast<double>(schedules), benchmark::Counter::kIsRate);
}
BENCHMARK(tiny)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

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
