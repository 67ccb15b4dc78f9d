// Module records and their graph (ECMAScript 16.2.1): linking, evaluation with top-level await,
// namespaces. Finding and reading files is the host's part, behind ModuleLoader.
//
// Words
// - cell: the place of one exported binding. Importers hold its address, so bindings are live.
// - source module: compiled from text. Synthetic module: exports values of the host's making.
//
// Invariants
// - A specifier resolves to the same record every time within one referrer; the loader keeps the
//   map, SourceModule remembers what it got.
// - Records live in the arena of one run.
#ifndef ACTX_SCRIPT_MODULE_H_
#define ACTX_SCRIPT_MODULE_H_

#include "script/engine.h"
#include "value/promise.h"

namespace actx {

class ModuleRecord;
class SourceModule;

/// What the host does for modules. Set one per run with set_module_loader.
class ModuleLoader {
 public:
  /// HostResolveImportedModule: the record for `specifier`. `referrer` is the importing module, or
  /// null when a CommonJS unit or a script imports; `place` is where the import stands in that
  /// unit. Throws Throw when there is none.
  virtual ModuleRecord* resolve(Realm& realm, String* specifier, ModuleRecord* referrer,
                                const CodePlace& place) = 0;
  /// Fills the fresh import.meta object of a module (url, ...).
  virtual void fill_import_meta(Realm& realm, SourceModule& module, Object* meta) = 0;
  /// `name`, which `from` does not export, is asked for at `place`. May end the run instead of
  /// letting it be missing.
  virtual void missing_export(Realm&, const ModuleRecord& /*from*/, PropertyKey /*name*/,
                              const CodePlace& /*place*/) {}

 protected:
  ~ModuleLoader() = default;
};

/// Valid until the realm is reset.
void set_module_loader(Realm& realm, ModuleLoader* loader);

/// The outcome of ResolveExport: a cell, or nothing found, or more than one candidate.
struct ResolvedExport {
  Value* cell = nullptr;
  ModuleRecord* module = nullptr;  // where the cell lives
  bool is_ambiguous = false;
};
/// Pairs already visited by one ResolveExport.
struct ResolveSet {
  struct Entry {
    ModuleRecord* module;
    PropertyKey name;
  };
  ArenaVector<Entry> entries;
  /// Adds the pair; false when it is there already (a cycle).
  bool add(Realm& realm, ModuleRecord* module, PropertyKey name);
};
struct ModuleSet {
  ArenaVector<ModuleRecord*> entries;
  bool add(Realm& realm, ModuleRecord* module);
};

class ModuleRecord : public Cell {
 public:
  /// GetExportedNames: appends to `out` without duplicates.
  virtual void exported_names(Realm& realm, KeyList* out, ModuleSet& visited) = 0;
  /// ResolveExport.
  virtual ResolvedExport resolve_export(Realm& realm, PropertyKey name, ResolveSet& visited) = 0;
  /// What error messages call it.
  virtual std::string_view name() const = 0;
  /// Link (16.2.1.5.1): resolves everything it requests and binds imports. SyntaxError when an
  /// export is missing. Idempotent.
  virtual void link(Realm& realm) = 0;
  /// Evaluate (16.2.1.5.2): a promise, fulfilled when the module and all it requests have run.
  virtual Promise* evaluate(Realm& realm) = 0;
  virtual SourceModule* as_source() { return nullptr; }

  /// GetModuleNamespace (16.2.1.10).
  Object* namespace_object(Realm& realm);
  /// The namespace object if it was made already, else null.
  Object* existing_namespace() const { return namespace_; }

  void trace(Tracer& tracer) const override;

 private:
  Object* namespace_ = nullptr;
};

/// A module whose exports are made by the host: a built-in module, a CommonJS file, JSON.
///
/// `default` is the source object itself (a module's `module.exports`), the named exports are its
/// properties of that name, read once when they are first needed.
class SyntheticModule final : public ModuleRecord {
 public:
  /// Produces the source value when the module is evaluated. May throw Throw.
  using Evaluate = Value (*)(Realm& realm, SyntheticModule& self);

  /// A module that exports the properties of `source`, which exists already; names are its own
  /// enumerable string keys, unless add_name() says otherwise.
  SyntheticModule(std::string_view name, Object* source)
      : name_(name), source_(source), has_source_(true) {}
  /// A module whose source comes to be at evaluation (a CommonJS file). Its names must be added
  /// before linking; `default` always exists. `state` is for `evaluate` to use.
  SyntheticModule(std::string_view name, Evaluate evaluate, Cell* state)
      : name_(name), evaluate_(evaluate), state_(state) {}

  void add_name(Realm& realm, PropertyKey name);
  Cell* state() const { return state_; }
  Value source() const { return source_; }

  void exported_names(Realm& realm, KeyList* out, ModuleSet& visited) override;
  ResolvedExport resolve_export(Realm& realm, PropertyKey name, ResolveSet& visited) override;
  std::string_view name() const override { return name_; }
  void link(Realm&) override {}
  Promise* evaluate(Realm& realm) override;
  /// Evaluates now, as the graph of source modules does; a thrown exception is kept and rethrown.
  void execute(Realm& realm);
  void trace(Tracer& tracer) const override;

 private:
  struct Export {
    PropertyKey name;
    Value* cell;
  };
  Value export_value(Realm& realm, PropertyKey name);

  std::string_view name_;  // outlives the run
  Evaluate evaluate_ = nullptr;
  Cell* state_ = nullptr;
  Value source_;
  bool has_source_ = false;
  bool failed_ = false;
  Value error_;
  ArenaVector<PropertyKey> names_;
  ArenaVector<Export> exports_;
};

/// A new record for a unit of Goal::kModule. The unit must outlive the run.
SourceModule* make_module(Realm& realm, const CompiledUnit& unit);
ModuleRecord* as_record(SourceModule* module);
/// The unit's file name.
std::string_view module_filename(const SourceModule& module);

/// import(specifier) at `place`: a promise of the namespace (13.3.10.1). `referrer` may be null,
/// see ModuleLoader::resolve.
Promise* import_dynamically(Realm& realm, Value specifier, ModuleRecord* referrer,
                            const CodePlace& place);

}  // namespace actx

#endif  // ACTX_SCRIPT_MODULE_H_
