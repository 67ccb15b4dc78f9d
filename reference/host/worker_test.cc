// Workers through Runtime: limits and ends of runs with threads, hosts reused from run to run, and
// schedules. What workers do in Node is compared in reference/testing/host/worker_threads.
#include <gtest/gtest.h>

#include <optional>
#include <set>

#include "context/profile.h"
#include "host/runtime.h"

namespace actx {
namespace {

constexpr char kEcho[] = R"js(
  const { parentPort } = require('worker_threads');
  parentPort.on('message', (m) => parentPort.postMessage(m));
)js";

class WorkerTest : public ::testing::Test {
 protected:
  WorkerTest() {
    options_.rules = Profile::find("node18")->rules();
    files_.add("/echo.js", kEcho);
  }

  /// Runs the text as /main.cjs; under a seed if there is one.
  const RunResult& run(const std::string& text, std::optional<uint64_t> seed = std::nullopt) {
    simulation_.has_seed = seed.has_value();
    simulation_.seed = seed.value_or(0);
    return start(text);
  }
  const RunResult& start(const std::string& text) {
    files_.add("/main.cjs", "const { Worker } = require('worker_threads');\n" + text);
    // Worlds end in the reverse order of their making.
    runtime_ = nullptr;
    surroundings_ = nullptr;
    std::string error;
    surroundings_ = make_surroundings(simulation_, &error);
    EXPECT_EQ(error, "");
    program_ = std::make_unique<Program>(files_, "/main.cjs");
    runtime_ = std::make_unique<Runtime>(*surroundings_, options_);
    return runtime_->run(*program_);
  }

  MemoryFiles files_;
  SimulationOptions simulation_;
  RuntimeOptions options_;
  std::unique_ptr<Surroundings> surroundings_;
  std::unique_ptr<Program> program_;
  std::unique_ptr<Runtime> runtime_;
};

TEST_F(WorkerTest, ARefusedWorkerEndsTheRun) {
  const RunResult& result =
      run("new Worker('require(\"cluster\")', { eval: true }); setInterval(() => {}, 1000);");
  EXPECT_EQ(result.verdict, Verdict::kRefused);
  EXPECT_EQ(result.detail,
            "worker 1: [worker eval]:1:1: the module cluster is not in the litmus language");
}

TEST_F(WorkerTest, ASyntaxErrorInAWorkerIsAnErrorOfThatWorker) {
  const RunResult& result =
      run("const worker = new Worker('\\nlet a = ;', { eval: true });"
          "worker.on('error', (error) => observe('stack', error.stack));"
          "worker.on('exit', (code) => observe('exit', code));");
  EXPECT_EQ(result.verdict, Verdict::kExited);
  EXPECT_EQ(result.out, R"(stack "[worker eval]:2\nlet a = ;\n        ^\n\n)"
                        R"(SyntaxError: Unexpected token ';'\n    at [worker eval]:2:9")"
                        "\nexit 1\n");
}

TEST_F(WorkerTest, AConstructOutsideTheLanguageInAWorkerIsRefused) {
  const RunResult& result = run("new Worker('with (Math);', { eval: true });");
  EXPECT_EQ(result.verdict, Verdict::kRefused);
  EXPECT_EQ(result.detail,
            "worker 1: [worker eval]:1:1: the with statement is not in the litmus language");
}

TEST_F(WorkerTest, StepsAreLimitedPerThread) {
  options_.limits.steps = 1'000'000;
  const RunResult& result = run("new Worker('while (true);', { eval: true });");
  EXPECT_EQ(result.verdict, Verdict::kStepLimit);
  EXPECT_EQ(result.detail, "worker 1: more than 1000000 steps");
}

// Wherever the limit is met: also when it is while a worker closes its loop.
TEST_F(WorkerTest, CallbacksAreLimitedOverAllThreads) {
  const std::string text = R"js(
    for (let i = 0; i < 2; i++) {
      const worker = new Worker(`let n = 0;
        const { parentPort } = require('worker_threads');
        setInterval(() => parentPort.postMessage(++n), 1);`, { eval: true, stdout: true });
      worker.on('message', (m) => { if (m === 2) worker.terminate(); });
    }
  )js";
  int limited = 0;
  for (simulation_.callbacks = 5; run(text).verdict != Verdict::kExited; ++simulation_.callbacks) {
    ASSERT_EQ(runtime_->run(*program_).verdict, Verdict::kCallbackLimit);
    ASSERT_LT(++limited, 100);
  }
  EXPECT_GT(limited, 20);
}

TEST_F(WorkerTest, TheHeapIsLimitedPerThread) {
  options_.limits.heap_bytes = 8 << 20;
  const RunResult& result =
      run("new Worker('const a = []; while (true) a.push({});', { eval: true });"
          "new Worker('/echo.js').unref();");
  EXPECT_EQ(result.verdict, Verdict::kHeapLimit);
  EXPECT_EQ(result.detail, "worker 1: more than 8388608 bytes of heap");
}

TEST_F(WorkerTest, AWorkersWorkerEndsTheRunToo) {
  const RunResult& result =
      run("new Worker(`new (require('worker_threads').Worker)('with (1) {}', { eval: true })`,"
          "           { eval: true });");
  EXPECT_EQ(result.verdict, Verdict::kRefused);
  EXPECT_TRUE(result.detail.starts_with("worker 1: worker 2: ")) << result.detail;
}

TEST_F(WorkerTest, WorkersOfARunAreLimited) {
  const RunResult& result =
      run("const next = () => new Worker('', { eval: true }).on('exit', next); next();");
  EXPECT_EQ(result.verdict, Verdict::kPendingLimit);
}

TEST_F(WorkerTest, ThreadsThatWaitForEachOtherAreADeadlock) {
  const RunResult& result = run("new Worker('/echo.js');");
  EXPECT_EQ(result.verdict, Verdict::kDeadlock);
}

TEST_F(WorkerTest, ALimitOfTheWholeRunEndsAllThreads) {
  simulation_.callbacks = 1000;
  const RunResult& result =
      run("for (let i = 0; i < 3; i++) {"
          "  const w = new Worker('/echo.js'); w.on('message', (m) => w.postMessage(m)); "
          "w.postMessage(1);"
          "}");
  EXPECT_EQ(result.verdict, Verdict::kCallbackLimit);
}

TEST_F(WorkerTest, TheMainThreadsEndEndsBusyWorkers) {
  const RunResult& result =
      run("const w = new Worker('while (true);', { eval: true });"
          "w.on('online', () => { observe('online'); process.exit(4); });"
          "new Worker('process.on(\"exit\", () => observe(\"never\")); setInterval(() => {}, 1)', "
          "{ eval: true });");
  EXPECT_EQ(result.verdict, Verdict::kExited);
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(result.out, "online undefined\n");
}

TEST_F(WorkerTest, ABusyMainThreadLetsWorkersGoOn) {
  const RunResult& result =
      run("const { MessageChannel, receiveMessageOnPort } = require('worker_threads');"
          "const { port1, port2 } = new MessageChannel();"
          "new Worker('require(\"worker_threads\").workerData.postMessage(7)',"
          "           { eval: true, workerData: port2, transferList: [port2] });"
          "let got; while ((got = receiveMessageOnPort(port1)) === undefined);"
          "observe('got', got.message);");
  EXPECT_EQ(result.verdict, Verdict::kExited) << result.detail;
  EXPECT_EQ(result.out, "got 7\n");
}

TEST_F(WorkerTest, ResourceLimitsLowerTheHeap) {
  const RunResult& result =
      run("new Worker('const a = []; while (true) a.push({});',"
          "           { eval: true, resourceLimits: { maxOldGenerationSizeMb: 4 } });");
  EXPECT_EQ(result.verdict, Verdict::kHeapLimit);
  EXPECT_EQ(result.detail, "worker 1: more than 4194304 bytes of heap");
}

TEST_F(WorkerTest, ObservationsOfWorkersAreWholeLinesOfTheRun) {
  const std::string text = R"js(
    const text = `const { parentPort, threadId } = require('worker_threads');
      parentPort.once('message', () => { for (let i = 0; i < 3; i++) observe('w' + threadId, i); })`;
    const workers = [0, 1, 2].map(() => new Worker(text, { eval: true }));
    for (const worker of workers) worker.postMessage('go');
    observe('main', 1);)js";
  std::set<std::string> orders;
  for (uint64_t seed = 0; seed < 40; ++seed) {
    const RunResult& result = run(text, seed);
    ASSERT_EQ(result.observations.size(), 10u) << result.detail;
    std::string order;
    int next[4] = {};
    for (const Observation& one : result.observations) {
      order += one.label.back();
      if (one.label != "main") {
        EXPECT_EQ(one.value, std::to_string(next[one.label.back() - '0']++));
      }
    }
    orders.insert(order);
  }
  EXPECT_GT(orders.size(), 5u);  // threads interleave
}

TEST_F(WorkerTest, ASeedAndItsScheduleGiveTheSameRun) {
  const std::string text = R"js(
    for (let i = 0; i < 3; i++) {
      const w = new Worker('/echo.js');
      w.on('message', (m) => { observe('m' + i, m); if (m === 2) w.terminate(); });
      for (let m = 0; m < 3; m++) w.postMessage(m);
    })js";
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const RunResult first = run(text, seed);
    ASSERT_EQ(first.verdict, Verdict::kExited) << first.detail;
    EXPECT_EQ(run(text, seed).out, first.out);
    simulation_.has_seed = false;
    simulation_.has_schedule = true;
    simulation_.schedule = first.schedule;
    const RunResult& replayed = start(text);
    EXPECT_EQ(replayed.verdict, Verdict::kExited) << replayed.detail;
    EXPECT_EQ(replayed.out, first.out);
    simulation_.has_schedule = false;
  }
}

TEST_F(WorkerTest, RunsFollowEachOtherWithoutTraces) {
  const std::string text = R"js(
    const { executionAsyncId, AsyncResource } = require('async_hooks');
    const w = new Worker(`
      const { AsyncResource, executionAsyncId } = require('async_hooks');
      globalThis.kept = (globalThis.kept || 0) + 1;
      require('worker_threads').parentPort.postMessage(
        [kept, executionAsyncId(), new AsyncResource('X').asyncId()])`, { eval: true });
    w.on('message', (m) => observe('m', [m, w.threadId]));)js";
  const std::string first = run(text).out;
  EXPECT_TRUE(first.starts_with("m [[1,2,")) << first;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(runtime_->run(*program_).out, first);
}

TEST_F(WorkerTest, AnErrorNobodyListensToIsTheParents) {
  const RunResult& result = run("new Worker('throw new TypeError(\"deep\")', { eval: true });");
  EXPECT_EQ(result.verdict, Verdict::kExited);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.err.find("TypeError: deep"), std::string::npos) << result.err;
}

// From the second run on, what the imported modules make is copied, in workers too (host_image.h).
TEST_F(WorkerTest, RunsOfModulesWithWorkersAreTheSame) {
  files_.add("/echo.mjs",
             "import { parentPort, workerData, threadId } from 'node:worker_threads';\n"
             "parentPort.postMessage([workerData, threadId]);\n");
  files_.add("/pool.mjs", R"js(
    import { Worker, isMainThread } from 'node:worker_threads';
    for (const name of ['a', 'b']) {
      const worker = new Worker(new URL('echo.mjs', import.meta.url), { workerData: name });
      worker.on('message', (message) => observe(name, [...message, isMainThread]));
    }
  )js");
  Program program(files_, "/pool.mjs");
  std::string error;
  surroundings_ = make_surroundings(simulation_, &error);
  runtime_ = std::make_unique<Runtime>(*surroundings_, options_);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(runtime_->run(program).out, "a [\"a\",1,true]\nb [\"b\",2,true]\n") << i;
  }
  runtime_ = nullptr;
}

}  // namespace
}  // namespace actx
