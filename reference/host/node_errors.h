// The coded errors of Node's own modules, for the host's modules in C++. The JavaScript modules
// have the same in js/errors.js.
#ifndef ACTX_HOST_NODE_ERRORS_H_
#define ACTX_HOST_NODE_ERRORS_H_

#include <string>
#include <string_view>

#include "value/realm.h"

namespace actx {

/// An error with a code: `TypeError [CODE]: message` as the head of its stack, `code` as an own
/// property. `prototype`: Intrinsic::kTypeErrorPrototype or one of its like.
Object* make_node_error(Realm& realm, Intrinsic prototype, std::string_view code,
                        std::string_view message);
[[noreturn]] void throw_node_error(Realm& realm, Intrinsic prototype, std::string_view code,
                                   std::string_view message);

/// ERR_INVALID_ARG_TYPE: `The "name" argument must be of type function. Received type number (1)`.
/// `expected`: names of types ("string", "Function"), classes ("Buffer") or other things ("null"),
/// separated by '|'. A name with a dot is called a property, one that ends in " argument" is used
/// as it is.
[[noreturn]] void throw_invalid_arg_type(Realm& realm, std::string_view name,
                                         std::string_view expected, Value received);
/// Throws ERR_INVALID_ARG_TYPE unless `value` can be called.
void validate_function(Realm& realm, Value value, std::string_view name);
/// ERR_OUT_OF_RANGE: `The value of "name" is out of range. It must be RANGE. Received ...`.
[[noreturn]] void throw_out_of_range(Realm& realm, std::string_view name, std::string_view range,
                                     Value received);
/// "undefined", "function foo", "an instance of Foo", "type number (1)".
std::string describe_received(Realm& realm, Value value);
/// The text of util.inspect(value), for messages.
std::string inspect_for_message(Realm& realm, Value value);

}  // namespace actx

#endif  // ACTX_HOST_NODE_ERRORS_H_
