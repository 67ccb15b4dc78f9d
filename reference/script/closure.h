// What exists at run time of a function's code: closures, the scopes they capture, the instance of
// a unit in a realm.
//
// Invariants
// - `length`, `name` and `prototype` of a closure are made when somebody first looks, and so are
// the
//   methods of a class (class_members.h).
// - A Scope never moves: importers and closures hold its address.
#ifndef ACTX_SCRIPT_CLOSURE_H_
#define ACTX_SCRIPT_CLOSURE_H_

#include "script/bytecode.h"
#include "value/realm.h"

namespace actx {

class ModuleRecord;

/// Captured variables of one evaluation of a static scope. The slots follow the object.
class Scope final : public Cell {
 public:
  static Scope* make(Realm& realm, Scope* parent, uint32_t count, Value fill);
  Scope* copy(Realm& realm) const;

  Scope* parent() const { return parent_; }
  uint32_t count() const { return count_; }
  Value& slot(uint32_t i) { return reinterpret_cast<Value*>(this + 1)[i]; }
  const Value& slot(uint32_t i) const { return reinterpret_cast<const Value*>(this + 1)[i]; }
  void trace(Tracer& tracer) const override;

 private:
  Scope(Scope* parent, uint32_t count) : parent_(parent), count_(count) {}
  Scope* parent_;
  uint32_t count_;
};

/// A unit in a realm: what its code needs besides scopes.
class Instance final : public Cell {
 public:
  explicit Instance(const CompiledUnit& unit) : unit(unit) {}
  void trace(Tracer& tracer) const override;

  const CompiledUnit& unit;
  ModuleRecord* module = nullptr;       // null for scripts and CommonJS
  Value** imports = nullptr;            // cells of the modules imported from
  Object** template_objects = nullptr;  // made on first use
  Object* import_meta = nullptr;
};

class Closure;

/// A field or private method of a class.
struct ClassElementRecord {
  enum Kind : uint8_t { kField, kPrivateMethod, kPrivateAccessor, kStaticBlock };
  Kind kind;
  PropertyKey key;
  Closure* function;  // initializer, method or block; null: the field starts undefined
  Value getter;
  Value setter;
};

struct ClassData {
  ArenaVector<ClassElementRecord> instance;  // private methods first
  ArenaVector<ClassElementRecord> statics;
  bool has_brand = false;
};

class Closure final : public Function {
 public:
  Closure(Object* prototype, const FunctionCode& code, Scope* scope, Instance* instance)
      : Function(prototype), code_(&code), scope_(scope), instance_(instance) {
    is_closure_ = true;
    make_lazily(layout_of(code));
  }

  Value call(Realm& realm, Value this_value, Args args) override;
  Value construct(Realm& realm, Args args, Object* new_target) override;
  bool is_constructor() const override { return code_->is_constructor(); }
  bool is_class() const override { return code_->is_class(); }
  String* source_text(Realm& realm) override;

  const FunctionCode& code() const { return *code_; }
  Scope* scope() const { return scope_; }
  Instance* instance() const { return instance_; }
  /// The object whose prototype `super` looks at.
  Object* home() const { return home_; }
  void set_home(Object* home) { home_ = home; }
  /// SetFunctionName; before anybody looked.
  void set_name(String* name) { name_ = name; }
  String* given_name() const { return name_ != nullptr ? name_ : code_->name; }
  /// For classes: the prototype property, not writable.
  void set_class_prototype(Object* prototype) { class_prototype_ = prototype; }
  Object* class_prototype() const { return class_prototype_; }
  ClassData*& class_data() { return class_data_; }

  void trace(Tracer& tracer) const override;

 protected:
  bool materialise(Realm& realm, PropertyKey key) override;
  void list_builtins(Realm& realm, KeyList* out) override;

 private:
  // Classes have members, which are made on demand too.
  static uint64_t layout_of(const FunctionCode& code) {
    constexpr uint64_t kFirst = 16;
    if (code.is_class()) return PropertyTable::kNoLayout;
    return kFirst + (code.has_prototype() ? 1 : 0) + (code.has_legacy_properties() ? 2 : 0);
  }
  const MemberTable* static_members() const;
  const FunctionCode* code_;
  Scope* scope_;
  Instance* instance_;
  Object* home_ = nullptr;
  String* name_ = nullptr;
  Object* class_prototype_ = nullptr;
  ClassData* class_data_ = nullptr;
};

/// What the property `prototype` of a class holds. `constructor` comes first.
class ClassPrototype final : public Object {
 public:
  ClassPrototype(Realm& realm, Object* parent, Closure* constructor);
  void trace(Tracer& tracer) const override;

 protected:
  bool materialise(Realm& realm, PropertyKey key) override;
  void list_builtins(Realm& realm, KeyList* out) override;

 private:
  const MemberTable* members_ = nullptr;  // null: none
  Scope* scope_;                          // of the class, for its methods
  Instance* instance_;
};

/// A closure over `scope`, with the prototype its kind asks for.
Closure* make_closure(Realm& realm, const FunctionCode& code, Scope* scope, Instance* instance);
Instance* make_instance(Realm& realm, const CompiledUnit& unit);

/// The value as a closure, or null.
inline Closure* as_closure(Value value) {
  Function* function = as<Function>(value);
  return function != nullptr && function->is_closure() ? static_cast<Closure*>(function) : nullptr;
}

}  // namespace actx

#endif  // ACTX_SCRIPT_CLOSURE_H_
