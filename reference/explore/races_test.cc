// Which pairs of steps race, told from footprints made by hand.
#include "explore/races.h"

#include <gtest/gtest.h>

#include <vector>

namespace actx {
namespace {

/// Outside of the realm.
constexpr uintptr_t kCell = 12345;

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

TEST_F(Races, AddersDoNotRaceWithEachOther) {
  footprint_.made(&a_);
  footprint_.made(&b_);
  step(a_, 3);
  footprint_.note_outside(kCell, Touch::kAdd);
  step(b_, 4);
  footprint_.note_outside(kCell, Touch::kAdd);
  EXPECT_EQ(last(), 0u);
  footprint_.note_outside(kCell, Touch::kRead);
  EXPECT_EQ(last(), 3u);
}

TEST_F(Races, WorkIsAStepBetweenItsRequestAndItsCallback) {
  footprint_.made(&a_);
  footprint_.made(&b_);
  step(a_);
  footprint_.write(&y_);
  footprint_.made(&c_);
  footprint_.queued(&x_, &c_);
  points_ += 2;
  footprint_.begin_work(&x_);
  footprint_.write(&y_);
  footprint_.end_work();
  step(c_);
  footprint_.write(&y_);
  EXPECT_EQ(last(), 0u) << "all in a row";
  step(b_);
  footprint_.write(&y_);
  EXPECT_EQ(last(), 4u) << "the callback and b";
}

TEST_F(Races, WorkRacesWithWork) {
  int one = 0;
  int two = 0;
  footprint_.queued(&one, &a_);
  footprint_.queued(&two, &b_);
  footprint_.queued_touches(&y_, Touch::kWrite);
  points_ = 3;
  footprint_.begin_work(&one);
  footprint_.read(&y_);
  footprint_.end_work();
  points_ = 5;
  footprint_.begin_work(&two);
  footprint_.end_work();
  EXPECT_EQ(last(), 3u);
}

TEST_F(Races, WorkBeforeACallThatWaitsSplitsTheCallback) {
  int work = 0;
  footprint_.queued(&work, &a_);
  step(b_);
  points_ = 6;
  footprint_.begin_work(&work);
  footprint_.note_outside(kCell, Touch::kWrite);
  footprint_.end_work();
  points_ = 7;
  footprint_.note_outside(kCell, Touch::kRead);
  EXPECT_EQ(last(), 6u) << "the point that let the work end first";
}

TEST_F(Races, TheMainScriptComesBeforeCallbacksAlsoWhereItIsSplit) {
  footprint_.made(&a_);
  points_ = 2;
  footprint_.note_outside(kCell, Touch::kWrite);
  step(a_);
  footprint_.note_outside(kCell, Touch::kWrite);
  EXPECT_EQ(last(), 0u);
}

TEST_F(Races, AJoinComesAfterAllParts) {
  footprint_.made(&a_);
  footprint_.made(&b_);
  step(a_, 2);
  footprint_.write(&y_);
  footprint_.add_part(&x_);
  step(b_, 3);
  footprint_.add_part(&x_);
  footprint_.begin_join(&x_);
  footprint_.write(&y_);
  footprint_.end_join();
  EXPECT_EQ(last(), 0u) << "whichever part is the last";
  footprint_.write(&y_);
  EXPECT_EQ(last(), 5u) << "the rest of b is no part of the join";
}

TEST_F(Races, WhatAStepDoesAfterItsPartNeedNotComeBeforeTheJoin) {
  footprint_.made(&a_);
  footprint_.made(&b_);
  step(a_, 2);
  footprint_.add_part(&x_);
  footprint_.write(&y_);
  step(b_, 3);
  footprint_.add_part(&x_);
  footprint_.begin_join(&x_);
  footprint_.write(&y_);
  footprint_.end_join();
  EXPECT_EQ(last(), 2u);
}

TEST_F(Races, JobsBelongToTheStepThatQueuedThem) {
  int job = 0;
  int other = 0;
  footprint_.made(&a_);
  footprint_.made(&b_);
  step(a_, 2);
  footprint_.write(&y_);
  footprint_.add_part(&x_);
  step(b_, 3);
  footprint_.queued_job(&other);
  footprint_.add_part(&x_);
  footprint_.begin_join(&x_);
  footprint_.queued_job(&job);
  footprint_.end_join();
  footprint_.begin_job(&job);
  footprint_.write(&y_);
  footprint_.end_job();
  EXPECT_EQ(last(), 0u);
  footprint_.begin_job(&other);
  footprint_.write(&y_);
  footprint_.end_job();
  EXPECT_EQ(last(), 5u);
}

TEST_F(Races, UnknownWorkKeepsEveryPoint) {
  footprint_.begin_work(&x_);
  EXPECT_EQ(last(), SIZE_MAX);
}

TEST_F(Races, AStampIsOfInterestWhenItIsSeen) {
  footprint_.made(&a_);
  step(a_, 2);
  footprint_.stamp(kCell);
  points_ = 9;
  EXPECT_EQ(last(), 0u);
  footprint_.see_stamp(kCell);
  EXPECT_EQ(last(), 2u) << "not what came after the change";
}

TEST_F(Races, DescriptorsAreOfInterestOnceOneIsSeen) {
  footprint_.made(&a_);
  footprint_.made(&b_);
  step(a_);
  footprint_.note(WorldCell::kDescriptors, Touch::kWrite);
  step(b_);
  footprint_.note(WorldCell::kDescriptors, Touch::kWrite);
  EXPECT_EQ(last(), 0u);
  footprint_.see_descriptor();
  EXPECT_EQ(last(), 1u);
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
  footprint_.see_clock(0);
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
    footprint_.observe("one", "");
    step(b_);
    footprint_.observe("two", "");
    EXPECT_EQ(last(), total_order ? 1u : 0u);
    footprint_.observe("one", "");
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
