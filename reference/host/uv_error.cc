#include "host/uv_error.h"

#include <uv.h>

#include <string>

namespace actx {

Object* make_uv_error(Realm& realm, int code, const UvAttempt& attempt, UvErrorOrder order) {
  const std::string name = uv_err_name(code);
  std::string message = name + ": " + uv_strerror(code) + ", " + std::string(attempt.syscall);
  if (attempt.path != nullptr) message += " '" + realm.utf8(attempt.path) + "'";
  if (attempt.dest != nullptr) message += " -> '" + realm.utf8(attempt.dest) + "'";
  Object* error = make_error(realm, Intrinsic::kErrorPrototype, message);
  const auto add = [&](const char* key, Value value) {
    error->define_raw(realm, realm.key(key), value);
  };
  const Value syscall(realm.string(attempt.syscall));
  add("errno", Value(code));
  if (order == UvErrorOrder::kSyscallFirst) add("syscall", syscall);
  add("code", Value(realm.string(name)));
  if (order == UvErrorOrder::kCodeFirst) add("syscall", syscall);
  if (attempt.path != nullptr) add("path", Value(attempt.path));
  if (attempt.dest != nullptr) add("dest", Value(attempt.dest));
  return error;
}

}  // namespace actx
