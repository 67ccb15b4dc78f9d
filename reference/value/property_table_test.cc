#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <vector>

#include "value/object.h"
#include "value/realm.h"

namespace actx {
namespace {

// A step on the table: the key, and whether it is removed or written.
using Step = std::pair<uint8_t, bool>;

RC_GTEST_PROP(PropertyTable, BehavesAsAnOrderedMap, (const std::vector<Step>& steps)) {
  Arena arena;
  PropertyTable table;
  std::map<uint8_t, double> values;
  std::vector<uint8_t> order;
  double counter = 0;
  for (auto [number, removes] : steps) {
    PropertyKey key = PropertyKey::index(number);
    Property* property = table.find(key);
    RC_ASSERT((property != nullptr) == (values.count(number) != 0));
    if (removes) {
      if (property == nullptr) continue;
      table.remove(property);
      values.erase(number);
      std::erase(order, number);
      continue;
    }
    if (property == nullptr) {
      property = &table.add(arena, key, kAll);
      order.push_back(number);
    }
    property->value = Value(++counter);
    values[number] = counter;
  }
  std::vector<uint8_t> listed;
  for (uint32_t i = 0; i < table.slot_count(); ++i) {
    const Property& property = table.slot(i);
    if (property.key.is_none()) continue;
    uint8_t number = static_cast<uint8_t>(property.key.as_index());
    listed.push_back(number);
    RC_ASSERT(property.value.as_number() == values.at(number));
  }
  RC_ASSERT(listed == order);
  PropertyTable copy;
  copy.copy_from(arena, table);
  RC_ASSERT(copy.layout() == table.layout() || table.slot_count() == 0);
  for (const auto& [number, value] : values) {
    const PropertyKey key = PropertyKey::index(number);
    RC_ASSERT(copy.find(key) != nullptr);
    RC_ASSERT(copy.find(key)->value.as_number() == value);
    copy.find(key)->value = Value(-1);
    RC_ASSERT(table.find(key)->value.as_number() == value);
  }
  copy.add(arena, PropertyKey::index(1000), kAll);
  RC_ASSERT(copy.find(PropertyKey::index(1000)) != nullptr);
  RC_ASSERT(table.find(PropertyKey::index(1000)) == nullptr);
}

TEST(PropertyTable, SurvivesAddingAndRemovingOneKeyForEver) {
  Arena arena;
  PropertyTable table;
  for (int i = 0; i < 40; ++i) table.add(arena, PropertyKey::index(1000 + i), kAll);
  for (int i = 0; i < 100000; ++i) {
    table.add(arena, PropertyKey::index(5), kAll).value = Value(i);
    table.remove(table.find(PropertyKey::index(5)));
  }
  EXPECT_EQ(table.find(PropertyKey::index(5)), nullptr);
  EXPECT_NE(table.find(PropertyKey::index(1039)), nullptr);
  EXPECT_LT(table.slot_count(), 200U);
}

TEST(PropertyTable, BuiltinsGoFirstInTheOrderGiven) {
  Arena arena;
  PropertyTable table;
  auto add = [&](uint32_t number, uint8_t flags) {
    table.add(arena, PropertyKey::index(number), flags);
  };
  add(7, kAll);
  add(2, kHidden | kBuiltin);
  add(8, kAll);
  add(1, kHidden | kBuiltin);
  KeyList keys;
  for (uint32_t n : {1, 2, 3}) keys.push_back(arena, PropertyKey::index(n));
  table.order_builtins(arena, keys);
  std::vector<uint32_t> order;
  for (uint32_t i = 0; i < table.slot_count(); ++i) order.push_back(table.slot(i).key.as_index());
  EXPECT_EQ(order, (std::vector<uint32_t>{1, 2, 7, 8}));
}

TEST(PropertyTable, LayoutsTellKeysAndSlots) {
  Arena arena;
  const auto layout_of = [&](std::initializer_list<uint32_t> keys) {
    PropertyTable table;
    for (uint32_t key : keys) table.add(arena, PropertyKey::index(key), kAll);
    return table.layout();
  };
  EXPECT_EQ(layout_of({1, 2}), layout_of({1, 2}));
  EXPECT_NE(layout_of({1, 2}), layout_of({2, 1}));
  EXPECT_NE(layout_of({1}), layout_of({1, 2}));
  PropertyTable table;
  table.add(arena, PropertyKey::index(1), kAll);
  table.remove(table.find(PropertyKey::index(1)));
  table.add(arena, PropertyKey::index(1), kAll);
  EXPECT_EQ(table.layout(), PropertyTable::kNoLayout);
}

TEST(PropertyTable, OnlyWatchedTablesChangeTheVersion) {
  Arena arena;
  PropertyTable table;
  const auto changes = [&](uint32_t key, uint8_t flags) {
    const uint64_t before = PropertyTable::version();
    table.add(arena, PropertyKey::index(key), flags);
    return PropertyTable::version() != before;
  };
  EXPECT_FALSE(changes(1, kAll));
  table.watch();
  EXPECT_TRUE(changes(2, kAll));
  EXPECT_FALSE(changes(3, kAll | kBuiltin));
}

}  // namespace
}  // namespace actx
