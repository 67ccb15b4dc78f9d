#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "script/parser.h"
#include "script/printer.h"
#include "script/testing/ast_generator.h"

namespace actx {
namespace {

using ast::NodeKind;

// Long sequences of choices: trees of some hundred nodes.
std::vector<uint8_t> choices() {
  return *rc::gen::resize(500, rc::gen::arbitrary<std::vector<uint8_t>>());
}

void check_round_trip(ast::Goal goal) {
  const ast::Tree tree = testing::AstGenerator(choices()).program(goal);
  const std::string text = print(*tree.program);
  RC_LOG() << text;
  const ast::Tree again = parse(text, "printed.js", goal);
  RC_ASSERT(ast::equal(*tree.program, *again.program));
  RC_ASSERT(print(*again.program) == text);
}

RC_GTEST_PROP(PrinterProperty, ScriptsComeBackAsTheSameTree, ()) {
  check_round_trip(ast::Goal::kScript);
}

RC_GTEST_PROP(PrinterProperty, CommonJsFilesComeBackAsTheSameTree, ()) {
  check_round_trip(ast::Goal::kCommonJs);
}

RC_GTEST_PROP(PrinterProperty, ModulesComeBackAsTheSameTree, ()) {
  check_round_trip(ast::Goal::kModule);
}

RC_GTEST_PROP(PrinterProperty, AClonePrintsAlikeAndIsEqual, ()) {
  const ast::Tree tree = testing::AstGenerator(choices()).program(ast::Goal::kModule);
  ast::Arena arena;
  const ast::Node* copy = ast::clone(*tree.program, arena);
  RC_ASSERT(ast::equal(*tree.program, *copy));
  RC_ASSERT(print(*tree.program) == print(*copy));
}

void collect_kinds(const ast::Node& node, std::set<NodeKind>& kinds) {
  kinds.insert(node.kind);
  ast::for_each_child(node, [&](const ast::Node& child) { collect_kinds(child, kinds); });
}

// A property over trees is worth what the generator reaches.
TEST(AstGenerator, ReachesEveryKindOfNode) {
  std::set<NodeKind> kinds;
  uint64_t state = 1;
  for (int round = 0; round < 3000; ++round) {
    std::vector<uint8_t> choices(200);
    for (uint8_t& choice : choices) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      choice = static_cast<uint8_t>(state >> 56);
    }
    const ast::Tree tree = testing::AstGenerator(choices).program(ast::Goal::kModule);
    collect_kinds(*tree.program, kinds);
    ASSERT_NO_THROW(parse(print(*tree.program), "printed.js", ast::Goal::kModule))
        << print(*tree.program);
  }
  for (int kind = 0; kind <= static_cast<int>(NodeKind::kProgram); ++kind) {
    EXPECT_TRUE(kinds.count(static_cast<NodeKind>(kind)))
        << ast::name_of(static_cast<NodeKind>(kind));
  }
}

}  // namespace
}  // namespace actx
