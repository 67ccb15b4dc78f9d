// The document's pool of workers, generalised: any number of workers, any tasks in any order and
// from any context, tasks that fail and tasks that end their worker.
//
// What must hold: the callback of each task is called once, with the result or the error of that
// task, in the context in which the task was submitted; a worker that died is replaced.
#ifndef ACTX_PROPERTIES_WORKER_POOL_H_
#define ACTX_PROPERTIES_WORKER_POOL_H_

#include "properties/generated_program.h"

namespace actx {

/// How a task ends in its worker.
enum class TaskEnd : uint8_t { kResult, kThrow, kExit };
inline constexpr int kTaskEnds = 3;

struct PoolTask {
  Store store = kNoStore;  // in which it is submitted
  Chain before;            // it is submitted after it
  TaskEnd end = TaskEnd::kResult;
  bool waits = false;  // the worker waits for a timer first
  Chain later;         // from the callback to one more observation
};

struct WorkerPool {
  uint8_t more_workers = 0;
  Store store = kNoStore;  // in which the pool is made
  /// The task's resource is made when a worker takes the task, as in the document, instead of when
  /// it is submitted: the context of a task that had to wait is then that of the worker's message,
  /// which is that of the pool. All tasks are submitted at once, so that it is known which wait.
  bool is_late = false;
  std::vector<PoolTask> tasks;
  bool is_module = false;
  uint64_t seed = 1;
};

GeneratedProgram generated(const WorkerPool& pool);

}  // namespace actx

#endif  // ACTX_PROPERTIES_WORKER_POOL_H_
