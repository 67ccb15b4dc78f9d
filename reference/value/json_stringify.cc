#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "value/characters.h"
#include "value/conversions.h"
#include "value/json.h"
#include "value/stack.h"
#include "value/wrappers.h"

namespace actx {

void json_quote(std::u16string_view text, std::u16string* out) {
  constexpr std::u16string_view kHex = u"0123456789abcdef";
  out->push_back(u'"');
  for (size_t i = 0; i < text.size(); ++i) {
    char16_t unit = text[i];
    bool paired = is_high_surrogate(unit) && i + 1 < text.size() && is_low_surrogate(text[i + 1]);
    bool lone = !paired && (unit & 0xF800) == 0xD800;
    switch (unit) {
      case '"':
        *out += u"\\\"";
        continue;
      case '\\':
        *out += u"\\\\";
        continue;
      case '\b':
        *out += u"\\b";
        continue;
      case '\t':
        *out += u"\\t";
        continue;
      case '\n':
        *out += u"\\n";
        continue;
      case '\f':
        *out += u"\\f";
        continue;
      case '\r':
        *out += u"\\r";
        continue;
      default:
        break;
    }
    if (unit < 0x20 || lone) {
      *out += u"\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out->push_back(kHex[(unit >> shift) & 15]);
      continue;
    }
    out->push_back(unit);
    if (paired) out->push_back(text[++i]);
  }
  out->push_back(u'"');
}

namespace {

/// SerializeJSONProperty and what it calls (25.5.2.1 to 25.5.2.5).
class JsonWriter {
 public:
  JsonWriter(Realm& realm, Value replacer, Value space) : realm_(realm) {
    if (is_callable(replacer)) {
      replacer_ = replacer;
    } else if (is_array(realm, replacer)) {
      read_property_list(replacer.as_object());
    }
    read_gap(space);
  }

  Value run(Value value) {
    Object* holder = realm_.new_object();
    holder->define_raw(realm_, realm_.names().empty, value);
    if (!write_property(holder, realm_.names().empty, value)) return Value();
    if (out_.size() > 536870888) throw_range_error(realm_, "Invalid string length");
    return Value(realm_.string(std::u16string_view(out_)));
  }

 private:
  struct Level {
    Object* object;
    PropertyKey key;  // where its parent keeps it
  };

  void read_property_list(Object* list) {
    has_property_list_ = true;
    double length = length_of_array_like(realm_, list);
    for (double i = 0; i < length; ++i) {
      Value item = list->get(realm_, realm_.to_property_key(Value(i)));
      bool wrapped =
          item.is_object() && (item.as_object()->object_class() == ObjectClass::kNumber ||
                               item.as_object()->object_class() == ObjectClass::kString);
      if (!item.is_string() && !item.is_number() && !wrapped) continue;
      PropertyKey key = realm_.key(to_string(realm_, item));
      if (std::find(property_list_.begin(), property_list_.end(), key) == property_list_.end()) {
        property_list_.push_back(key);
      }
    }
  }

  void read_gap(Value space) {
    if (space.is_object()) {
      ObjectClass kind = space.as_object()->object_class();
      if (kind == ObjectClass::kNumber) space = Value(to_number(realm_, space));
      if (kind == ObjectClass::kString) space = Value(to_string(realm_, space));
    }
    if (space.is_number()) {
      double width = std::clamp(to_integer_or_infinity(realm_, space), 0.0, 10.0);
      gap_.assign(static_cast<size_t>(width), u' ');
    } else if (space.is_string()) {
      gap_ = realm_.units(space.as_string()).substr(0, 10);
    }
  }

  /// Writes the value of a property; false when it is to be left out.
  bool write_property(Object* holder, PropertyKey key, Value value) {
    if (value.is_object() || value.is_bigint()) {
      Value to_json = get_value(realm_, value, realm_.names().toJSON);
      if (is_callable(to_json)) {
        const Value args[] = {realm_.key_value(key)};
        value = realm_.call(to_json, value, args);
      }
    }
    if (!replacer_.is_undefined()) {
      const Value args[] = {realm_.key_value(key), value};
      value = realm_.call(replacer_, Value(holder), args);
    }
    if (value.is_object()) value = unwrap(value);
    switch (value.tag()) {
      case Tag::kNull:
        out_ += u"null";
        return true;
      case Tag::kBoolean:
        out_ += value.as_boolean() ? u"true" : u"false";
        return true;
      case Tag::kString:
        json_quote(realm_.units(value.as_string()), &out_);
        return true;
      case Tag::kNumber:
        if (std::isfinite(value.as_number())) {
          out_ += realm_.units(number_to_string(realm_, value.as_number()));
        } else {
          out_ += u"null";
        }
        return true;
      case Tag::kBigInt:
        throw_type_error(realm_, "Do not know how to serialize a BigInt");
      case Tag::kObject:
        if (is_callable(value)) return false;
        write_container(value.as_object(), key);
        return true;
      default:
        return false;
    }
  }

  Value unwrap(Value value) {
    switch (value.as_object()->object_class()) {
      case ObjectClass::kNumber:
        return Value(to_number(realm_, value));
      case ObjectClass::kString:
        return Value(to_string(realm_, value));
      case ObjectClass::kBoolean:
      case ObjectClass::kBigInt:
        return static_cast<PrimitiveObject*>(value.as_object())->primitive();
      default:
        return value;
    }
  }

  void write_container(Object* object, PropertyKey key) {
    for (size_t i = 0; i < stack_.size(); ++i) {
      if (stack_[i].object == object) throw_circular(i, key);
    }
    // Our frames are small: a few of them weigh as much as one native calling the program.
    std::optional<NativeScope> scope;
    if (stack_.size() % 4 == 0) scope.emplace(realm_);
    stack_.push_back({object, key});
    std::u16string outer_indent = indent_;
    indent_ += gap_;
    if (is_array(realm_, Value(object))) {
      write_array(object, outer_indent);
    } else {
      write_object(object, outer_indent);
    }
    indent_ = std::move(outer_indent);
    stack_.pop_back();
  }

  void write_separator(bool first) {
    if (!first) out_.push_back(u',');
    if (gap_.empty()) return;
    out_.push_back(u'\n');
    out_ += indent_;
  }
  void write_end(bool empty, const std::u16string& outer_indent, char16_t bracket) {
    if (!empty && !gap_.empty()) {
      out_.push_back(u'\n');
      out_ += outer_indent;
    }
    out_.push_back(bracket);
  }

  void write_array(Object* array, const std::u16string& outer_indent) {
    out_.push_back(u'[');
    double length = length_of_array_like(realm_, array);
    for (double i = 0; i < length; ++i) {
      write_separator(i == 0);
      PropertyKey key = realm_.to_property_key(Value(i));
      if (!write_property(array, key, array->get(realm_, key))) out_ += u"null";
    }
    write_end(length == 0, outer_indent, u']');
  }

  void write_object(Object* object, const std::u16string& outer_indent) {
    out_.push_back(u'{');
    std::vector<PropertyKey> keys = property_list_;
    if (!has_property_list_) {
      KeyList all;
      object->own_keys(realm_, &all);
      for (PropertyKey key : all) {
        PropertyDescriptor descriptor;
        if (!key.is_symbol() && object->get_own_property(realm_, key, &descriptor) &&
            descriptor.enumerable) {
          keys.push_back(key);
        }
      }
    }
    bool empty = true;
    for (PropertyKey key : keys) {
      Value value = object->get(realm_, key);
      size_t before = out_.size();
      write_separator(empty);
      json_quote(realm_.units(realm_.key_value(key).as_string()), &out_);
      out_ += gap_.empty() ? u":" : u": ";
      if (write_property(object, key, value)) {
        empty = false;
      } else {
        out_.resize(before);
      }
    }
    write_end(empty, outer_indent, u'}');
  }

  std::string describe_key(PropertyKey key) {
    std::string text = realm_.utf8(realm_.key_value(key).as_string());
    return key.is_index() ? "index " + text : "property '" + text + "'";
  }
  std::string describe_constructor(Object* object) {
    std::string name = realm_.utf8(constructor_name(realm_, object));
    return "object with constructor '" + (name.empty() ? "Object" : name) + "'";
  }

  /// V8's picture of the circle: its start, two steps, the last step, and what closes it.
  [[noreturn]] void throw_circular(size_t start, PropertyKey closing_key) {
    std::string text = "Converting circular structure to JSON\n    --> starting at " +
                       describe_constructor(stack_[start].object);
    size_t head_end = std::min(stack_.size(), start + 3);
    size_t tail = std::max(stack_.size() - 1, head_end);
    for (size_t i = start + 1; i < stack_.size(); ++i) {
      if (i == head_end && tail != head_end) text += "\n    |     ...";
      if (i >= head_end && i < tail) continue;
      text += "\n    |     " + describe_key(stack_[i].key) + " -> " +
              describe_constructor(stack_[i].object);
    }
    text += "\n    --- " + describe_key(closing_key) + " closes the circle";
    throw_type_error(realm_, text);
  }

  Realm& realm_;
  Value replacer_;
  bool has_property_list_ = false;
  std::vector<PropertyKey> property_list_;
  std::u16string gap_;
  std::u16string indent_;
  std::u16string out_;
  std::vector<Level> stack_;
};

}  // namespace

Value json_stringify(Realm& realm, Value value, Value replacer, Value space) {
  return JsonWriter(realm, replacer, space).run(value);
}

}  // namespace actx
