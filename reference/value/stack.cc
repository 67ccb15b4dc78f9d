#include "value/stack.h"

#include <atomic>

#include "value/builtins/builtins.h"
#include "value/conversions.h"

namespace actx {

namespace {

std::atomic<KeptName> kept_name_of_host = nullptr;

// V8 shows the receiver's type only before names that are identifiers.
bool is_identifier(std::u16string_view name) {
  for (size_t i = 0; i < name.size(); ++i) {
    char16_t c = name[i];
    bool letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c > 127;
    if (!letter && !(i > 0 && c >= '0' && c <= '9')) return false;
  }
  return !name.empty();
}

std::u16string_view type_name(Realm& realm, Value receiver) {
  if (!receiver.is_object()) {
    if (receiver.is_string()) return u"String";
    if (receiver.is_number()) return u"Number";
    if (receiver.is_boolean()) return u"Boolean";
    return receiver.is_symbol() ? u"Symbol" : u"BigInt";
  }
  Object* object = receiver.as_object();
  if (object->object_class() == ObjectClass::kProxy) return u"Proxy";
  if (Function* function = as<Function>(object)) {
    std::u16string_view name = realm.units(function_name(realm, function));
    return function->is_class() && !name.empty() ? name : u"Function";
  }
  return realm.units(constructor_name(realm, object));
}

bool holds(const Property& property, Function* function) {
  auto is = [&](Value value) { return value.is_object() && value.as_object() == function; };
  if ((property.flags & kAccessor) == 0) return is(property.value);
  return is(property.accessor->getter) || is(property.accessor->setter);
}

// The name of the property of the receiver, or of its prototypes, that holds the function; empty
// when there is none or more than one. Only stored properties can hold it.
std::u16string_view method_name(Realm& realm, Value receiver, Function* function) {
  if (!receiver.is_object()) return {};
  PropertyKey own_name = PropertyKey::atom(realm.intern(function_name(realm, function)));
  PropertyKey found;
  for (Object* o = receiver.as_object(); o != nullptr; o = o->prototype()) {
    if (o->object_class() == ObjectClass::kProxy) return {};
    Property* named = o->table().find(own_name);
    if (named != nullptr && holds(*named, function)) return realm.units(own_name.as_atom());
    for (uint32_t i = 0; i < o->table().slot_count(); ++i) {
      const Property& property = o->table().slot(i);
      if (!property.key.is_atom() || !holds(property, function)) continue;
      if (!found.is_none() && found != property.key) return {};
      found = property.key;
    }
  }
  if (!found.is_none()) return realm.units(found.as_atom());
  const KeptName kept_name = kept_name_of_host;
  return kept_name == nullptr ? std::u16string_view() : kept_name(receiver.as_object(), function);
}

void append_method(Realm& realm, const CallSite& site, std::u16string_view name,
                   std::u16string* out) {
  std::u16string_view type = type_name(realm, site.this_value);
  std::u16string_view method = method_name(realm, site.this_value, site.function);
  if (name.empty()) {
    if (!type.empty()) (*out += type) += u".";
    *out += method.empty() ? u"<anonymous>" : method;
    return;
  }
  if (!type.empty() && is_identifier(name)) (*out += type) += u".";
  *out += name;
  bool named_so = name == method || (name.size() > method.size() && name.ends_with(method) &&
                                     name[name.size() - method.size() - 1] == '.');
  if (!method.empty() && !named_so) ((*out += u" [as ") += method) += u"]";
}

}  // namespace

void set_kept_name(KeptName kept_name) {
  kept_name_of_host = kept_name;
}

void append_call_site(Realm& realm, const CallSite& site, std::u16string* out) {
  std::u16string_view name;
  if (site.name != nullptr) {
    name = realm.units(site.name);
  } else if (site.function != nullptr) {
    name = realm.units(function_name(realm, site.function));
  }
  if (site.is_async) *out += u"async ";
  bool top_level = site.is_top_level || site.this_value.is_nullish() ||
                   (site.this_value.is_object() &&
                    site.this_value.as_object()->object_class() == ObjectClass::kGlobal);
  if (site.is_construct) {
    (*out += u"new ") += name.empty() ? u"<anonymous>" : name;
  } else if (!top_level && site.function != nullptr) {
    append_method(realm, site, name, out);
  } else if (!name.empty()) {
    *out += name;
  } else {
    *out += site.location;
    return;
  }
  ((*out += u" (") += site.location) += u")";
}

void describe_native(Realm& realm, const Activation& self, std::u16string* out) {
  const NativeActivation& native = static_cast<const NativeActivation&>(self);
  if (is_frameless(static_cast<NativeFunction*>(native.callee)->fn())) return;
  CallSite site;
  site.function = native.callee;
  site.this_value = native.this_value;
  site.is_construct = native.is_construct;
  append_call_site(realm, site, out);
}

}  // namespace actx
