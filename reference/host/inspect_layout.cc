// How the entries of an object become lines: on one line if short enough, in columns if they are
// many elements of an array, else one per line.
#include <algorithm>
#include <cmath>

#include "host/inspector.h"
#include "value/conversions.h"

namespace actx {
namespace {

constexpr size_t kSeparatorWidth = 2;  // ", "
constexpr double kMaxColumns = 15;

std::u16string join(const Texts& texts, std::u16string_view separator) {
  std::u16string out;
  for (size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out += separator;
    out += texts[i];
  }
  return out;
}

std::u16string with_space(std::u16string_view text) {
  return text.empty() ? std::u16string() : std::u16string(text) + u" ";
}

}  // namespace

/// Whether all entries fit a line that starts with `start` units of other text.
bool Inspector::fits(const Texts& texts, size_t start, std::u16string_view base) const {
  size_t total = texts.size() + start;
  if (static_cast<double>(total + texts.size()) > options_.break_length) return false;
  for (const std::u16string& text : texts) {
    total += text_length(text, options_.colors);
    if (static_cast<double>(total) > options_.break_length) return false;
  }
  return base.find(u'\n') == base.npos;
}

std::u16string Inspector::layout(Texts texts, std::u16string_view base, std::u16string_view open,
                                 std::u16string_view close, EntryKind kind, int level,
                                 Object* object) {
  std::u16string head = with_space(base);
  if (options_.compact == InspectOptions::kCompactAlways) {
    if (fits(texts, 0, base)) {
      std::u16string out(open);
      if (!base.empty()) out += u" " + std::u16string(base);
      out += u" " + join(texts, u", ") + u" ";
      return out += close;
    }
    const std::u16string indentation = u"\n" + indent();
    const std::u16string lead =
        base.empty() && open.size() == 1
            ? u" "
            : (base.empty() ? u"" : u" " + std::u16string(base)) + indentation + u"  ";
    std::u16string out(open);
    out += lead + join(texts, u"," + indentation + u"  ") + u" ";
    return out += close;
  }
  if (options_.compact >= 1) {
    const size_t entries = texts.size();
    if (kind == EntryKind::kArrayExtras && entries > 6) texts = group(std::move(texts), object);
    // The innermost `compact` levels share a line, unless they were put in columns.
    if (current_level_ - level < options_.compact && entries == texts.size()) {
      const size_t start =
          texts.size() + static_cast<size_t>(indentation_) + open.size() + base.size() + 10;
      if (fits(texts, start, base)) {
        const std::u16string joined = join(texts, u", ");
        if (joined.find(u'\n') == joined.npos) {
          head += open;
          head += u" " + joined + u" ";
          return head += close;
        }
      }
    }
  }
  const std::u16string indentation = u"\n" + indent();
  head += open;
  head += indentation + u"  " + join(texts, u"," + indentation + u"  ") + indentation;
  return head += close;
}

/// Puts many short elements into columns, each as wide as its widest element.
Texts Inspector::group(Texts texts, Object* object) {
  size_t count = texts.size();
  // The last entry may be "... n more items", which stays on its own line.
  const bool has_more = options_.max_array_length < static_cast<double>(count);
  if (has_more) count -= 1;
  std::vector<size_t> widths(count);
  size_t total = 0;
  size_t widest = 0;
  for (size_t i = 0; i < count; ++i) {
    widths[i] = text_width(texts[i], options_.colors);
    total += widths[i] + kSeparatorWidth;
    widest = std::max(widest, widths[i]);
  }
  const double actual = static_cast<double>(widest + kSeparatorWidth);
  const bool worth = actual * 3 + indentation_ < options_.break_length &&
                     (static_cast<double>(total) / actual > 5 || widest <= 6);
  if (!worth) return texts;

  // About square on a screen whose characters are 2.5 times as high as wide.
  const double bias =
      std::sqrt(actual - static_cast<double>(total) / static_cast<double>(texts.size()));
  const double biased = std::max(actual - 3 - bias, 1.0);
  const double square =
      std::floor(std::sqrt(2.5 * biased * static_cast<double>(count)) / biased + 0.5);
  const auto columns = static_cast<size_t>(
      std::min({square, std::floor((options_.break_length - indentation_) / actual),
                options_.compact * 4.0, kMaxColumns}));
  if (columns <= 1) return texts;

  std::vector<size_t> column_widths;
  for (size_t column = 0; column < columns; ++column) {
    size_t width = 0;
    for (size_t i = column; i < count; i += columns) width = std::max(width, widths[i]);
    column_widths.push_back(width + kSeparatorWidth);
  }
  bool numbers = object != nullptr;
  for (size_t i = 0; numbers && i < texts.size(); ++i) {
    const Value element = object->get(realm_, PropertyKey::index(static_cast<uint32_t>(i)));
    numbers = element.is_number() || element.is_bigint();
  }
  if (object == nullptr) numbers = true;
  Texts lines;
  for (size_t from = 0; from < count; from += columns) {
    const size_t to = std::min(from + columns, count);
    std::u16string line;
    for (size_t i = from; i < to; ++i) {
      const bool last = i + 1 == to;
      const std::u16string cell = last ? texts[i] : texts[i] + u", ";
      const size_t width = widths[i] + (last ? 0 : kSeparatorWidth);
      const size_t target = column_widths[i - from] - (last ? kSeparatorWidth : 0);
      const std::u16string padding(target > width ? target - width : 0, u' ');
      if (numbers) {
        line += padding + cell;
      } else {
        line += last ? cell : cell + padding;
      }
    }
    lines.push_back(std::move(line));
  }
  if (has_more) lines.push_back(std::move(texts[count]));
  return lines;
}

}  // namespace actx
