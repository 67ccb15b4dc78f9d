// Atoms: the permanent table of a thread, and the table of one run.
#include <algorithm>
#include <bit>
#include <memory>
#include <vector>

#include "value/heap.h"
#include "value/realm.h"
#include "value/string.h"

namespace actx {

namespace {
constexpr uint32_t kFirstCapacity = 64;
}  // namespace

struct AtomTable::Impl {
  std::vector<String*> slots = std::vector<String*>(4096);
  uint32_t count = 0;
  Arena memory;
  std::vector<RunAtoms*> runs;
  std::vector<std::unique_ptr<Arena>> adopted;

  // Open addressing: the slot of `units`, free or taken by an equal atom.
  static uint32_t find_slot(String* const* slots, uint32_t capacity, std::u16string_view units) {
    uint32_t i = hash_units(units) & (capacity - 1);
    while (slots[i] != nullptr && view(slots[i]) != units) i = (i + 1) & (capacity - 1);
    return i;
  }
  static std::u16string_view view(const String* atom) { return {atom->units_, atom->length_}; }
  uint32_t capacity() const { return static_cast<uint32_t>(slots.size()); }
  String*& slot(std::u16string_view units) {
    return slots[find_slot(slots.data(), capacity(), units)];
  }
};

AtomTable::AtomTable() : impl_(new Impl) {}
AtomTable::~AtomTable() {
  delete impl_;
}

AtomTable& AtomTable::for_thread() {
  thread_local AtomTable table;
  return table;
}

String* AtomTable::make_atom(Arena& memory, std::u16string_view units) {
  char16_t* copy = memory.make_array<char16_t>(units.size());
  std::copy(units.begin(), units.end(), copy);
  String* atom = memory.make<String>(copy, static_cast<uint32_t>(units.size()));
  atom->is_atom_ = true;
  return atom;
}

void AtomTable::insert(String* atom) {
  atom->is_permanent_ = true;
  impl_->slot(Impl::view(atom)) = atom;
  if (++impl_->count * 2 <= impl_->capacity()) return;
  std::vector<String*> old(impl_->capacity() * 2);
  old.swap(impl_->slots);
  for (String* kept : old) {
    if (kept != nullptr) impl_->slot(Impl::view(kept)) = kept;
  }
}

String* AtomTable::adopt(std::u16string_view units) {
  for (RunAtoms* run : impl_->runs) {
    String* atom = run->find(units);
    if (atom == nullptr) continue;
    run->adopted_ = true;
    insert(atom);
    return atom;
  }
  return nullptr;
}

String* AtomTable::find(std::u16string_view units) const {
  return impl_->slot(units);
}

String* AtomTable::intern(std::u16string_view units) {
  if (String* known = find(units)) return known;
  if (String* adopted = adopt(units)) return adopted;
  String* atom = make_atom(impl_->memory, units);
  insert(atom);
  return atom;
}

String* AtomTable::intern_ascii(std::string_view ascii) {
  char16_t buffer[128];
  if (ascii.size() > std::size(buffer)) return intern(std::u16string(ascii.begin(), ascii.end()));
  std::copy(ascii.begin(), ascii.end(), buffer);
  return intern(std::u16string_view(buffer, ascii.size()));
}

Symbol* AtomTable::make_symbol(std::string_view ascii_description) {
  return impl_->memory.make<Symbol>(intern_ascii(ascii_description));
}

RunAtoms::RunAtoms() : memory_(new Arena) {
  AtomTable::for_thread().impl_->runs.push_back(this);
}

RunAtoms::~RunAtoms() {
  clear();
  std::erase(AtomTable::for_thread().impl_->runs, this);
  delete memory_;
}

void RunAtoms::clear() {
  slots_ = nullptr;
  capacity_ = count_ = 0;
  if (adopted_) {
    const size_t limit = memory_->limit();
    const bool has_heap = memory_->heap() != nullptr;
    AtomTable::for_thread().impl_->adopted.emplace_back(memory_);
    memory_ = new Arena(limit);
    if (has_heap) memory_->use_heap();
    adopted_ = false;
  }
  memory_->reset();
}

void RunAtoms::keep() {
  for (uint32_t i = 0; i < capacity_; ++i) {
    AtomTable& permanent = AtomTable::for_thread();
    if (slots_[i] == nullptr || permanent.find(AtomTable::Impl::view(slots_[i])) != nullptr)
      continue;
    permanent.insert(slots_[i]);
    adopted_ = true;
  }
}

String* RunAtoms::intern(Arena& arena, String* string) {
  if (string->is_atom_) return string;
  if (string->atom_ == nullptr) string->atom_ = intern(string->view(arena));
  return string->atom_;
}

String* RunAtoms::find(std::u16string_view units) const {
  return slots_ == nullptr ? nullptr : slots_[AtomTable::Impl::find_slot(slots_, capacity_, units)];
}

String* RunAtoms::intern(std::u16string_view units) {
  AtomTable& permanent = AtomTable::for_thread();
  if (String* known = permanent.find(units)) return known;
  if (String* known = find(units)) return known;
  if (permanent.impl_->runs.size() > 1) {
    if (String* adopted = permanent.adopt(units)) return adopted;
  }
  if (count_ * 2 >= capacity_) grow();
  String* atom = AtomTable::make_atom(*memory_, units);
  slots_[AtomTable::Impl::find_slot(slots_, capacity_, units)] = atom;
  ++count_;
  return atom;
}

void RunAtoms::use_heap() {
  memory_->use_heap();
}

void RunAtoms::prepare_reclaim(HeapMarker& marker) {
  marker.mark_alone(slots_);
  if (!adopted_) return;
  for (uint32_t i = 0; i < capacity_; ++i) {
    if (slots_[i] != nullptr && slots_[i]->is_permanent_) marker.mark(slots_[i]);
  }
}

void RunAtoms::reclaim(const HeapMarker& marker) {
  count_ = 0;
  for (uint32_t i = 0; i < capacity_; ++i) {
    if (slots_[i] == nullptr) continue;
    if (marker.is_marked(slots_[i])) {
      ++count_;
    } else {
      slots_[i] = nullptr;
    }
  }
  heap()->sweep();
  // Atoms are found by open addressing: gaps would hide some.
  if (capacity_ != 0) move_to(std::max(kFirstCapacity, std::bit_ceil(count_ * 2 + 1)));
}

void RunAtoms::grow() {
  move_to(capacity_ == 0 ? kFirstCapacity : capacity_ * 2);
}

void RunAtoms::move_to(uint32_t capacity) {
  String** grown = memory_->make_array<String*>(capacity);
  std::fill_n(grown, capacity, nullptr);
  for (uint32_t i = 0; i < capacity_; ++i) {
    if (slots_[i] == nullptr) continue;
    grown[AtomTable::Impl::find_slot(grown, capacity, AtomTable::Impl::view(slots_[i]))] =
        slots_[i];
  }
  slots_ = grown;
  capacity_ = capacity;
}

namespace {

Names make_names() {
  AtomTable& table = AtomTable::for_thread();
  Names names;
#define ATOM(name) names.name = PropertyKey::atom(table.intern_ascii(#name));
#define ATOM_TEXT(name, text) names.name = PropertyKey::atom(table.intern_ascii(text));
#include "value/atoms.def"
#undef ATOM
#undef ATOM_TEXT
  auto symbol = [&](const char* text) { return PropertyKey::symbol(table.make_symbol(text)); };
  names.sym_iterator = symbol("Symbol.iterator");
  names.sym_async_iterator = symbol("Symbol.asyncIterator");
  names.sym_has_instance = symbol("Symbol.hasInstance");
  names.sym_is_concat_spreadable = symbol("Symbol.isConcatSpreadable");
  names.sym_match = symbol("Symbol.match");
  names.sym_match_all = symbol("Symbol.matchAll");
  names.sym_replace = symbol("Symbol.replace");
  names.sym_search = symbol("Symbol.search");
  names.sym_split = symbol("Symbol.split");
  names.sym_species = symbol("Symbol.species");
  names.sym_to_primitive = symbol("Symbol.toPrimitive");
  names.sym_to_string_tag = symbol("Symbol.toStringTag");
  names.sym_unscopables = symbol("Symbol.unscopables");
  return names;
}

}  // namespace

const Names& Names::for_thread() {
  thread_local const Names names = make_names();
  return names;
}

}  // namespace actx
