#include "host/program.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <vector>

namespace actx {
namespace {

/// The value of the top-level key "type" of a package.json, if it is "module". Good enough without
/// a JSON parser: keys of nested objects named "type" with that value do not occur in packages.
bool says_module(const std::string& text) {
  size_t at = text.find("\"type\"");
  while (at != std::string::npos) {
    size_t next = text.find_first_not_of(" \t\r\n", at + 6);
    if (next != std::string::npos && text[next] == ':') {
      next = text.find_first_not_of(" \t\r\n", next + 1);
      if (next != std::string::npos && text.compare(next, 8, "\"module\"") == 0) return true;
    }
    at = text.find("\"type\"", at + 6);
  }
  return false;
}

bool is_unreserved(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-_.!~*'();/:@&=+$,[]|").find(static_cast<char>(c)) !=
             std::string_view::npos;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

bool DiskFiles::read(const std::string& path, std::string* text) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  std::ostringstream content;
  content << file.rdbuf();
  *text = content.str();
  return true;
}

bool MemoryFiles::read(const std::string& path, std::string* text) {
  const auto found = files_.find(path);
  if (found == files_.end()) return false;
  *text = found->second;
  return true;
}

Program::Program(SourceFiles& files, std::string path) : files_(files), path_(std::move(path)) {}

Program::Program(SourceFiles& files, std::string path, const std::string* source)
    : Program(files, std::move(path)) {
  if (source == nullptr) return;
  texts_[path_] = std::make_unique<std::string>(*source);
  texts_[std::string(kEvaluatedName)] = std::make_unique<std::string>(*source);
  auto file = std::make_unique<ProgramFile>();
  file->path = path_;
  file->directory = directory_of(path_);
  file->is_evaluated = true;
  file->text = *source;
  file->path_text = AtomTable::for_thread().intern(utf8_to_utf16(path_));
  file->directory_text = AtomTable::for_thread().intern(utf8_to_utf16(file->directory));
  loaded_[path_] = std::move(file);
}

Program& Program::of_worker(const std::string& path, const std::string* source) {
  std::unique_ptr<Program>& program = workers_[{path, source == nullptr ? "" : *source}];
  if (program == nullptr) program = std::make_unique<Program>(files_, path, source);
  return *program;
}

Program::Program(std::unique_ptr<MemoryFiles> files, std::string path)
    : owned_files_(std::move(files)), files_(*owned_files_), path_(std::move(path)) {}

std::unique_ptr<Program> Program::from_text(std::string path, std::string text) {
  auto files = std::make_unique<MemoryFiles>();
  files->add(path, std::move(text));
  return from_files(std::move(files), std::move(path));
}

std::unique_ptr<Program> Program::from_files(std::unique_ptr<MemoryFiles> files, std::string path) {
  return std::unique_ptr<Program>(new Program(std::move(files), std::move(path)));
}

const ProgramFile& Program::main() {
  if (main_ != nullptr) return *main_;
  const auto known = loaded_.find(path_);
  if (known != loaded_.end() && known->second->is_evaluated && known->second->unit == nullptr) {
    ProgramFile& file = *known->second;
    file.unit = compile(file.text, std::string(kEvaluatedName), ast::Goal::kCommonJs);
  }
  main_ = load(path_);
  if (main_ == nullptr) throw FileMissing{path_};
  return *main_;
}

bool Program::exists(const std::string& path) {
  return text_of(path) != nullptr;
}

const std::string* Program::text_of(const std::string& path) {
  const auto known = texts_.find(path);
  if (known != texts_.end()) return known->second.get();
  std::unique_ptr<std::string> text;
  std::string content;
  if (files_.read(path, &content)) text = std::make_unique<std::string>(std::move(content));
  return texts_.emplace(path, std::move(text)).first->second.get();
}

const ProgramFile* Program::load(const std::string& path) {
  const auto known = loaded_.find(path);
  if (known != loaded_.end()) return known->second.get();
  const std::string* text = text_of(path);
  if (text == nullptr) return nullptr;
  auto file = std::make_unique<ProgramFile>();
  file->path = path;
  file->directory = directory_of(path);
  file->url = path_to_url(path);
  file->text = *text;
  AtomTable& atoms = AtomTable::for_thread();
  file->path_text = atoms.intern(utf8_to_utf16(path));
  file->directory_text = atoms.intern(utf8_to_utf16(file->directory));
  if (path.ends_with(".json")) {
    file->type = FileType::kJson;
  } else if (path.ends_with(".mjs") ||
             (path.ends_with(".js") && is_module_package(file->directory))) {
    file->type = FileType::kModule;
    file->unit = compile(file->text, file->url, ast::Goal::kModule);
  } else {
    file->unit = compile(file->text, path, ast::Goal::kCommonJs);
  }
  return loaded_.emplace(path, std::move(file)).first->second.get();
}

bool Program::is_module_package(const std::string& directory) {
  const auto known = module_packages_.find(directory);
  if (known != module_packages_.end()) return known->second;
  bool is_module = false;
  if (const std::string* text = text_of(join_path(directory, "package.json"))) {
    is_module = says_module(*text);
  } else if (directory != "/") {
    is_module = is_module_package(directory_of(directory));
  }
  return module_packages_[directory] = is_module;
}

std::string normalise_path(std::string_view path) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  while (begin <= path.size()) {
    const size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    begin = end + 1;
  }
  std::string result;
  for (const std::string_view part : parts) result.append("/").append(part);
  return result.empty() ? "/" : result;
}

std::string join_path(std::string_view directory, std::string_view relative) {
  if (relative.starts_with("/")) return normalise_path(relative);
  return normalise_path(std::string(directory).append("/").append(relative));
}

std::string directory_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string_view::npos ? "/" : std::string(path.substr(0, slash));
}

std::string path_to_url(std::string_view path) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string url = "file://";
  for (const char c : path) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (is_unreserved(byte)) {
      url += c;
    } else {
      url += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return url;
}

std::string url_to_path(std::string_view url) {
  if (!url.starts_with("file:///")) return {};
  const std::string_view encoded = url.substr(7);
  std::string path;
  for (size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] == '%' && i + 2 < encoded.size() && hex_digit(encoded[i + 1]) >= 0 &&
        hex_digit(encoded[i + 2]) >= 0) {
      path += static_cast<char>(hex_digit(encoded[i + 1]) * 16 + hex_digit(encoded[i + 2]));
      i += 2;
    } else {
      path += encoded[i];
    }
  }
  return normalise_path(path);
}

}  // namespace actx
