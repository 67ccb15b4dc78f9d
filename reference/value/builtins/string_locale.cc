// What depends on locales and on Unicode's normal forms, where the answer is certain: printable
// ASCII. Everything else is refused rather than guessed.
#include <algorithm>

#include "value/builtins/string_common.h"
#include "value/case_mapping.h"

namespace actx {

namespace {

[[noreturn]] void refuse(Realm& realm, const std::string& what) {
  throw_type_error(realm, what + " is not in the litmus language");
}

void require_default_locale(Realm& realm, Value locales, const char* method) {
  if (!locales.is_undefined()) refuse(realm, std::string(method) + " with a locale");
}

/// The default collation of ASCII: its primary order, letters of both cases being equal.
int primary_weight(char16_t unit) {
  static constexpr std::u16string_view kOrder = u" _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789";
  if (is_ascii_letter(unit)) return static_cast<int>(kOrder.size()) + (unit | 32);
  return static_cast<int>(kOrder.find(unit));
}

bool is_printable_ascii(std::u16string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char16_t unit) { return unit >= 0x20 && unit < 0x7F; });
}

int compare_ascii(std::u16string_view a, std::u16string_view b) {
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    int difference = primary_weight(a[i]) - primary_weight(b[i]);
    if (difference != 0) return difference < 0 ? -1 : 1;
  }
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  // Equal but for case: the first lower case letter goes first.
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i]) return (a[i] & 32) != 0 ? -1 : 1;
  }
  return 0;
}

/// Below this unit, no character changes under the form.
int first_changing_unit(std::u16string_view form) {
  if (form == u"NFC") return 0x300;
  if (form == u"NFD") return 0xC0;
  return form == u"NFKC" || form == u"NFKD" ? 0xA0 : 0;
}

}  // namespace

Value string_locale_compare(Realm& realm, const Call& call) {
  constexpr const char* kName = "String.prototype.localeCompare";
  String* string = this_string(realm, call, kName);
  String* other = to_string(realm, call.arg(0));
  require_default_locale(realm, call.arg(1), kName);
  require_default_locale(realm, call.arg(2), kName);
  std::u16string_view a = realm.units(string);
  std::u16string_view b = realm.units(other);
  if (a == b) return Value(0);
  if (!is_printable_ascii(a) || !is_printable_ascii(b)) {
    refuse(realm, std::string(kName) + " of text other than ASCII");
  }
  return Value(compare_ascii(a, b));
}

Value string_normalize(Realm& realm, const Call& call) {
  constexpr const char* kName = "String.prototype.normalize";
  String* string = this_string(realm, call, kName);
  int limit = first_changing_unit(u"NFC");
  if (!call.arg(0).is_undefined()) {
    limit = first_changing_unit(realm.units(to_string(realm, call.arg(0))));
    if (limit == 0) {
      throw_range_error(realm, "The normalization form should be one of NFC, NFD, NFKC, NFKD.");
    }
  }
  std::u16string_view units = realm.units(string);
  if (std::any_of(units.begin(), units.end(), [limit](char16_t unit) { return unit >= limit; })) {
    refuse(realm, std::string(kName) + " of text beyond Latin");
  }
  return Value(string);
}

Value string_to_locale_lower_case(Realm& realm, const Call& call) {
  constexpr const char* kName = "String.prototype.toLocaleLowerCase";
  String* string = this_string(realm, call, kName);
  require_default_locale(realm, call.arg(0), kName);
  return Value(realm.string(std::u16string_view(to_lower_text(realm.units(string)))));
}

Value string_to_locale_upper_case(Realm& realm, const Call& call) {
  constexpr const char* kName = "String.prototype.toLocaleUpperCase";
  String* string = this_string(realm, call, kName);
  require_default_locale(realm, call.arg(0), kName);
  return Value(realm.string(std::u16string_view(to_upper_text(realm.units(string)))));
}

}  // namespace actx
