// The Proxy constructor (ECMAScript 28.2).
#include "value/proxy.h"

#include "value/builtins/builtins.h"
#include "value/builtins/receiver.h"

namespace actx {

namespace {

Proxy* create(Realm& realm, const Call& call) {
  if (!call.arg(0).is_object() || !call.arg(1).is_object()) {
    throw_type_error(realm, "Cannot create proxy with a non-object as target or handler");
  }
  return realm.make<Proxy>(call.arg(0).as_object(), call.arg(1).as_object());
}

Value revoke(Realm&, const Call& call) {
  if (Proxy* proxy = as<Proxy>(call.callee->slot(0))) proxy->revoke();
  call.callee->set_slot(0, Value());
  return Value();
}

Value revocable(Realm& realm, const Call& call) {
  Proxy* proxy = create(realm, call);
  NativeFunction* revoker = realm.new_native(revoke, realm.names().empty.as_atom(), 0);
  revoker->set_slot(0, Value(proxy));
  Object* result = realm.new_object();
  result->define_raw(realm, realm.names().proxy, Value(proxy));
  result->define_raw(realm, realm.names().revoke, Value(revoker));
  return Value(result);
}

constexpr LazyProperty kRows[] = {lazy_method("revocable", revocable, 2)};
constexpr LazyTable kTable(kRows);

}  // namespace

Value proxy_constructor(Realm& realm, const Call& call) {
  require_new(realm, call, "Proxy");
  return Value(create(realm, call));
}

Object* build_Proxy(Realm& realm) {
  return realm.new_constructor(proxy_constructor, "Proxy", 2, kTable);
}

}  // namespace actx
