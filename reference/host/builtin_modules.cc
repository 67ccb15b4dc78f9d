#include "host/builtin_modules.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "host/host.h"
#include "host/modules.h"
#include "host/timers.h"
#include "script/engine.h"
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/static_key.h"

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

// A part of the host: a row made in C++, or a file of js/. Parts are numbered, rows first.
constexpr size_t kFirstFile = std::size(kRows);

size_t part_count() {
  return kFirstFile + embedded_files().size();
}

[[noreturn]] void no_such_part(std::string_view name) {
  throw Refused{"the host module " + std::string(name) + " does not exist"};
}

size_t part_of_file(std::string_view name) {
  const std::span<const EmbeddedFile> files = embedded_files();
  const auto at = std::lower_bound(
      files.begin(), files.end(), name,
      [](const EmbeddedFile& file, std::string_view wanted) { return file.name < wanted; });
  if (at == files.end() || at->name != name) no_such_part(name);
  return kFirstFile + static_cast<size_t>(at - files.begin());
}

/// The compiled file; compiled once per thread.
const CompiledUnit& unit_of(size_t part) {
  thread_local std::vector<UnitPtr> units(part_count());
  UnitPtr& unit = units[part];
  if (unit == nullptr) {
    const EmbeddedFile& file = embedded_files()[part - kFirstFile];
    unit = compile(file.text, unit_name(file.name), ast::Goal::kCommonJs);
  }
  return *unit;
}

Value internal_require(Realm& realm, const Call& call);

Value run_file(Realm& realm, size_t part, Object* module) {
  const PropertyKey exports_key = key_of<"exports">();
  Object* exports = realm.new_object();
  module->define_raw(realm, exports_key, exports);
  const Value args[] = {exports, realm.new_native(internal_require, literal_of<"require">(), 1),
                        module, realm.string(embedded_files()[part - kFirstFile].name),
                        literal_of<"node:internal">()};
  realm.call(commonjs_function(realm, unit_of(part)), exports, args);
  return module->get(realm, exports_key);
}

Value require_file(Realm& realm, size_t part) {
  ModuleSystem& modules = Host::of(realm).modules();
  if (Object* module = modules.find_part(part)) return module->get(realm, key_of<"exports">());
  // A module object is known from before its code runs, so that cycles see what is there already.
  Object* module = realm.new_object();
  modules.add_part(part, part_count(), module);
  const Value exports = run_file(realm, part, module);
  if (embedded_files()[part - kFirstFile].name == "util.js") {
    const Value promisify = get_value(realm, exports, key_of<"promisify">());
    const Value custom = get_value(realm, promisify, key_of<"custom">());
    if (custom.is_symbol()) define_promisified_timers(realm, custom.as_symbol());
  }
  return exports;
}

Value require_row(Realm& realm, const Row& row) {
  if (row.make == nullptr) {
    const Value exports = require_internal(realm, row.file);
    return row.key.empty() ? exports : get_value(realm, exports, realm.key(row.key));
  }
  ModuleSystem& modules = Host::of(realm).modules();
  const size_t part = static_cast<size_t>(&row - kRows);
  if (Object* known = modules.find_part(part)) return known;
  const Value exports = row.make(realm);
  modules.add_part(part, part_count(), exports.as_object());
  return exports;
}

/// The part that a file of js/ means by `name`.
size_t resolve_part(std::string_view name) {
  if (name.starts_with("./")) return part_of_file(name.substr(2));
  const Row* row = find_row(without_scheme(name));
  if (row == nullptr || !(row->is_public || name.starts_with("native:"))) no_such_part(name);
  if (row->make == nullptr && row->key.empty()) return part_of_file(row->file);
  return static_cast<size_t>(row - kRows);
}

/// The require() of the files of host/js/.
Value internal_require(Realm& realm, const Call& call) {
  thread_local std::unordered_map<const String*, size_t> parts;  // looked up only
  String* name = to_string(realm, call.arg(0));
  auto known = parts.find(name);
  if (known == parts.end()) {
    // The name may be of this run only; its permanent atom is not.
    name = AtomTable::for_thread().intern(realm.units(name));
    known = parts.try_emplace(name, resolve_part(realm.utf8(name))).first;
  }
  const size_t part = known->second;
  return part < kFirstFile ? require_row(realm, kRows[part]) : require_file(realm, part);
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

/// For footprints: parts whose operations share what is outside of the realm (sockets, threads,
/// processes), and do not note it.
static bool shares_the_outside(std::string_view name) {
  static constexpr std::string_view kNoted[] = {
      "native:host", "native:util", "native:fs",        "native:crypto", "native:zlib",
      "native:net",  "native:http", "native:messaging", "native:worker"};
  return name.starts_with("native:") &&
         std::find(std::begin(kNoted), std::end(kNoted), name) == std::end(kNoted);
}

Value require_builtin(Realm& realm, std::string_view name) {
  if (shares_the_outside(name)) Footprint::give_up_if_active();
  const Row* row = find_row(name);
  if (row == nullptr) no_such_part(name);
  return require_row(realm, *row);
}

Value require_internal(Realm& realm, std::string_view name) {
  if (name.starts_with("native:")) return require_builtin(realm, name);
  return require_file(realm, part_of_file(name));
}

}  // namespace actx
