// Instructions about classes, methods, private names and constructors.
#include "script/vm_ops.h"

namespace actx {

// ---- Methods and names ----

void define_method(Realm& realm, Value target, Value key, Value function, uint8_t flags) {
  Object* object = target.as_object();
  auto* closure = static_cast<Closure*>(function.as_object());
  closure->set_home(object);
  PropertyKey property = realm.to_property_key(key);
  bool is_class_element = (flags & kMethodEnumerable) == 0;
  if ((flags & (kMethodGetter | kMethodSetter)) == 0 &&
      object->create_data_property(realm, property, function, is_class_element ? kHidden : kAll)) {
    return;
  }
  PropertyDescriptor descriptor;
  if ((flags & (kMethodGetter | kMethodSetter)) != 0) {
    if ((flags & kMethodGetter) != 0) {
      descriptor.has_getter = true;
      descriptor.getter = function;
    } else {
      descriptor.has_setter = true;
      descriptor.setter = function;
    }
  } else {
    descriptor.has_value = descriptor.has_writable = true;
    descriptor.value = function;
    descriptor.writable = true;
  }
  descriptor.has_enumerable = descriptor.has_configurable = true;
  descriptor.enumerable = !is_class_element;
  descriptor.configurable = true;
  object->define_or_throw(realm, property, descriptor);
}

// The text of a key as a function's name (10.2.9).
static String* name_of_key(Realm& realm, PropertyKey key, const char* prefix) {
  String* name;
  if (key.is_symbol()) {
    String* description = key.as_symbol()->description();
    if (key.is_private()) {
      name = description;
    } else if (description == nullptr) {
      name = realm.literal("");
    } else {
      name = realm.concat(realm.concat(realm.literal("["), description), realm.literal("]"));
    }
  } else {
    name = realm.key_value(key).as_string();
  }
  return prefix[0] == '\0' ? name : realm.concat(realm.literal(prefix), name);
}

void set_function_name(Realm& realm, Value key, Value function, uint8_t prefix) {
  static constexpr const char* kPrefixes[] = {"", "get ", "set "};
  auto* closure = static_cast<Closure*>(function.as_object());
  if (closure->table().find(realm.names().name) != nullptr) return;  // a static `name` of a class
  closure->set_name(name_of_key(realm, realm.to_property_key(key), kPrefixes[prefix]));
}

// ---- Class definition ----

void new_class(Realm& realm, Frame* frame, const FunctionCode& code, bool has_super,
               Value* operands) {
  Object* prototype_parent = realm.intrinsic(Intrinsic::kObjectPrototype);
  Object* constructor_parent = realm.intrinsic(Intrinsic::kFunctionPrototype);
  if (has_super) {
    Value parent = operands[0];
    if (parent.is_null()) {
      prototype_parent = nullptr;
    } else if (!is_constructor(parent)) {
      throw_type_error(realm, "Class extends value " + describe_for_message(realm, parent) +
                                  " is not a constructor or null");
    } else {
      Value inherited = parent.as_object()->get(realm, realm.names().prototype);
      if (!inherited.is_object() && !inherited.is_null()) {
        throw_type_error(realm, "Class extends value does not have valid prototype property " +
                                    describe_for_message(realm, inherited));
      }
      prototype_parent = inherited.is_null() ? nullptr : inherited.as_object();
      constructor_parent = parent.as_object();
    }
  }
  Closure* constructor =
      realm.make<Closure>(constructor_parent, code, frame->scope, frame->instance);
  Object* prototype = realm.make<ClassPrototype>(realm, prototype_parent, constructor);
  constructor->set_home(prototype);
  constructor->set_class_prototype(prototype);
  operands[0] = Value(constructor);
  operands[1] = Value(prototype);
}

Value new_private_name(Realm& realm, String* name) {
  return Value(realm.make<Symbol>(name, true));
}

static ClassData& class_data(Realm& realm, Closure* constructor) {
  if (constructor->class_data() == nullptr) {
    constructor->class_data() = realm.arena().make<ClassData>();
  }
  return *constructor->class_data();
}

void add_field(Realm& realm, Value constructor, Value key, Value initializer, bool is_static) {
  auto* owner = static_cast<Closure*>(constructor.as_object());
  ClassElementRecord record{};
  record.kind = ClassElementRecord::kField;
  record.key = realm.to_property_key(key);
  if (initializer.is_object()) {
    record.function = static_cast<Closure*>(initializer.as_object());
    record.function->set_home(is_static ? owner : owner->class_prototype());
  }
  ClassData& data = class_data(realm, owner);
  (is_static ? data.statics : data.instance).push_back(realm.arena(), record);
}

void add_static_block(Realm& realm, Value constructor, Value function) {
  auto* owner = static_cast<Closure*>(constructor.as_object());
  ClassElementRecord record{};
  record.kind = ClassElementRecord::kStaticBlock;
  record.function = static_cast<Closure*>(function.as_object());
  record.function->set_home(owner);
  class_data(realm, owner).statics.push_back(realm.arena(), record);
}

// Private methods are there before any field: they go in front.
void add_private_method(Realm& realm, Value constructor, Value name, Value function,
                        uint8_t flags) {
  auto* owner = static_cast<Closure*>(constructor.as_object());
  bool is_static = (flags & kMethodStatic) != 0;
  auto* method = static_cast<Closure*>(function.as_object());
  method->set_home(is_static ? static_cast<Object*>(owner) : owner->class_prototype());
  ClassData& data = class_data(realm, owner);
  auto& list = is_static ? data.statics : data.instance;
  PropertyKey key = PropertyKey::symbol(name.as_symbol());
  ClassElementRecord record{};
  record.key = key;
  if ((flags & (kMethodGetter | kMethodSetter)) == 0) {
    record.kind = ClassElementRecord::kPrivateMethod;
    record.function = method;
  } else {
    record.kind = ClassElementRecord::kPrivateAccessor;
    for (ClassElementRecord& known : list) {
      if (known.key != key) continue;
      ((flags & kMethodGetter) != 0 ? known.getter : known.setter) = function;
      return;
    }
    ((flags & kMethodGetter) != 0 ? record.getter : record.setter) = function;
  }
  list.push_back(realm.arena(), record);
  uint32_t at = list.size() - 1;
  while (at > 0 && (list[at - 1].kind == ClassElementRecord::kField ||
                    list[at - 1].kind == ClassElementRecord::kStaticBlock)) {
    list[at] = list[at - 1];
    --at;
  }
  list[at] = record;
}

// ---- Initialising objects ----

static void add_private(Realm& realm, Object* object, const ClassElementRecord& record,
                        Value value) {
  if (object->table().find(record.key) != nullptr) {
    throw_type_error(realm, "Cannot initialize " +
                                realm.utf8(record.key.as_symbol()->description()) +
                                " twice on the same object");
  }
  switch (record.kind) {
    case ClassElementRecord::kPrivateMethod:
      object->define_raw(realm, record.key, Value(record.function), 0);
      break;
    case ClassElementRecord::kPrivateAccessor:
      object->define_raw_accessor(realm, record.key, record.getter, record.setter, 0);
      break;
    default:
      object->define_raw(realm, record.key, value, kWritable);
  }
}

static void init_element(Realm& realm, const ClassElementRecord& record, Object* object) {
  Value value;
  if (record.kind == ClassElementRecord::kStaticBlock) {
    record.function->call(realm, Value(object), {});
    return;
  }
  if (record.kind == ClassElementRecord::kField && record.function != nullptr) {
    value = record.function->call(realm, Value(object), {});
    if (record.function->code().names_value) {
      set_function_name(realm, realm.key_value(record.key), value, 0);
    }
  }
  if (record.key.is_private()) {
    add_private(realm, object, record, value);
  } else {
    object->create_data_property_or_throw(realm, record.key, value);
  }
}

void init_fields(Realm& realm, Closure* function, Object* object) {
  ClassData* data = function->class_data();
  if (data == nullptr) return;
  for (const ClassElementRecord& record : data->instance) init_element(realm, record, object);
}

void run_statics(Realm& realm, Value constructor) {
  auto* owner = static_cast<Closure*>(constructor.as_object());
  if (owner->class_data() == nullptr) return;
  for (const ClassElementRecord& record : owner->class_data()->statics) {
    init_element(realm, record, owner);
  }
}

// ---- Constructors ----

Object* super_constructor(Realm& realm, Value function) {
  auto* closure = static_cast<Closure*>(function.as_object());
  Object* parent = closure->get_prototype_of(realm);
  if (parent != nullptr && parent->is_constructor()) return parent;
  std::string name = realm.utf8(closure->given_name());
  Value shown = parent == realm.intrinsic(Intrinsic::kFunctionPrototype)
                    ? Value::null()  // class extends null
                    : Value(parent);
  throw_type_error(realm, "Super constructor " + describe_for_message(realm, shown) + " of " +
                              (name.empty() ? "anonymous class" : name) + " is not a constructor");
}

Value return_derived(Realm& realm, Value result, Value this_value) {
  if (result.is_object()) return result;
  if (!result.is_undefined()) {
    throw_type_error(realm, "Derived constructors may only return object or undefined");
  }
  if (this_value.is_empty()) {
    throw_reference_error(realm,
                          "Must call super constructor in derived class before accessing 'this' or "
                          "returning from derived constructor");
  }
  return this_value;
}

void throw_class_call(Realm& realm, Closure* function) {
  std::string name = realm.utf8(function->given_name());
  throw_type_error(realm, (name.empty() ? "Class constructors" : "Class constructor " + name) +
                              " cannot be invoked without 'new'");
}

}  // namespace actx
