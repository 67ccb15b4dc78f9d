#include "value/versions.h"

#include <gtest/gtest.h>

namespace actx {
namespace {

TEST(Versions, AnUnchangedCellHasNone) {
  const Versions versions;
  EXPECT_EQ(versions.of(8), 0u);
  EXPECT_EQ(versions.all(), 0u);
}

TEST(Versions, AllTogetherDoNotDependOnTheOrder) {
  Versions one;
  Versions two;
  one.set(8, 5);
  one.set(16, 6);
  two.set(16, 7);
  two.set(16, 6);
  two.set(8, 5);
  EXPECT_EQ(one.all(), two.all());
  two.set(8, 4);
  EXPECT_NE(one.all(), two.all());
}

TEST(Versions, ManyCellsKeepTheirs) {
  Versions versions;
  for (uintptr_t cell = 1; cell <= 10'000; ++cell) versions.set(cell * 8, cell);
  for (uintptr_t cell = 1; cell <= 10'000; ++cell) ASSERT_EQ(versions.of(cell * 8), cell);
  EXPECT_EQ(versions.of(4), 0u);
}

TEST(Versions, AreGoneAfterClear) {
  Versions versions;
  versions.set(8, 5);
  versions.clear();
  EXPECT_EQ(versions.of(8), 0u);
  EXPECT_EQ(versions.all(), 0u);
}

TEST(Versions, HashesOfBytesDependOnEachAndOnTheirNumber) {
  EXPECT_EQ(hash_bytes("abcdefghij"), hash_bytes(std::string_view("abcdefghij")));
  EXPECT_NE(hash_bytes("abcdefghij"), hash_bytes("abcdefghik"));
  EXPECT_NE(hash_bytes("abcdefghij"), hash_bytes("bbcdefghij"));
  EXPECT_NE(hash_bytes(std::string_view("\0", 1)), hash_bytes(std::string_view("\0\0", 2)));
  EXPECT_NE(hash_bytes(""), hash_bytes(std::string_view("\0", 1)));
}

}  // namespace
}  // namespace actx
