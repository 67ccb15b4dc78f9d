// The one-line text of a program: words separated by blanks, each `name` or `name:number:...`.

#include <charconv>
#include <initializer_list>

#include "uvsim/testing/program.h"

namespace actx::uvsim::testing {
namespace {

constexpr const char* kKindNames[] = {"timer",  "idle",        "prepare", "check", "async",
                                      "server", "pipe_server", "tcp",     "pipe",  "peer"};
constexpr const char* kCallNames[] = {
    "start",       "stop",      "again",    "set_repeat", "close",  "ref",    "unref",
    "query",       "init",      "listen",   "connect",    "accept", "read",   "read_stop",
    "write",       "try_write", "shutdown", "reset",      "queue",  "cancel", "stop_loop",
    "update_time", "sleep",     "walk",     "alive",      "timeout"};
constexpr const char* kSourceNames[] = {"on_call", "on_close", "on_work"};
constexpr const char* kModeNames[] = {"run_default", "run_once", "run_nowait"};

template <size_t N>
int find(const char* const (&names)[N], std::string_view name) {
  for (size_t i = 0; i < N; i++) {
    if (name == names[i]) return static_cast<int>(i);
  }
  return -1;
}

// A word split at its colons: the name and up to three numbers below 256.
struct Word {
  std::string_view name;
  uint8_t numbers[3] = {0, 0, 0};
};

bool split(std::string_view text, Word* word) {
  size_t colon = text.find(':');
  word->name = text.substr(0, colon);
  for (int i = 0; colon != std::string_view::npos; i++) {
    if (i == 3) return false;
    text.remove_prefix(colon + 1);
    colon = text.find(':');
    const std::string_view digits = text.substr(0, colon);
    const char* end = digits.data() + digits.size();
    const auto [stop, code] = std::from_chars(digits.data(), end, word->numbers[i]);
    if (code != std::errc() || stop != end) return false;
  }
  return true;
}

// Adds what the word says; `ops` is the list that calls are added to at this point.
bool add(const Word& word, Program* program, std::vector<Op>** ops) {
  if (const int kind = find(kKindNames, word.name); kind >= 0) {
    program->handles.push_back({static_cast<Kind>(kind), word.numbers[0] != 0});
  } else if (word.name == "works") {
    program->works = word.numbers[0];
  } else if (const int mode = find(kModeNames, word.name); mode >= 0) {
    program->runs.push_back({static_cast<uv_run_mode>(mode), {}});
    *ops = &program->runs.back().after;
  } else if (const int source = find(kSourceNames, word.name); source >= 0) {
    program->reactions.push_back(
        {static_cast<Source>(source), word.numbers[0], word.numbers[1], {}});
    *ops = &program->reactions.back().ops;
  } else if (const int call = find(kCallNames, word.name); call >= 0) {
    (*ops)->push_back({static_cast<Call>(call), word.numbers[0], word.numbers[1], word.numbers[2]});
  } else {
    return false;
  }
  return true;
}

void append(std::string* text, const char* name, std::initializer_list<int> numbers) {
  text->append(" ").append(name);
  for (const int number : numbers) text->append(":").append(std::to_string(number));
}

void append(std::string* text, const std::vector<Op>& ops) {
  for (const Op& op : ops) {
    append(text, kCallNames[static_cast<int>(op.call)], {op.target, op.a, op.b});
  }
}

}  // namespace

std::string format(const Program& program) {
  std::string text = "works:" + std::to_string(program.works);
  for (const HandleSpec& spec : program.handles) {
    append(&text, kKindNames[static_cast<int>(spec.kind)], {spec.late});
  }
  append(&text, program.setup);
  for (const Run& run : program.runs) {
    append(&text, kModeNames[run.mode], {});
    append(&text, run.after);
  }
  for (const Reaction& reaction : program.reactions) {
    append(&text, kSourceNames[static_cast<int>(reaction.source)], {reaction.target, reaction.nth});
    append(&text, reaction.ops);
  }
  return text;
}

bool parse(std::string_view line, Program* program, std::string* error) {
  *program = Program();
  std::vector<Op>* ops = &program->setup;
  while (!line.empty()) {
    const size_t blank = line.find(' ');
    const std::string_view text = line.substr(0, blank);
    line.remove_prefix(blank == std::string_view::npos ? line.size() : blank + 1);
    Word word;
    if (!split(text, &word) || !add(word, program, &ops)) {
      *error = "not a word of a program: '" + std::string(text) + "'";
      return false;
    }
  }
  return true;
}

}  // namespace actx::uvsim::testing
