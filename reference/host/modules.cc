#include "host/modules.h"

#include <algorithm>

#include "host/builtin_modules.h"
#include "host/export_names.h"
#include "host/host.h"
#include "host/lazy_exports.h"
#include "host/node_errors.h"
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/static_key.h"

namespace actx {
namespace {

/// The state of a CommonJS record: which file it stands for.
class FileCell final : public Cell {
 public:
  explicit FileCell(const ProgramFile& file) : file(file) {}
  void trace(Tracer&) const override {}
  const ProgramFile& file;
};

bool is_relative(std::string_view specifier) {
  return specifier.starts_with("./") || specifier.starts_with("../") || specifier == "." ||
         specifier == "..";
}

[[noreturn]] void refuse_module(const Realm& realm, std::string_view specifier) {
  refuse(realm, "the module " + std::string(specifier));
}

/// Slot 0 of a require function: the path of the file it belongs to.
std::string file_of(Realm& realm, const Call& call) {
  return realm.utf8(call.callee->slot(0).as_string());
}

std::string specifier_of(Realm& realm, Value value) {
  if (!value.is_string()) throw_invalid_arg_type(realm, "id", "string", value);
  const std::string specifier = realm.utf8(value.as_string());
  if (specifier.empty()) {
    throw_node_error(realm, Intrinsic::kTypeErrorPrototype, "ERR_INVALID_ARG_VALUE",
                     "The argument 'id' must be a non-empty string. Received ''");
  }
  return specifier;
}

Value require_function(Realm& realm, const Call& call) {
  const std::string specifier = specifier_of(realm, call.arg(0));
  return Host::of(realm).modules().require(specifier, file_of(realm, call));
}

Value require_resolve(Realm& realm, const Call& call) {
  const std::string specifier = specifier_of(realm, call.arg(0));
  return realm.string(Host::of(realm).modules().resolve_require(specifier, file_of(realm, call)));
}

/// module.require(specifier).
Value module_require(Realm& realm, const Call& call) {
  const Value filename = get_value(realm, call.this_value, key_of<"filename">());
  const std::string specifier = specifier_of(realm, call.arg(0));
  return Host::of(realm).modules().require(specifier, realm.utf8(to_string(realm, filename)));
}

}  // namespace

ModuleSystem::ModuleSystem(Host& host) : host_(host) {}

void ModuleSystem::reset() {
  parts_ = {};
  records_ = {};
  lacks_ = {};
  cache_ = main_module_ = nullptr;
  set_module_loader(host_.realm(), this);
}

void ModuleSystem::trace_roots(Tracer& tracer) const {
  for (const Object* part : parts_) tracer.visit(part);
  for (const Record& record : records_) tracer.visit(record.record);
  for (const Lack& lack : lacks_) tracer.visit(lack.exports);
  tracer.visit(cache_);
  tracer.visit(main_module_);
}

/// "fs.promises" of "fs/promises": what stands for a module, and for a part of its exports.
static std::string dotted(std::string name) {
  std::replace(name.begin(), name.end(), '/', '.');
  return name;
}

/// Whether `part` is the module `whole` or a part of it. Both are dotted.
static bool is_part_of(std::string_view part, std::string_view whole) {
  return part.starts_with(whole) && (part.size() == whole.size() || part[whole.size()] == '.');
}

void ModuleSystem::refuse_later(Object* exports, String* module, String* names) {
  lacks_.push_back(host_.realm().arena(), {exports, module, names});
}

Object* ModuleSystem::public_builtin(std::string_view name) {
  Realm& realm = host_.realm();
  Object* exports = require_builtin(realm, name).as_object();
  const std::string wanted = dotted(std::string(name));
  lacks_.keep_if([&](const Lack& lack) {
    const std::string module = realm.utf8(lack.module);
    if (!is_part_of(dotted(module), wanted) && !is_part_of(wanted, dotted(module))) return true;
    refuse_names(realm, lack.exports, module, realm.utf8(lack.names));
    return false;
  });
  return exports;
}

void ModuleSystem::add_part(size_t number, size_t count, Object* object) {
  parts_.resize(host_.realm().arena(), static_cast<uint32_t>(count), nullptr);
  parts_[static_cast<uint32_t>(number)] = object;
}

// ---- CommonJS --------------------------------------------------------------------------------

void ModuleSystem::run_commonjs_main() {
  const ProgramFile& file = host_.program().main();
  if (file.type == FileType::kJson) {
    load_json(file);
  } else {
    load_commonjs(file);
  }
}

Object* ModuleSystem::cache() {
  if (cache_ == nullptr) {
    cache_ = host_.realm().make<Object>(static_cast<Object*>(nullptr));
  }
  return cache_;
}

Object* ModuleSystem::make_require(String* path) {
  Realm& realm = host_.realm();
  const Value file(path);
  NativeFunction* require = realm.new_native(require_function, "require", 1);
  require->set_slot(0, file);
  NativeFunction* resolve = realm.new_native(require_resolve, "resolve", 2);
  resolve->set_slot(0, file);
  require->define_raw(realm, realm.names().resolve, resolve);
  require->define_raw(realm, key_of<"main">(),
                      main_module_ == nullptr ? Value() : Value(main_module_));
  require->define_raw(realm, key_of<"cache">(), cache());
  return require;
}

Value ModuleSystem::load_commonjs(const ProgramFile& file) {
  Realm& realm = host_.realm();
  const PropertyKey key = PropertyKey::atom(file.path_text);
  const PropertyKey exports = key_of<"exports">();
  // A module that is still running gives what it has exported so far.
  const Value cached = cache()->get(realm, key);
  if (cached.is_object()) return get_value(realm, cached, exports);

  Object* module = realm.new_object();
  const bool is_main = main_module_ == nullptr && &file == &host_.program().main();
  if (is_main && !file.is_evaluated) main_module_ = module;
  module->define_raw(realm, key_of<"id">(),
                     file.is_evaluated ? Value(realm.literal(kEvaluatedName))
                     : is_main         ? Value(literal_of<".">())
                                       : realm.key_value(key));
  module->define_raw(realm, key_of<"path">(), file.directory_text);
  module->define_raw(realm, exports, realm.new_object());
  module->define_raw(realm, key_of<"filename">(), realm.key_value(key));
  module->define_raw(realm, key_of<"loaded">(), Value(false));
  module->define_raw(realm, key_of<"children">(), realm.new_array());
  module->define_raw(realm, key_of<"paths">(), realm.new_array());
  module->define_raw(realm, key_of<"require">(), realm.new_native(module_require, "require", 1),
                     kHidden);
  cache()->define_raw(realm, key, module);
  try {
    run_commonjs(file, module);
  } catch (const Throw&) {
    cache()->delete_property(realm, key);
    throw;
  }
  module->put(realm, key_of<"loaded">(), Value(true));
  return module->get(realm, exports);
}

void ModuleSystem::run_commonjs(const ProgramFile& file, Object* module) {
  Realm& realm = host_.realm();
  const Value exports = module->get(realm, key_of<"exports">());
  const Value name(file.is_evaluated ? realm.literal(kEvaluatedName) : file.path_text);
  const Value directory(file.is_evaluated ? literal_of<".">() : file.directory_text);
  const Value args[] = {exports, make_require(file.path_text), module, name, directory};
  realm.call(commonjs_function(realm, *file.unit), exports, args);
}

Value ModuleSystem::load_json(const ProgramFile& file) {
  Realm& realm = host_.realm();
  const PropertyKey key = PropertyKey::atom(file.path_text);
  const PropertyKey exports = key_of<"exports">();
  const Value cached = cache()->get(realm, key);
  if (cached.is_object()) return get_value(realm, cached, exports);
  std::string_view text = file.text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const Value source(realm.string(text));
  Value value;
  try {
    value = invoke(realm, realm.intrinsic(Intrinsic::kJSON), key_of<"parse">(), Args(&source, 1));
  } catch (const Throw& thrown) {
    // Node puts the path before the parser's message.
    if (thrown.value.is_object()) {
      Object* error = thrown.value.as_object();
      const Value message = error->get(realm, realm.names().message);
      error->put(realm, realm.names().message,
                 realm.string(file.path + ": " + realm.utf8(to_string(realm, message))));
    }
    throw;
  }
  Object* module = realm.new_object();
  module->define_raw(realm, exports, value);
  module->define_raw(realm, key_of<"loaded">(), Value(true));
  cache()->define_raw(realm, key, module);
  return value;
}

Value ModuleSystem::require(std::string_view specifier, const std::string& file) {
  Footprint::note_if_active(WorldCell::kModules, Touch::kWrite);
  if (const std::string_view builtin = find_builtin(specifier); !builtin.empty()) {
    return public_builtin(builtin);
  }
  const ProgramFile* found = host_.program().load(resolve_require(specifier, file));
  switch (found->type) {
    case FileType::kJson:
      return load_json(*found);
    case FileType::kCommonJs:
      return load_commonjs(*found);
    case FileType::kModule:
      break;
  }
  throw_node_error(host_.realm(), Intrinsic::kErrorPrototype, "ERR_REQUIRE_ESM",
                   "require() of ES Module " + found->path + " from " + file +
                       " not supported.\nInstead change the require of " + found->path + " in " +
                       file + " to a dynamic import() which is available in all CommonJS modules.");
}

/// LOAD_AS_FILE and LOAD_AS_DIRECTORY of Node's algorithm; empty when nothing is there.
std::string ModuleSystem::find_file(const std::string& path) {
  Program& program = host_.program();
  for (const char* extension : {"", ".js", ".json"}) {
    if (program.exists(path + extension)) return path + extension;
  }
  for (const char* index : {"/index.js", "/index.json"}) {
    if (program.exists(path + index)) return normalise_path(path + index);
  }
  return {};
}

std::string ModuleSystem::resolve_require(std::string_view specifier, const std::string& file) {
  if (!find_builtin(specifier).empty()) return std::string(specifier);
  Realm& realm = host_.realm();
  if (is_unsupported_builtin(specifier)) refuse_module(realm, specifier);
  if (specifier.starts_with("node:")) {
    throw_node_error(realm, Intrinsic::kErrorPrototype, "ERR_UNKNOWN_BUILTIN_MODULE",
                     "No such built-in module: " + std::string(specifier));
  }
  std::string found;
  if (is_relative(specifier) || specifier.starts_with("/")) {
    found = find_file(join_path(directory_of(file), specifier));
  } else {
    // A package: node_modules of this directory and those above.
    for (std::string directory = directory_of(file);; directory = directory_of(directory)) {
      found = find_file(join_path(join_path(directory, "node_modules"), specifier));
      if (!found.empty() || directory == "/") break;
    }
  }
  if (!found.empty()) return found;
  Object* error =
      make_error(realm, Intrinsic::kErrorPrototype,
                 "Cannot find module '" + std::string(specifier) + "'\nRequire stack:\n- " + file);
  error->put(realm, realm.names().code, literal_of<"MODULE_NOT_FOUND">());
  Array* stack = realm.new_array();
  stack->push(realm, realm.string(file));
  error->put(realm, key_of<"requireStack">(), stack);
  throw Throw{error};
}

// ---- ES modules ------------------------------------------------------------------------------

Promise* ModuleSystem::evaluate_main() {
  Realm& realm = host_.realm();
  ModuleRecord* record = record_of(host_.program().main());
  record->link(realm);
  return record->evaluate(realm);
}

ModuleRecord* ModuleSystem::find_record(const void* key) const {
  for (const Record& record : records_) {
    if (record.key == key) return record.record;
  }
  return nullptr;
}

ModuleRecord* ModuleSystem::record_of(const ProgramFile& file) {
  if (ModuleRecord* known = find_record(&file)) return known;
  Realm& realm = host_.realm();
  ModuleRecord* record = nullptr;
  if (file.type == FileType::kModule) {
    record = as_record(make_module(realm, *file.unit));
  } else if (file.type == FileType::kCommonJs) {
    auto* synthetic =
        realm.make<SyntheticModule>(file.url, evaluate_commonjs, realm.make<FileCell>(file));
    for (const std::string& name : find_export_names(file.text)) {
      synthetic->add_name(realm, realm.key(realm.string(name)));
    }
    record = synthetic;
  } else {
    throw_node_error(realm, Intrinsic::kTypeErrorPrototype, "ERR_IMPORT_ASSERTION_TYPE_MISSING",
                     "Module \"" + file.url + "\" needs an import assertion of type \"json\"");
  }
  records_.push_back(realm.arena(), {&file, record});
  return record;
}

Value ModuleSystem::evaluate_commonjs(Realm& realm, SyntheticModule& self) {
  return Host::of(realm).modules().load_commonjs(static_cast<FileCell*>(self.state())->file);
}

ModuleRecord* ModuleSystem::builtin_record(std::string_view name) {
  if (ModuleRecord* known = find_record(name.data())) return known;
  Realm& realm = host_.realm();
  auto* record = realm.make<SyntheticModule>(name, public_builtin(name));
  records_.push_back(realm.arena(), {name.data(), record});
  return record;
}

ModuleRecord* ModuleSystem::resolve(Realm&, String* specifier, ModuleRecord* referrer,
                                    const CodePlace& place) {
  const std::string text = host_.realm().utf8(specifier);
  if (const std::string_view builtin = find_builtin(text); !builtin.empty()) {
    return builtin_record(builtin);
  }
  if (is_unsupported_builtin(text)) refuse_at(place, "the module " + text);
  std::string file(place.file);
  if (referrer != nullptr) file = referrer->name();
  if (file.starts_with("file:")) file = url_to_path(file);
  const std::string path = resolve_import(text, file, place);
  return record_of(*host_.program().load(path));
}

std::string ModuleSystem::resolve_import(std::string_view specifier, const std::string& file,
                                         const CodePlace& place) {
  Realm& realm = host_.realm();
  const std::string name(specifier);
  if (specifier.starts_with("node:")) {
    throw_node_error(realm, Intrinsic::kErrorPrototype, "ERR_UNKNOWN_BUILTIN_MODULE",
                     "No such built-in module: " + name);
  }
  if (specifier.starts_with("data:") || specifier.find_first_of("?#") != std::string_view::npos) {
    refuse_at(place, "the import specifier \"" + name + "\"");
  }
  std::string path;
  if (specifier.starts_with("file:")) {
    path = url_to_path(specifier);
  } else if (is_relative(specifier) || specifier.starts_with("/")) {
    path = url_to_path("file://" + join_path(directory_of(file), specifier));
  } else {
    for (std::string directory = directory_of(file);; directory = directory_of(directory)) {
      const std::string found =
          find_file(join_path(join_path(directory, "node_modules"), specifier));
      if (!found.empty()) return found;
      if (directory == "/") break;
    }
    throw_node_error(realm, Intrinsic::kErrorPrototype, "ERR_MODULE_NOT_FOUND",
                     "Cannot find package '" + name + "' imported from " + file);
  }
  if (!host_.program().exists(path)) {
    throw_node_error(realm, Intrinsic::kErrorPrototype, "ERR_MODULE_NOT_FOUND",
                     "Cannot find module '" + path + "' imported from " + file);
  }
  return path;
}

void ModuleSystem::missing_export(Realm& realm, const ModuleRecord& from, PropertyKey name,
                                  const CodePlace& place) {
  const std::string_view builtin = find_builtin(from.name());
  if (builtin.empty() || name.is_symbol()) return;
  // A hidden accessor of a built-in module stands for what Node has and the reference has not.
  PropertyDescriptor found;
  Object* exports = public_builtin(builtin);
  if (!exports->get_own_property(realm, name, &found) || found.enumerable) return;
  if (!found.is_accessor()) return;
  refuse_at(place, std::string(builtin) + "." + realm.utf8(realm.key_value(name).as_string()));
}

/// import.meta.resolve(specifier): the URL that an import would load; the file need not exist.
std::string ModuleSystem::resolve_url(std::string_view specifier, const std::string& file) {
  if (const std::string_view builtin = find_builtin(specifier); !builtin.empty()) {
    return "node:" + std::string(builtin);
  }
  Realm& realm = host_.realm();
  if (is_unsupported_builtin(specifier)) refuse_module(realm, specifier);
  if (is_relative(specifier) || specifier.starts_with("/")) {
    return path_to_url(url_to_path("file://" + join_path(directory_of(file), specifier)));
  }
  if (specifier.starts_with("file:")) return std::string(specifier);
  return path_to_url(resolve_import(specifier, file, running_place(realm)));
}

void ModuleSystem::fill_import_meta(Realm& realm, SourceModule& module, Object* meta) {
  NativeFunction* resolve = realm.new_native(
      [](Realm& r, const Call& call) -> Value {
        const std::string specifier = r.utf8(to_string(r, call.arg(0)));
        const std::string file = url_to_path(r.utf8(call.callee->slot(0).as_string()));
        return r.string(Host::of(r).modules().resolve_url(specifier, file));
      },
      "resolve", 1);
  resolve->set_slot(0, realm.string(module_filename(module)));
  meta->define_raw(realm, realm.names().resolve, resolve);
  meta->define_raw(realm, key_of<"url">(), realm.string(module_filename(module)));
}

// ---- The module `module` ---------------------------------------------------------------------

Value make_module_module(Realm& realm) {
  Object* exports = realm.new_object();
  NativeFunction* create = realm.new_native(
      [](Realm& r, const Call& call) -> Value {
        const Value value = call.arg(0);
        std::string path;
        if (value.is_string()) {
          path = r.utf8(value.as_string());
        } else if (value.is_object()) {
          path = r.utf8(to_string(r, get_value(r, value, key_of<"href">())));
        }
        if (path.starts_with("file:")) path = url_to_path(path);
        if (!path.starts_with("/")) {
          throw_node_error(r, Intrinsic::kTypeErrorPrototype, "ERR_INVALID_ARG_VALUE",
                           "The argument 'filename' must be a file URL object, file URL string, or "
                           "absolute path string. Received " +
                               inspect_for_message(r, value));
        }
        return Host::of(r).modules().make_require(r.string(path));
      },
      "createRequire", 1);
  exports->define_raw(realm, key_of<"createRequire">(), create);
  Array* names = realm.new_array();
  for (const std::string_view name : builtin_names()) names->push(realm, realm.string(name));
  exports->define_raw(realm, key_of<"builtinModules">(), names);
  NativeFunction* is_builtin = realm.new_native(
      [](Realm& r, const Call& call) -> Value {
        if (!call.arg(0).is_string()) return false;
        const std::string name = r.utf8(call.arg(0).as_string());
        return !find_builtin(name).empty() || is_unsupported_builtin(name);
      },
      "isBuiltin", 1);
  exports->define_raw(realm, key_of<"isBuiltin">(), is_builtin);
  refuse_names(realm, exports, "module",
               "Module SourceMap _cache _debug _extensions _findPath _initPaths _load "
               "_nodeModulePaths _pathCache _preloadModules _readPackage _resolveFilename "
               "_resolveLookupPaths _stat findSourceMap globalPaths register runMain "
               "syncBuiltinESMExports wrap wrapper");
  return exports;
}

}  // namespace actx
