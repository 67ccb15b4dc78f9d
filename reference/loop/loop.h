// The event loop of one program: what Node does around libuv so that callbacks run in its order.
//
// Words
// - callback scope: one entry from libuv (or the host) into the program. When the outermost scope
//   closes, the drain rule runs what became ready: see Loop::close_scope.
// - ticks: callbacks of process.nextTick. They run in every drain, before other macrotasks.
// - pass: all timers that are due, or all immediates there were, in one scope.
// - delegate: whoever owns the program: calls it, runs its microtasks, knows its contexts.
//
// Invariants
// - Uses nothing but <uv.h>: libuv and its simulated stand-in serve alike. All JavaScript timers
// share one
//   uv_timer_t; all immediates share one uv_check_t, and one uv_idle_t that keeps the poll short.
// - No C++ exception passes through here: the delegate turns what the program throws into an
//   Outcome. After kThrew the program goes on (a listener took the error); after kStop nothing of
//   it runs any more.
// - A loop object serves one run after another: open() ... close().
#ifndef ACTX_LOOP_LOOP_H_
#define ACTX_LOOP_LOOP_H_

#include <uv.h>

#include "loop/items.h"
#include "loop/timer_queue.h"

namespace actx {

/// How a call into the program ended.
enum class Outcome : uint8_t {
  kDone,
  kThrew,  // with an exception nobody caught, which the program's handlers have taken
  kStop,   // the run is over: process.exit, an error nobody took, a limit
};

/// From where a callback scope is entered; decides which root context is current.
enum class Entry : uint8_t {
  kMain,         // the main script
  kTimers,       // the pass over due timers
  kImmediates,   // the pass over immediates
  kNativeTasks,  // the host's own tasks, before the immediates
  kProcess,      // an event of process that no JavaScript code emits: beforeExit, exit
  kHandle,       // a callback of an I/O handle or request
};

/// The owner of the program, as the loop sees it.
class LoopDelegate {
 public:
  /// Calls an item inside its own context. As soon as the program's function has returned or
  /// thrown, and before the context is left or a handler hears of the exception, it must call
  /// Loop::called(item).
  virtual Outcome call(LoopItem& item) = 0;
  /// The item will not be called again: its destroy event is due.
  virtual void destroyed(LoopItem& item) = 0;

  /// Runs microtasks until there are none. Exceptions in microtasks are dealt with one by one, so
  /// the result is kDone or kStop.
  virtual Outcome run_microtasks() = 0;
  /// Reports the rejections that are still unhandled. Sets *worked when any was reported.
  virtual Outcome process_rejections(bool* worked) = 0;

  /// Makes the root context of `entry` current (`resource`: the delegate's own, for kHandle), and
  /// takes it away again. `failed`: an exception left the scope, and its handler has unwound
  /// already.
  virtual void enter_scope(Entry entry, void* resource) = 0;
  virtual void leave_scope(Entry entry, void* resource, bool failed) = 0;
  /// The drain after an outermost scope is over: weakly held targets of this turn may go.
  virtual void drained() = 0;
  /// The check phase of a turn is over, and nothing of the program runs.
  virtual void turned() {}
  /// libuv does nothing any more, not even close handles: a simulation that was halted.
  virtual bool is_halted() { return false; }

  // The program's life, each called inside a scope.
  virtual Outcome main() = 0;
  virtual Outcome before_exit() = 0;
  virtual Outcome exit() = 0;

 protected:
  ~LoopDelegate() = default;
};

/// Decides which of the ready items runs next, under the loop profile `any`.
class ReadyChooser {
 public:
  /// Returns an option below `count`; 0 is what Node's loop would do. `name` is that of the choice
  /// point (spec/uvsim.md); both are at least 1 long.
  virtual uint32_t choose_ready(const char* name, uint32_t count) = 0;

 protected:
  ~ReadyChooser() = default;
};

class Loop {
 public:
  /// `delegate` is borrowed for life.
  explicit Loop(LoopDelegate& delegate) : delegate_(delegate) {}
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// From the next open() on, any item that is ready may run next: timers that are due, or would be
  /// when time passed, immediates, or what else the uv loop has. Null: Node's order.
  void set_any_order(ReadyChooser* chooser) { any_order_ = chooser; }

  /// Starts a run: a fresh uv_loop_t with Node's handles in it.
  void open();
  /// Runs the program to its end: main, turns of the loop while something keeps it alive,
  /// beforeExit (again, if that revived it), exit.
  Outcome run();
  /// Ends a run: closes all handles and the uv loop. With uvsim, resetting the World does instead.
  void close();

  // What the program asks for.
  void add_tick(Tick& tick);
  void start(Timer& timer);
  /// Timeout.refresh(). Returns true when the timer had been destroyed and lives again: it needs a
  /// new identity.
  bool refresh(Timer& timer);
  void clear(Timer& timer);
  void set_ref(Timer& timer, bool refed);
  void add_immediate(Immediate& immediate);
  void clear(Immediate& immediate);
  void set_ref(Immediate& immediate, bool refed);
  /// Queues host work for the next check phase, ahead of the immediates (`first`: ahead of other
  /// host work too). Nothing if queued already.
  void add_native_task(NativeTask& task, bool first = false);

  /// The item's function is over: decides whether the item lives on; see LoopDelegate::call.
  void called(LoopItem& item);

  /// Opens and closes a callback scope around a call into the program.
  void open_scope(Entry entry, void* resource = nullptr);
  Outcome close_scope(Entry entry, void* resource, bool failed);
  /// True inside any callback scope.
  bool is_in_scope() const { return depth_ > 0; }
  /// Ends the run: nothing more is called, uv_run returns.
  void stop();
  bool is_stopped() const { return stopped_; }

  /// A promise was rejected without a handler, or got one late: the next drain must look.
  void set_rejections_pending(bool pending) { rejections_pending_ = pending; }
  /// Milliseconds since the start of the run, read afresh.
  int64_t now();
  /// Timers, immediates and ticks that wait.
  uint64_t pending() const { return pending_; }
  bool has_timers() const { return timers_.earliest() != nullptr; }
  uint64_t callbacks() const { return callbacks_; }
  uv_loop_t* uv() { return &uv_; }

  /// A hash of what waits, in terms of names: name(item) gives an item's. Between turns; times are
  /// relative to the loop's.
  uint64_t fingerprint(uint64_t (*name)(const LoopItem& item)) const;

  /// Calls fn(const LoopItem&) for everything that waits, in no particular order.
  template <class F>
  void for_each_item(F&& fn) const {
    for (const Tick* tick = first_tick_; tick != nullptr; tick = tick->next) fn(*tick);
    timers_.for_each(fn);
    for (const Immediate* i = immediates_.head; i != nullptr; i = i->next) fn(*i);
    for (const Immediate* i = outstanding_; i != nullptr; i = i->next) fn(*i);
  }

 private:
  static constexpr int64_t kNeverExpires = INT64_MAX;
  static void on_timer(uv_timer_t* handle);
  static void on_check(uv_check_t* handle);
  void run_timers();
  void run_check();
  Outcome process_timers(int64_t now);
  Outcome process_list(int64_t now);
  Outcome process_immediates();
  Outcome run_native_tasks();
  // The same two passes in any order (loop_any.cc).
  Outcome process_timers_in_any_order();
  Outcome process_immediates_in_any_order();
  Outcome call_any(Timer& timer);
  Outcome call_any(Immediate& immediate);
  bool pass_over(uint32_t* passed);
  void settle_lists(int64_t current);
  void leave_timers();
  void take_up_left_timers();
  void unlink(Immediate& immediate);
  Outcome drain_between();
  Outcome run_ticks_and_rejections();
  void insert(Timer& timer, int64_t start);
  void called(Timer& timer);
  void in_scope(Entry entry, Outcome (LoopDelegate::*call)());
  void retire(Timer& timer);
  void arm(int64_t duration);
  void keep_alive_for_timers(bool refed);
  void keep_alive_for_immediates(bool refed);
  void count_ref(Timer& timer, int change);

  LoopDelegate& delegate_;
  ReadyChooser* any_order_ = nullptr;
  uint32_t timers_passed_ = 0;  // times in a row, in any order
  uint32_t immediates_passed_ = 0;
  bool timers_left_ = false;  // a pass in any order left timers that are due
  uv_loop_t uv_;
  uv_timer_t timer_;  // armed for the earliest list
  uv_check_t check_;  // always started, keeps nothing alive
  uv_idle_t idle_;    // started while refed immediates wait: keeps alive, and lets poll not block
  uint64_t base_ = 0;
  bool stopped_ = false;
  uint32_t depth_ = 0;
  uint64_t pending_ = 0;
  uint64_t callbacks_ = 0;

  TimerQueue timers_;
  int64_t refed_timers_ = 0;
  int64_t next_expiry_ = 0;  // for which timer_ is armed
  int64_t call_start_ = 0;   // when the callback of an interval was called

  struct ImmediateQueue {
    Immediate* head = nullptr;
    Immediate* tail = nullptr;
  };
  ImmediateQueue immediates_;
  Immediate* outstanding_ = nullptr;  // rest of a pass that an exception ended
  bool unfinished_pass_ = false;
  int64_t immediate_count_ = 0;
  int64_t refed_immediates_ = 0;
  NativeTask* first_native_ = nullptr;
  NativeTask* last_native_ = nullptr;

  Tick* first_tick_ = nullptr;
  Tick* last_tick_ = nullptr;
  bool tick_scheduled_ = false;  // stays set when a tick threw: the next drain begins with ticks
  bool rejections_pending_ = false;
};

}  // namespace actx

#endif  // ACTX_LOOP_LOOP_H_
