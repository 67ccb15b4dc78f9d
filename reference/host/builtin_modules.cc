#include "host/builtin_modules.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "host/host.h"
#include "host/modules.h"
#include "host/timers.h"
#include "script/engine.h"
#include "value/conversions.h"

namespace actx {

#define JS_MODULE(name, file)
#define JS_PART(name, file, key)
#define NATIVE_MODULE(name, make) Value make(Realm& realm);
#define NATIVE_PART(name, make) Value make(Realm& realm);
#include "host/builtin_modules.def"
#undef JS_MODULE
#undef JS_PART
#undef NATIVE_MODULE
#undef NATIVE_PART

namespace {

struct Row {
  std::string_view name;
  std::string_view file;  // empty: native
  std::string_view key;   // which property of the file's exports; empty: all of them
  Value (*make)(Realm&) = nullptr;
  bool is_public = true;
};

constexpr Row kRows[] = {
#define JS_MODULE(name, file) {name, file, ""},
#define JS_PART(name, file, key) {name, file, key},
#define NATIVE_MODULE(name, make) {name, "", "", make},
#define NATIVE_PART(name, make) {name, "", "", make, false},
#include "host/builtin_modules.def"
#undef JS_MODULE
#undef JS_PART
#undef NATIVE_MODULE
#undef NATIVE_PART
};

// Node's public modules that are not among ours.
constexpr std::string_view kUnsupported[] = {"_http_agent",
                                             "_http_client",
                                             "_http_common",
                                             "_http_incoming",
                                             "_http_outgoing",
                                             "_http_server",
                                             "_stream_duplex",
                                             "_stream_passthrough",
                                             "_stream_readable",
                                             "_stream_transform",
                                             "_stream_wrap",
                                             "_stream_writable",
                                             "_tls_common",
                                             "_tls_wrap",
                                             "assert",
                                             "assert/strict",
                                             "async_hooks",
                                             "buffer",
                                             "child_process",
                                             "cluster",
                                             "console",
                                             "constants",
                                             "crypto",
                                             "dgram",
                                             "diagnostics_channel",
                                             "dns",
                                             "dns/promises",
                                             "domain",
                                             "events",
                                             "fs",
                                             "fs/promises",
                                             "http",
                                             "http2",
                                             "https",
                                             "inspector",
                                             "inspector/promises",
                                             "module",
                                             "net",
                                             "os",
                                             "path",
                                             "path/posix",
                                             "path/win32",
                                             "perf_hooks",
                                             "process",
                                             "punycode",
                                             "querystring",
                                             "readline",
                                             "readline/promises",
                                             "repl",
                                             "stream",
                                             "stream/consumers",
                                             "stream/promises",
                                             "stream/web",
                                             "string_decoder",
                                             "sys",
                                             "test",
                                             "timers",
                                             "timers/promises",
                                             "tls",
                                             "trace_events",
                                             "tty",
                                             "url",
                                             "util",
                                             "util/types",
                                             "v8",
                                             "vm",
                                             "wasi",
                                             "worker_threads",
                                             "zlib"};

const Row* find_row(std::string_view name) {
  for (const Row& row : kRows) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

std::string_view without_scheme(std::string_view specifier) {
  return specifier.starts_with("node:") ? specifier.substr(5) : specifier;
}

/// What stack traces call a file of host/js/.
std::string unit_name(std::string_view file) {
  for (const Row& row : kRows) {
    if (row.file == file && row.key.empty()) return "node:" + std::string(row.name);
  }
  return "node:internal/" + std::string(file.substr(0, file.size() - 3));
}

/// The compiled file; compiled once per thread. Null when there is no such file.
const CompiledUnit* unit_of(std::string_view file) {
  thread_local std::map<std::string_view, UnitPtr> units;
  const auto found = units.find(file);
  if (found != units.end()) return found->second.get();
  for (const EmbeddedFile& embedded : embedded_files()) {
    if (embedded.name != file) continue;
    UnitPtr unit = compile(embedded.text, unit_name(file), ast::Goal::kCommonJs);
    return units.emplace(embedded.name, std::move(unit)).first->second.get();
  }
  return nullptr;
}

[[noreturn]] void no_such_part(std::string_view name) {
  throw Refused{"the host module " + std::string(name) + " does not exist"};
}

/// The require() of the files of host/js/.
Value internal_require(Realm& realm, const Call& call) {
  const std::string name = realm.utf8(to_string(realm, call.arg(0)));
  if (name.starts_with("./")) return require_internal(realm, name.substr(2));
  if (name.starts_with("native:")) return require_internal(realm, name);
  const std::string_view builtin = find_builtin(name);
  if (builtin.empty()) no_such_part(name);
  return require_builtin(realm, builtin);
}

Value run_file(Realm& realm, std::string_view file, Object* module) {
  const CompiledUnit* unit = unit_of(file);
  if (unit == nullptr) no_such_part(file);
  const PropertyKey exports_key = realm.key("exports");
  Object* exports = realm.new_object();
  module->define_raw(realm, exports_key, exports);
  const Value args[] = {exports, realm.new_native(internal_require, "require", 1), module,
                        realm.string(file), realm.literal("node:internal")};
  realm.call(commonjs_function(realm, *unit), exports, args);
  return module->get(realm, exports_key);
}

}  // namespace

std::string_view find_builtin(std::string_view specifier) {
  const Row* row = find_row(without_scheme(specifier));
  return row != nullptr && row->is_public ? row->name : std::string_view();
}

bool is_unsupported_builtin(std::string_view specifier) {
  const std::string_view name = without_scheme(specifier);
  return std::find(std::begin(kUnsupported), std::end(kUnsupported), name) !=
         std::end(kUnsupported);
}

std::span<const std::string_view> builtin_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (const Row& row : kRows) {
      if (row.is_public) list.push_back(row.name);
    }
    return list;
  }();
  return names;
}

Value require_builtin(Realm& realm, std::string_view name) {
  ModuleSystem& modules = Host::of(realm).modules();
  const Row* row = find_row(name);
  if (row == nullptr) no_such_part(name);
  if (row->make == nullptr) {
    const Value exports = require_internal(realm, row->file);
    return row->key.empty() ? exports : get_value(realm, exports, realm.key(row->key));
  }
  if (Object* known = modules.find_internal(name)) return known;
  const Value exports = row->make(realm);
  modules.add_internal(name, exports.as_object());
  return exports;
}

Value require_internal(Realm& realm, std::string_view name) {
  ModuleSystem& modules = Host::of(realm).modules();
  if (name.starts_with("native:")) {
    const Row* row = find_row(name);
    if (row == nullptr) no_such_part(name);
    return require_builtin(realm, row->name);
  }
  // A module object is known from before its code runs, so that cycles see what is there already.
  const PropertyKey exports_key = realm.key("exports");
  if (Object* module = modules.find_internal(name)) return module->get(realm, exports_key);
  Object* module = realm.new_object();
  for (const EmbeddedFile& embedded : embedded_files()) {
    if (embedded.name == name) modules.add_internal(embedded.name, module);
  }
  const Value exports = run_file(realm, name, module);
  if (name == "util.js") {
    const Value promisify = get_value(realm, exports, realm.key("promisify"));
    const Value custom = get_value(realm, promisify, realm.key("custom"));
    if (custom.is_symbol()) define_promisified_timers(realm, custom.as_symbol());
  }
  return exports;
}

}  // namespace actx
