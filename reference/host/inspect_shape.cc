// What an object is: its class name, prefix, braces and which properties it shows.
#include <algorithm>
#include <cmath>

#include "host/inspect_access.h"
#include "host/inspector.h"
#include "value/conversions.h"
#include "value/map_set.h"
#include "value/promise.h"
#include "value/stack.h"
#include "value/wrappers.h"

namespace actx {
namespace {

std::u16string parenthesised(double count) {
  return u"(" + decimal(count) + u")";
}

/// Names of the language's own constructors: their prototypes hide nothing a program added.
bool is_builtin_name(Realm& realm, std::u16string_view name) {
  Property* slot = realm.global()->own_slot(realm, realm.key(realm.string(name)));
  return slot != nullptr && (slot->flags & kAccessor) == 0 && is_callable(slot->value);
}

}  // namespace

std::u16string Inspector::prefix(const Shape& shape, std::u16string_view fallback,
                                 std::u16string_view size) const {
  std::u16string out;
  if (shape.name.null) {
    out = u"[";
    out += fallback;
    out += size;
    out += u": null prototype] ";
    if (!shape.tag.empty() && fallback != shape.tag) out += u"[" + shape.tag + u"] ";
    return out;
  }
  out = shape.name.text;
  out += size;
  if (!shape.tag.empty() && shape.name.text != shape.tag) out += u" [" + shape.tag + u"]";
  return out + u" ";
}

/// The nearest `constructor` on the prototype chain that says the object is its instance.
ClassName Inspector::class_name(Object* object, int level, Shape* shape) {
  Object* first = nullptr;
  for (Object* at = object; at != nullptr; at = at->get_prototype_of(realm_)) {
    if (at != object && first == nullptr) first = at;
    PropertyDescriptor desc;
    if (!at->get_own_property(realm_, realm_.names().constructor, &desc)) continue;
    if (!is_callable(desc.value)) continue;
    const Value name = desc.value.as_object()->get(realm_, realm_.names().name);
    if (!name.is_string() || name.as_string()->length() == 0) continue;
    const Value prototype = desc.value.as_object()->get(realm_, realm_.names().prototype);
    if (!prototype.is_object() || !ordinary_has_instance(realm_, desc.value, Value(object)))
      continue;
    ClassName found{false, units(name)};
    if (shape != nullptr && (first != nullptr || !is_builtin_name(realm_, found.text)) &&
        options_.show_hidden && !too_deep(level)) {
      collect_inherited(first == nullptr ? object : first, object, shape);
    }
    return found;
  }
  if (first == nullptr) return {true, {}};
  // What the engine itself calls such an object.
  const std::u16string own = internal_class_name(realm_, object);
  if (too_deep(level)) return {false, own + u" <Complex prototype>"};
  const ClassName parent = class_name(first, level + 1, nullptr);
  if (!parent.null) return {false, own + u" <" + parent.text + u">"};
  InspectOptions options = options_;
  options.custom_inspect = false;
  options.depth = -1;
  return {false, own + u" <" + Inspector(realm_, options).value(Value(first), 0) + u">"};
}

/// Accessors of the program's own classes, from up to three prototypes, for `showHidden`.
void Inspector::collect_inherited(Object* from, Object* object, Shape* shape) {
  std::vector<PropertyKey> known;
  Object* at = from;
  for (int depth = 0; depth < 3 && at != nullptr; ++depth, at = at->get_prototype_of(realm_)) {
    PropertyDescriptor constructor;
    if (at->get_own_property(realm_, realm_.names().constructor, &constructor) &&
        is_callable(constructor.value) &&
        is_builtin_name(realm_,
                        units(constructor.value.as_object()->get(realm_, realm_.names().name)))) {
      return;
    }
    if (at == object) continue;
    KeyList keys;
    at->own_keys(realm_, &keys);
    for (const PropertyKey key : keys) {
      PropertyDescriptor desc, own;
      if (key == realm_.names().constructor || object->get_own_property(realm_, key, &own) ||
          std::find(known.begin(), known.end(), key) != known.end()) {
        continue;
      }
      known.push_back(key);
      if (!at->get_own_property(realm_, key, &desc) || is_callable(desc.value)) continue;
      shape->inherited.emplace_back(key, at);
    }
  }
}

/// The properties shown: enumerable ones, or all with `showHidden`.
std::vector<PropertyKey> Inspector::keys_of(Object* object, bool skip_indices) {
  KeyList all;
  object->own_keys(realm_, &all);
  std::vector<PropertyKey> keys;
  for (const PropertyKey key : all) {
    if (skip_indices && key.is_index()) continue;
    if (!options_.show_hidden) {
      PropertyDescriptor desc;
      if (!object->get_own_property(realm_, key, &desc) || !desc.enumerable) continue;
    }
    keys.push_back(key);
  }
  return keys;
}

Inspector::Writer Inspector::describe(Shape& shape, int level, bool in_typed_array) {
  Object* object = shape.object;
  shape.name = class_name(object, level, &shape);
  const PropertyKey tag_key = realm_.names().sym_to_string_tag;
  const Value tag = object->get(realm_, tag_key);
  if (tag.is_string() && tag.as_string()->length() > 0) {
    PropertyDescriptor own;
    const bool has_own = object->get_own_property(realm_, tag_key, &own);
    if (!has_own || (!options_.show_hidden && !own.enumerable)) shape.tag = units(tag);
  }
  const bool iterable =
      shape.name.null || to_boolean(object->get(realm_, realm_.names().sym_iterator));
  if (iterable) {
    bool found = false;
    const Writer writer = describe_iterable(shape, &found);
    if (found) return writer;
  }
  return describe_other(shape, level, in_typed_array);
}

/// Arrays, sets, maps, typed arrays and the iterators of maps and sets.
Inspector::Writer Inspector::describe_iterable(Shape& shape, bool* found) {
  Object* object = shape.object;
  *found = true;
  if (Array* array = as<Array>(object)) {
    const bool plain = !shape.name.null && shape.name.text == u"Array" && shape.tag.empty();
    shape.keys = keys_of(object, true);
    shape.open = (plain ? u"" : prefix(shape, u"Array", parenthesised(array->length()))) + u"[";
    shape.close = u"]";
    shape.kind = EntryKind::kArrayExtras;
    shape.base = array->length() == 0 && shape.keys.empty() ? shape.open + u"]" : u"";
    shape.complete = !shape.base.empty();
    return &Inspector::write_array;
  }
  if (object->object_class() == ObjectClass::kSet || object->object_class() == ObjectClass::kMap) {
    const bool is_map = object->object_class() == ObjectClass::kMap;
    const double size =
        is_map ? as<MapObject>(object)->entries().size() : as<SetObject>(object)->entries().size();
    shape.keys = keys_of(object, false);
    shape.open = prefix(shape, is_map ? u"Map" : u"Set", parenthesised(size)) + u"{";
    shape.complete = size == 0 && shape.keys.empty() && shape.inherited.empty();
    if (shape.complete) shape.base = shape.open + u"}";
    return is_map ? &Inspector::write_map : &Inspector::write_set;
  }
  if (object->object_class() == ObjectClass::kTypedArray) {
    const double length = typed_array_length(realm_, object);
    shape.keys = keys_of(object, true);
    shape.open = prefix(shape, typed_array_name(realm_, object), parenthesised(length)) + u"[";
    shape.close = u"]";
    shape.kind = EntryKind::kArrayExtras;
    shape.complete = length == 0 && shape.keys.empty() && !options_.show_hidden;
    if (shape.complete) shape.base = shape.open + u"]";
    return &Inspector::write_typed_array;
  }
  if (CollectionIterator* iterator = as_collection_iterator(object)) {
    const std::u16string name =
        std::u16string(iterator->is_map() ? u"Map" : u"Set") +
        (iterator->kind() == IterationKind::kEntries ? u" Entries" : u" Iterator");
    const std::u16string own = std::u16string(iterator->is_map() ? u"Map" : u"Set") + u" Iterator";
    shape.keys = keys_of(object, false);
    shape.open =
        u"[" + (shape.tag.empty() || shape.tag == own ? u"" : shape.tag + u"] [") + name + u"] {";
    return &Inspector::write_iterator;
  }
  *found = false;
  return &Inspector::write_nothing;
}

/// Everything that is shown as base and properties, or by properties alone.
Inspector::Writer Inspector::describe_other(Shape& shape, int level, bool in_typed_array) {
  Object* object = shape.object;
  shape.keys = keys_of(object, false);
  const bool bare = shape.keys.empty() && shape.inherited.empty();
  // What calls itself an Object is shown as one, whatever it is inside.
  if (!shape.name.null && shape.name.text == u"Object") {
    if (object->object_class() == ObjectClass::kArguments) {
      shape.open = u"[Arguments] {";
    } else if (!shape.tag.empty()) {
      shape.open = prefix(shape, u"Object") + u"{";
    }
    shape.complete = bare;
    if (bare) shape.base = shape.open + u"}";
    return &Inspector::write_nothing;
  }
  switch (object->object_class()) {
    case ObjectClass::kFunction:
      describe_function(shape);
      shape.complete = bare;
      if (bare) shape.base = style(shape.base, InspectStyle::kSpecial);
      return &Inspector::write_nothing;
    case ObjectClass::kRegExp:
    case ObjectClass::kDate: {
      const bool is_date = object->object_class() == ObjectClass::kDate;
      const std::u16string own = is_date ? u"Date" : u"RegExp";
      const std::u16string lead = prefix(shape, own);
      shape.base = is_date ? date_text(realm_, object) : regexp_text(realm_, object);
      if (lead != own + u" ") shape.base = lead + shape.base;
      shape.complete = bare || (!is_date && too_deep(level));
      if (shape.complete) {
        shape.base = style(shape.base, is_date ? InspectStyle::kDate : InspectStyle::kRegExp);
      }
      return &Inspector::write_nothing;
    }
    case ObjectClass::kArrayBuffer:
      shape.open = prefix(shape, u"ArrayBuffer") + u"{";
      if (in_typed_array && bare) {
        shape.base = shape.open + u" byteLength: " +
                     primitive(object->get(realm_, realm_.key("byteLength"))) + u" }";
        shape.complete = true;
      }
      shape.keys.insert(shape.keys.begin(), realm_.key("byteLength"));
      return in_typed_array ? &Inspector::write_nothing : &Inspector::write_array_buffer;
    case ObjectClass::kDataView:
      shape.open = prefix(shape, u"DataView") + u"{";
      for (const char* name : {"buffer", "byteOffset", "byteLength"}) {
        shape.keys.insert(shape.keys.begin(), realm_.key(name));
      }
      return &Inspector::write_nothing;
    case ObjectClass::kPromise:
      shape.open = prefix(shape, u"Promise") + u"{";
      return &Inspector::write_promise;
    case ObjectClass::kWeakSet:
      shape.open = prefix(shape, u"WeakSet") + u"{";
      return &Inspector::write_weak;
    case ObjectClass::kWeakMap:
      shape.open = prefix(shape, u"WeakMap") + u"{";
      return &Inspector::write_weak;
    case ObjectClass::kModuleNamespace:
      shape.open = prefix(shape, u"Module") + u"{";
      return &Inspector::write_namespace;
    case ObjectClass::kBoolean:
    case ObjectClass::kNumber:
    case ObjectClass::kString:
    case ObjectClass::kSymbol:
    case ObjectClass::kBigInt:
      describe_boxed(shape);
      return &Inspector::write_nothing;
    default:
      break;
  }
  if (object->object_class() == ObjectClass::kError || has_error_prototype(realm_, object)) {
    describe_error(shape);
    return &Inspector::write_nothing;
  }
  shape.open = prefix(shape, u"Object") + u"{";
  shape.complete = bare;
  if (bare) shape.base = shape.open + u"}";
  return &Inspector::write_nothing;
}

std::u16string Inspector::class_base(Shape& shape, Function* function) {
  PropertyDescriptor own;
  std::u16string name;
  if (function->get_own_property(realm_, realm_.names().name, &own)) {
    name = units(function->get(realm_, realm_.names().name));
  }
  std::u16string base = u"[class " + (name.empty() ? u"(anonymous)" : name);
  if (!shape.name.null && shape.name.text != u"Function") base += u" [" + shape.name.text + u"]";
  if (!shape.tag.empty() && shape.name.text != shape.tag) base += u" [" + shape.tag + u"]";
  if (shape.name.null) return base + u" extends [null prototype]]";
  if (Object* parent = function->get_prototype_of(realm_)) {
    const std::u16string parent_name = units(parent->get(realm_, realm_.names().name));
    if (!parent_name.empty()) base += u" extends " + parent_name;
  }
  return base + u"]";
}

void Inspector::describe_function(Shape& shape) {
  auto* function = static_cast<Function*>(shape.object);
  if (function->is_class()) {
    shape.base = class_base(shape, function);
    return;
  }
  const std::u16string type = function_kind_name(realm_, function);
  shape.base = u"[" + type;
  if (shape.name.null) shape.base += u" (null prototype)";
  const std::u16string name = units(function->get(realm_, realm_.names().name));
  shape.base += (name.empty() ? u" (anonymous)" : u": " + name) + u"]";
  if (!shape.name.null && shape.name.text != type) {
    shape.base += u" " + shape.name.text;
  }
  if (!shape.tag.empty() && shape.name.text != shape.tag) shape.base += u" [" + shape.tag + u"]";
}

void Inspector::describe_boxed(Shape& shape) {
  const ObjectClass object_class = shape.object->object_class();
  std::u16string type;
  Value inner;
  InspectStyle kind = InspectStyle::kNone;
  switch (object_class) {
    case ObjectClass::kBoolean:
      type = u"Boolean", kind = InspectStyle::kBoolean;
      break;
    case ObjectClass::kNumber:
      type = u"Number", kind = InspectStyle::kNumber;
      break;
    case ObjectClass::kSymbol:
      type = u"Symbol", kind = InspectStyle::kSymbol;
      break;
    case ObjectClass::kBigInt:
      type = u"BigInt", kind = InspectStyle::kBigInt;
      break;
    default:
      type = u"String", kind = InspectStyle::kString;
      break;
  }
  inner = this_primitive(Value(shape.object), object_class);
  if (object_class == ObjectClass::kString) {
    std::erase_if(shape.keys, [](PropertyKey key) { return key.is_index(); });
  }
  shape.base = u"[" + type;
  if (shape.name.null) {
    shape.base += u" (null prototype)";
  } else if (type != shape.name.text) {
    shape.base += u" (" + shape.name.text + u")";
  }
  InspectOptions plain = options_;
  plain.colors = false;
  Inspector nested(realm_, plain);
  nested.indentation_ = indentation_;
  shape.base += u": " + nested.primitive(inner) + u"]";
  if (!shape.tag.empty() && shape.tag != shape.name.text) shape.base += u" [" + shape.tag + u"]";
  shape.complete = shape.keys.empty() && shape.inherited.empty();
  if (shape.complete) shape.base = style(shape.base, kind);
}

}  // namespace actx
