// The programs of testing/language/*.txt, whose expectations are what Node v18.20.1 prints.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "script/testing/run_program.h"

namespace actx {
namespace {

struct LanguageProgram {
  std::string file;
  std::string name;
  std::string source;
  std::vector<std::string> expected;
};

const char* const kFolder = "reference/script/testing/language";

std::vector<LanguageProgram> read_programs() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<LanguageProgram> programs;
  for (const auto& path : paths) {
    std::ifstream in(path);
    std::string line;
    bool in_program = false;
    while (std::getline(in, line)) {
      if (line.starts_with("=== ")) {
        programs.push_back({path.stem(), line.substr(4), "", {}});
        in_program = true;
      } else if (line == "---") {
        in_program = false;
      } else if (in_program) {
        programs.back().source += line + "\n";
      } else {
        programs.back().expected.push_back(line);
      }
    }
  }
  return programs;
}

std::string prelude() {
  std::ifstream in(std::string(kFolder) + "/prelude.js");
  std::string text;
  std::getline(in, text);
  return text;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

TEST(Language, ProgramsDoWhatNodeDoes) {
  std::vector<LanguageProgram> programs = read_programs();
  ASSERT_GE(programs.size(), 150u);
  Realm realm;
  for (const LanguageProgram& program : programs) {
    SCOPED_TRACE(program.file + ": " + program.name + "\n" + program.source);
    bool is_strict = program.source.starts_with("'use strict'");
    std::string text = (is_strict ? "'use strict'; " : "") + prelude() + program.source;
    testing::ProgramResult result = testing::run_program(realm, text);
    EXPECT_EQ(result.error, "");
    std::vector<std::string> lines;
    std::istringstream split(joined(result.observations));
    for (std::string line; std::getline(split, line);) lines.push_back(line);
    EXPECT_EQ(joined(lines), joined(program.expected));
  }
}

}  // namespace
}  // namespace actx
