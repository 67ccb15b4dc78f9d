// Every example of the document as a property of all programs like it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "properties/checking.h"

namespace actx {
namespace {

constexpr int kPrograms = 500;  // of each example; ACTX_LONG takes 20 times as many

class Properties : public ::testing::TestWithParam<Example> {};

TEST_P(Properties, HoldUnderAnySchedule) {
  const Example example = GetParam();
  const Rules rules = documented_rules();
  rc::detail::TestMetadata metadata;
  metadata.id = std::string(example_name(example));
  rc::detail::TestParams params;
  params.seed = 18201;
  params.maxSuccess = std::getenv("ACTX_LONG") != nullptr ? 20 * kPrograms : kPrograms;
  const auto result = rc::detail::checkTestable(
      [&] {
        const ExampleProgram program = *any_program(example);
        const std::string problem = check_program(program, rules);
        if (!problem.empty()) RC_FAIL(problem);
      },
      metadata, params);
  if (result.is<rc::detail::SuccessResult>()) return;
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  FAIL() << text.str();
}

INSTANTIATE_TEST_SUITE_P(OfExamples, Properties, ::testing::ValuesIn(kExamples));

}  // namespace
}  // namespace actx
