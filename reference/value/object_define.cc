// Defining properties: ECMAScript 10.1.6.3, built-in properties made on demand, and the forms that
// throw.
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/object.h"
#include "value/property_cache.h"
#include "value/proxy.h"
#include "value/realm.h"

namespace actx {

namespace {

// Steps 4 to 6 of ValidateAndApplyPropertyDescriptor: may `desc` change a property that is not
// configurable?
bool may_change_fixed(Realm& realm, const Property& property, const PropertyDescriptor& desc) {
  bool is_accessor = (property.flags & kAccessor) != 0;
  if (desc.has_configurable && desc.configurable) return false;
  if (desc.has_enumerable && desc.enumerable != ((property.flags & kEnumerable) != 0)) return false;
  if (!desc.is_accessor() && !desc.is_data()) return true;
  if (desc.is_accessor() != is_accessor) return false;
  if (is_accessor) {
    return (!desc.has_getter || same_value(realm, desc.getter, property.accessor->getter)) &&
           (!desc.has_setter || same_value(realm, desc.setter, property.accessor->setter));
  }
  if ((property.flags & kWritable) != 0) return true;
  if (desc.has_writable && desc.writable) return false;
  return !desc.has_value || same_value(realm, desc.value, property.value);
}

uint8_t merge_flag(uint8_t flags, uint8_t flag, bool has, bool on) {
  if (!has) return flags;
  return static_cast<uint8_t>(on ? flags | flag : flags & ~flag);
}

void apply(Realm& realm, Property* property, const PropertyDescriptor& desc) {
  uint8_t flags = property->flags;
  flags = merge_flag(flags, kEnumerable, desc.has_enumerable, desc.enumerable);
  flags = merge_flag(flags, kConfigurable, desc.has_configurable, desc.configurable);
  if (desc.is_accessor()) {
    AccessorPair pair;
    if ((flags & kAccessor) != 0) pair = *property->accessor;
    if (desc.has_getter) pair.getter = desc.getter;
    if (desc.has_setter) pair.setter = desc.setter;
    property->accessor = realm.make<AccessorPair>(pair);
    flags = static_cast<uint8_t>((flags & ~kWritable) | kAccessor);
  } else if (desc.is_data()) {
    if ((flags & kAccessor) != 0) {
      flags = static_cast<uint8_t>(flags & ~(kAccessor | kWritable));
      property->value = Value();
    }
    if (desc.has_value) property->value = desc.value;
    flags = merge_flag(flags, kWritable, desc.has_writable, desc.writable);
  }
  property->flags = flags;
}

}  // namespace

bool Object::define_ordinary(Realm& realm, PropertyKey key, const PropertyDescriptor& desc) {
  Footprint::write_if_active(this);
  Property* property = own_slot(realm, key);
  if (property == nullptr) {
    if (!extensible_) return false;
    property = &table_.add(realm.arena(), key, 0);
  } else if ((property->flags & kConfigurable) == 0 && !may_change_fixed(realm, *property, desc)) {
    return false;
  }
  apply(realm, property, desc);
  return true;
}

void Object::set_lazy_table(const LazyTable& table) {
  lazy_ = &InternedTable::for_thread(table);
  make_lazily();
}

bool Object::materialise(Realm& realm, PropertyKey key) {
  return lazy_ != nullptr && materialise_row(realm, *lazy_, key);
}

bool Object::materialise_row(Realm& realm, const InternedTable& table, PropertyKey key) {
  int row_number = table.find(key);
  if (row_number < 0) return false;
  uint32_t i = static_cast<uint32_t>(row_number);
  const LazyProperty& row = table.row(i);
  if (row.kind != LazyProperty::kGetter) {
    if (row.kind == LazyProperty::kMethod) PropertyCache::note_made(this, key);
    // Making the value may itself look at this property (a prototype and its constructor).
    Value value = table.make_value(realm, i);
    if (table_.find(key) == nullptr) add_builtin(realm, key, value, row.flags);
    return true;
  }
  if (row.intrinsic != 0) {
    Value function(realm.intrinsic(static_cast<Intrinsic>(row.intrinsic)));
    add_builtin_accessor(realm, key, function, function, row.flags);
    return true;
  }
  PropertyCache::note_made(this, key);
  std::string name(row.name);
  if (name.starts_with("@@")) name = "[Symbol." + name.substr(2) + "]";
  Value setter;
  if (row.setter != nullptr) setter = Value(realm.new_native(row.setter, "set " + name, 1));
  Value getter;
  if (row.fn != nullptr) getter = Value(realm.new_native(row.fn, "get " + name, 0));
  add_builtin_accessor(realm, key, getter, setter, row.flags);
  return true;
}

void Object::list_builtins(Realm& realm, KeyList* out) {
  if (lazy_ == nullptr) return;
  for (uint32_t i = 0; i < lazy_->count(); ++i) out->push_back(realm.arena(), lazy_->key(i));
}

void Object::add_builtin(Realm& realm, PropertyKey key, Value value, uint8_t flags) {
  table_.add(realm.arena(), key, flags | kBuiltin).value = value;
}

void Object::add_builtin_accessor(Realm& realm, PropertyKey key, Value getter, Value setter,
                                  uint8_t flags) {
  AccessorPair* pair = realm.make<AccessorPair>(AccessorPair{getter, setter});
  uint8_t all = static_cast<uint8_t>((flags & ~kWritable) | kAccessor | kBuiltin);
  table_.add(realm.arena(), key, all).accessor = pair;
}

void Object::materialise_all(Realm& realm) {
  KeyList keys;
  list_builtins(realm, &keys);
  for (PropertyKey key : keys) own_slot(realm, key);
  table_.order_builtins(realm.arena(), keys);
  has_lazy_ = false;
}

namespace {

[[noreturn]] void throw_define_refused(Realm& realm, Object* object, PropertyKey key) {
  if (object->object_class() == ObjectClass::kProxy) {
    throw_type_error(realm, "'defineProperty' on proxy: trap returned falsish for property '" +
                                describe_for_message(realm, key) + "'");
  }
  PropertyDescriptor ignored;
  if (object->get_own_property(realm, key, &ignored)) {
    throw_type_error(realm, "Cannot redefine property: " + describe_for_message(realm, key));
  }
  throw_type_error(realm, "Cannot define property " + describe_for_message(realm, key) +
                              ", object is not extensible");
}

}  // namespace

namespace {

bool proxy_has_trap(Realm& realm, Object* object, PropertyKey trap) {
  Proxy* proxy = as<Proxy>(object);
  return proxy != nullptr && !proxy->is_revoked() &&
         !proxy->handler()->get(realm, trap).is_nullish();
}

// Arrays also refuse new elements when their length is read-only, and to shrink past an element
// that cannot be deleted.
void refuse_array_set(Realm& realm, Array* array, PropertyKey key, const std::string& shown) {
  PropertyDescriptor length;
  array->get_own_property(realm, realm.names().length, &length);
  bool grows = key.is_index() && key.as_index() >= array->length();
  if (grows && !length.writable && array->is_extensible_raw()) {
    throw_type_error(realm,
                     "Cannot assign to read only property 'length' of object '" + shown + "'");
  }
  if (key == realm.names().length && length.writable) {
    throw_type_error(
        realm, "Cannot delete property '" + std::to_string(array->length() - 1) + "' of " + shown);
  }
}

}  // namespace

// Finds out why [[Set]] was refused by asking again, which only a proxy can notice.
void refuse_set(Realm& realm, Object* receiver, PropertyKey key) {
  std::string name = describe_for_message(realm, key);
  std::string shown = describe_for_message(realm, Value(receiver));
  bool through_proxy = false;
  Object* object = receiver;
  while (object != nullptr) {
    if (proxy_has_trap(realm, object, realm.names().set)) {
      throw_type_error(realm, "'set' on proxy: trap returned falsish for property '" + name + "'");
    }
    if (Proxy* proxy = as<Proxy>(object)) {
      through_proxy = true;
      object = proxy->target();
      continue;
    }
    if (object->object_class() == ObjectClass::kModuleNamespace) {
      throw_type_error(
          realm, "Cannot assign to read only property '" + name + "' of object '[object Module]'");
    }
    if (Array* array = as<Array>(object)) refuse_array_set(realm, array, key, shown);
    PropertyDescriptor desc;
    if (object->get_own_property(realm, key, &desc)) {
      if (desc.is_accessor()) {
        throw_type_error(
            realm, "Cannot set property " + name + " of " + shown + " which has only a getter");
      }
      if (desc.writable) break;
      throw_type_error(realm, "Cannot assign to read only property '" + name + "' of " +
                                  realm.utf8(type_of(realm, Value(receiver))) + " '" + shown + "'");
    }
    object = object->prototype();
  }
  throw_type_error(realm, std::string("Cannot ") + (through_proxy ? "define" : "add") +
                              " property " + name + ", object is not extensible");
}

void Object::put(Realm& realm, PropertyKey key, Value value) {
  if (!set(realm, key, value, Value(this))) refuse_set(realm, this, key);
}

void Object::create_data_property_or_throw(Realm& realm, PropertyKey key, Value value) {
  if (!create_data_property(realm, key, value)) throw_define_refused(realm, this, key);
}

void Object::define_or_throw(Realm& realm, PropertyKey key, const PropertyDescriptor& desc) {
  if (!define_own_property(realm, key, desc)) throw_define_refused(realm, this, key);
}

void Object::delete_or_throw(Realm& realm, PropertyKey key) {
  if (delete_property(realm, key)) return;
  if (class_ == ObjectClass::kProxy) {
    throw_type_error(realm, "'deleteProperty' on proxy: trap returned falsish for property '" +
                                describe_for_message(realm, key) + "'");
  }
  throw_type_error(realm, "Cannot delete property '" + describe_for_message(realm, key) + "' of " +
                              describe_for_message(realm, Value(this)));
}

}  // namespace actx
