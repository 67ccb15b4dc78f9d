// Functions: what can be called. Closures of the language derive from Function in script/.
//
// Invariants
// - `call` and `construct` either return a value or throw actx::Throw (a JavaScript exception) or
// one
//   of the limit types (HeapLimitReached, StepLimitReached, Terminated), which only the host
//   catches.
// - A native function keeps its captured state in slots, never in C++ objects that need destroying.
#ifndef ACTX_VALUE_FUNCTION_H_
#define ACTX_VALUE_FUNCTION_H_

#include "value/object.h"

namespace actx {

class Function : public Object {
 public:
  explicit Function(Object* prototype) : Object(prototype, ObjectClass::kFunction) {
    make_lazily();
  }
  static constexpr ObjectClass kClass = ObjectClass::kFunction;

  /// [[Call]]. Counts towards the call depth limit (RangeError).
  Value call(Realm& realm, Value this_value, Args args) override = 0;
  /// [[Construct]]. Throws TypeError when the function is no constructor.
  Value construct(Realm& realm, Args args, Object* new_target) override = 0;
  /// True for class constructors: a plain call throws.
  virtual bool is_class() const { return false; }
  bool is_bound() const { return is_bound_; }  // made by bind: a BoundFunction
  /// The text Function.prototype.toString gives. Natives: "function name() { [native code] }".
  virtual String* source_text(Realm& realm) = 0;
  /// True for functions of the language (script/closure.h): the virtual machine runs them in place.
  bool is_closure() const { return is_closure_; }

 protected:
  bool is_closure_ = false;
  bool is_bound_ = false;
};

class NativeFunction;

/// What a native function sees of its call.
struct Call {
  Value this_value;
  Args args;
  Object* new_target;  // null for a plain call
  NativeFunction* callee;

  /// Argument i, or undefined.
  Value arg(size_t i) const { return i < args.size() ? args[i] : Value(); }
  bool is_construct() const { return new_target != nullptr; }
  /// Arguments from i on.
  Args rest(size_t i) const { return i < args.size() ? args.subspan(i) : Args(); }
};

using NativeFn = Value (*)(Realm& realm, const Call& call);

/// A function written in C++. `length` and `name` are built-in lazy properties.
class NativeFunction final : public Function {
 public:
  NativeFunction(Object* prototype, NativeFn fn, String* name, uint8_t length, bool constructor)
      : Function(prototype), fn_(fn), name_(name), length_(length), constructor_(constructor) {
    constexpr uint64_t kFirst = 32;
    make_lazily(kFirst + (name == nullptr ? 1 : 0));
  }

  Value call(Realm& realm, Value this_value, Args args) override;
  Value construct(Realm& realm, Args args, Object* new_target) override;
  bool is_constructor() const override { return constructor_; }
  bool is_class() const override { return is_class_; }
  /// Shows the function as a class. Refusing a call without `new` is up to the function.
  void set_class() { is_class_ = true; }
  String* source_text(Realm& realm) override;

  /// Captured state.
  Value slot(uint32_t i) const { return slots_[i]; }
  void set_slot(uint32_t i, Value value) { slots_[i] = value; }
  /// A captured cell that is no value (a capability record, a resource).
  Cell* cell() const { return cell_; }
  void set_cell(Cell* cell) { cell_ = cell; }
  static constexpr uint32_t kSlots = 4;
  String* name() const { return name_; }
  NativeFn fn() const { return fn_; }

  void trace(Tracer& tracer) const override;

 protected:
  bool materialise(Realm& realm, PropertyKey key) override;
  void list_builtins(Realm& realm, KeyList* out) override;

 private:
  NativeFn fn_;
  String* name_;  // null: no own name
  uint8_t length_;
  bool constructor_;
  bool is_class_ = false;
  Value slots_[kSlots];
  Cell* cell_ = nullptr;
};

/// What Function.prototype.bind makes (ECMAScript 10.4.1). Name and length are given by bind.
class BoundFunction final : public Function {
 public:
  BoundFunction(Object* prototype, Object* target, Value this_value, ArenaVector<Value> args)
      : Function(prototype), target_(target), this_value_(this_value), args_(args) {
    has_lazy_ = false;
    table_.set_layout(0);
    is_bound_ = true;
  }
  Value call(Realm& realm, Value this_value, Args args) override;
  Value construct(Realm& realm, Args args, Object* new_target) override;
  bool is_constructor() const override { return target_->is_constructor(); }
  String* source_text(Realm& realm) override;
  Object* target() const { return target_; }
  void trace(Tracer& tracer) const override;

 private:
  ArenaVector<Value> join(Realm& realm, Args args) const;
  Object* target_;
  Value this_value_;
  ArenaVector<Value> args_;
};

/// The value as a bound function, else null.
inline BoundFunction* as_bound_function(Value value) {
  Function* function = as<Function>(value);
  return function != nullptr && function->is_bound() ? static_cast<BoundFunction*>(function)
                                                     : nullptr;
}

/// One row of a lazy table: a property that a built-in object has from the start.
struct LazyProperty {
  enum Kind : uint8_t {
    kMethod,     // fn, length
    kGetter,     // fn is the getter; setter may be given
    kIntrinsic,  // value is realm.intrinsic(intrinsic)
    kNumber,     // a constant number
    kFactory,    // value is factory(realm), made on first use
  };
  /// ASCII; "@@iterator" style names mean well-known symbols ("@@toStringTag").
  const char* name;
  Kind kind;
  NativeFn fn = nullptr;
  uint8_t length = 0;
  uint8_t flags = kHidden;
  NativeFn setter = nullptr;
  uint16_t intrinsic = 0;  // an Intrinsic, see realm.h
  double number = 0;
  Value (*factory)(Realm&) = nullptr;
};

/// A static table of lazy properties. Define as a function-local or namespace-scope constant.
class LazyTable {
 public:
  template <size_t N>
  constexpr explicit LazyTable(const LazyProperty (&rows)[N])
      : rows_(rows), count_(static_cast<uint32_t>(N)) {}
  /// Rows that were put together elsewhere and live as long as the table.
  LazyTable(const LazyProperty* rows, uint32_t count) : rows_(rows), count_(count) {}
  uint32_t count() const { return count_; }
  const LazyProperty& row(uint32_t i) const { return rows_[i]; }

 private:
  const LazyProperty* rows_;
  uint32_t count_;
};

/// A LazyTable with its keys, interned once per thread.
class InternedTable {
 public:
  explicit InternedTable(const LazyTable& table);
  ~InternedTable();
  InternedTable(const InternedTable&) = delete;
  InternedTable& operator=(const InternedTable&) = delete;
  /// The calling thread's copy.
  static const InternedTable& for_thread(const LazyTable& table);

  uint32_t count() const { return table_.count(); }
  PropertyKey key(uint32_t i) const { return keys_[i]; }
  const LazyProperty& row(uint32_t i) const { return table_.row(i); }
  /// The row number with this key, or -1.
  int find(PropertyKey key) const;
  /// The value of a row that is no getter.
  Value make_value(Realm& realm, uint32_t i) const;

 private:
  const LazyTable& table_;
  PropertyKey* keys_;
  int16_t* hash_;
  uint32_t mask_;
};

// Rows in short form.
constexpr LazyProperty lazy_method(const char* name, NativeFn fn, uint8_t length,
                                   uint8_t flags = kHidden) {
  return {.name = name, .kind = LazyProperty::kMethod, .fn = fn, .length = length, .flags = flags};
}
constexpr LazyProperty lazy_getter(const char* name, NativeFn getter, NativeFn setter = nullptr,
                                   uint8_t flags = kConfigurable) {
  return {
      .name = name, .kind = LazyProperty::kGetter, .fn = getter, .flags = flags, .setter = setter};
}
constexpr LazyProperty lazy_number(const char* name, double number, uint8_t flags = 0) {
  return {.name = name, .kind = LazyProperty::kNumber, .flags = flags, .number = number};
}
constexpr LazyProperty lazy_factory(const char* name, Value (*factory)(Realm&),
                                    uint8_t flags = kHidden) {
  return {.name = name, .kind = LazyProperty::kFactory, .flags = flags, .factory = factory};
}

}  // namespace actx

#endif  // ACTX_VALUE_FUNCTION_H_
