// Methods and accessors of a class that are made when somebody first looks at them.
//
// Defining a class then costs the same whether it has two methods or fifty. Members whose key is
// written out are kept here, up to the first computed key: that one may be equal to a later key, so
// from there on members are defined one after the other (compiler_class.cc).
#ifndef ACTX_SCRIPT_CLASS_MEMBERS_H_
#define ACTX_SCRIPT_CLASS_MEMBERS_H_

#include <vector>

#include "value/string.h"

namespace actx {

/// Numbers are of functions of the unit; -1: none.
struct ClassMember {
  PropertyKey key;
  int32_t method = -1;
  int32_t getter = -1;  // of an accessor, which has no method
  int32_t setter = -1;
};

/// The members of a prototype, or the static ones of a class, in the order of their properties.
class MemberTable {
 public:
  enum class Kind : uint8_t { kMethod, kGetter, kSetter };
  /// Adds what defining the member now would add: a known key keeps its place, and an accessor its
  /// other half.
  void add(PropertyKey key, Kind kind, int32_t function);
  const ClassMember* find(PropertyKey key) const;
  const std::vector<ClassMember>& all() const { return members_; }

 private:
  void rehash();
  std::vector<ClassMember> members_;
  std::vector<uint16_t> hash_;  // member number + 1; 0 is free
};

struct ClassMembers {
  MemberTable prototype;
  MemberTable statics;
};

}  // namespace actx

#endif  // ACTX_SCRIPT_CLASS_MEMBERS_H_
