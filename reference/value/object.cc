#include "value/object.h"

#include <algorithm>

#include "value/conversions.h"
#include "value/footprint.h"
#include "value/realm.h"

namespace actx {

PropertyDescriptor PropertyDescriptor::data(Value value, uint8_t flags) {
  PropertyDescriptor desc;
  desc.value = value;
  desc.has_value = desc.has_writable = desc.has_enumerable = desc.has_configurable = true;
  desc.writable = (flags & kWritable) != 0;
  desc.enumerable = (flags & kEnumerable) != 0;
  desc.configurable = (flags & kConfigurable) != 0;
  return desc;
}

PropertyDescriptor PropertyDescriptor::accessor(Value getter, Value setter, uint8_t flags) {
  PropertyDescriptor desc;
  desc.getter = getter;
  desc.setter = setter;
  desc.has_getter = desc.has_setter = desc.has_enumerable = desc.has_configurable = true;
  desc.enumerable = (flags & kEnumerable) != 0;
  desc.configurable = (flags & kConfigurable) != 0;
  return desc;
}

Value Object::call(Realm& realm, Value, Args) {
  throw_type_error(realm, describe_for_message(realm, Value(this)) + " is not a function");
}

Value Object::construct(Realm& realm, Args, Object*) {
  throw_type_error(realm, describe_for_message(realm, Value(this)) + " is not a constructor");
}

bool Object::set_prototype_of(Realm& realm, Object* prototype) {
  if (prototype == prototype_) return true;
  // 20.1.3: Object.prototype is an immutable prototype exotic object.
  bool immutable = realm.has_intrinsic(Intrinsic::kObjectPrototype) &&
                   this == realm.intrinsic(Intrinsic::kObjectPrototype);
  if (!extensible_ || immutable) return false;
  Footprint::give_up_after_main_if_active();
  for (Object* p = prototype; p != nullptr && p->class_ != ObjectClass::kProxy; p = p->prototype_) {
    if (p == this) return false;
  }
  set_prototype_raw(prototype);
  return true;
}

bool Object::prevent_extensions(Realm&) {
  Footprint::write_if_active(this);
  extensible_ = false;
  return true;
}

bool Object::get_own_property(Realm& realm, PropertyKey key, PropertyDescriptor* out) {
  Footprint::read_if_active(this);
  Property* property = own_slot(realm, key);
  if (property == nullptr) return false;
  if ((property->flags & kAccessor) != 0) {
    *out = PropertyDescriptor::accessor(property->accessor->getter, property->accessor->setter,
                                        property->flags);
  } else {
    *out = PropertyDescriptor::data(property->value, property->flags);
  }
  return true;
}

bool Object::define_own_property(Realm& realm, PropertyKey key, const PropertyDescriptor& desc) {
  return define_ordinary(realm, key, desc);
}

bool Object::has_property(Realm& realm, PropertyKey key) {
  PropertyDescriptor ignored;
  for (Object* object = this; object != nullptr; object = object->prototype_) {
    Footprint::read_if_active(object);
    if (!object->exotic_) {
      if (object->own_slot(realm, key) != nullptr) return true;
    } else if (object != this) {
      return object->has_property(realm, key);
    } else if (get_own_property(realm, key, &ignored)) {
      return true;
    }
  }
  return false;
}

Value Object::get_stored(Realm& realm, PropertyKey key, Value receiver) {
  Object* object = this;
  while (true) {
    Footprint::read_if_active(object);
    Property* property = object->own_slot(realm, key);
    if (property != nullptr) {
      if ((property->flags & kAccessor) == 0) return property->value;
      Value getter = property->accessor->getter;
      return getter.is_undefined() ? Value() : realm.call(getter, receiver, {});
    }
    object = object->prototype_;
    if (object == nullptr) return Value();
    if (object->exotic_) return object->get(realm, key, receiver);
  }
}

Value Object::get(Realm& realm, PropertyKey key, Value receiver) {
  if (!exotic_) return get_stored(realm, key, receiver);
  PropertyDescriptor desc;
  if (!get_own_property(realm, key, &desc)) {
    return prototype_ == nullptr ? Value() : prototype_->get(realm, key, receiver);
  }
  if (!desc.is_accessor()) return desc.value;
  return desc.getter.is_undefined() ? Value() : realm.call(desc.getter, receiver, {});
}

bool Object::set_stored(Realm& realm, PropertyKey key, Value value, Value receiver) {
  Object* object = this;
  while (true) {
    Footprint::read_if_active(object);
    Property* property = object->own_slot(realm, key);
    if (property != nullptr) {
      if ((property->flags & kAccessor) != 0) {
        Value setter = property->accessor->setter;
        if (setter.is_undefined()) return false;
        realm.call(setter, receiver, Args(&value, 1));
        return true;
      }
      if ((property->flags & kWritable) == 0) return false;
      if (!receiver.is_object() || receiver.as_object() != object) break;
      Footprint::write_if_active(object);
      property->value = value;
      return true;
    }
    object = object->prototype_;
    if (object == nullptr) break;
    if (object->exotic_) return object->set(realm, key, value, receiver);
  }
  return set_on_receiver(realm, key, value, receiver);
}

bool Object::set(Realm& realm, PropertyKey key, Value value, Value receiver) {
  if (!exotic_) return set_stored(realm, key, value, receiver);
  PropertyDescriptor desc;
  if (!get_own_property(realm, key, &desc)) {
    if (prototype_ != nullptr) return prototype_->set(realm, key, value, receiver);
  } else if (desc.is_accessor()) {
    if (desc.setter.is_undefined()) return false;
    realm.call(desc.setter, receiver, Args(&value, 1));
    return true;
  } else if (!desc.writable) {
    return false;
  }
  return set_on_receiver(realm, key, value, receiver);
}

bool Object::set_on_receiver(Realm& realm, PropertyKey key, Value value, Value receiver) {
  if (!receiver.is_object()) return false;
  Object* target = receiver.as_object();
  Footprint::write_if_active(target);
  if (!target->exotic_) {
    Property* property = target->own_slot(realm, key);
    if (property == nullptr) {
      if (!target->extensible_) return false;
      target->table_.add(realm.arena(), key, kAll).value = value;
      return true;
    }
    if ((property->flags & kAccessor) != 0 || (property->flags & kWritable) == 0) return false;
    property->value = value;
    return true;
  }
  PropertyDescriptor existing;
  if (!target->get_own_property(realm, key, &existing)) {
    return target->create_data_property(realm, key, value);
  }
  if (existing.is_accessor() || !existing.writable) return false;
  PropertyDescriptor desc;
  desc.value = value;
  desc.has_value = true;
  return target->define_own_property(realm, key, desc);
}

bool Object::delete_property(Realm& realm, PropertyKey key) {
  Footprint::write_if_active(this);
  Property* property = own_slot(realm, key);
  if (property == nullptr) return true;
  if ((property->flags & kConfigurable) == 0) return false;
  if (has_lazy_) {
    materialise_all(realm);
    property = table_.find(key);
  }
  table_.remove(property);
  return true;
}

void Object::own_keys(Realm& realm, KeyList* out) {
  Footprint::read_if_active(this);
  if (has_lazy_) materialise_all(realm);
  uint32_t first = out->size();
  bool any_index = false;
  bool any_symbol = false;
  for (uint32_t i = 0; i < table_.slot_count(); ++i) {
    PropertyKey key = table_.slot(i).key;
    any_symbol |= key.is_symbol();
    if (key.is_index()) {
      any_index = true;
      out->push_back(realm.arena(), key);
    }
  }
  if (any_index) {
    std::sort(out->begin() + first, out->end(),
              [](PropertyKey a, PropertyKey b) { return a.as_index() < b.as_index(); });
  }
  for (uint32_t i = 0; i < table_.slot_count(); ++i) {
    if (table_.slot(i).key.is_atom()) out->push_back(realm.arena(), table_.slot(i).key);
  }
  if (!any_symbol) return;
  for (uint32_t i = 0; i < table_.slot_count(); ++i) {
    PropertyKey key = table_.slot(i).key;
    if (key.is_symbol() && !key.is_private()) out->push_back(realm.arena(), key);
  }
}

bool Object::create_data_property(Realm& realm, PropertyKey key, Value value, uint8_t flags) {
  Footprint::write_if_active(this);
  if (!exotic_ && extensible_ && own_slot(realm, key) == nullptr) {
    table_.add(realm.arena(), key, flags).value = value;
    return true;
  }
  return define_own_property(realm, key, PropertyDescriptor::data(value, flags));
}

void Object::define_raw(Realm& realm, PropertyKey key, Value value, uint8_t flags) {
  Footprint::write_if_active(this);
  if (exotic_ && key.is_index()) {
    define_own_property(realm, key, PropertyDescriptor::data(value, flags));
    return;
  }
  Property* property = own_slot(realm, key);
  if (property == nullptr) {
    table_.add(realm.arena(), key, flags).value = value;
    return;
  }
  property->flags = flags | (property->flags & kBuiltin);
  property->value = value;
}

void Object::define_raw_accessor(Realm& realm, PropertyKey key, Value getter, Value setter,
                                 uint8_t flags) {
  Footprint::write_if_active(this);
  AccessorPair* pair = realm.make<AccessorPair>(AccessorPair{getter, setter});
  Property* property = own_slot(realm, key);
  if (property == nullptr) property = &table_.add(realm.arena(), key, 0);
  property->flags =
      static_cast<uint8_t>((flags & ~kWritable) | kAccessor | (property->flags & kBuiltin));
  property->accessor = pair;
}

void Object::trace(Tracer& tracer) const {
  tracer.visit(prototype_);
  for (uint32_t i = 0; i < table_.slot_count(); ++i) {
    const Property& property = table_.slot(i);
    if ((property.flags & kAccessor) != 0) {
      tracer.visit(property.accessor->getter);
      tracer.visit(property.accessor->setter);
    } else {
      tracer.visit(property.value);
    }
  }
}

}  // namespace actx
