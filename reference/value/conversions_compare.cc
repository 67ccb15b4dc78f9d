// Testing and comparison: ECMAScript 7.2, and the operators typeof and instanceof.
#include <cmath>

#include "value/bigint.h"
#include "value/conversions.h"
#include "value/proxy.h"

namespace actx {

bool is_array(Realm& realm, Value value) {
  while (true) {
    if (!value.is_object()) return false;
    if (value.as_object()->object_class() == ObjectClass::kArray) return true;
    Proxy* proxy = as<Proxy>(value);
    if (proxy == nullptr) return false;
    if (proxy->is_revoked()) {
      throw_type_error(realm, "Cannot perform 'IsArray' on a proxy that has been revoked");
    }
    value = Value(proxy->target());
  }
}

bool is_constructor(Value value) {
  return value.is_object() && value.as_object()->is_constructor();
}

bool string_equals(Realm& realm, String* a, String* b) {
  if (a == b) return true;
  if (a->length() != b->length() || (a->is_atom() && b->is_atom())) return false;
  return realm.units(a) == realm.units(b);
}

namespace {

// Equality of two values of the same type that are not numbers.
bool same_value_non_number(Realm& realm, Value a, Value b) {
  switch (a.tag()) {
    case Tag::kBoolean:
      return a.as_boolean() == b.as_boolean();
    case Tag::kString:
      return string_equals(realm, a.as_string(), b.as_string());
    case Tag::kSymbol:
      return a.as_symbol() == b.as_symbol();
    case Tag::kBigInt:
      return bigint_compare(a.as_bigint(), b.as_bigint()) == 0;
    case Tag::kObject:
      return a.as_object() == b.as_object();
    default:
      return true;
  }
}

}  // namespace

bool is_strictly_equal(Realm& realm, Value a, Value b) {
  if (a.tag() != b.tag()) return false;
  if (a.is_number()) return a.as_number() == b.as_number();
  return same_value_non_number(realm, a, b);
}

bool same_value_zero(Realm& realm, Value a, Value b) {
  if (a.tag() != b.tag()) return false;
  if (!a.is_number()) return same_value_non_number(realm, a, b);
  return a.as_number() == b.as_number() || (std::isnan(a.as_number()) && std::isnan(b.as_number()));
}

bool same_value(Realm& realm, Value a, Value b) {
  if (!same_value_zero(realm, a, b)) return false;
  return !a.is_number() || std::signbit(a.as_number()) == std::signbit(b.as_number()) ||
         std::isnan(a.as_number());
}

bool is_loosely_equal(Realm& realm, Value a, Value b) {
  while (true) {
    if (a.tag() == b.tag()) return is_strictly_equal(realm, a, b);
    if (a.is_nullish() || b.is_nullish()) return a.is_nullish() && b.is_nullish();
    if (a.is_boolean()) {
      a = Value(to_number(realm, a));
    } else if (b.is_boolean()) {
      b = Value(to_number(realm, b));
    } else if (a.is_object()) {
      a = to_primitive(realm, a);
    } else if (b.is_object()) {
      b = to_primitive(realm, b);
    } else if (a.is_symbol() || b.is_symbol()) {
      return false;
    } else if (a.is_bigint() || b.is_bigint()) {
      if (b.is_bigint()) std::swap(a, b);
      if (b.is_string()) {
        BigInt* big = bigint_from_string(realm, realm.units(b.as_string()));
        return big != nullptr && bigint_compare(a.as_bigint(), big) == 0;
      }
      return !std::isnan(b.as_number()) && bigint_compare_number(a.as_bigint(), b.as_number()) == 0;
    } else {
      return to_number(realm, a) == to_number(realm, b);
    }
  }
}

namespace {

// -1 (undefined) when one is NaN.
int less_numeric(Value a, Value b) {
  if (a.is_bigint() && b.is_bigint()) {
    return bigint_compare(a.as_bigint(), b.as_bigint()) < 0 ? 1 : 0;
  }
  if (a.is_bigint()) {
    if (std::isnan(b.as_number())) return -1;
    return bigint_compare_number(a.as_bigint(), b.as_number()) < 0 ? 1 : 0;
  }
  if (b.is_bigint()) {
    if (std::isnan(a.as_number())) return -1;
    return bigint_compare_number(b.as_bigint(), a.as_number()) > 0 ? 1 : 0;
  }
  if (std::isnan(a.as_number()) || std::isnan(b.as_number())) return -1;
  return a.as_number() < b.as_number() ? 1 : 0;
}

}  // namespace

int is_less_than(Realm& realm, Value a, Value b, bool left_first) {
  if (a.is_number() && b.is_number()) return less_numeric(a, b);
  if (left_first) {
    a = to_primitive(realm, a, Hint::kNumber);
    b = to_primitive(realm, b, Hint::kNumber);
  } else {
    b = to_primitive(realm, b, Hint::kNumber);
    a = to_primitive(realm, a, Hint::kNumber);
  }
  if (a.is_string() && b.is_string()) {
    return realm.units(a.as_string()) < realm.units(b.as_string()) ? 1 : 0;
  }
  if (a.is_bigint() && b.is_string()) {
    BigInt* big = bigint_from_string(realm, realm.units(b.as_string()));
    return big == nullptr ? -1 : less_numeric(a, Value(big));
  }
  if (a.is_string() && b.is_bigint()) {
    BigInt* big = bigint_from_string(realm, realm.units(a.as_string()));
    return big == nullptr ? -1 : less_numeric(Value(big), b);
  }
  a = to_numeric(realm, a);
  b = to_numeric(realm, b);
  return less_numeric(a, b);
}

String* type_of(Realm& realm, Value value) {
  const Names& names = realm.names();
  switch (value.tag()) {
    case Tag::kEmpty:
    case Tag::kUndefined:
      return names.undefined.as_atom();
    case Tag::kNull:
      return names.object.as_atom();
    case Tag::kBoolean:
      return names.boolean.as_atom();
    case Tag::kNumber:
      return names.number.as_atom();
    case Tag::kString:
      return names.string.as_atom();
    case Tag::kSymbol:
      return names.symbol.as_atom();
    case Tag::kBigInt:
      return names.bigint.as_atom();
    case Tag::kObject:
      break;
  }
  return is_callable(value) ? names.function.as_atom() : names.object.as_atom();
}

bool instance_of(Realm& realm, Value value, Value target) {
  if (!target.is_object()) {
    throw_type_error(realm, "Right-hand side of 'instanceof' is not an object");
  }
  Value method = get_method(realm, target, realm.names().sym_has_instance);
  if (!method.is_undefined()) return to_boolean(realm.call(method, target, Args(&value, 1)));
  if (!is_callable(target)) {
    throw_type_error(realm, "Right-hand side of 'instanceof' is not callable");
  }
  return ordinary_has_instance(realm, target, value);
}

bool ordinary_has_instance(Realm& realm, Value constructor, Value value) {
  if (!is_callable(constructor)) return false;
  if (BoundFunction* bound = as_bound_function(constructor)) {
    return instance_of(realm, value, Value(bound->target()));
  }
  if (!value.is_object()) return false;
  Value prototype = constructor.as_object()->get(realm, realm.names().prototype);
  if (!prototype.is_object()) {
    throw_type_error(realm, "Function has non-object prototype '" +
                                describe_for_message(realm, prototype) + "' in instanceof check");
  }
  Object* object = value.as_object();
  while (true) {
    object = object->get_prototype_of(realm);
    if (object == nullptr) return false;
    if (object == prototype.as_object()) return true;
  }
}

}  // namespace actx
