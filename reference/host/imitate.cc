#include "host/imitate.h"

#include "value/conversions.h"
#include "value/footprint.h"
#include "value/realm.h"
#include "value/static_key.h"

namespace actx {

namespace {

enum BoundSlot : uint8_t { kFunction, kFirst };

Value call_bound_first(Realm& realm, const Call& call) {
  Value args[3] = {call.callee->slot(kFirst), call.arg(0), call.arg(1)};
  return realm.call(call.callee->slot(kFunction), Value(),
                    Args(args, 1 + std::min<size_t>(call.args.size(), 2)));
}

NativeFunction* bind_to(Realm& realm, Value function, Value first) {
  NativeFunction* bound = realm.new_native(call_bound_first, literal_of<"bound onwrite">(), 1);
  bound->set_slot(kFunction, function);
  bound->set_slot(kFirst, first);
  return bound;
}

/// Copies everything of `model` that can change.
class Imitation {
 public:
  Imitation(Realm& realm, Object* object, Object* model)
      : realm_(realm), object_(object), model_(model) {}

  void copy_fields(Object* to, Object* from) const {
    const PropertyTable& fields = from->table();
    if (is_plain(*from) && to->table().layout() == 0) {
      to->table().copy_from(realm_.arena(), fields);
      for (uint32_t i = 0; i < fields.slot_count(); ++i) {
        Value& value = to->table().slot(i).value;
        if (value.is_object()) value = copy(value);
      }
      return;
    }
    for (uint32_t i = 0; i < fields.slot_count(); ++i) {
      const Property& field = fields.slot(i);
      if (field.key.is_none() || (field.flags & kAccessor) != 0) continue;
      const Value value = copy(field.value);
      to->table().add(realm_.arena(), field.key, field.flags).value = value;
    }
  }

 private:
  /// Only values, none of them deleted, and nothing that is made on demand.
  static bool is_plain(const Object& object) {
    const PropertyTable& fields = object.table();
    if (object.has_unmade_builtins()) return false;
    for (uint32_t i = 0; i < fields.slot_count(); ++i) {
      const Property& field = fields.slot(i);
      if (field.key.is_none() || (field.flags & kAccessor) != 0) return false;
    }
    return true;
  }
  Value copy(Value value) const {
    if (!value.is_object()) return value;
    Object* from = value.as_object();
    if (Array* list = as<Array>(from)) {
      Array* made = realm_.new_array();
      for (const Value& element : list->elements()) made->push(realm_, copy(element));
      return Value(made);
    }
    if (from->object_class() == ObjectClass::kOrdinary) {
      Object* made = realm_.make<Object>(from->prototype());
      copy_fields(made, from);
      return Value(made);
    }
    Function* function = as<Function>(from);
    if (function == nullptr || function->is_closure() || function->is_bound()) return value;
    auto* native = static_cast<NativeFunction*>(function);
    if (native->fn() != call_bound_first || native->slot(kFirst).as_object() != model_) {
      return value;
    }
    return Value(bind_to(realm_, native->slot(kFunction), Value(object_)));
  }

  Realm& realm_;
  Object* object_;
  Object* model_;
};

/// Whether the object has an own property of one of these names, other than null and undefined.
bool has_any(Realm& realm, Object* object, const Array& names) {
  for (const Value& name : names.elements()) {
    const Property* field = object->table().find(realm.to_property_key(name));
    if (field != nullptr && ((field->flags & kAccessor) != 0 || !field->value.is_nullish())) {
      return true;
    }
  }
  return false;
}

}  // namespace

Value imitate(Realm& realm, const Call& call) {
  if (Footprint::is_active() || !call.arg(0).is_object() || !call.arg(1).is_object()) return false;
  Object* object = call.arg(0).as_object();
  Object* model = call.arg(1).as_object();
  if (object->is_exotic() || object->has_unmade_builtins() || !object->is_extensible_raw() ||
      object->table().slot_count() != 0) {
    return false;
  }
  const Value options = call.arg(2);
  if (options.is_object()) {
    Object* given = options.as_object();
    const Array* special = as<Array>(call.arg(3));
    if (given->is_exotic() || special == nullptr || has_any(realm, given, *special)) return false;
  }
  Imitation(realm, object, model).copy_fields(object, model);
  return true;
}

Value bind_first(Realm& realm, const Call& call) {
  return Value(bind_to(realm, call.arg(0), call.arg(1)));
}

}  // namespace actx
