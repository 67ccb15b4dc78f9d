// Error objects.
//
// Invariants
// - `stack` is an own data property. Its lines are taken when the error is made, its head line
//   ("Name: message") when somebody first looks, as V8 does.
#ifndef ACTX_VALUE_ERROR_H_
#define ACTX_VALUE_ERROR_H_

#include "value/realm.h"

namespace actx {

class ErrorObject final : public Object {
 public:
  explicit ErrorObject(Object* prototype) : Object(prototype, ObjectClass::kError) {}
  static constexpr ObjectClass kClass = ObjectClass::kError;

  /// Takes the lines of the current activations; before any other property is defined.
  void capture(Realm& realm, Function* skip_until);

 protected:
  bool materialise(Realm& realm, PropertyKey key) override;
  void list_builtins(Realm& realm, KeyList* out) override;

 private:
  String* lines_ = nullptr;  // null: Error.stackTraceLimit is no number, and stack is undefined
};

/// The head line of a stack: Error.prototype.toString's steps; an error thrown inside gives
/// "<error>".
String* stack_head(Realm& realm, Object* object);

}  // namespace actx

#endif  // ACTX_VALUE_ERROR_H_
