#include "script/printer.h"

#include <gtest/gtest.h>

#include "script/parser.h"

namespace actx {
namespace {

std::string printed(std::string_view source, ast::Goal goal = ast::Goal::kScript) {
  return print(*parse(source, "a.js", goal).program);
}

TEST(Printer, KeepsOnlyTheParenthesesThatMatter) {
  EXPECT_EQ(printed("((a)) + ((b * c))"), "a + b * c;\n");
  EXPECT_EQ(printed("(a + b) * c"), "(a + b) * c;\n");
  EXPECT_EQ(printed("a - (b - c)"), "a - (b - c);\n");
  EXPECT_EQ(printed("(a, b), c"), "(a, b), c;\n");
  EXPECT_EQ(printed("(-1) ** 2; (a ** b) ** c; a ** (b ** c)"),
            "(-1) ** 2;\n(a ** b) ** c;\na ** b ** c;\n");
  EXPECT_EQ(printed("(a ?? b) || c; a && (b ?? c)"), "(a ?? b) || c;\na && (b ?? c);\n");
  EXPECT_EQ(printed("(a || b) && c; a || (b && c)"), "(a || b) && c;\na || b && c;\n");
  EXPECT_EQ(printed("(a?.b).c; (a?.b.c)"), "(a?.b).c;\na?.b.c;\n");
  EXPECT_EQ(printed("new (a())(); new (a.b()); new (a.b)"),
            "new (a())();\nnew (a.b())();\nnew a.b();\n");
  EXPECT_EQ(printed("(1).a; (1.5).b"), "(1).a;\n(1.5).b;\n");
  EXPECT_EQ(printed("- -a; + +a; - --a; +(+a)"), "- -a;\n+ +a;\n- --a;\n+ +a;\n");
  EXPECT_EQ(printed("(a) = function () {}"), "(a) = function () {};\n");
  EXPECT_EQ(printed("(() => a)(); () => ({})"), "(() => a)();\n() => ({});\n");
}

TEST(Printer, WrapsWhatAStatementMayNotStartWith) {
  EXPECT_EQ(printed("({}).a; ({a} = b)"), "({}.a);\n({ a } = b);\n");
  EXPECT_EQ(printed("(function () {})"), "(function () {});\n");
  EXPECT_EQ(printed("(class {})"), "(class {});\n");
  EXPECT_EQ(printed("(let)[0] = 1"), "(let[0] = 1);\n");
  EXPECT_EQ(printed("('use strict')"), "('use strict');\n");
  EXPECT_EQ(printed("\"use strict\""), "\"use strict\";\n");
  EXPECT_EQ(printed("export default (function () {})()", ast::Goal::kModule),
            "export default (function () {}());\n");
}

TEST(Printer, KeepsInOutOfForHeads) {
  EXPECT_EQ(printed("for (var a = (b in c); ;) ;"), "for (var a = (b in c);;) ;\n");
  EXPECT_EQ(printed("for (a = [b in c]; ;) ;"), "for (a = [b in c];;) ;\n");
  EXPECT_EQ(printed("for ((async) of a) ;"), "for ((async) of a) ;\n");
}

TEST(Printer, LaysOutStatements) {
  EXPECT_EQ(printed("if (a) { b } else if (c) d; else { e }"),
            "if (a) {\n  b;\n} else if (c) d;\nelse {\n  e;\n}\n");
  EXPECT_EQ(printed("try { a } catch { } finally { b }"),
            "try {\n  a;\n} catch {} finally {\n  b;\n}\n");
  EXPECT_EQ(printed("switch (a) { case 1: b; default: }"),
            "switch (a) {\n  case 1:\n    b;\n  default:\n}\n");
  EXPECT_EQ(
      printed("class A extends B { x = 1; constructor() {} static #y; static {} get z() {} }"),
      "class A extends B {\n  constructor() {}\n  x = 1;\n  static #y;\n  static {}\n"
      "  get z() {}\n}\n");
  EXPECT_EQ(printed("async function* f(a, {b, c: d = 1}, ...e) { await a; yield* b }"),
            "async function* f(a, { b, c: d = 1 }, ...e) {\n  await a;\n  yield* b;\n}\n");
  EXPECT_EQ(printed("import a, { b, c as d, 'e f' as g } from 'h'; export * as i from 'j'",
                    ast::Goal::kModule),
            "import a, { b, c as d, 'e f' as g } from 'h';\nexport * as i from 'j';\n");
}

TEST(Printer, WritesLiteralsThatReadBack) {
  EXPECT_EQ(printed("a = '\\u2028\\0\\'\\ud800\\ud83d\\ude00'"),
            "a = '\\u2028\\x00\\'\\uD800\U0001F600';\n");
  EXPECT_EQ(printed("1e21; 1e-7; 0x10; 1e999; 100000000000000000000; 0xFFn"),
            "1e+21;\n1e-07;\n16;\n1e999;\n100000000000000000000;\n0xFFn;\n");
  EXPECT_EQ(printed("[, a, ,]; `a${b}\\n`; /[/]/g"), "[, a, ,];\n`a${b}\\n`;\n/[/]/g;\n");
  EXPECT_EQ(printed("x = { 'a': 1, 'b c': 2, [d]: 3, 4: 5, e }"),
            "x = { a: 1, 'b c': 2, [d]: 3, 4: 5, e };\n");
}

TEST(Printer, PrintsPartsOfATree) {
  const ast::Tree tree = parse("if (a) { b + 1 }", "a.js", ast::Goal::kScript);
  const auto& node = ast::as<ast::IfStatement>(*tree.program->body[0]);
  EXPECT_EQ(print(*node.test), "a");
  EXPECT_EQ(print(*node.consequent), "{\n  b + 1;\n}\n");
}

}  // namespace
}  // namespace actx
