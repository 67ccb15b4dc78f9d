#include "script/ast.h"

#include <gtest/gtest.h>

#include "script/parser.h"

namespace actx {
namespace {

bool same(std::string_view a, std::string_view b) {
  const ast::Tree left = parse(a, "a.js", ast::Goal::kScript);
  const ast::Tree right = parse(b, "b.js", ast::Goal::kScript);
  return ast::equal(*left.program, *right.program);
}

TEST(AstEqual, IgnoresLayoutOnly) {
  EXPECT_TRUE(same("a+ (b)", "a + b // c"));
  EXPECT_TRUE(same("x = 'a'", "x = \"\\x61\""));
  EXPECT_FALSE(same("a", "b"));
  EXPECT_FALSE(same("a?.b.c", "(a?.b).c"));
  EXPECT_FALSE(same("[a,]", "[a,,]"));
  EXPECT_FALSE(same("'use strict'", "('use strict')"));
  EXPECT_FALSE(same("(a) = function () {}", "a = function () {}"));
  EXPECT_FALSE(same("function f() {}", "async function f() {}"));
  EXPECT_FALSE(same("1", "1n"));
  EXPECT_FALSE(same("let a", "var a"));
  EXPECT_FALSE(same("a; b", "a"));
}

TEST(AstArena, InternsEqualTexts) {
  ast::Arena arena;
  const std::u16string text = u"name";
  EXPECT_EQ(arena.intern(text).data(), arena.intern(u"name").data());
  EXPECT_NE(arena.intern(text).data(), text.data());
  EXPECT_TRUE(arena.intern(u"").empty());
}

TEST(AstWalk, VisitsChildrenInSourceOrder) {
  const ast::Tree tree = parse("f(a, ...b)[c]", "a.js", ast::Goal::kScript);
  std::string kinds;
  auto walk = [&](auto& self, const ast::Node& node) -> void {
    kinds.append(ast::name_of(node.kind)).append(" ");
    ast::for_each_child(node, [&](const ast::Node& child) { self(self, child); });
  };
  walk(walk, *tree.program);
  EXPECT_EQ(kinds,
            "Program ExpressionStatement MemberExpression CallExpression Identifier Identifier "
            "SpreadElement Identifier Identifier ");
}

TEST(AstOperators, CompoundAssignmentsNameTheirOperator) {
  for (int i = 0; i <= static_cast<int>(ast::AssignmentOperator::kBitXor); ++i) {
    const auto op = static_cast<ast::AssignmentOperator>(i);
    EXPECT_TRUE(ast::is_compound(op));
    EXPECT_EQ(ast::text_of(op), std::string(ast::text_of(ast::binary_of(op))) + "=");
  }
  for (auto op : {ast::AssignmentOperator::kLogicalAnd, ast::AssignmentOperator::kLogicalOr,
                  ast::AssignmentOperator::kLogicalCoalesce}) {
    EXPECT_TRUE(ast::is_logical(op));
    EXPECT_EQ(ast::text_of(op), std::string(ast::text_of(ast::logical_of(op))) + "=");
  }
}

}  // namespace
}  // namespace actx
