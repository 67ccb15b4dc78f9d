// A set of code points as sorted, disjoint ranges: what a character class of a pattern means.
#ifndef ACTX_VALUE_CHAR_RANGES_H_
#define ACTX_VALUE_CHAR_RANGES_H_

#include <algorithm>
#include <cstdint>
#include <vector>

namespace actx {

class CharRanges {
 public:
  struct Range {
    char32_t first;
    char32_t last;
  };
  void add(char32_t first, char32_t last) { ranges_.push_back({first, last}); }
  void add(const CharRanges& other) {
    ranges_.insert(ranges_.end(), other.ranges_.begin(), other.ranges_.end());
  }
  /// Sorts and joins. Needed before the ranges are looked at.
  void normalise() {
    std::sort(ranges_.begin(), ranges_.end(),
              [](const Range& a, const Range& b) { return a.first < b.first; });
    size_t kept = 0;
    for (const Range& range : ranges_) {
      if (kept > 0 && range.first <= ranges_[kept - 1].last + 1) {
        ranges_[kept - 1].last = std::max(ranges_[kept - 1].last, range.last);
      } else {
        ranges_[kept++] = range;
      }
    }
    ranges_.resize(kept);
  }
  /// What is missing up to `max`. This set must be normalised.
  CharRanges complement(char32_t max) const {
    CharRanges result;
    char32_t next = 0;
    for (const Range& range : ranges_) {
      if (range.first > next) result.add(next, range.first - 1);
      next = range.last + 1;
    }
    if (next <= max) result.add(next, max);
    return result;
  }
  const std::vector<Range>& ranges() const { return ranges_; }
  bool empty() const { return ranges_.empty(); }

 private:
  std::vector<Range> ranges_;
};

}  // namespace actx

#endif  // ACTX_VALUE_CHAR_RANGES_H_
