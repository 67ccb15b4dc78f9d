// Small programs and short ways to explore them, for the tests of this folder.
#ifndef ACTX_EXPLORE_TESTING_PROGRAMS_H_
#define ACTX_EXPLORE_TESTING_PROGRAMS_H_

#include <set>
#include <string>

#include "explore/explorer.h"

namespace actx {

/// A CommonJS program given as text, under the first reading of profile `documented`.
Subject program_subject(const std::string& text);

/// Explores a subject under profile `documented`, or one given by name.
AllowedSet explore_subject(const Subject& subject, const ExploreOptions& options = {},
                           const std::string& profile = "documented");

/// The outcomes, each as one line of text.
std::set<std::string> outcome_texts(const AllowedSet& set, Order order = Order::kLabels);

/// What the program observes when the schedule string is replayed, in the same form.
std::string replayed_text(const Subject& subject, const std::string& schedule, const Rules& rules,
                          Order order = Order::kLabels);

}  // namespace actx

#endif  // ACTX_EXPLORE_TESTING_PROGRAMS_H_
