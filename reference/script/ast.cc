#include "script/ast.h"

#include <algorithm>
#include <iterator>

namespace actx::ast {

std::string_view name_of(NodeKind kind) {
  static constexpr std::string_view kNames[] = {
#define ACTX_NODE(kind, type) #kind,
#include "script/ast_kinds.def"
#undef ACTX_NODE
  };
  return kNames[static_cast<size_t>(kind)];
}

std::u16string_view Arena::intern(std::u16string_view text) {
  if (text.empty()) return {};
  auto found = texts_.find(text);
  if (found != texts_.end()) return *found;
  auto* data =
      static_cast<char16_t*>(memory_.allocate(text.size() * sizeof(char16_t), alignof(char16_t)));
  std::copy(text.begin(), text.end(), data);
  std::u16string_view copy(data, text.size());
  texts_.insert(copy);
  return copy;
}

std::string_view text_of(UnaryOperator op) {
  static constexpr std::string_view kTexts[] = {"+", "-", "!", "~", "typeof", "void", "delete"};
  return kTexts[static_cast<size_t>(op)];
}

std::string_view text_of(UpdateOperator op) {
  return op == UpdateOperator::kIncrement ? "++" : "--";
}

std::string_view text_of(LogicalOperator op) {
  static constexpr std::string_view kTexts[] = {"&&", "||", "??"};
  return kTexts[static_cast<size_t>(op)];
}

std::string_view text_of(BinaryOperator op) {
  static constexpr std::string_view kTexts[] = {
      "+", "-",  "*",  "/",   "%",   "**", "<<", ">>", ">>>", "&",          "|",
      "^", "==", "!=", "===", "!==", "<",  "<=", ">",  ">=",  "instanceof", "in"};
  return kTexts[static_cast<size_t>(op)];
}

std::string_view text_of(AssignmentOperator op) {
  static constexpr std::string_view kTexts[] = {
      "+=",   "-=", "*=", "/=", "%=", "**=", "<<=", ">>=",
      ">>>=", "&=", "|=", "^=", "=",  "&&=", "||=", "?\?="};
  return kTexts[static_cast<size_t>(op)];
}

}  // namespace actx::ast
