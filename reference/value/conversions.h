// Type conversion and testing (ECMAScript 7.1, 7.2) and operations on objects (7.3, 7.4).
// Each function is the abstract operation of the same name; all may throw and may call the program.
#ifndef ACTX_VALUE_CONVERSIONS_H_
#define ACTX_VALUE_CONVERSIONS_H_

#include "value/realm.h"

namespace actx {

enum class Hint : uint8_t { kDefault, kNumber, kString };

Value to_primitive(Realm& realm, Value value, Hint hint = Hint::kDefault);
bool to_boolean(Value value);
double to_number(Realm& realm, Value value);
/// ToNumeric: a number or a BigInt value.
Value to_numeric(Realm& realm, Value value);
double to_integer_or_infinity(Realm& realm, Value value);
int32_t to_int32(Realm& realm, Value value);
uint32_t to_uint32(Realm& realm, Value value);
int32_t double_to_int32(double number);
double to_length(Realm& realm, Value value);
/// ToIndex; RangeError outside 0 .. 2^53-1.
double to_index(Realm& realm, Value value);
String* to_string(Realm& realm, Value value);
Object* to_object(Realm& realm, Value value);
BigInt* to_bigint(Realm& realm, Value value);
/// Number::toString(number, 10).
String* number_to_string(Realm& realm, double number);
/// StringToNumber.
double string_to_number(std::u16string_view text);

bool is_array(Realm& realm, Value value);
bool is_constructor(Value value);
bool is_strictly_equal(Realm& realm, Value a, Value b);
bool is_loosely_equal(Realm& realm, Value a, Value b);
bool same_value(Realm& realm, Value a, Value b);
bool same_value_zero(Realm& realm, Value a, Value b);
/// Compares content.
bool string_equals(Realm& realm, String* a, String* b);
/// IsLessThan(a, b, left_first): 1 true, 0 false, -1 undefined (NaN).
int is_less_than(Realm& realm, Value a, Value b, bool left_first);
String* type_of(Realm& realm, Value value);
bool instance_of(Realm& realm, Value value, Value target);
bool ordinary_has_instance(Realm& realm, Value constructor, Value value);

/// GetV: property of any value, boxing primitives without allocating where possible.
Value get_value(Realm& realm, Value base, PropertyKey key);
/// Set on any value; throws when refused and `strict`.
void set_value(Realm& realm, Value base, PropertyKey key, Value value, bool strict);
Value get_method(Realm& realm, Value base, PropertyKey key);
Value invoke(Realm& realm, Value base, PropertyKey key, Args args);
Value species_constructor(Realm& realm, Object* object, Intrinsic default_constructor);
/// OrdinaryCreateFromConstructor's prototype: new_target.prototype, or the default.
Object* prototype_from_constructor(Realm& realm, Object* new_target, Intrinsic default_prototype);
double length_of_array_like(Realm& realm, Object* object);
/// CreateListFromArrayLike, into the arena.
ArenaVector<Value> list_from_array_like(Realm& realm, Value value);
Array* array_from_list(Realm& realm, Args values);

/// Binary + with its string and BigInt cases; and the other numeric operators by token.
Value add_values(Realm& realm, Value a, Value b);
enum class NumericOp : uint8_t {
  kSubtract,
  kMultiply,
  kDivide,
  kRemainder,
  kExponentiate,
  kBitAnd,
  kBitOr,
  kBitXor,
  kShiftLeft,
  kShiftRight,
  kShiftRightUnsigned,
};
Value numeric_op(Realm& realm, NumericOp op, Value a, Value b);
/// Number::remainder and Number::exponentiate.
double number_remainder(double a, double b);
double number_power(double base, double exponent);
Value negate(Realm& realm, Value a);
Value bit_not(Realm& realm, Value a);
/// a + 1 or a - 1, for ++ and --; `a` is numeric already.
Value increment(Realm& realm, Value numeric, int by);

/// Iterator Record (7.4.1).
struct IteratorRecord {
  Value iterator;
  Value next_method;
  bool done = false;
};
IteratorRecord get_iterator(Realm& realm, Value iterable);
/// The TypeError for a value without @@iterator, as V8's built-ins word it.
[[noreturn]] void throw_not_iterable(Realm& realm, Value value);
/// GetIterator with the @@iterator method looked up before.
IteratorRecord get_iterator_from_method(Realm& realm, Value iterable, Value method);
/// GetIterator(value, async), falling back to a wrapped sync iterator.
IteratorRecord get_async_iterator(Realm& realm, Value iterable);
/// IteratorStep + IteratorValue: false at the end (record.done is set).
bool iterator_step(Realm& realm, IteratorRecord* record, Value* value);
/// IteratorClose for a normal completion: errors of `return` are thrown.
void iterator_close(Realm& realm, const IteratorRecord& record);
/// IteratorClose for a throw completion: errors of `return` are dropped.
void iterator_close_quietly(Realm& realm, const IteratorRecord& record);
/// Calls fn(value) for each remaining element; closes the iterator when fn throws.
template <class F>
void iterate(Realm& realm, IteratorRecord record, F&& fn) {
  Value value;
  while (iterator_step(realm, &record, &value)) {
    try {
      fn(value);
    } catch (const Throw&) {
      iterator_close_quietly(realm, record);
      throw;
    }
  }
}
template <class F>
void iterate(Realm& realm, Value iterable, F&& fn) {
  iterate(realm, get_iterator(realm, iterable), fn);
}

/// How error messages show a value: "undefined", "#<Foo>", "abc", as V8 does.
std::string describe_for_message(Realm& realm, Value value);
std::string describe_for_message(Realm& realm, PropertyKey key);

}  // namespace actx

#endif  // ACTX_VALUE_CONVERSIONS_H_
