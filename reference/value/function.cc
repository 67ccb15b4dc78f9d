#include "value/function.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <unordered_map>

#include "value/conversions.h"
#include "value/footprint.h"
#include "value/map_set.h"
#include "value/realm.h"
#include "value/stack.h"
#include "value/typed_array.h"

namespace actx {

namespace {

// Pushes the activation of a native and pops it however the native ends.
class NativeCall {
 public:
  NativeCall(Realm& realm, NativeFunction* callee, Value this_value, bool is_construct)
      : scope_(realm), realm_(realm) {
    activation_.callee = callee;
    activation_.describe = describe_native;
    activation_.this_value = this_value;
    activation_.is_construct = is_construct;
    realm.enter(&activation_);
  }
  ~NativeCall() { realm_.leave(&activation_); }
  NativeCall(const NativeCall&) = delete;
  NativeCall& operator=(const NativeCall&) = delete;

 private:
  NativeScope scope_;
  Realm& realm_;
  NativeActivation activation_;
};

}  // namespace

namespace {

/// What natives do to the internal state of what they get is not known here: taken for a change.
void note_internal_state(Footprint& footprint, Value value) {
  if (!value.is_object() || footprint.is_noting(value.as_object())) return;
  switch (value.as_object()->object_class()) {
    case ObjectClass::kMap:
      return footprint.read(&as<MapObject>(value)->entries());  // its size; the rest is noted
    case ObjectClass::kSet:
      return footprint.read(&as<SetObject>(value)->entries());
    case ObjectClass::kDate:
    case ObjectClass::kRegExp:
    case ObjectClass::kWeakMap:
    case ObjectClass::kWeakSet:
    case ObjectClass::kWeakRef:
    case ObjectClass::kFinalizationRegistry:
    case ObjectClass::kGenerator:
    case ObjectClass::kAsyncGenerator:
    case ObjectClass::kIterator:
    case ObjectClass::kArrayBuffer:
    case ObjectClass::kHost:
      return footprint.write(value.as_object());
    case ObjectClass::kTypedArray:
      return footprint.write(as<TypedArrayObject>(value)->buffer());
    case ObjectClass::kDataView:
      return footprint.give_up();
    default:
      return;
  }
}

void note_native_call(Footprint& footprint, Value this_value, Args args) {
  note_internal_state(footprint, this_value);
  for (const Value arg : args) note_internal_state(footprint, arg);
}

}  // namespace

Value NativeFunction::call(Realm& realm, Value this_value, Args args) {
  if (Footprint* footprint = Footprint::active()) [[unlikely]]
    note_native_call(*footprint, this_value, args);
  NativeCall active(realm, this, this_value, false);
  return fn_(realm, Call{this_value, args, nullptr, this});
}

Value NativeFunction::construct(Realm& realm, Args args, Object* new_target) {
  if (!constructor_) return Object::construct(realm, args, new_target);
  if (Footprint* footprint = Footprint::active()) [[unlikely]]
    note_native_call(*footprint, Value(), args);
  NativeCall active(realm, this, Value(), true);
  return fn_(realm, Call{Value(), args, new_target, this});
}

String* NativeFunction::source_text(Realm& realm) {
  std::u16string text = u"function ";
  if (name_ != nullptr) text += realm.units(name_);
  return realm.string(std::u16string_view(text += u"() { [native code] }"));
}

bool NativeFunction::materialise(Realm& realm, PropertyKey key) {
  const Names& names = realm.names();
  if (key == names.length) {
    add_builtin(realm, key, Value(int{length_}), kConfigurable);
  } else if (key == names.name && name_ != nullptr) {
    add_builtin(realm, key, Value(name_), kConfigurable);
  } else {
    return Object::materialise(realm, key);
  }
  return true;
}

void NativeFunction::list_builtins(Realm& realm, KeyList* out) {
  out->push_back(realm.arena(), realm.names().length);
  if (name_ != nullptr) out->push_back(realm.arena(), realm.names().name);
  Object::list_builtins(realm, out);
}

void NativeFunction::trace(Tracer& tracer) const {
  Object::trace(tracer);
  for (const Value& slot : slots_) tracer.visit(slot);
  tracer.visit(cell_);
}

ArenaVector<Value> BoundFunction::join(Realm& realm, Args args) const {
  ArenaVector<Value> all;
  all.reserve(realm.arena(), args_.size() + static_cast<uint32_t>(args.size()));
  for (Value arg : args_) all.push_back(realm.arena(), arg);
  for (Value arg : args) all.push_back(realm.arena(), arg);
  return all;
}

Value BoundFunction::call(Realm& realm, Value, Args args) {
  NativeScope scope(realm);
  if (args_.empty()) return target_->call(realm, this_value_, args);
  ArenaVector<Value> all = join(realm, args);
  return target_->call(realm, this_value_, Args(all.begin(), all.size()));
}

Value BoundFunction::construct(Realm& realm, Args args, Object* new_target) {
  if (!is_constructor()) return Object::construct(realm, args, new_target);
  NativeScope scope(realm);
  ArenaVector<Value> all = join(realm, args);
  return target_->construct(realm, Args(all.begin(), all.size()),
                            new_target == this ? target_ : new_target);
}

String* BoundFunction::source_text(Realm& realm) {
  return realm.literal("function () { [native code] }");
}

void BoundFunction::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(target_);
  tracer.visit(this_value_);
  for (Value arg : args_) tracer.visit(arg);
}

namespace {

PropertyKey key_of_row(const char* name) {
  std::string_view text(name);
  if (!text.starts_with("@@")) {
    return PropertyKey::atom(AtomTable::for_thread().intern_ascii(text));
  }
  const Names& names = Names::for_thread();
  const PropertyKey symbols[] = {
      names.sym_iterator,    names.sym_async_iterator, names.sym_has_instance,
      names.sym_match,       names.sym_match_all,      names.sym_is_concat_spreadable,
      names.sym_replace,     names.sym_search,         names.sym_split,
      names.sym_species,     names.sym_to_primitive,   names.sym_to_string_tag,
      names.sym_unscopables,
  };
  std::u16string wanted = u"Symbol." + utf8_to_utf16(text.substr(2));
  Arena unused;
  for (PropertyKey key : symbols) {
    if (key.as_symbol()->description()->view(unused) == wanted) return key;
  }
  throw std::logic_error("no such well-known symbol");
}

}  // namespace

InternedTable::InternedTable(const LazyTable& table) : table_(table), keys_(nullptr) {
  uint32_t size = 4;
  while (size < count() * 2) size *= 2;
  mask_ = size - 1;
  keys_ = new PropertyKey[count()];
  hash_ = new int16_t[size];
  std::fill_n(hash_, size, int16_t{-1});
  for (uint32_t i = 0; i < count(); ++i) {
    keys_[i] = key_of_row(row(i).name);
    uint32_t slot = static_cast<uint32_t>(keys_[i].bits() >> 4) & mask_;
    while (hash_[slot] >= 0) slot = (slot + 1) & mask_;
    hash_[slot] = static_cast<int16_t>(i);
  }
}

InternedTable::~InternedTable() {
  delete[] keys_;
  delete[] hash_;
}

const InternedTable& InternedTable::for_thread(const LazyTable& table) {
  thread_local std::unordered_map<const LazyTable*, std::unique_ptr<InternedTable>> tables;
  std::unique_ptr<InternedTable>& entry = tables[&table];
  if (entry == nullptr) entry = std::make_unique<InternedTable>(table);
  return *entry;
}

int InternedTable::find(PropertyKey key) const {
  uint32_t slot = static_cast<uint32_t>(key.bits() >> 4) & mask_;
  while (hash_[slot] >= 0) {
    if (keys_[hash_[slot]] == key) return hash_[slot];
    slot = (slot + 1) & mask_;
  }
  return -1;
}

Value InternedTable::make_value(Realm& realm, uint32_t i) const {
  const LazyProperty& row = this->row(i);
  switch (row.kind) {
    case LazyProperty::kMethod: {
      std::string_view name(row.name);
      if (name.starts_with("@@")) {
        return Value(
            realm.new_native(row.fn, "[Symbol." + std::string(name.substr(2)) + "]", row.length));
      }
      return Value(realm.new_native(row.fn, keys_[i].as_atom(), row.length));
    }
    case LazyProperty::kIntrinsic:
      return Value(realm.intrinsic(static_cast<Intrinsic>(row.intrinsic)));
    case LazyProperty::kNumber:
      return Value(row.number);
    case LazyProperty::kFactory:
      return row.factory(realm);
    case LazyProperty::kGetter:
      break;
  }
  throw std::logic_error("a getter row has no value");
}

}  // namespace actx
