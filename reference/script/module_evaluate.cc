// Evaluation of module graphs with top-level await (16.2.1.5.2).
#include <algorithm>

#include "script/module_internal.h"

namespace actx {

namespace {

using Status = SourceModule::Status;

void async_fulfilled(Realm& realm, SourceModule* module);
void async_rejected(Realm& realm, SourceModule* module, Value error);

class ModuleCell final : public Cell {
 public:
  explicit ModuleCell(SourceModule* module) : module(module) {}
  void trace(Tracer& tracer) const override { tracer.visit(module); }
  SourceModule* module;
};

Value on_fulfilled(Realm& realm, const Call& call) {
  async_fulfilled(realm, static_cast<ModuleCell*>(call.callee->cell())->module);
  return Value();
}

Value on_rejected(Realm& realm, const Call& call) {
  async_rejected(realm, static_cast<ModuleCell*>(call.callee->cell())->module, call.arg(0));
  return Value();
}

void gather_available(Realm& realm, SourceModule* module, ArenaVector<SourceModule*>& list) {
  for (SourceModule* parent : module->async_parents) {
    bool is_known = std::find(list.begin(), list.end(), parent) != list.end();
    if (is_known || parent->cycle_root->has_error) continue;
    if (--parent->pending_dependencies == 0) {
      list.push_back(realm.arena(), parent);
      if (!parent->unit.module.has_top_level_await) gather_available(realm, parent, list);
    }
  }
}

void async_fulfilled(Realm& realm, SourceModule* module) {
  if (module->status == Status::kEvaluated) return;
  module->async_evaluation = false;
  module->status = Status::kEvaluated;
  if (module->capability != nullptr) resolve_promise(realm, module->capability, Value());
  ArenaVector<SourceModule*> list;
  gather_available(realm, module, list);
  std::sort(list.begin(), list.end(), [](const SourceModule* a, const SourceModule* b) {
    return a->evaluation_order < b->evaluation_order;
  });
  for (SourceModule* parent : list) {
    if (parent->status == Status::kEvaluated) continue;
    if (parent->unit.module.has_top_level_await) {
      parent->execute_async(realm);
      continue;
    }
    try {
      parent->execute(realm);
    } catch (const Throw& thrown) {
      async_rejected(realm, parent, thrown.value);
      continue;
    }
    parent->status = Status::kEvaluated;
    parent->async_evaluation = false;
    if (parent->capability != nullptr) resolve_promise(realm, parent->capability, Value());
  }
}

void async_rejected(Realm& realm, SourceModule* module, Value error) {
  if (module->status == Status::kEvaluated) return;
  module->has_error = true;
  module->error = error;
  module->status = Status::kEvaluated;
  for (SourceModule* parent : module->async_parents) async_rejected(realm, parent, error);
  if (module->capability != nullptr) reject_promise(realm, module->capability, error);
}

}  // namespace

void SourceModule::execute(Realm& realm) {
  check_native_stack(realm);
  Frame* frame = push_program(realm, *unit.main, instance, scope);
  frame->is_entry = true;
  actx::execute(realm, frame);
}

void SourceModule::execute_async(Realm& realm) {
  Promise* promise = new_promise(realm);
  ModuleCell* cell = realm.make<ModuleCell>(this);
  NativeFunction* fulfilled = realm.new_native(on_fulfilled, "", 0);
  NativeFunction* rejected = realm.new_native(on_rejected, "", 0);
  fulfilled->set_cell(cell);
  rejected->set_cell(cell);
  promise_then(realm, promise, Value(fulfilled), Value(rejected));
  Frame* frame = push_program(realm, *unit.main, instance, scope);
  frame->promise = promise;
  frame->is_entry = true;
  actx::execute(realm, frame);
}

Promise* SourceModule::evaluate(Realm& realm) {
  SourceModule* module = this;
  if (status == Status::kEvaluatingAsync || status == Status::kEvaluated) {
    if (cycle_root != nullptr) module = cycle_root;
  }
  if (module->capability != nullptr) return module->capability;
  module->capability = new_promise(realm);
  ArenaVector<SourceModule*> stack;
  try {
    module->inner_evaluate(realm, stack, 0);
    if (!module->async_evaluation) resolve_promise(realm, module->capability, Value());
  } catch (const Throw& thrown) {
    for (SourceModule* failed : stack) {
      failed->status = Status::kEvaluated;
      failed->has_error = true;
      failed->error = thrown.value;
      failed->cycle_root = failed;
    }
    reject_promise(realm, module->capability, thrown.value);
  }
  return module->capability;
}

uint32_t SourceModule::inner_evaluate(Realm& realm, ArenaVector<SourceModule*>& stack,
                                      uint32_t index) {
  if (status == Status::kEvaluatingAsync || status == Status::kEvaluated) {
    if (has_error) throw Throw{error};
    return index;
  }
  if (status == Status::kEvaluating) return index;
  status = Status::kEvaluating;
  dfs_index = dfs_ancestor = index++;
  pending_dependencies = 0;
  stack.push_back(realm.arena(), this);
  for (uint32_t i = 0; i < unit.module.requests.size(); ++i) {
    ModuleRecord* record = requested(realm, i);
    SourceModule* module = record->as_source();
    if (module == nullptr) {
      static_cast<SyntheticModule*>(record)->execute(realm);
      continue;
    }
    index = module->inner_evaluate(realm, stack, index);
    if (module->status == Status::kEvaluating) {
      dfs_ancestor = std::min(dfs_ancestor, module->dfs_ancestor);
    } else {
      module = module->cycle_root;
      if (module->has_error) throw Throw{module->error};
    }
    if (module->async_evaluation) {
      ++pending_dependencies;
      module->async_parents.push_back(realm.arena(), this);
    }
  }
  if (pending_dependencies > 0 || unit.module.has_top_level_await) {
    async_evaluation = true;
    evaluation_order = ++Machine::of(realm).async_evaluations;
    if (pending_dependencies == 0) execute_async(realm);
  } else {
    execute(realm);
  }
  if (dfs_ancestor == dfs_index) {
    while (true) {
      SourceModule* module = stack.back();
      stack.pop_back();
      module->status = module->async_evaluation ? Status::kEvaluatingAsync : Status::kEvaluated;
      module->cycle_root = this;
      if (module == this) break;
    }
  }
  return index;
}

}  // namespace actx
