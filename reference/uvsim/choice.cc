#include "uvsim/choice.h"

#include <cstdio>

namespace actx::uvsim {
namespace {

// FNV-1a over the point's name and option count, folded into the running check value.
uint32_t fold(uint32_t check, const char* name, uint32_t count) {
  uint32_t hash = check ^ 2166136261u;
  for (const char* c = name; *c != '\0'; c++) hash = (hash ^ static_cast<uint8_t>(*c)) * 16777619u;
  return (hash ^ count) * 16777619u;
}

uint32_t short_check(uint32_t check) {
  return (check ^ (check >> 16)) & 0xffffu;
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  return -1;
}

// Reads an unsigned number of the given base at text[*at]; false when there is none or it is large.
bool read_number(std::string_view text, size_t* at, int base, uint64_t* value) {
  const size_t start = *at;
  *value = 0;
  while (*at < text.size()) {
    const int digit = digit_value(text[*at]);
    if (digit < 0 || digit >= base) break;
    *value = *value * static_cast<uint64_t>(base) + static_cast<uint64_t>(digit);
    if (*value > 0xffffffffu) return false;
    ++*at;
  }
  return *at > start;
}

}  // namespace

uint32_t SeededRandom::choose(const ChoicePoint& point) {
  state_ += 0x9e3779b97f4a7c15u;
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  z ^= z >> 31;
  return static_cast<uint32_t>(((z >> 32) * point.count) >> 32);
}

bool Replay::load(std::string_view schedule, std::string* error) {
  *this = Replay();
  size_t at = 0;
  auto fail = [&](const char* what) {
    *error = "schedule '" + std::string(schedule) + "': " + what + " at character " +
             std::to_string(at + 1);
    return false;
  };
  while (at < schedule.size() && schedule[at] != '/') {
    uint64_t value = 0;
    if (schedule[at] == '(') {
      ++at;
      if (!read_number(schedule, &at, 10, &value) || at >= schedule.size() || schedule[at] != ')') {
        return fail("expected a number and ')'");
      }
    } else if (const int digit = digit_value(schedule[at]); digit >= 0) {
      value = static_cast<uint64_t>(digit);
    } else {
      return fail("expected a digit 0-9 or a-z");
    }
    ++at;
    choices_.push_back(static_cast<uint32_t>(value));
  }
  if (at == schedule.size()) return true;
  ++at;
  uint64_t check = 0;
  if (!read_number(schedule, &at, 10, &expected_points_))
    return fail("expected a number of points");
  if (at >= schedule.size() || schedule[at] != '.') return fail("expected '.'");
  ++at;
  if (!read_number(schedule, &at, 16, &check) || check > 0xffffu) return fail("expected 4 digits");
  if (at != schedule.size()) return fail("unexpected text");
  expected_check_ = static_cast<uint32_t>(check);
  checked_ = true;
  if (choices_.size() > expected_points_) return fail("more choices than points");
  return true;
}

uint32_t Replay::choose(const ChoicePoint& point) {
  const uint32_t chosen = points_ < choices_.size() ? choices_[points_] : 0;
  check_ = fold(check_, point.name, point.count);
  ++points_;
  if (checked_ && points_ > expected_points_) {
    problem_ = "the schedule has " + std::to_string(expected_points_) +
               " choice points, but the run goes on to another one (" + point.name + ")";
    return kNone;
  }
  if (chosen >= point.count) {
    problem_ = "the schedule does not fit: choice " + std::to_string(points_) + " is " +
               std::to_string(chosen) + ", but " + point.name + " has " +
               std::to_string(point.count) + " options here";
    return kNone;
  }
  return chosen;
}

bool Replay::finished(std::string* error) const {
  if (!problem_.empty()) {
    *error = problem_;
    return false;
  }
  if (points_ < choices_.size() || (checked_ && points_ != expected_points_)) {
    const uint64_t expected = checked_ ? expected_points_ : choices_.size();
    *error = "the schedule has " + std::to_string(expected) + " choice points, but the run had " +
             std::to_string(points_);
    return false;
  }
  if (checked_ && short_check(check_) != expected_check_) {
    *error = "the schedule was recorded on other choice points than this run's";
    return false;
  }
  return true;
}

std::string format_schedule(const std::vector<ChoiceTaken>& log) {
  size_t written = log.size();
  while (written > 0 && log[written - 1].chosen == 0) --written;
  std::string text;
  uint32_t check = 0;
  for (size_t i = 0; i < log.size(); i++) {
    check = fold(check, log[i].name, log[i].count);
    if (i >= written) continue;
    const uint32_t chosen = log[i].chosen;
    if (chosen < 36) {
      text += "0123456789abcdefghijklmnopqrstuvwxyz"[chosen];
    } else {
      text += '(' + std::to_string(chosen) + ')';
    }
  }
  char tail[32];
  std::snprintf(tail, sizeof tail, "/%zu.%04x", log.size(), short_check(check));
  return text + tail;
}

}  // namespace actx::uvsim
