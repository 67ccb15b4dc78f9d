#include "script/bytecode.h"

#include <algorithm>

namespace actx {

namespace {

struct OpInfo {
  const char* name;
  int pops;
  int pushes;
};

constexpr OpInfo kOps[] = {
#define OP(name, pops, pushes) {#name, pops, pushes},
#include "script/bytecode.def"
#undef OP
};

const OpInfo& info(Op op) {
  return kOps[static_cast<size_t>(op)];
}

bool is_jump(Op op) {
  switch (op) {
    case Op::kJump:
    case Op::kJumpBack:
    case Op::kJumpIfTrue:
    case Op::kJumpIfFalse:
    case Op::kJumpIfTrueKeep:
    case Op::kJumpIfFalseKeep:
    case Op::kJumpIfNotNullishKeep:
    case Op::kJumpIfNullishKeep:
    case Op::kJumpIfNotUndefinedKeep:
    case Op::kJumpIfKindNot:
    case Op::kJumpIfTrueLocal:
    case Op::kTrueKeepThenPop:
    case Op::kFalseKeepThenPop:
    case Op::kIteratorStep:
    case Op::kAsyncIteratorUnwrap:
    case Op::kAsyncIteratorReturn:
    case Op::kForInNext:
    case Op::kYield:
    case Op::kDelegateDone:
      return true;
    default:
      return false;
  }
}

}  // namespace

const char* name_of(Op op) {
  return info(op).name;
}

int stack_pops(const Instruction& instruction) {
  switch (instruction.op) {
    case Op::kCall:
    case Op::kSuperCall:
      return instruction.c + 2;
    case Op::kNew:
    case Op::kCopyRest:
      return instruction.c + 1;
    case Op::kConcatStrings:
      return instruction.c;
    case Op::kNewClass:
      return instruction.a;
    default:
      return info(instruction.op).pops;
  }
}

int stack_pushes(const Instruction& instruction) {
  return info(instruction.op).pushes;
}

namespace {
struct Pair {
  Op first;
  Op second;
  Op both;
};
constexpr Pair kPairs[] = {
    {Op::kLocal, Op::kGetProperty, Op::kLocalThenGet},
    {Op::kLocal, Op::kLocal, Op::kLocalThenLocal},
    {Op::kLocal, Op::kJumpIfFalse, Op::kLocalThenJump},
    {Op::kSetLocal, Op::kLocal, Op::kSetLocalThenLocal},
    {Op::kJumpIfTrueKeep, Op::kPop, Op::kTrueKeepThenPop},
    {Op::kJumpIfFalseKeep, Op::kPop, Op::kFalseKeepThenPop},
    {Op::kLocal, Op::kGetMethod, Op::kLocalThenMethod},
    {Op::kThis, Op::kGetProperty, Op::kThisThenGet},
    {Op::kThis, Op::kGetMethod, Op::kThisThenMethod},
    {Op::kScoped, Op::kCheckInit, Op::kScopedThenCheck},
    {Op::kSetProperty, Op::kPop, Op::kSetThenPop},
    {Op::kStrictEqual, Op::kJumpIfFalse, Op::kEqualThenJump},
    {Op::kStrictNotEqual, Op::kJumpIfFalse, Op::kNotEqualThenJump},
    {Op::kNot, Op::kJumpIfFalse, Op::kNotThenJump},
};
// By operand a of FixedThenSet.
constexpr Op kFixed[] = {Op::kUndefined, Op::kNull, Op::kTrue, Op::kFalse};
}  // namespace

void fuse(std::vector<Instruction>& code) {
  for (size_t i = 0; i + 1 < code.size(); ++i) {
    for (const Pair& pair : kPairs) {
      if (code[i].op == pair.first && code[i + 1].op == pair.second) {
        code[i].op = pair.both;
        break;
      }
    }
    if (i + 2 == code.size() || code[i + 1].op != Op::kSetProperty || code[i + 2].op != Op::kPop) {
      continue;
    }
    const auto* fixed = std::find(std::begin(kFixed), std::end(kFixed), code[i].op);
    if (fixed == std::end(kFixed)) continue;
    code[i].op = Op::kFixedThenSet;
    code[i].a = static_cast<uint8_t>(fixed - std::begin(kFixed));
  }
}

Position FunctionCode::position_at(uint32_t pc) const {
  auto after = std::upper_bound(positions.begin(), positions.end(), pc,
                                [](uint32_t at, const Position& p) { return at < p.pc; });
  return after == positions.begin() ? Position{pc, 1, 1} : *(after - 1);
}

const std::string& FunctionCode::text_at(uint32_t pc) const {
  static const std::string kNone;
  auto at = std::lower_bound(texts.begin(), texts.end(), pc,
                             [](const SiteText& t, uint32_t wanted) { return t.pc < wanted; });
  return at != texts.end() && at->pc == pc ? at->text : kNone;
}

std::string disassemble(const FunctionCode& code) {
  std::string out;
  for (size_t pc = 0; pc < code.code.size(); ++pc) {
    const Instruction& instruction = code.code[pc];
    std::string number = std::to_string(pc);
    out.append(number.size() < 4 ? 4 - number.size() : 0, ' ');
    out += number + " " + name_of(instruction.op);
    if (instruction.a != 0) out += " a=" + std::to_string(instruction.a);
    if (instruction.b != 0) out += " b=" + std::to_string(instruction.b);
    if (is_jump(instruction.op)) {
      out += " ->" + std::to_string(instruction.c);
    } else if (instruction.c != 0) {
      out += " " + std::to_string(instruction.c);
    }
    out += '\n';
  }
  for (const Handler& handler : code.handlers) {
    out += "handler [" + std::to_string(handler.begin) + ", " + std::to_string(handler.end) +
           ") ->" + std::to_string(handler.target) + " stack " +
           std::to_string(handler.stack_depth) + " scope " + std::to_string(handler.scope_depth) +
           '\n';
  }
  return out;
}

}  // namespace actx
