// The oracle's verdicts, each on a record that a person can judge.
#include "explore/oracle.h"

#include <gtest/gtest.h>

#include "explore/testing/programs.h"

namespace actx {
namespace {

// Whichever comes first in Node, the timer's store is 1 and the immediate's 2.
constexpr char kProgram[] = R"(
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
als.run(1, () => setTimeout(() => observe('timer', als.getStore()), 1));
als.run(2, () => setImmediate(() => observe('immediate', als.getStore())));
observe('main', als.getStore());
)";

Judgement judge_text(const std::string& program, const std::string& record,
                     const std::string& profile = "documented", uint64_t limit = 10'000) {
  RecordedLog log;
  std::string error;
  EXPECT_TRUE(parse_log(record, &log, &error)) << error;
  Subject subject = program_subject(program);
  subject.runtime.rules = Profile::find(profile)->rules();
  return judge(subject, *Profile::find(profile), RuleSet(), log, limit);
}

TEST(Oracle, ConformsUnderEveryAllowedOrder) {
  for (const char* record :
       {"main undefined\ntimer 1\nimmediate 2\n", "main undefined\nimmediate 2\ntimer 1\n"}) {
    const Judgement judgement = judge_text(kProgram, record);
    EXPECT_EQ(judgement.verdict, OracleVerdict::kConforms) << record;
    std::string lines;
    EXPECT_EQ(replayed_text(program_subject(kProgram), judgement.schedule,
                            Profile(ProfileName::kDocumented).rules(), Order::kTotal) +
                  "; ",
              [&] {
                for (const char* c = record; *c != '\0'; ++c) {
                  lines += *c == ' ' ? std::string("=") : *c == '\n' ? "; " : std::string(1, *c);
                }
                return lines;
              }());
  }
}

TEST(Oracle, AWrongStoreIsAContextDivergence) {
  const Judgement judgement =
      judge_text(kProgram, "main undefined\nimmediate 2\ntimer undefined\n");
  EXPECT_EQ(judgement.verdict, OracleVerdict::kContextDivergence);
  EXPECT_EQ(judgement.line, 3u);
  EXPECT_EQ(judgement.observed, "timer undefined");
  EXPECT_EQ(judgement.allowed, "timer 1");
  EXPECT_EQ(judgement.nearest,
            (std::vector<std::string>{"main undefined", "immediate 2", "timer 1"}));
  // Timers that lose their context explain it.
  EXPECT_EQ(judgement.rule, "timeout_context=lost");
  EXPECT_NE(judgement.requirements, "");
  EXPECT_NE(judgement.last_right.find("Timeout"), std::string::npos) << judgement.last_right;
}

TEST(Oracle, NamesTheLastCallbackThatStillHadTheStore) {
  const Judgement judgement = judge_text(
      R"(const { AsyncLocalStorage } = require('node:async_hooks');
      const als = new AsyncLocalStorage();
      als.run(7, () => setTimeout(() => {
        observe('first', als.getStore());
        setImmediate(() => observe('second', als.getStore()));
      }, 1));)",
      "first 7\nsecond undefined\n");
  EXPECT_EQ(judgement.verdict, OracleVerdict::kContextDivergence);
  EXPECT_TRUE(judgement.last_right.starts_with("Timeout ")) << judgement.last_right;
  EXPECT_TRUE(judgement.last_right.ends_with(" (first 7)")) << judgement.last_right;
}

TEST(Oracle, AnImpossibleOrderIsAnOrderDivergence) {
  // Ticks come before timers, on every schedule.
  const std::string program =
      "setTimeout(() => observe('timer', 1), 1); process.nextTick(() => observe('tick', 1));";
  const Judgement judgement = judge_text(program, "timer 1\ntick 1\n");
  EXPECT_EQ(judgement.verdict, OracleVerdict::kOrderDivergence);
  EXPECT_TRUE(judgement.values_fit);
  EXPECT_EQ(judgement.line, 1u);
}

TEST(Oracle, AnOrderThatOnlyAnyLoopHasIsJudgedThere) {
  // Node runs timers of one duration in the order in which they were started.
  const std::string program = R"(
    const { AsyncLocalStorage } = require('node:async_hooks');
    const als = new AsyncLocalStorage();
    for (const n of [1, 2]) als.run(n, () => setTimeout(() => observe(`t${n}`, als.getStore()), 5));
    observe('main', 0);)";
  const Judgement turned = judge_text(program, "main 0\nt2 2\nt1 1\n");
  EXPECT_EQ(turned.verdict, OracleVerdict::kOrderDivergence);
  EXPECT_TRUE(turned.any_order);
  EXPECT_TRUE(turned.values_fit);
  Subject any = program_subject(program);
  any.simulation.loop_profile = "any";
  EXPECT_EQ(
      replayed_text(any, turned.schedule, Profile(ProfileName::kDocumented).rules(), Order::kTotal),
      "main=0; t2=2; t1=1");
  const Judgement swapped = judge_text(program, "main 0\nt2 1\nt1 2\n");
  EXPECT_EQ(swapped.verdict, OracleVerdict::kContextDivergence);
  EXPECT_TRUE(swapped.any_order);
  EXPECT_EQ(swapped.line, 2u);
  // No loop runs a callback before what queued it.
  EXPECT_FALSE(judge_text(program, "t1 1\nmain 0\nt2 2\n").any_order);
}

TEST(Oracle, MissingAndSurplusLines) {
  const Judgement missing = judge_text(kProgram, "main undefined\nimmediate 2\n");
  EXPECT_EQ(missing.verdict, OracleVerdict::kIncomplete);
  EXPECT_EQ(missing.detail, "timer is recorded never, not once");
  const Judgement twice = judge_text(kProgram, "main undefined\nimmediate 2\ntimer 1\ntimer 1\n");
  EXPECT_EQ(twice.verdict, OracleVerdict::kUnexpected);
  EXPECT_EQ(twice.detail, "timer is recorded 2 times, not once");
  EXPECT_EQ(twice.line, 4u);
  const Judgement foreign =
      judge_text(kProgram, "main undefined\nsomething else\nimmediate 2\ntimer 1\n");
  EXPECT_EQ(foreign.verdict, OracleVerdict::kUnexpected);
  EXPECT_EQ(foreign.line, 2u);
  EXPECT_EQ(judge_text(kProgram, "").verdict, OracleVerdict::kIncomplete);
}

TEST(Oracle, SaysThatALogIsCutOff) {
  const Judgement judgement = judge_text(kProgram, "main undefined\nimmedi");
  EXPECT_EQ(judgement.verdict, OracleVerdict::kUnexpected);
  EXPECT_EQ(judgement.line, 2u);
  const Judgement whole_lines = judge_text(kProgram, "main undefined\nimmediate 2");
  EXPECT_EQ(whole_lines.verdict, OracleVerdict::kIncomplete);
  EXPECT_NE(whole_lines.detail.find("the log ends within a line"), std::string::npos);
}

TEST(Oracle, UnitesTheReadings) {
  // The document says both that enterWith() lasts and that run() ends it; Node 18 does the latter.
  const std::string program = R"(
    const { AsyncLocalStorage } = require('node:async_hooks');
    const als = new AsyncLocalStorage();
    als.run(1, () => als.enterWith(2));
    setTimeout(() => observe('later', als.getStore()), 1);)";
  EXPECT_EQ(judge_text(program, "later 2\n").verdict, OracleVerdict::kConforms);
  EXPECT_EQ(judge_text(program, "later undefined\n").verdict, OracleVerdict::kConforms);
  EXPECT_EQ(judge_text(program, "later 2\n", "node18").verdict, OracleVerdict::kContextDivergence);
  EXPECT_EQ(judge_text(program, "later 3\n").verdict, OracleVerdict::kContextDivergence);
}

TEST(Oracle, JudgesALogOfAThousandObservations) {
  const std::string program =
      "let n = 0; const t = setInterval(() => { observe('tick', ++n); setImmediate(() => "
      "observe('i', n)); if (n === 500) clearInterval(t); }, 5);";
  std::string record;
  for (int i = 1; i <= 500; ++i) {
    record += "tick " + std::to_string(i) + "\ni " + std::to_string(i) + "\n";
  }
  EXPECT_EQ(judge_text(program, record, "node18", 2000).verdict, OracleVerdict::kConforms);
  const size_t wrong = record.find("tick 400\n");
  record.replace(wrong, 8, "tick 999");
  const Judgement judgement = judge_text(program, record, "node18", 50);
  EXPECT_NE(judgement.verdict, OracleVerdict::kConforms);
}

TEST(Oracle, UndecidedIsSaid) {
  const std::string program =
      "for (let i = 1; i < 9; i++) setTimeout(() => observe('a', i), i * 2);"
      "for (let i = 1; i < 9; i++) setTimeout(() => setImmediate(() => observe('b', i)), i * 2);";
  std::string record;
  for (int i = 8; i > 0; --i) record += "a " + std::to_string(i) + "\n";
  const Judgement judgement = judge_text(program, record, "node18", 1);
  EXPECT_NE(judgement.verdict, OracleVerdict::kConforms);
  EXPECT_LE(judgement.runs, 2'000u);
}

TEST(Log, ReadsBothForms) {
  RecordedLog log;
  std::string error;
  ASSERT_TRUE(parse_log("a 1\r\nb \"x y\"\n", &log, &error));
  ASSERT_EQ(log.lines.size(), 2u);
  EXPECT_EQ(log.lines[0].text, "a 1");
  EXPECT_EQ(log.lines[1].text, "b \"x y\"");
  RecordedLog json;
  ASSERT_TRUE(parse_log("{\"label\":\"a\",\"value\":\"1\"}\n\n{\"label\":\"b\",\"value\":\"2\"}\n",
                        &json, &error));
  ASSERT_EQ(json.lines.size(), 2u);
  EXPECT_EQ(json.lines[1].text, "b 2");
  EXPECT_EQ(json.lines[1].number, 3u);
}

TEST(Log, SaysWhereItIsWrong) {
  const auto error_of = [](const std::string& text) {
    RecordedLog log;
    std::string error;
    EXPECT_FALSE(parse_log(text, &log, &error)) << text;
    return error;
  };
  EXPECT_EQ(error_of("{\"label\":\"a\",\"value\":\"1\"}\n{\"label\":"), "line 2: not JSON");
  EXPECT_EQ(error_of("{\"label\":\"a\"}"),
            "line 1: an observation has \"label\" and \"value\", both strings");
  EXPECT_EQ(error_of(std::string("a 1\nb\0c\n", 8)), "line 2: a zero byte; this is no log");
}

}  // namespace
}  // namespace actx
