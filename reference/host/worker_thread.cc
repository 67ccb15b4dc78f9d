#include "host/worker_thread.h"

#include <mutex>

#include "host/host.h"
#include "host/worker_side.h"
#include "value/footprint.h"

namespace actx {
namespace {

// As Node gives a worker: its resourceLimits.stackSizeMb.
constexpr size_t kStackBytes = size_t{4} << 20;

}  // namespace

WorkerThread::WorkerThread(SharedRun& shared, SourceFiles& files, WorkerSetup setup,
                           const RuntimeOptions& options)
    : shared_(shared), files_(files), setup_(std::move(setup)), options_(options) {
  if (Footprint* footprint = Footprint::active()) name_ = footprint->new_name();
}

WorkerThread::~WorkerThread() {
  join();
}

int WorkerThread::start(uv_async_t* ended) {
  ended_ = ended;
  uv_thread_options_t options;
  options.flags = UV_THREAD_HAS_STACK_SIZE;
  options.stack_size = kStackBytes;
  started_ = true;  // the thread may run before this returns
  const int error = uv_thread_create_ex(&thread_, &options, enter, this);
  if (error != 0) started_ = false;
  return error;
}

void WorkerThread::join() {
  if (started_) uv_thread_join(&thread_);
  started_ = false;
}

void WorkerThread::close_ports() {
  setup_.control->disentangle();
  setup_.port->disentangle();
}

void WorkerThread::stop() {
  const std::lock_guard lock(mutex_);
  Footprint* footprint = Footprint::active();
  if (footprint != nullptr && !stop_) {
    footprint->use_network();
    footprint->put_outside(name_);
  }
  stop_ = true;
  if (side_ != nullptr) side_->interrupt();
}

bool WorkerThread::stop_requested() {
  const Mutex::QuietLock lock(mutex_);
  Footprint::take_in_if_active(stop_ ? 1 : 0);
  return stop_;
}

void WorkerThread::attach(WorkerSide* side) {
  const Mutex::QuietLock lock(mutex_);
  side_ = side;
  if (stop_) side_->interrupt();
}

void WorkerThread::detach() {
  const Mutex::QuietLock lock(mutex_);
  side_ = nullptr;
}

void WorkerThread::enter(void* self) {
  WorkerThread& thread = *static_cast<WorkerThread*>(self);
  thread.run();
  uv_async_send(thread.ended_);
}

void WorkerThread::run() {
  const std::string* source = setup_.is_evaluated ? &setup_.source : nullptr;
  if (is_simulated()) {
    std::unique_ptr<Host> host = shared_.take_host();
    if (host == nullptr) host = std::make_unique<Host>(shared_, options_);
    run_in(*host, shared_.program().of_worker(setup_.file, source));
    shared_.give_back(std::move(host));
    return;
  }
  Program program(files_, setup_.file, source);
  Host host(shared_, options_);
  run_in(host, program);
}

void WorkerThread::run_in(Host& host, Program& program) {
  host.options() = options_;
  const RunResult& result = host.run_worker(program, *this);
  verdict_ = result.verdict;
  exit_code_ = result.exit_code;
  detail_ = result.detail;
  shared_.add_usage(result);
}

}  // namespace actx
