#include "script/closure.h"

#include "script/module.h"
#include "script/vm.h"
#include "value/footprint.h"
#include "value/property_cache.h"

namespace actx {

Scope* Scope::make(Realm& realm, Scope* parent, uint32_t count, Value fill) {
  void* memory = realm.arena().allocate(sizeof(Scope) + count * sizeof(Value));
  Scope* scope = new (memory) Scope(parent, count);
  for (uint32_t i = 0; i < count; ++i) new (&scope->slot(i)) Value(fill);
  return scope;
}

Scope* Scope::copy(Realm& realm) const {
  Scope* scope = make(realm, parent_, count_, Value());
  for (uint32_t i = 0; i < count_; ++i) {
    Footprint::read_if_active(&slot(i));
    scope->slot(i) = slot(i);
  }
  return scope;
}

void Scope::trace(Tracer& tracer) const {
  tracer.visit(parent_);
  for (uint32_t i = 0; i < count_; ++i) tracer.visit(slot(i));
}

void Instance::trace(Tracer& tracer) const {
  tracer.visit(module);
  tracer.visit(import_meta);
  if (template_objects == nullptr) return;
  for (size_t i = 0; i < unit.template_sites.size(); ++i) tracer.visit(template_objects[i]);
}

Instance* make_instance(Realm& realm, const CompiledUnit& unit) {
  Instance* instance = realm.make<Instance>(unit);
  size_t sites = unit.template_sites.size();
  if (sites > 0) {
    instance->template_objects = realm.arena().make_array<Object*>(sites);
    for (size_t i = 0; i < sites; ++i) instance->template_objects[i] = nullptr;
  }
  return instance;
}

Closure* make_closure(Realm& realm, const FunctionCode& code, Scope* scope, Instance* instance) {
  Intrinsic prototype = Intrinsic::kFunctionPrototype;
  switch (code.kind) {
    case FunctionKind::kNormal:
      break;
    case FunctionKind::kAsync:
      prototype = Intrinsic::kAsyncFunctionPrototype;
      break;
    case FunctionKind::kGenerator:
      prototype = Intrinsic::kGeneratorFunctionPrototype;
      break;
    case FunctionKind::kAsyncGenerator:
      prototype = Intrinsic::kAsyncGeneratorFunctionPrototype;
      break;
  }
  return realm.make<Closure>(realm.intrinsic(prototype), code, scope, instance);
}

Value Closure::call(Realm& realm, Value this_value, Args args) {
  if (is_class()) throw_class_call(realm, this);
  check_native_stack(realm);
  Frame* frame = push_call(realm, this, this_value, args);
  frame->is_entry = true;
  return execute(realm, frame);
}

Value Closure::construct(Realm& realm, Args args, Object* new_target) {
  // What every object that is no constructor does; Function leaves it open.
  // NOLINTNEXTLINE(bugprone-parent-virtual-call)
  if (!is_constructor()) return Object::construct(realm, args, new_target);
  check_native_stack(realm);
  Frame* frame = push_construct(realm, this, args, new_target);
  frame->is_entry = true;
  return execute(realm, frame);
}

String* Closure::source_text(Realm& realm) {
  const CompiledUnit& unit = *code_->unit;
  if (code_->source_end > unit.source.size()) return realm.literal("");
  return realm.string(std::u16string_view(unit.source)
                          .substr(code_->source_begin, code_->source_end - code_->source_begin));
}

// ---- Members of classes ----

namespace {

// The function of a class member; undefined for -1.
Value make_member(Realm& realm, int32_t function, Object* home, Scope* scope, Instance* instance) {
  if (function < 0) return Value();
  const FunctionCode& code = *instance->unit.functions[static_cast<size_t>(function)];
  Closure* made = make_closure(realm, code, scope, instance);
  made->set_home(home);
  return Value(made);
}

void list_members(Realm& realm, const MemberTable* members, KeyList* out) {
  if (members == nullptr) return;
  for (const ClassMember& member : members->all()) out->push_back(realm.arena(), member.key);
}

}  // namespace

ClassPrototype::ClassPrototype(Realm& realm, Object* parent, Closure* constructor)
    : Object(parent), scope_(constructor->scope()), instance_(constructor->instance()) {
  const ClassMembers* members = constructor->code().members.get();
  if (members != nullptr && !members->prototype.all().empty()) {
    members_ = &members->prototype;
    make_lazily();
  }
  add_builtin(realm, realm.names().constructor, Value(constructor), kHidden);
}

bool ClassPrototype::materialise(Realm& realm, PropertyKey key) {
  const ClassMember* member = members_ == nullptr ? nullptr : members_->find(key);
  if (member == nullptr) return false;
  PropertyCache::note_made(this, key);
  const auto make = [&](int32_t function) {
    return make_member(realm, function, this, scope_, instance_);
  };
  if (member->method >= 0) {
    add_builtin(realm, key, make(member->method), kHidden);
  } else {
    const Value getter = make(member->getter);
    add_builtin_accessor(realm, key, getter, make(member->setter), kConfigurable);
  }
  return true;
}

void ClassPrototype::list_builtins(Realm& realm, KeyList* out) {
  out->push_back(realm.arena(), realm.names().constructor);
  list_members(realm, members_, out);
}

void ClassPrototype::trace(Tracer& tracer) const {
  Object::trace(tracer);
  if (members_ == nullptr) return;
  tracer.visit(scope_);
  tracer.visit(instance_);
}

const MemberTable* Closure::static_members() const {
  return code_->members == nullptr ? nullptr : &code_->members->statics;
}

// ---- Built-in properties of closures ----

bool Closure::materialise(Realm& realm, PropertyKey key) {
  const Names& names = realm.names();
  if (key == names.length) {
    add_builtin(realm, key, Value(code_->length), kConfigurable);
  } else if (key == names.name) {
    add_builtin(realm, key, Value(given_name()), kConfigurable);
  } else if ((key == names.arguments || key == names.caller) && code_->has_legacy_properties()) {
    add_builtin(realm, key, Value::null(), 0);
  } else if (key == names.prototype && code_->has_prototype()) {
    PropertyCache::note_made(this, key);
    if (class_prototype_ != nullptr) {
      add_builtin(realm, key, Value(class_prototype_), 0);
      return true;
    }
    Object* prototype;
    if (code_->kind == FunctionKind::kGenerator) {
      prototype = realm.make<Object>(realm.intrinsic(Intrinsic::kGeneratorPrototype));
    } else if (code_->kind == FunctionKind::kAsyncGenerator) {
      prototype = realm.make<Object>(realm.intrinsic(Intrinsic::kAsyncGeneratorPrototype));
    } else {
      prototype = realm.new_object();
      prototype->define_raw(realm, names.constructor, Value(this), kHidden);
    }
    add_builtin(realm, key, Value(prototype), kWritable);
  } else if (const MemberTable* members = static_members()) {
    const ClassMember* member = members->find(key);
    if (member == nullptr) return false;
    const auto make = [&](int32_t function) {
      return make_member(realm, function, this, scope_, instance_);
    };
    if (member->method >= 0) {
      add_builtin(realm, key, make(member->method), kHidden);
    } else {
      const Value getter = make(member->getter);
      add_builtin_accessor(realm, key, getter, make(member->setter), kConfigurable);
    }
  } else {
    return false;
  }
  return true;
}

void Closure::list_builtins(Realm& realm, KeyList* out) {
  const Names& names = realm.names();
  out->push_back(realm.arena(), names.length);
  out->push_back(realm.arena(), names.name);
  if (code_->has_legacy_properties()) {
    out->push_back(realm.arena(), names.arguments);
    out->push_back(realm.arena(), names.caller);
  }
  if (code_->has_prototype()) out->push_back(realm.arena(), names.prototype);
  list_members(realm, static_members(), out);
}

static void trace_elements(Tracer& tracer, const ArenaVector<ClassElementRecord>& elements) {
  for (const ClassElementRecord& element : elements) {
    tracer.visit(element.function);
    tracer.visit(element.getter);
    tracer.visit(element.setter);
  }
}

void Closure::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(scope_);
  tracer.visit(instance_);
  tracer.visit(home_);
  tracer.visit(class_prototype_);
  if (class_data_ != nullptr) {
    trace_elements(tracer, class_data_->instance);
    trace_elements(tracer, class_data_->statics);
  }
}

}  // namespace actx
