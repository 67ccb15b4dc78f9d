#include "host/lazy_exports.h"

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

}  // namespace

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
