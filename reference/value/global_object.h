// The global object: the language's globals and the host's, all made when first looked at.
#ifndef ACTX_VALUE_GLOBAL_OBJECT_H_
#define ACTX_VALUE_GLOBAL_OBJECT_H_

#include "value/function.h"

namespace actx {

class GlobalObject final : public Object {
 public:
  explicit GlobalObject(Object* prototype) : Object(prototype, ObjectClass::kGlobal) {}
  /// `host` may be null; its rows win over the language's.
  void add_tables(const LazyTable& language, const LazyTable* host);

 protected:
  bool materialise(Realm& realm, PropertyKey key) override;
  void list_builtins(Realm& realm, KeyList* out) override;

 private:
  const InternedTable* host_ = nullptr;
};

/// Constructors, namespaces and functions of ECMAScript clause 19.
const LazyTable& language_globals();

}  // namespace actx

#endif  // ACTX_VALUE_GLOBAL_OBJECT_H_
