// Rows of lazy tables whose value is a constant string.
#ifndef ACTX_VALUE_BUILTINS_ROWS_H_
#define ACTX_VALUE_BUILTINS_ROWS_H_

#include <algorithm>
#include <cstddef>

#include "value/realm.h"

namespace actx {

/// Text as a template argument.
template <size_t N>
struct FixedText {
  constexpr FixedText(const char (&text)[N]) { std::copy_n(text, N, units); }  // NOLINT
  char units[N];
};

/// A row with a constant ASCII string.
template <FixedText text>
constexpr LazyProperty lazy_text(const char* name, uint8_t flags = kHidden) {
  return lazy_factory(
      name, [](Realm& realm) { return Value(realm.literal(text.units)); }, flags);
}

/// The @@toStringTag row.
template <FixedText text>
constexpr LazyProperty lazy_tag() {
  return lazy_text<text>("@@toStringTag", kConfigurable);
}

/// The `prototype` row of a constructor.
constexpr LazyProperty lazy_prototype(Intrinsic id) {
  return lazy_intrinsic("prototype", id, 0);
}

}  // namespace actx

#endif  // ACTX_VALUE_BUILTINS_ROWS_H_
