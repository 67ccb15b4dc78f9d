// Keys and strings that are known at compile time, interned once per thread.
//
// `key_of<"exports">()` is what `realm.key("exports")` gives, without hashing the text each time.
// For what the language itself names there is Names (realm.h).
#ifndef ACTX_VALUE_STATIC_KEY_H_
#define ACTX_VALUE_STATIC_KEY_H_

#include <algorithm>

#include "value/string.h"

namespace actx {

/// ASCII text as a template argument.
template <size_t size>
struct AsciiText {
  constexpr AsciiText(const char (&literal)[size]) {  // NOLINT: written as a literal
    std::copy_n(literal, size, text);
  }
  char text[size];
};

/// The key for `text`, which is no array index. A permanent atom.
template <AsciiText text>
PropertyKey key_of() {
  static_assert(text.text[0] < '0' || text.text[0] > '9', "an index is no atom");
  static thread_local const PropertyKey key =
      PropertyKey::atom(AtomTable::for_thread().intern_ascii(text.text));
  return key;
}

/// The permanent atom with this content.
template <AsciiText text>
String* literal_of() {
  return key_of<text>().as_atom();
}

}  // namespace actx

#endif  // ACTX_VALUE_STATIC_KEY_H_
