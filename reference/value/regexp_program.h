// Compiled patterns, and matching them.
#ifndef ACTX_VALUE_REGEXP_PROGRAM_H_
#define ACTX_VALUE_REGEXP_PROGRAM_H_

#include <string_view>
#include <vector>

#include "value/arena.h"
#include "value/regexp.h"
#include "value/regexp_syntax.h"

namespace actx {

/// Lives in an arena, with all that it refers to.
struct RegexpProgram {
  struct Capture {
    uint32_t group;
    const uint32_t* marks;
    uint32_t mark_count;
  };
  struct Name {
    std::u16string_view text;
    uint32_t group;  // JavaScript's number
  };
  std::u16string_view pattern;  // the source
  std::u16string_view flags_text;
  RegexpFlags flags;
  void* code;  // pcre2_code_16
  const Capture* captures;
  uint32_t capture_count;  // the whole match included
  const Name* names;
  uint32_t name_count;
  bool ascii_subject_only;
};

/// The program for a pattern, from the thread's store or made in `arena`. Throws RegexpError, also
/// for flags.
const RegexpProgram* regexp_program(Arena& arena, std::u16string_view pattern,
                                    std::u16string_view flags);

enum class MatchOutcome : uint8_t { kMatch, kNoMatch, kTooManySteps, kTooMuchMemory, kNotExact };

/// Matches from `start` on (exactly there when `sticky`). Fills one span per capture.
/// kNotExact: this text cannot be matched exactly (lone surrogates with u; see
/// RegexpTranslation::ascii_subject_only).
MatchOutcome regexp_match(const RegexpProgram& program, std::u16string_view text, size_t start,
                          bool sticky, std::vector<RegexpSpan>* spans);

}  // namespace actx

#endif  // ACTX_VALUE_REGEXP_PROGRAM_H_
