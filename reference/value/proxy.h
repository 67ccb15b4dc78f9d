// Proxy exotic objects (ECMAScript 10.5), every invariant checked.
#ifndef ACTX_VALUE_PROXY_H_
#define ACTX_VALUE_PROXY_H_

#include "value/function.h"

namespace actx {

class Proxy final : public Object {
 public:
  /// `target` and `handler` are objects; a callable target makes the proxy callable.
  Proxy(Object* target, Object* handler);
  static constexpr ObjectClass kClass = ObjectClass::kProxy;

  Object* target() const { return target_; }    // null once revoked
  Object* handler() const { return handler_; }  // null once revoked
  bool is_revoked() const { return handler_ == nullptr; }
  void revoke() { target_ = handler_ = nullptr; }

  Object* get_prototype_of(Realm&) override;
  bool set_prototype_of(Realm&, Object* prototype) override;
  bool is_extensible(Realm&) override;
  bool prevent_extensions(Realm&) override;
  bool get_own_property(Realm&, PropertyKey key, PropertyDescriptor* out) override;
  bool define_own_property(Realm&, PropertyKey key, const PropertyDescriptor& desc) override;
  bool has_property(Realm&, PropertyKey key) override;
  Value get(Realm&, PropertyKey key, Value receiver) override;
  using Object::get;
  bool set(Realm&, PropertyKey key, Value value, Value receiver) override;
  bool delete_property(Realm&, PropertyKey key) override;
  void own_keys(Realm&, KeyList* out) override;
  Value call(Realm& realm, Value this_value, Args args) override;
  Value construct(Realm& realm, Args args, Object* new_target) override;
  bool is_constructor() const override { return constructor_; }
  void trace(Tracer& tracer) const override;

 private:
  /// The trap, or undefined. TypeError when revoked.
  Value trap(Realm& realm, PropertyKey name);
  Object* target_;
  Object* handler_;
  bool constructor_;
};

}  // namespace actx

#endif  // ACTX_VALUE_PROXY_H_
