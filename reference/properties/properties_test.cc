// Every example of the document as a property of all programs like it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <sstream>

#include "properties/checking.h"
#include "properties/generators.h"
#include "properties/http_logger.h"

namespace actx {
namespace {

// Of each example; ACTX_LONG takes 20 times as many.
constexpr int kProgramsEach = 500;
constexpr int kHostPrograms = 150;

class Properties : public ::testing::TestWithParam<Example> {};

TEST_P(Properties, HoldUnderAnySchedule) {
  const Example example = GetParam();
  const Rules rules = documented_rules();
  rc::detail::TestMetadata metadata;
  metadata.id = std::string(example_name(example));
  rc::detail::TestParams params;
  params.seed = 18201;
  params.maxSuccess = needs_host(example) ? kHostPrograms : kProgramsEach;
  if (std::getenv("ACTX_LONG") != nullptr) params.maxSuccess *= 20;
  const auto result = rc::detail::checkTestable(
      [&] {
        const GeneratedProgram program = *any_program(example);
        const std::string problem = check_program(program, rules);
        if (!problem.empty()) RC_FAIL(problem);
      },
      metadata, params);
  if (result.is<rc::detail::SuccessResult>()) return;
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  FAIL() << text.str();
}

TEST(HttpLogger, RequestsOverlapOrFollowEachOther) {
  HttpLogger logger;
  logger.requests.assign(2, {0, {}, {Deferral::kImmediate}, {}});
  std::set<bool> overlaps;
  for (logger.seed = 0; logger.seed < 100 && overlaps.size() < 2; ++logger.seed) {
    GeneratedProgram program = generated(logger);
    program.relation = [&](const std::vector<Observation>& observations) {
      std::string words;
      for (const Observation& one : observations) {
        if (one.label.starts_with("start") || one.label.starts_with("finish"))
          words += one.label[0];
      }
      overlaps.insert(words == "ssff");
      return words == "ssff" || words == "sfsf" ? "" : words;
    };
    ASSERT_EQ(check_program(program, documented_rules()), "");
  }
  EXPECT_EQ(overlaps.size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(OfExamples, Properties, ::testing::ValuesIn(kExamples));

}  // namespace
}  // namespace actx
