#include "host/port_core.h"

#include <algorithm>

namespace actx {

PortCore::PortCore(std::shared_ptr<PortGroup> group) : group_(std::move(group)) {
  const std::lock_guard lock(group_->mutex_);
  group_->members_.push_back(this);
}

void PortCore::put(std::shared_ptr<Message> message) {
  queue_.push_back(std::move(message));
  if (owner_ != nullptr) uv_async_send(owner_);
}

PortCore::Posted PortCore::post(const std::shared_ptr<Message>& message) {
  const std::lock_guard lock(group_->mutex_);
  if (alone_ || group_->members_.size() < 2) return Posted::kNobody;
  const bool moves = !message->buffers.empty() || !message->ports.empty();
  if (moves && group_->members_.size() > 2) return Posted::kRefused;
  for (const std::shared_ptr<PortCore>& moved : message->ports) {
    if (moved->group_ == group_) return Posted::kToItself;
  }
  for (PortCore* member : group_->members_) {
    if (member != this) member->put(message);
  }
  return Posted::kSent;
}

std::shared_ptr<Message> PortCore::take(bool receiving) {
  const std::lock_guard lock(group_->mutex_);
  if (queue_.empty()) return nullptr;
  if (!receiving && queue_.front()->kind != Message::Kind::kClose) return nullptr;
  std::shared_ptr<Message> message = std::move(queue_.front());
  queue_.pop_front();
  return message;
}

size_t PortCore::waiting() {
  const std::lock_guard lock(group_->mutex_);
  return queue_.size();
}

void PortCore::set_owner(uv_async_t* owner) {
  const std::lock_guard lock(group_->mutex_);
  owner_ = owner;
  if (owner_ != nullptr && !queue_.empty()) uv_async_send(owner_);
}

void PortCore::disentangle() {
  std::deque<std::shared_ptr<Message>> dropped;  // ports inside lock groups of their own
  {
    const std::lock_guard lock(group_->mutex_);
    owner_ = nullptr;
    dropped.swap(queue_);
    if (alone_) return;
    alone_ = true;
    std::vector<PortCore*>& members = group_->members_;
    members.erase(std::find(members.begin(), members.end(), this));
    if (!group_->name().empty()) return;
    auto close = std::make_shared<Message>();
    close->kind = Message::Kind::kClose;
    for (PortCore* member : members) member->put(close);
  }
}

std::pair<std::shared_ptr<PortCore>, std::shared_ptr<PortCore>> make_channel() {
  auto group = std::make_shared<PortGroup>();
  return {std::make_shared<PortCore>(group), std::make_shared<PortCore>(group)};
}

}  // namespace actx
