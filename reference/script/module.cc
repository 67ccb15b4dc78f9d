// Module records: exports, linking, synthetic modules, dynamic import.
#include "script/module.h"

#include "script/module_internal.h"

namespace actx {

void set_module_loader(Realm& realm, ModuleLoader* loader) {
  Machine::of(realm).loader = loader;
}

bool ResolveSet::add(Realm& realm, ModuleRecord* module, PropertyKey name) {
  for (const Entry& entry : entries) {
    if (entry.module == module && entry.name == name) return false;
  }
  entries.push_back(realm.arena(), {module, name});
  return true;
}

bool ModuleSet::add(Realm& realm, ModuleRecord* module) {
  for (const ModuleRecord* known : entries) {
    if (known == module) return false;
  }
  entries.push_back(realm.arena(), module);
  return true;
}

void ModuleRecord::trace(Tracer& tracer) const {
  tracer.visit(namespace_);
}

static void add_name_once(Realm& realm, KeyList* out, PropertyKey name) {
  for (PropertyKey known : *out) {
    if (known == name) return;
  }
  out->push_back(realm.arena(), name);
}

// ---- Synthetic modules ----

void SyntheticModule::add_name(Realm& realm, PropertyKey name) {
  add_name_once(realm, &names_, name);
}

void SyntheticModule::exported_names(Realm& realm, KeyList* out, ModuleSet& visited) {
  if (!visited.add(realm, this)) return;
  add_name_once(realm, out, realm.names().default_);
  if (!names_.empty() || evaluate_ != nullptr) {
    for (PropertyKey name : names_) add_name_once(realm, out, name);
    return;
  }
  Object* source = source_.as_object();
  KeyList keys;
  source->own_keys(realm, &keys);
  for (PropertyKey key : keys) {
    PropertyDescriptor descriptor;
    if (key.is_symbol() || !source->get_own_property(realm, key, &descriptor)) continue;
    if (descriptor.enumerable) add_name_once(realm, out, key);
  }
}

ResolvedExport SyntheticModule::resolve_export(Realm& realm, PropertyKey name, ResolveSet&) {
  for (const Export& known : exports_) {
    if (known.name == name) return {known.cell, this, false};
  }
  bool exists = name == realm.names().default_;
  for (PropertyKey known : names_) exists |= known == name;
  if (!exists && names_.empty() && evaluate_ == nullptr) {
    PropertyDescriptor descriptor;
    exists =
        source_.as_object()->get_own_property(realm, name, &descriptor) && descriptor.enumerable;
  }
  if (!exists) return {};
  Value* cell = realm.arena().make<Value>(Value::empty());
  exports_.push_back(realm.arena(), {name, cell});
  if (has_source_) *cell = export_value(realm, name);
  return {cell, this, false};
}

Value SyntheticModule::export_value(Realm& realm, PropertyKey name) {
  if (name == realm.names().default_) return source_;
  if (source_.is_nullish()) return Value();
  return get_value(realm, source_, name);
}

void SyntheticModule::execute(Realm& realm) {
  if (failed_) throw Throw{error_};
  if (has_source_) return;
  try {
    source_ = evaluate_(realm, *this);
    has_source_ = true;
    for (const Export& known : exports_) *known.cell = export_value(realm, known.name);
  } catch (const Throw& thrown) {
    failed_ = true;
    error_ = thrown.value;
    throw;
  }
}

Promise* SyntheticModule::evaluate(Realm& realm) {
  Promise* promise = new_promise(realm);
  try {
    execute(realm);
    resolve_promise(realm, promise, Value());
  } catch (const Throw& thrown) {
    reject_promise(realm, promise, thrown.value);
  }
  return promise;
}

void SyntheticModule::trace(Tracer& tracer) const {
  ModuleRecord::trace(tracer);
  tracer.visit(state_);
  tracer.visit(source_);
  tracer.visit(error_);
  for (const Export& known : exports_) tracer.visit(*known.cell);
}

// ---- Source modules: exports ----

SourceModule* make_module(Realm& realm, const CompiledUnit& unit) {
  Instance* instance = make_instance(realm, unit);
  SourceModule* module = realm.make<SourceModule>(unit, instance);
  instance->module = module;
  return module;
}

ModuleRecord* as_record(SourceModule* module) {
  return module;
}

std::string_view module_filename(const SourceModule& module) {
  return module.unit.filename;
}

void SourceModule::trace(Tracer& tracer) const {
  ModuleRecord::trace(tracer);
  tracer.visit(instance);
  tracer.visit(scope);
  tracer.visit(error);
  tracer.visit(capability);
  tracer.visit(cycle_root);
  for (size_t i = 0; requests != nullptr && i < unit.module.requests.size(); ++i) {
    tracer.visit(requests[i]);
  }
  for (const SourceModule* parent : async_parents) tracer.visit(parent);
}

ModuleRecord* SourceModule::requested(Realm& realm, uint32_t request) {
  if (requests == nullptr) {
    size_t count = unit.module.requests.size();
    ModuleRecord** resolved = realm.arena().make_array<ModuleRecord*>(count);
    for (size_t i = 0; i < count; ++i) {
      const ModuleShape::Request& wanted = unit.module.requests[i];
      resolved[i] = Machine::of(realm).loader->resolve(realm, wanted.specifier, this,
                                                       {unit.filename, wanted.line, wanted.column});
    }
    requests = resolved;
  }
  return requests[request];
}

void SourceModule::exported_names(Realm& realm, KeyList* out, ModuleSet& visited) {
  if (!visited.add(realm, this)) return;
  for (const auto& local : unit.module.local_exports) add_name_once(realm, out, local.name);
  for (const auto& indirect : unit.module.indirect_exports) {
    add_name_once(realm, out, indirect.name);
  }
  for (uint32_t star : unit.module.star_exports) {
    KeyList names;
    requested(realm, star)->exported_names(realm, &names, visited);
    for (PropertyKey name : names) {
      if (name != realm.names().default_) add_name_once(realm, out, name);
    }
  }
}

ResolvedExport SourceModule::resolve_export(Realm& realm, PropertyKey name, ResolveSet& visited) {
  if (!visited.add(realm, this, name)) return {};
  for (const auto& local : unit.module.local_exports) {
    if (local.name == name) return {&environment(realm)->slot(local.slot), this, false};
  }
  for (const auto& indirect : unit.module.indirect_exports) {
    if (indirect.name != name) continue;
    ModuleRecord* from = requested(realm, indirect.request);
    if (indirect.imported.is_none()) {
      return {realm.arena().make<Value>(Value(from->namespace_object(realm))), from, false};
    }
    return from->resolve_export(realm, indirect.imported, visited);
  }
  if (name == realm.names().default_) return {};
  ResolvedExport found;
  for (uint32_t star : unit.module.star_exports) {
    ResolvedExport candidate = requested(realm, star)->resolve_export(realm, name, visited);
    if (candidate.is_ambiguous) return candidate;
    if (candidate.cell == nullptr) continue;
    if (found.cell != nullptr && found.cell != candidate.cell) return {nullptr, nullptr, true};
    found = candidate;
  }
  return found;
}

// The module scope; in a cycle somebody may resolve an export before its module is linked.
Scope* SourceModule::environment(Realm& realm) {
  if (scope == nullptr) {
    scope = Scope::make(realm, nullptr, unit.module.scope_size, Value::empty());
  }
  return scope;
}

// ---- Linking ----

void SourceModule::link(Realm& realm) {
  ArenaVector<SourceModule*> stack;
  try {
    inner_link(realm, stack, 0);
  } catch (const Throw&) {
    for (SourceModule* module : stack) module->status = Status::kUnlinked;
    throw;
  }
}

uint32_t SourceModule::inner_link(Realm& realm, ArenaVector<SourceModule*>& stack, uint32_t index) {
  if (status != Status::kUnlinked) return index;
  status = Status::kLinking;
  dfs_index = dfs_ancestor = index++;
  stack.push_back(realm.arena(), this);
  environment(realm);
  for (uint32_t i = 0; i < unit.module.requests.size(); ++i) {
    ModuleRecord* record = requested(realm, i);
    SourceModule* module = record->as_source();
    if (module == nullptr) {
      record->link(realm);
      continue;
    }
    index = module->inner_link(realm, stack, index);
    if (module->status == Status::kLinking && module->dfs_ancestor < dfs_ancestor) {
      dfs_ancestor = module->dfs_ancestor;
    }
  }
  initialise_environment(realm);
  if (dfs_ancestor == dfs_index) {
    while (true) {
      SourceModule* module = stack.back();
      stack.pop_back();
      module->status = Status::kLinked;
      if (module == this) break;
    }
  }
  return index;
}

// The position of the import goes first, as Node prints it before the stack.
[[noreturn]] void SourceModule::throw_unresolved(Realm& realm, uint32_t request, PropertyKey name,
                                                 bool is_ambiguous) {
  const ModuleShape::Request& wanted = unit.module.requests[request];
  if (!is_ambiguous) {
    Machine::of(realm).loader->missing_export(realm, *requested(realm, request), name,
                                              {unit.filename, wanted.line, wanted.column});
  }
  std::string text = "The requested module '" + realm.utf8(wanted.specifier) + "' ";
  std::string shown = realm.utf8(realm.key_value(name).as_string());
  if (is_ambiguous) {
    throw_syntax_error(realm, text + "contains conflicting star exports for name '" + shown + "'");
  }
  throw_syntax_error(realm, text + "does not provide an export named '" + shown + "'");
}

// InitializeEnvironment (16.2.1.6.4).
void SourceModule::initialise_environment(Realm& realm) {
  const ModuleShape& shape = unit.module;
  for (const auto& indirect : shape.indirect_exports) {
    ResolveSet visited;
    ResolvedExport found = resolve_export(realm, indirect.name, visited);
    if (found.cell == nullptr) {
      throw_unresolved(realm, indirect.request, indirect.imported, found.is_ambiguous);
    }
  }
  if (!shape.imports.empty() && instance->imports == nullptr) {
    instance->imports = realm.arena().make_array<Value*>(shape.imports.size());
  }
  for (size_t i = 0; i < shape.imports.size(); ++i) {
    const ModuleShape::Import& import = shape.imports[i];
    ModuleRecord* from = requested(realm, import.request);
    if (import.name.is_none()) {
      instance->imports[i] = realm.arena().make<Value>(Value(from->namespace_object(realm)));
      continue;
    }
    ResolveSet visited;
    ResolvedExport found = from->resolve_export(realm, import.name, visited);
    if (found.cell == nullptr) {
      throw_unresolved(realm, import.request, import.name, found.is_ambiguous);
    }
    instance->imports[i] = found.cell;
  }
  for (uint32_t slot : shape.vars) scope->slot(slot) = Value();
  for (const auto& hoisted : shape.hoisted) {
    scope->slot(hoisted.slot) =
        Value(make_closure(realm, *unit.functions[hoisted.function], scope, instance));
  }
}

// ---- import() and import.meta ----

Object* import_meta_object(Realm& realm, Instance* instance) {
  if (instance->import_meta == nullptr) {
    instance->import_meta = realm.make<Object>(nullptr);
    ModuleLoader* loader = Machine::of(realm).loader;
    if (loader != nullptr) {
      loader->fill_import_meta(realm, *instance->module->as_source(), instance->import_meta);
    }
  }
  return instance->import_meta;
}

namespace {

// What an import() in progress knows. Lives in the cell of its natives.
class PendingImport final : public Cell {
 public:
  void trace(Tracer& tracer) const override {
    tracer.visit(promise);
    tracer.visit(referrer);
    tracer.visit(module);
    tracer.visit(specifier);
  }
  Promise* promise = nullptr;
  ModuleRecord* referrer = nullptr;
  CodePlace place;
  Value specifier;
  ModuleRecord* module = nullptr;
};

PendingImport* pending_of(const Call& call) {
  return static_cast<PendingImport*>(call.callee->cell());
}

Value import_evaluated(Realm& realm, const Call& call) {
  PendingImport* pending = pending_of(call);
  resolve_promise(realm, pending->promise, Value(pending->module->namespace_object(realm)));
  return Value();
}

Value import_failed(Realm& realm, const Call& call) {
  reject_promise(realm, pending_of(call)->promise, call.arg(0));
  return Value();
}

NativeFunction* import_step(Realm& realm, NativeFn fn, PendingImport* pending) {
  NativeFunction* function = realm.new_native(fn, "", 1);
  function->set_cell(pending);
  return function;
}

Value import_load(Realm& realm, const Call& call) {
  PendingImport* pending = pending_of(call);
  ModuleLoader* loader = Machine::of(realm).loader;
  try {
    if (loader == nullptr) throw_type_error(realm, "There are no modules to import here");
    pending->module =
        loader->resolve(realm, pending->specifier.as_string(), pending->referrer, pending->place);
    pending->module->link(realm);
    Promise* evaluated = pending->module->evaluate(realm);
    promise_then(realm, evaluated, Value(import_step(realm, import_evaluated, pending)),
                 Value(import_step(realm, import_failed, pending)));
  } catch (const Throw& thrown) {
    reject_promise(realm, pending->promise, thrown.value);
  }
  return Value();
}

}  // namespace

Promise* import_dynamically(Realm& realm, Value specifier, ModuleRecord* referrer,
                            const CodePlace& place) {
  PendingImport* pending = realm.make<PendingImport>();
  pending->promise = new_promise(realm);
  pending->referrer = referrer;
  pending->place = place;
  try {
    pending->specifier = Value(to_string(realm, specifier));
  } catch (const Throw& thrown) {
    reject_promise(realm, pending->promise, thrown.value);
    return pending->promise;
  }
  // Loading never happens inside the import() itself.
  Promise* start = promise_resolve(realm, Value());
  promise_then(realm, start, Value(import_step(realm, import_load, pending)), Value());
  return pending->promise;
}

}  // namespace actx
