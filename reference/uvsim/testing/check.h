// RapidCheck properties of programs, with a number and a seed of their own: ACTX_UVSIM_PROGRAMS and
// ACTX_UVSIM_SEED set them, ACTX_LONG takes five times as many.
#ifndef ACTX_UVSIM_TESTING_CHECK_H_
#define ACTX_UVSIM_TESTING_CHECK_H_

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <sstream>
#include <string>

namespace actx::uvsim::testing {

inline uint64_t from_environment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

// The last outcome that was not allowed: a race of the real library may not happen again when
// RapidCheck repeats the program to describe it.
inline std::string& last_refused() {
  static std::string text;
  return text;
}
inline void note_refused(const std::string& text) {
  last_refused() = text;
  RC_LOG() << text << "\n";
}

// Checks `property` on that many programs; fails with the shrunk counterexample.
template <class Property>
void check_programs(uint64_t count, Property property) {
  constexpr uint64_t kLonger = 5;
  if (std::getenv("ACTX_LONG") != nullptr) count *= kLonger;
  rc::detail::TestMetadata metadata;
  rc::detail::TestParams params;
  params.seed = from_environment("ACTX_UVSIM_SEED", 20240601);
  params.maxSuccess = static_cast<int>(from_environment("ACTX_UVSIM_PROGRAMS", count));
  last_refused().clear();
  const auto result = rc::detail::checkTestable(property, metadata, params);
  if (result.template is<rc::detail::SuccessResult>()) return;
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  FAIL() << text.str() << "\nlast refused: " << last_refused();
}

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_CHECK_H_
