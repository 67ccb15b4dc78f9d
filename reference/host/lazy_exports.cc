#include "host/lazy_exports.h"

#include <algorithm>
#include <string>

#include "host/host.h"
#include "host/modules.h"
#include "value/realm.h"
#include "value/tracer.h"

namespace actx {
namespace {

class LazyExports final : public Object {
 public:
  LazyExports(Object* prototype, Object* makers) : Object(prototype), makers_(makers) {
    make_lazily();
  }
  void trace(Tracer& tracer) const override {
    Object::trace(tracer);
    tracer.visit(makers_);
  }

 protected:
  bool materialise(Realm& realm, PropertyKey key) override {
    const Property* maker = makers_->own_slot(realm, key);
    if (maker == nullptr) return false;
    const Value value = realm.call(maker->value, Value(), {});
    // The function may have looked for the property itself.
    if (table_.find(key) == nullptr) add_builtin(realm, key, value, kAll);
    return true;
  }
  void list_builtins(Realm& realm, KeyList* out) override { makers_->own_keys(realm, out); }

 private:
  Object* const makers_;
};

/// Slot 0: what is refused.
Value refuse_export(Realm& realm, const Call& call) {
  refuse(realm, realm.utf8(call.callee->slot(0).as_string()));
}

}  // namespace

void refuse_names(Realm& realm, Object* exports, std::string_view module, std::string_view names) {
  const std::string prefix = std::string(module) + ".";
  for (size_t begin = 0; begin < names.size();) {
    const size_t end = std::min(names.find(' ', begin), names.size());
    const std::string name(names.substr(begin, end - begin));
    NativeFunction* getter = realm.new_native(refuse_export, realm.string(name), 0);
    getter->set_slot(0, realm.string(prefix + name));
    exports->define_own_property(realm, realm.key(name),
                                 PropertyDescriptor::accessor(getter, Value(), kConfigurable));
    begin = end + 1;
  }
}

Value refuse_exports(Realm& realm, const Call& call) {
  Host::of(realm).modules().refuse_later(call.arg(0).as_object(), call.arg(1).as_string(),
                                         call.arg(2).as_string());
  return Value();
}

Value lazy_exports(Realm& realm, const Call& call) {
  return realm.make<LazyExports>(realm.intrinsic(Intrinsic::kObjectPrototype),
                                 call.arg(0).as_object());
}

Value make_enumerable(Realm& realm, const Call& call) {
  Object* prototype = call.arg(0).as_object();
  KeyList keys;
  prototype->own_keys(realm, &keys);
  for (const PropertyKey key : keys) {
    if (key.is_symbol() || key == realm.names().constructor) continue;
    prototype->own_slot(realm, key)->flags |= kEnumerable;
  }
  return Value();
}

}  // namespace actx
