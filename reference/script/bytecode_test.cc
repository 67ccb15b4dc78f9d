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

}  // namespace
}  // namespace actx
