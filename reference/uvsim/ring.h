// Intrusive circular lists in the `void* x[2]` members of libuv's structs: [0] next, [1] previous.
//
// Invariants: a list is a ring through its head; a member is in at most one list; a node that was
// removed points at itself, so that removing it again is harmless.
#ifndef ACTX_UVSIM_RING_H_
#define ACTX_UVSIM_RING_H_

#include <cstddef>

namespace actx::uvsim {

using RingNode = void* [2];
using Ring = RingNode*;

inline Ring ring_next(Ring node) {
  return static_cast<Ring>((*node)[0]);
}
inline Ring ring_prev(Ring node) {
  return static_cast<Ring>((*node)[1]);
}
inline void ring_link(Ring a, Ring b) {
  (*a)[0] = b;
  (*b)[1] = a;
}
inline void ring_init(Ring node) {
  ring_link(node, node);
}
inline bool ring_empty(Ring head) {
  return ring_next(head) == head;
}
inline void ring_insert_after(Ring where, Ring node) {
  Ring next = ring_next(where);
  ring_link(where, node);
  ring_link(node, next);
}
inline void ring_insert_head(Ring head, Ring node) {
  ring_insert_after(head, node);
}
inline void ring_insert_tail(Ring head, Ring node) {
  ring_insert_after(ring_prev(head), node);
}
inline void ring_remove(Ring node) {
  ring_link(ring_prev(node), ring_next(node));
  ring_init(node);
}
// Moves all members of `from` to `to`, which is initialised here; `from` is empty afterwards.
inline void ring_move(Ring from, Ring to) {
  if (ring_empty(from)) {
    ring_init(to);
    return;
  }
  Ring first = ring_next(from);
  Ring last = ring_prev(from);
  ring_link(to, first);
  ring_link(last, to);
  ring_init(from);
}

// The struct of which `node` is the member at `offset`.
template <class T>
T* ring_entry(Ring node, size_t offset) {
  return reinterpret_cast<T*>(reinterpret_cast<char*>(node) - offset);
}

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_RING_H_
