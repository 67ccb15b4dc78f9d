// Which code points may stand in an identifier: ID_Start and ID_Continue of Unicode 15.
#ifndef ACTX_SCRIPT_UNICODE_ID_H_
#define ACTX_SCRIPT_UNICODE_ID_H_

namespace actx {

// ECMAScript IdentifierStartChar and IdentifierPartChar ('$', '_' and the joiners included).
bool is_identifier_start(char32_t code_point);
bool is_identifier_part(char32_t code_point);

// ECMAScript WhiteSpace (not the line terminators) and LineTerminator.
bool is_white_space(char16_t unit);
constexpr bool is_line_terminator(char16_t unit) {
  return unit == u'\n' || unit == u'\r' || unit == 0x2028 || unit == 0x2029;
}

}  // namespace actx

#endif  // ACTX_SCRIPT_UNICODE_ID_H_
