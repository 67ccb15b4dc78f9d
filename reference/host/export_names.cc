// Which names an ES module may import from a CommonJS file: those its text visibly assigns, by the
// rules of Node's lexer for the common forms: `exports.a = `, `module.exports.a = `,
// `exports['a'] = `, `Object.defineProperty(exports, 'a'`, and the leading plain members of
// `module.exports = { a, b: c, ... }`.
#include "host/export_names.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace actx {
namespace {

bool is_identifier_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || (static_cast<unsigned char>(c) & 0x80) != 0;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<std::string> names() {
    while (at_ < text_.size()) {
      if (skip_comment() || skip_string()) continue;
      if (is_identifier_char(text_[at_])) {
        word(identifier());
      } else {
        ++at_;
      }
    }
    return std::move(names_);
  }

 private:
  void word(std::string_view word) {
    if (word == "exports") {
      after_exports(false);
    } else if (word == "module" && take('.') && identifier() == "exports") {
      after_exports(true);
    } else if (word == "Object" && take('.') && identifier() == "defineProperty" && take('(')) {
      const std::string_view target = identifier();
      const bool is_exports =
          target == "exports" || (target == "module" && take('.') && identifier() == "exports");
      if (is_exports && take(',')) add(string_literal());
    }
  }

  void after_exports(bool is_module_exports) {
    skip_space();
    std::string_view name;
    if (take('.')) {
      name = identifier();
    } else if (take('[')) {
      name = string_literal();
      if (!take(']')) return;
    }
    if (!take('=')) return;
    if (at_ < text_.size() && (text_[at_] == '=' || text_[at_] == '>')) return;
    if (!name.empty()) {
      add(name);
    } else if (is_module_exports && take('{')) {
      object_literal();
    }
  }

  /// Members up to the first that is not `name`, `name: name` or `'name': name`.
  void object_literal() {
    for (;;) {
      skip_space();
      std::string_view name = string_literal();
      if (name.empty()) name = identifier();
      if (name.empty()) return;
      if (take(':')) {
        add(name);
        skip_space();
        if (identifier().empty()) return;
      } else {
        skip_space();
        const bool ends = at_ < text_.size() && (text_[at_] == ',' || text_[at_] == '}');
        if (!ends) return;  // a method, or something computed
        add(name);
      }
      if (!take(',')) return;
    }
  }

  void add(std::string_view name) {
    if (name.empty() || name == "default") return;
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.emplace_back(name);
  }

  void skip_space() {
    while (at_ < text_.size()) {
      if (std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) {
        ++at_;
      } else if (!skip_comment()) {
        return;
      }
    }
  }

  bool take(char c) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::string_view identifier() {
    skip_space();
    const size_t begin = at_;
    while (at_ < text_.size() && is_identifier_char(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  /// A quoted string without escapes, or nothing.
  std::string_view string_literal() {
    skip_space();
    if (at_ >= text_.size() || (text_[at_] != '\'' && text_[at_] != '"')) return {};
    const size_t end = text_.find(text_[at_], at_ + 1);
    if (end == std::string_view::npos) return {};
    const std::string_view content = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return content;
  }

  bool skip_comment() {
    if (text_.compare(at_, 2, "//") == 0) {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return true;
    }
    if (text_.compare(at_, 2, "/*") == 0) {
      const size_t end = text_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? text_.size() : end + 2;
      return true;
    }
    return false;
  }

  bool skip_string() {
    const char quote = text_[at_];
    if (quote != '\'' && quote != '"' && quote != '`') return false;
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    at_ = std::min(at_ + 1, text_.size());
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
  std::vector<std::string> names_;
};

}  // namespace

std::vector<std::string> find_export_names(std::string_view text) {
  return Scanner(text).names();
}

}  // namespace actx
