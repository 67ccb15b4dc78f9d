// Source text modules: cyclic module records (16.2.1.5, 16.2.1.6).
//
// Invariants
// - The module scope exists from linking on; exported cells are its slots, or cells of others.
// - `evaluation_order` numbers modules in the order their evaluation became asynchronous.
#ifndef ACTX_SCRIPT_MODULE_INTERNAL_H_
#define ACTX_SCRIPT_MODULE_INTERNAL_H_

#include "script/module.h"
#include "script/vm.h"

namespace actx {

class SourceModule final : public ModuleRecord {
 public:
  enum class Status : uint8_t {
    kUnlinked,
    kLinking,
    kLinked,
    kEvaluating,
    kEvaluatingAsync,
    kEvaluated,
  };

  SourceModule(const CompiledUnit& unit, Instance* instance) : unit(unit), instance(instance) {}

  void exported_names(Realm& realm, KeyList* out, ModuleSet& visited) override;
  ResolvedExport resolve_export(Realm& realm, PropertyKey name, ResolveSet& visited) override;
  std::string_view name() const override { return unit.filename; }
  void link(Realm& realm) override;
  Promise* evaluate(Realm& realm) override;
  SourceModule* as_source() override { return this; }
  void trace(Tracer& tracer) const override;

  ModuleRecord* requested(Realm& realm, uint32_t request);
  /// InnerModuleLinking, InnerModuleEvaluation: the next free index.
  uint32_t inner_link(Realm& realm, ArenaVector<SourceModule*>& stack, uint32_t index);
  uint32_t inner_evaluate(Realm& realm, ArenaVector<SourceModule*>& stack, uint32_t index);
  Scope* environment(Realm& realm);
  void initialise_environment(Realm& realm);
  [[noreturn]] void throw_unresolved(Realm& realm, uint32_t request, PropertyKey name,
                                     bool is_ambiguous);
  void execute(Realm& realm);
  void execute_async(Realm& realm);

  const CompiledUnit& unit;
  Instance* instance;
  Scope* scope = nullptr;
  Status status = Status::kUnlinked;
  bool has_error = false;
  Value error;
  uint32_t dfs_index = 0;
  uint32_t dfs_ancestor = 0;
  ModuleRecord** requests = nullptr;
  SourceModule* cycle_root = nullptr;
  bool async_evaluation = false;
  uint64_t evaluation_order = 0;
  Promise* capability = nullptr;
  ArenaVector<SourceModule*> async_parents;
  uint32_t pending_dependencies = 0;
};

/// import.meta of the module an instance belongs to.
Object* import_meta_object(Realm& realm, Instance* instance);

}  // namespace actx

#endif  // ACTX_SCRIPT_MODULE_INTERNAL_H_
