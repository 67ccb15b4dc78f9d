#include "host/port_core.h"

#include <algorithm>

#include "value/footprint.h"

namespace actx {

PortCore::PortCore(std::shared_ptr<PortGroup> group) : group_(std::move(group)) {
  if (Footprint* footprint = Footprint::active()) name_ = footprint->new_name();
  const Mutex::QuietLock lock(group_->mutex_);
  group_->members_.push_back(this);
}

uint64_t PortCore::part(Part part, uint64_t place, uint64_t content) const {
  return mix(mix(mix(name_, static_cast<uint64_t>(part)), place), content);
}

void PortCore::put(std::shared_ptr<Message> message) {
  if (Footprint* footprint = Footprint::active()) {
    footprint->put_outside(part(Part::kMessage, taken_ + queue_.size(), hash_of(*message)));
  }
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
  const Mutex::QuietLock lock(group_->mutex_);
  if (queue_.empty()) return nullptr;
  if (!receiving && queue_.front()->kind != Message::Kind::kClose) return nullptr;
  std::shared_ptr<Message> message = std::move(queue_.front());
  queue_.pop_front();
  if (Footprint* footprint = Footprint::active()) {
    footprint->take_outside(part(Part::kMessage, taken_, hash_of(*message)));
  }
  ++taken_;
  return message;
}

void PortCore::let_others_post() {
  const std::lock_guard lock(group_->mutex_);
}

size_t PortCore::waiting() {
  const Mutex::QuietLock lock(group_->mutex_);
  return queue_.size();
}

void PortCore::change_owner(uv_async_t* owner) {
  Footprint* footprint = Footprint::active();
  if (footprint != nullptr) {
    footprint->use_network();
    const uint64_t owned = part(Part::kOwner, 0, 0);
    if (owner_ != nullptr) footprint->take_outside(owned);
    if (owner != nullptr) footprint->put_outside(owned);
  }
  owner_ = owner;
}

void PortCore::set_owner(uv_async_t* owner) {
  const Mutex::QuietLock lock(group_->mutex_);
  change_owner(owner);
  if (owner_ != nullptr && !queue_.empty()) uv_async_send(owner_);
}

void PortCore::disentangle() {
  std::deque<std::shared_ptr<Message>> dropped;  // ports inside lock groups of their own
  {
    const std::lock_guard lock(group_->mutex_);
    change_owner(nullptr);
    if (Footprint* footprint = Footprint::active()) {
      for (const auto& message : queue_)
        footprint->take_outside(part(Part::kMessage, taken_++, hash_of(*message)));
      if (!alone_) footprint->put_outside(part(Part::kAlone, 0, 0));
    }
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
