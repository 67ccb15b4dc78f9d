// Error, its native kin and AggregateError (ECMAScript 20.5), and V8's captureStackTrace.
#include "value/error.h"

#include "value/builtins/builtins.h"
#include "value/builtins/rows.h"

namespace actx {

namespace {

// The steps all error constructors share (20.5.1.1, 20.5.6.1.1). `message_index`: which argument.
ErrorObject* construct_error(Realm& realm, const Call& call, Intrinsic prototype,
                             size_t message_index) {
  const Names& names = realm.names();
  Object* new_target = call.new_target == nullptr ? call.callee : call.new_target;
  ErrorObject* error =
      realm.make<ErrorObject>(prototype_from_constructor(realm, new_target, prototype));
  error->capture(realm, as<Function>(new_target));
  if (!call.arg(message_index).is_undefined()) {
    String* message = to_string(realm, call.arg(message_index));
    error->define_raw(realm, names.message, Value(message), kHidden);
  }
  Value options = call.arg(message_index + 1);
  if (options.is_object() && options.as_object()->has_property(realm, names.cause)) {
    error->define_raw(realm, names.cause, options.as_object()->get(realm, names.cause), kHidden);
  }
  return error;
}

template <Intrinsic prototype>
Value error_constructor(Realm& realm, const Call& call) {
  return Value(construct_error(realm, call, prototype, 0));
}

Value aggregate_error_constructor(Realm& realm, const Call& call) {
  ErrorObject* error = construct_error(realm, call, Intrinsic::kAggregateErrorPrototype, 1);
  Array* errors = realm.new_array();
  iterate(realm, call.arg(0), [&](Value value) { errors->push(realm, value); });
  error->define_raw(realm, realm.names().errors, Value(errors), kHidden);
  return Value(error);
}

Value error_to_string(Realm& realm, const Call& call) {
  if (!call.this_value.is_object()) {
    throw_type_error(realm, "Method Error.prototype.toString called on incompatible receiver " +
                                describe_for_message(realm, call.this_value));
  }
  Object* error = call.this_value.as_object();
  Value name = error->get(realm, realm.names().name);
  String* head = name.is_undefined() ? realm.literal("Error") : to_string(realm, name);
  Value message = error->get(realm, realm.names().message);
  String* text = message.is_undefined() ? realm.names().empty.as_atom() : to_string(realm, message);
  if (head->length() == 0) return Value(text);
  if (text->length() == 0) return Value(head);
  return Value(realm.concat(realm.concat(head, realm.literal(": ")), text));
}

Value capture_stack_trace(Realm& realm, const Call& call) {
  if (!call.arg(0).is_object()) {
    throw_type_error(realm, "invalid_argument");
  }
  Function* skip = as<Function>(call.arg(1));
  capture_stack(realm, call.arg(0).as_object(), skip == nullptr ? call.callee : skip);
  return Value();
}

constexpr LazyProperty kErrorRows[] = {
    lazy_prototype(Intrinsic::kErrorPrototype),
    lazy_method("captureStackTrace", capture_stack_trace, 2),
    lazy_number("stackTraceLimit", 10, kAll),
};
constexpr LazyTable kError(kErrorRows);

constexpr LazyProperty kErrorPrototypeRows[] = {
    lazy_intrinsic("constructor", Intrinsic::kError),
    lazy_text<"Error">("name"),
    lazy_text<"">("message"),
    lazy_method("toString", error_to_string, 0),
};
constexpr LazyTable kErrorPrototype(kErrorPrototypeRows);

template <Intrinsic prototype>
struct ConstructorTable {
  static constexpr LazyProperty kRows[] = {lazy_prototype(prototype)};
  static constexpr LazyTable kTable{kRows};
};

template <FixedText name, Intrinsic constructor>
struct PrototypeTable {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", constructor),
      lazy_text<name>("name"),
      lazy_text<"">("message"),
  };
  static constexpr LazyTable kTable{kRows};
};

}  // namespace

Object* build_Error(Realm& realm) {
  return realm.new_constructor(error_constructor<Intrinsic::kErrorPrototype>, "Error", 1, kError);
}

Object* build_ErrorPrototype(Realm& realm) {
  return realm.new_builtin(kErrorPrototype);
}

#define NATIVE_ERROR(Name)                                                      \
  Object* build_##Name(Realm& realm) {                                          \
    constexpr Intrinsic kPrototype = Intrinsic::k##Name##Prototype;             \
    return realm.new_constructor(error_constructor<kPrototype>, #Name, 1,       \
                                 ConstructorTable<kPrototype>::kTable,          \
                                 realm.intrinsic(Intrinsic::kError));           \
  }                                                                             \
  Object* build_##Name##Prototype(Realm& realm) {                               \
    return realm.new_builtin(PrototypeTable<#Name, Intrinsic::k##Name>::kTable, \
                             realm.intrinsic(Intrinsic::kErrorPrototype));      \
  }
NATIVE_ERROR(TypeError)
NATIVE_ERROR(RangeError)
NATIVE_ERROR(ReferenceError)
NATIVE_ERROR(SyntaxError)
NATIVE_ERROR(EvalError)
NATIVE_ERROR(URIError)
#undef NATIVE_ERROR

Object* build_AggregateError(Realm& realm) {
  return realm.new_constructor(aggregate_error_constructor, "AggregateError", 2,
                               ConstructorTable<Intrinsic::kAggregateErrorPrototype>::kTable,
                               realm.intrinsic(Intrinsic::kError));
}

Object* build_AggregateErrorPrototype(Realm& realm) {
  return realm.new_builtin(PrototypeTable<"AggregateError", Intrinsic::kAggregateError>::kTable,
                           realm.intrinsic(Intrinsic::kErrorPrototype));
}

}  // namespace actx
