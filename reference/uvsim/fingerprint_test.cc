#include "uvsim/fingerprint.h"

#include <gtest/gtest.h>

#include "uvsim/accesses.h"
#include "uvsim/uvsim.h"

namespace actx::uvsim {
namespace {

/// Gives the names that a test wants.
class Names final : public AccessObserver {
 public:
  Names() { access_observer = this; }
  ~Names() override { access_observer = nullptr; }
  uint64_t next = 100;

  void on_work(const uv__work*) override {}
  void on_work_done() override {}
  void on_file(const FileTouch&) override {}
  uint64_t new_name() override { return next++; }
  void on_poll(const uv_loop_t*) override { ++polls; }
  void on_thread_made(uint64_t) override {}
  void on_thread(uint64_t, uint64_t, bool) override {}
  void on_sync_point() override {}
  void on_cut(const ChoicePoint&) override {}
  void on_unsteady() override {}
  int polls = 0;
};

void ignore_timer(uv_timer_t*) {}
void ignore_idle(uv_idle_t*) {}
void no_work(uv_work_t*) {}

class FingerprintTest : public ::testing::Test {
 protected:
  FingerprintTest() : world_(Options()) { uv_loop_init(&loop_); }
  uint64_t print(bool absolute = false) {
    FingerprintOptions options;
    options.absolute_time = absolute;
    return world_fingerprint(options);
  }
  void timer(uv_timer_t* handle, uint64_t name, uint64_t timeout) {
    names_.next = name;
    uv_timer_init(&loop_, handle);
    uv_timer_start(handle, ignore_timer, timeout, 0);
  }

  Names names_;
  World world_;
  uv_loop_t loop_;
};

TEST_F(FingerprintTest, DoesNotDependOnTheOrderInWhichHandlesWereMade) {
  uv_timer_t one, two;
  timer(&one, 1, 5);
  timer(&two, 2, 9);
  const uint64_t first = print();
  world_.reset(nullptr);
  names_.next = 100;
  uv_loop_init(&loop_);
  timer(&two, 2, 9);
  timer(&one, 1, 5);
  EXPECT_EQ(print(), first);
}

TEST_F(FingerprintTest, TellsNamesAndTimesApart) {
  uv_timer_t one, two;
  timer(&one, 1, 5);
  timer(&two, 2, 9);
  const uint64_t first = print();
  uv_timer_start(&two, ignore_timer, 8, 0);
  EXPECT_NE(print(), first);
  uv_timer_start(&two, ignore_timer, 5, 0);
  const uint64_t behind = print();
  uv_timer_start(&one, ignore_timer, 5, 0);  // now it is due behind the other one
  EXPECT_NE(print(), behind);
}

TEST_F(FingerprintTest, TimesAreRelativeUnlessTheClockCounts) {
  uv_timer_t one;
  timer(&one, 1, 5);
  const uint64_t early = print();
  const uint64_t early_clock = print(true);
  world_.advance_ns(7'000'000);
  uv_update_time(&loop_);
  uv_timer_start(&one, ignore_timer, 5, 0);
  EXPECT_EQ(print(), early);
  EXPECT_NE(print(true), early_clock);
}

TEST_F(FingerprintTest, QueuesAreInOrder) {
  uv_idle_t one, two;
  names_.next = 1;
  uv_idle_init(&loop_, &one);
  uv_idle_init(&loop_, &two);
  uv_idle_start(&one, ignore_idle);
  uv_idle_start(&two, ignore_idle);
  const uint64_t first = print();
  uv_idle_stop(&two);
  const uint64_t alone = print();
  EXPECT_NE(alone, first);
  uv_idle_start(&two, ignore_idle);
  const uint64_t second = print();
  uv_idle_stop(&one);
  uv_idle_start(&one, ignore_idle);
  EXPECT_NE(print(), second);
}

TEST_F(FingerprintTest, TasksOfThePoolAreInIt) {
  uv_work_t work;
  uv_queue_work(&loop_, &work, no_work, nullptr);
  uv_run(&loop_, UV_RUN_DEFAULT);
  const uint64_t none = print();
  uv_queue_work(&loop_, &work, no_work, nullptr);
  EXPECT_NE(print(), none);
  uv_run(&loop_, UV_RUN_DEFAULT);
  EXPECT_EQ(print(), none);
  EXPECT_GT(names_.polls, 0);
}

TEST_F(FingerprintTest, BytesOnTheirWayAreInIt) {
  uv_pipe_t ends[2];
  uv_os_sock_t numbers[2];
  ASSERT_EQ(uv_socketpair(SOCK_STREAM, 0, numbers, 0, 0), 0);
  for (int i = 0; i < 2; i++) {
    uv_pipe_init(&loop_, &ends[i], 0);
    ASSERT_EQ(uv_pipe_open(&ends[i], numbers[i]), 0);
  }
  const auto send = [&](char byte) {
    const uv_buf_t buffer = uv_buf_init(&byte, 1);
    ASSERT_EQ(uv_try_write(reinterpret_cast<uv_stream_t*>(&ends[0]), &buffer, 1), 1);
  };
  const uint64_t empty = print();
  send('a');
  const uint64_t a = print();
  EXPECT_NE(a, empty);
  send('b');
  EXPECT_NE(print(), a);
}

}  // namespace
}  // namespace actx::uvsim
