#include "properties/checking.h"

#include <memory>

#include "context/profile.h"
#include "host/runtime.h"

namespace actx {
namespace {

constexpr int kFullSize = 100;  // RapidCheck draws from all of a range only at this size

template <class T>
rc::Gen<T> below(int limit) {
  return rc::gen::resize(
      kFullSize, rc::gen::map(rc::gen::inRange(0, limit), [](int n) { return static_cast<T>(n); }));
}

rc::Gen<Store> stores() {
  return below<Store>(kStores);
}

rc::Gen<Chain> chains(int longest) {
  return rc::gen::resize(longest, rc::gen::container<Chain>(below<Deferral>(kDeferrals)));
}

rc::Gen<Scope> scopes() {
  return rc::gen::build<Scope>(rc::gen::set(&Scope::store, stores()),
                               rc::gen::set(&Scope::chain, chains(2)));
}

std::string difference(const ProgramText& written, const RunResult& result) {
  std::map<std::string, std::string> seen;
  for (const Observation& observation : result.observations) {
    const auto expected = written.expected.find(observation.label);
    if (expected == written.expected.end()) return "unexpected: " + observation.label;
    if (observation.value != expected->second) {
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
  return "";
}

}  // namespace

rc::Gen<ExampleProgram> any_program(Example example) {
  using P = ExampleProgram;
  return rc::gen::build<P>(
      rc::gen::set(&P::example, rc::gen::just(example)),
      rc::gen::set(&P::scopes,
                   rc::gen::resize(4, rc::gen::container<std::vector<Scope>>(scopes()))),
      rc::gen::set(&P::store, stores()), rc::gen::set(&P::other, stores()),
      rc::gen::set(&P::inner, rc::gen::resize(3, rc::gen::container<std::vector<Store>>(stores()))),
      rc::gen::set(&P::between, chains(5)), rc::gen::set(&P::later, chains(5)),
      rc::gen::set(&P::throw_at,
                   rc::gen::map(below<int>(6), [](int n) { return n < 2 ? -1 : n - 2; })),
      rc::gen::set(&P::is_module, below<bool>(2)),
      rc::gen::set(&P::seed, below<uint64_t>(1 << 30)));
}

std::string check_program(const ExampleProgram& program, const Rules& rules) {
  SimulationOptions simulation;
  simulation.has_seed = true;
  simulation.seed = program.seed;
  simulation.record = false;
  std::string error;
  const std::unique_ptr<Surroundings> surroundings = make_surroundings(simulation, &error);
  if (surroundings == nullptr) return error;
  RuntimeOptions options;
  options.rules = rules;
  Runtime runtime(*surroundings, options);
  const ProgramText written = program_text(program);
  const std::unique_ptr<Program> compiled =
      Program::from_text(program.is_module ? "/main.mjs" : "/main.cjs", written.text);
  return difference(written, runtime.run(*compiled));
}

Rules documented_rules() {
  return Profile(ProfileName::kDocumented).rules();
}

}  // namespace actx
