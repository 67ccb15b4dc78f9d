// A program made of C++ callbacks, for tests of the loop: it logs words, and stands in for
// everything the loop expects of the owner of a JavaScript program.
#ifndef ACTX_LOOP_TESTING_FAKE_PROGRAM_H_
#define ACTX_LOOP_TESTING_FAKE_PROGRAM_H_

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "loop/loop.h"

namespace actx::testing {

/// Thrown by callbacks in place of a JavaScript exception.
struct Boom {};
/// Thrown by callbacks in place of process.exit().
struct Quit {};

class FakeProgram final : public LoopDelegate {
 public:
  using Fn = std::function<void()>;

  struct FakeTick : Tick {
    Fn fn;
  };
  struct FakeTimer : Timer {
    Fn fn;
  };
  struct FakeImmediate : Immediate {
    Fn fn;
  };

  FakeProgram() : loop_(*this) {}

  Loop& loop() { return loop_; }
  void log(const std::string& word) { words_ += (words_.empty() ? "" : " ") + word; }
  Fn say(const std::string& word) {
    return [this, word] { log(word); };
  }

  void tick(Fn fn) {
    auto item = std::make_shared<FakeTick>();
    item->fn = std::move(fn);
    keep(item);
    loop_.add_tick(*item);
  }
  FakeTimer& timer(double ms, Fn fn, bool repeats = false) {
    auto item = std::make_shared<FakeTimer>();
    item->fn = std::move(fn);
    item->duration = ms;
    if (repeats) item->repeat = ms;
    keep(item);
    loop_.start(*item);
    return *item;
  }
  FakeImmediate& immediate(Fn fn) {
    auto item = std::make_shared<FakeImmediate>();
    item->fn = std::move(fn);
    keep(item);
    loop_.add_immediate(*item);
    return *item;
  }
  void micro(Fn fn) { jobs_.push_back(std::move(fn)); }
  /// A promise rejection; reported by the word "uh".
  void reject() {
    ++rejections_;
    loop_.set_rejections_pending(true);
  }
  /// What uncaught exceptions do: "UE" is logged and the program goes on, or it stops.
  void on_uncaught(Fn fn) { uncaught_ = std::move(fn); }
  void on_before_exit(Fn fn) { before_exit_ = std::move(fn); }

  /// Runs a whole program and returns what it logged.
  std::string run(Fn main) {
    main_ = std::move(main);
    loop_.open();
    loop_.run();
    if (loop_.is_stopped()) log("stopped");
    loop_.close();
    return words_;
  }
  std::vector<std::string> scopes;  // what enter and leave saw, "+main" "-main"

  Outcome call(LoopItem& item) override {
    const bool threw = throws([&] {
      switch (item.kind) {
        case ItemKind::kTick:
          return static_cast<FakeTick&>(item).fn();
        case ItemKind::kTimer:
          return static_cast<FakeTimer&>(item).fn();
        case ItemKind::kImmediate:
          return static_cast<FakeImmediate&>(item).fn();
      }
    });
    loop_.called(item);
    return threw ? uncaught() : ended();
  }
  void destroyed(LoopItem&) override { ++destroyed_; }
  int destroyed_count() const { return destroyed_; }

  Outcome run_microtasks() override {
    while (!jobs_.empty()) {
      Fn job = std::move(jobs_.front());
      jobs_.pop_front();
      // An exception of a microtask does not stop the others.
      if (throws(job) && uncaught() == Outcome::kStop) return Outcome::kStop;
    }
    return ended();
  }
  Outcome process_rejections(bool* worked) override {
    *worked = rejections_ > 0;
    while (rejections_ > 0) {
      --rejections_;
      log("uh");
    }
    return ended();
  }
  void enter_scope(Entry entry, void*) override { scopes.push_back("+" + name(entry)); }
  void leave_scope(Entry entry, void*, bool failed) override {
    scopes.push_back((failed ? "!" : "-") + name(entry));
  }
  void drained() override {}
  Outcome main() override { return event(main_); }
  Outcome before_exit() override { return event(before_exit_); }
  Outcome exit() override {
    log("exit");
    return Outcome::kDone;
  }

 private:
  static std::string name(Entry entry) {
    constexpr const char* kNames[] = {"main",   "timers",  "immediates",
                                      "native", "process", "handle"};
    return kNames[static_cast<int>(entry)];
  }
  void keep(std::shared_ptr<void> item) { items_.push_back(std::move(item)); }
  bool throws(const Fn& fn) {
    try {
      if (fn) fn();
      return false;
    } catch (Boom) {
      return true;
    } catch (Quit) {
      loop_.stop();
      return false;
    }
  }
  Outcome event(const Fn& fn) { return throws(fn) ? uncaught() : ended(); }
  Outcome ended() { return loop_.is_stopped() ? Outcome::kStop : Outcome::kDone; }
  Outcome uncaught() {
    if (!uncaught_) {
      loop_.stop();
      return Outcome::kStop;
    }
    uncaught_();
    immediate([] {});  // what Node queues so that the loop turns and drains again
    return loop_.is_stopped() ? Outcome::kStop : Outcome::kThrew;
  }

  Loop loop_;
  std::string words_;
  std::deque<Fn> jobs_;
  int rejections_ = 0;
  int destroyed_ = 0;
  Fn main_;
  Fn uncaught_;
  Fn before_exit_;
  std::vector<std::shared_ptr<void>> items_;
};

}  // namespace actx::testing

#endif  // ACTX_LOOP_TESTING_FAKE_PROGRAM_H_
