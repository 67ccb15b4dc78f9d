// The properties can fail: each is seen to, under rules that are wrong on purpose.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "context/profile.h"
#include "properties/checking.h"
#include "properties/generators.h"

namespace actx {
namespace {

constexpr int kPrograms = 200;
constexpr int kSize = 100;

struct Mutant {
  Example example;
  const char* rule;  // as --rule takes it
};

void PrintTo(const Mutant& mutant, std::ostream* out) {
  *out << example_name(mutant.example) << ',' << mutant.rule;
}

constexpr Mutant kMutants[] = {
    {Example::kSnapshot, "snapshot_context=at_call"},
    {Example::kSnapshot, "snapshot_context=lost"},
    {Example::kSnapshot, "snapshot_call=drops_arguments"},
    {Example::kSnapshot, "snapshot_call=drops_result"},
    {Example::kSnapshot, "store_value=shallow_copy"},
    {Example::kSnapshotInClass, "snapshot_context=at_call"},
    {Example::kSnapshotInClass, "snapshot_context=lost"},
    {Example::kSnapshotInClass, "snapshot_call=drops_result"},
    {Example::kSnapshotInClass, "immediate_context=lost"},
    {Example::kEnterWith, "enter_with=ignored"},
    {Example::kEnterWith, "enter_with=keeps_first"},
    {Example::kEnterWith, "enter_with=undefined_ignored"},
    {Example::kEnterWith, "enter_with_async_work=sees_outer"},
    {Example::kEnterWith, "tick_context=lost"},
    {Example::kEnterWith, "microtask_context=lost"},
    {Example::kEnterWithInListener, "enter_with=ignored"},
    {Example::kEnterWithInListener, "enter_with_async_work=sees_outer"},
    {Example::kEnterWithInListener, "listener_context=registration"},
    {Example::kEnterWithInListener, "listener_context=lost"},
    {Example::kRunThatThrows, "run_restore=never"},
    {Example::kRunThatThrows, "run_restore=not_on_throw"},
    {Example::kRunThatThrows, "run_restore=to_undefined"},
    {Example::kRunThatThrows, "run_store=outer_wins"},
    {Example::kRunThatThrows, "run_store=undefined_ignored"},
    {Example::kRunThatThrows, "run_store=not_set"},
    {Example::kRunThatThrows, "run_async_work=sees_outer"},
    {Example::kRunThatThrows, "callback_call=deferred"},
    {Example::kRunThatThrows, "callback_call=twice"},
    {Example::kRunThatThrows, "callback_arguments=none"},
    {Example::kRunThatThrows, "callback_arguments=first_only"},
    {Example::kRunThatThrows, "callback_arguments=as_array"},
    {Example::kRunThatThrows, "callback_result=undefined"},
    {Example::kRunThatThrows, "callback_throw=swallowed"},
    {Example::kRunThatThrows, "callback_throw=wrapped"},
    {Example::kRunThatThrows, "tick_context=lost"},
    {Example::kRunThatThrows, "microtask_context=lost"},
    {Example::kRunThatThrows, "immediate_context=lost"},
    {Example::kRunThatThrows, "thenable_context=lost"},
    {Example::kRunThatThrows, "await_context=lost"},
    {Example::kRunThatThrows, "reaction_context=lost"},
    {Example::kRunThatThrows, "timeout_context=lost"},
    {Example::kRunThatThrows, "timeout_context=ambient"},
    {Example::kRunThatThrows, "reaction_context=at_settle"},
    {Example::kRunThatThrows, "reaction_context=at_creation"},
    {Example::kRunThatThrows, "store_value=falsy_is_none"},
    {Example::kRunThatThrows, "store_value=shallow_copy"},
    {Example::kRunThatThrows, "store_value=null_for_undefined"},
    {Example::kRunThatThrows, "no_store=null"},
    {Example::kExitThatThrows, "exit_store=visible"},
    {Example::kExitThatThrows, "exit_store=sync_only"},
    {Example::kExitThatThrows, "exit_store=all_instances"},
    {Example::kExitThatThrows, "exit_restore=never"},
    {Example::kExitThatThrows, "exit_restore=not_on_throw"},
    {Example::kExitThatThrows, "callback_throw=swallowed"},
    {Example::kExitThatThrows, "callback_throw=wrapped"},
    {Example::kExitThatThrows, "callback_arguments=none"},
    {Example::kExitThatThrows, "callback_result=undefined"},
    {Example::kExitThatThrows, "instance_isolation=one_store"},
    {Example::kExitThatThrows, "capture_instances=first_only"},
    {Example::kExitThatThrows, "capture_instances=last_only"},
    {Example::kExitThatThrows, "no_store=last_store"},
    {Example::kAsyncAwait, "await_context=at_settle"},
    {Example::kAsyncAwait, "await_context=at_creation"},
    {Example::kAsyncAwait, "await_context=lost"},
    {Example::kAsyncAwait, "run_restore=never"},
    {Example::kAsyncAwait, "callback_result=undefined"},
    {Example::kAsyncAwait, "reaction_context=lost"},
    {Example::kAsyncResource, "resource_context=at_call"},
    {Example::kAsyncResource, "resource_context=lost"},
    {Example::kAsyncResource, "scope_restore=never"},
    {Example::kAsyncResource, "scope_restore=not_on_throw"},
    {Example::kAsyncResource, "scope_call=drops_this"},
    {Example::kAsyncResource, "scope_call=drops_arguments"},
    {Example::kAsyncResource, "scope_call=drops_result"},
    {Example::kAsyncResource, "execution_id=zero"},
    {Example::kAsyncResource, "async_ids=zero"},
    {Example::kAsyncResource, "async_ids=execution"},
    {Example::kAsyncResource, "trigger_given=ignored"},
    {Example::kAsyncResource, "emit_destroy_result=undefined"},
    {Example::kDbQuery, "resource_context=at_call"},
    {Example::kDbQuery, "resource_context=lost"},
    {Example::kDbQuery, "scope_restore=never"},
    {Example::kDbQuery, "scope_restore=not_on_throw"},
    {Example::kDbQuery, "scope_call=drops_arguments"},
    {Example::kDbQuery, "scope_call=drops_this"},
    {Example::kHttpLogger, "run_store=not_set"},
    {Example::kHttpLogger, "run_restore=never"},
    {Example::kHttpLogger, "run_async_work=sees_outer"},
    {Example::kHttpLogger, "callback_call=twice"},
    {Example::kHttpLogger, "store_value=falsy_is_none"},
    {Example::kHttpLogger, "instance_isolation=one_store"},
    {Example::kHttpLogger, "capture_instances=first_only"},
    {Example::kHttpLogger, "native_context=lost"},
    {Example::kHttpLogger, "resource_context=at_call"},
    {Example::kHttpLogger, "immediate_context=lost"},
    {Example::kHttpLogger, "timeout_context=ambient"},
    {Example::kHttpLogger, "tick_context=lost"},
    {Example::kHttpLogger, "await_context=at_settle"},
    {Example::kWorkerPool, "resource_context=at_call"},
    {Example::kWorkerPool, "resource_context=lost"},
    {Example::kWorkerPool, "scope_restore=never"},
    {Example::kWorkerPool, "scope_call=drops_this"},
    {Example::kWorkerPool, "scope_call=drops_arguments"},
    {Example::kWorkerPool, "native_context=lost"},
    {Example::kWorkerPool, "repeated_context=lost"},
    {Example::kWorkerPool, "callback_call=twice"},
    {Example::kWorkerPool, "run_store=not_set"},
    {Example::kCloseListeners, "bind_context=at_call"},
    {Example::kCloseListeners, "bind_context=lost"},
    {Example::kCloseListeners, "bind_call=drops_arguments"},
    {Example::kCloseListeners, "bind_this=always_given"},
    {Example::kCloseListeners, "snapshot_context=at_call"},
    {Example::kCloseListeners, "snapshot_context=lost"},
    {Example::kCloseListeners, "resource_context=at_call"},
    {Example::kCloseListeners, "scope_restore=never"},
    {Example::kCloseListeners, "listener_context=registration"},
    {Example::kCloseListeners, "listener_context=lost"},
    {Example::kCloseListeners, "native_context=lost"},
    {Example::kCloseListeners, "repeated_context=lost"},
};

class Mutants : public ::testing::TestWithParam<Mutant> {};

TEST_P(Mutants, AreFound) {
  const Mutant& mutant = GetParam();
  Rules rules = documented_rules();
  RuleSet overridden;
  ASSERT_EQ(apply_override(mutant.rule, &rules, &overridden), "");
  const auto programs = any_program(mutant.example);
  rc::Random random(20240601);
  for (int i = 0; i < kPrograms; ++i) {
    const GeneratedProgram program = programs(random.split(), kSize).value();
    if (check_program(program, rules).empty()) continue;
    EXPECT_EQ(check_program(program, documented_rules()), "") << "refused without the mutant";
    RecordProperty("programs", i + 1);
    return;
  }
  FAIL() << example_name(mutant.example) << " holds under " << mutant.rule;
}

INSTANTIATE_TEST_SUITE_P(OfRules, Mutants, ::testing::ValuesIn(kMutants));

}  // namespace
}  // namespace actx
