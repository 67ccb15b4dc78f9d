#include "explore/document.h"

#include <openssl/evp.h>
#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

namespace actx {
namespace {

namespace fs = std::filesystem;

/// A code block as it stands in the document.
struct RawBlock {
  std::string language;
  std::string code;
};

std::string trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin));
}

std::string sha256(const std::string& text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  EVP_Digest(text.data(), text.size(), digest, &length, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned i = 0; i < length; ++i) {
    hex += "0123456789abcdef"[digest[i] >> 4];
    hex += "0123456789abcdef"[digest[i] & 15];
  }
  return hex;
}

/// Reads a file, gunzipped if it is gzipped.
std::string read_document(const std::string& file) {
  gzFile in = gzopen(file.c_str(), "rb");
  if (in == nullptr) throw DocumentError(file + ": cannot be read");
  std::string text;
  char buffer[1 << 16];
  int got = 0;
  while ((got = gzread(in, buffer, sizeof buffer)) > 0)
    text.append(buffer, static_cast<size_t>(got));
  gzclose(in);
  if (got < 0) throw DocumentError(file + ": cannot be decompressed");
  return text;
}

std::string html_unescaped(std::string_view html) {
  static const std::map<std::string_view, char> kNamed = {
      {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
  std::string text;
  for (size_t at = 0; at < html.size(); ++at) {
    const size_t end = html[at] == '&' ? html.find(';', at) : std::string_view::npos;
    if (end == std::string_view::npos || end - at > 8) {
      text += html[at];
      continue;
    }
    const std::string_view name = html.substr(at + 1, end - at - 1);
    const auto named = kNamed.find(name);
    const bool is_hex = name.starts_with("#x") || name.starts_with("#X");
    if (named != kNamed.end()) {
      text += named->second;
    } else if (name.starts_with('#')) {
      text += static_cast<char>(
          std::strtol(std::string(name.substr(is_hex ? 2 : 1)).c_str(), nullptr, is_hex ? 16 : 10));
    } else {
      text += html[at];
      continue;
    }
    at = end;
  }
  return text;
}

void html_blocks(const std::string& html, std::vector<RawBlock>* blocks) {
  constexpr std::string_view kOpen = "<pre><code class=\"language-";
  constexpr std::string_view kClose = "</code></pre>";
  for (size_t at = html.find(kOpen); at != std::string::npos; at = html.find(kOpen, at)) {
    at += kOpen.size();
    const size_t code = html.find('>', at);
    const size_t end = html.find(kClose, at);
    if (code == std::string::npos || end == std::string::npos) return;
    const std::string language = html.substr(at, html.find_first_of(" \"", at) - at);
    blocks->push_back({language, html_unescaped(html.substr(code + 1, end - code - 1))});
    at = end;
  }
}

void json_blocks(const nlohmann::ordered_json& node, std::vector<RawBlock>* blocks) {
  if (node.is_string()) return html_blocks(node.get<std::string>(), blocks);
  if (!node.is_structured()) return;
  for (const auto& child : node) json_blocks(child, blocks);
}

/// The fences of the page are never nested; the info string may carry more than the language.
void markdown_blocks(const std::string& text, std::vector<RawBlock>* blocks) {
  std::istringstream lines(text);
  RawBlock block;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      if (inside && !block.language.empty()) blocks->push_back(block);
      inside = !inside;
      block = {line.substr(3, line.find_first_not_of("abcdefghijklmnopqrstuvwxyz", 3) - 3), ""};
    } else if (inside) {
      block.code += line + '\n';
    }
  }
}

/// A row of spec/examples.toml.
using Row = std::map<std::string, std::string>;

std::vector<Row> rows_of(const std::string& toml) {
  std::vector<Row> rows;
  std::istringstream lines(toml);
  for (std::string line; std::getline(lines, line);) {
    if (line == "[[block]]") rows.emplace_back();
    const size_t equals = line.find(" = ");
    if (rows.empty() || equals == std::string::npos || line.starts_with('#')) continue;
    std::string value = line.substr(equals + 3);
    if (value.size() >= 2 && value.front() == '"') value = value.substr(1, value.size() - 2);
    rows.back()[line.substr(0, equals)] = value;
  }
  return rows;
}

std::string import_text(const std::string& names, const std::string& from,
                        const std::string& format) {
  if (format == "mjs") return "import " + names + " from " + from + ";";
  std::string required = names;
  for (size_t at = required.find(" as "); at != std::string::npos; at = required.find(" as ", at)) {
    required.replace(at, 4, ": ");
  }
  return "const " + required + " = require(" + from + ");";
}

const CodeBlock& block_named(const std::string& name, const std::string& format,
                             const std::vector<CodeBlock>& blocks) {
  for (const CodeBlock& block : blocks) {
    if (block.name == name && (block.language == format || block.language == "js")) return block;
  }
  throw DocumentError("no block '" + name + "' for ." + format + " in spec/examples.toml");
}

}  // namespace

std::string checkout_file(const std::string& path, const std::string& name) {
  for (fs::path folder = fs::absolute(path).parent_path();; folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / name)) {
      std::ifstream in(folder / name, std::ios::binary);
      return {std::istreambuf_iterator<char>(in), {}};
    }
    if (folder == folder.root_path()) break;
  }
  throw DocumentError(name + " is in no folder above " + path);
}

std::string find_document(const std::string& path) {
  if (const char* named = std::getenv("ACTX_DOCUMENT"); named != nullptr && *named != '\0') {
    if (!fs::is_regular_file(named)) {
      throw DocumentError(std::string("ACTX_DOCUMENT names no file: ") + named);
    }
    return named;
  }
  for (fs::path folder = fs::absolute(path).parent_path();; folder = folder.parent_path()) {
    for (const char* name : {"async_context.json", "async_context.md.gz", "async_context.md"}) {
      const fs::path file = folder / ".cache" / "document" / name;
      if (fs::is_regular_file(file)) return file.string();
    }
    if (folder == folder.root_path()) break;
  }
  throw DocumentError(
      "the document is missing: run scripts/setup, or set ACTX_DOCUMENT to async_context.json or "
      ".md");
}

std::vector<CodeBlock> document_blocks(const std::string& file, const std::string& toml) {
  const std::string text = read_document(file);
  std::vector<RawBlock> raw;
  if (file.find(".json") != std::string::npos) {
    const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    if (json.is_discarded()) throw DocumentError(file + ": not JSON");
    json_blocks(json, &raw);
  } else {
    markdown_blocks(text, &raw);
  }
  std::map<std::pair<std::string, std::string>, std::string> by_anchor;
  for (const RawBlock& block : raw) {
    by_anchor[{sha256(trimmed(block.code)), block.language}] = block.code;
  }
  std::vector<CodeBlock> blocks;
  for (Row& row : rows_of(toml)) {
    const auto found = by_anchor.find({row["sha256"], row["language"]});
    if (found == by_anchor.end()) {
      throw DocumentError(file + ": block " + row["number"] + " (" + row["name"] +
                          ") is missing or changed");
    }
    blocks.push_back({row["name"], row["language"], found->second});
  }
  return blocks;
}

std::string expand_scaffold(const std::string& text, const std::string& format,
                            const std::vector<CodeBlock>& blocks) {
  constexpr std::string_view kImport = "//@import ";
  constexpr std::string_view kBlock = "//@block ";
  std::string program;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const size_t start = std::min(line.find_first_not_of(" \t"), line.size());
    const size_t from = line.rfind(" from ");
    if (line.starts_with(kImport) && from != std::string::npos) {
      line = import_text(line.substr(kImport.size(), from - kImport.size()), line.substr(from + 6),
                         format);
    } else if (line.compare(start, kBlock.size(), kBlock) == 0) {
      const std::string& code =
          block_named(line.substr(start + kBlock.size()), format, blocks).code;
      line = code.substr(0, code.find_last_not_of('\n') + 1);
    }
    program += line + '\n';
  }
  return program;
}

}  // namespace actx
