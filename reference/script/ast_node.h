// The base of the syntax tree of litmus JS: node kinds, source ranges, the arena, the operators.
//
// Words:
//   arena    owns every node, list and string of one tree; all of it is freed at once.
//   range    the piece of source text a node came from; [begin, end) in UTF-16 code units.
//   list     a std::span of node pointers that lives in the arena; null elements are array holes.
//
// Invariants: a node is trivially destructible (nothing in it owns memory outside the arena), its
// `kind` names its struct (ast_kinds.def), and it is reached from one parent only.
#ifndef ACTX_SCRIPT_AST_NODE_H_
#define ACTX_SCRIPT_AST_NODE_H_

#include <cstdint>
#include <memory_resource>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <vector>

namespace actx::ast {

enum class NodeKind : uint8_t {
#define ACTX_NODE(kind, type) k##kind,
#include "script/ast_kinds.def"
#undef ACTX_NODE
};

// The name of a kind as ast_kinds.def spells it ("CallExpression").
std::string_view name_of(NodeKind kind);

// Where a node stands. Offsets count UTF-16 code units from 0; line and column count from 1 and
// belong to `begin` (columns count UTF-16 code units, as Node's stack traces do).
struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t line = 0;
  uint32_t column = 0;
};

struct Node {
  NodeKind kind;
  // Notes of the parser for telling patterns from expressions; they carry no meaning of the
  // program.
  bool is_parenthesized = false;
  bool has_trailing_comma = false;  // of a SpreadElement
  Range range;
};

// The role of a node behind a pointer; the parser guarantees it, the type does not check it.
using Expression = Node;
using Statement = Node;
using Pattern = Node;  // Identifier, ArrayPattern, ObjectPattern; MemberExpression in assignments

template <typename T>
using List = std::span<T*>;
using NodeList = List<Node>;

// Owner of a tree's memory. Addresses are stable; nothing is freed before the arena.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // A value-initialised T of the given kind.
  template <typename T>
  T* make(NodeKind kind, const Range& range = {}) {
    static_assert(std::is_base_of_v<Node, T> && std::is_trivially_destructible_v<T>);
    T* node = new (memory_.allocate(sizeof(T), alignof(T))) T{};
    node->kind = kind;
    node->range = range;
    return node;
  }

  // For structs that serve one kind only.
  template <typename T>
  T* make(const Range& range = {}) {
    return make<T>(T::kKind, range);
  }

  // Copies the pointers into the arena.
  template <typename T>
  List<T> list(std::span<T* const> items) {
    if (items.empty()) return {};
    auto* data = static_cast<T**>(memory_.allocate(items.size() * sizeof(T*), alignof(T*)));
    for (size_t i = 0; i < items.size(); ++i) data[i] = items[i];
    return {data, items.size()};
  }
  template <typename T>
  List<T> list(const std::vector<T*>& items) {
    return list(std::span<T* const>(items));
  }

  // The arena's own copy of a text; equal texts share one copy, so views from the same arena are
  // equal exactly when their data() and size() are.
  std::u16string_view intern(std::u16string_view text);

 private:
  std::pmr::monotonic_buffer_resource memory_{4096};
  std::unordered_set<std::u16string_view> texts_;
};

enum class UnaryOperator : uint8_t { kPlus, kMinus, kNot, kBitNot, kTypeof, kVoid, kDelete };
enum class UpdateOperator : uint8_t { kIncrement, kDecrement };
enum class LogicalOperator : uint8_t { kAnd, kOr, kCoalesce };

// The first twelve are those with a compound assignment.
enum class BinaryOperator : uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kRemainder,
  kExponent,
  kShiftLeft,
  kShiftRight,
  kShiftRightUnsigned,
  kBitAnd,
  kBitOr,
  kBitXor,
  kEqual,
  kNotEqual,
  kStrictEqual,
  kStrictNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kInstanceof,
  kIn,  // also `#name in object`: then the left operand is a PrivateName
};

// kAssign is `=`; kAdd to kBitXor are the compound forms of the binary operators of the same name;
// the last three are the short-circuiting `&&=`, `||=`, `??=`.
enum class AssignmentOperator : uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kRemainder,
  kExponent,
  kShiftLeft,
  kShiftRight,
  kShiftRightUnsigned,
  kBitAnd,
  kBitOr,
  kBitXor,
  kAssign,
  kLogicalAnd,
  kLogicalOr,
  kLogicalCoalesce,
};

// How the operator is written in source text.
std::string_view text_of(UnaryOperator op);
std::string_view text_of(UpdateOperator op);
std::string_view text_of(LogicalOperator op);
std::string_view text_of(BinaryOperator op);
std::string_view text_of(AssignmentOperator op);

// The operator that `target op= value` applies; op must be kAdd to kBitXor.
constexpr BinaryOperator binary_of(AssignmentOperator op) {
  return static_cast<BinaryOperator>(op);
}
constexpr bool is_compound(AssignmentOperator op) {
  return op < AssignmentOperator::kAssign;
}
constexpr bool is_logical(AssignmentOperator op) {
  return op > AssignmentOperator::kAssign;
}
constexpr LogicalOperator logical_of(AssignmentOperator op) {
  return static_cast<LogicalOperator>(static_cast<int>(op) -
                                      static_cast<int>(AssignmentOperator::kLogicalAnd));
}

}  // namespace actx::ast

#endif  // ACTX_SCRIPT_AST_NODE_H_
