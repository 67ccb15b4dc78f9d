#include <cstring>
#include <memory>

#include "uvsim/testing/interpreter.h"

namespace actx::uvsim::testing {

void Interpreter::init(int target) {
  Slot& slot = slots_[target];
  std::memset(&slot.uv, 0xff, sizeof slot.uv);
  slot.open = true;
  switch (slot.kind) {
    case Kind::kTimer:
      uv_timer_init(&loop_, &slot.uv.timer);
      break;
    case Kind::kIdle:
      uv_idle_init(&loop_, &slot.uv.idle);
      break;
    case Kind::kPrepare:
      uv_prepare_init(&loop_, &slot.uv.prepare);
      break;
    case Kind::kCheck:
      uv_check_init(&loop_, &slot.uv.check);
      break;
    case Kind::kAsync:
      uv_async_init(&loop_, &slot.uv.async, on_callback<uv_async_t>);
      break;
    default:
      init_stream(slot, target);
  }
}

int Interpreter::start(Slot& slot, const Op& op) {
  switch (slot.kind) {
    case Kind::kTimer:
      return uv_timer_start(&slot.uv.timer, on_callback<uv_timer_t>, op.a, op.b);
    case Kind::kIdle:
      return uv_idle_start(&slot.uv.idle, on_callback<uv_idle_t>);
    case Kind::kPrepare:
      return uv_prepare_start(&slot.uv.prepare, on_callback<uv_prepare_t>);
    case Kind::kCheck:
      return uv_check_start(&slot.uv.check, on_callback<uv_check_t>);
    case Kind::kAsync:
      return uv_async_send(&slot.uv.async);
    default:
      break;
  }
  return 0;
}

int Interpreter::stop(Slot& slot) {
  switch (slot.kind) {
    case Kind::kTimer:
      return uv_timer_stop(&slot.uv.timer);
    case Kind::kIdle:
      return uv_idle_stop(&slot.uv.idle);
    case Kind::kPrepare:
      return uv_prepare_stop(&slot.uv.prepare);
    case Kind::kCheck:
      return uv_check_stop(&slot.uv.check);
    default:
      break;
  }
  return 0;
}

void Interpreter::query(Slot& slot, int target) {
  const uv_handle_t* handle = &slot.uv.handle;
  std::string text = "query:" + std::to_string(target) + '=';
  text += std::to_string(uv_is_active(handle)) + std::to_string(uv_has_ref(handle)) +
          std::to_string(uv_is_closing(handle));
  if (slot.kind == Kind::kTimer) {
    text += ',' + std::to_string(uv_timer_get_due_in(&slot.uv.timer)) + ',' +
            std::to_string(uv_timer_get_repeat(&slot.uv.timer));
  }
  if (is_stream(slot.kind)) {
    text += ';' + std::to_string(uv_is_readable(&slot.uv.stream)) +
            std::to_string(uv_is_writable(&slot.uv.stream)) + ';' +
            std::to_string(uv_stream_get_write_queue_size(&slot.uv.stream));
  }
  word(text);
}

void Interpreter::handle_op(const Op& op, int target) {
  Slot& slot = slots_[target];
  const bool timer = slot.kind == Kind::kTimer;
  if (op.call == Call::kInit) {
    if (!slot.open && slot.kind != Kind::kPeer) init(target);
    return;
  }
  if (!slot.open) return;
  if (op.call >= Call::kListen && op.call <= Call::kReset) {
    if (is_stream(slot.kind)) stream_op(op, target);
    return;
  }
  const bool closing = uv_is_closing(&slot.uv.handle) != 0;
  switch (op.call) {
    case Call::kStart:
      // libuv does not guard idle, prepare and check: a started one would outlive its close.
      if (is_stream(slot.kind)) break;
      if (!closing || timer || slot.kind == Kind::kAsync) result("start", target, start(slot, op));
      break;
    case Call::kStop:
      if (!is_stream(slot.kind)) result("stop", target, stop(slot));
      break;
    case Call::kAgain:
      if (timer) result("again", target, uv_timer_again(&slot.uv.timer));
      break;
    case Call::kSetRepeat:
      if (timer) uv_timer_set_repeat(&slot.uv.timer, op.a);
      break;
    case Call::kClose:
      if (!closing) uv_close(&slot.uv.handle, on_close);
      break;
    case Call::kRef:
      uv_ref(&slot.uv.handle);
      break;
    case Call::kUnref:
      uv_unref(&slot.uv.handle);
      break;
    default:
      query(slot, target);
  }
}

void Interpreter::work_op(const Op& op, int target) {
  WorkItem& work = works_[target];
  if (op.call == Call::kQueue && !work.in_flight) {
    work.in_flight = true;
    work.cancelled = false;
    host_.tasks_changed(1);
    result("queue", target, uv_queue_work(&loop_, &work.uv, on_work, on_done));
  } else if (op.call == Call::kCancel && work.in_flight && !work.cancelled) {
    const int status = uv_cancel(reinterpret_cast<uv_req_t*>(&work.uv));
    work.cancelled = status == 0;
    result("cancel", target, status);
  }
}

void Interpreter::loop_op(const Op& op) {
  switch (op.call) {
    case Call::kStopLoop:
      uv_stop(&loop_);
      break;
    case Call::kUpdateTime:
      uv_update_time(&loop_);
      word("now" + at());
      break;
    case Call::kSleep:
      uv_sleep(op.a);
      break;
    case Call::kWalk:
      uv_walk(&loop_, on_walk, this);
      break;
    case Call::kAlive:
      result("alive", 0, uv_loop_alive(&loop_));
      break;
    default:
      result("timeout", 0, uv_backend_timeout(&loop_));
  }
}

void Interpreter::execute(const Op& op) {
  if (op.call >= Call::kStopLoop) {
    loop_op(op);
  } else if (op.call >= Call::kQueue) {
    if (program_.works > 0) work_op(op, op.target % program_.works);
  } else if (!program_.handles.empty()) {
    handle_op(op, op.target % static_cast<int>(program_.handles.size()));
  }
}

void Interpreter::execute(const std::vector<Op>& ops) {
  for (const Op& op : ops) {
    if (ended_ || host_.given_up()) return;
    execute(op);
  }
}

void Interpreter::react(Source source, int target, int nth) {
  if (cleaning_) return;
  for (const Reaction& reaction : program_.reactions) {
    const int count =
        source == Source::kWork ? program_.works : static_cast<int>(program_.handles.size());
    if (reaction.source != source || count == 0 || reaction.target % count != target) continue;
    if (reaction.nth == nth) execute(reaction.ops);
  }
}

void Interpreter::called(uv_handle_t* handle) {
  const int target = index_of(handle);
  Slot& slot = slots_[target];
  word("call:" + std::to_string(target) + at());
  const int nth = slot.calls++;
  react(Source::kCallback, target, nth);
  if (slot.calls >= kMaxCalls && slot.open) stop(slot);
}

void Interpreter::closed(uv_handle_t* handle) {
  const int target = index_of(handle);
  Slot& slot = slots_[target];
  slot.open = false;
  std::memset(&slot.uv, 0xee, sizeof slot.uv);
  word("close:" + std::to_string(target) + at());
  react(Source::kClose, target, slot.closes++);
}

void Interpreter::work_done(uv_work_t* request, int status) {
  int target = 0;
  while (&works_[target].uv != request) ++target;
  WorkItem& work = works_[target];
  work.in_flight = false;
  host_.tasks_changed(-1);
  word("work:" + std::to_string(target) + '=' + std::to_string(status) + at());
  react(Source::kWork, target, work.calls++);
}

void Interpreter::clean_up() {
  cleaning_ = true;
  host_.loop_closing(&loop_);
  for (size_t i = 0; i < program_.handles.size(); i++) {
    Slot& slot = slots_[i];
    if (!slot.open) continue;
    result("busy", static_cast<int>(i), uv_loop_close(&loop_));
    if (!uv_is_closing(&slot.uv.handle)) uv_close(&slot.uv.handle, on_close);
  }
  while (uv_run(&loop_, UV_RUN_DEFAULT) != 0) {
    if (dropped()) return;
  }
  if (!dropped()) result("closed", 0, uv_loop_close(&loop_));
}

void Interpreter::run() {
  uv_loop_init(&loop_);
  loop_.data = this;
  host_.loop_opened(&loop_);
  slots_.reset(new Slot[program_.handles.size()]());
  works_.reset(new WorkItem[program_.works]());
  for (size_t i = 0; i < program_.handles.size(); i++) {
    slots_[i].kind = program_.handles[i].kind;
    if (!program_.handles[i].late && slots_[i].kind != Kind::kPeer) init(static_cast<int>(i));
  }
  execute(program_.setup);
  for (const Run& run : program_.runs) {
    if (ended_ || host_.given_up()) break;
    result("run", run.mode, uv_run(&loop_, run.mode));
    execute(run.after);
  }
  if (!dropped()) clean_up();
}

void run_program(const Program& program, Host& host) {
  const auto interpreter = std::make_unique<Interpreter>(program, host);
  interpreter->run();
}

}  // namespace actx::uvsim::testing
