// equal() and clone(): both walk two structs of the same kind field by field.
#include "script/ast.h"

namespace actx::ast {
namespace {

bool same(const Node* a, const Node* b) {
  if (a == nullptr || b == nullptr) return a == b;
  return equal(*a, *b);
}

template <typename Field>
bool same_field(const Field& a, const Field& b) {
  if constexpr (std::is_convertible_v<Field, const Node*>) {
    return same(a, b);
  } else if constexpr (requires { a[0]->kind; }) {
    if (a.size() != b.size()) return false;
    for (size_t i = 0; i < a.size(); ++i) {
      if (!same(a[i], b[i])) return false;
    }
    return true;
  } else {
    return a == b;
  }
}

template <typename Field>
void copy_field(Arena& arena, const Field& from, Field& to) {
  if constexpr (std::is_convertible_v<Field, const Node*>) {
    to = from == nullptr ? nullptr : static_cast<Field>(clone(*from, arena));
  } else if constexpr (requires { from[0]->kind; }) {
    to = arena.list(std::span<const typename Field::value_type>(from));
    for (auto& item : to) copy_field(arena, item, item);
  } else if constexpr (std::is_same_v<Field, std::u16string_view>) {
    to = arena.intern(from);
  } else {
    to = from;
  }
}

}  // namespace

bool equal(const Node& a, const Node& b) {
  if (a.kind != b.kind) return false;
  return visit(a, [&](const auto& left) {
    const auto& right = static_cast<decltype(left)>(b);
    return std::apply([&](auto... field) { return (same_field(left.*field, right.*field) && ...); },
                      left.fields());
  });
}

Node* clone(const Node& node, Arena& arena) {
  return visit(node, [&](const auto& from) -> Node* {
    using T = std::remove_cvref_t<decltype(from)>;
    T* to = arena.make<T>(from.kind, from.range);
    std::apply([&](auto... field) { (copy_field(arena, from.*field, to->*field), ...); },
               from.fields());
    return to;
  });
}

}  // namespace actx::ast
