// The rules: every point where readings of the document, implementations or plausible bugs differ.
//
// rules.def (with io_rules.def) is the table; this header turns it into one enum per rule and into
// Rules, a choice of one variant for each. Code asks `rules.run_restore()` at the one place that
// the rule governs.
//
// Words
// - variant: one way a rule can be. Its kind says what it is: a reading of the text, what an
//   implementation was measured to do, or a mutant (wrong on purpose, off by default).
// - relevant: a rule that a run asked for. Other rules cannot have changed its outcome.
#ifndef ACTX_CONTEXT_RULES_H_
#define ACTX_CONTEXT_RULES_H_

#include <cstddef>
#include <cstdint>

namespace actx {

#define RULE(Type, name, requirements, text) enum class Type : uint8_t {
#define VARIANT(Name, name, kind, text) Name,
#define CHOICE(...)
#define END_RULE(Type) \
  }                    \
  ;
#include "context/rules.def"
#undef RULE
#undef VARIANT
#undef CHOICE
#undef END_RULE

enum class RuleId : uint8_t {
#define RULE(Type, name, requirements, text) k##Type,
#define VARIANT(Name, name, kind, text)
#define CHOICE(...)
#define END_RULE(Type)
#include "context/rules.def"
#undef RULE
#undef VARIANT
#undef CHOICE
#undef END_RULE
  kCount
};
constexpr size_t kRuleCount = static_cast<size_t>(RuleId::kCount);

/// A set of rules.
class RuleSet {
 public:
  void add(RuleId rule) { words_[index(rule)] |= bit(rule); }
  bool has(RuleId rule) const { return (words_[index(rule)] & bit(rule)) != 0; }
  void clear() { words_[0] = words_[1] = 0; }
  bool empty() const { return words_[0] == 0 && words_[1] == 0; }

 private:
  static_assert(kRuleCount <= 128);
  static size_t index(RuleId rule) { return static_cast<size_t>(rule) / 64; }
  static uint64_t bit(RuleId rule) { return uint64_t{1} << (static_cast<size_t>(rule) % 64); }
  uint64_t words_[2] = {0, 0};
};

/// One variant of every rule. Small; copied freely.
class Rules {
 public:
  /// The first variant of each; see profile.h for the choices of the profiles.
  constexpr Rules() = default;

#define RULE(Type, name, requirements, text)        \
  Type name() const {                               \
    return static_cast<Type>(ask(RuleId::k##Type)); \
  }
#define VARIANT(Name, name, kind, text)
#define CHOICE(...)
#define END_RULE(Type)
#include "context/rules.def"
#undef RULE
#undef VARIANT
#undef CHOICE
#undef END_RULE

  /// Whether `variant` is in force, without noting that it was asked: for what only prepares.
  template <class Variant>
  bool is(RuleId rule, Variant variant) const {
    return choice_[static_cast<size_t>(rule)] == static_cast<uint8_t>(variant);
  }
  /// The number of the variant in force, without noting that it was asked.
  uint8_t variant(RuleId rule) const {
    return choice_[static_cast<size_t>(rule)];
  }
  void set_variant(RuleId rule, uint8_t variant) {
    choice_[static_cast<size_t>(rule)] = variant;
  }
  bool operator==(const Rules& other) const;

  /// The rules asked for since the last clear_asked(): those that are relevant to the run.
  const RuleSet& asked() const {
    return asked_;
  }
  void clear_asked() {
    asked_.clear();
  }

 private:
  uint8_t ask(RuleId rule) const {
    asked_.add(rule);
    return choice_[static_cast<size_t>(rule)];
  }

  uint8_t choice_[kRuleCount] = {};
  mutable RuleSet asked_;
};

}  // namespace actx

#endif  // ACTX_CONTEXT_RULES_H_
