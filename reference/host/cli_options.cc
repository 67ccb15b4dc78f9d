#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "context/profile.h"
#include "host/cli.h"

namespace actx {

void add_rule_options(CLI::App& app, RunOptions& options) {
  app.add_option("--profile", options.profile,
                 "Which reading of the document: documented, node18, frame")
      ->capture_default_str();
  app.add_option("--rule", options.rules, "Put one rule to a variant: name=variant; repeatable")
      ->allow_extra_args(false);
  app.add_option("--reading", options.reading,
                 "Which reading of the profile documented, where it allows several; "
                 "`rules --readings` lists them")
      ->capture_default_str();
}

/// Takes reading number `options.reading` of the profile, leaving overridden rules alone.
static std::string choose_reading(const Profile& profile, const RuleSet& overridden,
                                  RunOptions& options) {
  if (options.reading == 0 && !options.list_readings) return {};
  RuleSet every_rule;
  for (const RuleInfo& rule : all_rules()) every_rule.add(rule.id);
  options.readings = profile.readings(options.runtime.rules, every_rule, overridden);
  if (options.reading >= options.readings.size()) {
    return "there is no reading " + std::to_string(options.reading) + "; the profile " +
           options.profile + " has " + std::to_string(options.readings.size()) +
           " (0 is the first)";
  }
  options.runtime.rules = options.readings[options.reading];
  return {};
}

void add_run_options(CLI::App& app, RunOptions& options) {
  app.add_flag("--json", options.json, "One JSON object on stdout instead of the program's output");
  app.add_option("--trace", options.trace_file,
                 "Write who ran, in which resource, and why each store had its value (JSON lines)");
  CLI::Option* seed = app.add_option("--seed", options.seed, "Take every choice at random, seeded")
                          ->each([&options](const std::string&) { options.has_seed = true; });
  app.add_option("--schedule", options.schedule, "Replay the choices of another run")
      ->excludes(seed);
  add_limit_options(app, options);
}

void add_limit_options(CLI::App& app, RunOptions& options) {
  app.add_option("--loop-profile", options.simulation.loop_profile,
                 "Order of the loop: uv-1.44, uv-1.45, or any: whatever is ready may run next")
      ->capture_default_str();
  app.add_option("--processors", options.simulation.processors,
                 "Processors of the machine, as os.cpus() shows them (simulated)")
      ->check(CLI::Range(1u, 1024u))
      ->capture_default_str();
  app.add_flag("--expose-gc", options.runtime.expose_gc, "Define the global function gc");
  app.add_option("--unhandled-rejections", options.rejection_mode,
                 "As node's: throw, strict, warn, none, warn-with-error-code")
      ->capture_default_str();
  app.add_option("--env", options.environment, "NAME=VALUE in process.env; repeatable")
      ->allow_extra_args(false);
  app.add_option("--file", options.files,
                 "NAME=FILE: a file that the program finds besides its own (simulated); repeatable")
      ->allow_extra_args(false);
  app.add_option("--root", options.root,
                 "The folder in which the program may touch files (real): its own by default");
  app.add_option(
         "--max-steps", options.runtime.limits.steps,
         is_simulated() ? "Bytecode instructions" : "Bytecode instructions in one turn of the loop")
      ->capture_default_str();
  app.add_option("--max-heap", options.runtime.limits.heap_bytes, "Bytes of heap")
      ->capture_default_str();
  app.add_option("--reclaim", options.reclaim,
                 "When memory no longer in use is given back: never (at the end of the run), grown "
                 "(between turns of the loop, when much was allocated), turn (after each turn)")
      ->capture_default_str();
  app.add_option("--max-call-depth", options.runtime.limits.call_depth,
                 "Nested calls; a RangeError beyond")
      ->capture_default_str();
  app.add_option("--max-pending", options.runtime.pending_limit, "Callbacks that wait")
      ->capture_default_str();
  app.add_option("--max-callbacks", options.simulation.callbacks, "Callbacks of the loop")
      ->capture_default_str();
  app.add_option("--max-virtual-ms", options.simulation.virtual_ms, "Simulated milliseconds")
      ->capture_default_str();
}

std::string finish_options(RunOptions& options) {
  const Profile* profile = Profile::find(options.profile);
  if (profile == nullptr) return "there is no profile \"" + options.profile + "\"";
  options.runtime.rules = profile->rules();
  for (const std::string& rule : options.rules) {
    std::string problem = apply_override(rule, &options.runtime.rules, &options.overridden);
    if (!problem.empty()) return problem;
  }
  if (std::string problem = choose_reading(*profile, options.overridden, options);
      !problem.empty()) {
    return problem;
  }
  constexpr const char* kModes[] = {"throw", "strict", "warn", "none", "warn-with-error-code"};
  constexpr const char* kTimes[] = {"never", "grown", "turn"};
  const auto* const time = std::find(std::begin(kTimes), std::end(kTimes), options.reclaim);
  if (time == std::end(kTimes)) return "--reclaim does not know \"" + options.reclaim + "\"";
  options.runtime.reclaim = static_cast<Reclaim>(time - std::begin(kTimes));
  const auto* const mode = std::find(std::begin(kModes), std::end(kModes), options.rejection_mode);
  if (mode == std::end(kModes)) {
    return "--unhandled-rejections has no mode \"" + options.rejection_mode + "\"";
  }
  options.runtime.rejection_mode = static_cast<RejectionMode>(mode - std::begin(kModes));
  for (const std::string& file : options.files) {
    const size_t equals = file.find('=');
    if (equals == std::string::npos || equals == 0)
      return "--file takes NAME=FILE, not \"" + file + "\"";
    options.simulation.files.push_back(
        {file.substr(0, equals), absolute_path(file.substr(equals + 1))});
  }
  if (!options.root.empty()) options.simulation.root = absolute_path(options.root);
  for (const std::string& variable : options.environment) {
    const size_t equals = variable.find('=');
    if (equals == std::string::npos || equals == 0) {
      return "--env takes NAME=VALUE, not \"" + variable + "\"";
    }
    options.runtime.environment.emplace_back(variable.substr(0, equals),
                                             variable.substr(equals + 1));
  }
  return {};
}

std::string absolute_path(const std::string& path) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(path, error);
  if (!error) return real.string();
  return normalise_path(std::filesystem::absolute(path).string());
}

}  // namespace actx
