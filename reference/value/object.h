// Objects: ECMAScript's internal methods over an ordered property table.
//
// Invariants
// - Every object supports the internal methods of ECMAScript 10.1; exotic kinds override them.
// - Own keys come as the standard orders them: indices ascending, then atoms, then symbols, each
//   in order of creation. #private keys are never listed.
// - An object may have built-in properties that exist from the start but are made when somebody
//   first looks (a LazyTable, or what a kind of function computes). They are listed before what the
//   program adds, and nothing a program can do tells the difference. Deleting any property makes
//   all of them first, so a built-in property missing from the table is one not made yet.
// - `exotic_` is set by every kind that overrides get_own_property, define_own_property,
// has_property,
//   get, set or delete_property; ordinary lookups then go through its virtual methods.
#ifndef ACTX_VALUE_OBJECT_H_
#define ACTX_VALUE_OBJECT_H_

#include <cstdint>

#include "value/arena.h"
#include "value/string.h"
#include "value/value.h"

namespace actx {

class Function;
class LazyTable;
class InternedTable;

/// What an object is. Decides casts (`as<T>`), Object.prototype.toString and printing.
enum class ObjectClass : uint8_t {
  kOrdinary,
  kArray,
  kArguments,
  kFunction,
  kError,
  kBoolean,
  kNumber,
  kString,
  kSymbol,
  kBigInt,
  kDate,
  kRegExp,
  kMap,
  kSet,
  kWeakMap,
  kWeakSet,
  kWeakRef,
  kFinalizationRegistry,
  kPromise,
  kProxy,
  kGenerator,
  kAsyncGenerator,
  kIterator,  // built-in iterators: array, map, set, string, regexp
  kArrayBuffer,
  kTypedArray,
  kDataView,
  kModuleNamespace,
  kGlobal,
  kHost,  // objects of the host: Timeout, AsyncResource, ...
};

// Attributes of a property.
enum PropertyFlags : uint8_t {
  kWritable = 1,
  kEnumerable = 2,
  kConfigurable = 4,
  kAccessor = 8,  // the value is an AccessorPair
  kBuiltin = 16,  // made on demand; listed first, see Object
  kAll = kWritable | kEnumerable | kConfigurable,
  kHidden = kWritable | kConfigurable,  // what built-in methods have
};

/// Getter and setter of an accessor property; undefined when missing.
struct AccessorPair {
  Value getter;
  Value setter;
};

struct Property {
  PropertyKey key;  // none: deleted
  uint8_t flags = 0;
  union {
    Value value;
    AccessorPair* accessor;  // when flags has kAccessor
  };
  Property() : value() {}
};

/// ECMAScript 6.2.6: a property descriptor whose fields may be absent.
struct PropertyDescriptor {
  Value value;
  Value getter;
  Value setter;
  bool has_value = false, has_getter = false, has_setter = false;
  bool has_writable = false, has_enumerable = false, has_configurable = false;
  bool writable = false, enumerable = false, configurable = false;

  bool is_accessor() const { return has_getter || has_setter; }
  bool is_data() const { return has_value || has_writable; }
  /// A complete data descriptor.
  static PropertyDescriptor data(Value value, uint8_t flags);
  /// A complete accessor descriptor. Flags: kEnumerable, kConfigurable.
  static PropertyDescriptor accessor(Value getter, Value setter, uint8_t flags);
};

/// Insertion-ordered property table: linear while small, hashed when larger.
///
/// Its layout is a number that follows from its keys and their slots: tables with the same layout
/// have the same keys in the same slots. A table that lost a key, or may get keys on demand, has
/// kNoLayout and says nothing about others.
class PropertyTable {
 public:
  PropertyTable() : changed_in_(epoch_) {}

  Property* find(PropertyKey key) {
    if (hash_ != nullptr) return find_hashed(key);
    for (uint32_t i = 0; i < count_; ++i) {
      if (slots_[i].key == key) return &slots_[i];
    }
    return nullptr;
  }
  /// The property if it is in this slot, else null: for who remembers where it was in a table that
  /// was made the same way.
  Property* find_at(uint32_t slot, PropertyKey key) {
    return slot < count_ && slots_[slot].key == key ? &slots_[slot] : nullptr;
  }
  uint32_t slot_of(const Property* property) const {
    return static_cast<uint32_t>(property - slots_);
  }
  /// Appends a property that is not there yet. Pointers to other properties end here.
  Property& add(Arena& arena, PropertyKey key, uint8_t flags) {
    // A built-in property was there before, for whoever looked.
    if ((flags & kBuiltin) == 0) note_change();
    if (count_ == capacity_ || count_ + 1 >= kHashFrom || removed_ != 0) {
      return add_slowly(arena, key, flags);
    }
    return append(key, flags);
  }
  void remove(Property* property);
  /// Becomes a copy of another table. This one has no properties yet, and gets none on demand.
  void copy_from(Arena& arena, const PropertyTable& from);
  /// Drops deleted slots and puts the properties with kBuiltin first, in the order of `keys`.
  void order_builtins(Arena& arena, const ArenaVector<PropertyKey>& keys);
  uint32_t slot_count() const { return count_; }  // deleted ones included
  Property& slot(uint32_t i) { return slots_[i]; }
  const Property& slot(uint32_t i) const { return slots_[i]; }

  static constexpr uint64_t kNoLayout = 1;
  uint64_t layout() const { return layout_; }
  /// Of an empty table: what gets its first keys on demand has `kind`, kNoLayout or a number that
  /// says which keys these are.
  void set_layout(uint64_t kind) { layout_ = kind; }

  /// From now on version() changes whenever this table gets, loses or moves a property.
  void watch() { watched_ = true; }
  bool is_watched() const { return watched_; }
  void note_change() {
    changed_in_ = epoch_;
    if (watched_) change_version();
  }
  /// Whether it was made or changed since the last begin_epoch().
  bool is_recent() const { return changed_in_ == epoch_; }

  /// Of all watched tables of this thread together. No number comes back, except by set_version.
  static uint64_t version() { return version_; }
  static void change_version() { version_ = ++last_version_; }
  static void set_version(uint64_t version) { version_ = version; }
  static void begin_epoch() { ++epoch_; }

 private:
  // Below this a scan is as fast as a hash, and most objects stay below it.
  static constexpr uint32_t kHashFrom = 25;
  Property& append(PropertyKey key, uint8_t flags) {
    Property* property = new (&slots_[count_++]) Property;
    property->key = key;
    property->flags = flags;
    if (layout_ != kNoLayout) layout_ = layout_with(key);
    return *property;
  }
  uint64_t layout_with(PropertyKey key) const {
    const uint64_t mixed = (layout_ ^ key.bits()) * 0x9E3779B97F4A7C15U;
    return (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93U;
  }
  Property& add_slowly(Arena& arena, PropertyKey key, uint8_t flags);
  Property* find_hashed(PropertyKey key);
  void compact();
  void grow(Arena& arena);
  void rehash(Arena& arena);
  Property* slots_ = nullptr;
  uint32_t* hash_ = nullptr;  // slot number + 1; 0 is free
  uint64_t layout_ = 0;
  uint32_t count_ = 0;
  uint32_t capacity_ = 0;
  uint32_t changed_in_;
  uint32_t removed_ : 26 = 0;
  uint32_t hash_bits_ : 5 = 0;  // the logarithm of the size of hash_
  uint32_t watched_ : 1 = 0;
  static inline thread_local constinit uint64_t version_ = 1;
  static inline thread_local constinit uint64_t last_version_ = 1;
  static inline thread_local constinit uint32_t epoch_ = 1;
};

using KeyList = ArenaVector<PropertyKey>;

class Object : public Cell {
 public:
  explicit Object(Object* prototype, ObjectClass object_class = ObjectClass::kOrdinary)
      : class_(object_class), prototype_(prototype) {}

  ObjectClass object_class() const { return class_; }
  bool is_callable() const { return class_ == ObjectClass::kFunction || callable_; }
  bool is_exotic() const { return exotic_; }
  /// Whether [[Get]] and [[Set]] of `key`, a name or symbol, ask nothing but the stored properties.
  bool stores_plainly(PropertyKey key, PropertyKey length) const {
    return !exotic_ || (class_ == ObjectClass::kArray && !key.is_index() && key != length);
  }

  /// [[Call]] and [[Construct]]. Objects that are not callable throw TypeError.
  virtual Value call(Realm& realm, Value this_value, Args args);
  virtual Value construct(Realm& realm, Args args, Object* new_target);
  virtual bool is_constructor() const { return false; }

  // Internal methods (ECMAScript 10.1.1 to 10.1.11). All may throw.
  virtual Object* get_prototype_of(Realm&) { return prototype_; }
  virtual bool set_prototype_of(Realm&, Object* prototype);
  virtual bool is_extensible(Realm&) { return extensible_; }
  virtual bool prevent_extensions(Realm&);
  /// Fills `out` completely and returns true, or returns false when there is no such own property.
  virtual bool get_own_property(Realm&, PropertyKey key, PropertyDescriptor* out);
  virtual bool define_own_property(Realm&, PropertyKey key, const PropertyDescriptor& desc);
  virtual bool has_property(Realm&, PropertyKey key);
  virtual Value get(Realm&, PropertyKey key, Value receiver);
  virtual bool set(Realm&, PropertyKey key, Value value, Value receiver);
  virtual bool delete_property(Realm&, PropertyKey key);
  virtual void own_keys(Realm&, KeyList* out);

  // Short forms.
  Value get(Realm& realm, PropertyKey key) { return get(realm, key, Value(this)); }
  /// Set(O, P, V, true): throws TypeError when refused.
  void put(Realm& realm, PropertyKey key, Value value);
  /// CreateDataProperty; false when refused.
  bool create_data_property(Realm& realm, PropertyKey key, Value value, uint8_t flags = kAll);
  /// CreateDataPropertyOrThrow, DefinePropertyOrThrow, DeletePropertyOrThrow with V8's messages.
  void create_data_property_or_throw(Realm& realm, PropertyKey key, Value value);
  void define_or_throw(Realm& realm, PropertyKey key, const PropertyDescriptor& desc);
  void delete_or_throw(Realm& realm, PropertyKey key);
  bool has_own_property(Realm& realm, PropertyKey key) {
    PropertyDescriptor ignored;
    return exotic_ ? get_own_property(realm, key, &ignored) : own_slot(realm, key) != nullptr;
  }
  /// Defines without asking anybody: for objects just made by built-ins. Replaces.
  void define_raw(Realm& realm, PropertyKey key, Value value, uint8_t flags = kAll);
  void define_raw_accessor(Realm& realm, PropertyKey key, Value getter, Value setter,
                           uint8_t flags = kConfigurable);

  /// The stored prototype, not asking a proxy.
  Object* prototype() const { return prototype_; }
  void set_prototype_raw(Object* prototype) {
    table_.note_change();
    prototype_ = prototype;
  }
  void set_extensible_raw(bool extensible) { extensible_ = extensible; }
  bool is_extensible_raw() const { return extensible_; }
  /// Gives the object the built-in properties of a table. Once, right after it was made.
  void set_lazy_table(const LazyTable& table);
  /// The own property as stored, making built-in ones; null when missing. What exotic kinds
  /// compute (array elements, length) is not seen here.
  Property* own_slot(Realm& realm, PropertyKey key) {
    Property* property = table_.find(key);
    if (property != nullptr || !has_lazy_) return property;
    return materialise(realm, key) ? table_.find(key) : nullptr;
  }
  /// Some built-in properties are not in the table yet.
  bool has_unmade_builtins() const { return has_lazy_; }
  PropertyTable& table() { return table_; }
  const PropertyTable& table() const { return table_; }

  void trace(Tracer& tracer) const override;

 protected:
  /// Makes the built-in property `key`, which is not in the table, with add_builtin; false when the
  /// object has no such built-in property. Overriders of this and the next one (functions) call
  /// the base too.
  virtual bool materialise(Realm& realm, PropertyKey key);
  /// Appends the keys of all built-in properties, made or not, in their order.
  virtual void list_builtins(Realm& realm, KeyList* out);
  /// Makes the row `key` of `table`; false when it has none.
  bool materialise_row(Realm& realm, const InternedTable& table, PropertyKey key);
  void add_builtin(Realm& realm, PropertyKey key, Value value, uint8_t flags);
  void add_builtin_accessor(Realm& realm, PropertyKey key, Value getter, Value setter,
                            uint8_t flags);
  /// Makes all built-in properties and puts them first. Then has_lazy_ is false.
  void materialise_all(Realm& realm);
  /// [[Get]] and [[Set]] over stored properties, not asking this object's overrides of
  /// get_own_property; its prototypes are asked properly.
  Value get_stored(Realm& realm, PropertyKey key, Value receiver);
  bool set_stored(Realm& realm, PropertyKey key, Value value, Value receiver);
  /// 10.1.9.2 from step 2.c on: the property was not found or is inherited and writable.
  bool set_on_receiver(Realm& realm, PropertyKey key, Value value, Value receiver);
  /// 10.1.6.3 ValidateAndApplyPropertyDescriptor on the stored table.
  bool define_ordinary(Realm& realm, PropertyKey key, const PropertyDescriptor& desc);
  void set_class(ObjectClass object_class) { class_ = object_class; }
  /// Some built-in properties are made when somebody looks. `layout`: see PropertyTable.
  void make_lazily(uint64_t layout = PropertyTable::kNoLayout) {
    has_lazy_ = true;
    table_.set_layout(layout);
  }

  ObjectClass class_;
  bool extensible_ = true;
  bool callable_ = false;  // proxies of functions
  bool has_lazy_ = false;  // some built-in property may not be made yet
  bool exotic_ = false;
  Object* prototype_;
  PropertyTable table_;
  const InternedTable* lazy_ = nullptr;
};

/// An Array exotic object (ECMAScript 10.4.2). Dense elements live in a vector, holes are empty.
/// An element that is not plain (accessor, other attributes, far index) moves all to the table.
class Array : public Object {
 public:
  explicit Array(Object* prototype) : Object(prototype, ObjectClass::kArray) { exotic_ = true; }
  static constexpr ObjectClass kClass = ObjectClass::kArray;

  uint32_t length() const { return length_; }
  bool is_dense() const { return dense_; }
  /// Dense arrays only: the elements; holes are Value::empty().
  ArenaVector<Value>& elements() { return elements_; }
  const ArenaVector<Value>& elements() const { return elements_; }
  /// Appends a plain element. For arrays under construction or known to be plain.
  void push(Realm& realm, Value value);
  /// True when every element 0 .. length-1 can be read from elements() without being seen: dense,
  /// no holes. Writing is up to the caller to justify.
  bool is_packed() const;
  /// ArraySetLength; false when a non-configurable element is in the way or length is read-only.
  bool set_length(Realm& realm, uint32_t length);

  bool get_own_property(Realm&, PropertyKey key, PropertyDescriptor* out) override;
  bool define_own_property(Realm&, PropertyKey key, const PropertyDescriptor& desc) override;
  bool has_property(Realm&, PropertyKey key) override;
  Value get(Realm&, PropertyKey key, Value receiver) override;
  bool set(Realm&, PropertyKey key, Value value, Value receiver) override;
  bool delete_property(Realm&, PropertyKey key) override;
  void own_keys(Realm&, KeyList* out) override;
  bool prevent_extensions(Realm&) override;
  void trace(Tracer& tracer) const override;
  using Object::get;

 private:
  void make_sparse(Realm& realm);
  bool define_length(Realm& realm, const PropertyDescriptor& desc);
  bool define_element(Realm& realm, uint32_t index, const PropertyDescriptor& desc);
  bool prototypes_lack(Realm& realm, PropertyKey key) const;
  /// Stores a plain element of a dense array, moving to the table when it is too far out.
  void put_dense(Realm& realm, uint32_t index, Value value);
  bool dense_ = true;
  bool length_writable_ = true;
  uint32_t length_ = 0;
  ArenaVector<Value> elements_;
};

/// Throws the TypeError that says why [[Set]] on `receiver` was refused.
[[noreturn]] void refuse_set(Realm& realm, Object* receiver, PropertyKey key);

/// The object as a T if it is one, else null. T names its class in T::kClass.
template <class T>
T* as(Object* object) {
  return object != nullptr && object->object_class() == T::kClass ? static_cast<T*>(object)
                                                                  : nullptr;
}
template <class T>
T* as(Value value) {
  return value.is_object() ? as<T>(value.as_object()) : nullptr;
}
inline bool is_callable(Value value) {
  return value.is_object() && value.as_object()->is_callable();
}

}  // namespace actx

#endif  // ACTX_VALUE_OBJECT_H_
