// Profiles: named choices of variants. `documented` allows several readings of some rules.
#ifndef ACTX_CONTEXT_PROFILE_H_
#define ACTX_CONTEXT_PROFILE_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "context/rules.h"

namespace actx {

enum class VariantKind : uint8_t { kReading, kMeasured, kMutant };

struct VariantInfo {
  std::string_view name;
  VariantKind kind;
  std::string_view text;
};

/// A row of the table.
struct RuleInfo {
  RuleId id;
  std::string_view name;
  std::string_view requirements;  // ids, separated by spaces
  std::string_view text;
  std::span<const VariantInfo> variants;
  uint8_t node18;
  uint8_t frame;
  std::span<const uint8_t> documented;  // the readings allowed, first choice first
};

/// All rules, in the order of the table.
std::span<const RuleInfo> all_rules();
const RuleInfo& rule_info(RuleId rule);

enum class ProfileName : uint8_t { kDocumented, kNode18, kFrame };

class Profile {
 public:
  explicit Profile(ProfileName name) : name_(name) {}
  /// By its name ("documented", "node18", "frame"); null when there is no such profile.
  static const Profile* find(std::string_view name);
  static std::span<const Profile> all();

  std::string_view name() const;
  /// The concrete choice a single run takes: the first reading of each rule.
  Rules rules() const;
  /// Every combination of the readings that this profile allows for the rules in `relevant`, first
  /// choice first; other rules stay at their first reading. Rules fixed by `overrides` are left
  /// alone: pass the rules as overridden in `base`.
  std::vector<Rules> readings(const Rules& base, const RuleSet& relevant,
                              const RuleSet& overridden) const;

 private:
  ProfileName name_;
};

/// Applies "rule=variant" to `rules` and notes the rule in `overridden`. Returns an empty string,
/// or what is wrong with the text.
std::string apply_override(std::string_view text, Rules* rules, RuleSet* overridden);

}  // namespace actx

#endif  // ACTX_CONTEXT_PROFILE_H_
