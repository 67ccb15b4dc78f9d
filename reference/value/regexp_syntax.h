// The syntax tree of a JavaScript regular expression (ECMAScript 22.2.1 with Annex B.1.2).
//
// Invariants
// - Trees are made by parse_regexp from any text; what is no pattern is refused with V8's reason.
// - Groups are numbered from 1 in the order of their opening parentheses.
#ifndef ACTX_VALUE_REGEXP_SYNTAX_H_
#define ACTX_VALUE_REGEXP_SYNTAX_H_

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "value/char_ranges.h"

namespace actx {

/// Why a pattern is refused; `what()` is the reason alone ("Unterminated group").
struct RegexpError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct RegexpFlags {
  bool has_indices = false;
  bool global = false;
  bool ignore_case = false;
  bool multiline = false;
  bool dot_all = false;
  bool unicode = false;
  bool sticky = false;
};
/// False when `text` has unknown or repeated flags.
bool parse_regexp_flags(std::u16string_view text, RegexpFlags* flags);

struct RegexpNode {
  enum class Kind : uint8_t {
    kEmpty,
    kChar,           // point
    kAny,            // .
    kClass,          // ranges, properties, negated
    kStart,          // ^
    kEnd,            // $
    kWordBoundary,   // \b, \B when negated
    kGroup,          // (?:...)
    kCapture,        // (...), group
    kLookahead,      // negated
    kLookbehind,     // negated
    kBackreference,  // group
    kSequence,
    kAlternatives,
    kRepeat,  // min, max, lazy
  };
  static constexpr uint32_t kInfinite = UINT32_MAX;

  explicit RegexpNode(Kind kind) : kind(kind) {}
  Kind kind;
  bool negated = false;
  bool lazy = false;
  char32_t point = 0;
  uint32_t group = 0;
  uint32_t min = 0;
  uint32_t max = 0;
  CharRanges ranges;
  std::vector<std::string> properties;  // in PCRE2's syntax, ready to stand in a class
  std::vector<std::unique_ptr<RegexpNode>> children;
};

struct RegexpTree {
  std::unique_ptr<RegexpNode> root;
  uint32_t group_count = 0;
  /// Names of groups in order of their numbers.
  std::vector<std::pair<std::u16string, uint32_t>> names;
};

/// Throws RegexpError.
RegexpTree parse_regexp(std::u16string_view pattern, const RegexpFlags& flags);

// The sets of \d, \w and \s, normalised.
const CharRanges& digit_ranges();
/// `extended`: with u and i, \w has two more letters (22.2.2.7.1 WordCharacters).
const CharRanges& word_ranges(bool extended);
const CharRanges& space_ranges();
/// \p{text} in PCRE2's syntax without braces ("L", "sc:Greek"); throws RegexpError.
std::string translate_property(const std::string& text);

}  // namespace actx

#endif  // ACTX_VALUE_REGEXP_SYNTAX_H_
