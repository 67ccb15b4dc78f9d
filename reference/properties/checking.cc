#include "properties/checking.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <ostream>

#include "context/profile.h"
#include "host/runtime.h"

namespace actx {
namespace {

constexpr const char* kLoopProfiles[] = {"uv-1.44", "uv-1.45", "any"};

bool is_expected(const std::string& expected, const std::string& value) {
  if (expected != kAnyNumber) return value == expected;
  return !value.empty() &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string difference(const GeneratedProgram& program, const RunResult& result) {
  const ProgramText& written = program.written;
  std::map<std::string, std::string> seen;
  for (const Observation& observation : result.observations) {
    const auto expected = written.expected.find(observation.label);
    if (expected == written.expected.end()) {
      return "unexpected: " + observation.label + " " + observation.value;
    }
    if (!is_expected(expected->second, observation.value)) {
      return observation.label + ": " + observation.value + " instead of " + expected->second;
    }
    if (!seen.emplace(observation.label, observation.value).second) {
      return "twice: " + observation.label;
    }
  }
  if (result.verdict != Verdict::kExited || result.exit_code != 0) {
    return "ended with " + std::string(verdict_name(result.verdict)) + " " +
           std::to_string(result.exit_code) + " " + result.detail + result.err;
  }
  for (const auto& [label, value] : written.expected) {
    if (!seen.contains(label)) return "missing: " + label;
  }
  return program.relation ? program.relation(result.observations) : "";
}

}  // namespace

std::string check_program(const GeneratedProgram& program, const Rules& rules) {
  SimulationOptions simulation;
  simulation.has_seed = true;
  simulation.seed = program.seed;
  simulation.record = false;
  simulation.loop_profile = kLoopProfiles[program.seed % std::size(kLoopProfiles)];
  std::string error;
  const std::unique_ptr<Surroundings> surroundings = make_surroundings(simulation, &error);
  if (surroundings == nullptr) return error;
  RuntimeOptions options;
  options.rules = rules;
  Runtime runtime(*surroundings, options);
  const std::unique_ptr<Program> compiled =
      Program::from_text(program.is_module ? "/main.mjs" : "/main.cjs", program.written.text);
  return difference(program, runtime.run(*compiled));
}

Rules documented_rules() {
  return Profile(ProfileName::kDocumented).rules();
}

void showValue(const GeneratedProgram& program, std::ostream& out) {
  out << example_name(program.example) << (program.is_module ? ", a module" : ", CommonJS")
      << ", seed " << program.seed << ":\n"
      << program.written.text;
}

}  // namespace actx
