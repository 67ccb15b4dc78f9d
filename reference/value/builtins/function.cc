// Function and Function.prototype (ECMAScript 20.2).
#include <cmath>

#include "value/builtins/builtins.h"
#include "value/builtins/rows.h"
#include "value/stack.h"

namespace actx {

bool is_frameless(NativeFn fn) {
  return fn == function_call || fn == function_apply || fn == reflect_apply ||
         fn == reflect_construct || fn == array_constructor || fn == proxy_constructor;
}

Value function_call(Realm& realm, const Call& call) {
  if (!is_callable(call.this_value)) {
    throw_type_error(realm, "Function.prototype.call was called on " +
                                describe_for_message(realm, call.this_value) + ", which is a " +
                                realm.utf8(type_of(realm, call.this_value)) +
                                " and not a function");
  }
  return realm.call(call.this_value, call.arg(0), call.rest(1));
}

Value function_apply(Realm& realm, const Call& call) {
  if (!is_callable(call.this_value)) {
    throw_type_error(realm, "Function.prototype.apply was called on " +
                                describe_for_message(realm, call.this_value) + ", which is a " +
                                realm.utf8(type_of(realm, call.this_value)) +
                                " and not a function");
  }
  if (call.arg(1).is_nullish()) return realm.call(call.this_value, call.arg(0), {});
  ArenaVector<Value> list = list_from_array_like(realm, call.arg(1));
  return realm.call(call.this_value, call.arg(0), Args(list.begin(), list.size()));
}

namespace {

Value from_source(Realm& realm, const Call&) {
  throw_error(realm, Intrinsic::kEvalErrorPrototype,
              "Function from a string is not in the litmus language");
}

Value nothing(Realm&, const Call&) {
  return Value();
}

Value bind(Realm& realm, const Call& call) {
  if (!is_callable(call.this_value)) throw_type_error(realm, "Bind must be called on a function");
  Object* target = call.this_value.as_object();
  const Names& names = realm.names();
  ArenaVector<Value> args;
  for (Value arg : call.rest(1)) args.push_back(realm.arena(), arg);
  BoundFunction* bound =
      realm.make<BoundFunction>(target->get_prototype_of(realm), target, call.arg(0), args);
  double length = 0;
  if (target->has_own_property(realm, names.length)) {
    Value own = target->get(realm, names.length);
    if (own.is_number()) {
      length = std::fmax(0, to_integer_or_infinity(realm, own) - args.size());
    }
  }
  bound->define_raw(realm, names.length, Value(length), kConfigurable);
  Value name = target->get(realm, names.name);
  String* own_name = name.is_string() ? name.as_string() : names.empty.as_atom();
  bound->define_raw(realm, names.name, Value(realm.concat(realm.literal("bound "), own_name)),
                    kConfigurable);
  return Value(bound);
}

Value to_string(Realm& realm, const Call& call) {
  if (Function* function = as<Function>(call.this_value)) {
    return Value(function->source_text(realm));
  }
  if (is_callable(call.this_value)) return Value(realm.literal("function () { [native code] }"));
  throw_type_error(realm, "Function.prototype.toString requires that 'this' be a Function");
}

Value has_instance(Realm& realm, const Call& call) {
  return Value(ordinary_has_instance(realm, call.this_value, call.arg(0)));
}

Value poisoned(Realm& realm, const Call&) {
  throw_type_error(realm,
                   "'caller', 'callee', and 'arguments' properties may not be accessed on strict "
                   "mode functions or the arguments objects for calls to them");
}

constexpr LazyProperty kConstructorRows[] = {lazy_prototype(Intrinsic::kFunctionPrototype)};
constexpr LazyTable kConstructor(kConstructorRows);

constexpr LazyProperty kPrototypeRows[] = {
    lazy_accessor("arguments", Intrinsic::kThrowTypeError),
    lazy_accessor("caller", Intrinsic::kThrowTypeError),
    lazy_intrinsic("constructor", Intrinsic::kFunction),
    lazy_method("apply", function_apply, 2),
    lazy_method("bind", bind, 1),
    lazy_method("call", function_call, 1),
    lazy_method("toString", to_string, 0),
    lazy_method("@@hasInstance", has_instance, 1, 0),
};
constexpr LazyTable kPrototype(kPrototypeRows);

}  // namespace

Object* build_Function(Realm& realm) {
  return realm.new_constructor(from_source, "Function", 1, kConstructor);
}

Object* build_FunctionPrototype(Realm& realm) {
  NativeFunction* function =
      realm.make<NativeFunction>(realm.intrinsic(Intrinsic::kObjectPrototype), nothing,
                                 realm.names().empty.as_atom(), 0, false);
  function->set_lazy_table(kPrototype);
  return function;
}

Object* build_ThrowTypeError(Realm& realm) {
  NativeFunction* function = realm.new_native(poisoned, realm.names().empty.as_atom(), 0);
  function->define_raw(realm, realm.names().length, Value(0), 0);
  function->define_raw(realm, realm.names().name, Value(realm.names().empty.as_atom()), 0);
  function->set_extensible_raw(false);
  return function;
}

}  // namespace actx
