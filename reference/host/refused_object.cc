#include "host/refused_object.h"

#include "host/host.h"

namespace actx {
namespace {

class RefusedObject final : public Object {
 public:
  RefusedObject(String* name, bool is_callable) : Object(nullptr), name_(name) {
    exotic_ = true;
    callable_ = is_callable;
  }

  Object* get_prototype_of(Realm& realm) override { refuse_use(realm); }
  bool set_prototype_of(Realm& realm, Object*) override { refuse_use(realm); }
  bool is_extensible(Realm& realm) override { refuse_use(realm); }
  bool prevent_extensions(Realm& realm) override { refuse_use(realm); }
  bool get_own_property(Realm& realm, PropertyKey, PropertyDescriptor*) override {
    refuse_use(realm);
  }
  bool define_own_property(Realm& realm, PropertyKey, const PropertyDescriptor&) override {
    refuse_use(realm);
  }
  bool has_property(Realm& realm, PropertyKey) override { refuse_use(realm); }
  Value get(Realm& realm, PropertyKey, Value) override { refuse_use(realm); }
  using Object::get;
  bool set(Realm& realm, PropertyKey, Value, Value) override { refuse_use(realm); }
  bool delete_property(Realm& realm, PropertyKey) override { refuse_use(realm); }
  void own_keys(Realm& realm, KeyList*) override { refuse_use(realm); }
  Value call(Realm& realm, Value, Args) override { refuse_use(realm); }
  Value construct(Realm& realm, Args, Object*) override { refuse_use(realm); }
  bool is_constructor() const override { return is_callable(); }

  void trace(Tracer& tracer) const override {
    Object::trace(tracer);
    tracer.visit(Value(name_));
  }

 private:
  [[noreturn]] void refuse_use(Realm& realm) { refuse(realm, "the global " + realm.utf8(name_)); }

  String* name_;
};

}  // namespace

Object* make_refused_object(Realm& realm, std::string_view name, bool is_callable) {
  return realm.make<RefusedObject>(realm.string(name), is_callable);
}

}  // namespace actx
