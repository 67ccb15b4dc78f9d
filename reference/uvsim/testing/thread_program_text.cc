// Programs of threads as data: which of them end, and their text.

#include <algorithm>
#include <array>
#include <sstream>

#include "uvsim/testing/thread_program.h"

namespace actx::uvsim::testing {
namespace {

bool is(const ThreadStep& step, ThreadCall call) {
  return step.call == call;
}

size_t rounds_of(const ThreadSpec& thread) {
  return static_cast<size_t>(
      std::count_if(thread.steps.begin(), thread.steps.end(),
                    [](const ThreadStep& step) { return is(step, ThreadCall::kBarrier); }));
}

// Drops the barriers that not all threads come to.
void even_rounds(ThreadProgram* program) {
  size_t rounds = SIZE_MAX;
  for (const ThreadSpec& thread : program->threads) rounds = std::min(rounds, rounds_of(thread));
  for (ThreadSpec& thread : program->threads) {
    size_t round = 0;
    std::erase_if(thread.steps, [&](const ThreadStep& step) {
      return is(step, ThreadCall::kBarrier) && round++ >= rounds;
    });
  }
}

// Where a step is: its thread, and how many rounds of the barrier are behind it.
struct Place {
  size_t thread;
  size_t phase;
  size_t index;
};

template <class Visit>
void visit(const ThreadProgram& program, Visit each) {
  for (size_t thread = 0; thread < program.threads.size(); thread++) {
    size_t phase = 0;
    const std::vector<ThreadStep>& steps = program.threads[thread].steps;
    for (size_t index = 0; index < steps.size(); index++) {
      each(steps[index], Place{thread, phase, index});
      if (is(steps[index], ThreadCall::kBarrier)) ++phase;
    }
  }
}

// Whether `done` has happened, at the latest, when all that can go on before `wait` has.
bool comes_first(const Place& done, const Place& wait) {
  if (done.phase != wait.phase) return done.phase < wait.phase;
  return done.thread < wait.thread || (done.thread == wait.thread && done.index < wait.index);
}

size_t available(const ThreadProgram& program, const Place& wait, ThreadCall call, size_t object) {
  size_t count = 0;
  visit(program, [&](const ThreadStep& step, const Place& place) {
    const bool same = is(step, call) && step.object % size_t{kThreadObjects} == object;
    if (same && comes_first(place, wait)) ++count;
  });
  return count;
}

// Those who take from the semaphore by the time of `wait`, whether they wait or not.
size_t takers(const ThreadProgram& program, const Place& wait, size_t object) {
  size_t count = 0;
  visit(program, [&](const ThreadStep& step, const Place& place) {
    const bool takes = is(step, ThreadCall::kWait) || is(step, ThreadCall::kTryWait);
    if (takes && step.object % size_t{kThreadObjects} == object && place.phase <= wait.phase)
      ++count;
  });
  return count;
}

bool may_wait_for_ever(const ThreadProgram& program, const ThreadStep& step, const Place& place) {
  const size_t object = step.object % kThreadObjects;
  if (is(step, ThreadCall::kAwait)) {
    return step.number > available(program, place, ThreadCall::kSet, 0);
  }
  if (!is(step, ThreadCall::kWait)) return false;
  const size_t supply =
      program.semaphores[object] + available(program, place, ThreadCall::kPost, object);
  return supply < takers(program, place, object);
}

// Drops one step that may wait for ever, the last one; false when there is none.
bool drop_one(ThreadProgram* program) {
  bool found = false;
  Place last{};
  visit(*program, [&](const ThreadStep& step, const Place& place) {
    if (!may_wait_for_ever(*program, step, place)) return;
    found = true;
    last = place;
  });
  if (!found) return false;
  auto& steps = program->threads[last.thread].steps;
  steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(last.index));
  return true;
}

std::string section(const std::string& take, const std::string& between, const std::string& give) {
  return take + ' ' + between + ' ' + give;
}

std::string text_of(const ThreadStep& step) {
  const std::string object = std::to_string(step.object % kThreadObjects);
  const std::string number = std::to_string(step.number);
  const bool windowed = step.number % 2 != 0;
  const std::string raise =
      windowed ? "n = value; uv_sem_trywait(&empty); value = n + 1;" : "value++;";
  std::string look = windowed ? "n = value; uv_sem_trywait(&empty); n == value;" : "value;";
  if (step.number >= 2) look += " uv_rwlock_tryrdlock(&rwlock); uv_rwlock_rdunlock(&rwlock);";
  const std::string wait = "uv_cond_wait(&cond, &mutex);";
  switch (step.call) {
    case ThreadCall::kLock:
      return section("uv_mutex_lock(&mutex" + object + ");", raise,
                     "uv_mutex_unlock(&mutex" + object + ");");
    case ThreadCall::kTryLock:
      return section("if (uv_mutex_trylock(&mutex" + object + ") == 0) {", raise,
                     "uv_mutex_unlock(&mutex" + object + "); }");
    case ThreadCall::kRecursive:
      return section("uv_mutex_lock(&recursive); uv_mutex_lock(&recursive); value++;",
                     "uv_mutex_unlock(&recursive); " + raise, "uv_mutex_unlock(&recursive);");
    case ThreadCall::kPost:
      return "uv_sem_post(&sem" + object + ");";
    case ThreadCall::kWait:
      return "uv_sem_wait(&sem" + object + ");";
    case ThreadCall::kTryWait:
      return "uv_sem_trywait(&sem" + object + ");";
    case ThreadCall::kRead:
      return section("uv_rwlock_rdlock(&rwlock);", look, "uv_rwlock_rdunlock(&rwlock);");
    case ThreadCall::kWrite:
      return section("uv_rwlock_wrlock(&rwlock);", raise, "uv_rwlock_wrunlock(&rwlock);");
    case ThreadCall::kTryRead:
      return section("if (uv_rwlock_tryrdlock(&rwlock) == 0) {", look,
                     "uv_rwlock_rdunlock(&rwlock); }");
    case ThreadCall::kTryWrite:
      return section("if (uv_rwlock_trywrlock(&rwlock) == 0) {", raise,
                     "uv_rwlock_wrunlock(&rwlock); }");
    case ThreadCall::kSet:
      return section("uv_mutex_lock(&mutex); value++;",
                     "uv_cond_broadcast(&cond);  // or uv_cond_signal, for at most one who waits\n",
                     "   uv_mutex_unlock(&mutex);");
    case ThreadCall::kAwait:
      return section("uv_mutex_lock(&mutex);", "while (value < " + number + ") " + wait,
                     "uv_mutex_unlock(&mutex);");
    case ThreadCall::kTimedAwait:
      return section("uv_mutex_lock(&mutex);",
                     "if (value == 0) uv_cond_timedwait(&cond, &mutex, 1000000);",
                     "uv_mutex_unlock(&mutex);");
    case ThreadCall::kBarrier:
      return "uv_barrier_wait(&barrier);";
    case ThreadCall::kOnce:
      return "uv_once(&once" + object + ", first_time" + object + ");";
    case ThreadCall::kSetKey:
      return "uv_key_set(&key" + object + ", values + " + std::to_string(step.number % 10) + ");";
    case ThreadCall::kGetKey:
      return "uv_key_get(&key" + object + ");";
    default:
      return "uv_async_send(&async);  // of a loop that another thread runs";
  }
}

}  // namespace

ThreadProgram legal(const ThreadProgram& program) {
  ThreadProgram result = program;
  if (result.threads.empty()) result.threads.push_back({false, {}});
  even_rounds(&result);
  while (drop_one(&result)) {
  }
  return result;
}

std::string format(const ThreadProgram& program) {
  std::ostringstream text;
  text << int{program.semaphores[0]} << ' ' << int{program.semaphores[1]};
  for (const ThreadSpec& thread : program.threads) {
    text << ' ' << thread.child << ' ' << thread.steps.size();
    for (const ThreadStep& step : thread.steps) {
      text << ' ' << int{static_cast<uint8_t>(step.call)} << ' ' << int{step.object} << ' '
           << int{step.number};
    }
  }
  return text.str();
}

bool parse(std::string_view line, ThreadProgram* program) {
  std::istringstream text{std::string(line)};
  const auto byte = [&text](uint8_t* to) {
    int number = -1;
    if (!(text >> number) || number < 0 || number > UINT8_MAX) return false;
    *to = static_cast<uint8_t>(number);
    return true;
  };
  program->threads.clear();
  if (!byte(&program->semaphores[0]) || !byte(&program->semaphores[1])) return false;
  uint8_t child = 0;
  while (byte(&child)) {
    uint8_t count = 0;
    if (!byte(&count)) return false;
    ThreadSpec thread{child != 0, {}};
    for (uint8_t i = 0; i < count; i++) {
      uint8_t call = 0;
      ThreadStep step{};
      if (!byte(&call) || call >= static_cast<uint8_t>(ThreadCall::kCount)) return false;
      if (!byte(&step.object) || !byte(&step.number)) return false;
      step.call = static_cast<ThreadCall>(call);
      thread.steps.push_back(step);
    }
    program->threads.push_back(thread);
  }
  return text.eof() && !program->threads.empty();
}

std::string describe(const ThreadProgram& program) {
  std::ostringstream text;
  for (size_t i = 0; i < kThreadObjects; i++) {
    text << "uv_sem_init(&sem" << i << ", " << int{program.semaphores[i]} << ");\n";
  }
  for (size_t i = 0; i < program.threads.size(); i++) {
    const ThreadSpec& thread = program.threads[i];
    const bool child = thread.child && i > 0;
    text << "uv_thread_create(&thread" << i + 1 << ")  // in "
         << (child ? "thread " + std::to_string(i) : std::string("the main thread")) << "\n";
    for (const ThreadStep& step : thread.steps) text << "   " << text_of(step) << "\n";
  }
  return text.str();
}

}  // namespace actx::uvsim::testing
