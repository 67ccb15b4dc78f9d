// actx run, print and rules.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "context/profile.h"
#include "host/cli.h"
#include "host/json_trace.h"
#include "host/output_sink.h"
#include "script/parser.h"
#include "script/printer.h"

namespace actx {
namespace {

using Json = nlohmann::ordered_json;

int status_of(const RunResult& result) {
  switch (result.verdict) {
    case Verdict::kExited:
      return result.exit_code;
    case Verdict::kRefused:
    case Verdict::kBadSchedule:
      return kUsageStatus;
    default:
      return kLimitStatus;
  }
}

std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json to_json(const RunResult& result) {
  Json observations = Json::array();
  for (const Observation& observation : result.observations) {
    observations.push_back({{"label", observation.label}, {"value", observation.value}});
  }
  Json json = {{"verdict", verdict_name(result.verdict)},
               {"exitCode", result.exit_code},
               {"observations", observations},
               {"stdout", result.out},
               {"stderr", result.err}};
  if (!result.detail.empty()) json["detail"] = result.detail;
  if (is_simulated()) json["schedule"] = result.schedule;
  json["steps"] = result.steps;
  json["callbacks"] = result.callbacks;
  json["microtasks"] = result.jobs;
  json["heapBytes"] = result.heap_bytes;
  return json;
}

int usage_error(const std::string& message) {
  std::cerr << "actx: " << message << "\n";
  return kUsageStatus;
}

bool read_file(const std::string& file, std::string* text) {
  if (file == "-") {
    text->assign(std::istreambuf_iterator<char>(std::cin), {});
    return true;
  }
  return DiskFiles().read(absolute_path(file), text);
}

std::string_view kind_name(VariantKind kind) {
  switch (kind) {
    case VariantKind::kReading:
      return "reading";
    case VariantKind::kMeasured:
      return "measured";
    case VariantKind::kMutant:
      break;
  }
  return "mutant";
}

/// The profiles whose choice variant `v` of a rule is.
std::vector<std::string> profiles_of(const RuleInfo& rule, size_t v) {
  std::vector<std::string> profiles;
  for (const uint8_t documented : rule.documented) {
    if (documented == v) profiles.push_back("documented");
  }
  if (rule.node18 == v) profiles.push_back("node18");
  if (rule.frame == v) profiles.push_back("frame");
  return profiles;
}

Json rule_json(const RuleInfo& rule, const Rules& in_force) {
  Json variants = Json::array();
  for (size_t v = 0; v < rule.variants.size(); ++v) {
    const VariantInfo& variant = rule.variants[v];
    variants.push_back({{"name", variant.name},
                        {"kind", kind_name(variant.kind)},
                        {"text", variant.text},
                        {"profiles", profiles_of(rule, v)}});
  }
  return {{"name", rule.name},
          {"requirements", rule.requirements},
          {"text", rule.text},
          {"inForce", rule.variants[in_force.variant(rule.id)].name},
          {"variants", variants}};
}

void print_rule(const RuleInfo& rule, const Rules& in_force) {
  std::cout << rule.name << ": " << rule.text << " (" << rule.requirements << ")\n";
  for (size_t v = 0; v < rule.variants.size(); ++v) {
    const VariantInfo& variant = rule.variants[v];
    std::string profiles;
    for (const std::string& profile : profiles_of(rule, v)) {
      profiles += (profiles.empty() ? " [" : ", ") + profile;
    }
    if (!profiles.empty()) profiles += "]";
    const char mark = in_force.variant(rule.id) == v ? '*' : ' ';
    std::cout << "  " << mark << ' ' << variant.name << " (" << kind_name(variant.kind) << ")"
              << profiles << ": " << variant.text << "\n";
  }
}

/// The rules whose variant in `rules` is another than in `first`, as "rule=variant".
std::vector<std::string> differences(const Rules& rules, const Rules& first) {
  std::vector<std::string> result;
  for (const RuleInfo& rule : all_rules()) {
    const uint8_t variant = rules.variant(rule.id);
    if (variant == first.variant(rule.id)) continue;
    result.push_back(std::string(rule.name).append("=").append(rule.variants[variant].name));
  }
  return result;
}

void print_readings(const RunOptions& options) {
  Json json = Json::array();
  for (size_t i = 0; i < options.readings.size(); ++i) {
    const std::vector<std::string> variants =
        differences(options.readings[i], options.readings.front());
    if (options.json) {
      json.push_back({{"reading", i}, {"variants", variants}});
      continue;
    }
    std::cout << i << ":";
    for (const std::string& variant : variants) std::cout << ' ' << variant;
    std::cout << "\n";
  }
  if (options.json) std::cout << to_text({{"profile", options.profile}, {"readings", json}});
}

/// Shows what a program prints at once: whoever talks to a server reads its lines meanwhile.
class Console final : public OutputSink {
 public:
  void write(uint8_t stream, std::string_view utf8) override {
    (stream == 1 ? std::cout : std::cerr) << utf8 << std::flush;
  }
};

}  // namespace

int run_command(RunOptions& options, const std::string& file,
                const std::vector<std::string>& arguments) {
  options.simulation.has_seed = options.has_seed;
  options.simulation.seed = options.seed;
  options.simulation.has_schedule = !options.schedule.empty();
  options.simulation.schedule = options.schedule;
  std::string problem;
  const std::unique_ptr<Surroundings> surroundings =
      make_surroundings(options.simulation, &problem);
  if (surroundings == nullptr) return usage_error(problem);

  options.runtime.arguments = arguments;
  options.runtime.working_directory = std::filesystem::current_path().string();
  Runtime runtime(*surroundings, options.runtime);
  JsonTrace trace;
  if (!options.trace_file.empty()) {
    trace.attach(runtime.realm());
    runtime.set_trace(&trace);
  }
  Console console;
  if (!is_simulated() && !options.json) set_output_sink(&console);
  DiskFiles files;
  Program program(files, absolute_path(file));
  const RunResult& result = runtime.run(program);

  if (!options.trace_file.empty()) {
    std::ofstream out(options.trace_file, std::ios::binary);
    out << trace.text();
    if (!out) return usage_error("cannot write " + options.trace_file);
  }
  if (options.json) {
    std::cout << to_text(to_json(result)) << std::flush;
    return status_of(result);
  }
  std::cout << result.out << std::flush;
  std::cerr << result.err;
  if (result.verdict == Verdict::kRefused) {
    std::cerr << result.detail << "\n";
  } else if (result.verdict != Verdict::kExited) {
    const std::string verdict = std::string(verdict_name(result.verdict)) + ": ";
    const bool said = result.detail.starts_with(verdict);
    std::cerr << "actx: " << (said ? "" : verdict) << result.detail << "\n";
  }
  return status_of(result);
}

int print_command(const std::string& file, bool json, bool as_module, bool as_commonjs) {
  std::string text;
  if (!read_file(file, &text)) return usage_error(file + ": there is no such file");
  DiskFiles files;
  Program program(files, absolute_path(file));
  const bool is_module =
      as_module ||
      (!as_commonjs &&
       (file.ends_with(".mjs") ||
        (file.ends_with(".js") && program.is_module_package(directory_of(program.main_path())))));
  try {
    const ast::Tree tree = parse(text, file, is_module ? ast::Goal::kModule : ast::Goal::kCommonJs);
    const std::string printed = print(*tree.program);
    std::cout << (json ? to_text({{"file", file}, {"text", printed}}) : printed);
  } catch (const ParseError& error) {
    if (json) {
      std::cout << to_text({{"file", file}, {"error", error.what()}});
    } else {
      std::cerr << error.what() << "\n";
    }
    return kUsageStatus;
  }
  return 0;
}

int rules_command(const RunOptions& options) {
  if (options.list_readings) {
    print_readings(options);
    return 0;
  }
  const Rules& in_force = options.runtime.rules;
  if (options.json) {
    Json rules = Json::array();
    for (const RuleInfo& rule : all_rules()) rules.push_back(rule_json(rule, in_force));
    std::cout << to_text({{"profile", options.profile}, {"rules", rules}});
    return 0;
  }
  for (const RuleInfo& rule : all_rules()) print_rule(rule, in_force);
  std::cout << "\n* in force under the profile " << options.profile << "\n";
  return 0;
}

}  // namespace actx
