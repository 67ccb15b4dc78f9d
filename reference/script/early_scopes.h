// The part of ECMAScript's early errors that needs memory of what was declared: clashes of
// declarations, private names of classes, labels. It resolves nothing; that is the compiler's work.
//
// Names are views of one arena, so they compare by value but are cheap to compare.
#ifndef ACTX_SCRIPT_EARLY_SCOPES_H_
#define ACTX_SCRIPT_EARLY_SCOPES_H_

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace actx {

// A set of names: a plain vector while it is small.
class NameSet {
 public:
  bool contains(std::u16string_view name) const;
  void insert(std::u16string_view name);

 private:
  static constexpr size_t kSmall = 12;
  std::vector<std::u16string_view> small_;
  std::unordered_set<std::u16string_view> large_;
};

enum class ScopeKind : uint8_t {
  kProgram,      // var scope; functions are var-like, except in a module
  kModule,       // var scope; functions are lexical
  kFunction,     // var scope; functions are var-like
  kStaticBlock,  // as kFunction
  kBlock,
  kSimpleCatch,  // holds only the parameter of `catch (name)`, which var may redeclare
};

enum class BindingKind : uint8_t {
  kVar,
  kLexical,        // let, const, class, import, a catch parameter that is a pattern
  kFunction,       // a plain function declaration
  kOtherFunction,  // async or generator: never duplicated in a block
  kParameter,
  kSimpleCatch,
};

// The scopes around the current place, innermost last.
class EarlyScopes {
 public:
  void enter(ScopeKind kind) { scopes_.emplace_back().kind = kind; }
  void leave() { scopes_.pop_back(); }

  // Records a declaration. False when it clashes with an earlier one.
  [[nodiscard]] bool declare(std::u16string_view name, BindingKind kind, bool is_strict);

  // Whether the outermost scope declares the name (for `export { name }`).
  bool is_top_level(std::u16string_view name) const;

 private:
  struct Scope {
    ScopeKind kind = ScopeKind::kBlock;
    NameSet vars;  // var declarations in it or hoisted through it, and parameters
    NameSet lexicals;
    NameSet sloppy_functions;  // plain functions in a block: may repeat, must not meet a var
  };

  static bool functions_are_vars(ScopeKind kind) {
    return kind == ScopeKind::kProgram || kind == ScopeKind::kFunction ||
           kind == ScopeKind::kStaticBlock;
  }
  static bool is_var_scope(ScopeKind kind) {
    return functions_are_vars(kind) || kind == ScopeKind::kModule;
  }
  bool declare_lexical(std::u16string_view name);
  bool declare_var(std::u16string_view name);

  std::vector<Scope> scopes_;
};

// The private names of the classes around the current place.
class PrivateNames {
 public:
  enum class Kind : uint8_t { kOther, kGetter, kSetter, kStaticGetter, kStaticSetter, kPair };

  void enter_class() { classes_.emplace_back(); }
  // False when the name is declared already (a getter and a setter of the same placement pair up).
  [[nodiscard]] bool declare(std::u16string_view name, Kind kind);
  void use(std::u16string_view name, uint32_t offset);
  // Ends a class. A name used and not declared in it or around it is handed out with its offset.
  struct Unresolved {
    std::u16string_view name;
    uint32_t offset = 0;
  };
  bool leave_class(Unresolved& unresolved);
  bool in_class() const { return !classes_.empty(); }

 private:
  struct Declared {
    std::u16string_view name;
    Kind kind;
  };
  struct Class {
    std::vector<Declared> declared;
    std::vector<Unresolved> used;
  };
  std::vector<Class> classes_;
};

}  // namespace actx

#endif  // ACTX_SCRIPT_EARLY_SCOPES_H_
