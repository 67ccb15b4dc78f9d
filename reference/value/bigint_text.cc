// Reading and writing BigInt values as text.
#include <gmp.h>

#include <algorithm>

#include "value/bigint.h"
#include "value/characters.h"

namespace actx {

namespace {

constexpr uint64_t kMaxDigits = uint64_t{1} << 30;

/// True when all units are digits of `radix` and there is at least one.
bool are_digits(std::u16string_view text, int radix) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [radix](char16_t unit) {
    int digit = digit_value(unit);
    return digit >= 0 && digit < radix;
  });
}

}  // namespace

BigInt* bigint_from_digits(Realm& realm, std::u16string_view digits, int radix) {
  while (!digits.empty() && digits.front() == '0') digits.remove_prefix(1);
  if (digits.empty()) return bigint_from_uint64(realm, 0);
  if (digits.size() > kMaxDigits) throw_range_error(realm, "Maximum BigInt size exceeded");
  auto* bytes = realm.arena().make_array<unsigned char>(digits.size());
  std::transform(digits.begin(), digits.end(), bytes,
                 [](char16_t unit) { return static_cast<unsigned char>(digit_value(unit)); });
  // mpn_set_str needs room for one limb more than the value has.
  int bits_per_digit = radix <= 2 ? 1 : radix <= 4 ? 2 : radix <= 8 ? 3 : radix <= 16 ? 4 : 6;
  uint64_t room = digits.size() * static_cast<uint64_t>(bits_per_digit) / 64 + 2;
  auto* limbs = realm.arena().make_array<mp_limb_t>(room);
  auto count = static_cast<uint32_t>(mpn_set_str(limbs, bytes, digits.size(), radix));
  while (count > 0 && limbs[count - 1] == 0) --count;
  if (count > (uint32_t{1} << 24)) throw_range_error(realm, "Maximum BigInt size exceeded");
  return realm.make<BigInt>(reinterpret_cast<const uint64_t*>(limbs), count, false);
}

BigInt* bigint_from_string(Realm& realm, std::u16string_view text) {
  text = trim(text);
  if (text.empty()) return bigint_from_uint64(realm, 0);
  if (text.size() > 2 && text[0] == '0' && is_ascii_letter(text[1])) {
    char16_t prefix = text[1] | 32;
    int radix = prefix == 'x' ? 16 : prefix == 'o' ? 8 : prefix == 'b' ? 2 : 0;
    std::u16string_view digits = text.substr(2);
    if (radix == 0 || !are_digits(digits, radix)) return nullptr;
    return bigint_from_digits(realm, digits, radix);
  }
  bool negative = text[0] == '-';
  if (negative || text[0] == '+') text.remove_prefix(1);
  if (!are_digits(text, 10)) return nullptr;
  BigInt* magnitude = bigint_from_digits(realm, text, 10);
  return negative ? bigint_negate(realm, magnitude) : magnitude;
}

String* bigint_to_string(Realm& realm, const BigInt* value, int radix) {
  if (value->is_zero()) return realm.literal("0");
  uint32_t count = value->limb_count();
  // mpn_get_str destroys its operand, and wants one limb more of room.
  auto* copy = realm.arena().make_array<mp_limb_t>(count + 1);
  std::copy_n(value->limbs(), count, copy);
  size_t room = mpn_sizeinbase(copy, count, radix) + 1;
  auto* bytes = realm.arena().make_array<unsigned char>(room);
  size_t length = mpn_get_str(bytes, radix, copy, count);
  const unsigned char* first = bytes;
  while (length > 1 && *first == 0) ++first, --length;
  size_t total = length + (value->is_negative() ? 1 : 0);
  if (total > (size_t{1} << 29) - 24) throw_range_error(realm, "Invalid string length");
  auto* units = realm.arena().make_array<char16_t>(total);
  char16_t* out = units;
  if (value->is_negative()) *out++ = '-';
  for (size_t i = 0; i < length; ++i) {
    *out++ = static_cast<char16_t>("0123456789abcdefghijklmnopqrstuvwxyz"[first[i]]);
  }
  return realm.make<String>(units, static_cast<uint32_t>(total));
}

}  // namespace actx
