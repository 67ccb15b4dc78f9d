// Symbol and Symbol.prototype (ECMAScript 20.4).
#include "value/builtins/builtins.h"
#include "value/builtins/rows.h"
#include "value/wrappers.h"

namespace actx {

namespace {

Value symbol_constructor(Realm& realm, const Call& call) {
  if (call.is_construct()) throw_type_error(realm, "Symbol is not a constructor");
  String* description = call.arg(0).is_undefined() ? nullptr : to_string(realm, call.arg(0));
  return Value(realm.make<Symbol>(description));
}

Value symbol_for(Realm& realm, const Call& call) {
  String* key = to_string(realm, call.arg(0));
  for (Symbol* symbol : realm.symbol_registry()) {
    if (string_equals(realm, symbol->description(), key)) return Value(symbol);
  }
  Symbol* symbol = realm.make<Symbol>(key);
  symbol->set_registered();
  realm.symbol_registry().push_back(realm.arena(), symbol);
  return Value(symbol);
}

Value key_for(Realm& realm, const Call& call) {
  if (!call.arg(0).is_symbol()) {
    throw_type_error(realm, describe_for_message(realm, call.arg(0)) + " is not a symbol");
  }
  Symbol* symbol = call.arg(0).as_symbol();
  return symbol->is_registered() ? Value(symbol->description()) : Value();
}

Symbol* this_symbol(Realm& realm, const Call& call, const char* method) {
  Value symbol = this_primitive(call.this_value, ObjectClass::kSymbol);
  if (symbol.is_symbol()) return symbol.as_symbol();
  throw_type_error(realm, std::string(method) + " requires that 'this' be a Symbol");
}

Value to_string(Realm& realm, const Call& call) {
  Symbol* symbol = this_symbol(realm, call, "Symbol.prototype.toString");
  std::u16string text = u"Symbol(";
  if (symbol->description() != nullptr) text += realm.units(symbol->description());
  return Value(realm.string(std::u16string_view(text += u")")));
}

Value value_of(Realm& realm, const Call& call) {
  return Value(this_symbol(realm, call, "Symbol.prototype.valueOf"));
}

Value to_primitive(Realm& realm, const Call& call) {
  return Value(this_symbol(realm, call, "Symbol.prototype [ @@toPrimitive ]"));
}

Value description(Realm& realm, const Call& call) {
  String* text = this_symbol(realm, call, "Symbol.prototype.description")->description();
  return text == nullptr ? Value() : Value(text);
}

template <PropertyKey Names::*key>
constexpr LazyProperty well_known(const char* name) {
  return lazy_factory(
      name, [](Realm& realm) { return Value((realm.names().*key).as_symbol()); }, 0);
}

constexpr LazyProperty kRows[] = {
    lazy_prototype(Intrinsic::kSymbolPrototype),
    lazy_method("for", symbol_for, 1),
    lazy_method("keyFor", key_for, 1),
    well_known<&Names::sym_async_iterator>("asyncIterator"),
    well_known<&Names::sym_has_instance>("hasInstance"),
    well_known<&Names::sym_is_concat_spreadable>("isConcatSpreadable"),
    well_known<&Names::sym_iterator>("iterator"),
    well_known<&Names::sym_match>("match"),
    well_known<&Names::sym_match_all>("matchAll"),
    well_known<&Names::sym_replace>("replace"),
    well_known<&Names::sym_search>("search"),
    well_known<&Names::sym_species>("species"),
    well_known<&Names::sym_split>("split"),
    well_known<&Names::sym_to_primitive>("toPrimitive"),
    well_known<&Names::sym_to_string_tag>("toStringTag"),
    well_known<&Names::sym_unscopables>("unscopables"),
};
constexpr LazyTable kTable(kRows);

constexpr LazyProperty kPrototypeRows[] = {
    lazy_intrinsic("constructor", Intrinsic::kSymbol),
    lazy_method("toString", to_string, 0),
    lazy_method("valueOf", value_of, 0),
    lazy_getter("description", description),
    lazy_tag<"Symbol">(),
    lazy_method("@@toPrimitive", to_primitive, 1, kConfigurable),
};
constexpr LazyTable kPrototype(kPrototypeRows);

}  // namespace

Object* build_Symbol(Realm& realm) {
  return realm.new_constructor(symbol_constructor, "Symbol", 0, kTable);
}

Object* build_SymbolPrototype(Realm& realm) {
  return realm.new_builtin(kPrototype);
}

}  // namespace actx
