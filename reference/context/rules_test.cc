// The table of rules, the profiles, and that every variant makes a difference.
#include "context/rules.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "context/profile.h"
#include "context/testing/scenarios.h"

namespace actx::testing {
namespace {

// Rules about what only the JavaScript faces of the classes do; they are tested in host/.
const std::set<std::string_view> kTestedInHost = {
    "callback_arguments",  "callback_this",       "callback_call",    "snapshot_call",
    "bind_check",          "bind_this",           "bind_call",        "bind_length",
    "bound_resource",      "bind_type",           "type_check",       "trigger_check",
    "scope_call",          "emit_destroy_result", "listener_context", "timeout_refresh",
    "constructor_options", "finished_context",    "data_context",     "file_context",
    "lookup_context",      "work_context",        "socket_context",   "server_context",
    "accepted_context",    "request_context",     "response_context", "message_context",
    "worker_context",
};

TEST(Scenarios, ObserveWhatEachProfileSays) {
  for (const Scenario& scenario : all_scenarios()) {
    SCOPED_TRACE(scenario.name);
    EXPECT_EQ(observe(scenario, Profile(ProfileName::kNode18).rules()), scenario.node18) << "18";
    EXPECT_EQ(observe(scenario, Profile(ProfileName::kFrame).rules()), scenario.frame) << "frame";
    EXPECT_EQ(observe(scenario, Profile(ProfileName::kDocumented).rules()), scenario.documented)
        << "documented";
  }
}

std::vector<std::string> observations(Rules rules, RuleId rule, uint8_t variant) {
  rules.set_variant(rule, variant);
  std::vector<std::string> all;
  for (const Scenario& scenario : all_scenarios()) all.push_back(observe(scenario, rules));
  return all;
}

/// In some profile, each variant makes some scenario observe what another variant does not; a
/// mutant, what the profile's own variant does not.
TEST(Rules, EveryVariantIsToldApart) {
  for (const RuleInfo& rule : all_rules()) {
    if (kTestedInHost.contains(rule.name)) continue;
    std::vector<bool> told_apart(rule.variants.size(), false);
    for (const Profile& profile : Profile::all()) {
      const Rules rules = profile.rules();
      const uint8_t own = rules.variant(rule.id);
      const std::vector<std::string> usual = observations(rules, rule.id, own);
      for (size_t variant = 0; variant < rule.variants.size(); ++variant) {
        if (variant == own) continue;
        if (observations(rules, rule.id, static_cast<uint8_t>(variant)) == usual) continue;
        told_apart[variant] = told_apart[own] = true;
      }
    }
    for (size_t variant = 0; variant < told_apart.size(); ++variant) {
      EXPECT_TRUE(told_apart[variant]) << rule.name << "=" << rule.variants[variant].name;
    }
  }
}

TEST(Rules, TheTableIsSound) {
  std::set<std::string_view> names;
  size_t mutants = 0;
  for (const RuleInfo& rule : all_rules()) {
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
    EXPECT_FALSE(rule.requirements.empty()) << rule.name;
    EXPECT_GE(rule.variants.size(), 2u) << rule.name;
    std::set<std::string_view> variants;
    for (const VariantInfo& variant : rule.variants) {
      EXPECT_TRUE(variants.insert(variant.name).second) << rule.name << "=" << variant.name;
      mutants += variant.kind == VariantKind::kMutant ? 1 : 0;
    }
    EXPECT_NE(rule.variants[rule.node18].kind, VariantKind::kMutant) << rule.name;
    EXPECT_NE(rule.variants[rule.frame].kind, VariantKind::kMutant) << rule.name;
    for (const uint8_t reading : rule.documented) {
      EXPECT_NE(rule.variants[reading].kind, VariantKind::kMutant) << rule.name;
    }
  }
  EXPECT_GE(mutants, 60u);
}

TEST(Rules, ServeRequirementsThatAreListed) {
  std::ifstream file("spec/requirements.md");
  const std::string listed((std::istreambuf_iterator<char>(file)), {});
  ASSERT_FALSE(listed.empty());
  for (const RuleInfo& rule : all_rules()) {
    std::istringstream ids{std::string(rule.requirements)};
    for (std::string id; ids >> id;) {
      EXPECT_NE(listed.find("- **" + id + "** "), std::string::npos) << rule.name << ": " << id;
    }
  }
}

TEST(Profile, OverridesAreNamed) {
  Rules rules = Profile(ProfileName::kDocumented).rules();
  RuleSet overridden;
  EXPECT_EQ(apply_override("run_restore=never", &rules, &overridden), "");
  EXPECT_EQ(rules.run_restore(), RunRestore::kNever);
  EXPECT_TRUE(overridden.has(RuleId::kRunRestore));
  EXPECT_EQ(apply_override("run_restore", &rules, &overridden),
            "expected rule=variant, not run_restore");
  EXPECT_EQ(apply_override("no_such=x", &rules, &overridden), "there is no rule no_such");
  EXPECT_EQ(apply_override("exit_restore=x", &rules, &overridden),
            "rule exit_restore has no variant x; it has always, never, not_on_throw");
}

TEST(Profile, ReadingsAreThoseOfTheRulesARunAskedFor) {
  const Profile& documented = *Profile::find("documented");
  const Rules base = documented.rules();
  RuleSet relevant;
  EXPECT_EQ(documented.readings(base, relevant, RuleSet()).size(), 1u);
  relevant.add(RuleId::kCapturedStore);
  relevant.add(RuleId::kRunStore);
  const std::vector<Rules> two = documented.readings(base, relevant, RuleSet());
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[0], base);
  EXPECT_EQ(two[1].captured_store(), CapturedStore::kSharedWithResource);
  relevant.add(RuleId::kTimeoutRefresh);
  EXPECT_EQ(documented.readings(base, relevant, RuleSet()).size(), 4u);
  RuleSet overridden;
  overridden.add(RuleId::kCapturedStore);
  EXPECT_EQ(documented.readings(base, relevant, overridden).size(), 2u);
  EXPECT_EQ(Profile::find("node18")->readings(base, relevant, RuleSet()).size(), 1u);
  EXPECT_EQ(Profile::find("node19"), nullptr);
}

TEST(Rules, ARunNotesWhatItAskedFor) {
  World w(Profile(ProfileName::kDocumented).rules());
  const auto asked = [&](RuleId rule) { return w.context.rules().asked().has(rule); };
  auto& als = w.storage();
  w.exit(als, [] {});
  EXPECT_FALSE(asked(RuleId::kCapturedStore));
  w.run(als, "A", [] {});
  EXPECT_TRUE(asked(RuleId::kRunRestore));
  EXPECT_TRUE(asked(RuleId::kCapturedStore));
  EXPECT_FALSE(asked(RuleId::kEnterWithInRun));
  EXPECT_FALSE(asked(RuleId::kExitRestore));
  w.run(als, "A", [&] { w.enter(als, "E"); });
  EXPECT_TRUE(asked(RuleId::kEnterWithInRun));
  EXPECT_FALSE(asked(RuleId::kDisablePending));
  als.disable();
  EXPECT_TRUE(asked(RuleId::kDisablePending));
}

}  // namespace
}  // namespace actx::testing
