// From the syntax tree of a JavaScript regular expression to a PCRE2 pattern with the same meaning.
//
// Where the two languages differ the translation makes up for it:
// - \d \w \s \b . ^ $ and classes are written out as sets, so that no option changes them;
// - an iteration of a quantifier that matches nothing is rejected (ECMAScript 22.2.2.3.1), with a
//   lookahead that remembers the rest of the text;
// - captures are reset at the start of each iteration: a capture that an iteration may leave unset
//   has marks (the groups that remember where the iteration began) and counts only if it begins at
//   or after all of them.
// What cannot be carried over exactly is refused with RegexpError "... is not in the litmus
// language".
#ifndef ACTX_VALUE_REGEXP_TRANSLATE_H_
#define ACTX_VALUE_REGEXP_TRANSLATE_H_

#include "value/regexp_syntax.h"

namespace actx {

struct RegexpTranslation {
  struct Capture {
    uint32_t group = 0;           // PCRE2's number for the JavaScript group
    std::vector<uint32_t> marks;  // PCRE2 groups; see above
  };
  std::u16string pattern;
  std::vector<Capture> captures;  // [0] is the whole match
  /// A backreference ignores case: exact only for text that is all ASCII.
  bool ascii_subject_only = false;
};

/// Throws RegexpError.
RegexpTranslation translate_regexp(const RegexpTree& tree, const RegexpFlags& flags);

}  // namespace actx

#endif  // ACTX_VALUE_REGEXP_TRANSLATE_H_
