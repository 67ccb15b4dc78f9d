// RegExp objects (ECMAScript 22.2) on PCRE2.
//
// Invariants
// - A program (a compiled pattern) never changes and is shared: the thread keeps programs until a
//   limit, what comes after lives in the run's arena.
// - Matching has limits: a catastrophic pattern ends the run with StepLimitReached, one that needs
//   too much memory with HeapLimitReached.
// - Patterns that cannot be carried over exactly are refused: SyntaxError "Invalid regular
//   expression: /p/: X is not in the litmus language".
#ifndef ACTX_VALUE_REGEXP_H_
#define ACTX_VALUE_REGEXP_H_

#include <optional>
#include <string>
#include <string_view>

#include "value/object.h"

namespace actx {

struct RegexpProgram;

class RegExpObject final : public Object {
 public:
  explicit RegExpObject(Object* prototype) : Object(prototype, ObjectClass::kRegExp) {}
  static constexpr ObjectClass kClass = ObjectClass::kRegExp;

  String* source = nullptr;  // as given; see regexp_source_text
  String* flags = nullptr;
  const RegexpProgram* program = nullptr;
};

/// Where a group matched, in code units; `start` is -1 for an unset group.
struct RegexpSpan {
  int64_t start = -1;
  int64_t end = -1;
};

/// The message of the early error of a literal, or nothing when pattern and flags are fine.
std::optional<std::string> check_regexp(std::u16string_view pattern, std::u16string_view flags);

/// A new RegExp, as a literal makes it (RegExpCreate). Throws SyntaxError.
RegExpObject* regexp_create(Realm& realm, String* pattern, String* flags);
/// RegExpInitialize on an object just allocated (or by compile()).
void regexp_initialize(Realm& realm, RegExpObject* regexp, String* pattern, String* flags);
/// EscapeRegExpPattern: what `source` shows.
String* regexp_source_text(Realm& realm, String* pattern);

/// IsRegExp (7.2.8).
bool is_regexp(Realm& realm, Value value);
/// RegExpExec (22.2.7.1): calls a program's own `exec`. Null, or the match object.
Value regexp_exec(Realm& realm, Object* regexp, String* text);
/// RegExpBuiltinExec (22.2.7.2).
Value regexp_builtin_exec(Realm& realm, RegExpObject* regexp, String* text);

/// GetSubstitution (22.1.3.19.1), appended to `out`.
struct Substitution {
  std::u16string_view text;
  std::u16string_view matched;
  size_t position;
  Args captures;       // strings or undefined, from group 1
  Value named_groups;  // an object or undefined
};
void append_substitution(Realm& realm, const Substitution& match, std::u16string_view replacement,
                         std::u16string* out);

}  // namespace actx

#endif  // ACTX_VALUE_REGEXP_H_
