// Small programs of C++ callbacks with what each profile must observe. The expectations are what
// Node 18.20.1 and Node 24 were measured to do, and what the document says.
#ifndef ACTX_CONTEXT_TESTING_SCENARIOS_H_
#define ACTX_CONTEXT_TESTING_SCENARIOS_H_

#include <cmath>

#include "context/testing/world.h"

namespace actx::testing {

struct Scenario {
  const char* name;
  void (*program)(World& w);
  const char* node18;
  const char* frame;
  const char* documented;
};

/// In no profile does it matter which: all three observe the same.
inline Scenario portable(const char* name, void (*program)(World& w), const char* all) {
  return {name, program, all, all, all};
}

/// Runs `program` under `rules` and gives its observations.
inline std::string observe(const Scenario& scenario, const Rules& rules) {
  World world(rules);
  try {
    scenario.program(world);
  } catch (const FatalHookError&) {
    world.observe("fatal");
  } catch (const Throw&) {
    world.observe("escaped");
  }
  return world.out;
}

std::vector<Scenario> storage_scenarios();
std::vector<Scenario> propagation_scenarios();
std::vector<Scenario> resource_scenarios();
std::vector<Scenario> hook_scenarios();

inline std::vector<Scenario> all_scenarios() {
  std::vector<Scenario> all = storage_scenarios();
  for (const auto& more : {propagation_scenarios(), resource_scenarios(), hook_scenarios()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace actx::testing

#endif  // ACTX_CONTEXT_TESTING_SCENARIOS_H_
