// The public face of a host: see runtime.h.
#include "host/runtime.h"

#include "host/host.h"

namespace actx {

Runtime::Runtime(Surroundings& surroundings, const RuntimeOptions& options)
    : host_(std::make_unique<Host>(surroundings, options)) {}
Runtime::~Runtime() = default;

const RunResult& Runtime::run(Program& program) {
  return host_->run(program);
}
void Runtime::set_rules(const Rules& rules) {
  host_->options().rules = rules;
}
const Rules& Runtime::rules() const {
  return host_->rules();
}
void Runtime::set_trace(TraceSink* sink) {
  host_->set_trace(sink);
}
Realm& Runtime::realm() {
  return host_->realm();
}

std::string_view verdict_name(Verdict verdict) {
  constexpr std::string_view kNames[] = {
      "exited",        "refused",        "step-limit",         "heap-limit",
      "pending-limit", "callback-limit", "virtual-time-limit", "deadlock",
      "bad-schedule"};
  return kNames[static_cast<size_t>(verdict)];
}

}  // namespace actx
