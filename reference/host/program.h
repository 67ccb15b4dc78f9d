// A program: its files, compiled once and run any number of times.
//
// Invariants
// - A program belongs to the thread that made it: compiled units hold atoms of that thread.
// - Files are read when a run first needs them, and then kept: all runs see the same text.
#ifndef ACTX_HOST_PROGRAM_H_
#define ACTX_HOST_PROGRAM_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "script/engine.h"

namespace actx {

/// Where the text of files comes from.
class SourceFiles {
 public:
  virtual ~SourceFiles() = default;
  /// Reads a whole regular file; false when there is none. `path` is absolute and normal.
  virtual bool read(const std::string& path, std::string* text) = 0;
};

/// The files on disk.
class DiskFiles final : public SourceFiles {
 public:
  bool read(const std::string& path, std::string* text) override;
};

/// Files given as text, for tests and generated programs.
class MemoryFiles final : public SourceFiles {
 public:
  void add(std::string path, std::string text) { files_[std::move(path)] = std::move(text); }
  bool read(const std::string& path, std::string* text) override;

 private:
  std::map<std::string, std::string> files_;
};

/// What Node calls the text of an evaluated worker.
inline constexpr std::string_view kEvaluatedName = "[worker eval]";

enum class FileType : uint8_t { kModule, kCommonJs, kJson };

/// One file of a program.
struct ProgramFile {
  std::string path;
  std::string directory;
  std::string url;  // file://...
  std::string text;
  FileType type = FileType::kCommonJs;
  bool is_evaluated = false;  // the text of a worker with the option eval
  UnitPtr unit;               // null for JSON
  // Path and directory as strings of every run: permanent atoms, as the unit's constants are.
  String* path_text = nullptr;
  String* directory_text = nullptr;
};

class Program {
 public:
  /// The program whose main file is `path` (absolute). `files` is borrowed.
  Program(SourceFiles& files, std::string path);
  /// The same of a worker; `source`: the text of an evaluated one, which is no file. May be null.
  Program(SourceFiles& files, std::string path, const std::string* source);
  /// The program of one text, under a name that need not exist as a file.
  static std::unique_ptr<Program> from_text(std::string path, std::string text);
  /// The program of several files, at least the one at `path`, which need not exist on disk.
  static std::unique_ptr<Program> from_files(std::unique_ptr<MemoryFiles> files, std::string path);

  /// The main file. Throws ParseError; throws FileMissing when there is none.
  const ProgramFile& main();
  const std::string& main_path() const { return path_; }
  SourceFiles& files() { return files_; }
  /// The program of a worker with these files, kept and shared by all workers like it.
  Program& of_worker(const std::string& path, const std::string* source);

  /// The compiled file, or null when there is none. Throws ParseError.
  const ProgramFile* load(const std::string& path);
  bool exists(const std::string& path);
  /// Whether a .js file is an ES module: the nearest package.json says "type": "module".
  bool is_module_package(const std::string& directory);
  /// The text of a file, or null.
  const std::string* text_of(const std::string& path);

 private:
  Program(std::unique_ptr<MemoryFiles> files, std::string path);

  std::unique_ptr<MemoryFiles> owned_files_;
  SourceFiles& files_;
  std::string path_;
  const ProgramFile* main_ = nullptr;
  std::map<std::string, std::unique_ptr<std::string>> texts_;  // null: no such file
  std::map<std::string, std::unique_ptr<ProgramFile>> loaded_;
  std::map<std::string, bool> module_packages_;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<Program>> workers_;
};

struct FileMissing {
  std::string path;
};

/// "/a/./b/../c" as "/a/c". `path` is absolute.
std::string normalise_path(std::string_view path);
std::string join_path(std::string_view directory, std::string_view relative);
std::string directory_of(std::string_view path);
/// The file: URL of an absolute path, and back; empty when `url` is none.
std::string path_to_url(std::string_view path);
std::string url_to_path(std::string_view url);

}  // namespace actx

#endif  // ACTX_HOST_PROGRAM_H_
