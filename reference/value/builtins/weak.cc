// The constructors and prototypes of what holds weakly.
#include "value/weak.h"

#include "value/builtins/receiver.h"
#include "value/builtins/rows.h"

namespace actx {

namespace {

constexpr bool kMap = true;
constexpr bool kSet = false;

template <bool is_map>
Collection& this_entries(Realm& realm, const Call& call, const char* method) {
  if constexpr (is_map) return receiver_as<WeakMapObject>(realm, call, method)->entries();
  return receiver_as<WeakSetObject>(realm, call, method)->entries();
}

Value weak_map_constructor(Realm& realm, const Call& call) {
  require_new(realm, call, "WeakMap");
  auto* map = realm.make<WeakMapObject>(
      prototype_from_constructor(realm, call.new_target, Intrinsic::kWeakMapPrototype));
  realm.add_weak_holder(map);
  if (call.arg(0).is_nullish()) return Value(map);
  Value adder = adder_method(realm, map, realm.names().set, "set");
  iterate(realm, call.arg(0), [&](Value entry) {
    Value pair[2];
    split_entry(realm, entry, &pair[0], &pair[1]);
    realm.call(adder, Value(map), pair);
  });
  return Value(map);
}

Value weak_set_constructor(Realm& realm, const Call& call) {
  require_new(realm, call, "WeakSet");
  auto* set = realm.make<WeakSetObject>(
      prototype_from_constructor(realm, call.new_target, Intrinsic::kWeakSetPrototype));
  realm.add_weak_holder(set);
  if (call.arg(0).is_nullish()) return Value(set);
  Value adder = adder_method(realm, set, realm.names().add, "add");
  iterate(realm, call.arg(0),
          [&](Value element) { realm.call(adder, Value(set), Args(&element, 1)); });
  return Value(set);
}

Value weak_map_get(Realm& realm, const Call& call) {
  Collection& entries = this_entries<kMap>(realm, call, "WeakMap.prototype.get");
  CollectionEntry* entry = entries.find(realm, call.arg(0));
  return entry == nullptr ? Value() : entry->value;
}

Value weak_map_set(Realm& realm, const Call& call) {
  Collection& entries = this_entries<kMap>(realm, call, "WeakMap.prototype.set");
  if (!can_be_held_weakly(call.arg(0))) {
    throw_type_error(realm, "Invalid value used as weak map key");
  }
  entries.insert(realm, call.arg(0))->value = call.arg(1);
  return call.this_value;
}

Value weak_set_add(Realm& realm, const Call& call) {
  Collection& entries = this_entries<kSet>(realm, call, "WeakSet.prototype.add");
  if (!can_be_held_weakly(call.arg(0))) throw_type_error(realm, "Invalid value used in weak set");
  entries.insert(realm, call.arg(0));
  return call.this_value;
}

template <bool is_map>
Value has(Realm& realm, const Call& call) {
  constexpr const char* kName = is_map ? "WeakMap.prototype.has" : "WeakSet.prototype.has";
  return Value(this_entries<is_map>(realm, call, kName).find(realm, call.arg(0)) != nullptr);
}

template <bool is_map>
Value remove(Realm& realm, const Call& call) {
  constexpr const char* kName = is_map ? "WeakMap.prototype.delete" : "WeakSet.prototype.delete";
  return Value(this_entries<is_map>(realm, call, kName).remove(realm, call.arg(0)));
}

/// AddToKeptObjects (9.10).
void keep_for_job(Realm& realm, Value target) {
  if (target.is_object()) realm.keep_during_job(target.as_object());
}

Value weak_ref_constructor(Realm& realm, const Call& call) {
  require_new(realm, call, "WeakRef");
  if (!can_be_held_weakly(call.arg(0))) throw_type_error(realm, "WeakRef: invalid target");
  Object* prototype =
      prototype_from_constructor(realm, call.new_target, Intrinsic::kWeakRefPrototype);
  auto* reference = realm.make<WeakRefObject>(prototype, call.arg(0));
  realm.add_weak_holder(reference);
  keep_for_job(realm, call.arg(0));
  return Value(reference);
}

Value weak_ref_deref(Realm& realm, const Call& call) {
  Value target = receiver_as<WeakRefObject>(realm, call, "WeakRef.prototype.deref")->target();
  keep_for_job(realm, target);
  return target;
}

Value registry_constructor(Realm& realm, const Call& call) {
  require_new(realm, call, "FinalizationRegistry");
  if (!is_callable(call.arg(0))) {
    throw_type_error(realm, "FinalizationRegistry: cleanup must be callable");
  }
  Object* prototype =
      prototype_from_constructor(realm, call.new_target, Intrinsic::kFinalizationRegistryPrototype);
  auto* registry = realm.make<FinalizationRegistry>(prototype, call.arg(0));
  realm.add_weak_holder(registry);
  return Value(registry);
}

[[noreturn]] void throw_invalid_token(Realm& realm, Value token) {
  throw_type_error(realm, "Invalid unregisterToken ('" + describe_for_message(realm, token) + "')");
}

Value registry_register(Realm& realm, const Call& call) {
  constexpr const char* kName = "FinalizationRegistry.prototype.register";
  auto* registry = receiver_as<FinalizationRegistry>(realm, call, kName);
  if (!can_be_held_weakly(call.arg(0))) {
    throw_type_error(realm, std::string(kName) + ": invalid target");
  }
  if (same_value(realm, call.arg(0), call.arg(1))) {
    throw_type_error(realm, std::string(kName) + ": target and holdings must not be same");
  }
  Value token = call.arg(2);
  if (!can_be_held_weakly(token) && !token.is_undefined()) throw_invalid_token(realm, token);
  registry->add(realm, call.arg(0), call.arg(1), token);
  return Value();
}

Value registry_unregister(Realm& realm, const Call& call) {
  auto* registry =
      receiver_as<FinalizationRegistry>(realm, call, "FinalizationRegistry.prototype.unregister");
  if (!can_be_held_weakly(call.arg(0))) throw_invalid_token(realm, call.arg(0));
  return Value(registry->remove(realm, call.arg(0)));
}

}  // namespace

Object* build_WeakMap(Realm& realm) {
  static constexpr LazyProperty kRows[] = {lazy_prototype(Intrinsic::kWeakMapPrototype)};
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(weak_map_constructor, "WeakMap", 0, kTable);
}

Object* build_WeakMapPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kWeakMap),
      lazy_method("delete", remove<kMap>, 1),
      lazy_method("get", weak_map_get, 1),
      lazy_method("set", weak_map_set, 2),
      lazy_method("has", has<kMap>, 1),
      lazy_tag<"WeakMap">(),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

Object* build_WeakSet(Realm& realm) {
  static constexpr LazyProperty kRows[] = {lazy_prototype(Intrinsic::kWeakSetPrototype)};
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(weak_set_constructor, "WeakSet", 0, kTable);
}

Object* build_WeakSetPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kWeakSet),
      lazy_method("delete", remove<kSet>, 1),
      lazy_method("has", has<kSet>, 1),
      lazy_method("add", weak_set_add, 1),
      lazy_tag<"WeakSet">(),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

Object* build_WeakRef(Realm& realm) {
  static constexpr LazyProperty kRows[] = {lazy_prototype(Intrinsic::kWeakRefPrototype)};
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(weak_ref_constructor, "WeakRef", 1, kTable);
}

Object* build_WeakRefPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kWeakRef),
      lazy_method("deref", weak_ref_deref, 0),
      lazy_tag<"WeakRef">(),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

Object* build_FinalizationRegistry(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_prototype(Intrinsic::kFinalizationRegistryPrototype)};
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(registry_constructor, "FinalizationRegistry", 1, kTable);
}

Object* build_FinalizationRegistryPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kFinalizationRegistry),
      lazy_method("register", registry_register, 2),
      lazy_method("unregister", registry_unregister, 1),
      lazy_tag<"FinalizationRegistry">(),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

}  // namespace actx
