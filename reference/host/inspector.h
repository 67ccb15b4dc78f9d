// The walk behind util.inspect: one Inspector per call. See inspect.h for what it promises.
//
// Words
// - entries: the texts between the braces of an object, elements and properties.
// - base: what stands for the object itself before its braces ("[Function: f]", an error's stack).
// - prefix: class name, size and tag before the opening brace ("Foo(2) [tag] ").
#ifndef ACTX_HOST_INSPECTOR_H_
#define ACTX_HOST_INSPECTOR_H_

#include <string>
#include <utility>
#include <vector>

#include "host/inspect.h"
#include "host/inspect_text.h"
#include "value/map_set.h"
#include "value/object.h"

namespace actx {

/// What kind of list the entries are: decides grouping and how a property is written.
enum class EntryKind : uint8_t {
  kProperties,   // "key: value"
  kElement,      // an array's element: the value alone
  kArrayExtras,  // elements followed by "key: value"; may be grouped in columns
};

using Texts = std::vector<std::u16string>;

/// The class name of an object as its prefix shows it; `null` when no prototype has a constructor.
struct ClassName {
  bool null = false;
  std::u16string text;
};

class Inspector {
 public:
  Inspector(Realm& realm, const InspectOptions& options) : realm_(realm), options_(options) {}
  std::u16string value(Value value, int level, bool in_typed_array = false);
  std::u16string primitive(Value value);

 private:
  /// An object being written.
  struct Shape {
    Object* object = nullptr;
    ClassName name;
    std::u16string tag;
    std::vector<PropertyKey> keys;
    std::vector<std::pair<PropertyKey, Object*>> inherited;  // shown hidden accessors
    std::u16string base;
    std::u16string open = u"{";
    std::u16string close = u"}";
    EntryKind kind = EntryKind::kProperties;
    bool complete = false;  // base is all there is
  };
  /// Writes the entries that are not properties.
  using Writer = void (Inspector::*)(Shape&, int level, Texts* out);

  // inspector.cc
  std::u16string object_value(Object* object, int level, bool in_typed_array);
  bool custom(Object* object, Object* context, int level, std::u16string* out);
  Value user_options();
  std::u16string raw(Object* object, int level, bool in_typed_array);
  std::u16string proxy(Object* target, Object* handler, int level);
  std::u16string style(std::u16string_view text, InspectStyle style) const;
  std::u16string circular(Object* object);
  bool too_deep(int level) const { return level > options_.depth; }
  std::u16string indent() const { return std::u16string(static_cast<size_t>(indentation_), u' '); }
  void sort_entries(const Shape& shape, Texts* texts);

  // inspect_shape.cc
  Writer describe(Shape& shape, int level, bool in_typed_array);
  Writer describe_iterable(Shape& shape, bool* found);
  Writer describe_other(Shape& shape, int level, bool in_typed_array);
  void describe_function(Shape& shape);
  void describe_boxed(Shape& shape);
  std::u16string class_base(Shape& shape, Function* function);
  std::u16string prefix(const Shape& shape, std::u16string_view fallback,
                        std::u16string_view size = {}) const;
  ClassName class_name(Object* object, int level, Shape* shape);
  void collect_inherited(Object* from, Object* object, Shape* shape);
  std::vector<PropertyKey> keys_of(Object* object, bool skip_indices);

  // inspect_error.cc
  void describe_error(Shape& shape);
  std::u16string stack_of(Object* error);
  void improve_stack(const Shape& shape, std::u16string_view name, std::u16string* stack);
  void drop_shown_keys(Shape& shape, std::u16string_view stack);
  void shorten_stack(Object* error, Texts* lines);

  // inspect_entries.cc
  void write_nothing(Shape&, int, Texts*) {}
  void write_array(Shape& shape, int level, Texts* out);
  void write_sparse(Shape& shape, int level, uint32_t from, Texts* out);
  void write_typed_array(Shape& shape, int level, Texts* out);
  void write_array_buffer(Shape& shape, int level, Texts* out);
  void write_set(Shape& shape, int level, Texts* out);
  void write_map(Shape& shape, int level, Texts* out);
  void write_iterator(Shape& shape, int level, Texts* out);
  void write_promise(Shape& shape, int level, Texts* out);
  void write_weak(Shape& shape, int level, Texts* out);
  void write_namespace(Shape& shape, int level, Texts* out);
  std::u16string property(Object* holder, int level, PropertyKey key, EntryKind kind,
                          Object* receiver);
  std::u16string accessor(const PropertyDescriptor& desc, Object* receiver, int level);
  std::u16string key_text(PropertyKey key, bool enumerable);

  // inspect_layout.cc
  std::u16string layout(Texts texts, std::u16string_view base, std::u16string_view open,
                        std::u16string_view close, EntryKind kind, int level, Object* object);
  Texts group(Texts texts, Object* object);
  bool fits(const Texts& texts, size_t start, std::u16string_view base) const;

  /// The text of a string property, or an empty string.
  std::u16string units(Value string) const;

  Realm& realm_;
  const InspectOptions& options_;
  int indentation_ = 0;
  int current_level_ = 0;
  std::vector<Object*> seen_;
  std::vector<Object*> circular_;  // index + 1 is the number shown
};

}  // namespace actx

#endif  // ACTX_HOST_INSPECTOR_H_
