// Allowed sets as a table for people, and as JSON.
#ifndef ACTX_EXPLORE_REPORT_H_
#define ACTX_EXPLORE_REPORT_H_

#include <nlohmann/json.hpp>
#include <string>

#include "explore/explorer.h"

namespace actx {

/// As herd and jcstress print it: the states, how often each, under which readings, and a schedule.
/// At most `max_outcomes` are listed.
std::string allowed_table(const std::string& file, const AllowedSet& set, Order order,
                          size_t max_outcomes);

nlohmann::ordered_json allowed_json(const std::string& file, const AllowedSet& set, Order order);

/// One line of `label=value` for an outcome.
std::string outcome_line(const RunOutcome& outcome, Order order);

}  // namespace actx

#endif  // ACTX_EXPLORE_REPORT_H_
