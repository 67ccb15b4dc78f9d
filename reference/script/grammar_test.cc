// The snippets in testing/snippets: which programs are ECMAScript 2022 and which are not.
#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "script/parser.h"
#include "script/printer.h"

namespace actx {
namespace {

struct Snippet {
  bool is_accepted;
  ast::Goal goal;
  std::string source;
};

std::string read_file(const std::string& path) {
  std::string text;
  std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (file == nullptr) return text;
  char buffer[4096];
  while (size_t count = std::fread(buffer, 1, sizeof buffer, file.get()))
    text.append(buffer, count);
  return text;
}

// "accept script: source"
Snippet parse_line(const std::string& line) {
  const size_t space = line.find(' ');
  const size_t colon = line.find(": ");
  const std::string goal = line.substr(space + 1, colon - space - 1);
  Snippet snippet;
  snippet.is_accepted = line.substr(0, space) == "accept";
  snippet.goal = goal == "module"     ? ast::Goal::kModule
                 : goal == "commonjs" ? ast::Goal::kCommonJs
                                      : ast::Goal::kScript;
  snippet.source = line.substr(colon + 2);
  const std::string mark = "\u23CE";
  for (size_t at; (at = snippet.source.find(mark)) != std::string::npos;) {
    snippet.source.replace(at, mark.size(), "\n");
  }
  return snippet;
}

std::vector<Snippet> read_snippets(const std::string& name) {
  std::vector<Snippet> snippets;
  const std::string text = read_file("reference/script/testing/snippets/" + name + ".txt");
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (!line.empty() && line[0] != '#') snippets.push_back(parse_line(line));
  }
  return snippets;
}

class Grammar : public ::testing::TestWithParam<const char*> {};

TEST_P(Grammar, AcceptsAndRejectsAsEcmascriptDoes) {
  const std::vector<Snippet> snippets = read_snippets(GetParam());
  ASSERT_GE(snippets.size(), 20u);
  for (const Snippet& snippet : snippets) {
    SCOPED_TRACE(snippet.source);
    try {
      parse(snippet.source, "snippet.js", snippet.goal);
      EXPECT_TRUE(snippet.is_accepted);
    } catch (const ParseError& error) {
      EXPECT_FALSE(snippet.is_accepted) << error.what();
      EXPECT_EQ(error.kind(), ParseErrorKind::kSyntax) << error.what();
    }
  }
}

TEST_P(Grammar, WhatIsAcceptedComesBackFromThePrinter) {
  for (const Snippet& snippet : read_snippets(GetParam())) {
    if (!snippet.is_accepted) continue;
    SCOPED_TRACE(snippet.source);
    const ast::Tree tree = parse(snippet.source, "snippet.js", snippet.goal);
    const std::string text = print(*tree.program);
    try {
      const ast::Tree again = parse(text, "printed.js", snippet.goal);
      EXPECT_TRUE(ast::equal(*tree.program, *again.program)) << text;
    } catch (const ParseError& error) {
      ADD_FAILURE() << error.what() << "\n" << text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Snippets, Grammar,
                         ::testing::Values("declarations", "modules", "statements",
                                           "words_and_lines", "members_and_private_names",
                                           "classes", "functions", "literals", "operators",
                                           "patterns", "objects", "arrows", "async_and_generators",
                                           "the_rest"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace actx
