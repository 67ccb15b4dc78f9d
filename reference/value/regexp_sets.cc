// Flags, and the named sets of characters of regular expressions.
#include <initializer_list>

#include "value/regexp_syntax.h"

namespace actx {

namespace {

CharRanges make_ranges(std::initializer_list<CharRanges::Range> list) {
  CharRanges ranges;
  for (const auto& range : list) ranges.add(range.first, range.last);
  ranges.normalise();
  return ranges;
}

struct LongName {
  std::string_view short_name;
  std::string_view long_name;
};

constexpr LongName kCategories[] = {
    {"LC", "Cased_Letter"},
    {"Pe", "Close_Punctuation"},
    {"Pc", "Connector_Punctuation"},
    {"Cc", "Control"},
    {"Cc", "cntrl"},
    {"Sc", "Currency_Symbol"},
    {"Pd", "Dash_Punctuation"},
    {"Nd", "Decimal_Number"},
    {"Nd", "digit"},
    {"Me", "Enclosing_Mark"},
    {"Pf", "Final_Punctuation"},
    {"Cf", "Format"},
    {"Pi", "Initial_Punctuation"},
    {"L", "Letter"},
    {"Nl", "Letter_Number"},
    {"Zl", "Line_Separator"},
    {"Ll", "Lowercase_Letter"},
    {"M", "Mark"},
    {"M", "Combining_Mark"},
    {"Sm", "Math_Symbol"},
    {"Lm", "Modifier_Letter"},
    {"Sk", "Modifier_Symbol"},
    {"Mn", "Nonspacing_Mark"},
    {"N", "Number"},
    {"Ps", "Open_Punctuation"},
    {"C", "Other"},
    {"Lo", "Other_Letter"},
    {"No", "Other_Number"},
    {"Po", "Other_Punctuation"},
    {"So", "Other_Symbol"},
    {"Zp", "Paragraph_Separator"},
    {"Co", "Private_Use"},
    {"P", "Punctuation"},
    {"P", "punct"},
    {"Z", "Separator"},
    {"Zs", "Space_Separator"},
    {"Mc", "Spacing_Mark"},
    {"Cs", "Surrogate"},
    {"S", "Symbol"},
    {"Lt", "Titlecase_Letter"},
    {"Cn", "Unassigned"},
    {"Lu", "Uppercase_Letter"},
};

// The binary properties of ECMAScript, long and short.
constexpr std::string_view kBinary[] = {
    "ASCII",
    "ASCII_Hex_Digit",
    "AHex",
    "Alphabetic",
    "Alpha",
    "Any",
    "Bidi_Control",
    "Bidi_C",
    "Bidi_Mirrored",
    "Bidi_M",
    "Case_Ignorable",
    "CI",
    "Cased",
    "Changes_When_Casefolded",
    "CWCF",
    "Changes_When_Casemapped",
    "CWCM",
    "Changes_When_Lowercased",
    "CWL",
    "Changes_When_Titlecased",
    "CWT",
    "Changes_When_Uppercased",
    "CWU",
    "Dash",
    "Default_Ignorable_Code_Point",
    "DI",
    "Deprecated",
    "Dep",
    "Diacritic",
    "Dia",
    "Emoji",
    "Emoji_Component",
    "EComp",
    "Emoji_Modifier",
    "EMod",
    "Emoji_Modifier_Base",
    "EBase",
    "Emoji_Presentation",
    "EPres",
    "Extended_Pictographic",
    "ExtPict",
    "Extender",
    "Ext",
    "Grapheme_Base",
    "Gr_Base",
    "Grapheme_Extend",
    "Gr_Ext",
    "Hex_Digit",
    "Hex",
    "IDS_Binary_Operator",
    "IDSB",
    "IDS_Trinary_Operator",
    "IDST",
    "ID_Continue",
    "IDC",
    "ID_Start",
    "IDS",
    "Ideographic",
    "Ideo",
    "Join_Control",
    "Join_C",
    "Logical_Order_Exception",
    "LOE",
    "Lowercase",
    "Lower",
    "Math",
    "Noncharacter_Code_Point",
    "NChar",
    "Pattern_Syntax",
    "Pat_Syn",
    "Pattern_White_Space",
    "Pat_WS",
    "Quotation_Mark",
    "QMark",
    "Radical",
    "Regional_Indicator",
    "RI",
    "Sentence_Terminal",
    "STerm",
    "Soft_Dotted",
    "SD",
    "Terminal_Punctuation",
    "Term",
    "Unified_Ideograph",
    "UIdeo",
    "Uppercase",
    "Upper",
    "Variation_Selector",
    "VS",
    "White_Space",
    "space",
    "XID_Continue",
    "XIDC",
    "XID_Start",
    "XIDS",
};

/// The short name of a general category, or empty.
std::string_view category(std::string_view name) {
  for (const LongName& row : kCategories) {
    if (name == row.long_name || name == row.short_name) return row.short_name;
  }
  return {};
}

}  // namespace

bool parse_regexp_flags(std::u16string_view text, RegexpFlags* flags) {
  for (char16_t unit : text) {
    bool* flag = nullptr;
    switch (unit) {
      case 'd':
        flag = &flags->has_indices;
        break;
      case 'g':
        flag = &flags->global;
        break;
      case 'i':
        flag = &flags->ignore_case;
        break;
      case 'm':
        flag = &flags->multiline;
        break;
      case 's':
        flag = &flags->dot_all;
        break;
      case 'u':
        flag = &flags->unicode;
        break;
      case 'y':
        flag = &flags->sticky;
        break;
      default:
        return false;
    }
    if (*flag) return false;
    *flag = true;
  }
  return true;
}

const CharRanges& digit_ranges() {
  static const CharRanges kRanges = make_ranges({{'0', '9'}});
  return kRanges;
}

const CharRanges& word_ranges(bool extended) {
  static const CharRanges kPlain = make_ranges({{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}});
  static const CharRanges kExtended = make_ranges(
      {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}, {0x17F, 0x17F}, {0x212A, 0x212A}});
  return extended ? kExtended : kPlain;
}

const CharRanges& space_ranges() {
  static const CharRanges kRanges = make_ranges({{9, 13},
                                                 {' ', ' '},
                                                 {0xA0, 0xA0},
                                                 {0x1680, 0x1680},
                                                 {0x2000, 0x200A},
                                                 {0x2028, 0x2029},
                                                 {0x202F, 0x202F},
                                                 {0x205F, 0x205F},
                                                 {0x3000, 0x3000},
                                                 {0xFEFF, 0xFEFF}});
  return kRanges;
}

std::string translate_property(const std::string& text) {
  size_t equals = text.find('=');
  if (equals == std::string::npos) {
    if (std::string_view short_name = category(text); !short_name.empty()) {
      return short_name == "LC" ? "L&" : std::string(short_name);
    }
    if (text == "Assigned") return "^Cn";
    for (std::string_view name : kBinary) {
      if (name == text) return text;
    }
    throw RegexpError("Invalid property name");
  }
  std::string name = text.substr(0, equals);
  std::string value = text.substr(equals + 1);
  if (name == "General_Category" || name == "gc") {
    if (std::string_view short_name = category(value); !short_name.empty()) {
      return short_name == "LC" ? "L&" : std::string(short_name);
    }
  }
  // What is no script is refused when the pattern is compiled.
  bool plain = !value.empty() && value[0] >= 'A' && value[0] <= 'Z';
  if (plain && (name == "Script" || name == "sc")) return "sc:" + value;
  if (plain && (name == "Script_Extensions" || name == "scx")) return "scx:" + value;
  throw RegexpError("Invalid property name");
}

}  // namespace actx
