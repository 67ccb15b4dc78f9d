#include "script/parser.h"

#include <gtest/gtest.h>

#include <cmath>

#include "script/printer.h"

namespace actx {
namespace {

using ast::Goal;
using ast::NodeKind;

std::string error_of(std::string_view source, Goal goal = Goal::kScript) {
  try {
    parse(source, "a.js", goal);
  } catch (const ParseError& error) {
    return error.what();
  }
  return "no error";
}

// The tree of one expression statement.
struct OneExpression {
  explicit OneExpression(std::string_view source) : tree(parse(source, "a.js", Goal::kScript)) {
    node = ast::as<ast::ExpressionStatement>(*tree.program->body[0]).expression;
  }
  ast::Tree tree;
  const ast::Node* node;
};

double number_of(std::string_view source) {
  OneExpression parsed(source);
  EXPECT_EQ(parsed.node->kind, NodeKind::kNumberLiteral);
  return ast::as<ast::NumberLiteral>(*parsed.node).value;
}

std::u16string string_of(std::string_view source) {
  OneExpression parsed(source);
  EXPECT_EQ(parsed.node->kind, NodeKind::kStringLiteral);
  return std::u16string(ast::as<ast::StringLiteral>(*parsed.node).value);
}

TEST(ParserErrors, SayWhereAndWhat) {
  EXPECT_EQ(error_of("let a;\n  let a;"),
            "a.js:2:7: SyntaxError: Identifier 'a' has already been declared");
  EXPECT_EQ(error_of("f("), "a.js:1:3: SyntaxError: Unexpected end of input");
  EXPECT_EQ(error_of("a b"), "a.js:1:3: SyntaxError: Unexpected identifier");
  EXPECT_EQ(error_of("\r\n\u2028x = )"), "a.js:3:5: SyntaxError: Unexpected token ')'");
  EXPECT_EQ(error_of("'\U0001F600'; 'a"), "a.js:1:7: SyntaxError: Invalid or unexpected token");
  EXPECT_EQ(error_of("await 1", Goal::kCommonJs), "a.js:1:7: SyntaxError: Unexpected number");
  EXPECT_EQ(error_of("return", Goal::kModule), "a.js:1:1: SyntaxError: Illegal return statement");
  EXPECT_EQ(error_of("const a;"),
            "a.js:1:8: SyntaxError: Missing initializer in const declaration");
  EXPECT_EQ(error_of("({a = 1}); x = }"),
            "a.js:1:3: SyntaxError: Invalid shorthand property initializer");
}

// ECMAScript gives a call no AssignmentTargetType; V8 throws only when the assignment is run.
TEST(ParserErrors, ACallIsNoAssignmentTarget) {
  EXPECT_EQ(error_of("a() = 1"), "a.js:1:1: SyntaxError: Invalid left-hand side in assignment");
  EXPECT_EQ(error_of("++a()"),
            "a.js:1:3: SyntaxError: Invalid left-hand side expression in prefix operation");
  EXPECT_EQ(error_of("for (a() of b);"),
            "a.js:1:6: SyntaxError: Invalid left-hand side in for-loop");
}

TEST(ParserErrors, NameWhatIsNotInTheLanguage) {
  EXPECT_EQ(error_of("\nwith (a) b;"),
            "a.js:2:1: the with statement is not in the litmus language");
  EXPECT_EQ(error_of("x = eval('1')"), "a.js:1:5: direct eval is not in the litmus language");
  EXPECT_EQ(error_of("(eval)('1')"), "a.js:1:1: direct eval is not in the litmus language");
  EXPECT_EQ(error_of("a <!-- b"), "a.js:1:3: an HTML-like comment is not in the litmus language");
  EXPECT_EQ(error_of("a <!-- b", Goal::kModule),
            "a.js:1:3: an HTML-like comment is not in the litmus language");
  EXPECT_EQ(error_of("/* */ --> a"),
            "a.js:1:7: an HTML-like comment is not in the litmus language");
  EXPECT_EQ(error_of("a\n--> b"), "a.js:2:1: an HTML-like comment is not in the litmus language");
  EXPECT_EQ(error_of("@a class B {}"), "a.js:1:1: a decorator is not in the litmus language");
  EXPECT_EQ(error_of("import a from 'b' assert { type: 'json' }", Goal::kModule),
            "a.js:1:19: an import assertion is not in the litmus language");
  EXPECT_EQ(error_of("import a from 'b' with { type: 'json' }", Goal::kModule),
            "a.js:1:19: an import assertion is not in the litmus language");
  EXPECT_EQ(error_of("import('a', b)"),
            "a.js:1:13: an import assertion is not in the litmus language");
}

TEST(ParserErrors, IndirectEvalIsOnlyACall) {
  EXPECT_EQ(error_of("(0, eval)('1'); eval?.('1'); a.eval('1'); eval;"), "no error");
}

TEST(ParserErrors, TextMustBeUtf8) {
  EXPECT_EQ(error_of("a;\nb\xFF"), "a.js:2:2: the file is not valid UTF-8");
  EXPECT_EQ(error_of("'\xC0\xAF'"), "a.js:1:2: the file is not valid UTF-8");      // overlong
  EXPECT_EQ(error_of("'\xED\xA0\x80'"), "a.js:1:2: the file is not valid UTF-8");  // surrogate
  EXPECT_EQ(error_of("'\xE2\x82"), "a.js:1:2: the file is not valid UTF-8");       // cut off
  EXPECT_EQ(error_of("'\xF4\x90\x80\x80'"), "a.js:1:2: the file is not valid UTF-8");
  EXPECT_EQ(error_of("\xEF\xBB\xBF#!/usr/bin/env node\na"), "no error");
}

struct Nest {
  const char* open;
  const char* middle;
  const char* close;
};
constexpr Nest kNests[] = {{"(", "a", ")"},
                           {"[", "", "]"},
                           {"{", "", "}"},
                           {"- ", "a", ""},
                           {"a = ", "b", ""},
                           {"a => ", "b", ""},
                           {"if (a) ", "b", ""},
                           {"new ", "a", ""},
                           {"a ? b : ", "c", ""},
                           {"a ** ", "b", ""},
                           {"`${", "a", "}`"},
                           {"f(", "a", ")"},
                           {"x = {a: ", "1", "}"},
                           {"a + ", "b", ""},
                           {"a?.b.", "c", ""},
                           {"function f() {", "", "}"},
                           {"class A { [", "a", "]; }"},
                           {"a[", "0", "]"},
                           {"[", "a", "] = b"},
                           {"async () => {", "", "}"},
                           {"while (a) {", "", "}"},
                           {"for (;;) ", ";", ""},
                           {"try {", "", "} catch {}"},
                           {"(a, ", "b", ")"},
                           {"x = function () { return ", "1", "}"},
                           {"x = class { static { ", "", "} }"},
                           {"a, ", "b", ""},
                           {"!", "a", ""},
                           {"(async (b = ", "1", ") => 1)"}};

std::string nested(const Nest& nest, int levels) {
  std::string source;
  for (int i = 0; i < levels; ++i) source += nest.open;
  source += nest.middle;
  for (int i = 0; i < levels; ++i) source += nest.close;
  return source;
}

TEST(ParserErrors, DeepNestingIsAnErrorNotACrash) {
  for (const Nest& nest : kNests) {
    SCOPED_TRACE(nest.open);
    const std::string error = error_of(nested(nest, 20000));
    const bool is_flat = std::string_view(nest.open) == "a, ";
    const bool is_too_deep = error.find("nests deeper than 1000") != std::string::npos;
    EXPECT_TRUE(is_flat ? error == "no error" : is_too_deep) << error;
  }
  EXPECT_EQ(error_of(std::string(5000, '(')),
            "a.js:1:1000: SyntaxError: the program nests deeper than 1000");
}

// Whatever the parser lets through, recursive users of the tree survive.
TEST(ParserErrors, NestingBelowTheLimitIsPrintedAndCompared) {
  for (const Nest& nest : kNests) {
    SCOPED_TRACE(nest.open);
    std::string source;
    for (int levels : {990, 490, 320, 240, 190, 150}) {
      source = nested(nest, levels);
      if (error_of(source).find("nests deeper") == std::string::npos) break;
    }
    const ast::Tree tree = parse(source, "a.js", Goal::kScript);
    const ast::Tree again = parse(print(*tree.program), "b.js", Goal::kScript);
    EXPECT_TRUE(ast::equal(*tree.program, *again.program));
  }
}

TEST(ParserNumbers, RoundOnceToTheNearest) {
  EXPECT_EQ(number_of("0x1fffffffffffff"), 9007199254740991.0);
  EXPECT_EQ(number_of("0x20000000000001"), 9007199254740992.0);  // tie, to even
  EXPECT_EQ(number_of("0x20000000000003"), 9007199254740996.0);  // tie, to even
  EXPECT_EQ(number_of("0x200000000000010000000000001"), std::ldexp(9007199254740994.0, 52));
  EXPECT_EQ(number_of("0b101"), 5.0);
  EXPECT_EQ(number_of("0o17"), 15.0);
  EXPECT_EQ(number_of("017"), 15.0);
  EXPECT_EQ(number_of("089"), 89.0);
  EXPECT_EQ(number_of("1_000.5"), 1000.5);
  EXPECT_EQ(number_of("123456789012345678"), 123456789012345680.0);
  EXPECT_EQ(number_of(".5e1"), 5.0);
  EXPECT_EQ(number_of("5."), 5.0);
  EXPECT_EQ(number_of("5e-324"), 5e-324);
  EXPECT_EQ(number_of("1e-400"), 0.0);
  EXPECT_TRUE(std::isinf(number_of("1e400")));
}

TEST(ParserStrings, EscapesAreReplaced) {
  EXPECT_EQ(string_of(R"(('\n\t\x41\u0042\u{1F600}\0\q\'\
z'))"),
            std::u16string(u"\n\tAB\xD83D\xDE00\0q'z", 10));
  EXPECT_EQ(string_of(R"(('\101\18\377\400'))"), u"A\u00018\u00FF\u00200");
  EXPECT_EQ(string_of("('\u2028')"), u"\u2028");
}

TEST(ParserTemplates, KeepCookedAndRaw) {
  OneExpression parsed("f`a\\n${1}\r\nb${2}\\unicode`");
  const auto& quasi = *ast::as<ast::TaggedTemplate>(*parsed.node).quasi;
  ASSERT_EQ(quasi.quasis.size(), 3u);
  EXPECT_EQ(quasi.quasis[0]->cooked, u"a\n");
  EXPECT_EQ(quasi.quasis[0]->raw, u"a\\n");
  EXPECT_EQ(quasi.quasis[1]->cooked, u"\nb");
  EXPECT_EQ(quasi.quasis[1]->raw, u"\nb");
  EXPECT_FALSE(quasi.quasis[2]->has_cooked);
  EXPECT_EQ(quasi.quasis[2]->raw, u"\\unicode");
}

TEST(ParserRanges, GiveTheTextOfFunctionsAndClasses) {
  const ast::Tree tree =
      parse("x;\n  async function f(a) { return 1 } class A { static async *m() {} get [p]() {} }",
            "a.js", Goal::kScript);
  const auto& function = ast::as<ast::Function>(*tree.program->body[1]);
  EXPECT_EQ(tree.text(function), u"async function f(a) { return 1 }");
  EXPECT_EQ(function.range.line, 2u);
  EXPECT_EQ(function.range.column, 3u);
  const auto& node = ast::as<ast::Class>(*tree.program->body[2]);
  EXPECT_EQ(tree.text(*node.elements[0]->value), u"async *m() {}");
  EXPECT_EQ(tree.text(*node.elements[1]->value), u"get [p]() {}");
}

TEST(ParserFlags, FollowTheDirectivesAndTheGoal) {
  const ast::Tree tree =
      parse("function f(a) { 'use strict'; } function g(a = 1) {}", "a.js", Goal::kCommonJs);
  EXPECT_FALSE(tree.program->is_strict);
  const auto& f = ast::as<ast::Function>(*tree.program->body[0]);
  const auto& g = ast::as<ast::Function>(*tree.program->body[1]);
  EXPECT_TRUE(f.is_strict && f.has_use_strict && f.has_simple_parameters);
  EXPECT_FALSE(g.is_strict || g.has_use_strict || g.has_simple_parameters);
  EXPECT_TRUE(parse("", "a.js", Goal::kModule).program->is_strict);
  EXPECT_TRUE(parse("await 1", "a.js", Goal::kModule).program->has_top_level_await);
  EXPECT_TRUE(parse("for await (a of b);", "a.js", Goal::kModule).program->has_top_level_await);
  EXPECT_FALSE(parse("async () => await 1", "a.js", Goal::kModule).program->has_top_level_await);
}

}  // namespace
}  // namespace actx
