// observe(label, value): the same text on every implementation; see spec/litmus-js.md,
// "Observations". harness/observe.cjs is the same rule for real runtimes.
#include "host/observe.h"

#include <cmath>

#include "host/host.h"
#include "value/conversions.h"
#include "value/map_set.h"
#include "value/stack.h"

namespace actx {
namespace {

constexpr size_t kMaxDepth = 8;

/// A string as JSON.stringify writes it: lone surrogates as \uXXXX.
void append_quoted(std::u16string_view units, std::u16string* out) {
  constexpr char kHex[] = "0123456789abcdef";
  const auto escape = [&](char16_t unit) {
    *out += u"\\u";
    for (int shift = 12; shift >= 0; shift -= 4) *out += kHex[(unit >> shift) & 15];
  };
  *out += u'"';
  for (size_t i = 0; i < units.size(); ++i) {
    const char16_t unit = units[i];
    const bool is_high = unit >= 0xD800 && unit < 0xDC00;
    const bool is_low = unit >= 0xDC00 && unit < 0xE000;
    const bool has_low = i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000;
    switch (unit) {
      case u'"':
        *out += u"\\\"";
        break;
      case u'\\':
        *out += u"\\\\";
        break;
      case u'\b':
        *out += u"\\b";
        break;
      case u'\f':
        *out += u"\\f";
        break;
      case u'\n':
        *out += u"\\n";
        break;
      case u'\r':
        *out += u"\\r";
        break;
      case u'\t':
        *out += u"\\t";
        break;
      default:
        if (is_high && has_low) {
          *out += unit;
          *out += units[++i];
        } else if (unit < 0x20 || is_high || is_low) {
          escape(unit);
        } else {
          *out += unit;
        }
    }
  }
  *out += u'"';
}

class Writer {
 public:
  explicit Writer(Realm& realm) : realm_(realm) {}

  std::u16string text(Value value) {
    write(value);
    return std::move(out_);
  }

 private:
  void put(String* string) { out_ += realm_.units(string); }
  void put_text(Value value) { put(to_string(realm_, value)); }

  void write(Value value) {
    switch (value.tag()) {
      case Tag::kString:
        return append_quoted(realm_.units(value.as_string()), &out_);
      case Tag::kNumber:
        if (value.as_number() == 0 && std::signbit(value.as_number())) out_ += u'-';
        return put(number_to_string(realm_, value.as_number()));
      case Tag::kBigInt:
        put_text(value);
        out_ += u'n';
        return;
      case Tag::kSymbol:
        return write_symbol(value.as_symbol());
      case Tag::kObject:
        return write_object(value.as_object());
      default:
        return put_text(value);
    }
  }

  void write_symbol(Symbol* symbol) {
    out_ += u"Symbol(";
    if (symbol->description() != nullptr) put(symbol->description());
    out_ += u')';
  }

  void write_object(Object* object) {
    if (object->is_callable()) {
      out_ += u"[function ";
      put_text(object->get(realm_, realm_.names().name));
      out_ += u']';
      return;
    }
    for (const Object* outer : open_) {
      if (outer == object) {
        out_ += u"[circular]";
        return;
      }
    }
    if (open_.size() >= kMaxDepth) {
      out_ += u"[deep]";
      return;
    }
    open_.push_back(object);
    write_members(object);
    open_.pop_back();
  }

  void write_members(Object* object) {
    if (is_array(realm_, object)) return write_array(object);
    if (is_instance(object, Intrinsic::kError)) return write_error(object);
    if (is_instance(object, Intrinsic::kMap)) return write_entries(object, u"Map{", true);
    if (is_instance(object, Intrinsic::kSet)) return write_entries(object, u"Set{", false);
    if (is_instance(object, Intrinsic::kPromise)) {
      out_ += u"Promise{}";
      return;
    }
    write_name(object);
    out_ += u'{';
    bool is_first = true;
    KeyList keys;
    object->own_keys(realm_, &keys);
    for (const PropertyKey key : keys) {
      PropertyDescriptor own;
      if (key.is_symbol() || !object->get_own_property(realm_, key, &own) || !own.enumerable) {
        continue;
      }
      if (!is_first) out_ += u',';
      is_first = false;
      append_quoted(realm_.units(realm_.key_value(key).as_string()), &out_);
      out_ += u':';
      if (own.has_value) {
        write(own.value);
      } else {
        out_ += u"[accessor]";
      }
    }
    out_ += u'}';
  }

  bool is_instance(Object* object, Intrinsic constructor) {
    return ordinary_has_instance(realm_, realm_.intrinsic(constructor), object);
  }

  void write_array(Object* array) {
    const double length = length_of_array_like(realm_, array);
    out_ += u'[';
    for (double i = 0; i < length; ++i) {
      if (i > 0) out_ += u',';
      const PropertyKey key = PropertyKey::index(static_cast<uint32_t>(i));
      if (array->has_property(realm_, key)) write(array->get(realm_, key));
    }
    out_ += u']';
  }

  void write_error(Object* error) {
    put_text(error->get(realm_, realm_.names().name));
    const Value code = error->get(realm_, realm_.names().code);
    if (code.is_string()) {
      out_ += u'[';
      put(code.as_string());
      out_ += u']';
    }
    out_ += u'(';
    String* message = to_string(realm_, error->get(realm_, realm_.names().message));
    append_quoted(realm_.units(message), &out_);
    out_ += u')';
  }

  void write_entries(Object* collection, std::u16string_view head, bool is_map) {
    out_ += head;
    bool is_first = true;
    iterate(realm_, collection, [&](Value entry) {
      if (!is_first) out_ += u',';
      is_first = false;
      if (is_map) {
        write(get_value(realm_, entry, PropertyKey::index(0)));
        out_ += u"=>";
        write(get_value(realm_, entry, PropertyKey::index(1)));
      } else {
        write(entry);
      }
    });
    out_ += u'}';
  }

  /// The class an object shows: nothing for plain objects.
  void write_name(Object* object) {
    Object* prototype = object->get_prototype_of(realm_);
    if (prototype == nullptr || prototype == realm_.intrinsic(Intrinsic::kObjectPrototype)) return;
    PropertyDescriptor own;
    Value constructor;
    if (prototype->get_own_property(realm_, realm_.names().constructor, &own)) {
      constructor = own.value;
    } else {
      constructor = prototype->get(realm_, realm_.names().constructor);
    }
    if (is_callable(constructor)) put_text(get_value(realm_, constructor, realm_.names().name));
  }

  Realm& realm_;
  std::u16string out_;
  std::vector<Object*> open_;
};

}  // namespace

std::string observation_text(Realm& realm, Value value) {
  return utf16_to_utf8(Writer(realm).text(value));
}

Value observe(Realm& realm, const Call& call) {
  const Value label = call.arg(0);
  std::string name;
  if (label.is_symbol()) {
    name = observation_text(realm, label);
  } else {
    name = realm.utf8(to_string(realm, label));
  }
  Host::of(realm).observe(std::move(name), observation_text(realm, call.arg(1)));
  return Value();
}

}  // namespace actx
