// The modules a program may import by name ("node:events"), and the parts they are made of.
//
// A module is written in C++ (a factory that makes its exports) or in JavaScript (a file of
// host/js/). builtin_modules.def is the table of both.
//
// Adding a module in JavaScript: put FILE.js into host/js/ (cmake embeds every .js file there, no
// list to edit), and a row JS_MODULE("name", "FILE.js") into builtin_modules.def. The file is a
// CommonJS body: it sees exports, require, module, and the globals of the realm. Its require takes
//   "./other.js"     another file of host/js/
//   "native:NAME"    a part written in C++: the rows NATIVE_PART of the table
//   "events", ...    a public module, with or without "node:"
// Stack traces call it "node:name", or "node:internal/FILE" when it is no public module.
//
// Adding a part in C++: a function `Value make_NAME(Realm&)` that returns the exports, and a row
// NATIVE_MODULE or NATIVE_PART.
//
// Invariants
// - A file is compiled once per thread and run at most once per run, when first required.
// - Making a module is cheap for programs that do not use it: nothing is made before it is asked
// for.
#ifndef ACTX_HOST_BUILTIN_MODULES_H_
#define ACTX_HOST_BUILTIN_MODULES_H_

#include <span>
#include <string_view>

#include "value/realm.h"

namespace actx {

struct EmbeddedFile {
  std::string_view name;  // "events.js"
  std::string_view text;  // UTF-8
};
/// All files of host/js/, by name.
std::span<const EmbeddedFile> embedded_files();

/// The public name of the module that `specifier` means ("node:events" and "events": "events"), as
/// permanent text; empty when there is no such module.
std::string_view find_builtin(std::string_view specifier);
/// True for names of Node's own modules that are not among ours: importing them is refused.
bool is_unsupported_builtin(std::string_view specifier);
/// All public names, in order of the table.
std::span<const std::string_view> builtin_names();

/// The exports of a public module, made when first asked for in this run. `name` as find_builtin
/// gives it. Throws Throw when the module's code does.
Value require_builtin(Realm& realm, std::string_view name);
/// The exports of a file of host/js/ ("errors.js") or of a native part ("native:util").
Value require_internal(Realm& realm, std::string_view name);

}  // namespace actx

#endif  // ACTX_HOST_BUILTIN_MODULES_H_
