#include "script/bytecode.h"

#include <gtest/gtest.h>

#include "script/engine.h"

namespace actx {
namespace {

const FunctionCode& last_function(const UnitPtr& unit) {
  return *unit->functions.back();
}

TEST(Bytecode, DisassemblesWithTargetsAndHandlers) {
  UnitPtr unit = compile("function f(a) { try { return a; } catch { return 1; } }", "f.js",
                         ast::Goal::kCommonJs);
  EXPECT_EQ(disassemble(last_function(unit)),
            "   0 Local\n"
            "   1 Return\n"
            "   2 Jump ->6\n"
            "   3 Pop\n"
            "   4 Int 1\n"
            "   5 Return\n"
            "   6 Undefined\n"
            "   7 Return\n"
            "handler [0, 1) ->3 stack 0 scope 0\n");
}

TEST(Bytecode, PositionsNameTheCallee) {
  UnitPtr unit = compile("function f(o) {\n  o.run();\n}", "f.js", ast::Goal::kCommonJs);
  const FunctionCode& code = last_function(unit);
  for (uint32_t pc = 0; pc < code.code.size(); ++pc) {
    if (code.code[pc].op != Op::kCall) continue;
    EXPECT_EQ(code.position_at(pc).line, 2u);
    EXPECT_EQ(code.position_at(pc).column, 5u);
    EXPECT_EQ(code.text_at(pc), "o.run");
  }
}

TEST(Bytecode, ParametersThatNobodyCapturesStayWhereTheyAre) {
  UnitPtr unit = compile("function f(a, b) { return b; }", "f.js", ast::Goal::kCommonJs);
  EXPECT_EQ(disassemble(last_function(unit)),
            "   0 Local 1\n   1 Return\n   2 Undefined\n   3 Return\n");
}

TEST(Bytecode, RefusesWhatUnmappedArgumentsWouldGetWrong) {
  try {
    compile("function f(a) {\n  a = arguments[0];\n}", "f.js", ast::Goal::kCommonJs);
    FAIL() << "compiled";
  } catch (const ParseError& error) {
    EXPECT_STREQ(error.what(),
                 "f.js:2:3: assigning to a parameter of a sloppy function that uses arguments is "
                 "not in the litmus language");
  }
}

TEST(Bytecode, AFunctionExpressionKnowsItselfOnlyWhenItNamesItself) {
  UnitPtr unit = compile("x = function f(a) { return a; }", "f.js", ast::Goal::kCommonJs);
  EXPECT_EQ(disassemble(last_function(unit)),
            "   0 Local\n   1 Return\n   2 Undefined\n   3 Return\n");
  unit = compile("x = function f() { return f; }", "f.js", ast::Goal::kCommonJs);
  EXPECT_EQ(disassemble(last_function(unit)),
            "   0 Callee\n   1 SetLocalThenLocal\n   2 Local\n   3 Return\n   4 Undefined\n"
            "   5 Return\n");
}

TEST(Bytecode, FusesInstructionsThatFollowEachOther) {
  UnitPtr unit =
      compile("function f(a) { a.x = null; if (a) a(a, a); }", "f.js", ast::Goal::kCommonJs);
  EXPECT_EQ(disassemble(last_function(unit)),
            "   0 Local\n"
            "   1 FixedThenSet a=1\n"
            "   2 SetThenPop\n"
            "   3 Pop\n"
            "   4 LocalThenJump\n"
            "   5 JumpIfFalse ->12\n"
            "   6 Local\n"
            "   7 Undefined\n"
            "   8 LocalThenLocal\n"
            "   9 Local\n"
            "  10 Call 2\n"
            "  11 Pop\n"
            "  12 Undefined\n"
            "  13 Return\n");
}

}  // namespace
}  // namespace actx
