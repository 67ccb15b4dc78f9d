// Fingerprints: a hash of everything a World waits for, in terms of names (AccessObserver).
//
// Two runs of a program whose fingerprints are equal, in which the program has come to the same
// state, go on in the same ways: the same choice points, with the same options, lead to the same
// callbacks. What only counts or numbers (ids of sockets and tasks, ports that were picked, how
// often was polled) is left out. How long something has waited already decides how long it may go
// on waiting: with `ages` that is in it, without them points may be cut sooner in one run than in
// the other (ChoicePoint::cut).
//
// Times are relative to the loop's clock, in whole milliseconds: what the rest of a millisecond
// decides, a choice point decides too. With `absolute_time` the clock itself is in it.
#ifndef ACTX_UVSIM_FINGERPRINT_H_
#define ACTX_UVSIM_FINGERPRINT_H_

#include <uv.h>

#include <cstdint>

namespace actx::uvsim {

struct FingerprintOptions {
  bool absolute_time = false;
  bool ages = false;
  bool ports = false;  // those that were picked
  // A hash of what the user of a loop keeps for it. Null: nothing.
  uint64_t (*user_part)(const uv_loop_t* loop) = nullptr;
};

// Of one loop of the current World: its handles, requests, timers, and what its poll found.
uint64_t loop_fingerprint(const uv_loop_t* loop, const FingerprintOptions& options);
// Of the current World and all its loops: sockets, tasks, threads.
uint64_t world_fingerprint(const FingerprintOptions& options);

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_FINGERPRINT_H_
