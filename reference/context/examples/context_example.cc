// Contexts in a C++ program: a tiny job queue whose jobs keep the request they belong to.
//
// No JavaScript is involved. What a program needs: a Realm for values, a Context, an
// AsyncLocalStorage; a Resource for each job when it is queued, a CallbackScope when it runs.
#include "context/examples/context_example.h"

#include <deque>
#include <functional>

#include "context/async_local_storage.h"
#include "context/async_resource.h"
#include "context/profile.h"

namespace actx::examples {
namespace {

/// Runs functions later, each in the context in which it was queued.
class JobQueue {
 public:
  explicit JobQueue(Context& context) : context_(context) {}

  void add(std::function<void()> function) {
    Object* job = context_.realm().new_object();
    Resource* resource = context_.create_resource(ResourceKind::kNative, "Job", job);
    jobs_.push_back({resource, std::move(function)});
  }
  void run_all() {
    while (!jobs_.empty()) {
      const Job job = jobs_.front();
      jobs_.pop_front();
      const CallbackScope scope(context_, job.resource);
      job.function();
    }
  }

 private:
  struct Job {
    Resource* resource;
    std::function<void()> function;
  };
  Context& context_;
  std::deque<Job> jobs_;
};

}  // namespace

std::vector<std::string> log_of_two_requests(std::string_view profile_name) {
  Realm realm;
  Context context(realm, Profile::find(profile_name)->rules());
  auto& request = *realm.make<AsyncLocalStorage>(context);
  JobQueue queue(context);
  std::vector<std::string> lines;

  const auto log = [&](const std::string& message) {
    const Value id = request.get_store();
    lines.push_back((id.is_number() ? std::to_string(static_cast<int>(id.as_number())) : "-") +
                    ": " + message);
  };
  for (int id = 0; id < 2; ++id) {
    const auto handle = [&]() -> Value {
      log("start");
      queue.add([&] {
        log("read");
        queue.add([&] { log("finish"); });
      });
      return Value();
    };
    request.run(Value(id), handle);
  }
  // What is bound to a resource runs in the context in which the resource was made.
  AsyncResource outside(context, realm.literal("Outside"));
  queue.add([&] {
    const auto report = [&]() -> Value {
      log("outside");
      return Value();
    };
    const auto handle = [&] { return outside.run_in_async_scope(report); };
    request.run(Value(7), handle);
  });
  queue.run_all();
  log("done");
  return lines;
}

}  // namespace actx::examples
