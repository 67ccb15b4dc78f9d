// The walk over all schedules: what it finds, what it counts, what it admits not to know.
#include "explore/explorer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "explore/report.h"
#include "explore/testing/programs.h"

namespace actx {
namespace {

// Node's documentation of setImmediate: from the main module the order of the two is not bound.
constexpr char kTimerOrImmediate[] =
    "setTimeout(() => observe('order', 't'), 1);"
    "setImmediate(() => observe('order', 'i'));"
    "setImmediate(() => setTimeout(() => observe('order', 'later'), 2));";

// Three timers, and an immediate that may come before the first, or behind it.
constexpr char kManySchedules[] =
    "for (const ms of [1, 2, 3]) setTimeout(() => observe('at', ms), ms);"
    "setImmediate(() => observe('at', 'i'));";

TEST(Explorer, FindsBothOrdersOfATimerAndAnImmediate) {
  const AllowedSet set = explore_subject(program_subject(kTimerOrImmediate));
  EXPECT_EQ(outcome_texts(set), (std::set<std::string>{R"(order="t"; order="i"; order="later")",
                                                       R"(order="i"; order="t"; order="later")"}));
  EXPECT_TRUE(set.exhausted) << set.why_not;
  EXPECT_EQ(set.readings.size(), 1u);
}

TEST(Explorer, TellsOutcomesApartByOrderOnlyWhenAsked) {
  const Subject subject = program_subject(
      "setTimeout(() => observe('timer', 1), 1); setImmediate(() => observe('immediate', 2));");
  ExploreOptions options;
  EXPECT_EQ(outcome_texts(explore_subject(subject, options)),
            (std::set<std::string>{"immediate=2; timer=1"}));
  options.order = Order::kTotal;
  EXPECT_EQ(outcome_texts(explore_subject(subject, options), Order::kTotal),
            (std::set<std::string>{"immediate=2; timer=1", "timer=1; immediate=2"}));
}

TEST(Explorer, EverySchedulePrintedReplaysToItsOutcome) {
  const Subject subject = program_subject(kManySchedules);
  const AllowedSet set = explore_subject(subject);
  ASSERT_GT(set.outcomes.size(), 1u);
  for (const AllowedOutcome& outcome : set.outcomes) {
    EXPECT_EQ(replayed_text(subject, outcome.schedule, set.readings[outcome.reading].rules),
              outcome_line(outcome.outcome, Order::kLabels))
        << outcome.schedule;
  }
}

TEST(Explorer, CountsDoNotDependOnTheWorkers) {
  for (const bool reduce : {false, true}) {
    ExploreOptions options;
    options.reduce = reduce;
    const Subject subject = program_subject(kManySchedules);
    const std::string one =
        allowed_json("", explore_subject(subject, options), options.order).dump();
    for (const unsigned workers : {2u, 3u}) {
      options.workers = workers;
      EXPECT_EQ(allowed_json("", explore_subject(subject, options), options.order).dump(), one);
    }
  }
}

TEST(Explorer, BoundsTheDeviations) {
  const Subject subject = program_subject(kManySchedules);
  ExploreOptions options;
  const AllowedSet all = explore_subject(subject, options);
  uint64_t explored = 0;
  for (uint32_t bound = 0; bound < 2; ++bound) {
    options.bound = bound;
    const AllowedSet set = explore_subject(subject, options);
    EXPECT_FALSE(set.exhausted);
    EXPECT_GT(set.explored, explored);
    explored = set.explored;
    const std::set<std::string> some = outcome_texts(set);
    const std::set<std::string> known = outcome_texts(all);
    EXPECT_TRUE(std::includes(known.begin(), known.end(), some.begin(), some.end()));
    for (const AllowedOutcome& outcome : set.outcomes) {
      EXPECT_LE(deviations(outcome.example), bound);
    }
  }
  options.bound = 1000;
  EXPECT_TRUE(explore_subject(subject, options).exhausted);
}

TEST(Explorer, AdmitsThatTheLimitEndedIt) {
  ExploreOptions options;
  options.reduce = false;
  options.limit = 3;
  const AllowedSet set = explore_subject(program_subject(kManySchedules), options);
  EXPECT_EQ(set.explored, 3u);
  EXPECT_FALSE(set.exhausted);
  EXPECT_EQ(set.why_not, "stopped after 3 runs");
}

TEST(Explorer, SamplesWhatTheWalkFinds) {
  const Subject subject = program_subject(kManySchedules);
  const std::set<std::string> all = outcome_texts(explore_subject(subject));
  ExploreOptions options;
  options.sample_seed = 7;
  options.limit = 500;
  const AllowedSet set = explore_subject(subject, options);
  EXPECT_EQ(set.explored, 500u);
  EXPECT_FALSE(set.exhausted);
  EXPECT_EQ(outcome_texts(set), all);
  const AllowedSet again = explore_subject(subject, options);
  EXPECT_EQ(allowed_json("", again, options.order), allowed_json("", set, options.order));
}

TEST(Explorer, UnitesTheReadingsOfTheDocument) {
  // The document says both that enterWith() lasts and that run() ends it.
  const Subject subject = program_subject(
      "const { AsyncLocalStorage } = require('node:async_hooks');"
      "const als = new AsyncLocalStorage();"
      "als.run(1, () => als.enterWith(2));"
      "setTimeout(() => observe('later', als.getStore()), 1);");
  const AllowedSet documented = explore_subject(subject);
  EXPECT_EQ(outcome_texts(documented), (std::set<std::string>{"later=2", "later=undefined"}));
  EXPECT_GT(documented.readings.size(), 1u);
  for (const AllowedOutcome& outcome : documented.outcomes) {
    EXPECT_EQ(outcome.counts.size(), documented.readings.size());
  }
  EXPECT_EQ(explore_subject(subject, {}, "node18").readings.size(), 1u);
}

TEST(Explorer, ComparesTracesOfASample) {
  ExploreOptions options;
  options.check_every = 1;
  const AllowedSet set = explore_subject(program_subject(kManySchedules), options);
  EXPECT_EQ(set.determinism_checks, set.explored);
  EXPECT_EQ(set.nondeterminism, "");
}

TEST(Explorer, RefusesWhatIsNoProgram) {
  EXPECT_NE(explore_subject(program_subject("let (")).refused, "");
  EXPECT_EQ(explore_subject(program_subject("let (")).explored, 0u);
  Subject missing = program_subject("");
  missing.path = "/there/is/no/such.cjs";
  EXPECT_NE(explore_subject(missing).refused.find("there is no such file"), std::string::npos);
  Subject profile = program_subject("1;");
  profile.simulation.loop_profile = "nonsense";
  EXPECT_NE(explore_subject(profile).refused, "");
}

TEST(Explorer, AnEndlessProgramIsAnOutcome) {
  Subject subject = program_subject("observe('a', 1); setInterval(() => {}, 100);");
  subject.simulation.virtual_ms = 300;
  const AllowedSet set = explore_subject(subject);
  EXPECT_EQ(outcome_texts(set), (std::set<std::string>{"a=1; virtual-time-limit"}));
}

}  // namespace
}  // namespace actx
