// Date.parse. The ISO format comes first; what follows it, or other text, is read as words and
// numbers in any sensible order, as V8 does.
#include <algorithm>
#include <cstdlib>
#include <limits>
#include <string>

#include "value/characters.h"
#include "value/date.h"

namespace actx {

namespace {

constexpr int kNone = std::numeric_limits<int>::max();

struct Token {
  enum class Kind : uint8_t { kEnd, kNumber, kSymbol, kSpace, kMonth, kHalfDay, kZone, kT, kWord };
  Kind kind = Kind::kEnd;
  int value = 0;   // of a number or word
  int length = 0;  // in units
  char16_t symbol = 0;

  bool is_symbol(char16_t wanted) const { return kind == Kind::kSymbol && symbol == wanted; }
  bool is_sign() const { return is_symbol('+') || is_symbol('-'); }
  bool is_number() const { return kind == Kind::kNumber; }
  bool is_digits(int count) const { return is_number() && length == count; }
  bool is_z() const { return kind == Kind::kZone && length == 1; }
};

using Kind = Token::Kind;

/// Cuts the text into tokens, one ahead.
class Tokens {
 public:
  explicit Tokens(std::u16string_view text) : text_(text) { next_ = scan(); }
  const Token& peek() const { return next_; }
  Token take() {
    Token result = next_;
    next_ = scan();
    return result;
  }
  bool skip(char16_t symbol) {
    if (!next_.is_symbol(symbol)) return false;
    take();
    return true;
  }

 private:
  Token scan() {
    if (at_ >= text_.size()) return {};
    size_t start = at_;
    char16_t unit = text_[at_];
    Token token;
    if (is_digit_unit(unit)) {
      token.kind = Kind::kNumber;
      token.value = scan_number();
    } else if (is_space_unit(unit)) {
      token.kind = Kind::kSpace;
      while (at_ < text_.size() && is_space_unit(text_[at_])) ++at_;
    } else if (unit >= 'A') {
      scan_word(&token);
    } else if (unit == '(') {
      token.kind = Kind::kSpace;
      skip_parentheses();
    } else {
      token.kind = Kind::kSymbol;
      token.symbol = unit;
      ++at_;
    }
    token.length = static_cast<int>(at_ - start);
    return token;
  }

  /// Nine significant digits; more do not change a date that could be valid.
  int scan_number() {
    while (at_ < text_.size() && text_[at_] == '0') ++at_;
    int value = 0;
    for (int digits = 0; at_ < text_.size() && is_digit_unit(text_[at_]); ++at_, ++digits) {
      if (digits < 9) value = value * 10 + (text_[at_] - '0');
    }
    return value;
  }

  void scan_word(Token* token) {
    std::string prefix;
    size_t start = at_;
    while (at_ < text_.size() && text_[at_] >= 'A' && !is_space_unit(text_[at_])) {
      if (prefix.size() < 3) {
        char16_t unit = text_[at_];
        prefix.push_back(is_ascii_letter(unit) ? static_cast<char>(unit | 32) : '?');
      }
      ++at_;
    }
    struct Word {
      const char* text;
      Kind kind;
      int value;
    };
    static constexpr Word kWords[] = {
        {"jan", Kind::kMonth, 1},  {"feb", Kind::kMonth, 2},   {"mar", Kind::kMonth, 3},
        {"apr", Kind::kMonth, 4},  {"may", Kind::kMonth, 5},   {"jun", Kind::kMonth, 6},
        {"jul", Kind::kMonth, 7},  {"aug", Kind::kMonth, 8},   {"sep", Kind::kMonth, 9},
        {"oct", Kind::kMonth, 10}, {"nov", Kind::kMonth, 11},  {"dec", Kind::kMonth, 12},
        {"am", Kind::kHalfDay, 0}, {"pm", Kind::kHalfDay, 12}, {"ut", Kind::kZone, 0},
        {"utc", Kind::kZone, 0},   {"z", Kind::kZone, 0},      {"gmt", Kind::kZone, 0},
        {"cdt", Kind::kZone, -5},  {"cst", Kind::kZone, -6},   {"edt", Kind::kZone, -4},
        {"est", Kind::kZone, -5},  {"mdt", Kind::kZone, -6},   {"mst", Kind::kZone, -7},
        {"pdt", Kind::kZone, -7},  {"pst", Kind::kZone, -8},   {"t", Kind::kT, 0}};
    token->kind = Kind::kWord;
    for (const Word& word : kWords) {
      // Only names of months may go on after three letters.
      if (prefix != word.text || (at_ - start > 3 && word.kind != Kind::kMonth)) continue;
      token->kind = word.kind;
      token->value = word.value;
    }
  }

  void skip_parentheses() {
    int depth = 0;
    do {
      depth += text_[at_] == '(' ? 1 : text_[at_] == ')' ? -1 : 0;
      ++at_;
    } while (depth > 0 && at_ < text_.size());
  }

  std::u16string_view text_;
  size_t at_ = 0;
  Token next_;
};

bool between(int value, int low, int high) {
  return value >= low && value <= high;
}

/// The first three digits of a fraction of a second.
int milliseconds(const Token& number) {
  int value = number.value;
  int digits = number.length;
  for (; digits < 3; ++digits) value *= 10;
  // Only nine significant digits were kept.
  for (int kept = std::min(digits, 9); kept > 3; --kept) value /= 10;
  return value;
}

class DateReader {
 public:
  explicit DateReader(std::u16string_view text) : tokens_(text) {}

  double read() {
    Token token;
    if (!read_iso(&token)) return kInvalidTime;
    bool number_seen = day_count_ > 0;
    for (; token.kind != Kind::kEnd; token = tokens_.take()) {
      if (!read_other(token, &number_seen)) return kInvalidTime;
    }
    return finish();
  }

 private:
  bool add_day(int value) {
    if (day_count_ == 3) return false;
    days_[day_count_++] = value;
    return true;
  }
  bool add_time(int value) {
    if (time_count_ == 4) return false;
    times_[time_count_++] = value;
    return true;
  }
  void end_time(int value) {
    add_time(value);
    time_count_ = 4;
  }
  bool expects_time(int value) const {
    return (time_count_ == 1 && value < 60) || (time_count_ == 2 && value < 60) ||
           (time_count_ == 3 && value < 1000);
  }

  /// The ISO format as far as it goes. `rest`: the first token it did not use. False when the text
  /// cannot be a date any more.
  bool read_iso(Token* rest) {
    if (tokens_.peek().is_sign()) {
      Token sign = tokens_.take();
      *rest = sign;
      if (!tokens_.peek().is_digits(6)) return true;
      int year = tokens_.take().value;
      if (sign.is_symbol('-') && year == 0) return true;
      add_day(sign.is_symbol('-') ? -year : year);
    } else if (tokens_.peek().is_digits(4)) {
      add_day(tokens_.take().value);
    } else {
      *rest = tokens_.take();
      return true;
    }
    for (int most : {12, 31}) {
      if (!tokens_.skip('-')) break;
      const Token& next = tokens_.peek();
      if (!next.is_digits(2) || !between(next.value, 1, most)) {
        *rest = tokens_.take();
        return true;
      }
      add_day(tokens_.take().value);
    }
    if (tokens_.peek().kind == Kind::kT) {
      tokens_.take();
      if (!read_iso_time()) return false;
    } else if (tokens_.peek().kind != Kind::kEnd) {
      *rest = tokens_.take();
      return true;
    }
    is_iso_ = true;
    *rest = {};
    return true;
  }

  bool take_two(int most, int* value) {
    if (!tokens_.peek().is_digits(2) || tokens_.peek().value > most) return false;
    *value = tokens_.take().value;
    return true;
  }

  bool read_iso_time() {
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!take_two(24, &hour)) return false;
    int most = hour == 24 ? 0 : 59;  // 24:00 is midnight
    if (!tokens_.skip(':') || !take_two(most, &minute)) return false;
    add_time(hour);
    add_time(minute);
    if (tokens_.skip(':')) {
      if (!take_two(most, &second)) return false;
      add_time(second);
      if (tokens_.skip('.')) {
        if (!tokens_.peek().is_number() || (hour == 24 && tokens_.peek().value > 0)) return false;
        add_time(milliseconds(tokens_.take()));
      }
    }
    return read_iso_zone() && tokens_.peek().kind == Kind::kEnd;
  }

  bool read_iso_zone() {
    if (tokens_.peek().is_z()) {
      tokens_.take();
      return true;
    }
    if (!tokens_.peek().is_sign()) return true;
    zone_sign_ = tokens_.take().is_symbol('+') ? 1 : -1;
    if (tokens_.peek().is_digits(4)) {
      int both = tokens_.take().value;
      zone_hour_ = both / 100;
      zone_minute_ = both % 100;
      return zone_hour_ < 24 && zone_minute_ < 60;
    }
    return take_two(23, &zone_hour_) && tokens_.skip(':') && take_two(59, &zone_minute_);
  }

  bool read_other(const Token& token, bool* number_seen) {
    switch (token.kind) {
      case Kind::kNumber:
        *number_seen = true;
        return read_number(token);
      case Kind::kHalfDay:
        if (time_count_ == 0) break;
        half_day_ = token.value;
        return true;
      case Kind::kMonth:
        month_ = token.value;
        tokens_.skip('-');
        return true;
      case Kind::kZone:
        if (!*number_seen) break;
        zone_sign_ = token.value < 0 ? -1 : 1;
        zone_hour_ = std::abs(token.value);
        zone_minute_ = 0;
        return true;
      case Kind::kSymbol:
        return read_symbol(token, number_seen);
      case Kind::kSpace:
      case Kind::kEnd:
        return true;
      default:
        break;
    }
    // Other words may only come before the first number, and not touch it.
    return !*number_seen && !tokens_.peek().is_number();
  }

  bool read_number(const Token& token) {
    if (tokens_.skip(':')) {
      if (tokens_.skip(':')) {
        if (time_count_ != 0) return false;
        return add_time(token.value) && add_time(0);
      }
      if (!add_time(token.value)) return false;
      tokens_.skip('.');
      return true;
    }
    if (tokens_.peek().is_symbol('.')) {
      tokens_.take();
      if (expects_time(token.value)) {
        add_time(token.value);
        if (!tokens_.peek().is_number()) return false;
        end_time(milliseconds(tokens_.take()));
        return true;
      }
    }
    if (zone_hour_ != kNone && zone_minute_ == kNone && token.value < 60) {
      zone_minute_ = token.value;
      return true;
    }
    if (expects_time(token.value)) {
      end_time(token.value);
      const Token& next = tokens_.peek();
      return next.kind == Kind::kEnd || next.kind == Kind::kSpace || next.is_z() || next.is_sign();
    }
    if (!add_day(token.value)) return false;
    tokens_.skip('-');
    return true;
  }

  bool read_symbol(const Token& token, bool* number_seen) {
    bool after_utc = zone_hour_ == 0 && zone_minute_ == 0;
    if (!token.is_sign() || (!after_utc && time_count_ == 0)) {
      bool stray = token.is_sign() || token.is_symbol(')');
      return !stray || !*number_seen;
    }
    zone_sign_ = token.is_symbol('+') ? 1 : -1;
    int value = 0;
    int length = 0;
    if (tokens_.peek().is_number()) {
      length = tokens_.peek().length;
      value = tokens_.take().value;
    }
    *number_seen = true;
    if (tokens_.peek().is_symbol(':')) {
      zone_hour_ = value;
      zone_minute_ = kNone;
    } else if (length == 1 || length == 2) {
      zone_hour_ = value;
      zone_minute_ = 0;
    } else if (length == 3 || length == 4) {
      zone_hour_ = value / 100;
      zone_minute_ = value % 100;
    } else {
      return false;
    }
    return true;
  }

  /// Which number is the day, the month, the year.
  bool finish_day(DateParts* parts) {
    if (day_count_ == 0) return false;
    while (day_count_ < 3) days_[day_count_++] = 1;
    int year = days_[2];
    int month = days_[0];
    int day = days_[1];
    bool first_is_day = between(days_[0], 1, 31);
    if (month_ != kNone) {
      month = month_;
      day = first_is_day ? days_[0] : days_[1];
      year = first_is_day ? days_[1] : days_[0];
    } else if (is_iso_ || !first_is_day) {
      year = days_[0];
      month = days_[1];
      day = days_[2];
    }
    if (!is_iso_ && between(year, 0, 49)) year += 2000;
    if (!is_iso_ && between(year, 50, 99)) year += 1900;
    parts->values[DateParts::kYear] = year;
    parts->values[DateParts::kMonth] = month - 1;
    parts->values[DateParts::kDay] = day;
    return between(month, 1, 12) && between(day, 1, 31);
  }

  bool finish_time(DateParts* parts) {
    int hour = times_[0];
    if (half_day_ != kNone) {
      if (hour > 12) return false;
      hour = hour % 12 + half_day_;
    }
    bool regular = hour < 24 && times_[1] < 60 && times_[2] < 60 && times_[3] < 1000;
    bool midnight = hour == 24 && times_[1] == 0 && times_[2] == 0 && times_[3] == 0;
    parts->values[DateParts::kHours] = hour;
    for (int i = 1; i < 4; ++i) parts->values[DateParts::kHours + i] = times_[i];
    return regular || midnight;
  }

  double finish() {
    DateParts parts;
    if (!finish_day(&parts) || !finish_time(&parts)) return kInvalidTime;
    double time = time_from_parts(parts);
    if (zone_sign_ != 0) {
      int hour = zone_hour_ == kNone ? 0 : zone_hour_;
      int minute = zone_minute_ == kNone ? 0 : zone_minute_;
      time -= zone_sign_ * (hour * 60.0 + minute) * 60000;
    }
    return time_clip(time);
  }

  Tokens tokens_;
  int days_[3] = {};
  int day_count_ = 0;
  int month_ = kNone;
  bool is_iso_ = false;
  int times_[4] = {};
  int time_count_ = 0;
  int half_day_ = kNone;
  int zone_sign_ = 0;  // 0: no zone given
  int zone_hour_ = kNone;
  int zone_minute_ = kNone;
};

}  // namespace

double parse_date(std::u16string_view text) {
  return DateReader(text).read();
}

}  // namespace actx
