#include "host/listeners.h"

#include "host/async_hooks.h"
#include "value/property_cache.h"
#include "value/static_key.h"

namespace actx {

namespace {

/// An emitter as EventEmitter made it: its own fields, and the table of listeners by name.
struct PlainEmitter {
  Object* object = nullptr;
  Object* events = nullptr;
  PropertyKey type;

  /// Reads the arguments (emitter, type, listener); false when something is special.
  bool read(Realm& realm, const Call& call) {
    const Value name = call.arg(1);
    if (Footprint::is_active() || !call.arg(0).is_object() || !is_callable(call.arg(2)) ||
        !(name.is_string() || name.is_symbol())) {
      return false;
    }
    object = call.arg(0).as_object();
    const Property* table = PropertyCache::own_data(realm, object, key_of<"_events">());
    if (table == nullptr || !table->value.is_object()) return false;
    events = table->value.as_object();
    type = realm.to_property_key(name);
    return !events->is_exotic() && events->prototype() == nullptr && events->is_extensible_raw() &&
           !events->has_unmade_builtins();
  }
  bool has(PropertyKey key) const { return events->table().find(key) != nullptr; }
  /// A field of the emitter itself; null when it cannot be written plainly.
  Property* field(PropertyKey key) const {
    Property* property = object->is_exotic() ? nullptr : object->table().find(key);
    return property != nullptr && (property->flags & (kAccessor | kWritable)) == kWritable
               ? property
               : nullptr;
  }
};

Array* plain_list(Value value) {
  Array* list = as<Array>(value);
  return list != nullptr && list->is_packed() && list->is_extensible_raw() ? list : nullptr;
}

/// Whether a list of `length` listeners is too long, or may be.
bool may_warn(Realm& realm, const PlainEmitter& emitter, Value standard, uint32_t length) {
  const Property* own = PropertyCache::own_data(realm, emitter.object, key_of<"_maxListeners">());
  if (own == nullptr) return true;
  const Value limit = own->value.is_undefined() ? standard : own->value;
  return !limit.is_number() || (limit.as_number() > 0 && length > limit.as_number());
}

enum class Match : uint8_t { kNo, kYes, kUnknown };

/// Whether `entry` of a table is `listener`, or a wrapper that names it.
Match matches(Realm& realm, Value entry, Value listener) {
  if (!entry.is_object()) return Match::kUnknown;
  Object* function = entry.as_object();
  if (function == listener.as_object()) return Match::kYes;
  const PropertyKey key = key_of<"listener">();
  Property* named = function->is_exotic() ? nullptr : function->own_slot(realm, key);
  if (named == nullptr) {
    Object* prototype = function->prototype();
    if (function->is_exotic() || prototype == nullptr ||
        !PropertyCache::find(realm, prototype, key, &named) || named != nullptr) {
      return Match::kUnknown;
    }
    return Match::kNo;
  }
  if ((named->flags & kAccessor) != 0) return Match::kUnknown;
  const Value original = named->value;
  return original.is_object() && original.as_object() == listener.as_object() ? Match::kYes
                                                                              : Match::kNo;
}

/// The last listener of `type` goes, and with the last type the table.
bool forget(Realm& realm, const PlainEmitter& emitter) {
  Property* count = emitter.field(key_of<"_eventsCount">());
  Property* table = emitter.field(key_of<"_events">());
  if (count == nullptr || !count->value.is_number() || table == nullptr) return false;
  const double left = count->value.as_number() - 1;
  count->value = Value(left);
  if (left == 0) {
    table->value = Value(realm.make<Object>(static_cast<Object*>(nullptr)));
  } else {
    emitter.events->delete_property(realm, emitter.type);
  }
  return true;
}

}  // namespace

Value add_listener_plainly(Realm& realm, const Call& call) {
  PlainEmitter emitter;
  if (!emitter.read(realm, call) || emitter.has(key_of<"newListener">())) return false;
  const bool prepend = call.arg(3).as_boolean();
  const Property* existing = emitter.events->table().find(emitter.type);
  if (existing == nullptr) {
    Property* count = emitter.field(key_of<"_eventsCount">());
    if (count == nullptr || !count->value.is_number()) return false;
    count->value = Value(count->value.as_number() + 1);
    const Value listener = bound_listener(realm, call.arg(2));
    emitter.events->table().add(realm.arena(), emitter.type, kAll).value = listener;
    return true;
  }
  if ((existing->flags & (kAccessor | kWritable)) != kWritable) return false;
  const Value before = existing->value;
  if (Array* list = plain_list(before)) {
    if (prepend || may_warn(realm, emitter, call.arg(4), list->length() + 1)) return false;
    list->push(realm, bound_listener(realm, call.arg(2)));
    return true;
  }
  if (!is_callable(before) || may_warn(realm, emitter, call.arg(4), 2)) return false;
  const Value listener = bound_listener(realm, call.arg(2));
  const Value both[] = {prepend ? listener : before, prepend ? before : listener};
  emitter.events->table().find(emitter.type)->value = Value(realm.new_array(both));
  return true;
}

Value remove_listener_plainly(Realm& realm, const Call& call) {
  PlainEmitter emitter;
  if (!emitter.read(realm, call) || emitter.has(key_of<"removeListener">())) return false;
  Property* existing = emitter.events->table().find(emitter.type);
  if (existing == nullptr) return true;
  if ((existing->flags & (kAccessor | kWritable)) != kWritable) return false;
  Array* list = plain_list(existing->value);
  if (list == nullptr) {
    if (!is_callable(existing->value)) return false;
    switch (matches(realm, existing->value, call.arg(2))) {
      case Match::kNo:
        return true;
      case Match::kUnknown:
        return false;
      case Match::kYes:
        return forget(realm, emitter);
    }
  }
  ArenaVector<Value>& entries = list->elements();
  for (uint32_t i = entries.size(); i-- > 0;) {
    const Match match = matches(realm, entries[i], call.arg(2));
    if (match == Match::kUnknown) return false;
    if (match == Match::kNo) continue;
    for (uint32_t k = i + 1; k < entries.size(); ++k) entries[k - 1] = entries[k];
    list->set_length(realm, list->length() - 1);
    if (list->length() == 1) existing->value = entries[0];
    return true;
  }
  return true;
}

}  // namespace actx
