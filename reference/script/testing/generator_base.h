// What the generators of syntax trees share: choices, names, the context. See ast_generator.h.
#ifndef ACTX_SCRIPT_TESTING_GENERATOR_BASE_H_
#define ACTX_SCRIPT_TESTING_GENERATOR_BASE_H_

#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "script/ast.h"

namespace actx::testing {

class GeneratorBase {
 protected:
  explicit GeneratorBase(std::vector<uint8_t> choices) : choices_(std::move(choices)) {}
  ~GeneratorBase() = default;

  using Nodes = std::vector<ast::Node*>;
  using NodeKind = ast::NodeKind;

  struct Context {
    bool is_strict = false;
    bool may_return = false;
    bool is_generator = false;
    bool has_await = false;  // await is an operator
    bool in_function = false;
    bool has_new_target = false;
    bool has_super_property = false;
    bool has_super_call = false;
    bool in_loop = false;
    bool in_parameters = false;  // no await, no yield
  };

  // ---- decisions ----
  uint32_t choose(uint32_t count) {
    if (at_ >= choices_.size()) return 0;
    return choices_[at_++] % count;
  }
  bool flag() { return choose(2) == 1; }
  bool more() { return at_ < choices_.size() && choose(4) != 0; }
  bool is_deep() const { return depth_ > 12; }

  template <typename T>
  T* make() {
    return arena_->make<T>();
  }
  template <typename T>
  T* make(NodeKind kind) {
    return arena_->make<T>(kind);
  }
  std::u16string_view text(std::u16string_view value) { return arena_->intern(value); }

  class Deeper {
   public:
    explicit Deeper(GeneratorBase& generator) : depth_(generator.depth_) { ++depth_; }
    ~Deeper() { --depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    int& depth_;
  };

  // ---- names: references from a pool, declarations always fresh ----
  ast::Identifier* reference() {
    static constexpr std::u16string_view kNames[] = {
        u"a", u"b", u"of", u"get", u"async", u"set", u"\u00e9", u"from", u"as", u"let", u"static"};
    const size_t count = std::size(kNames) - (context_.is_strict ? 2 : 0);
    auto* node = make<ast::Identifier>();
    node->name = text(kNames[choose(static_cast<uint32_t>(count))]);
    return node;
  }
  std::u16string_view fresh_name() {
    std::u16string name = u"v";
    for (char digit : std::to_string(next_name_++)) name.push_back(static_cast<char16_t>(digit));
    return text(name);
  }
  ast::Identifier* fresh() {
    auto* node = make<ast::Identifier>();
    node->name = fresh_name();
    return node;
  }

  std::vector<uint8_t> choices_;
  size_t at_ = 0;
  int depth_ = 0;
  int next_name_ = 0;
  bool has_top_level_await_ = false;
  bool has_default_export_ = false;
  ast::Goal goal_ = ast::Goal::kScript;
  ast::Arena* arena_ = nullptr;
  Context context_;
  std::vector<std::u16string_view> labels_;
  std::vector<std::u16string_view> private_names_;
};

}  // namespace actx::testing

#endif  // ACTX_SCRIPT_TESTING_GENERATOR_BASE_H_
