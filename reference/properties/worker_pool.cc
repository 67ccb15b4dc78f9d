#include "properties/worker_pool.h"

#include <string>

namespace actx {
namespace {

using std::to_string;

// Of the worker's thread: one task at a time, with its number, and how it ends.
constexpr std::string_view kWorker = R"(if (!isMainThread) {
  const ends = {
    result: (n) => parentPort.postMessage(n * 10),
    throw: (n) => { throw new Error(`task ${n}`); },
    exit: (n) => process.exit(n + 10),
  };
  parentPort.on('message', ({ n, end, waits }) => {
    if (waits) setTimeout(() => ends[end](n), 1);
    else ends[end](n);
  });
}
)";

constexpr std::string_view kPool = R"(class Task extends AsyncResource {
  constructor(callback) { super('Task'); this.callback = callback; }
  done(error, result) {
    this.runInAsyncScope(this.callback, null, error, result);
    this.emitDestroy();
  }
}
class Pool extends EventEmitter {
  #workers = new Set();
  #free = [];
  #waiting = [];
  #closed = false;
  constructor(size) {
    super();
    this.on('free', () => this.#next());
    while (this.#workers.size < size) this.#add();
  }
  submit(message, callback) {
    this.#waiting.push({ message, callback, task: is_late ? null : new Task(callback) });
    this.#next();
  }
  close() {
    this.#closed = true;
    for (const worker of this.#workers) worker.terminate();
  }
  #next() {
    if (this.#free.length === 0 || this.#waiting.length === 0) return;
    const worker = this.#free.shift();
    const { message, callback, task } = this.#waiting.shift();
    worker.task = task ?? new Task(callback);
    worker.postMessage(message);
  }
  #add() {
    const worker = new Worker(worker_file);
    worker.on('message', (result) => {
      this.#finish(worker, null, result);
      this.#give(worker);
    });
    worker.on('error', (error) => this.#finish(worker, error.message));
    worker.on('exit', (code) => {
      if (seen() !== pool_store) observe('exit', seen());
      this.#finish(worker, code);
      this.#workers.delete(worker);
      if (!this.#closed) this.#add();
    });
    this.#workers.add(worker);
    this.#give(worker);
  }
  #give(worker) {
    this.#free.push(worker);
    this.emit('free');
  }
  #finish(worker, error, result) {
    const task = worker.task;
    worker.task = null;
    if (task) task.done(error, result);
  }
}
let unfinished = task_count;
function finished() {
  if (--unfinished === 0) pool.close();
}
)";

std::string_view name_of(TaskEnd end) {
  constexpr std::string_view kNames[] = {"result", "throw", "exit"};
  return kNames[static_cast<size_t>(end)];
}

class PoolWriter {
 public:
  explicit PoolWriter(const WorkerPool& pool) : pool_(pool) {}

  ProgramText write() {
    out_.prelude(pool_.is_module,
                 {{"{ Worker, isMainThread, parentPort }", "node:worker_threads"}});
    out_.line(kWorker);
    out_.line("if (isMainThread) {");
    out_.line(deferral_prelude());
    out_.line(pool_.is_module ? "const worker_file = new URL(import.meta.url);"
                              : "const worker_file = __filename;");
    out_.line("const is_late = " + std::string(pool_.is_late ? "true;" : "false;"));
    out_.line("const task_count = " + to_string(pool_.tasks.size()) + ";");
    out_.line("const pool_store = " + to_string(pool_.store) + ";");
    out_.line(kPool);
    out_.line("const pool = storage.run(" + value_of(pool_.store) + ", () => new Pool(" +
              to_string(workers()) + "));");
    for (size_t n = 0; n < pool_.tasks.size(); ++n) write_task(n);
    if (pool_.tasks.empty()) out_.line("pool.close();");
    out_.see("end", kNoStore);
    out_.line("}");
    return out_.take();
  }

 private:
  size_t workers() const { return size_t{1} + pool_.more_workers; }

  // The store that the callback of task n must see.
  Store store_of(size_t n) const {
    return pool_.is_late && n >= workers() ? pool_.store : pool_.tasks[n].store;
  }

  // What the callback must get: the error and the result, as observe() prints them.
  std::string answer_of(size_t n) const {
    switch (pool_.tasks[n].end) {
      case TaskEnd::kResult:
        return "[null," + to_string(n * 10) + "]";
      case TaskEnd::kThrow:
        return "[\"task " + to_string(n) + "\",undefined]";
      case TaskEnd::kExit:
        break;
    }
    return "[" + to_string(n + 10) + ",undefined]";
  }

  void write_task(size_t n) {
    const PoolTask& task = pool_.tasks[n];
    const Chain before = pool_.is_late ? Chain() : task.before;
    out_.open(before);
    out_.open_run(task.store);
    out_.line("pool.submit({ n: " + to_string(n) + ", end: '" + std::string(name_of(task.end)) +
              "', waits: " + (task.waits ? "true" : "false") + " }, function(error, result) {");
    out_.see("task", store_of(n));
    out_.observe("answer", "[error, result]", answer_of(n));
    out_.observe("receiver", "this", "null");
    out_.see_later("after the task", task.later, store_of(n));
    out_.line("finished();");
    out_.line("});");
    out_.close_run();
    out_.close(before);
  }

  const WorkerPool& pool_;
  ProgramWriter out_;
};

}  // namespace

GeneratedProgram generated(const WorkerPool& pool) {
  return {Example::kWorkerPool, pool.is_module, pool.seed, PoolWriter(pool).write(), nullptr};
}

}  // namespace actx
