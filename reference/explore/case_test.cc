// What a case's front matter means, value by value: as harness/tests/test_case.py has it.
#include "explore/case.h"

#include <gtest/gtest.h>

#include "explore/document.h"

namespace actx {
namespace {

Case case_with(const std::string& matter) {
  return parse_case("/cases/area/a.js",
                    "/*---\nid: area/a\nrequires: [ALS-RUN-01]\n" + matter + "\n---*/\n1;\n");
}

std::string text_of(const std::string& yaml) {
  return case_with("expect:\n  label: " + yaml).expect.at(0).values.at(0).text;
}

TEST(Case, ValuesAreAsObservePrintsThem) {
  EXPECT_EQ(text_of("undefined"), "undefined");
  EXPECT_EQ(text_of("null"), "null");
  EXPECT_EQ(text_of("true"), "true");
  EXPECT_EQ(text_of("42"), "42");
  EXPECT_EQ(text_of("-1.5"), "-1.5");
  EXPECT_EQ(text_of("text"), "\"text\"");
  EXPECT_EQ(text_of("'42'"), "\"42\"");
  EXPECT_EQ(text_of("\"a\\\"b\""), "\"a\\\"b\"");
  EXPECT_EQ(text_of("{id: 2, list: [a, 1]}"), "{\"id\":2,\"list\":[\"a\",1]}");
  EXPECT_EQ(text_of("[]"), "[]");
  EXPECT_EQ(text_of("{$text: 'Map{}'}"), "Map{}");
  EXPECT_EQ(text_of("{$string: undefined}"), "\"undefined\"");
}

std::string difference(const std::string& matter, const std::vector<Observation>& lines,
                       int exit_code = 0) {
  return case_difference(case_with(matter), {lines, Verdict::kExited, exit_code});
}

TEST(Case, FormsSayHowOften) {
  const std::string each = "expect:\n  a: {$each: [1, 2]}";
  EXPECT_EQ(difference(each, {{"a", "1"}, {"a", "2"}}), "");
  EXPECT_EQ(difference(each, {{"a", "2"}, {"a", "1"}}), "a: 2, 1; expected 1, 2");
  EXPECT_EQ(difference(each, {{"a", "1"}}), "a: observed 1 times, not 2");
  const std::string bag = "expect:\n  a: {$bag: [1, 2]}";
  EXPECT_EQ(difference(bag, {{"a", "2"}, {"a", "1"}}), "");
  EXPECT_NE(difference(bag, {{"a", "2"}, {"a", "2"}}), "");
  const std::string any = "expect:\n  a: {$any: [1, 2]}";
  EXPECT_EQ(difference(any, {{"a", "2"}}), "");
  EXPECT_NE(difference(any, {{"a", "3"}}), "");
  const std::string match = "expect:\n  a: {$match: 'x+'}";
  EXPECT_EQ(difference(match, {{"a", "xx"}}), "");
  EXPECT_NE(difference(match, {{"a", "xxy"}}), "");
}

TEST(Case, OrderAndOutputAndEnd) {
  const std::string order = "expect:\n  a: 1\n  b: {$each: [1, 1]}\norder: [[a, b]]";
  EXPECT_EQ(difference(order, {{"a", "1"}, {"b", "1"}, {"b", "1"}}), "");
  EXPECT_EQ(difference(order, {{"b", "1"}, {"a", "1"}, {"b", "1"}}), "b came before a");
  const std::string output = "expect: {}\nstdout: ['123']";
  EXPECT_EQ(difference(output, {{std::string(kStdout), "123"}}), "");
  EXPECT_EQ(difference(output, {}), "printed ; expected 123");
  const std::string bag = "expect: {}\nstdout: {$bag: [b, a]}";
  const Observation a = {std::string(kStdout), "a"};
  const Observation b = {std::string(kStdout), "b"};
  EXPECT_EQ(difference(bag, {a, b}), "");
  EXPECT_EQ(difference(bag, {a, a}), "printed a, a; expected a, b in any order");
  EXPECT_EQ(difference("expect:\n  a: 1", {{"a", "1"}}, 1), "ended with exit 1");
  EXPECT_EQ(difference("expect:\n  a: 1", {{"a", "1"}, {"b", "2"}}), "unexpected: b 2");
}

TEST(Case, FilesAreForScaffolds) {
  const Case scaffold = case_with("formats: [mjs]\nexpect: {a: 1}\nfiles: {pool.js: a-block}");
  ASSERT_EQ(scaffold.files.size(), 1u);
  EXPECT_EQ(scaffold.files[0].first, "pool.js");
  EXPECT_EQ(scaffold.files[0].second, "a-block");
  EXPECT_THROW(case_with("expect: {a: 1}\nfiles: {pool.js: a-block}"), CaseError);
}

TEST(Document, FillsScaffolds) {
  const std::vector<CodeBlock> blocks = {{"one", "mjs", "import x from 'y';\n"},
                                         {"one", "cjs", "const x = require('y');\n"},
                                         {"two", "js", "f();\n"}};
  const std::string scaffold =
      "//@import { A as B } from 'node:x'\n//@block one\n  //@block two\nend();\n";
  EXPECT_EQ(expand_scaffold(scaffold, "mjs", blocks),
            "import { A as B } from 'node:x';\nimport x from 'y';\nf();\nend();\n");
  EXPECT_EQ(expand_scaffold(scaffold, "cjs", blocks),
            "const { A: B } = require('node:x');\nconst x = require('y');\nf();\nend();\n");
  EXPECT_THROW(expand_scaffold("//@block three\n", "cjs", blocks), DocumentError);
}

}  // namespace
}  // namespace actx
