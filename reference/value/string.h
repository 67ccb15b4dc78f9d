// Strings, symbols and property keys.
//
// Invariants
// - A String is a sequence of UTF-16 code units and never changes. A concatenation is kept as a
// rope
//   until somebody needs its units.
// - An atom is the one String with its content: atoms are compared by address. Permanent atoms
//   (identifiers, literals, names of built-ins) live as long as their thread and are shared by all
//   runs; a run's own atoms live in its arena. See AtomTable and Realm::intern.
// - A PropertyKey is an array index (0 .. 2^32-2), an atom that is not an index, or a symbol.
#ifndef ACTX_VALUE_STRING_H_
#define ACTX_VALUE_STRING_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "value/arena.h"
#include "value/value.h"

namespace actx {

class String {
 public:
  /// A flat string over units that outlive it.
  String(const char16_t* units, uint32_t length) : length_(length), units_(units) {}
  /// A rope. Use concat(), which flattens small ones.
  String(String* left, String* right, uint32_t length)
      : length_(length), left_(left), right_(right) {}

  uint32_t length() const { return length_; }
  /// The code units. Flattens a rope in `arena` first.
  std::u16string_view view(Arena& arena) {
    if (units_ == nullptr && length_ != 0) flatten(arena);
    return {units_, length_};
  }
  bool is_atom() const { return is_atom_; }

 private:
  friend class AtomTable;
  friend class RunAtoms;
  void flatten(Arena& arena);

  uint32_t length_;
  bool is_atom_ = false;
  bool is_permanent_ = false;  // an atom that the permanent table refers to
  const char16_t* units_ = nullptr;
  String* left_ = nullptr;
  String* right_ = nullptr;
  String* atom_ = nullptr;  // the atom with this content in the current run, once looked up
};

class Symbol {
 public:
  explicit Symbol(String* description, bool is_private = false)
      : description_(description), is_private_(is_private) {}
  /// The description, or null when there is none.
  String* description() const { return description_; }
  /// True for the key of a #private name: never seen by reflection or proxies.
  bool is_private() const { return is_private_; }
  bool is_registered() const { return is_registered_; }  // made by Symbol.for
  void set_registered() { is_registered_ = true; }

 private:
  String* description_;
  bool is_private_;
  bool is_registered_ = false;
};

class HeapMarker;

class PropertyKey {
 public:
  constexpr PropertyKey() = default;
  static PropertyKey index(uint32_t index) { return PropertyKey((uint64_t{index} << 2) | 1); }
  /// `atom` must be an atom whose content is not an array index.
  static PropertyKey atom(const String* atom) {
    return PropertyKey(reinterpret_cast<uintptr_t>(atom));
  }
  static PropertyKey symbol(const Symbol* symbol) {
    return PropertyKey(reinterpret_cast<uintptr_t>(symbol) | 2);
  }

  bool is_index() const { return (bits_ & 3) == 1; }
  bool is_symbol() const { return (bits_ & 3) == 2; }
  bool is_atom() const { return (bits_ & 3) == 0 && bits_ != 0; }
  bool is_none() const { return bits_ == 0; }
  uint32_t as_index() const { return static_cast<uint32_t>(bits_ >> 2); }
  String* as_atom() const { return reinterpret_cast<String*>(bits_); }
  Symbol* as_symbol() const { return reinterpret_cast<Symbol*>(bits_ & ~uint64_t{3}); }
  bool is_private() const { return is_symbol() && as_symbol()->is_private(); }
  uint64_t bits() const { return bits_; }
  bool operator==(const PropertyKey&) const = default;

 private:
  constexpr explicit PropertyKey(uint64_t bits) : bits_(bits) {}
  uint64_t bits_ = 0;
};

/// The permanent atoms of this thread, and the well-known symbols.
class AtomTable {
 public:
  /// The table of the calling thread.
  static AtomTable& for_thread();
  ~AtomTable();

  /// The permanent atom with these units; made when missing.
  String* intern(std::u16string_view units);
  String* intern_ascii(std::string_view ascii);
  /// The permanent atom with these units, or null.
  String* find(std::u16string_view units) const;
  /// A permanent symbol that lives as long as the thread.
  Symbol* make_symbol(std::string_view ascii_description);

 private:
  friend class RunAtoms;
  struct Impl;
  AtomTable();
  static String* make_atom(Arena& memory, std::u16string_view units);
  void insert(String* atom);
  /// Looks in all live runs; an atom found becomes permanent.
  String* adopt(std::u16string_view units);
  Impl* impl_;
};

/// The atoms that only one run knows: they end with it. No two atoms alive in a thread have the
/// same content: one that is wanted by somebody else too (another realm, the permanent table) is
/// adopted by the permanent table and survives the run.
class RunAtoms {
 public:
  RunAtoms();
  ~RunAtoms();
  RunAtoms(const RunAtoms&) = delete;
  RunAtoms& operator=(const RunAtoms&) = delete;

  /// The atom equal to `string`: permanent if there is one, else of this run. `arena` is where a
  /// rope is flattened.
  String* intern(Arena& arena, String* string);
  String* intern(std::u16string_view units);
  /// Ends the run.
  void clear();
  /// All atoms of the run become permanent.
  void keep();
  void set_limit(size_t bytes) { memory_->set_limit(bytes); }

  /// See Realm::use_heap().
  void use_heap();
  Heap* heap() const { return memory_->heap(); }
  size_t bytes_used() const { return memory_->bytes_used(); }
  /// Before marking: the table alone keeps no atom.
  void prepare_reclaim(HeapMarker& marker);
  /// After marking: gives back the memory of the atoms that are not marked.
  void reclaim(const HeapMarker& marker);

 private:
  friend class AtomTable;
  String* find(std::u16string_view units) const;
  void grow();
  void move_to(uint32_t capacity);
  Arena* memory_;
  bool adopted_ = false;  // the permanent table refers into memory_
  String** slots_ = nullptr;
  uint32_t capacity_ = 0;
  uint32_t count_ = 0;
};

/// FNV-1a over code units; fixed, so that nothing depends on the platform.
uint32_t hash_units(std::u16string_view units);
/// If `units` is a canonical array index (0 .. 2^32-2, no leading zero), stores it and returns
/// true.
bool parse_array_index(std::u16string_view units, uint32_t* index);

/// UTF-8 to UTF-16; malformed bytes become U+FFFD.
std::u16string utf8_to_utf16(std::string_view utf8);
/// UTF-16 to UTF-8; lone surrogates become U+FFFD, as Node prints them.
std::string utf16_to_utf8(std::u16string_view utf16);

}  // namespace actx

#endif  // ACTX_VALUE_STRING_H_
