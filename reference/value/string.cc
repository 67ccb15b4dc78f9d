#include "value/string.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace actx {

// Fills the buffer from its end: the right part is written first, so that the usual rope (a chain
// to the left, grown by +=) needs only a short stack.
void String::flatten(Arena& arena) {
  char16_t* buffer = arena.make_array<char16_t>(length_);
  char16_t* end = buffer + length_;
  std::vector<String*> pending{this};
  while (!pending.empty()) {
    String* string = pending.back();
    pending.pop_back();
    if (string->units_ != nullptr) {
      end -= string->length_;
      std::copy_n(string->units_, string->length_, end);
    } else if (string->length_ != 0) {
      pending.push_back(string->left_);
      pending.push_back(string->right_);
    }
  }
  units_ = buffer;
  left_ = right_ = nullptr;
}

uint32_t hash_units(std::u16string_view units) {
  uint32_t hash = 2166136261U;
  for (char16_t unit : units) {
    hash = (hash ^ (unit & 0xff)) * 16777619U;
    if (unit > 0xff) hash = (hash ^ (unit >> 8)) * 16777619U;
  }
  return hash;
}

bool parse_array_index(std::u16string_view units, uint32_t* index) {
  if (units.empty() || units.size() > 10 || units[0] < u'0' || units[0] > u'9') return false;
  if (units[0] == u'0' && units.size() > 1) return false;
  uint64_t value = 0;
  for (char16_t unit : units) {
    if (unit < u'0' || unit > u'9') return false;
    value = value * 10 + (unit - u'0');
  }
  if (value > 4294967294U) return false;
  *index = static_cast<uint32_t>(value);
  return true;
}

}  // namespace actx
