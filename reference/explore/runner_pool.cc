#include "explore/runner_pool.h"

namespace actx {

RunnerPool::RunnerPool(const Subject& subject, Order order, bool reduce, unsigned count)
    : subject_(subject),
      order_(order),
      reduce_(reduce),
      count_(count),
      own_(subject, order, reduce) {}

RunnerPool::~RunnerPool() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void RunnerPool::start() {
  for (unsigned i = 1; i < count_; ++i)
    threads_.emplace_back([this, seen = round_] { live(seen); });
}

void RunnerPool::run(const std::vector<RunRequest>& requests, std::vector<RunRecord>* records) {
  if (threads_.empty() && requests.size() > 1) start();
  records->resize(requests.size());
  requests_ = &requests;
  records_ = records;
  next_ = 0;
  {
    const std::lock_guard lock(mutex_);
    ++round_;
    busy_ = static_cast<unsigned>(threads_.size());
  }
  changed_.notify_all();
  own_.set_rules(rules_);
  work(own_);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return busy_ == 0; });
}

void RunnerPool::work(Runner& runner) {
  for (size_t i = next_++; i < requests_->size(); i = next_++) {
    (*records_)[i] = runner.run((*requests_)[i]);
  }
}

void RunnerPool::live(uint64_t seen) {
  Runner runner(subject_, order_, reduce_);
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return ending_ || round_ != seen; });
    if (ending_) return;
    seen = round_;
    lock.unlock();
    runner.set_rules(rules_);
    work(runner);
    lock.lock();
    if (--busy_ == 0) changed_.notify_all();
  }
}

}  // namespace actx
