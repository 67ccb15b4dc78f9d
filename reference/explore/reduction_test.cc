// The reduction leaves out schedules, never outcomes: against every schedule, run one by one.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <thread>

#include "explore/check.h"
#include "explore/testing/callback_program.h"
#include "explore/testing/file_program.h"
#include "explore/testing/net_program.h"
#include "explore/testing/programs.h"
#include "host/program.h"

namespace actx {
namespace {

constexpr uint64_t kNaiveLimit = 20'000;
/// Of a case, a program of the corpus or one of sockets, unless ACTX_LONG is set.
constexpr uint64_t kShortLimit = 400;
/// Of a case with ACTX_LONG.
constexpr uint64_t kLongCaseLimit = 100'000;
/// The smallest worker has some two thousand schedules.
constexpr uint64_t kWorkerLimit = 4'000;

struct Compared {
  AllowedSet naive;
  AllowedSet reduced;
};

Compared compare(const Subject& subject, Order order, const std::string& profile,
                 uint64_t limit = kNaiveLimit) {
  ExploreOptions options;
  options.order = order;
  options.limit = limit;
  options.workers = limit > kNaiveLimit ? std::max(1u, std::thread::hardware_concurrency()) : 1;
  options.reduce = false;
  AllowedSet naive = explore_subject(subject, options, profile);
  if (!naive.exhausted) return {std::move(naive), {}};
  options.reduce = true;
  return {std::move(naive), explore_subject(subject, options, profile)};
}

/// Empty, or how the two differ. Nothing to say when there are too many schedules.
std::string difference(const Compared& both, Order order) {
  if (!both.naive.exhausted) return {};
  if (!both.reduced.exhausted) return "the reduced walk ran more";
  if (both.reduced.explored > both.naive.explored) return "more runs than schedules";
  const std::set<std::string> all = outcome_texts(both.naive, order);
  const std::set<std::string> found = outcome_texts(both.reduced, order);
  for (const std::string& outcome : all) {
    if (!found.contains(outcome)) return "left out: " + outcome;
  }
  return found == all ? std::string() : "found what no schedule gives";
}

/// Compares `programs` programs drawn by `any_program`.
template <class Program>
void check_generated(rc::Gen<Program> any_program, Order order, const std::string& profile,
                     int programs, uint64_t short_limit = kNaiveLimit) {
  rc::detail::TestMetadata metadata;
  rc::detail::TestParams params;
  params.seed = 41;
  params.maxSuccess = std::getenv("ACTX_LONG") != nullptr ? 20 * programs : programs;
  const uint64_t limit = std::getenv("ACTX_LONG") != nullptr ? kNaiveLimit : short_limit;
  uint64_t naive = 0;
  uint64_t reduced = 0;
  int compared = 0;
  const auto result = rc::detail::checkTestable(
      [&] {
        const Program program = *any_program;
        const Compared both =
            compare(program_subject(program_text(program)), order, profile, limit);
        naive += both.naive.explored;
        reduced += both.reduced.explored;
        compared += both.naive.exhausted ? 1 : 0;
        const std::string problem = difference(both, order);
        if (!problem.empty()) RC_FAIL(problem);
      },
      metadata, params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  EXPECT_TRUE(result.template is<rc::detail::SuccessResult>()) << text.str();
  EXPECT_LT(reduced, naive) << "nothing was reduced";
  EXPECT_GT(compared, programs / 4) << "most programs have too many schedules";
  std::cout << compared << " programs, " << naive << " schedules, " << reduced << " explored\n";
}

TEST(Reduction, LosesNoOutcomeOfGeneratedPrograms) {
  check_generated(any_callback_program(), Order::kLabels, "node18", 300);
}
TEST(Reduction, LosesNoOutcomeUnderTheOtherProfiles) {
  check_generated(any_callback_program(), Order::kLabels, "documented", 60);
  check_generated(any_callback_program(), Order::kLabels, "frame", 60);
}
TEST(Reduction, LosesNoTotalOrder) {
  check_generated(any_callback_program(), Order::kTotal, "node18", 100);
}
TEST(Reduction, LosesNoOutcomeOfProgramsOfFiles) {
  check_generated(any_file_program(), Order::kLabels, "node18", 150);
}
TEST(Reduction, LosesNoTotalOrderOfProgramsOfFiles) {
  check_generated(any_file_program(), Order::kTotal, "node18", 30);
}

TEST(Reduction, LosesNoOutcomeOfProgramsOfSockets) {
  check_generated(any_net_program(), Order::kLabels, "node18", 25, kShortLimit);
}
TEST(Reduction, LosesNoTotalOrderOfProgramsOfSockets) {
  check_generated(any_net_program(), Order::kTotal, "node18", 15, kShortLimit);
}
TEST(Reduction, LosesNoOutcomeOfProgramsOfWorkers) {
  check_generated(any_worker_program(), Order::kLabels, "node18", 4, kWorkerLimit);
}
TEST(Reduction, LosesNoTotalOrderOfProgramsOfWorkers) {
  check_generated(any_worker_program(), Order::kTotal, "node18", 4, kWorkerLimit);
}

/// The programs of all cases, those of the document among them, and of the corpus.
std::vector<CaseProgram> cases_and_corpus() {
  std::vector<CaseProgram> programs;
  Subject base = program_subject("");
  for (const std::string& file : case_files(std::filesystem::absolute("cases").string())) {
    base.path = file;
    for (CaseProgram& program : case_programs(read_case(file), base)) {
      programs.push_back(std::move(program));
    }
  }
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator("reference/script/corpus")) {
    const std::string path = std::filesystem::absolute(entry.path()).string();
    if (!path.ends_with("js")) continue;
    base.path = path;
    base.runtime.expose_gc = true;
    programs.push_back({path, base});
  }
  return programs;
}

TEST(Reduction, LosesNoOutcomeOfTheCasesAndTheCorpus) {
  const uint64_t limit = std::getenv("ACTX_LONG") != nullptr ? kLongCaseLimit : kShortLimit;
  int compared = 0;
  uint64_t largest = 0;
  for (const CaseProgram& program : cases_and_corpus()) {
    const Compared both = compare(program.subject, Order::kLabels, "node18", limit);
    if (!both.naive.refused.empty() || !both.naive.exhausted) continue;
    EXPECT_EQ(difference(both, Order::kLabels), "") << program.id;
    ++compared;
    largest = std::max(largest, both.naive.explored);
  }
  EXPECT_GT(compared, 200);
  std::cout << compared << " programs, the largest with " << largest << " schedules\n";
}

TEST(Reduction, IndependentCallbacksNeedOneRun) {
  // Each reports under its own label: no order of the eight can be seen.
  const Subject subject = program_subject(
      "for (let i = 0; i < 8; i++) setTimeout((n) => observe('label' + n, n), 1 + i, i);");
  const AllowedSet set = explore_subject(subject);
  EXPECT_EQ(set.explored, 1u);
  EXPECT_TRUE(set.exhausted);
  EXPECT_EQ(set.outcomes.size(), 1u);
}

}  // namespace
}  // namespace actx
