#include "value/heap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>
#include <vector>

namespace actx {
namespace {

struct Node {
  Node* next = nullptr;
  char* bytes = nullptr;
};

Node* new_node(Heap& heap, Node* next) {
  auto* node = static_cast<Node*>(heap.allocate(sizeof(Node)));
  node->next = next;
  return node;
}

/// Gives back all that `roots` do not lead to.
void collect(Heap& heap, std::initializer_list<const void*> roots) {
  HeapMarker marker({&heap});
  for (const void* root : roots) marker.mark(root);
  marker.drain();
  heap.sweep();
}

TEST(Heap, BlocksAreZeroAlignedAndApart) {
  Heap heap;
  std::map<char*, size_t> blocks;
  for (size_t bytes = 0; bytes < 20000; bytes += bytes < 600 ? 7 : 509) {
    auto* block = static_cast<char*>(heap.allocate(bytes));
    EXPECT_EQ(reinterpret_cast<uintptr_t>(block) % 16, 0U);
    EXPECT_TRUE(std::all_of(block, block + bytes, [](char c) { return c == 0; })) << bytes;
    std::memset(block, 0xAB, bytes);
    EXPECT_TRUE(blocks.insert({block, bytes}).second);
  }
  const char* end = nullptr;
  for (const auto& [block, bytes] : blocks) {
    EXPECT_GE(block, end);
    end = block + bytes;
  }
}

TEST(Heap, WhatIsReachedStaysAndTheRestIsGivenBack) {
  Heap heap;
  Node* list = nullptr;
  for (int i = 0; i < 10000; ++i) list = new_node(heap, list);
  for (int i = 0; i < 10000; ++i) new_node(heap, list);
  const size_t both = heap.bytes_in_use();
  collect(heap, {list});
  EXPECT_EQ(heap.bytes_in_use(), both / 2);
  EXPECT_EQ(heap.bytes_since_collection(), 0U);
  int length = 0;
  for (const Node* node = list; node != nullptr; node = node->next) ++length;
  EXPECT_EQ(length, 10000);
  collect(heap, {});
  EXPECT_EQ(heap.bytes_in_use(), 0U);
}

TEST(Heap, AnAddressInsideABlockKeepsIt) {
  Heap heap;
  for (const size_t bytes : {40U, 8000U, 100000U}) {
    Node* node = new_node(heap, nullptr);
    node->bytes = static_cast<char*>(heap.allocate(bytes)) + bytes - 1;
    *node->bytes = 'x';
    const size_t before = heap.bytes_in_use();
    collect(heap, {node});
    EXPECT_EQ(heap.bytes_in_use(), before) << bytes;
    EXPECT_EQ(*node->bytes, 'x');
    collect(heap, {});
  }
}

TEST(Heap, MemoryGivenBackIsHandedOutAgainAsZeros) {
  Heap heap;
  std::vector<char*> kept;
  for (int i = 0; i < 3000; ++i) {
    auto* block = static_cast<char*>(heap.allocate(48));
    std::memset(block, 0xFF, 48);
    if (i % 3 == 0) kept.push_back(block);
  }
  {
    HeapMarker marker({&heap});
    for (const char* block : kept) marker.mark(block);
    marker.drain();
    heap.sweep();
  }
  const char* lowest = *std::min_element(kept.begin(), kept.end());
  const char* highest = *std::max_element(kept.begin(), kept.end());
  int again = 0;
  for (int i = 0; i < 1000; ++i) {
    auto* block = static_cast<char*>(heap.allocate(48));
    EXPECT_EQ(std::count(block, block + 48, 0), 48);
    EXPECT_EQ(std::count(kept.begin(), kept.end(), block), 0);
    std::memset(block, 0xEE, 48);
    again += block > lowest && block < highest ? 1 : 0;
  }
  EXPECT_GT(again, 900);
  for (const char* block : kept) {
    EXPECT_EQ(static_cast<unsigned char>(block[47]), 0xFF);
  }
}

// What was freed refers to other blocks still: it must keep nothing, and be kept by nothing.
TEST(Heap, AnAddressOfAFreeBlockKeepsNothing) {
  Heap heap;
  Node* old = new_node(heap, new_node(heap, nullptr));
  Node* kept = new_node(heap, nullptr);
  collect(heap, {kept});
  const size_t one = heap.bytes_in_use();
  collect(heap, {kept, old});
  EXPECT_EQ(heap.bytes_in_use(), one);
}

TEST(Heap, CyclesAreGivenBack) {
  Heap heap;
  Node* first = new_node(heap, nullptr);
  first->next = new_node(heap, first);
  collect(heap, {});
  EXPECT_EQ(heap.bytes_in_use(), 0U);
}

TEST(Heap, HeapsThatReferToEachOtherAreMarkedTogether) {
  Heap one;
  Heap other;
  Node* node = new_node(one, nullptr);
  node->next = new_node(other, nullptr);
  node->next->next = new_node(one, nullptr);
  new_node(other, nullptr);
  HeapMarker marker({&one, &other});
  marker.mark(node);
  marker.drain();
  EXPECT_TRUE(marker.is_marked(node->next->next));
  one.sweep();
  other.sweep();
  EXPECT_EQ(one.bytes_in_use(), 2 * sizeof(Node));
  EXPECT_EQ(other.bytes_in_use(), sizeof(Node));
}

TEST(Heap, ABlockMarkedAloneKeepsOnlyItself) {
  Heap heap;
  Node* table = new_node(heap, new_node(heap, nullptr));
  HeapMarker marker({&heap});
  marker.mark_alone(table);
  marker.mark(table);
  marker.drain();
  EXPECT_TRUE(marker.is_marked(table));
  EXPECT_FALSE(marker.is_marked(table->next));
}

TEST(Heap, ScanTakesWhateverLooksLikeAnAddress) {
  Heap heap;
  const uintptr_t words[] = {1, reinterpret_cast<uintptr_t>(new_node(heap, nullptr)), 12345};
  new_node(heap, nullptr);
  HeapMarker marker({&heap});
  marker.scan(words, sizeof(words));
  marker.drain();
  heap.sweep();
  EXPECT_EQ(heap.bytes_in_use(), sizeof(Node));
}

// A graph that changes at random, against a simple account of what it should keep.
TEST(Heap, KeepsExactlyWhatARandomGraphReaches) {
  std::mt19937 random(1);
  Heap heap;
  struct Object {
    Object* refers[4];
    uint64_t number;
  };
  std::vector<Object*> roots(20);
  uint64_t made = 0;
  for (int round = 0; round < 40; ++round) {
    std::vector<Object*> known(roots);
    for (int i = 0; i < 500; ++i) {
      auto* object = static_cast<Object*>(heap.allocate(sizeof(Object) + random() % 300));
      object->number = ++made;
      for (Object*& refers : object->refers) refers = known[random() % known.size()];
      known.push_back(object);
    }
    for (Object*& root : roots) root = known[random() % known.size()];
    std::map<Object*, uint64_t> reached;
    std::vector<Object*> pending(roots);
    while (!pending.empty()) {
      Object* object = pending.back();
      pending.pop_back();
      if (object == nullptr || !reached.insert({object, object->number}).second) continue;
      pending.insert(pending.end(), std::begin(object->refers), std::end(object->refers));
    }
    HeapMarker marker({&heap});
    marker.scan(roots.data(), roots.size() * sizeof(Object*));
    marker.drain();
    for (Object* object : known) {
      if (object == nullptr) continue;
      EXPECT_EQ(marker.is_marked(object), reached.contains(object));
    }
    heap.sweep();
    for (const auto& [object, number] : reached) EXPECT_EQ(object->number, number);
  }
}

TEST(Heap, ClearGivesEverythingBackAndServesOn) {
  Heap heap;
  for (int i = 0; i < 3; ++i) {
    for (size_t bytes = 1; bytes < 100000; bytes *= 2) heap.allocate(bytes);
    EXPECT_GT(heap.bytes_in_use(), 100000U);
    heap.clear();
    EXPECT_EQ(heap.bytes_in_use(), 0U);
  }
}

}  // namespace
}  // namespace actx
