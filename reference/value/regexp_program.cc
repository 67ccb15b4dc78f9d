#define PCRE2_CODE_UNIT_WIDTH 16
#include "value/regexp_program.h"

#include <pcre2.h>

#include <algorithm>
#include <unordered_map>

#include "value/characters.h"
#include "value/regexp_translate.h"

namespace actx {

namespace {

constexpr size_t kStoreBytes = size_t{32} << 20;  // what a thread keeps of compiled patterns
constexpr uint32_t kMatchLimit = 10'000'000;      // PCRE2's inner steps; about a second
constexpr uint32_t kHeapLimitKiB = 64 << 10;

// PCRE2 is C: no exception may pass through it, so a full arena looks like a failed malloc.
void* arena_malloc(PCRE2_SIZE bytes, void* arena) {
  try {
    return static_cast<Arena*>(arena)->allocate(bytes);
  } catch (const HeapLimitReached&) {
    return nullptr;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void arena_free(void*, void*) {}

/// The thread's match data, contexts and programs.
class Store {
 public:
  Store() : arena_(2 * kStoreBytes), match_context_(pcre2_match_context_create_16(nullptr)) {
    pcre2_set_match_limit_16(match_context_, kMatchLimit);
    pcre2_set_heap_limit_16(match_context_, kHeapLimitKiB);
  }
  ~Store() {
    pcre2_match_context_free_16(match_context_);
    pcre2_match_data_free_16(match_data_);
  }
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  static Store& for_thread() {
    static thread_local Store store;
    return store;
  }

  pcre2_match_context_16* match_context() { return match_context_; }
  pcre2_match_data_16* match_data(uint32_t pairs) {
    if (pairs > pairs_) {
      pcre2_match_data_free_16(match_data_);
      pairs_ = std::max(pairs, uint32_t{64});
      match_data_ = pcre2_match_data_create_16(pairs_, nullptr);
    }
    return match_data_;
  }

  const RegexpProgram* find(const std::u16string& key) const {
    auto found = programs_.find(key);
    return found == programs_.end() ? nullptr : found->second;
  }
  bool has_room() const { return arena_.bytes_used() < kStoreBytes; }
  Arena& arena() { return arena_; }
  void add(std::u16string key, const RegexpProgram* program) {
    programs_.emplace(std::move(key), program);
  }

 private:
  Arena arena_;
  std::unordered_map<std::u16string, const RegexpProgram*> programs_;
  pcre2_match_context_16* match_context_;
  pcre2_match_data_16* match_data_ = nullptr;
  uint32_t pairs_ = 0;
};

[[noreturn]] void throw_compile_error(int code) {
  switch (code) {
    case PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH:
    case PCRE2_ERROR_LOOKBEHIND_TOO_COMPLICATED:
    case PCRE2_ERROR_LOOKBEHIND_TOO_LONG:
      throw RegexpError("a lookbehind of variable length is not in the litmus language");
    case PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY:
    case PCRE2_ERROR_MALFORMED_UNICODE_PROPERTY:
      throw RegexpError("Invalid property name");
    case PCRE2_ERROR_PATTERN_TOO_LARGE:
    case PCRE2_ERROR_PATTERN_TOO_COMPLICATED:
    case PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP:
    case PCRE2_ERROR_HEAP_FAILED:
      throw RegexpError("Regular expression too large");
    default:
      throw RegexpError("this pattern is not in the litmus language");
  }
}

pcre2_code_16* compile(Arena& arena, const RegexpTranslation& translation,
                       const RegexpFlags& flags) {
  pcre2_general_context_16* general =
      pcre2_general_context_create_16(arena_malloc, arena_free, &arena);
  if (general == nullptr) throw HeapLimitReached{arena.limit()};
  pcre2_compile_context_16* context = pcre2_compile_context_create_16(general);
  if (context == nullptr) throw HeapLimitReached{arena.limit()};
  pcre2_set_parens_nest_limit_16(context, 3000);
  uint32_t options =
      PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
  if (flags.unicode) options |= PCRE2_UTF;
  if (flags.ignore_case) options |= PCRE2_CASELESS;
  int error = 0;
  PCRE2_SIZE offset = 0;
  auto* code = pcre2_compile_16(reinterpret_cast<PCRE2_SPTR16>(translation.pattern.data()),
                                translation.pattern.size(), options, &error, &offset, context);
  if (code == nullptr) throw_compile_error(error);
  return code;
}

std::u16string_view copy_text(Arena& arena, std::u16string_view text) {
  auto* units = arena.make_array<char16_t>(text.size());
  text.copy(units, text.size());
  return {units, text.size()};
}

const RegexpProgram* build(Arena& arena, std::u16string_view pattern, std::u16string_view flags) {
  auto* program = arena.make<RegexpProgram>();
  if (!parse_regexp_flags(flags, &program->flags)) throw RegexpError("Invalid flags");
  RegexpTree tree = parse_regexp(pattern, program->flags);
  RegexpTranslation translation = translate_regexp(tree, program->flags);
  program->pattern = copy_text(arena, pattern);
  program->flags_text = copy_text(arena, flags);
  program->code = compile(arena, translation, program->flags);
  program->ascii_subject_only = translation.ascii_subject_only;
  program->capture_count = static_cast<uint32_t>(translation.captures.size());
  auto* captures = arena.make_array<RegexpProgram::Capture>(program->capture_count);
  for (uint32_t i = 0; i < program->capture_count; ++i) {
    const auto& source = translation.captures[i];
    auto* marks = arena.make_array<uint32_t>(source.marks.size());
    std::copy(source.marks.begin(), source.marks.end(), marks);
    captures[i] = {source.group, marks, static_cast<uint32_t>(source.marks.size())};
  }
  program->captures = captures;
  program->name_count = static_cast<uint32_t>(tree.names.size());
  auto* names = arena.make_array<RegexpProgram::Name>(program->name_count);
  for (uint32_t i = 0; i < program->name_count; ++i) {
    names[i] = {copy_text(arena, tree.names[i].first), tree.names[i].second};
  }
  program->names = names;
  return program;
}

bool has_lone_surrogate(std::u16string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (is_low_surrogate(text[i])) return true;
    if (!is_high_surrogate(text[i])) continue;
    if (i + 1 == text.size() || !is_low_surrogate(text[i + 1])) return true;
    ++i;
  }
  return false;
}

bool is_exact(const RegexpProgram& program, std::u16string_view text) {
  if (program.flags.unicode && has_lone_surrogate(text)) return false;
  return !program.ascii_subject_only ||
         std::all_of(text.begin(), text.end(), [](char16_t unit) { return unit < 0x80; });
}

void read_spans(const RegexpProgram& program, const PCRE2_SIZE* ovector, uint32_t pairs,
                std::vector<RegexpSpan>* spans) {
  auto start_of = [&](uint32_t group) {
    return group < pairs && ovector[2 * group] != PCRE2_UNSET
               ? static_cast<int64_t>(ovector[2 * group])
               : int64_t{-1};
  };
  spans->assign(program.capture_count, {});
  for (uint32_t i = 0; i < program.capture_count; ++i) {
    const RegexpProgram::Capture& capture = program.captures[i];
    int64_t start = start_of(capture.group);
    if (start < 0) continue;
    bool stale = std::any_of(capture.marks, capture.marks + capture.mark_count,
                             [&](uint32_t mark) { return start < start_of(mark); });
    if (stale) continue;
    (*spans)[i] = {start, static_cast<int64_t>(ovector[2 * capture.group + 1])};
  }
}

}  // namespace

const RegexpProgram* regexp_program(Arena& arena, std::u16string_view pattern,
                                    std::u16string_view flags) {
  Store& store = Store::for_thread();
  std::u16string key(flags);
  key += u'/';
  key += pattern;
  if (const RegexpProgram* known = store.find(key)) return known;
  if (!store.has_room()) return build(arena, pattern, flags);
  const RegexpProgram* program = build(store.arena(), pattern, flags);
  store.add(std::move(key), program);
  return program;
}

MatchOutcome regexp_match(const RegexpProgram& program, std::u16string_view text, size_t start,
                          bool sticky, std::vector<RegexpSpan>* spans) {
  if (!is_exact(program, text)) return MatchOutcome::kNotExact;
  // With u, a start inside a surrogate pair means the pair.
  if (program.flags.unicode && start > 0 && start < text.size() && is_low_surrogate(text[start])) {
    --start;
  }
  auto* code = static_cast<pcre2_code_16*>(program.code);
  Store& store = Store::for_thread();
  uint32_t groups = 0;
  pcre2_pattern_info_16(code, PCRE2_INFO_CAPTURECOUNT, &groups);
  pcre2_match_data_16* data = store.match_data(groups + 1);
  uint32_t options = PCRE2_NO_UTF_CHECK | (sticky ? PCRE2_ANCHORED : 0);
  static constexpr char16_t kNothing = 0;
  const char16_t* units = text.data() == nullptr ? &kNothing : text.data();
  int count = pcre2_match_16(code, reinterpret_cast<PCRE2_SPTR16>(units), text.size(), start,
                             options, data, store.match_context());
  if (count == PCRE2_ERROR_NOMATCH) return MatchOutcome::kNoMatch;
  if (count == PCRE2_ERROR_HEAPLIMIT || count == PCRE2_ERROR_NOMEMORY) {
    return MatchOutcome::kTooMuchMemory;
  }
  if (count <= 0) return MatchOutcome::kTooManySteps;
  read_spans(program, pcre2_get_ovector_pointer_16(data), static_cast<uint32_t>(count), spans);
  return MatchOutcome::kMatch;
}

}  // namespace actx
