#include "properties/program_writer.h"

namespace actx {

std::string value_of(Store store) {
  return "values[" + std::to_string(store) + "]";
}

void ProgramWriter::line(std::string_view text) {
  result_.text += text;
  result_.text += '\n';
}

void ProgramWriter::observe(std::string_view label, std::string_view expression,
                            std::string expected) {
  const std::string name = std::to_string(result_.expected.size() + 1) + ':' + std::string(label);
  line("observe('" + name + "', " + std::string(expression) + ");");
  result_.expected.emplace(name, std::move(expected));
}

void ProgramWriter::see(std::string_view label, Store expected) {
  observe(label, "seen()", std::to_string(expected));
}

void ProgramWriter::see_later(std::string_view label, const Chain& chain, Store expected) {
  open(chain);
  see(label, expected);
  close(chain);
}

void ProgramWriter::open_run(Store store) {
  line("storage.run(" + value_of(store) + ", () => {");
}

}  // namespace actx
