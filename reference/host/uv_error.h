// Errors of libuv as Node's errors: `ENOENT: no such file or directory, open 'x'`.
#ifndef ACTX_HOST_UV_ERROR_H_
#define ACTX_HOST_UV_ERROR_H_

#include <string_view>

#include "value/realm.h"

namespace actx {

/// What was attempted.
struct UvAttempt {
  std::string_view syscall;
  String* path = nullptr;  // null: none
  String* dest = nullptr;
};

/// The order of an error's own properties: Node makes those it throws elsewhere than those it hands
/// to callbacks.
enum class UvErrorOrder : uint8_t { kCodeFirst, kSyscallFirst };

/// An error for `code`, one of libuv's negative error numbers. It has errno, code, syscall, and
/// path and dest if there are any.
Object* make_uv_error(Realm& realm, int code, const UvAttempt& attempt, UvErrorOrder order);

}  // namespace actx

#endif  // ACTX_HOST_UV_ERROR_H_
