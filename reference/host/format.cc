// util.format and util.formatWithOptions.
#include <cmath>

#include "host/inspect.h"
#include "host/inspect_text.h"
#include "host/inspector.h"
#include "value/conversions.h"
#include "value/proxy.h"

namespace actx {
namespace {

std::u16string units_of(Realm& realm, Value value) {
  return std::u16string(realm.units(to_string(realm, value)));
}

/// Whether String(object) would run only the language's own toString.
bool has_builtin_to_string(Realm& realm, Object* object) {
  while (Proxy* proxy = as<Proxy>(object)) {
    if (proxy->is_revoked()) return true;
    object = proxy->target();
  }
  const PropertyKey key = realm.names().toString;
  if (!is_callable(object->get(realm, key))) return true;
  PropertyDescriptor desc;
  if (object->get_own_property(realm, key, &desc)) return false;
  Object* at = object;
  do {
    at = at->get_prototype_of(realm);
  } while (at != nullptr && !at->get_own_property(realm, key, &desc));
  if (at == nullptr || !at->get_own_property(realm, realm.names().constructor, &desc)) return false;
  if (!is_callable(desc.value)) return false;
  const Value name = desc.value.as_object()->get(realm, realm.names().name);
  if (!name.is_string()) return false;
  Property* global = realm.global()->own_slot(realm, realm.key(name.as_string()));
  return global != nullptr && (global->flags & kAccessor) == 0 && is_callable(global->value);
}

std::u16string format_string(Realm& realm, const InspectOptions& options, Value value) {
  if (value.is_number()) return number_text(realm, value.as_number(), false);
  if (value.is_bigint()) return bigint_inspect_text(realm, value.as_bigint(), false);
  if (value.is_object() && !is_callable(value) && has_builtin_to_string(realm, value.as_object())) {
    InspectOptions shallow = options;
    shallow.depth = 0;
    shallow.colors = false;
    shallow.compact = 3;
    return inspect(realm, value, shallow);
  }
  if (value.is_symbol()) return Inspector(realm, InspectOptions()).primitive(value);
  return units_of(realm, value);
}

std::u16string format_json(Realm& realm, Value value) {
  Object* json = realm.intrinsic(Intrinsic::kJSON);
  try {
    const Value text = invoke(realm, Value(json), realm.key("stringify"), Args(&value, 1));
    return text.is_undefined() ? u"undefined" : units_of(realm, text);
  } catch (const Throw& thrown) {
    if (thrown.value.is_object()) {
      const std::u16string message =
          units_of(realm, thrown.value.as_object()->get(realm, realm.names().message));
      if (message.find(u"circular structure") != message.npos) return u"[Circular]";
    }
    throw;
  }
}

/// %d, %i, %f.
std::u16string format_number(Realm& realm, char16_t conversion, Value value) {
  if (value.is_bigint() && conversion != 'f') {
    return bigint_inspect_text(realm, value.as_bigint(), false);
  }
  if (value.is_symbol()) return u"NaN";
  if (conversion == 'd') return number_text(realm, to_number(realm, value), false);
  const char* function = conversion == 'i' ? "parseInt" : "parseFloat";
  const Value parsed =
      realm.call(realm.global()->get(realm, realm.key(function)), Value(), Args(&value, 1));
  return number_text(realm, parsed.as_number(), false);
}

/// The text of one conversion; false when there is no such conversion.
bool convert(Realm& realm, const InspectOptions& options, char16_t conversion, Value value,
             std::u16string* out) {
  switch (conversion) {
    case 's':
      *out += format_string(realm, options, value);
      return true;
    case 'j':
      *out += format_json(realm, value);
      return true;
    case 'd':
    case 'i':
    case 'f':
      *out += format_number(realm, conversion, value);
      return true;
    case 'O':
      *out += inspect(realm, value, options);
      return true;
    case 'o': {
      InspectOptions wide = options;
      wide.show_hidden = true;
      wide.show_proxy = true;
      wide.depth = 4;
      *out += inspect(realm, value, wide);
      return true;
    }
    case 'c':
      return true;
    default:
      return false;
  }
}

}  // namespace

std::u16string format_values(Realm& realm, const InspectOptions& options, Args args) {
  std::u16string out;
  size_t next = 0;
  if (args.size() > 1 && args[0].is_string()) {
    const std::u16string pattern(realm.units(args[0].as_string()));
    next = 1;
    for (size_t i = 0; i < pattern.size(); ++i) {
      const bool at_conversion = pattern[i] == '%' && i + 1 < pattern.size();
      if (at_conversion && pattern[i + 1] == '%') {
        out += u'%';
        ++i;
      } else if (at_conversion && next < args.size() &&
                 convert(realm, options, pattern[i + 1], args[next], &out)) {
        ++next;
        ++i;
      } else {
        out += pattern[i];
      }
    }
  } else if (!args.empty()) {
    out = args[0].is_string() ? std::u16string(realm.units(args[0].as_string()))
                              : inspect(realm, args[0], options);
    next = 1;
  }
  for (; next < args.size(); ++next) {
    out += u' ';
    out += args[next].is_string() ? std::u16string(realm.units(args[next].as_string()))
                                  : inspect(realm, args[next], options);
  }
  return out;
}

}  // namespace actx
