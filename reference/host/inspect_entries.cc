// The entries of an object: its elements by kind, and its properties.
#include <algorithm>
#include <cmath>

#include "host/inspect_access.h"
#include "host/inspector.h"
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/promise.h"
#include "value/typed_array.h"

namespace actx {

void Inspector::write_array(Shape& shape, int level, Texts* out) {
  auto* array = static_cast<Array*>(shape.object);
  const double most =
      std::min(std::max(0.0, options_.max_array_length), static_cast<double>(array->length()));
  for (uint32_t i = 0; i < most; ++i) {
    PropertyDescriptor desc;
    if (!array->get_own_property(realm_, PropertyKey::index(i), &desc)) {
      write_sparse(shape, level, i, out);
      return;
    }
    out->push_back(property(array, level, PropertyKey::index(i), EntryKind::kElement, array));
  }
  if (array->length() > most) out->push_back(more_text(array->length() - most, u"item"));
}

/// The elements from a first hole on. A run of holes is one entry.
void Inspector::write_sparse(Shape& shape, int level, uint32_t from, Texts* out) {
  auto* array = static_cast<Array*>(shape.object);
  const double most =
      std::min(std::max(0.0, options_.max_array_length), static_cast<double>(array->length()));
  const auto holes = [&](double count) {
    return style(u"<" + decimal(count) + (count > 1 ? u" empty items>" : u" empty item>"),
                 InspectStyle::kUndefined);
  };
  KeyList keys;
  array->own_keys(realm_, &keys);
  double index = from;
  for (const PropertyKey key : keys) {
    if (static_cast<double>(out->size()) >= most) break;
    PropertyDescriptor desc;
    if (!key.is_index() || key.as_index() < from) continue;
    if (!array->get_own_property(realm_, key, &desc) || !desc.enumerable) continue;
    if (key.as_index() > index) {
      out->push_back(holes(key.as_index() - index));
      index = key.as_index();
      if (static_cast<double>(out->size()) >= most) break;
    }
    out->push_back(property(array, level, key, EntryKind::kElement, array));
    index += 1;
  }
  const double remaining = array->length() - index;
  if (remaining <= 0) return;
  out->push_back(static_cast<double>(out->size()) < most ? holes(remaining)
                                                         : more_text(remaining, u"item"));
}

void Inspector::write_typed_array(Shape& shape, int level, Texts* out) {
  const double length = typed_array_length(realm_, shape.object);
  const double most = std::min(std::max(0.0, options_.max_array_length), length);
  for (uint32_t i = 0; i < most; ++i) {
    out->push_back(primitive(shape.object->get(realm_, PropertyKey::index(i))));
  }
  if (length > most) out->push_back(more_text(length - most, u"item"));
  if (!options_.show_hidden) return;
  indentation_ += 2;
  for (const char* name : {"BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"}) {
    out->push_back(u"[" + u16_of(name) + u"]: " +
                   value(shape.object->get(realm_, realm_.key(name)), level, true));
  }
  indentation_ -= 2;
}

void Inspector::write_array_buffer(Shape& shape, int, Texts* out) {
  auto* buffer = static_cast<ArrayBufferObject*>(shape.object);
  if (buffer->is_detached()) {
    out->push_back(style(u"(detached)", InspectStyle::kSpecial));
    return;
  }
  const auto length = static_cast<double>(buffer->length());
  const double most = std::min(std::max(0.0, options_.max_array_length), length);
  std::u16string text;
  for (size_t i = 0; static_cast<double>(i) < most; ++i) {
    const unsigned byte = buffer->bytes()[i];
    if (i > 0) text += u' ';
    text += static_cast<char16_t>("0123456789abcdef"[byte >> 4]);
    text += static_cast<char16_t>("0123456789abcdef"[byte & 15]);
  }
  if (length > most) text += u" " + more_text(length - most, u"byte");
  out->push_back(style(u"[Uint8Contents]", InspectStyle::kSpecial) + u": <" + text + u">");
}

/// Sets and maps are shown whole: maxArrayLength does not apply to them.
void Inspector::write_set(Shape& shape, int level, Texts* out) {
  Collection& entries = as<SetObject>(shape.object)->entries();
  indentation_ += 2;
  for (CollectionEntry* at = entries.after(nullptr); at != nullptr; at = entries.after(at)) {
    out->push_back(value(at->key, level));
  }
  indentation_ -= 2;
}

void Inspector::write_map(Shape& shape, int level, Texts* out) {
  Collection& entries = as<MapObject>(shape.object)->entries();
  indentation_ += 2;
  for (CollectionEntry* at = entries.after(nullptr); at != nullptr; at = entries.after(at)) {
    const std::u16string key = value(at->key, level);
    out->push_back(key + u" => " + value(at->value, level));
  }
  indentation_ -= 2;
}

/// What a map or set iterator has yet to give, without moving it.
void Inspector::write_iterator(Shape& shape, int level, Texts* out) {
  // A copy moves in place of the program's iterator.
  CollectionIterator copy = *as_collection_iterator(shape.object);
  const double limit = std::max(0.0, options_.max_array_length);
  double count = 0;
  indentation_ += 2;
  while (CollectionEntry* entry = copy.step()) {
    if (++count > limit) continue;
    const Value second = copy.is_map() ? entry->value : entry->key;
    switch (copy.kind()) {
      case IterationKind::kKeys:
        out->push_back(value(entry->key, level));
        break;
      case IterationKind::kValues:
        out->push_back(value(second, level));
        break;
      case IterationKind::kEntries: {
        Texts pair{value(entry->key, level), value(second, level)};
        out->push_back(
            layout(std::move(pair), u"", u"[", u"]", EntryKind::kArrayExtras, level, nullptr));
      }
    }
  }
  indentation_ -= 2;
  if (count > limit) out->push_back(more_text(count - limit, u"item"));
}

void Inspector::write_promise(Shape& shape, int level, Texts* out) {
  auto* promise = static_cast<Promise*>(shape.object);
  if (promise->state() == Promise::State::kPending) {
    out->push_back(style(u"<pending>", InspectStyle::kSpecial));
    return;
  }
  indentation_ += 2;
  std::u16string text = value(promise->result(), level);
  indentation_ -= 2;
  if (promise->state() == Promise::State::kRejected) {
    text = style(u"<rejected>", InspectStyle::kSpecial) + u" " + text;
  }
  out->push_back(std::move(text));
}

void Inspector::write_weak(Shape&, int, Texts* out) {
  out->push_back(style(u"<items unknown>", InspectStyle::kSpecial));
}

/// Exports that are not initialised yet are marked as such.
void Inspector::write_namespace(Shape& shape, int level, Texts* out) {
  for (const PropertyKey key : shape.keys) {
    try {
      out->push_back(property(shape.object, level, key, EntryKind::kProperties, shape.object));
    } catch (const Throw&) {
      out->push_back(key_text(key, true) + u": " +
                     style(u"<uninitialized>", InspectStyle::kSpecial));
    }
  }
  shape.keys.clear();
}

std::u16string Inspector::key_text(PropertyKey key, bool enumerable) {
  if (key.is_symbol()) {
    Footprint::give_up_if_active();  // it may show async ids
    std::u16string name = u"Symbol(";
    if (String* description = key.as_symbol()->description()) name += realm_.units(description);
    return u"[" + style(escape_key(name + u")"), InspectStyle::kSymbol) + u"]";
  }
  const std::u16string text = units(realm_.key_value(key));
  if (text == u"__proto__") return u"['__proto__']";
  if (!enumerable) return u"[" + escape_key(text) + u"]";
  if (is_plain_key(text)) return style(text, InspectStyle::kName);
  return style(quote_string(text), InspectStyle::kString);
}

std::u16string Inspector::accessor(const PropertyDescriptor& desc, Object* receiver, int level) {
  const bool has_getter = !desc.getter.is_undefined();
  const bool has_setter = !desc.setter.is_undefined();
  if (!has_getter) {
    return has_setter ? style(u"[Setter]", InspectStyle::kSpecial)
                      : style(u"undefined", InspectStyle::kUndefined);
  }
  const std::u16string label = has_setter ? u"Getter/Setter" : u"Getter";
  using Getters = InspectOptions::Getters;
  const bool wanted = options_.getters == Getters::kAll ||
                      (options_.getters == Getters::kGetOnly && !has_setter) ||
                      (options_.getters == Getters::kGetAndSet && has_setter);
  if (!wanted) return style(u"[" + label + u"]", InspectStyle::kSpecial);
  const std::u16string open = style(u"[" + label + u":", InspectStyle::kSpecial);
  const std::u16string close = style(u"]", InspectStyle::kSpecial);
  try {
    const Value got = realm_.call(desc.getter, Value(receiver), {});
    indentation_ += 2;
    if (is_callable(got)) {
      // Node takes a function for a symbol here, fails, and keeps the indentation.
      throw_type_error(realm_, "Symbol.prototype.toString requires that 'this' be a Symbol");
    }
    const std::u16string text = value(got, level);
    indentation_ -= 2;
    if (got.is_object()) {
      return style(u"[" + label + u"]", InspectStyle::kSpecial) + u" " + text;
    }
    return open + u" " + text + close;
  } catch (const Throw& thrown) {
    const std::u16string message =
        thrown.value.is_object()
            ? units(Value(
                  to_string(realm_, thrown.value.as_object()->get(realm_, realm_.names().message))))
            : u"undefined";
    return open + u" <Inspection threw (" + message + u")>" + close;
  }
}

std::u16string Inspector::property(Object* holder, int level, PropertyKey key, EntryKind kind,
                                   Object* receiver) {
  PropertyDescriptor desc;
  if (!holder->get_own_property(realm_, key, &desc)) {
    desc = PropertyDescriptor::data(holder->get(realm_, key), kAll);
  }
  std::u16string text;
  std::u16string separator = u" ";
  if (desc.is_accessor()) {
    text = accessor(desc, receiver, level);
  } else {
    const bool always = options_.compact == InspectOptions::kCompactAlways;
    const int by = always && kind == EntryKind::kProperties ? 3 : 2;
    indentation_ += by;
    text = value(desc.value, level);
    if (by == 3 && options_.break_length < static_cast<double>(text_width(text, options_.colors))) {
      separator = u"\n" + indent();
    }
    indentation_ -= by;
  }
  if (kind == EntryKind::kElement) return text;
  return key_text(key, desc.enumerable) + u":" + separator + text;
}

}  // namespace actx
