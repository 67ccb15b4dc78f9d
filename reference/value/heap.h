// Memory that can be given back while a run goes on: blocks, and finding out which are in use.
//
// An arena (arena.h) takes its blocks from a heap when a run may live long: a server of actx-uv.
// Which blocks are in use is found conservatively: a word anywhere in a block that is in use, equal
// to an address inside another block, keeps that one in use. So nothing that lives in an arena has
// to say which blocks it consists of, and blocks never move.
//
// Words
// - block: what allocate() returned. Small ones share pages by size class; large ones are alone.
// - collection: HeapMarker marks what is in use, then sweep() gives back the rest.
//
// Invariants
// - A block is zero when it is handed out: what an earlier one held keeps nothing in use.
// - Between collections nothing is given back. A block that is marked stays where it is.
// - No function here depends on the values of addresses but for what happens to look like one.
// - One thread uses a heap at a time.
#ifndef ACTX_VALUE_HEAP_H_
#define ACTX_VALUE_HEAP_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace actx {

class Heap {
 public:
  Heap();
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  /// Returns a block of at least `bytes` zeros, aligned to 16. Throws std::bad_alloc.
  void* allocate(size_t bytes);
  /// Bytes of the blocks that were handed out and not given back.
  size_t bytes_in_use() const { return in_use_; }
  /// Bytes handed out since the last collection.
  size_t bytes_since_collection() const { return since_collection_; }
  /// Gives everything back.
  void clear();
  /// After marking: gives back all blocks that are not marked.
  void sweep();

 private:
  friend class HeapMarker;
  struct Page;
  struct Large {
    char* memory;
    size_t size;
    bool marked;
  };
  struct SizeClass {
    Page* current = nullptr;     // where the next block comes from
    std::vector<Page*> partial;  // other pages with free blocks
  };
  /// A block, by its address and size; null: none.
  struct Block {
    char* memory = nullptr;
    size_t size = 0;
  };
  static constexpr size_t kClasses = 30;

  void* allocate_large(size_t bytes);
  Page* next_page(size_t size_class);
  void sweep_pages();
  void sweep_larges();
  void begin_marking();
  Page* page_of(const char* address) const;
  Large* large_of(const char* address);
  /// Marks the block in which `address` is and returns it; none when there is no such block, or it
  /// was marked before.
  Block mark(const char* address);
  bool is_marked(const char* address);

  SizeClass classes_[kClasses];
  std::vector<Page*> pages_;
  std::vector<Page*> free_pages_;
  std::vector<Large> larges_;  // sorted by address while marking
  size_t in_use_ = 0;
  size_t since_collection_ = 0;
  // For marking: the pages by address, open addressing, and the range in which all blocks are.
  std::vector<Page*> table_;
  const char* lowest_ = nullptr;
  const char* highest_ = nullptr;
};

/// Marks what is in use in one heap or several that refer to each other.
class HeapMarker {
 public:
  explicit HeapMarker(std::initializer_list<Heap*> heaps);
  HeapMarker(const HeapMarker&) = delete;
  HeapMarker& operator=(const HeapMarker&) = delete;

  /// The block in which `address` is, if any, is in use.
  void mark(const void* address);
  /// Whatever addresses are in this memory: their blocks are in use. `memory` is aligned to 8.
  void scan(const void* memory, size_t bytes);
  /// The block stays, whatever it refers to. Before anything that may mark it otherwise.
  void mark_alone(const void* address);
  bool is_marked(const void* address) const;
  /// Follows everything marked so far.
  void drain();

 private:
  std::vector<Heap*> heaps_;
  std::vector<Heap::Block> pending_;
};

}  // namespace actx

#endif  // ACTX_VALUE_HEAP_H_
