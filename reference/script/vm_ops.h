// What single instructions do, where that is more than a line: helpers of the interpreter loop.
// Each throws what the instruction throws.
#ifndef ACTX_SCRIPT_VM_OPS_H_
#define ACTX_SCRIPT_VM_OPS_H_

#include "script/vm.h"
#include "value/footprint.h"
#include "value/property_cache.h"

namespace actx {

// vm_property.cc
Value get_property(Realm& realm, Value base, PropertyKey key);
// The guess of an instruction, its operand b: below kFirstPlace the slot of an own property, else a
// place of the PropertyCache.
constexpr uint16_t kFirstPlace = UINT16_MAX + 1 - PropertyCache::kPlaces;
/// What find_property finds where there is nothing.
extern const Property kMissing;
/// Property `key` of an object, own or inherited, for an instruction that keeps a guess; kMissing
/// when there is none. Null when the object has to be asked.
const Property* find_property(Realm& realm, Object* object, PropertyKey key, const Instruction& at);
/// The same of any value, the guess first.
inline const Property* find_property_at(Realm& realm, Value base, PropertyKey key,
                                        const Instruction& at) {
  if (!base.is_object() || Footprint::is_active()) [[unlikely]]
    return nullptr;
  Object* object = base.as_object();
  if (object->stores_plainly(key, realm.names().length)) [[likely]] {
    Property* guess = nullptr;
    if (at.b < kFirstPlace) {
      guess = object->table().find_at(at.b, key);
      if (guess != nullptr) return guess;
    } else if (PropertyCache::recall(at.b - kFirstPlace, object, key, &guess)) {
      return guess != nullptr ? guess : &kMissing;
    }
  }
  return find_property(realm, object, key, at);
}
/// base.key at an instruction that keeps a guess.
inline Value get_property_at(Realm& realm, Value base, PropertyKey key, const Instruction& at) {
  const Property* property = find_property_at(realm, base, key, at);
  if (property != nullptr && (property->flags & kAccessor) == 0) [[likely]]
    return property->value;
  return get_property(realm, base, key);
}
/// base.key = value at an instruction that keeps a guess.
void set_property_slowly(Realm& realm, Value base, const Instruction& at, PropertyKey key,
                         Value value);
inline void set_property_at(Realm& realm, Value base, PropertyKey key, Value value,
                            const Instruction& at) {
  if (base.is_object() && !base.as_object()->is_exotic() && !Footprint::is_active()) [[likely]] {
    Object* object = base.as_object();
    Property* property = nullptr;
    if (at.b < kFirstPlace) {
      property = object->table().find_at(at.b, key);
      if (property != nullptr && (property->flags & (kAccessor | kWritable)) == kWritable) {
        property->value = value;
        return;
      }
    } else if (PropertyCache::recall(at.b - kFirstPlace, object, key, &property) &&
               property == nullptr && object->is_extensible_raw()) {
      object->table().add(realm.arena(), key, kAll).value = value;
      return;
    }
  }
  set_property_slowly(realm, base, at, key, value);
}
Value get_element(Realm& realm, Value base, Value key);
/// base[key] and base[key] = value at an instruction that keeps a guess.
Value get_keyed(Realm& realm, Value base, Value key, const Instruction& at);
void set_keyed(Realm& realm, Value base, Value key, Value value, const Instruction& at);
void set_element(Realm& realm, Value base, Value key, Value value, bool strict);
bool delete_element(Realm& realm, Value base, PropertyKey key, bool strict);
/// The object stays, the key becomes a property key; TypeError for a nullish object.
Value check_element(Realm& realm, Value base, Value key);
Value get_super(Realm& realm, Value function, Value this_value, Value key);
void set_super(Realm& realm, const Value* operands, bool strict);
/// `text`: the message for a private method on an object that does not have it.
Value get_private(Realm& realm, Value base, Value name, const std::string& text);
void set_private(Realm& realm, Value base, Value name, Value value, const std::string& text);
bool has_private(Realm& realm, Value name, Value base);
Value load_global(Realm& realm, PropertyKey key, bool or_undefined);
void store_global(Realm& realm, PropertyKey key, Value value, bool strict);
void declare_global(Realm& realm, PropertyKey key);
[[noreturn]] void throw_uninitialised(Realm& realm, PropertyKey key);
Value coerce_this(Realm& realm, Value this_value);
void copy_properties(Realm& realm, Object* target, Value source, const Value* excluded,
                     uint32_t excluded_count);
Object* template_object(Realm& realm, Instance* instance, uint32_t index);
Value concat_strings(Realm& realm, const Value* values, uint32_t count);

// vm_class.cc
void define_method(Realm& realm, Value target, Value key, Value function, uint8_t flags);
void set_function_name(Realm& realm, Value key, Value function, uint8_t prefix);
/// operands: the superclass, if any; afterwards constructor and prototype.
void new_class(Realm& realm, Frame* frame, const FunctionCode& code, bool has_super,
               Value* operands);
Value new_private_name(Realm& realm, String* name);
void add_field(Realm& realm, Value constructor, Value key, Value initializer, bool is_static);
void add_private_method(Realm& realm, Value constructor, Value name, Value function, uint8_t flags);
void add_static_block(Realm& realm, Value constructor, Value function);
void run_statics(Realm& realm, Value constructor);
/// The constructor super() calls.
Object* super_constructor(Realm& realm, Value function);
Value return_derived(Realm& realm, Value result, Value this_value);

/// How V8 shows a value that has no text in the source: its type, and the value if it is short.
std::string default_site(Realm& realm, Value value);

// vm_iteration.cc: `record` is the first of the locals of an iteration
void start_iteration(Realm& realm, Value iterable, Value* record, uint8_t mode,
                     const std::string& text);
bool step_iteration(Realm& realm, Value* record, Value* value);
void pattern_skip(Realm& realm, Value* record);
Value pattern_step(Realm& realm, Value* record);
Value pattern_rest(Realm& realm, Value* record);
void close_iteration(Realm& realm, const Value* record);
void close_iteration_quietly(Realm& realm, const Value* record);
/// False when there is nothing to await.
bool async_iterator_return(Realm& realm, const Value* record, bool quietly, Value* result);
/// False at the end.
bool unwrap_result(Realm& realm, Value result, Value* value);
void check_iterator_object(Realm& realm, Value result);
void spread_into(Realm& realm, Value array, Value iterable, bool is_call, const std::string& text);
Value for_in_start(Realm& realm, Value object);
bool for_in_next(Realm& realm, Value enumeration, Value* key);
void check_destructure(Realm& realm, Value value, bool is_nested, const std::string& text);
/// The call of yield*'s inner iterator; `record[2]` is the mode.
Value delegate_call(Realm& realm, Value* record, Value received, bool is_async);

// vm_calls.cc
[[noreturn]] void throw_not_callable(Realm& realm, Value callee, const std::string& text);
[[noreturn]] void throw_not_constructor(Realm& realm, Value callee, const std::string& text);
/// `key in object`.
bool has_property_in(Realm& realm, Value key, Value object);
/// The elements of the array of a spread call.
Args spread_arguments(Value array);

}  // namespace actx

#endif  // ACTX_SCRIPT_VM_OPS_H_
