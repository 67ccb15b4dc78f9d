// Bytecode: instructions, the code of one function, and the compiled unit that owns them.
//
// Invariants
// - Everything here is immutable after compilation and refers to no realm: constants are numbers
//   and permanent atoms of the compiling thread. Only the guesses of property instructions change;
//   they change nothing but speed.
// - An instruction is eight bytes; jump targets are instruction numbers.
// - Handlers are sorted innermost first: the first that covers a position takes the exception.
#ifndef ACTX_SCRIPT_BYTECODE_H_
#define ACTX_SCRIPT_BYTECODE_H_

#include <memory>
#include <string>
#include <vector>

#include "script/class_members.h"
#include "value/string.h"
#include "value/value.h"

namespace actx {

enum class Op : uint8_t {
#define OP(name, pops, pushes) k##name,
#include "script/bytecode.def"
#undef OP
};

struct Instruction {
  Op op;
  uint8_t a = 0;
  mutable uint16_t b = 0;  // of a property instruction: a guess, see vm_ops.h
  int32_t c = 0;
};

/// What an exception inside [begin, end) does: cut the operand stack to `stack_depth` and the scope
/// chain to `scope_depth`, push the exception, go on at `target`.
struct Handler {
  uint32_t begin;
  uint32_t end;
  uint32_t target;
  uint16_t stack_depth;
  uint16_t scope_depth;
};

/// The source position of an instruction. Sorted by pc.
struct Position {
  uint32_t pc;
  uint32_t line;
  uint32_t column;
};

/// The text of a callee or iterable as error messages show it. Sorted by pc.
struct SiteText {
  uint32_t pc;
  std::string text;
};

enum class FunctionKind : uint8_t { kNormal, kAsync, kGenerator, kAsyncGenerator };

enum class CodeRole : uint8_t {
  kFunction,  // can be constructed when kind is kNormal
  kArrow,
  kMethod,  // methods, accessors
  kBaseConstructor,
  kDerivedConstructor,
  kFieldInitializer,
  kStaticBlock,
  kProgram,  // a script or module
};

// Operand a of DefineMethod and AddPrivateMethod.
enum MethodFlags : uint8_t {
  kMethodGetter = 1,
  kMethodSetter = 2,
  kMethodEnumerable = 4,
  kMethodStatic = 8,
};

class CompiledUnit;

struct FunctionCode {
  const CompiledUnit* unit = nullptr;
  String* name = nullptr;  // permanent atom; may be the empty one
  FunctionKind kind = FunctionKind::kNormal;
  CodeRole role = CodeRole::kFunction;
  bool is_strict = false;
  bool names_value = false;  // a field initializer whose value takes the field's name
  bool is_async() const {
    return kind == FunctionKind::kAsync || kind == FunctionKind::kAsyncGenerator;
  }
  bool is_constructor() const {
    return (role == CodeRole::kFunction && kind == FunctionKind::kNormal) || is_class();
  }
  bool is_class() const {
    return role == CodeRole::kBaseConstructor || role == CodeRole::kDerivedConstructor;
  }
  /// Its closures have a property `prototype`.
  bool has_prototype() const {
    return is_constructor() || kind == FunctionKind::kGenerator ||
           kind == FunctionKind::kAsyncGenerator;
  }
  /// V8 gives plain sloppy functions own `arguments` and `caller`.
  bool has_legacy_properties() const {
    return !is_strict && role == CodeRole::kFunction && kind == FunctionKind::kNormal;
  }

  uint32_t length = 0;           // the `length` property
  uint32_t parameter_count = 0;  // arguments copied to locals 0 ..
  int32_t rest_slot = -1;        // local that gets the array of the others
  int32_t arguments_slot = -1;   // local that gets the arguments object
  uint32_t local_count = 0;
  uint32_t frame_size = 0;  // locals and the deepest operand stack
  // Frames up to some size are kept in pools, by their size in steps.
  static constexpr uint32_t kFramePools = 16;
  static constexpr uint32_t kFramePoolStep = 8;  // values
  uint8_t frame_pool = kFramePools;              // kFramePools: none
  /// Nothing but the arguments has to be made for a call.
  bool is_plain = false;

  std::vector<Instruction> code;
  std::vector<Handler> handlers;
  std::vector<Position> positions;
  std::vector<SiteText> texts;

  std::unique_ptr<ClassMembers> members;  // of a class; null: none are made on demand

  uint32_t source_begin = 0;  // the text of Function.prototype.toString
  uint32_t source_end = 0;

  Position position_at(uint32_t pc) const;
  /// The text recorded for the instruction, or an empty one.
  const std::string& text_at(uint32_t pc) const;
};

struct TemplateSite {
  struct Part {
    String* cooked;  // null: undefined
    String* raw;
  };
  std::vector<Part> parts;
};

/// What a module imports and exports (16.2.1.6), in terms of its unit.
struct ModuleShape {
  struct Import {
    uint32_t request;
    PropertyKey name;  // none: the namespace
    uint32_t line, column;
  };
  struct LocalExport {
    PropertyKey name;
    uint32_t slot;  // of the module scope
  };
  struct IndirectExport {
    PropertyKey name;
    uint32_t request;
    PropertyKey imported;  // none: the namespace
    uint32_t line, column;
  };
  struct Hoisted {
    uint32_t slot;
    uint32_t function;
  };
  struct Request {
    String* specifier;
    uint32_t line, column;  // of the first declaration that makes it
  };
  std::vector<Request> requests;
  std::vector<Import> imports;
  std::vector<LocalExport> local_exports;
  std::vector<IndirectExport> indirect_exports;
  std::vector<uint32_t> star_exports;  // requests
  std::vector<Hoisted> hoisted;
  std::vector<uint32_t> vars;  // slots that start as undefined
  uint32_t scope_size = 0;
  bool has_top_level_await = false;
};

class CompiledUnit {
 public:
  std::string filename;
  std::u16string source;
  bool is_module = false;
  FunctionCode* main = nullptr;
  std::vector<std::unique_ptr<FunctionCode>> functions;
  std::vector<Value> constants;
  std::vector<PropertyKey> keys;
  std::vector<TemplateSite> template_sites;
  ModuleShape module;
};

/// Lets pairs of instructions that often follow each other be done at once. Every instruction keeps
/// its place, so that jumps, handlers and positions are what they were.
void fuse(std::vector<Instruction>& code);

const char* name_of(Op op);
/// Values an instruction takes from and leaves on the operand stack.
int stack_pops(const Instruction& instruction);
int stack_pushes(const Instruction& instruction);

/// The code of a function in readable form, one instruction per line, handlers at the end.
std::string disassemble(const FunctionCode& code);

}  // namespace actx

#endif  // ACTX_SCRIPT_BYTECODE_H_
