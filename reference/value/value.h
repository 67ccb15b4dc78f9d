// A JavaScript value: sixteen bytes, a tag and a payload, copied freely.
//
// Invariant: every byte is written. Bytes left as they were could look like an address of something
// that is no longer used; see heap.h.
//
// Words
// - cell: anything in the arena that can refer to other cells (objects, frames, scopes, jobs).
// - empty: not a JavaScript value; marks array holes and bindings in their temporal dead zone.
#ifndef ACTX_VALUE_VALUE_H_
#define ACTX_VALUE_VALUE_H_

#include <cstdint>
#include <span>

namespace actx {

class BigInt;
class Object;
class Realm;
class String;
class Symbol;
class Tracer;

/// The base of what reachability follows. Never destroyed; see Arena.
class Cell {
 public:
  /// Reports every cell this one keeps alive. Weak references are not reported.
  virtual void trace(Tracer& tracer) const = 0;

  /// The mark of the collection that saw this cell last; see Tracer.
  mutable uint32_t mark = 0;

 protected:
  ~Cell() = default;
};

enum class Tag : uint64_t {
  kEmpty,
  kUndefined,
  kNull,
  kBoolean,
  kNumber,
  kString,
  kSymbol,
  kBigInt,
  kObject,
};

class Value {
 public:
  constexpr Value() : tag_(Tag::kUndefined), number_(0) {}
  constexpr Value(double number) : tag_(Tag::kNumber), number_(number) {}            // NOLINT
  constexpr Value(int number) : tag_(Tag::kNumber), number_(number) {}               // NOLINT
  constexpr Value(uint32_t number) : tag_(Tag::kNumber), number_(number) {}          // NOLINT
  constexpr Value(bool boolean) : tag_(Tag::kBoolean), boolean_(boolean ? 1 : 0) {}  // NOLINT
  constexpr Value(String* string) : tag_(Tag::kString), string_(string) {}           // NOLINT
  constexpr Value(Symbol* symbol) : tag_(Tag::kSymbol), symbol_(symbol) {}           // NOLINT
  constexpr Value(BigInt* big) : tag_(Tag::kBigInt), bigint_(big) {}                 // NOLINT
  /// An object; a null pointer gives the value null.
  constexpr Value(Object* object)  // NOLINT
      : tag_(object == nullptr ? Tag::kNull : Tag::kObject), object_(object) {}
  // Any other pointer would silently become a boolean.
  Value(const void*) = delete;

  static constexpr Value undefined() { return Value(); }
  static constexpr Value null() { return Value(static_cast<Object*>(nullptr)); }
  static constexpr Value empty() {
    Value value;
    value.tag_ = Tag::kEmpty;
    return value;
  }

  constexpr Tag tag() const { return tag_; }
  constexpr bool is_empty() const { return tag_ == Tag::kEmpty; }
  constexpr bool is_undefined() const { return tag_ == Tag::kUndefined; }
  constexpr bool is_null() const { return tag_ == Tag::kNull; }
  constexpr bool is_nullish() const { return is_undefined() || is_null(); }
  constexpr bool is_boolean() const { return tag_ == Tag::kBoolean; }
  constexpr bool is_number() const { return tag_ == Tag::kNumber; }
  constexpr bool is_string() const { return tag_ == Tag::kString; }
  constexpr bool is_symbol() const { return tag_ == Tag::kSymbol; }
  constexpr bool is_bigint() const { return tag_ == Tag::kBigInt; }
  constexpr bool is_object() const { return tag_ == Tag::kObject; }

  // Each of these may only be asked of a value with the matching tag.
  constexpr bool as_boolean() const { return boolean_ != 0; }
  constexpr double as_number() const { return number_; }
  constexpr String* as_string() const { return string_; }
  constexpr Symbol* as_symbol() const { return symbol_; }
  constexpr BigInt* as_bigint() const { return bigint_; }
  constexpr Object* as_object() const { return object_; }

 private:
  Tag tag_;
  union {
    uint64_t boolean_;
    double number_;
    String* string_;
    Symbol* symbol_;
    BigInt* bigint_;
    Object* object_;
  };
};

using Args = std::span<const Value>;

/// A JavaScript exception on its way through C++ code. Thrown and caught by value.
struct Throw {
  Value value;
};

}  // namespace actx

#endif  // ACTX_VALUE_VALUE_H_
