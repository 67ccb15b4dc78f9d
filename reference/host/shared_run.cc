#include "host/shared_run.h"

#include "host/host.h"
#include "host/output_sink.h"

namespace actx {
namespace {

OutputSink* output_sink = nullptr;

/// Hands `utf8` to the sink, or appends it to `kept`; false when that is too much.
bool put(std::string& kept, uint8_t stream, std::string_view utf8) {
  if (output_sink != nullptr) {
    output_sink->write(stream, utf8);
    return true;
  }
  kept += utf8;
  return kept.size() <= kMaxOutputBytes;
}

}  // namespace

void set_output_sink(OutputSink* sink) {
  output_sink = sink;
}

SharedRun::~SharedRun() = default;

void SharedRun::begin(Program& program, Surroundings& surroundings) {
  program_ = &program;
  surroundings_ = &surroundings;
  broadcasts_.clear();
  threads_ = 0;
}

std::shared_ptr<PortGroup> SharedRun::broadcast_group(const std::string& name) {
  const Mutex::QuietLock lock(mutex_);
  std::weak_ptr<PortGroup>& known = broadcasts_[name];
  std::shared_ptr<PortGroup> group = known.lock();
  if (group == nullptr) known = group = std::make_shared<PortGroup>("broadcast " + name);
  return group;
}

uint32_t SharedRun::next_thread_id() {
  const uint32_t id = ++threads_;
  return id > kMaxWorkers ? 0 : id;
}

bool SharedRun::write_out(std::string_view utf8) {
  const Mutex::QuietLock lock(mutex_);
  return put(result_.out, 1, utf8);
}

bool SharedRun::write_err(std::string_view utf8) {
  const Mutex::QuietLock lock(mutex_);
  return put(result_.err, 2, utf8);
}

bool SharedRun::observe(std::string label, std::string value) {
  const std::lock_guard lock(mutex_);
  const bool fits = put(result_.out, 1, label + " " + value + "\n");
  if (output_sink == nullptr) result_.observations.push_back({std::move(label), std::move(value)});
  return fits;
}

void SharedRun::add_usage(const RunResult& worker) {
  const Mutex::QuietLock lock(mutex_);
  result_.steps += worker.steps;
  result_.jobs += worker.jobs;
  result_.callbacks += worker.callbacks;
  result_.heap_bytes += worker.heap_bytes;
}

std::unique_ptr<Host> SharedRun::take_host() {
  if (hosts_.empty()) return nullptr;
  std::unique_ptr<Host> host = std::move(hosts_.back());
  hosts_.pop_back();
  return host;
}

void SharedRun::give_back(std::unique_ptr<Host> host) {
  hosts_.push_back(std::move(host));
}

}  // namespace actx
