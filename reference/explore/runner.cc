#include "explore/runner.h"

#include <algorithm>

#include "explore/races.h"
#include "host/json_trace.h"
#include "host/simulated/scheduled.h"

namespace actx {

// Under the loop profile `any` nothing comes first because it was queued first: no point is left
// out.
Runner::Runner(const Subject& subject, Order order, bool reduce) : order_(order) {
  if (reduce && subject.simulation.loop_profile != "any") {
    footprint_ = std::make_unique<Footprint>();
  }
  surroundings_ = make_scheduled_surroundings(subject.simulation, scheduler_, &problem_);
  if (surroundings_ == nullptr) return;
  if (subject.text.empty()) {
    files_ = std::make_unique<DiskFiles>();
    program_ = std::make_unique<Program>(*files_, subject.path);
  } else {
    auto files = std::make_unique<MemoryFiles>();
    files->add(subject.path, subject.text);
    for (const auto& [path, text] : subject.files) files->add(path, text);
    program_ = Program::from_files(std::move(files), subject.path);
  }
  if (footprint_ != nullptr) {
    scheduler_.set_footprint(footprint_.get(), simulated_state);
  }
  runtime_ = std::make_unique<Runtime>(*surroundings_, subject.runtime);
  // A runtime has one result, filled run after run: the first run says where.
  const Prefix natural;
  scheduler_.begin(natural);
  result_ = &runtime_->run(*Program::from_text("/empty.cjs", ""));
}

Runner::~Runner() = default;

void Runner::set_rules(const Rules& rules) {
  runtime_->set_rules(rules);
}

const RunResult& Runner::run_once(const RunRequest& request) {
  scheduler_.begin(request.prefix, request.continuation, request.seed, request.length);
  return runtime_->run(*program_);
}

const RunRecord& Runner::run(const RunRequest& request) {
  if (footprint_ != nullptr) {
    footprint_->begin(scheduler_.length(), order_ == Order::kTotal);
    footprint_->set_scope(request.scope);
    Footprint::set_active(footprint_.get());
  }
  const RunResult& result = run_once(request);
  Footprint::set_active(nullptr);
  record_.outcome.lines = lines_of(result);
  record_.outcome.verdict = result.verdict;
  record_.outcome.exit_code = result.exit_code;
  record_.key = outcome_key(record_.outcome, order_);
  record_.detail = result.detail;
  record_.path = scheduler_.path();
  record_.branch_end = record_.path.size();
  record_.scope.nothing = true;
  if (footprint_ != nullptr) {
    const size_t racing = points_before_last_race(*footprint_);
    record_.branch_end = std::min(record_.path.size(), std::max(racing, scheduler_.decided()));
    record_.states = scheduler_.states();
    record_.cut_states = scheduler_.cut_states();
    record_.scope = footprint_->needed_scope();
  }
  record_.asked = runtime_->rules().asked();
  return record_;
}

std::string Runner::traced(const RunRequest& request) {
  JsonTrace trace;
  trace.attach(runtime_->realm());
  runtime_->set_trace(&trace);
  const RunResult& result = run_once(request);
  runtime_->set_trace(nullptr);
  return result.out + result.err + result.schedule + "\n" + trace.text();
}

}  // namespace actx
