// Versions: hashes that identify what a run has come to, whichever way it came there.
//
// Words
// - version of a cell: identifies its content. It is made from the step that changed the cell last,
//   from what that step had seen until then, and from which change of it this was; 0: nothing has
//   changed it since the main script began. Steps that commute leave the same versions in any
//   order.
// - name: identifies something a step made (a timer, a request, a socket), in the same way. Numbers
//   and addresses do not: they depend on what was made before.
//
// Invariants
// - Equal versions mean equal content, up to collisions of 64 bits. Different versions mean
// nothing.
#ifndef ACTX_VALUE_VERSIONS_H_
#define ACTX_VALUE_VERSIONS_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace actx {

/// SplitMix64's finaliser.
constexpr uint64_t scramble(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}
/// A hash of all that went into `hash` and, after that, of `value`.
constexpr uint64_t mix(uint64_t hash, uint64_t value) {
  return scramble(hash * 0x9e3779b97f4a7c15u + value + 0x632be59bd9b4e019u);
}
/// A hash of bytes.
uint64_t hash_bytes(std::string_view bytes);

/// The versions of all cells that were changed, by what names the cell in this run (its address).
class Versions {
 public:
  Versions();
  void clear();
  /// 0 for a cell that was not changed.
  uint64_t of(uintptr_t cell) const;
  void set(uintptr_t cell, uint64_t version);
  /// Of all versions together, in no order.
  uint64_t all() const { return all_; }

 private:
  struct Slot {
    uintptr_t cell = 0;
    uint64_t version = 0;
    uint32_t run = 0;  // free unless it is run_
  };
  /// Where the cell is, or the free slot where it belongs.
  size_t place(uintptr_t cell) const;
  void grow();

  std::vector<Slot> slots_;  // a power of two
  size_t count_ = 0;
  uint32_t run_ = 1;
  uint64_t all_ = 0;
};

}  // namespace actx

#endif  // ACTX_VALUE_VERSIONS_H_
