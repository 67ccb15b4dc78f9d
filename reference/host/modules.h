// Finding, loading and running the modules of a program: ES modules, CommonJS, JSON, built-ins.
//
// Words
// - CommonJS module: a file with its `module` object; require.cache holds them by path.
// - record: what the language links (script/module.h). A CommonJS file, JSON and a built-in are
//   synthetic records there.
//
// Invariants
// - One record and one `module` object per file and run.
// - A specifier that names none of these throws Node's error; one that names what the reference
//   does not have ends the run (Refused).
#ifndef ACTX_HOST_MODULES_H_
#define ACTX_HOST_MODULES_H_

#include <map>
#include <string>
#include <string_view>

#include "host/program.h"
#include "script/module.h"

namespace actx {

class Host;

class ModuleSystem final : public ModuleLoader {
 private:
  struct Record {
    const void* key;  // a ProgramFile or a permanent name
    ModuleRecord* record;
  };
  /// Names that a built-in module refuses, once the program gets the module: most modules serve
  /// other modules only.
  struct Lack {
    Object* exports;
    String* module;  // "fs.promises"
    String* names;   // parted by blanks
  };

 public:
  explicit ModuleSystem(Host& host);
  /// Forgets the run; call right after realm.reset().
  void reset();

  /// Runs the main file as CommonJS. Throws Throw.
  void run_commonjs_main();
  /// Links and evaluates the main file as an ES module.
  Promise* evaluate_main();

  // ModuleLoader.
  ModuleRecord* resolve(Realm& realm, String* specifier, ModuleRecord* referrer,
                        const CodePlace& place) override;
  void fill_import_meta(Realm& realm, SourceModule& module, Object* meta) override;
  void missing_export(Realm& realm, const ModuleRecord& from, PropertyKey name,
                      const CodePlace& place) override;

  /// require(specifier) of a file in `directory`. `parent`: the requiring module object, or null.
  Value require(std::string_view specifier, const std::string& file);
  /// A require function for the file at `path` (createRequire, and each CommonJS module's own).
  Object* make_require(String* path);
  /// import.meta.resolve of the module at `file`.
  std::string resolve_url(std::string_view specifier, const std::string& file);
  /// require.resolve: the path, or the name of a built-in module as it was given.
  std::string resolve_require(std::string_view specifier, const std::string& file);

  // Parts of the host that were made in this run, by the numbers of builtin_modules.cc.
  Object* find_part(size_t number) const {
    return number < parts_.size() ? parts_[static_cast<uint32_t>(number)] : nullptr;
  }
  void add_part(size_t number, size_t count, Object* object);
  /// See refuse_names.
  void refuse_later(Object* exports, String* module, String* names);

  void trace_roots(Tracer& tracer) const;

  /// What a run has loaded before any file of the program: built-in modules.
  struct Loaded {
    ArenaVector<Object*> parts;
    ArenaVector<Record> records;
    ArenaVector<Lack> lacks;
  };
  Loaded loaded() const { return {parts_, records_, lacks_}; }
  void set_loaded(const Loaded& loaded) {
    lacks_ = loaded.lacks;
    parts_ = loaded.parts;
    records_ = loaded.records;
  }
  /// Makes the record of a built-in module.
  void load_builtin(std::string_view name) { builtin_record(name); }

 private:
  ModuleRecord* record_of(const ProgramFile& file);
  ModuleRecord* builtin_record(std::string_view name);
  ModuleRecord* find_record(const void* key) const;
  Value load_commonjs(const ProgramFile& file);
  Value load_json(const ProgramFile& file);
  void run_commonjs(const ProgramFile& file, Object* module);
  static Value evaluate_commonjs(Realm& realm, SyntheticModule& self);
  std::string resolve_import(std::string_view specifier, const std::string& file,
                             const CodePlace& place);
  std::string find_file(const std::string& path);
  Object* cache();

  Host& host_;
  /// The exports of a built-in module, for the program.
  Object* public_builtin(std::string_view name);

  ArenaVector<Object*> parts_;  // null: not made
  ArenaVector<Lack> lacks_;
  ArenaVector<Record> records_;
  Object* cache_ = nullptr;        // require.cache, made when first needed
  Object* main_module_ = nullptr;  // require.main
};

}  // namespace actx

#endif  // ACTX_HOST_MODULES_H_
