#include "value/global_object.h"

#include "value/realm.h"

namespace actx {

void GlobalObject::add_tables(const LazyTable& language, const LazyTable* host) {
  set_lazy_table(language);
  if (host != nullptr) host_ = &InternedTable::for_thread(*host);
}

bool GlobalObject::materialise(Realm& realm, PropertyKey key) {
  if (host_ != nullptr && materialise_row(realm, *host_, key)) return true;
  return Object::materialise(realm, key);
}

void GlobalObject::list_builtins(Realm& realm, KeyList* out) {
  Object::list_builtins(realm, out);
  if (host_ == nullptr) return;
  for (uint32_t i = 0; i < host_->count(); ++i) {
    bool known = false;
    for (PropertyKey key : *out) known |= key == host_->key(i);
    if (!known) out->push_back(realm.arena(), host_->key(i));
  }
}

}  // namespace actx
