// Races: pairs of steps of a run that could have come in the other order, and would show it.
//
// This is where the reduction comes from: dynamic partial-order reduction (Flanagan and Godefroid,
// POPL 2005) for callbacks that run to completion. There, a choice is a backtracking point when a
// race follows it. Here the choices are not "who runs next" but what libuv leaves open (how far
// the clock moves, which task ends first), so it is not known which option reverses which race:
// every option of every point before a race is explored, and no option after the last one.
//
// Why that is enough. Let everything that waits be free to run next; real schedules are some of
// these. Take a run and a point p of it such that no race starts after p: any two steps after p
// touch nothing in common, or are ordered by causes. The first step of any other continuation of p
// waits at p too, so it is one of the steps after p, and commutes to the front of them; and so on.
// So all continuations of p have the same steps with the same effects, hence the same outcome.
//
// Work in the thread pool waits like a callback, from its request on; what follows a join waits
// from the last part on, whichever that is (value/footprint.h).
//
// Words
// - conflict: both touch a cell, at least one of them changes it, and not both only add to it.
// - must-before: a step comes before another one in every run that has both: it made it possible or
//   gave a part to what the other one joins, both came out of the same queue and their makers are
//   ordered so, or it is of the main script and the other one is a callback.
#ifndef ACTX_EXPLORE_RACES_H_
#define ACTX_EXPLORE_RACES_H_

#include "value/footprint.h"

namespace actx {

/// How many of the run's choice points come before the first step of its last race: options of
/// later points cannot change the outcome.
size_t points_before_last_race(const Footprint& footprint);

}  // namespace actx

#endif  // ACTX_EXPLORE_RACES_H_
