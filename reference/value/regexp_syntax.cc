#include "value/regexp_syntax.h"

#include <map>

#include "value/characters.h"

namespace actx {

namespace {

using Kind = RegexpNode::Kind;
using NodePtr = std::unique_ptr<RegexpNode>;

constexpr char32_t kNoChar = UINT32_MAX;
constexpr int kMaxNesting = 800;

NodePtr make(Kind kind) {
  return std::make_unique<RegexpNode>(kind);
}

class Parser {
 public:
  Parser(std::u16string_view text, const RegexpFlags& flags) : text_(text), flags_(flags) {
    count_groups();
  }

  RegexpTree parse() {
    tree_.root = parse_alternatives();
    if (!at_end()) fail("Unmatched ')'");
    tree_.group_count = groups_seen_;
    for (auto& [node, name] : named_references_) {
      node->group = 0;
      for (const auto& [known, number] : tree_.names) {
        if (known == name) node->group = number;
      }
      if (node->group == 0) fail("Invalid named capture referenced");
    }
    return std::move(tree_);
  }

 private:
  [[noreturn]] static void fail(const char* reason) { throw RegexpError(reason); }

  bool at_end() const { return at_ >= text_.size(); }
  char16_t peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : u'\0';
  }
  bool take(char16_t unit) {
    if (at_end() || text_[at_] != unit) return false;
    ++at_;
    return true;
  }
  bool take(std::u16string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  char32_t next_point() {
    char32_t point = flags_.unicode ? code_point_at(text_, at_) : text_[at_];
    at_ += code_point_units(point);
    return point;
  }

  /// How many groups there are, and whether any has a name: decides what \1 and \k mean.
  void count_groups() {
    bool in_class = false;
    for (size_t i = 0; i < text_.size(); ++i) {
      char16_t unit = text_[i];
      if (unit == '\\') {
        ++i;
      } else if (in_class) {
        in_class = unit != ']';
      } else if (unit == '[') {
        in_class = true;
      } else if (unit == '(') {
        std::u16string_view rest = text_.substr(i + 1);
        bool named = rest.starts_with(u"?<") && rest.size() > 2 && rest[2] != '=' && rest[2] != '!';
        if (!rest.starts_with(u"?") || named) ++group_total_;
        has_names_ |= named;
      }
    }
  }

  NodePtr parse_alternatives() {
    if (++nesting_ > kMaxNesting) fail("Regular expression too large");
    auto result = make(Kind::kAlternatives);
    do {
      result->children.push_back(parse_sequence());
    } while (take(u'|'));
    --nesting_;
    return result->children.size() == 1 ? std::move(result->children[0]) : std::move(result);
  }

  NodePtr parse_sequence() {
    auto result = make(Kind::kSequence);
    while (!at_end() && peek() != '|' && peek() != ')') result->children.push_back(parse_term());
    return result;
  }

  NodePtr parse_term() {
    bool quantifiable = true;
    NodePtr atom = parse_atom(&quantifiable);
    return parse_quantifier(std::move(atom), quantifiable);
  }

  NodePtr parse_atom(bool* quantifiable) {
    char16_t unit = peek();
    switch (unit) {
      case '^':
        ++at_;
        *quantifiable = false;
        return make(Kind::kStart);
      case '$':
        ++at_;
        *quantifiable = false;
        return make(Kind::kEnd);
      case '(':
        return parse_group(quantifiable);
      case '.':
        ++at_;
        return make(Kind::kAny);
      case '[':
        ++at_;
        return parse_class();
      case '\\':
        return parse_escape(quantifiable);
      case '*':
      case '+':
      case '?':
        fail("Nothing to repeat");
      case '{':
        if (looks_like_quantifier()) fail("Nothing to repeat");
        if (flags_.unicode) fail("Lone quantifier brackets");
        break;
      case '}':
      case ']':
        if (flags_.unicode) fail("Lone quantifier brackets");
        break;
      default:
        break;
    }
    return char_node(next_point());
  }

  NodePtr char_node(char32_t point) {
    auto node = make(Kind::kChar);
    node->point = point;
    return node;
  }

  NodePtr parse_group(bool* quantifiable) {
    ++at_;
    NodePtr group;
    if (take(u"?:")) {
      group = make(Kind::kGroup);
    } else if (take(u"?=") || take(u"?!")) {
      group = make(Kind::kLookahead);
      group->negated = text_[at_ - 1] == '!';
      *quantifiable = !flags_.unicode;
    } else if (take(u"?<=") || take(u"?<!")) {
      group = make(Kind::kLookbehind);
      group->negated = text_[at_ - 1] == '!';
      *quantifiable = false;
    } else {
      group = make(Kind::kCapture);
      group->group = ++groups_seen_;
      if (take(u"?<")) {
        add_name(parse_name(), group->group);
      } else if (peek() == '?') {
        fail("Invalid group");
      }
    }
    group->children.push_back(parse_alternatives());
    if (!take(u')')) fail("Unterminated group");
    return group;
  }

  void add_name(std::u16string name, uint32_t number) {
    for (const auto& known : tree_.names) {
      if (known.first == name) fail("Duplicate capture group name");
    }
    tree_.names.emplace_back(std::move(name), number);
  }

  /// The name after "<", and the ">".
  std::u16string parse_name() {
    std::u16string name;
    while (!take(u'>')) {
      if (at_end()) fail("Invalid capture group name");
      char32_t point = code_point_at(text_, at_);
      at_ += code_point_units(point);
      if (point == '\\') {
        if (!take(u'u')) fail("Invalid Unicode escape");
        point = parse_unicode_escape(/*braces=*/true);
        if (point == kNoChar) fail("Invalid Unicode escape");
      }
      bool letter = point == '$' || point == '_' || point >= 0x80 ||
                    is_ascii_letter(static_cast<char16_t>(point));
      bool digit = !name.empty() && point < 0x80 && is_digit_unit(static_cast<char16_t>(point));
      if (!letter && !digit) fail("Invalid capture group name");
      if (point >= 0x10000) {
        name.push_back(static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10)));
        point = 0xDC00 + ((point - 0x10000) & 0x3FF);
      }
      name.push_back(static_cast<char16_t>(point));
    }
    if (name.empty()) fail("Invalid capture group name");
    return name;
  }

  bool parse_number(uint32_t* number) {
    if (!is_digit_unit(peek())) return false;
    uint64_t value = 0;
    while (!at_end() && is_digit_unit(peek())) {
      value = value * 10 + static_cast<uint64_t>(peek() - '0');
      if (value > UINT32_MAX - 1) value = UINT32_MAX - 1;
      ++at_;
    }
    *number = static_cast<uint32_t>(value);
    return true;
  }

  /// {n}, {n,} or {n,m} at the cursor; moves past it when it is one.
  bool parse_braces(uint32_t* min, uint32_t* max) {
    size_t start = at_;
    if (take(u'{') && parse_number(min)) {
      *max = *min;
      if (take(u',') && !parse_number(max)) *max = RegexpNode::kInfinite;
      if (take(u'}')) return true;
    }
    at_ = start;
    return false;
  }

  bool looks_like_quantifier() {
    size_t start = at_;
    uint32_t min = 0;
    uint32_t max = 0;
    bool result = parse_braces(&min, &max);
    at_ = start;
    return result;
  }

  NodePtr parse_quantifier(NodePtr atom, bool quantifiable) {
    uint32_t min = 0;
    uint32_t max = RegexpNode::kInfinite;
    if (take(u'*')) {
    } else if (take(u'+')) {
      min = 1;
    } else if (take(u'?')) {
      max = 1;
    } else if (peek() == '{' && !at_end()) {
      if (!parse_braces(&min, &max)) {
        if (flags_.unicode) fail("Incomplete quantifier");
        return atom;
      }
      if (min > max) fail("numbers out of order in {} quantifier");
    } else {
      return atom;
    }
    bool is_look = atom->kind == Kind::kLookahead || atom->kind == Kind::kLookbehind;
    if (!quantifiable) fail(is_look ? "Invalid quantifier" : "Nothing to repeat");
    auto repeat = make(Kind::kRepeat);
    repeat->min = min;
    repeat->max = max;
    repeat->lazy = take(u'?');
    repeat->children.push_back(std::move(atom));
    return repeat;
  }

  NodePtr parse_escape(bool* quantifiable) {
    ++at_;
    if (at_end()) fail("\\ at end of pattern");
    char16_t unit = peek();
    if (unit == 'b' || unit == 'B') {
      ++at_;
      *quantifiable = false;
      auto node = make(Kind::kWordBoundary);
      node->negated = unit == 'B';
      return node;
    }
    if (NodePtr reference = parse_backreference()) return reference;
    auto node = make(Kind::kClass);
    if (parse_class_escape(node.get())) {
      node->ranges.normalise();
      return node;
    }
    return char_node(parse_char_escape(/*in_class=*/false));
  }

  NodePtr parse_backreference() {
    if (peek() == 'k' && (has_names_ || flags_.unicode)) {
      ++at_;
      if (!take(u'<')) fail("Invalid named reference");
      auto node = make(Kind::kBackreference);
      named_references_.emplace_back(node.get(), parse_name());
      return node;
    }
    if (peek() < '1' || peek() > '9') return nullptr;
    size_t start = at_;
    uint32_t number = 0;
    parse_number(&number);
    if (number > group_total_) {
      if (flags_.unicode) fail("Invalid escape");
      at_ = start;  // an octal or identity escape instead
      return nullptr;
    }
    auto node = make(Kind::kBackreference);
    node->group = number;
    return node;
  }

  /// \d \D \s \S \w \W \p \P after the backslash, added to `node`.
  bool parse_class_escape(RegexpNode* node) {
    char16_t unit = peek();
    const CharRanges* set = nullptr;
    switch (unit | 32) {
      case 'd':
        set = &digit_ranges();
        break;
      case 's':
        set = &space_ranges();
        break;
      case 'w':
        set = &word_ranges(flags_.unicode && flags_.ignore_case);
        break;
      case 'p':
        return flags_.unicode && parse_property(node);
      default:
        return false;
    }
    ++at_;
    bool complement = unit < 'a';
    node->ranges.add(complement ? set->complement(flags_.unicode ? 0x10FFFF : 0xFFFF) : *set);
    return true;
  }

  bool parse_property(RegexpNode* node) {
    char16_t unit = peek();
    ++at_;
    std::string text;
    if (!take(u'{')) fail("Invalid property name");
    while (!take(u'}')) {
      if (at_end() || peek() >= 0x80) fail("Invalid property name");
      text.push_back(static_cast<char>(text_[at_++]));
    }
    node->properties.push_back((unit == 'P' ? "\\P{" : "\\p{") + translate_property(text) + "}");
    return true;
  }

  /// After \u: four digits, or {...} when allowed; with u, a surrogate pair of escapes is one
  /// point.
  char32_t parse_unicode_escape(bool braces) {
    if (braces && take(u'{')) {
      char32_t value = 0;
      size_t digits = 0;
      while (digit_value(peek()) >= 0 && digit_value(peek()) < 16) {
        value = value * 16 + static_cast<char32_t>(digit_value(peek()));
        if (value > 0x10FFFF) fail("Invalid Unicode escape");
        ++at_, ++digits;
      }
      return digits > 0 && take(u'}') ? value : kNoChar;
    }
    char32_t value = parse_hex(4);
    if (braces && value >= 0xD800 && value < 0xDC00 && peek() == '\\' && peek(1) == 'u') {
      size_t start = at_;
      at_ += 2;
      char32_t low = parse_hex(4);
      if (low >= 0xDC00 && low < 0xE000) return 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
      at_ = start;
    }
    return value;
  }

  char32_t parse_hex(int count) {
    char32_t value = 0;
    for (int i = 0; i < count; ++i) {
      int digit = digit_value(peek(static_cast<size_t>(i)));
      if (digit < 0 || digit > 15) return kNoChar;
      value = value * 16 + static_cast<char32_t>(digit);
    }
    at_ += static_cast<size_t>(count);
    return value;
  }

  /// \0 and, without u, octal escapes up to \377.
  char32_t parse_octal() {
    if (flags_.unicode) {
      if (peek() != '0' || is_digit_unit(peek(1))) fail("Invalid decimal escape");
      ++at_;
      return 0;
    }
    char32_t value = 0;
    for (int i = 0; i < 3 && peek() >= '0' && peek() <= '7'; ++i) {
      char32_t grown = value * 8 + (peek() - u'0');
      if (grown > 255) break;
      value = grown;
      ++at_;
    }
    return value;
  }

  char32_t parse_char_escape(bool in_class) {
    char16_t unit = peek();
    static const std::map<char16_t, char32_t> kControls = {
        {'t', 9}, {'n', 10}, {'v', 11}, {'f', 12}, {'r', 13}};
    if (auto found = kControls.find(unit); found != kControls.end()) {
      ++at_;
      return found->second;
    }
    if (unit >= '0' && unit <= '7') return parse_octal();
    if (unit == 'c') return parse_control(in_class);
    if (unit == 'x' || unit == 'u') {
      ++at_;
      char32_t value = unit == 'x' ? parse_hex(2) : parse_unicode_escape(flags_.unicode);
      if (value != kNoChar) return value;
      if (flags_.unicode) fail(unit == 'x' ? "Invalid escape" : "Invalid Unicode escape");
      return unit;
    }
    if (flags_.unicode) {
      constexpr std::u16string_view kSyntax = u"^$\\.*+?()[]{}|/";
      bool known = kSyntax.find(unit) != std::u16string_view::npos || (in_class && unit == '-');
      if (!known) fail("Invalid escape");
    }
    return next_point();
  }

  char32_t parse_control(bool in_class) {
    char16_t letter = peek(1);
    bool annex_b = in_class && !flags_.unicode && (is_digit_unit(letter) || letter == '_');
    if (is_ascii_letter(letter) || annex_b) {
      at_ += 2;
      return letter & 31;
    }
    if (flags_.unicode) fail("Invalid Unicode escape");
    return '\\';  // the backslash stands for itself; the c follows
  }

  NodePtr parse_class() {
    auto node = make(Kind::kClass);
    node->negated = take(u'^');
    while (!take(u']')) {
      if (at_end()) fail("Unterminated character class");
      char32_t first = parse_class_atom(node.get());
      if (peek() != '-' || peek(1) == ']' || at_ + 1 >= text_.size()) {
        if (first != kNoChar) node->ranges.add(first, first);
        continue;
      }
      ++at_;
      char32_t last = parse_class_atom(node.get());
      if (first == kNoChar || last == kNoChar) {
        if (flags_.unicode) fail("Invalid character class");
        node->ranges.add('-', '-');
        if (first != kNoChar) node->ranges.add(first, first);
        if (last != kNoChar) node->ranges.add(last, last);
        continue;
      }
      if (first > last) fail("Range out of order in character class");
      node->ranges.add(first, last);
    }
    node->ranges.normalise();
    return node;
  }

  /// One member; kNoChar for a set such as \d, which is added to `node` at once.
  char32_t parse_class_atom(RegexpNode* node) {
    if (at_end()) fail("Unterminated character class");
    if (peek() != '\\') return next_point();
    ++at_;
    if (at_end()) fail("\\ at end of pattern");
    if (take(u'b')) return 8;
    if (parse_class_escape(node)) return kNoChar;
    if (flags_.unicode && is_digit_unit(peek()) && peek() != '0') fail("Invalid class escape");
    return parse_char_escape(/*in_class=*/true);
  }

  std::u16string_view text_;
  const RegexpFlags& flags_;
  size_t at_ = 0;
  int nesting_ = 0;
  uint32_t groups_seen_ = 0;
  uint32_t group_total_ = 0;
  bool has_names_ = false;
  RegexpTree tree_;
  std::vector<std::pair<RegexpNode*, std::u16string>> named_references_;
};

}  // namespace

RegexpTree parse_regexp(std::u16string_view pattern, const RegexpFlags& flags) {
  return Parser(pattern, flags).parse();
}

}  // namespace actx
