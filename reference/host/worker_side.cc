#include "host/worker_side.h"

#include "host/builtin_modules.h"
#include "host/host.h"
#include "value/conversions.h"
#include "value/footprint.h"

namespace actx {
namespace {

class WorkerSurroundings final : public Surroundings {
 public:
  explicit WorkerSurroundings(Surroundings& main) : main_(main) {}
  void begin_run() override {}
  void end_run(Loop& loop) override {
    if (!main_.is_halted()) loop.close();
  }
  // A worker's main script runs inside the loop.
  void main_is_over(bool) override {}
  double wall_clock_ms() override { return main_.wall_clock_ms(); }
  bool may_touch(const std::string& path) override { return main_.may_touch(path); }
  void prepare_files(Program& program) override { main_.prepare_files(program); }
  bool is_halted() override { return main_.is_halted(); }
  Halt halted(std::string*) override { return Halt::kNone; }
  std::string schedule() override { return {}; }
  std::vector<Processor> processors() override { return main_.processors(); }
  unsigned parallelism() override { return main_.parallelism(); }
  void set_loop(Loop* loop) override {
    loop_ = loop;
    loop->set_any_order(main_.ready_chooser());
  }

 private:
  Surroundings& main_;
};

}  // namespace

std::unique_ptr<Surroundings> make_worker_surroundings(Surroundings& main) {
  return std::make_unique<WorkerSurroundings>(main);
}

void WorkerSide::open() {
  uv_async_init(host_.loop().uv(), &stop_, [](uv_async_t* async) {
    static_cast<WorkerSide*>(async->data)->host_.end_run(Verdict::kExited, 1, {});
  });
  stop_.data = this;
  uv_unref(as_handle(stop_));
  thread_.attach(this);
  control_ = host_.ports().open(setup().control);
  control_->listener = this;
  host_.ports().start(*control_);
  port_ = host_.ports().open(setup().port);
}

void WorkerSide::interrupt() {
  uv_async_send(&stop_);
}

void WorkerSide::send(Message::Kind kind, std::string bytes, uint8_t stream) {
  if (control_->core == nullptr) return;  // the parent is gone
  auto message = std::make_shared<Message>();
  message->kind = kind;
  message->bytes = std::move(bytes);
  message->stream = stream;
  control_->core->post(message);
}

void WorkerSide::tell_online() {
  send(Message::Kind::kOnline, {});
}

void WorkerSide::write(uint8_t number, std::string_view utf8) {
  Footprint::write_if_active(this);
  Stream& stream = streams_[number - 1];
  if (stream.sending) {
    stream.waiting += utf8;
    if (stream.waiting.size() > kMaxOutputBytes) throw OutputLimitReached{};
    return;
  }
  stream.sending = true;
  if (sending_++ == 0) uv_ref(as_handle(control_->async));
  send(Message::Kind::kOutput, std::string(utf8), number);
}

void WorkerSide::receive(Message& message) {
  Footprint::write_if_active(this);
  Stream& stream = streams_[message.stream - 1];
  if (!stream.sending) return;
  stream.sending = false;
  if (--sending_ == 0) uv_unref(as_handle(control_->async));
  if (!stream.waiting.empty()) {
    const std::string waiting = std::move(stream.waiting);
    stream.waiting.clear();
    write(message.stream, waiting);
  }
}

void WorkerSide::tell_error(Value error, bool from_promise) {
  Realm& realm = host_.realm();
  const std::string excerpt = from_promise ? std::string() : source_excerpt(host_, error);
  const Value args[] = {error, realm.string(excerpt)};
  const Value value =
      invoke(realm, require_internal(realm, "worker_error.js"), realm.key("describeError"), args);
  const std::shared_ptr<Message> message = write_message(realm, host_.ports(), value, {}, nullptr);
  message->kind = Message::Kind::kError;
  if (control_->core != nullptr) control_->core->post(message);
}

}  // namespace actx
