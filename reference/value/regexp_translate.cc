#include "value/regexp_translate.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <memory>
#include <set>

#include "value/case_mapping.h"
#include "value/characters.h"

namespace actx {

namespace {

using Kind = RegexpNode::Kind;
using Groups = std::set<uint32_t>;

[[noreturn]] void refuse(const std::string& what) {
  throw RegexpError(what + " is not in the litmus language");
}

bool can_be_empty(const RegexpNode& node) {
  auto empty = [](const auto& child) { return can_be_empty(*child); };
  switch (node.kind) {
    case Kind::kChar:
    case Kind::kAny:
    case Kind::kClass:
      return false;
    case Kind::kGroup:
    case Kind::kCapture:
      return can_be_empty(*node.children[0]);
    case Kind::kSequence:
      return std::all_of(node.children.begin(), node.children.end(), empty);
    case Kind::kAlternatives:
      return std::any_of(node.children.begin(), node.children.end(), empty);
    case Kind::kRepeat:
      return node.min == 0 || can_be_empty(*node.children[0]);
    default:
      return true;
  }
}

void collect_captures(const RegexpNode& node, Groups* out) {
  if (node.kind == Kind::kCapture) out->insert(node.group);
  for (const auto& child : node.children) collect_captures(*child, out);
}

/// The captures that are set whenever the node has matched.
Groups surely_set(const RegexpNode& node) {
  Groups result;
  switch (node.kind) {
    case Kind::kLookahead:
    case Kind::kLookbehind:
      if (node.negated) return result;
      break;
    case Kind::kRepeat:
      if (node.min == 0) return result;
      break;
    case Kind::kAlternatives: {
      result = surely_set(*node.children[0]);
      for (size_t i = 1; i < node.children.size(); ++i) {
        Groups other = surely_set(*node.children[i]);
        std::erase_if(result, [&](uint32_t group) { return !other.contains(group); });
      }
      return result;
    }
    default:
      break;
  }
  for (const auto& child : node.children) result.merge(surely_set(*child));
  if (node.kind == Kind::kCapture) result.insert(node.group);
  return result;
}

bool contains(const RegexpNode& node, const RegexpNode* wanted) {
  return &node == wanted ||
         std::any_of(node.children.begin(), node.children.end(),
                     [&](const auto& child) { return contains(*child, wanted); });
}

/// The captures that are set in every match of `node` by the time `wanted` inside it is reached.
Groups set_before(const RegexpNode& node, const RegexpNode* wanted) {
  Groups result;
  for (const auto& child : node.children) {
    if (contains(*child, wanted)) {
      result.merge(set_before(*child, wanted));
      break;
    }
    if (node.kind == Kind::kSequence) result.merge(surely_set(*child));
  }
  return result;
}

/// All units that are equal to a unit of `ranges` when case is ignored without the u flag.
CharRanges close_over_case(const CharRanges& ranges) {
  constexpr size_t kUnits = 0x10000;
  static const std::unique_ptr<char16_t[]> kCanonical = [] {
    auto table = std::make_unique<char16_t[]>(kUnits);
    for (size_t i = 0; i < kUnits; ++i) table[i] = canonicalize_unit(static_cast<char16_t>(i));
    return table;
  }();
  std::vector<bool> images(kUnits);
  for (const auto& range : ranges.ranges()) {
    for (char32_t unit = range.first; unit <= range.last; ++unit) images[kCanonical[unit]] = true;
  }
  CharRanges result;
  for (char32_t unit = 0; unit < kUnits; ++unit) {
    if (images[kCanonical[unit]]) result.add(unit, unit);
  }
  result.normalise();
  return result;
}

class Translator {
 public:
  Translator(const RegexpTree& tree, const RegexpFlags& flags) : tree_(tree), flags_(flags) {
    result_.captures.resize(tree.group_count + 1);
  }

  RegexpTranslation run() {
    emit(*tree_.root);
    for (const Reference& reference : references_) {
      fill_number(result_.captures[reference.node->group].group, reference.position);
    }
    return std::move(result_);
  }

 private:
  struct Reference {
    const RegexpNode* node;
    size_t position;
  };

  void put(std::string_view ascii) { result_.pattern.append(ascii.begin(), ascii.end()); }
  void put_number(uint32_t number) { put(std::to_string(number)); }
  /// Fills in a group number that was not known yet, in place of five digits.
  void fill_number(uint32_t number, size_t position) {
    std::string digits = std::to_string(number);
    digits.insert(0, 5 - digits.size(), '0');
    std::copy(digits.begin(), digits.end(),
              result_.pattern.begin() + static_cast<std::ptrdiff_t>(position));
  }

  void put_point(char32_t point) {
    if (point >= 0xD800 && point < 0xE000 && flags_.unicode) {
      refuse("a lone surrogate in a pattern with the u flag");
    }
    if (point < 0x80 && (is_ascii_letter(static_cast<char16_t>(point)) ||
                         is_digit_unit(static_cast<char16_t>(point)))) {
      result_.pattern.push_back(static_cast<char16_t>(point));
      return;
    }
    char text[16];
    std::snprintf(text, sizeof text, "\\x{%X}", static_cast<unsigned>(point));
    put(text);
  }

  void put_set(const CharRanges& ranges) {
    for (const auto& range : ranges.ranges()) {
      // UTF mode knows no surrogates, and its text has none.
      char32_t first = range.first;
      char32_t last = range.last;
      if (flags_.unicode && first < 0xD800 && last > 0xDFFF) {
        put_range(first, 0xD7FF);
        first = 0xE000;
      } else if (flags_.unicode && first >= 0xD800 && last <= 0xDFFF) {
        refuse("a lone surrogate in a pattern with the u flag");
      } else if (flags_.unicode && first >= 0xD800 && first <= 0xDFFF) {
        first = 0xE000;
      } else if (flags_.unicode && last >= 0xD800 && last <= 0xDFFF) {
        last = 0xD7FF;
      }
      put_range(first, last);
    }
  }
  void put_range(char32_t first, char32_t last) {
    put_point(first);
    if (last == first) return;
    put("-");
    put_point(last);
  }

  bool closes_over_case() const { return flags_.ignore_case && !flags_.unicode; }

  void emit_class(const RegexpNode& node) {
    CharRanges ranges = node.ranges;
    bool ascii = ranges.empty() || ranges.ranges().back().last < 0x80;
    if (closes_over_case() && !ascii) ranges = close_over_case(ranges);
    if (ranges.empty() && node.properties.empty()) return put(node.negated ? "." : "(?!)");
    if (!node.properties.empty() && flags_.ignore_case) {
      refuse("a property escape with the i flag");
    }
    put(node.negated ? "[^" : "[");
    put_set(ranges);
    for (const std::string& property : node.properties) put(property);
    put("]");
  }

  void emit_char(const RegexpNode& node) {
    if (closes_over_case() && node.point >= 0x80) {
      RegexpNode set(Kind::kClass);
      set.ranges.add(node.point, node.point);
      return emit_class(set);
    }
    put_point(node.point);
  }

  void emit_word_boundary(bool negated) {
    std::u16string word = u"[A-Za-z0-9_";
    if (flags_.unicode && flags_.ignore_case) word += u"\\x{17F}\\x{212A}";
    word += u"]";
    std::u16string before = u"(?<=" + word + u")";
    std::u16string not_before = u"(?<!" + word + u")";
    std::u16string after = u"(?=" + word + u")";
    std::u16string not_after = u"(?!" + word + u")";
    if (negated) std::swap(after, not_after);
    result_.pattern += u"(?:" + before + not_after + u"|" + not_before + after + u")";
  }

  void emit(const RegexpNode& node) {
    switch (node.kind) {
      case Kind::kEmpty:
        return;
      case Kind::kChar:
        return emit_char(node);
      case Kind::kAny:
        return put(flags_.dot_all ? "." : "[^\\n\\r\\x{2028}\\x{2029}]");
      case Kind::kClass:
        return emit_class(node);
      case Kind::kStart:
        return put(flags_.multiline ? "(?<![^\\n\\r\\x{2028}\\x{2029}])" : "\\A");
      case Kind::kEnd:
        return put(flags_.multiline ? "(?![^\\n\\r\\x{2028}\\x{2029}])" : "\\z");
      case Kind::kWordBoundary:
        return emit_word_boundary(node.negated);
      case Kind::kGroup:
        return emit_wrapped("(?:", node);
      case Kind::kCapture:
        return emit_capture(node);
      case Kind::kLookahead:
      case Kind::kLookbehind:
        return emit_look(node);
      case Kind::kBackreference:
        return emit_reference(node);
      case Kind::kSequence:
        for (const auto& child : node.children) emit(*child);
        return;
      case Kind::kAlternatives:
        for (size_t i = 0; i < node.children.size(); ++i) {
          if (i > 0) put("|");
          emit(*node.children[i]);
        }
        return;
      case Kind::kRepeat:
        return emit_repeat(node);
    }
  }

  void emit_wrapped(std::string_view open, const RegexpNode& node) {
    put(open);
    emit(*node.children[0]);
    put(")");
  }

  void emit_capture(const RegexpNode& node) {
    RegexpTranslation::Capture& capture = result_.captures[node.group];
    capture.group = ++groups_;
    for (const Loop& loop : loops_) {
      if (!loop.unsure.contains(node.group)) continue;
      // A capture ahead of or behind the iteration's own text says nothing by its position.
      if (looks_ > loop.looks)
        refuse("a capture in a lookaround that an iteration may leave unset");
      capture.marks.push_back(loop.mark);
    }
    emit_wrapped("(", node);
  }

  void emit_look(const RegexpNode& node) {
    bool behind = node.kind == Kind::kLookbehind;
    ++looks_;
    behind_ += behind ? 1 : 0;
    emit_wrapped(behind ? (node.negated ? "(?<!" : "(?<=") : (node.negated ? "(?!" : "(?="), node);
    behind_ -= behind ? 1 : 0;
    --looks_;
  }

  void emit_reference(const RegexpNode& node) {
    if (behind_ > 0) refuse("a backreference in a lookbehind");
    check_reference(*tree_.root, node);
    if (closes_over_case()) result_.ascii_subject_only = true;
    put("\\g{");
    references_.push_back({&node, result_.pattern.size()});
    put("00000}");
  }

  /// Refuses a reference that could see a capture of an earlier iteration.
  void check_reference(const RegexpNode& node, const RegexpNode& reference) {
    if (node.kind == Kind::kRepeat && node.max > 1) {
      const RegexpNode& body = *node.children[0];
      Groups inside;
      collect_captures(body, &inside);
      if (inside.contains(reference.group)) {
        Groups sure = contains(body, &reference) ? set_before(body, &reference) : surely_set(body);
        if (!sure.contains(reference.group)) {
          refuse("a backreference to a group that an iteration may leave unset");
        }
      }
    }
    for (const auto& child : node.children) check_reference(*child, reference);
  }

  struct Loop {
    uint32_t mark;
    Groups unsure;  // captures that an iteration may leave unset
    int looks;
  };

  void emit_repeat(const RegexpNode& node) {
    const RegexpNode& body = *node.children[0];
    Groups captures;
    collect_captures(body, &captures);
    if (behind_ > 0 && !captures.empty()) refuse("a repeated capture in a lookbehind");
    constexpr uint32_t kMost = 65535;
    if (node.min > kMost || (node.max > kMost && node.max != RegexpNode::kInfinite)) {
      refuse("a quantifier beyond 65535");
    }
    Groups unsure;
    if (node.max > 1) {
      Groups sure = surely_set(body);
      std::set_difference(captures.begin(), captures.end(), sure.begin(), sure.end(),
                          std::inserter(unsure, unsure.end()));
    }
    bool empty = can_be_empty(body);
    // Rejecting an empty iteration changes nothing that could be seen when there is but one.
    bool reject_empty =
        empty && node.min == 0 && node.max > 0 && (node.max > 1 || !captures.empty());
    bool fixed = node.min == node.max;
    if (empty && node.min > 0 && (!fixed || !unsure.empty())) {
      refuse("a quantifier with a minimum over what can match nothing");
    }
    if (is_single(body)) {
      emit(body);
      return put_quantifier(node);
    }
    put("(?:");
    uint32_t mark = reject_empty || !unsure.empty() ? ++groups_ : 0;
    if (mark != 0) put(reject_empty ? "(?=(.*))" : "()");
    loops_.push_back({mark, unsure, looks_});
    bool many = body.kind == Kind::kAlternatives;
    if (many) put("(?:");
    emit(body);
    if (many) put(")");
    loops_.pop_back();
    if (reject_empty) {
      put("(?!\\g{");
      put_number(mark);
      put("}\\z)");
    }
    put(")");
    put_quantifier(node);
  }

  /// One character of the pattern, which needs no group around it to be repeated.
  static bool is_single(const RegexpNode& node) {
    return node.kind == Kind::kChar || node.kind == Kind::kAny ||
           (node.kind == Kind::kClass && !node.ranges.empty());
  }

  void put_quantifier(const RegexpNode& node) {
    put("{");
    put_number(node.min);
    if (node.min != node.max) put(",");
    if (node.min != node.max && node.max != RegexpNode::kInfinite) put_number(node.max);
    put(node.lazy ? "}?" : "}");
  }

  const RegexpTree& tree_;
  const RegexpFlags& flags_;
  RegexpTranslation result_;
  std::vector<Loop> loops_;
  std::vector<Reference> references_;
  uint32_t groups_ = 0;
  int looks_ = 0;
  int behind_ = 0;
};

}  // namespace

RegexpTranslation translate_regexp(const RegexpTree& tree, const RegexpFlags& flags) {
  return Translator(tree, flags).run();
}

}  // namespace actx
