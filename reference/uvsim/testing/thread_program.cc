#include "uvsim/testing/thread_program.h"

#include <atomic>
#include <memory>

namespace actx::uvsim::testing {
namespace {

constexpr int kWriter = 100;  // added to Section::inside by one who writes

// A number that a lock guards, and who is with it.
struct Section {
  std::atomic<int> inside{0};
  int value = 0;
};

class Interpreter;
Interpreter* active = nullptr;  // for the callbacks of uv_once

class Interpreter {
 public:
  Interpreter(const ThreadProgram& program, ThreadHost& host) : program_(program), host_(host) {}
  void run();

 private:
  struct Thread {
    Interpreter* owner;
    size_t number;  // 0 is the main one
    const ThreadSpec* spec;
    uv_thread_t id;
    Thread* child = nullptr;
    int rounds = 0;  // of the barrier
    bool ended = false;
  };

  static void enter(void* thread) {
    auto* self = static_cast<Thread*>(thread);
    self->owner->body(*self);
  }
  template <int kNumber>
  static void first_time() {
    active->once_called(kNumber);
  }
  void once_called(int number) {
    window(0);
    ++once_calls_[number];
  }

  void start_all();
  void finish_all();
  void look_at_everything();
  void body(Thread& thread);
  void start(Thread& thread);
  void join(Thread& thread, size_t joiner);
  void step(Thread& thread, const ThreadStep& step);
  void lock_step(Thread& thread, const ThreadStep& step);
  void rwlock_step(Thread& thread, const ThreadStep& step);
  void condition_step(Thread& thread, const ThreadStep& step);
  void semaphore_step(Thread& thread, const ThreadStep& step);
  void barrier_step(Thread& thread);
  // In a section: reads and raises its number, with or without others between.
  void raise(Thread& thread, Section& section, const char* name, bool between);
  void look(Thread& thread, Section& section, bool between);
  void say(const Thread& thread, const std::string& what, int value) {
    host_.word(thread.number, what + '=' + std::to_string(value));
  }
  void wrong(size_t thread, const std::string& what) { host_.word(thread, '!' + what); }
  // Others may go here: a call without any effect.
  void window(size_t thread) {
    host_.pause(thread);
    uv_sem_trywait(&empty_);
  }

  void start_loop();
  void finish_loop();
  static void run_loop(void* interpreter) {
    auto* self = static_cast<Interpreter*>(interpreter);
    uv_run(&self->loop_, UV_RUN_DEFAULT);
  }
  static void on_async(uv_async_t* async) {
    auto* self = static_cast<Interpreter*>(async->data);
    ++self->async_calls_;
    if (self->quit_) uv_close(reinterpret_cast<uv_handle_t*>(async), nullptr);
  }

  const ThreadProgram& program_;
  ThreadHost& host_;
  std::vector<std::unique_ptr<Thread>> threads_;
  uv_mutex_t mutexes_[kThreadObjects];
  Section guarded_[kThreadObjects];
  uv_mutex_t recursive_;
  Section recursive_guarded_;
  uv_rwlock_t rwlock_;
  Section shared_;
  uv_mutex_t condition_mutex_;
  uv_cond_t condition_;
  int condition_value_ = 0;
  bool signal_is_enough_ = false;
  uv_sem_t semaphores_[kThreadObjects];
  std::atomic<int> taken_[kThreadObjects] = {};
  std::atomic<int> posted_[kThreadObjects] = {};
  std::atomic<int> raised_{0};  // in all sections together
  uv_sem_t empty_;
  uv_barrier_t barrier_;
  std::atomic<int> arrived_{0};
  std::atomic<int> last_ones_{0};  // who uv_barrier_wait called the last of a round
  uv_once_t onces_[kThreadObjects] = {UV_ONCE_INIT, UV_ONCE_INIT};
  std::atomic<int> once_calls_[kThreadObjects] = {};
  uv_key_t keys_[kThreadObjects];
  uv_loop_t loop_;
  uv_async_t async_;
  uv_thread_t loop_thread_;
  int sends_ = 0;  // in the program
  int async_calls_ = 0;
  std::atomic<bool> quit_{false};
};

void Interpreter::raise(Thread& thread, Section& section, const char* name, bool between) {
  if (section.inside.fetch_add(kWriter) != 0) wrong(thread.number, "not alone");
  const int value = section.value;
  if (between) window(thread.number);
  section.value = value + 1;
  section.inside.fetch_sub(kWriter);
  ++raised_;
  say(thread, name, value);
}

void Interpreter::look(Thread& thread, Section& section, bool between) {
  if (section.inside.fetch_add(1) >= kWriter) wrong(thread.number, "beside a writer");
  const int value = section.value;
  if (between) window(thread.number);
  if (section.value != value) wrong(thread.number, "changed");
  section.inside.fetch_sub(1);
  say(thread, "read", value);
}

void Interpreter::lock_step(Thread& thread, const ThreadStep& step) {
  const bool between = step.number % 2 != 0;
  uv_mutex_t& mutex = mutexes_[step.object % kThreadObjects];
  Section& section = guarded_[step.object % kThreadObjects];
  switch (step.call) {
    case ThreadCall::kLock:
      uv_mutex_lock(&mutex);
      raise(thread, section, "lock", between);
      uv_mutex_unlock(&mutex);
      break;
    case ThreadCall::kTryLock:
      if (const int result = uv_mutex_trylock(&mutex); result != 0) {
        say(thread, "trylock", result);
        break;
      }
      raise(thread, section, "trylock", between);
      uv_mutex_unlock(&mutex);
      break;
    default:
      uv_mutex_lock(&recursive_);
      uv_mutex_lock(&recursive_);
      raise(thread, recursive_guarded_, "inner", false);
      uv_mutex_unlock(&recursive_);
      raise(thread, recursive_guarded_, "outer", between);
      uv_mutex_unlock(&recursive_);
  }
}

void Interpreter::rwlock_step(Thread& thread, const ThreadStep& step) {
  const bool between = step.number % 2 != 0;
  const bool tries = step.call == ThreadCall::kTryRead || step.call == ThreadCall::kTryWrite;
  if (step.call == ThreadCall::kRead || step.call == ThreadCall::kTryRead) {
    const int result = tries ? uv_rwlock_tryrdlock(&rwlock_) : (uv_rwlock_rdlock(&rwlock_), 0);
    if (result != 0) return say(thread, "tryread", result);
    look(thread, shared_, between);
    // There is always room for another reader beside one.
    if (const int again = step.number < 2 ? 0 : uv_rwlock_tryrdlock(&rwlock_); again != 0) {
      wrong(thread.number, "alone");
    } else if (step.number >= 2) {
      uv_rwlock_rdunlock(&rwlock_);
    }
    uv_rwlock_rdunlock(&rwlock_);
    return;
  }
  const int result = tries ? uv_rwlock_trywrlock(&rwlock_) : (uv_rwlock_wrlock(&rwlock_), 0);
  if (result != 0) return say(thread, "trywrite", result);
  raise(thread, shared_, "write", between);
  uv_rwlock_wrunlock(&rwlock_);
}

void Interpreter::condition_step(Thread& thread, const ThreadStep& step) {
  uv_mutex_lock(&condition_mutex_);
  if (step.call == ThreadCall::kSet) {
    say(thread, "set", condition_value_++);
    if (signal_is_enough_) {
      uv_cond_signal(&condition_);
    } else {
      uv_cond_broadcast(&condition_);
    }
  } else if (step.call == ThreadCall::kAwait) {
    while (condition_value_ < step.number && !host_.stopped()) {
      uv_cond_wait(&condition_, &condition_mutex_);
    }
    say(thread, "await", condition_value_);
  } else if (condition_value_ > 0) {
    say(thread, "set before", condition_value_);
  } else {
    say(thread, "timed", uv_cond_timedwait(&condition_, &condition_mutex_, 1'000'000));
  }
  uv_mutex_unlock(&condition_mutex_);
}

void Interpreter::semaphore_step(Thread& thread, const ThreadStep& step) {
  const size_t number = step.object % kThreadObjects;
  int result = 0;
  if (step.call == ThreadCall::kPost) {
    ++posted_[number];
    uv_sem_post(&semaphores_[number]);
    return;
  }
  if (step.call == ThreadCall::kWait) {
    uv_sem_wait(&semaphores_[number]);
  } else {
    result = uv_sem_trywait(&semaphores_[number]);
    say(thread, "trywait", result);
  }
  if (result == 0) ++taken_[number];
}

void Interpreter::barrier_step(Thread& thread) {
  const int all = static_cast<int>(program_.threads.size());
  ++arrived_;
  const int last = uv_barrier_wait(&barrier_);
  if (arrived_ < all * ++thread.rounds && !host_.stopped()) wrong(thread.number, "early");
  last_ones_ += last;
  say(thread, "barrier", last);
}

void Interpreter::step(Thread& thread, const ThreadStep& step) {
  const int number = step.object % kThreadObjects;
  switch (step.call) {
    case ThreadCall::kLock:
    case ThreadCall::kTryLock:
    case ThreadCall::kRecursive:
      return lock_step(thread, step);
    case ThreadCall::kPost:
    case ThreadCall::kWait:
    case ThreadCall::kTryWait:
      return semaphore_step(thread, step);
    case ThreadCall::kRead:
    case ThreadCall::kWrite:
    case ThreadCall::kTryRead:
    case ThreadCall::kTryWrite:
      return rwlock_step(thread, step);
    case ThreadCall::kSet:
    case ThreadCall::kAwait:
    case ThreadCall::kTimedAwait:
      return condition_step(thread, step);
    case ThreadCall::kBarrier:
      return barrier_step(thread);
    case ThreadCall::kOnce:
      uv_once(&onces_[number], number == 0 ? first_time<0> : first_time<1>);
      return say(thread, "once", once_calls_[number]);
    case ThreadCall::kSetKey:
      // Any pointer will do.
      return uv_key_set(&keys_[number], const_cast<char*>("0123456789") + step.number % 10);
    case ThreadCall::kGetKey: {
      const auto* value = static_cast<const char*>(uv_key_get(&keys_[number]));
      return say(thread, "key", value == nullptr ? -1 : *value - '0');
    }
    default:
      uv_async_send(&async_);
  }
}

void Interpreter::body(Thread& thread) {
  if (thread.child != nullptr) start(*thread.child);
  for (const ThreadStep& each : thread.spec->steps) {
    if (host_.stopped()) break;
    host_.pause(thread.number);
    step(thread, each);
  }
  if (thread.child != nullptr) join(*thread.child, thread.number);
  thread.ended = true;
}

void Interpreter::start(Thread& thread) {
  if (uv_thread_create(&thread.id, enter, &thread) != 0) wrong(0, "no thread");
}

void Interpreter::join(Thread& thread, size_t joiner) {
  const int result = uv_thread_join(&thread.id);
  if (result != 0 || !thread.ended) wrong(joiner, "not ended");
}

void Interpreter::start_loop() {
  if (sends_ == 0) return;
  uv_loop_init(&loop_);
  async_.data = this;
  uv_async_init(&loop_, &async_, on_async);
  uv_thread_create(&loop_thread_, run_loop, this);
}

// Sends are joined into one callback, or not.
void Interpreter::finish_loop() {
  if (sends_ == 0) return;
  quit_ = true;
  uv_async_send(&async_);
  uv_thread_join(&loop_thread_);
  uv_loop_close(&loop_);
  if (async_calls_ < 1 || async_calls_ > sends_ + 1) wrong(0, "sends");
  host_.word(0, "async=" + std::to_string(async_calls_));
}

void Interpreter::start_all() {
  int waits = 0;
  for (const ThreadSpec& spec : program_.threads) {
    threads_.push_back(std::make_unique<Thread>());
    Thread& thread = *threads_.back();
    thread.owner = this;
    thread.number = threads_.size();
    thread.spec = &spec;
    if (spec.child && threads_.size() > 1) threads_[threads_.size() - 2]->child = &thread;
    for (const ThreadStep& each : spec.steps) {
      const bool await = each.call == ThreadCall::kAwait || each.call == ThreadCall::kTimedAwait;
      waits += await ? 1 : 0;
      sends_ += each.call == ThreadCall::kSend ? 1 : 0;
    }
  }
  signal_is_enough_ = waits <= 1;
  for (int i = 0; i < kThreadObjects; i++) {
    uv_mutex_init(&mutexes_[i]);
    uv_sem_init(&semaphores_[i], program_.semaphores[i]);
    uv_key_create(&keys_[i]);
  }
  uv_mutex_init_recursive(&recursive_);
  uv_rwlock_init(&rwlock_);
  uv_mutex_init(&condition_mutex_);
  uv_cond_init(&condition_);
  uv_sem_init(&empty_, 0);
  uv_barrier_init(&barrier_, static_cast<unsigned>(program_.threads.size()));
  start_loop();
  for (size_t i = 0; i < threads_.size(); i++) {
    const bool child = i > 0 && threads_[i - 1]->child == threads_[i].get();
    if (!child) start(*threads_[i]);
  }
}

void Interpreter::look_at_everything() {
  int values = recursive_guarded_.value + shared_.value;
  for (int i = 0; i < kThreadObjects; i++) {
    values += guarded_[i].value;
    int left = 0;
    while (uv_sem_trywait(&semaphores_[i]) == 0 && !host_.stopped()) ++left;
    if (program_.semaphores[i] + posted_[i] - taken_[i] != left) wrong(0, "posts");
    host_.word(0, "left=" + std::to_string(left));
    if (once_calls_[i] > 1) wrong(0, "once");
  }
  if (values != raised_) wrong(0, "lost");
  const int rounds = threads_.empty() ? 0 : threads_[0]->rounds;
  if (last_ones_ != rounds) wrong(0, "last ones");
}

void Interpreter::finish_all() {
  for (int i = 0; i < kThreadObjects; i++) {
    uv_mutex_destroy(&mutexes_[i]);
    uv_sem_destroy(&semaphores_[i]);
    uv_key_delete(&keys_[i]);
  }
  uv_mutex_destroy(&recursive_);
  uv_rwlock_destroy(&rwlock_);
  uv_mutex_destroy(&condition_mutex_);
  uv_cond_destroy(&condition_);
  uv_sem_destroy(&empty_);
  uv_barrier_destroy(&barrier_);
}

void Interpreter::run() {
  active = this;
  start_all();
  for (size_t i = 0; i < threads_.size(); i++) {
    const bool child = i > 0 && threads_[i - 1]->child == threads_[i].get();
    if (!child) join(*threads_[i], 0);
  }
  finish_loop();
  if (!host_.stopped()) look_at_everything();
  if (!host_.stopped()) finish_all();
  active = nullptr;
}

}  // namespace

void run_thread_program(const ThreadProgram& program, ThreadHost& host) {
  Interpreter(program, host).run();
}

}  // namespace actx::uvsim::testing
