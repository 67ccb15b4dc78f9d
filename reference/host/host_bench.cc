// Complete runs per second, and the memory of very many runs.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "host/runtime.h"

namespace actx {
namespace {

constexpr char kTiny[] =
    "import { AsyncLocalStorage } from 'node:async_hooks';\n"
    "const als = new AsyncLocalStorage();\n"
    "als.run(1, () => setTimeout(() => observe('x', als.getStore()), 1));\n";

constexpr char kAsyncAwait[] =
    "import { AsyncLocalStorage } from 'node:async_hooks';\n"
    "const asyncLocalStorage = new AsyncLocalStorage();\n"
    "const value = { id: 1 };\n"
    "async function foo() {\n"
    "  observe('foo', asyncLocalStorage.getStore());\n"
    "  await undefined;\n"
    "  return asyncLocalStorage.getStore();\n"
    "}\n"
    "async function fn() {\n"
    "  await asyncLocalStorage.run(value, () => {\n"
    "    asyncLocalStorage.getStore();\n"
    "    return foo();\n"
    "  });\n"
    "  observe('after', asyncLocalStorage.getStore());\n"
    "}\n"
    "fn();\n";

// Loads nearly all files of js/ and uses a little of them.
constexpr char kHostModules[] =
    "import { EventEmitter, EventEmitterAsyncResource } from 'node:events';\n"
    "import { inspect, promisify } from 'node:util';\n"
    "import assert from 'node:assert';\n"
    "import path from 'node:path';\n"
    "import { URL } from 'node:url';\n"
    "import os from 'node:os';\n"
    "import { setTimeout as sleep } from 'node:timers/promises';\n"
    "import { channel } from 'node:diagnostics_channel';\n"
    "const target = new EventTarget();\n"
    "const emitter = new EventEmitter();\n"
    "emitter.on('x', (value) => observe('event', value));\n"
    "await sleep(1);\n"
    "emitter.emit('x', path.join('a', 'b'));\n"
    "observe('clone', structuredClone({ a: 1 }));\n";

// The HTTP logger of the document with `count` requests at once; it closes its server after the
// last.
std::string http_logger(int count) {
  return "import http from 'node:http';\n"
         "import { AsyncLocalStorage } from 'node:async_hooks';\n"
         "const count = " +
         std::to_string(count) +
         ";\n"
         "const asyncLocalStorage = new AsyncLocalStorage();\n"
         "function logWithId(msg) {\n"
         "  const id = asyncLocalStorage.getStore();\n"
         "  observe(`${id !== undefined ? id : '-'}:`, msg);\n"
         "}\n"
         "let idSeq = 0;\n"
         "const server = http.createServer((req, res) => {\n"
         "  asyncLocalStorage.run(idSeq++, () => {\n"
         "    logWithId('start');\n"
         "    setImmediate(() => {\n"
         "      logWithId('finish');\n"
         "      res.end();\n"
         "    });\n"
         "  });\n"
         "}).listen(8080);\n"
         "let answers = 0;\n"
         "for (let i = 0; i < count; i++) {\n"
         "  http.get('http://localhost:8080', (res) => {\n"
         "    res.resume();\n"
         "    res.on('end', () => { if (++answers === count) server.close(); });\n"
         "  });\n"
         "}\n";
}

/// Runs a program again and again; checks that each run did what it should.
class Runs {
 public:
  Runs(const char* text, size_t observations)
      : Runs(Program::from_text("/bench.mjs", text), observations) {}
  Runs(std::unique_ptr<Program> program, size_t observations)
      : observations_(observations), program_(std::move(program)) {
    SimulationOptions options;
    options.record = false;
    std::string error;
    surroundings_ = make_surroundings(options, &error);
    runtime_ = std::make_unique<Runtime>(*surroundings_, RuntimeOptions());
  }
  bool run() {
    const RunResult& result = runtime_->run(*program_);
    return result.verdict == Verdict::kExited && result.exit_code == 0 &&
           result.observations.size() == observations_;
  }

 private:
  size_t observations_;
  std::unique_ptr<Program> program_;
  std::unique_ptr<Surroundings> surroundings_;
  std::unique_ptr<Runtime> runtime_;
};

void measure(benchmark::State& state, const char* text, size_t observations) {
  Runs runs(text, observations);
  for (auto _ : state) {
    if (!runs.run()) {
      state.SkipWithError("the run did not do what it should");
      break;
    }
  }
  state.SetItemsProcessed(state.iterations());
}

void BM_TinyCase(benchmark::State& state) {
  measure(state, kTiny, 1);
}
BENCHMARK(BM_TinyCase);

void BM_AsyncAwait(benchmark::State& state) {
  measure(state, kAsyncAwait, 2);
}
BENCHMARK(BM_AsyncAwait);

void BM_HostModules(benchmark::State& state) {
  measure(state, kHostModules, 2);
}
BENCHMARK(BM_HostModules);

void BM_HttpLogger(benchmark::State& state) {
  const int requests = static_cast<int>(state.range(0));
  measure(state, http_logger(requests).c_str(), 2 * static_cast<size_t>(requests));
}
BENCHMARK(BM_HttpLogger)->Arg(2)->Arg(64);

// A pool of four workers and ten tasks, as the document's worker pool example; files that are not
// the document's own text.
constexpr char kPoolTask[] =
    "import { parentPort } from 'node:worker_threads';\n"
    "parentPort.on('message', (task) => parentPort.postMessage(task.a + task.b));\n";
constexpr char kPoolUse[] = R"(
import { AsyncResource } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

const kTask = Symbol('kTask');
const kFreed = Symbol('kFreed');

class Task extends AsyncResource {
  constructor(callback) {
    super('Task');
    this.callback = callback;
  }
  done(error, result) {
    this.runInAsyncScope(this.callback, null, error, result);
    this.emitDestroy();
  }
}

class Pool extends EventEmitter {
  constructor(size) {
    super();
    this.workers = [];
    this.free = [];
    this.tasks = [];
    for (let i = 0; i < size; i++) this.add();
    this.on(kFreed, () => {
      if (this.tasks.length > 0) this.run(...this.tasks.shift());
    });
  }
  add() {
    const worker = new Worker(new URL('task.mjs', import.meta.url));
    worker.on('message', (result) => {
      worker[kTask].done(null, result);
      worker[kTask] = null;
      this.free.push(worker);
      this.emit(kFreed);
    });
    worker.on('error', (error) => this.emit('error', error));
    this.workers.push(worker);
    this.free.push(worker);
  }
  run(task, callback) {
    if (this.free.length === 0) {
      this.tasks.push([task, callback]);
      return;
    }
    const worker = this.free.pop();
    worker[kTask] = new Task(callback);
    worker.postMessage(task);
  }
  close() {
    for (const worker of this.workers) worker.terminate();
  }
}

const pool = new Pool(availableParallelism());
let finished = 0;
for (let i = 0; i < 10; i++) {
  pool.run({ a: 42, b: 100 }, (error, result) => {
    observe('done', [i, error, result]);
    if (++finished === 10) pool.close();
  });
}
)";

void BM_WorkerPool(benchmark::State& state) {
  MemoryFiles files;
  files.add("/bench.mjs", kPoolUse);
  files.add("/task.mjs", kPoolTask);
  Runs runs(std::make_unique<Program>(files, "/bench.mjs"), 10);
  for (auto _ : state) {
    if (!runs.run()) {
      state.SkipWithError("the run did not do what it should");
      break;
    }
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_WorkerPool);

/// Peak memory after a million runs in one process.
void BM_MillionRuns(benchmark::State& state) {
  constexpr int kRuns = 1'000'000;
  for (auto _ : state) {
    Runs runs(kTiny, 1);
    for (int i = 0; i < kRuns; ++i) {
      if (!runs.run()) {
        state.SkipWithError("the run did not do what it should");
        return;
      }
    }
  }
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024;
  state.SetItemsProcessed(state.iterations() * kRuns);
}
BENCHMARK(BM_MillionRuns)->Iterations(1)->Unit(benchmark::kMillisecond);

/// The case files that $ACTX_BENCH_CASES lists (absolute paths between spaces), one after another:
/// what harness/warm.cjs does in one warm process of Node.
void BM_Cases(benchmark::State& state) {
  const char* listed = std::getenv("ACTX_BENCH_CASES");
  if (listed == nullptr) {
    state.SkipWithError("ACTX_BENCH_CASES is not set");
    return;
  }
  DiskFiles files;
  std::vector<std::unique_ptr<Program>> programs;
  std::istringstream paths(listed);
  for (std::string path; paths >> path;) programs.push_back(std::make_unique<Program>(files, path));
  SimulationOptions options;
  options.record = false;
  std::string error;
  const std::unique_ptr<Surroundings> surroundings = make_surroundings(options, &error);
  Runtime runtime(*surroundings, RuntimeOptions());
  for (auto _ : state) {
    for (const std::unique_ptr<Program>& program : programs) {
      const RunResult& result = runtime.run(*program);
      if (result.exit_code != 0 || result.observations.empty()) {
        state.SkipWithError("a case did not run");
        return;
      }
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(programs.size()));
}
BENCHMARK(BM_Cases)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace actx

BENCHMARK_MAIN();
