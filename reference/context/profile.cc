#include "context/profile.h"

#include <array>

namespace actx {
namespace {

template <class Enum, size_t N>
constexpr std::array<uint8_t, N> numbers(const Enum (&variants)[N]) {
  std::array<uint8_t, N> result{};
  for (size_t i = 0; i < N; ++i) result[i] = static_cast<uint8_t>(variants[i]);
  return result;
}

// One function per rule: inside, the names of its variants can be written as the table has them.
#define RULE(Type, name, requirements, text)                                 \
  RuleInfo info_of_##Type() {                                                \
    using enum Type;                                                         \
    RuleInfo info{RuleId::k##Type, #name, requirements, text, {}, 0, 0, {}}; \
    static constexpr VariantInfo kVariants[] = {
#define VARIANT(Name, name, kind, text) {#name, VariantKind::kind, text},
#define CHOICE(node18_variant, frame_variant, ...)            \
  }                                                           \
  ; /* NOLINT */                                              \
  static constexpr auto kDocumented = numbers({__VA_ARGS__}); \
  info.node18 = static_cast<uint8_t>(node18_variant);         \
  info.frame = static_cast<uint8_t>(frame_variant);           \
  info.documented = kDocumented;                              \
  info.variants = kVariants;
#define END_RULE(Type) \
  return info;         \
  }
#include "context/rules.def"
#undef RULE
#undef VARIANT
#undef CHOICE
#undef END_RULE

std::array<RuleInfo, kRuleCount> make_table() {
  return {{
#define RULE(Type, name, requirements, text) info_of_##Type(),
#define VARIANT(Name, name, kind, text)
#define CHOICE(...)
#define END_RULE(Type)
#include "context/rules.def"
#undef RULE
#undef VARIANT
#undef CHOICE
#undef END_RULE
  }};
}

const std::array<RuleInfo, kRuleCount>& table() {
  static const std::array<RuleInfo, kRuleCount> kTable = make_table();
  return kTable;
}

}  // namespace

std::span<const RuleInfo> all_rules() {
  return table();
}

const RuleInfo& rule_info(RuleId rule) {
  return table()[static_cast<size_t>(rule)];
}

bool Rules::operator==(const Rules& other) const {
  for (size_t i = 0; i < kRuleCount; ++i) {
    if (choice_[i] != other.choice_[i]) return false;
  }
  return true;
}

std::span<const Profile> Profile::all() {
  static const Profile kProfiles[] = {Profile(ProfileName::kDocumented),
                                      Profile(ProfileName::kNode18), Profile(ProfileName::kFrame)};
  return kProfiles;
}

const Profile* Profile::find(std::string_view name) {
  for (const Profile& profile : all()) {
    if (profile.name() == name) return &profile;
  }
  return nullptr;
}

std::string_view Profile::name() const {
  switch (name_) {
    case ProfileName::kDocumented:
      return "documented";
    case ProfileName::kNode18:
      return "node18";
    case ProfileName::kFrame:
      return "frame";
  }
  return "";
}

Rules Profile::rules() const {
  Rules rules;
  for (const RuleInfo& rule : all_rules()) {
    switch (name_) {
      case ProfileName::kDocumented:
        rules.set_variant(rule.id, rule.documented[0]);
        break;
      case ProfileName::kNode18:
        rules.set_variant(rule.id, rule.node18);
        break;
      case ProfileName::kFrame:
        rules.set_variant(rule.id, rule.frame);
        break;
    }
  }
  return rules;
}

std::vector<Rules> Profile::readings(const Rules& base, const RuleSet& relevant,
                                     const RuleSet& overridden) const {
  std::vector<Rules> result = {base};
  if (name_ != ProfileName::kDocumented) return result;
  for (const RuleInfo& rule : all_rules()) {
    if (rule.documented.size() < 2 || !relevant.has(rule.id) || overridden.has(rule.id)) continue;
    const size_t count = result.size();
    for (size_t reading = 1; reading < rule.documented.size(); ++reading) {
      for (size_t i = 0; i < count; ++i) {
        Rules other = result[i];
        other.set_variant(rule.id, rule.documented[reading]);
        result.push_back(other);
      }
    }
  }
  return result;
}

std::string apply_override(std::string_view text, Rules* rules, RuleSet* overridden) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos) return "expected rule=variant, not " + std::string(text);
  const std::string_view name = text.substr(0, equals);
  const std::string_view wanted = text.substr(equals + 1);
  for (const RuleInfo& rule : all_rules()) {
    if (rule.name != name) continue;
    std::string known;
    for (size_t i = 0; i < rule.variants.size(); ++i) {
      if (rule.variants[i].name == wanted) {
        rules->set_variant(rule.id, static_cast<uint8_t>(i));
        overridden->add(rule.id);
        return "";
      }
      known += (known.empty() ? "" : ", ") + std::string(rule.variants[i].name);
    }
    return "rule " + std::string(name) + " has no variant " + std::string(wanted) + "; it has " +
           known;
  }
  return "there is no rule " + std::string(name);
}

}  // namespace actx
