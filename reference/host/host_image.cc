#include "host/host_image.h"

#include <algorithm>

#include "host/builtin_modules.h"
#include "script/bytecode.h"
#include "value/footprint.h"

namespace actx {

namespace {

// Built-in modules that, when they are made, look at nothing but the realm: no clock, no thread.
constexpr std::string_view kPlain[] = {
    "assert",
    "async_hooks",
    "buffer",
    "diagnostics_channel",
    "events",
    "http",
    "net",
    "os",
    "path",
    "stream",
    "stream/promises",
    "string_decoder",
    "timers",
    "timers/promises",
    "url",
    "util",
    "worker_threads",
};

// What worker_threads makes only when it is used.
constexpr std::string_view kOfThreads[] = {"message_port.js", "worker.js", "url.js"};

/// Those that a file imports by declarations: they are made before anything runs.
std::vector<std::string_view> imported(const CompiledUnit& unit) {
  std::vector<std::string_view> names;
  Arena unused;
  for (const ModuleShape::Request& request : unit.module.requests) {
    const std::string specifier = utf16_to_utf8(request.specifier->view(unused));
    const std::string_view name = find_builtin(specifier);
    if (std::find(std::begin(kPlain), std::end(kPlain), name) != std::end(kPlain)) {
      names.push_back(name);
    }
  }
  return names;
}

/// Asks for some rules again.
void ask(const Rules& rules, const RuleSet& wanted) {
#define RULE(Type, name, requirements, text) \
  if (wanted.has(RuleId::k##Type)) rules.name();
#define VARIANT(Name, name, kind, text)
#define CHOICE(...)
#define END_RULE(Type)
#include "context/rules.def"
#undef RULE
#undef VARIANT
#undef CHOICE
#undef END_RULE
}

}  // namespace

void Host::begin_with_image(const ProgramFile& main) {
  // Footprints note what modules do.
  if (main.type != FileType::kModule || Footprint::is_active()) return;
  // Memory of a heap is somewhere else in the next run.
  if (options_.reclaim != Reclaim::kNever) return;
  if (image_ == nullptr || !image_->is_for(main.unit, rules())) {
    // Most programs run once.
    image_ = std::make_unique<HostImage>(main.unit, rules());
    return;
  }
  if (image_->is_given_up()) return;
  if (image_->restore(realm_, *modules_, run_.slots)) {
    image_->refine(realm_, *modules_, run_.slots);
    return ask(rules(), image_->asked());
  }
  image_->give_up();
  const Outcome outcome = guard([&] {
    for (const std::string_view name : imported(*main.unit)) {
      modules_->load_builtin(name);
      if (name != "worker_threads") continue;
      for (const std::string_view file : kOfThreads) require_internal(realm_, file);
    }
  });
  const bool is_silent = outcome == Outcome::kDone && context_.is_untouched() &&
                         !realm_.has_jobs() && loop_.pending() == 0 && run_.first_pin == nullptr;
  if (is_silent) {
    image_->take(realm_, rules().asked(), *modules_, run_.slots);
  }
}

}  // namespace actx
