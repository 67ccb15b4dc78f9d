// The orders below are those of Node v18.20.1. The same tests run on uvsim and on the real libuv.
#include "loop/loop.h"

#include <gtest/gtest.h>

#include "loop/testing/fake_program.h"

namespace actx {
namespace {

using testing::Boom;
using testing::FakeProgram;
using testing::Quit;

class LoopTest : public ::testing::Test {
 protected:
  FakeProgram p;
};

TEST_F(LoopTest, AnEmptyProgramExits) {
  EXPECT_EQ(p.run([] {}), "exit");
  EXPECT_EQ(p.scopes, (std::vector<std::string>{"+main", "-main", "+process", "-process",
                                                "+process", "-process"}));
}

TEST_F(LoopTest, MainDrainsTicksBeforeMicrotasks) {
  EXPECT_EQ(p.run([&] {
    p.micro(p.say("m"));
    p.tick(p.say("t"));
    p.log("sync");
  }),
            "sync t m exit");
}

TEST_F(LoopTest, WorkBegunByAMicrotaskSeesMicrotasksBeforeTicks) {
  EXPECT_EQ(p.run([&] {
    p.micro([&] {
      p.log("m0");
      p.tick(p.say("t1"));
      p.tick(p.say("t2"));
      p.micro([&] {
        p.log("m1");
        p.micro(p.say("m2"));
      });
    });
  }),
            "m0 m1 m2 t1 t2 exit");
}

TEST_F(LoopTest, MicrotasksRunToExhaustionBeforeTheTicksTheyQueue) {
  EXPECT_EQ(p.run([&] {
    p.timer(1, [&] {
      p.log("cb");
      p.tick([&] {
        p.log("t1");
        p.tick(p.say("t2"));
        p.micro(p.say("m2"));
      });
      p.micro([&] {
        p.log("m1");
        p.tick(p.say("t3"));
        p.micro(p.say("m3"));
      });
      p.micro([&] {
        p.log("p1");
        p.micro(p.say("p2"));
      });
    });
  }),
            "cb t1 t2 m1 p1 m2 m3 p2 t3 exit");
}

TEST_F(LoopTest, DrainsBetweenTwoTimersAndBetweenTwoImmediates) {
  auto each = [&](const std::string& name) {
    return [&, name] {
      p.log(name);
      p.tick(p.say("t" + name));
      p.micro(p.say("m" + name));
    };
  };
  EXPECT_EQ(p.run([&] {
    p.timer(1, each("1"));
    p.timer(1, each("2"));
    p.timer(2, each("3"));
    uv_sleep(20);
    p.immediate(each("4"));
    p.immediate(each("5"));
  }),
            "1 t1 m1 2 t2 m2 3 t3 m3 4 t4 m4 5 t5 m5 exit");
}

TEST_F(LoopTest, RejectionsComeAfterTicksAndMicrotasksAndBeforeTheNextMacrotask) {
  EXPECT_EQ(p.run([&] {
    p.immediate(p.say("imm"));
    p.reject();
    p.tick(p.say("t"));
    p.micro([&] {
      p.log("m");
      p.tick(p.say("t2"));
    });
  }),
            "t m t2 uh imm exit");
}

TEST_F(LoopTest, DueTimersOfOneDurationRunTogether) {
  EXPECT_EQ(p.run([&] {
    p.timer(100, p.say("A"));
    uv_sleep(30);
    p.timer(50, p.say("B"));
    uv_sleep(20);
    p.timer(100, p.say("C"));
    uv_sleep(40);
    p.timer(20, p.say("D"));
    uv_sleep(120);
  }),
            "B A C D exit");
}

TEST_F(LoopTest, ZeroAndOneShareAList) {
  EXPECT_EQ(p.run([&] {
    p.timer(1, p.say("a"));
    p.timer(1.9, p.say("b"));
    p.timer(1, p.say("c"));
  }),
            "a b c exit");
}

TEST_F(LoopTest, EqualExpiriesGoByTheOrderInWhichTheListsWereMade) {
  EXPECT_EQ(p.run([&] {
    p.timer(60, p.say("60"));
    uv_sleep(40);
    p.timer(20, p.say("20"));
    uv_sleep(40);
  }),
            "60 20 exit");
}

TEST_F(LoopTest, ATimerMadeDuringAPassWaitsForTheNext) {
  EXPECT_EQ(p.run([&] {
    p.timer(1, [&] {
      p.log("t");
      p.timer(1, p.say("later"));
      p.immediate(p.say("imm"));
      uv_sleep(5);
    });
    uv_sleep(5);
  }),
            "t imm later exit");
}

TEST_F(LoopTest, AnOverrunningIntervalFiresAgainNextTurn) {
  int count = 0;
  FakeProgram::FakeTimer* interval = nullptr;
  EXPECT_EQ(p.run([&] {
    interval = &p.timer(
        20,
        [&] {
          p.log("i" + std::to_string(count));
          p.immediate(p.say("imm"));
          uv_sleep(45);
          if (++count == 2) p.loop().clear(*interval);
        },
        true);
  }),
            "i0 imm i1 imm exit");
}

TEST_F(LoopTest, AnIntervalIsAppendedAfterTimersOfItsDuration) {
  int count = 0;
  FakeProgram::FakeTimer* interval = nullptr;
  EXPECT_EQ(p.run([&] {
    interval = &p.timer(
        30,
        [&] {
          p.log("i" + std::to_string(count));
          if (count++ == 0) {
            p.timer(30, p.say("t"));
          } else {
            p.loop().clear(*interval);
          }
        },
        true);
  }),
            // The callback's timer is inserted before the interval is.
            "i0 t i1 exit");
}

TEST_F(LoopTest, AClearedTimerOfTheSameBatchIsSkipped) {
  FakeProgram::FakeTimer* second = nullptr;
  FakeProgram::FakeTimer* third = nullptr;
  EXPECT_EQ(p.run([&] {
    p.timer(1, [&] {
      p.log("1");
      p.loop().clear(*second);
      p.tick([&] { p.loop().clear(*third); });
    });
    second = &p.timer(1, p.say("2"));
    third = &p.timer(1, p.say("3"));
    p.timer(1, p.say("4"));
    uv_sleep(5);
  }),
            "1 4 exit");
  EXPECT_EQ(p.destroyed_count(), 5);  // four timers and a tick, once each
  EXPECT_EQ(p.loop().pending(), 0u);
}

TEST_F(LoopTest, ClearingEverythingBetweenTwoListsEndsThePass) {
  FakeProgram::FakeTimer* second = nullptr;
  EXPECT_EQ(p.run([&] {
    p.timer(1, [&] {
      p.log("1");
      p.tick([&] {
        p.loop().clear(*second);
        p.timer(2, p.say("new"));
      });
    });
    second = &p.timer(2, p.say("2"));
    uv_sleep(5);
  }),
            "1 new exit");
}

TEST_F(LoopTest, RefreshRevivesAFiredTimerAndNotAClearedOne) {
  int count = 0;
  bool revived_fired = false, revived_cleared = true, revived_waiting = true;
  FakeProgram::FakeTimer* timer = nullptr;
  EXPECT_EQ(p.run([&] {
    timer = &p.timer(10, [&] { p.log("t" + std::to_string(++count)); });
    revived_waiting = p.loop().refresh(*timer);
    auto& cleared = p.timer(10, p.say("never"));
    p.loop().clear(cleared);
    revived_cleared = p.loop().refresh(cleared);
    p.timer(50, [&] { revived_fired = p.loop().refresh(*timer); });
  }),
            "t1 t2 exit");
  EXPECT_TRUE(revived_fired);
  EXPECT_FALSE(revived_cleared);
  EXPECT_FALSE(revived_waiting);
}

TEST_F(LoopTest, UnrefedTimersFireOnlyWhileSomethingElseLives) {
  EXPECT_EQ(p.run([&] {
    p.loop().set_ref(p.timer(10, p.say("unref")), false);
    p.loop().set_ref(p.timer(400, p.say("never")), false);
    p.timer(60, p.say("ref"));
  }),
            "unref ref exit");
}

TEST_F(LoopTest, UnrefedImmediatesDoNotKeepTheLoopAlive) {
  EXPECT_EQ(p.run([&] { p.loop().set_ref(p.immediate(p.say("never")), false); }), "exit");
}

TEST_F(LoopTest, ImmediatesAddedDuringThePassRunNextTurn) {
  EXPECT_EQ(p.run([&] {
    p.immediate([&] {
      p.log("a");
      p.immediate(p.say("c"));
    });
    p.immediate(p.say("b"));
  }),
            "a b c exit");
  EXPECT_EQ(std::count(p.scopes.begin(), p.scopes.end(), "+immediates"), 2);
}

TEST_F(LoopTest, AClearedImmediateIsSkipped) {
  FakeProgram::FakeImmediate* second = nullptr;
  FakeProgram::FakeImmediate* third = nullptr;
  EXPECT_EQ(p.run([&] {
    p.immediate([&] {
      p.log("1");
      p.loop().clear(*second);
      p.tick([&] { p.loop().clear(*third); });
    });
    second = &p.immediate(p.say("2"));
    third = &p.immediate(p.say("3"));
    p.immediate(p.say("4"));
  }),
            "1 4 exit");
}

TEST_F(LoopTest, ATimerCallbackSeesImmediatesBeforeTimers) {
  EXPECT_EQ(p.run([&] {
    p.timer(1, [&] {
      p.timer(1, p.say("timer"));
      p.immediate(p.say("immediate"));
    });
  }),
            "immediate timer exit");
}

TEST_F(LoopTest, AfterAHandledExceptionThePassGoesOnWithoutADrain) {
  p.on_uncaught(p.say("UE"));
  auto failing = [&](const std::string& word) {
    return [&, word] {
      p.log(word);
      throw Boom();
    };
  };
  EXPECT_EQ(p.run([&] {
    p.tick(failing("n1"));
    p.tick(p.say("n2"));
    p.timer(1, [&] {
      p.log("t1");
      p.tick(p.say("tick1"));
      p.micro(p.say("p1"));
      throw Boom();
    });
    p.timer(1, p.say("t2"));
    p.immediate(failing("i1"));
    p.immediate(p.say("i2"));
    uv_sleep(20);
  }),
            "n1 UE t1 UE t2 n2 tick1 p1 i1 UE i2 exit");
}

TEST_F(LoopTest, AnExceptionOfAMicrotaskDoesNotStopTheOthers) {
  p.on_uncaught(p.say("UE"));
  EXPECT_EQ(p.run([&] {
    p.micro([&] {
      p.log("m1");
      throw Boom();
    });
    p.micro(p.say("m2"));
  }),
            "m1 UE m2 exit");
}

TEST_F(LoopTest, ClearingTheRestOfAnUnfinishedPassIsSafe) {
  FakeProgram::FakeImmediate* second = nullptr;
  p.on_uncaught([&] { p.loop().clear(*second); });
  EXPECT_EQ(p.run([&] {
    p.immediate([] { throw Boom(); });
    second = &p.immediate(p.say("2"));
    p.immediate(p.say("3"));
  }),
            "3 exit");
}

TEST_F(LoopTest, AnUnhandledExceptionStopsEverything) {
  EXPECT_EQ(p.run([&] {
    p.tick([&] {
      p.log("t");
      p.micro(p.say("m"));
      throw Boom();
    });
    p.tick(p.say("never"));
    p.timer(1, p.say("never"));
  }),
            "t stopped");
}

TEST_F(LoopTest, StoppingInsideAPassRunsNothingMore) {
  EXPECT_EQ(p.run([&] {
    p.timer(20, [&] {
      p.log("t");
      throw Quit();
    });
    p.timer(20, p.say("never"));
    p.immediate(p.say("i"));
  }),
            "i t stopped");
}

TEST_F(LoopTest, BeforeExitMayReviveTheLoop) {
  int count = 0;
  p.on_before_exit([&] {
    p.log("be");
    if (count++ == 0) p.timer(1, p.say("t"));
  });
  EXPECT_EQ(p.run([] {}), "be t be exit");
}

TEST_F(LoopTest, NativeTasksRunBeforeImmediatesAndDoNotKeepAlive) {
  struct Task : NativeTask {
    explicit Task(FakeProgram& program)
        : NativeTask([](NativeTask& self) { static_cast<Task&>(self).owner.log("native"); }),
          owner(program) {}
    FakeProgram& owner;
  } task(p);
  EXPECT_EQ(p.run([&] {
    p.immediate(p.say("i"));
    p.loop().add_native_task(task);
    p.loop().add_native_task(task);
    p.tick(p.say("t"));
    p.micro(p.say("m"));
  }),
            "t m native i exit");
}

TEST_F(LoopTest, ALoopObjectServesRunAfterRun) {
  for (int i = 0; i < 3; ++i) {
    p.run([&] {
      p.timer(1, p.say("t"));
      p.loop().set_ref(p.timer(30, p.say("never")), false);
      p.immediate([] { throw Quit(); });
    });
  }
  EXPECT_EQ(p.loop().pending(), 2u);  // the last run was stopped with two timers waiting
}

}  // namespace
}  // namespace actx
