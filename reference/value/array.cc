// The Array exotic object (ECMAScript 10.4.2).
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/object.h"
#include "value/realm.h"

namespace actx {

namespace {
// How far past its end a dense array may be written before it moves to the property table.
constexpr uint32_t kLargestGap = 4096;

bool is_plain(const PropertyDescriptor& desc, bool absent_is_plain) {
  return !desc.is_accessor() && (desc.has_writable ? desc.writable : absent_is_plain) &&
         (desc.has_enumerable ? desc.enumerable : absent_is_plain) &&
         (desc.has_configurable ? desc.configurable : absent_is_plain);
}
}  // namespace

void Array::push(Realm& realm, Value value) {
  Footprint::write_if_active(this);
  if (dense_) {
    put_dense(realm, length_, value);
  } else {
    table_.add(realm.arena(), PropertyKey::index(length_), kAll).value = value;
    ++length_;
  }
}

bool Array::is_packed() const {
  Footprint::read_if_active(this);
  if (!dense_ || elements_.size() != length_) return false;
  for (const Value& element : elements_) {
    if (element.is_empty()) return false;
  }
  return true;
}

void Array::put_dense(Realm& realm, uint32_t index, Value value) {
  Footprint::write_if_active(this);
  uint32_t size = elements_.size();
  if (index < size) {
    elements_[index] = value;
  } else if (index - size <= kLargestGap) {
    if (index > size) elements_.resize(realm.arena(), index, Value::empty());
    elements_.push_back(realm.arena(), value);
  } else {
    make_sparse(realm);
    table_.add(realm.arena(), PropertyKey::index(index), kAll).value = value;
  }
  if (index >= length_) length_ = index + 1;
}

void Array::make_sparse(Realm& realm) {
  if (!dense_) return;
  dense_ = false;
  for (uint32_t i = 0; i < elements_.size(); ++i) {
    if (elements_[i].is_empty()) continue;
    table_.add(realm.arena(), PropertyKey::index(i), kAll).value = elements_[i];
  }
  elements_ = ArenaVector<Value>();
}

bool Array::prevent_extensions(Realm& realm) {
  Footprint::write_if_active(this);
  make_sparse(realm);  // so that a dense array can always take an element
  extensible_ = false;
  return true;
}

bool Array::set_length(Realm& realm, uint32_t length) {
  Footprint::write_if_active(this);
  if (length == length_) return true;
  if (!length_writable_) return false;
  if (dense_) {
    if (length < elements_.size()) elements_.resize(realm.arena(), length, Value());
  } else if (length < length_) {
    KeyList keys;
    Object::own_keys(realm, &keys);
    uint32_t count = 0;
    while (count < keys.size() && keys[count].is_index()) ++count;
    while (count > 0 && keys[count - 1].as_index() >= length) {
      Property* property = table_.find(keys[--count]);
      if ((property->flags & kConfigurable) == 0) {
        length_ = keys[count].as_index() + 1;
        return false;
      }
      table_.remove(property);
    }
  }
  length_ = length;
  return true;
}

bool Array::get_own_property(Realm& realm, PropertyKey key, PropertyDescriptor* out) {
  Footprint::read_if_active(this);
  if (key.is_index() && dense_) {
    uint32_t i = key.as_index();
    if (i >= elements_.size() || elements_[i].is_empty()) return false;
    *out = PropertyDescriptor::data(elements_[i], kAll);
    return true;
  }
  if (key == realm.names().length) {
    *out = PropertyDescriptor::data(Value(length_), length_writable_ ? kWritable : 0);
    return true;
  }
  return Object::get_own_property(realm, key, out);
}

bool Array::define_own_property(Realm& realm, PropertyKey key, const PropertyDescriptor& desc) {
  Footprint::write_if_active(this);
  if (key.is_index()) return define_element(realm, key.as_index(), desc);
  if (key == realm.names().length) return define_length(realm, desc);
  return define_ordinary(realm, key, desc);
}

// ArraySetLength (10.4.2.4).
bool Array::define_length(Realm& realm, const PropertyDescriptor& desc) {
  uint32_t length = length_;
  if (desc.has_value) {
    length = to_uint32(realm, desc.value);
    if (length != to_number(realm, desc.value)) throw_range_error(realm, "Invalid array length");
  }
  if (desc.is_accessor() || (desc.has_configurable && desc.configurable) ||
      (desc.has_enumerable && desc.enumerable) ||
      (!length_writable_ && desc.has_writable && desc.writable)) {
    return false;
  }
  bool done = set_length(realm, length);
  if (desc.has_writable && !desc.writable && (done || length_writable_)) length_writable_ = false;
  return done;
}

bool Array::define_element(Realm& realm, uint32_t index, const PropertyDescriptor& desc) {
  Footprint::write_if_active(this);
  if (index >= length_ && !length_writable_) return false;
  if (dense_) {
    bool exists = index < elements_.size() && !elements_[index].is_empty();
    if (is_plain(desc, exists)) {
      if (!exists || desc.has_value) put_dense(realm, index, desc.value);
      return true;
    }
    make_sparse(realm);
  }
  if (!define_ordinary(realm, PropertyKey::index(index), desc)) return false;
  if (index >= length_) length_ = index + 1;
  return true;
}

bool Array::has_property(Realm& realm, PropertyKey key) {
  Footprint::read_if_active(this);
  if (key.is_index() && dense_) {
    uint32_t i = key.as_index();
    if (i < elements_.size() && !elements_[i].is_empty()) return true;
    return prototype_ != nullptr && prototype_->has_property(realm, key);
  }
  return Object::has_property(realm, key);
}

Value Array::get(Realm& realm, PropertyKey key, Value receiver) {
  Footprint::read_if_active(this);
  if (key.is_index() && dense_) {
    uint32_t i = key.as_index();
    if (i < elements_.size() && !elements_[i].is_empty()) return elements_[i];
    return prototype_ == nullptr ? Value() : prototype_->get(realm, key, receiver);
  }
  if (key == realm.names().length) return Value(length_);
  return get_stored(realm, key, receiver);
}

// True when no prototype can have an opinion about a new element.
bool Array::prototypes_lack(Realm& realm, PropertyKey key) const {
  for (Object* p = prototype_; p != nullptr; p = p->prototype()) {
    const Array* array = as<Array>(p);
    if (array != nullptr ? !array->dense_ || !array->elements_.empty()
                         : p->is_exotic() || p->own_slot(realm, key) != nullptr) {
      return false;
    }
  }
  return true;
}

bool Array::set(Realm& realm, PropertyKey key, Value value, Value receiver) {
  Footprint::write_if_active(this);
  bool own = receiver.is_object() && receiver.as_object() == this;
  if (key.is_index()) {
    uint32_t i = key.as_index();
    if (own && dense_) {
      if (i < elements_.size() && !elements_[i].is_empty()) {
        elements_[i] = value;
        return true;
      }
      if ((i < length_ || length_writable_) && prototypes_lack(realm, key)) {
        put_dense(realm, i, value);
        return true;
      }
    }
    return Object::set(realm, key, value, receiver);
  }
  if (key == realm.names().length) return Object::set(realm, key, value, receiver);
  return set_stored(realm, key, value, receiver);
}

bool Array::delete_property(Realm& realm, PropertyKey key) {
  Footprint::write_if_active(this);
  if (key.is_index() && dense_) {
    uint32_t i = key.as_index();
    if (i < elements_.size()) elements_[i] = Value::empty();
    return true;
  }
  if (key == realm.names().length) return false;
  return Object::delete_property(realm, key);
}

void Array::own_keys(Realm& realm, KeyList* out) {
  Footprint::read_if_active(this);
  for (uint32_t i = 0; i < elements_.size(); ++i) {
    if (!elements_[i].is_empty()) out->push_back(realm.arena(), PropertyKey::index(i));
  }
  KeyList stored;
  Object::own_keys(realm, &stored);
  uint32_t i = 0;
  while (i < stored.size() && stored[i].is_index()) out->push_back(realm.arena(), stored[i++]);
  out->push_back(realm.arena(), realm.names().length);
  while (i < stored.size()) out->push_back(realm.arena(), stored[i++]);
}

void Array::trace(Tracer& tracer) const {
  Object::trace(tracer);
  for (const Value& element : elements_) tracer.visit(element);
}

}  // namespace actx
