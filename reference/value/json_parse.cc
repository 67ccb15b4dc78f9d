#include <vector>

#include "value/characters.h"
#include "value/conversions.h"
#include "value/json.h"

namespace actx {

namespace {

/// Reads with its own stack of open containers, so that nesting costs no C++ stack.
class JsonParser {
 public:
  JsonParser(Realm& realm, std::u16string_view text) : realm_(realm), text_(text) {}

  Value parse() {
    for (;;) {
      Value value;
      if (begin_value(&value)) continue;  // a container was opened
      // A value is complete: put it into its container, which may complete that one too.
      bool open = true;
      while (open) {
        if (stack_.empty()) {
          skip_space();
          if (at_ < text_.size()) fail();
          return value;
        }
        open = !attach(value);
        if (open) {
          value = Value(stack_.back().container);
          stack_.pop_back();
        }
      }
    }
  }

 private:
  struct Open {
    Object* container;
    bool is_array;
    PropertyKey key;  // of the member being read
  };

  [[noreturn]] void fail() {
    if (at_ >= text_.size()) throw_syntax_error(realm_, "Unexpected end of JSON input");
    std::string where = " in JSON at position " + std::to_string(at_);
    char16_t unit = text_[at_];
    if (is_digit_unit(unit) || unit == '-') throw_syntax_error(realm_, "Unexpected number" + where);
    if (unit == '"') throw_syntax_error(realm_, "Unexpected string" + where);
    throw_syntax_error(realm_, "Unexpected token " + utf16_to_utf8({&unit, 1}) + where);
  }

  char16_t peek() const { return at_ < text_.size() ? text_[at_] : u'\0'; }
  void skip_space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
  }
  void expect(char16_t unit) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != unit) fail();
    ++at_;
  }

  /// Reads a scalar or an empty container into `value`; opens any other container and returns true.
  bool begin_value(Value* value) {
    skip_space();
    if (at_ >= text_.size()) fail();
    switch (text_[at_]) {
      case '{': {
        ++at_;
        Object* object = realm_.new_object();
        skip_space();
        if (peek() == '}') return ++at_, *value = Value(object), false;
        stack_.push_back({object, false, read_key()});
        return true;
      }
      case '[': {
        ++at_;
        Array* array = realm_.new_array();
        skip_space();
        if (peek() == ']') return ++at_, *value = Value(array), false;
        stack_.push_back({array, true, {}});
        return true;
      }
      case '"':
        return *value = Value(read_string()), false;
      case 't':
        return read_word(u"true"), *value = Value(true), false;
      case 'f':
        return read_word(u"false"), *value = Value(false), false;
      case 'n':
        return read_word(u"null"), *value = Value::null(), false;
      default:
        return *value = read_number(), false;
    }
  }

  /// Adds a value to the innermost container. True when more follows, false when it is closed.
  bool attach(Value value) {
    Open& open = stack_.back();
    if (open.is_array) {
      static_cast<Array*>(open.container)->push(realm_, value);
    } else {
      open.container->define_raw(realm_, open.key, value);
    }
    skip_space();
    if (peek() == (open.is_array ? u']' : u'}') && at_ < text_.size()) return ++at_, false;
    expect(u',');
    if (!open.is_array) open.key = read_key();
    return true;
  }

  PropertyKey read_key() {
    skip_space();
    if (at_ >= text_.size() || peek() != '"') fail();
    PropertyKey key = realm_.key(read_string());
    expect(u':');
    return key;
  }

  void read_word(std::u16string_view word) {
    for (char16_t unit : word) {
      if (at_ >= text_.size() || text_[at_] != unit) fail();
      ++at_;
    }
  }

  void read_digits() {
    if (!is_digit_unit(peek())) fail();
    while (is_digit_unit(peek())) ++at_;
  }

  Value read_number() {
    size_t start = at_;
    if (peek() == '-') ++at_;
    if (peek() == '0') {
      ++at_;
      if (is_digit_unit(peek())) fail();
    } else {
      read_digits();
    }
    if (peek() == '.') ++at_, read_digits();
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      read_digits();
    }
    return Value(string_to_number(text_.substr(start, at_ - start)));
  }

  String* read_string() {
    size_t start = ++at_;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' && text_[at_] >= 0x20) {
      ++at_;
    }
    if (peek() == '"' && at_ < text_.size()) {
      std::u16string_view plain = text_.substr(start, at_ - start);
      ++at_;
      return realm_.string(plain);
    }
    std::u16string out(text_.substr(start, at_ - start));
    for (;;) {
      if (at_ >= text_.size() || text_[at_] < 0x20) fail();
      char16_t unit = text_[at_++];
      if (unit == '"') return realm_.string(std::u16string_view(out));
      out.push_back(unit == '\\' ? read_escape() : unit);
    }
  }

  char16_t read_escape() {
    if (at_ >= text_.size()) fail();
    char16_t unit = text_[at_];
    switch (unit) {
      case '"':
      case '\\':
      case '/':
        break;
      case 'b':
        unit = '\b';
        break;
      case 'f':
        unit = '\f';
        break;
      case 'n':
        unit = '\n';
        break;
      case 'r':
        unit = '\r';
        break;
      case 't':
        unit = '\t';
        break;
      case 'u': {
        unit = 0;
        for (int i = 0; i < 4; ++i) {
          ++at_;
          int digit = digit_value(peek());
          if (at_ >= text_.size() || digit < 0 || digit > 15) fail();
          unit = static_cast<char16_t>(unit * 16 + digit);
        }
        break;
      }
      default:
        fail();
    }
    ++at_;
    return unit;
  }

  Realm& realm_;
  std::u16string_view text_;
  size_t at_ = 0;
  std::vector<Open> stack_;
};

}  // namespace

Value json_parse(Realm& realm, std::u16string_view text) {
  return JsonParser(realm, text).parse();
}

}  // namespace actx
