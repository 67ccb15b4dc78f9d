// Which pairs of steps race, told from footprints made by hand.
#include "explore/races.h"

#include <gtest/gtest.h>

#include <vector>

namespace actx {
namespace {

/// A run whose steps are written down: each with choice points before it.
class Races : public ::testing::Test {
 protected:
  Races() { footprint_.begin(&points_, false); }

  /// Points pass, then a callback of `source` starts.
  void step(const int& source, size_t points = 1, StepQueue queue = {}) {
    points_ += points;
    footprint_.begin_step(&source, queue);
  }
  size_t last() const { return points_before_last_race(footprint_); }

  size_t points_ = 0;
  Footprint footprint_;
  int a_ = 0, b_ = 0, c_ = 0;  // sources
  int x_ = 0, y_ = 0;          // cells
};

TEST_F(Races, IndependentStepsDoNotRace) {
  footprint_.made(&a_);
  footprint_.made(&b_);
  step(a_);
  footprint_.write(&x_);
  step(b_);
  footprint_.write(&y_);
  EXPECT_EQ(last(), 0u);
}

TEST_F(Races, ReadersDoNotRaceAndWritersDo) {
  footprint_.made(&a_);
  footprint_.made(&b_);
  step(a_, 3);
  footprint_.read(&x_);
  step(b_, 4);
  footprint_.read(&x_);
  EXPECT_EQ(last(), 0u);
  footprint_.write(&x_);
  EXPECT_EQ(last(), 3u) << "the points before the first of the two";
}

TEST_F(Races, WhatAStepStartsComesAfterIt) {
  footprint_.made(&a_);
  step(a_);
  footprint_.write(&x_);
  footprint_.made(&b_);
  step(b_);
  footprint_.write(&x_);
  EXPECT_EQ(last(), 0u);
}

TEST_F(Races, TheLastOfSeveralCounts) {
  footprint_.made(&a_);
  footprint_.made(&b_);
  footprint_.made(&c_);
  step(a_);
  footprint_.write(&x_);
  step(b_);
  footprint_.write(&y_);
  step(c_);
  footprint_.write(&x_);
  EXPECT_EQ(last(), 1u);
  footprint_.write(&y_);
  EXPECT_EQ(last(), 2u);
}

TEST_F(Races, QueuesKeepTheirOrder) {
  footprint_.made(&a_);
  footprint_.made(&b_);
  step(a_, 1, {StepQueue::kImmediates});
  footprint_.write(&x_);
  step(b_, 1, {StepQueue::kImmediates});
  footprint_.write(&x_);
  EXPECT_EQ(last(), 0u);
}

TEST_F(Races, TimersOfOtherDurationsAreInNoOrder) {
  footprint_.made(&a_);
  footprint_.made(&b_);
  step(a_, 1, {StepQueue::kTimers, 5});
  footprint_.write(&x_);
  step(b_, 1, {StepQueue::kTimers, 6});
  footprint_.write(&x_);
  EXPECT_EQ(last(), 1u);
}

TEST_F(Races, ARefreshedTimerLeavesItsPlace) {
  footprint_.made(&a_);
  footprint_.made(&b_);
  footprint_.reordered(&a_);
  step(a_, 1, {StepQueue::kTimers, 5});
  footprint_.write(&x_);
  step(b_, 1, {StepQueue::kTimers, 5});
  footprint_.write(&x_);
  EXPECT_EQ(last(), 1u);
}

TEST_F(Races, TheEndRacesWithNothing) {
  footprint_.made(&a_);
  step(a_);
  footprint_.write(&x_);
  footprint_.begin_last_step();
  footprint_.write(&x_);
  EXPECT_EQ(last(), 0u);
}

TEST_F(Races, CancellingWhatOthersStartedIsARace) {
  footprint_.made(&a_);
  footprint_.made(&b_);
  step(a_, 2);
  footprint_.cancelled(&b_);
  EXPECT_EQ(last(), 2u);
}

TEST_F(Races, CancellingWhatOneStartedIsNone) {
  footprint_.made(&a_);
  step(a_, 2);
  footprint_.made(&b_);
  footprint_.cancelled(&b_);
  EXPECT_EQ(last(), 0u);
}

TEST_F(Races, TheClockMakesEveryEarlierPointMatter) {
  footprint_.made(&a_);
  step(a_, 2);
  points_ += 3;
  footprint_.see_world();
  EXPECT_EQ(last(), 5u);
}

TEST_F(Races, GivingUpKeepsEveryPoint) {
  footprint_.give_up();
  EXPECT_EQ(last(), SIZE_MAX);
}

TEST_F(Races, LabelsAreCellsAndInTotalOrderAllAreOne) {
  for (const bool total_order : {false, true}) {
    points_ = 0;
    footprint_.begin(&points_, total_order);
    footprint_.made(&a_);
    footprint_.made(&b_);
    step(a_);
    footprint_.observe("one");
    step(b_);
    footprint_.observe("two");
    EXPECT_EQ(last(), total_order ? 1u : 0u);
    footprint_.observe("one");
    EXPECT_EQ(last(), 1u);
  }
}

TEST_F(Races, StepsThatTouchVeryMuchAreGivenUp) {
  footprint_.made(&a_);
  step(a_);
  std::vector<int> cells(200'000);
  for (const int& cell : cells) footprint_.write(&cell);
  EXPECT_TRUE(footprint_.gave_up());
}

}  // namespace
}  // namespace actx
