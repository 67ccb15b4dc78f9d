// Upper and lower case of Unicode text, as the default locale of Node 18.20.1 maps it.
#ifndef ACTX_VALUE_CASE_MAPPING_H_
#define ACTX_VALUE_CASE_MAPPING_H_

#include <string>
#include <string_view>

namespace actx {

/// The mapping of one code point where it is one code point; else the point itself.
char32_t to_upper_point(char32_t point);
char32_t to_lower_point(char32_t point);
/// Full mappings (SpecialCasing included): "ß" becomes "SS"; the sigma rule for word ends.
std::u16string to_upper_text(std::u16string_view text);
std::u16string to_lower_text(std::u16string_view text);
/// Canonicalize (22.2.2.7.3) of patterns that ignore case without the u flag.
char16_t canonicalize_unit(char16_t unit);

}  // namespace actx

#endif  // ACTX_VALUE_CASE_MAPPING_H_
