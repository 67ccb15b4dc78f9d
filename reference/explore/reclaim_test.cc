// Giving memory back changes nothing but when objects are found dead: every case runs the same when
// all that is not in use is given back after each turn of the loop. Under the sanitizer memory
// given back is poisoned, so that what is still used is found even where it would make no
// difference.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "context/profile.h"
#include "explore/check.h"

namespace actx {
namespace {

/// A trace without its destroy events: those of collected objects come earlier.
std::string without_destroy(const std::string& trace) {
  std::istringstream lines(trace);
  std::string kept;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(R"({"event":"destroy")")) kept += line + "\n";
  }
  return kept;
}

/// What runs of the program print and trace, one text for each seed; seed 0 is the natural order.
std::vector<std::string> runs_of(Subject subject, Reclaim reclaim, uint64_t seeds) {
  subject.runtime.reclaim = reclaim;
  subject.runtime.rules = Profile::find("node18")->rules();
  Runner runner(subject, Order::kTotal, false);
  EXPECT_EQ(runner.problem(), "");
  runner.set_rules(subject.runtime.rules);
  std::vector<std::string> texts;
  for (uint64_t seed = 0; seed < seeds; ++seed) {
    const Continuation how = seed == 0 ? Continuation::kNatural : Continuation::kUniform;
    texts.push_back(without_destroy(runner.traced({{}, how, seed, 0})));
  }
  return texts;
}

TEST(Reclaim, AfterEachTurnChangesNoCase) {
  const uint64_t seeds = std::getenv("ACTX_LONG") != nullptr ? 50 : 5;
  int programs = 0;
  for (const std::string& file : case_files("cases")) {
    Subject base;
    base.path = file;
    for (const CaseProgram& program : case_programs(read_case(file), base)) {
      const auto kept = runs_of(program.subject, Reclaim::kNever, seeds);
      const auto given_back = runs_of(program.subject, Reclaim::kEachTurn, seeds);
      EXPECT_EQ(kept, given_back) << program.id;
      ++programs;
    }
  }
  EXPECT_GE(programs, 189);
}

}  // namespace
}  // namespace actx
