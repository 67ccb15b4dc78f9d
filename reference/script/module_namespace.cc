// Module namespace exotic objects (10.4.6).
#include <algorithm>

#include "script/module_internal.h"

namespace actx {

namespace {

class ModuleNamespace final : public Object {
 public:
  struct Entry {
    PropertyKey name;
    Value* cell;
  };

  explicit ModuleNamespace(ModuleRecord* module)
      : Object(nullptr, ObjectClass::kModuleNamespace), module_(module) {
    exotic_ = true;
    extensible_ = false;
  }
  ArenaVector<Entry>& entries() { return entries_; }

  bool set_prototype_of(Realm&, Object* prototype) override { return prototype == nullptr; }
  bool prevent_extensions(Realm&) override { return true; }

  bool get_own_property(Realm& realm, PropertyKey key, PropertyDescriptor* out) override {
    if (key.is_symbol()) return Object::get_own_property(realm, key, out);
    const Entry* entry = find(key);
    if (entry == nullptr) return false;
    *out = PropertyDescriptor::data(value_of(realm, *entry), kWritable | kEnumerable);
    return true;
  }

  bool define_own_property(Realm& realm, PropertyKey key, const PropertyDescriptor& desc) override {
    if (key.is_symbol()) return Object::define_own_property(realm, key, desc);
    const Entry* entry = find(key);
    if (entry == nullptr) return false;
    if ((desc.has_configurable && desc.configurable) || (desc.has_enumerable && !desc.enumerable) ||
        desc.is_accessor() || (desc.has_writable && !desc.writable)) {
      return false;
    }
    return !desc.has_value || same_value(realm, desc.value, value_of(realm, *entry));
  }

  bool has_property(Realm& realm, PropertyKey key) override {
    if (key.is_symbol()) return Object::has_property(realm, key);
    return find(key) != nullptr;
  }

  Value get(Realm& realm, PropertyKey key, Value receiver) override {
    if (key.is_symbol()) return get_stored(realm, key, receiver);
    const Entry* entry = find(key);
    if (entry != nullptr) return value_of(realm, *entry);
    if (module_->as_source() == nullptr) {
      Machine::of(realm).loader->missing_export(realm, *module_, key, running_place(realm));
    }
    return Value();
  }
  using Object::get;

  bool set(Realm&, PropertyKey, Value, Value) override { return false; }

  bool delete_property(Realm& realm, PropertyKey key) override {
    if (key.is_symbol()) return Object::delete_property(realm, key);
    return find(key) == nullptr;
  }

  void own_keys(Realm& realm, KeyList* out) override {
    for (const Entry& entry : entries_) out->push_back(realm.arena(), entry.name);
    Object::own_keys(realm, out);
  }

  void trace(Tracer& tracer) const override {
    Object::trace(tracer);
    tracer.visit(module_);
    for (const Entry& entry : entries_) tracer.visit(*entry.cell);
  }

 private:
  const Entry* find(PropertyKey key) const {
    for (const Entry& entry : entries_) {
      if (entry.name == key) return &entry;
    }
    return nullptr;
  }

  static Value value_of(Realm& realm, const Entry& entry) {
    if (!entry.cell->is_empty()) return *entry.cell;
    throw_reference_error(realm, "Cannot access '" +
                                     realm.utf8(realm.key_value(entry.name).as_string()) +
                                     "' before initialization");
  }

  ModuleRecord* module_;
  ArenaVector<Entry> entries_;  // sorted by name
};

}  // namespace

Object* ModuleRecord::namespace_object(Realm& realm) {
  if (namespace_ != nullptr) return namespace_;
  ModuleSet visited;
  KeyList names;
  exported_names(realm, &names, visited);
  ModuleNamespace* result = realm.make<ModuleNamespace>(this);
  namespace_ = result;
  for (PropertyKey name : names) {
    ResolveSet seen;
    ResolvedExport found = resolve_export(realm, name, seen);
    if (found.cell != nullptr) result->entries().push_back(realm.arena(), {name, found.cell});
  }
  auto text = [&](const ModuleNamespace::Entry& entry) {
    return realm.units(realm.key_value(entry.name).as_string());
  };
  std::sort(result->entries().begin(), result->entries().end(),
            [&](const auto& a, const auto& b) { return text(a) < text(b); });
  result->define_raw(realm, realm.names().sym_to_string_tag, Value(realm.literal("Module")), 0);
  return namespace_;
}

}  // namespace actx
