// Map, Set, their prototypes and iterators (ECMAScript 24.1, 24.2).
#include "value/map_set.h"

#include "value/builtins/receiver.h"
#include "value/builtins/rows.h"

namespace actx {

namespace {

constexpr bool kMap = true;
constexpr bool kSet = false;

// A receiver check is one text per method, so the class is a template argument.
template <bool is_map>
Collection& this_entries(Realm& realm, const Call& call, const char* method) {
  if constexpr (is_map) return receiver_as<MapObject>(realm, call, method)->entries();
  return receiver_as<SetObject>(realm, call, method)->entries();
}

Value map_constructor(Realm& realm, const Call& call) {
  require_new(realm, call, "Map");
  auto* map = realm.make<MapObject>(
      prototype_from_constructor(realm, call.new_target, Intrinsic::kMapPrototype));
  if (call.arg(0).is_nullish()) return Value(map);
  Value adder = adder_method(realm, map, realm.names().set, "set");
  iterate(realm, call.arg(0), [&](Value entry) {
    Value pair[2];
    split_entry(realm, entry, &pair[0], &pair[1]);
    realm.call(adder, Value(map), pair);
  });
  return Value(map);
}

Value set_constructor(Realm& realm, const Call& call) {
  require_new(realm, call, "Set");
  auto* set = realm.make<SetObject>(
      prototype_from_constructor(realm, call.new_target, Intrinsic::kSetPrototype));
  if (call.arg(0).is_nullish()) return Value(set);
  Value adder = adder_method(realm, set, realm.names().add, "add");
  iterate(realm, call.arg(0),
          [&](Value element) { realm.call(adder, Value(set), Args(&element, 1)); });
  return Value(set);
}

Value species_getter(Realm&, const Call& call) {
  return call.this_value;
}

Value map_get(Realm& realm, const Call& call) {
  Collection& entries = this_entries<kMap>(realm, call, "Map.prototype.get");
  CollectionEntry* entry = entries.find(realm, call.arg(0));
  return entry == nullptr ? Value() : entry->value;
}

Value map_set(Realm& realm, const Call& call) {
  Collection& entries = this_entries<kMap>(realm, call, "Map.prototype.set");
  entries.insert(realm, call.arg(0))->value = call.arg(1);
  return call.this_value;
}

Value set_add(Realm& realm, const Call& call) {
  this_entries<kSet>(realm, call, "Set.prototype.add").insert(realm, call.arg(0));
  return call.this_value;
}

template <bool is_map>
Value has(Realm& realm, const Call& call) {
  constexpr const char* kName = is_map ? "Map.prototype.has" : "Set.prototype.has";
  return Value(this_entries<is_map>(realm, call, kName).find(realm, call.arg(0)) != nullptr);
}

template <bool is_map>
Value remove(Realm& realm, const Call& call) {
  constexpr const char* kName = is_map ? "Map.prototype.delete" : "Set.prototype.delete";
  return Value(this_entries<is_map>(realm, call, kName).remove(realm, call.arg(0)));
}

template <bool is_map>
Value clear(Realm& realm, const Call& call) {
  this_entries<is_map>(realm, call, is_map ? "Map.prototype.clear" : "Set.prototype.clear").clear();
  return Value();
}

template <bool is_map>
Value size(Realm& realm, const Call& call) {
  constexpr const char* kName = is_map ? "get Map.prototype.size" : "get Set.prototype.size";
  return Value(this_entries<is_map>(realm, call, kName).size());
}

template <bool is_map>
Value for_each(Realm& realm, const Call& call) {
  constexpr const char* kName = is_map ? "Map.prototype.forEach" : "Set.prototype.forEach";
  Collection& entries = this_entries<is_map>(realm, call, kName);
  require_callable(realm, call.arg(0));
  for (CollectionEntry* entry = entries.after(nullptr); entry != nullptr;
       entry = entries.after(entry)) {
    const Value args[] = {is_map ? entry->value : entry->key, entry->key, call.this_value};
    realm.call(call.arg(0), call.arg(1), args);
  }
  return Value();
}

template <bool is_map, IterationKind kind>
Value iterator(Realm& realm, const Call& call) {
  constexpr const char* kNames[2][3] = {
      {"Set.prototype.keys", "Set.prototype.values", "Set.prototype.entries"},
      {"Map.prototype.keys", "Map.prototype.values", "Map.prototype.entries"}};
  this_entries<is_map>(realm, call, kNames[is_map][static_cast<int>(kind)]);
  Intrinsic prototype =
      is_map ? Intrinsic::kMapIteratorPrototype : Intrinsic::kSetIteratorPrototype;
  return Value(realm.make<CollectionIterator>(realm.intrinsic(prototype),
                                              call.this_value.as_object(), is_map, kind));
}

template <bool is_map>
Value iterator_next(Realm& realm, const Call& call) {
  CollectionIterator* iterator =
      call.this_value.is_object() ? as_collection_iterator(call.this_value.as_object()) : nullptr;
  if (iterator == nullptr || iterator->is_map() != is_map) {
    throw_incompatible_receiver(
        realm, is_map ? "Map Iterator.prototype.next" : "Set Iterator.prototype.next",
        call.this_value);
  }
  CollectionEntry* entry = iterator->step();
  if (entry == nullptr) return Value(realm.iterator_result(Value(), true));
  Value value = is_map ? entry->value : entry->key;
  if (iterator->kind() == IterationKind::kKeys) value = entry->key;
  if (iterator->kind() == IterationKind::kEntries) {
    const Value pair[] = {entry->key, value};
    value = Value(realm.new_array(pair));
  }
  return Value(realm.iterator_result(value, false));
}

template <bool is_map>
Object* build_iterator_prototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_method("next", iterator_next<is_map>, 0),
      is_map ? lazy_tag<"Map Iterator">() : lazy_tag<"Set Iterator">(),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable, realm.intrinsic(Intrinsic::kIteratorPrototype));
}

}  // namespace

Object* build_Map(Realm& realm) {
  static constexpr LazyProperty kRows[] = {lazy_prototype(Intrinsic::kMapPrototype),
                                           lazy_getter("@@species", species_getter)};
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(map_constructor, "Map", 0, kTable);
}

Object* build_MapPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kMap),
      lazy_method("get", map_get, 1),
      lazy_method("set", map_set, 2),
      lazy_method("has", has<kMap>, 1),
      lazy_method("delete", remove<kMap>, 1),
      lazy_method("clear", clear<kMap>, 0),
      lazy_intrinsic("entries", Intrinsic::kMapEntries),
      lazy_method("forEach", for_each<kMap>, 1),
      lazy_method("keys", iterator<kMap, IterationKind::kKeys>, 0),
      lazy_getter("size", size<kMap>),
      lazy_method("values", iterator<kMap, IterationKind::kValues>, 0),
      lazy_tag<"Map">(),
      lazy_intrinsic("@@iterator", Intrinsic::kMapEntries),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

Object* build_Set(Realm& realm) {
  static constexpr LazyProperty kRows[] = {lazy_prototype(Intrinsic::kSetPrototype),
                                           lazy_getter("@@species", species_getter)};
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(set_constructor, "Set", 0, kTable);
}

Object* build_SetPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kSet),
      lazy_method("has", has<kSet>, 1),
      lazy_method("add", set_add, 1),
      lazy_method("delete", remove<kSet>, 1),
      lazy_method("clear", clear<kSet>, 0),
      lazy_method("entries", iterator<kSet, IterationKind::kEntries>, 0),
      lazy_method("forEach", for_each<kSet>, 1),
      lazy_getter("size", size<kSet>),
      lazy_intrinsic("values", Intrinsic::kSetValues),
      lazy_intrinsic("keys", Intrinsic::kSetValues),
      lazy_tag<"Set">(),
      lazy_intrinsic("@@iterator", Intrinsic::kSetValues),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

Object* build_MapEntries(Realm& realm) {
  return realm.new_native(iterator<kMap, IterationKind::kEntries>, "entries", 0);
}
Object* build_SetValues(Realm& realm) {
  return realm.new_native(iterator<kSet, IterationKind::kValues>, "values", 0);
}
Object* build_MapIteratorPrototype(Realm& realm) {
  return build_iterator_prototype<kMap>(realm);
}
Object* build_SetIteratorPrototype(Realm& realm) {
  return build_iterator_prototype<kSet>(realm);
}

}  // namespace actx
