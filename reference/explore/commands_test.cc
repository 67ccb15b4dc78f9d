// explore, judge and check as a person runs them: exit statuses, refusals, JSON.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace actx {
namespace {

using Json = nlohmann::json;

struct Ran {
  int status;
  std::string out;
  std::string err;
};

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Commands : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "actx-explore-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = std::filesystem::canonical(pattern);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

  Ran run(const std::string& arguments) {
    const std::string line = std::string("'") + ACTX_COMMAND + "' " + arguments + " > '" +
                             (folder_ / "out").string() + "' 2> '" + (folder_ / "err").string() +
                             "'";
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(folder_ / "out"),
            read(folder_ / "err")};
  }

  const std::string either_ =
      "setTimeout(() => observe('a', 't'), 1); setImmediate(() => observe('a', 'i'));";
  std::filesystem::path folder_;
};

TEST_F(Commands, ExplorePrintsATable) {
  const Ran ran = run("explore " + write("a.cjs", either_));
  EXPECT_EQ(ran.status, 0);
  EXPECT_NE(ran.out.find("Outcomes 2\n"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("a=\"t\"; a=\"i\"\n"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("; exhausted\n"), std::string::npos) << ran.out;
  EXPECT_EQ(ran.err, "");
}

TEST_F(Commands, ExplorePrintsJsonPerProgram) {
  const std::string file = write("a.cjs", either_);
  const Ran ran = run("explore --json -j 2 --check-determinism " + file + " " + file);
  EXPECT_EQ(ran.status, 0);
  std::istringstream lines(ran.out);
  int objects = 0;
  for (std::string line; std::getline(lines, line); ++objects) {
    const Json json = Json::parse(line);
    EXPECT_EQ(json["outcomes"].size(), 2u);
    EXPECT_EQ(json["exhausted"], true);
    EXPECT_EQ(json["nondeterminism"], "");
  }
  EXPECT_EQ(objects, 2);
}

TEST_F(Commands, ASampleIsNotExhaustive) {
  const Ran ran = run("explore --seed 3 --limit 20 " + write("a.cjs", either_));
  EXPECT_EQ(ran.status, 0);
  EXPECT_NE(ran.out.find("20 explored, 0 pruned; not exhausted: a sample\n"), std::string::npos)
      << ran.out;
}

TEST_F(Commands, RefusesBadInput) {
  EXPECT_EQ(run("explore").status, 2);
  EXPECT_EQ(run("explore " + (folder_ / "none.js").string()).status, 2);
  EXPECT_EQ(run("explore " + write("bad.cjs", "let (")).status, 2);
  const std::string file = write("a.cjs", either_);
  EXPECT_EQ(run("explore --loop-profile nonsense " + file).status, 2);
  EXPECT_EQ(run("explore --order nonsense " + file).status, 2);
  EXPECT_EQ(run("explore --bound -1 " + file).status, 2);
  EXPECT_EQ(run("judge " + file).status, 2);
  EXPECT_EQ(run("judge " + file + " --observed " + (folder_ / "none").string()).status, 2);
  EXPECT_EQ(run("check " + (folder_ / "none").string()).status, 2);
}

TEST_F(Commands, JudgeGivesAVerdict) {
  const std::string file = write("a.cjs", either_);
  const Ran good = run("judge " + file + " --observed " + write("good", "a \"i\"\na \"t\"\n"));
  EXPECT_EQ(good.status, 0);
  EXPECT_TRUE(good.out.starts_with(file + ": conforms\n")) << good.out;
  const Ran bad = run("judge --json " + file + " --observed " + write("bad", "a \"i\"\na 7\n"));
  EXPECT_EQ(bad.status, 1);
  const Json json = Json::parse(bad.out);
  EXPECT_EQ(json["verdict"], "context-divergence");
  EXPECT_EQ(json["line"], 2);
  EXPECT_EQ(json["observed"], "a 7");
  EXPECT_EQ(json["allowed"], "a \"t\"");
}

TEST_F(Commands, JudgeReadsStandardInput) {
  const std::string file = write("a.cjs", either_);
  EXPECT_EQ(run("judge " + file + " --observed - < " + write("good", "a \"t\"\na \"i\"\n")).status,
            0);
  EXPECT_EQ(run("judge " + file + " --observed - < /dev/null").status, 1);
}

TEST_F(Commands, JudgeSurvivesStrangeLogs) {
  const std::string file = write("a.cjs", either_);
  // 100 MB of lines that the program never prints.
  std::string large;
  while (large.size() < (size_t{100} << 20)) large += "something that is not the program's\n";
  const Ran ran = run("judge " + file + " --observed " + write("large", large));
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.out.find("unexpected"), std::string::npos) << ran.out.substr(0, 500);
  EXPECT_NE(ran.out.find("(line 1)"), std::string::npos) << ran.out.substr(0, 500);
  EXPECT_EQ(run("judge " + file + " --observed " + write("zero", std::string(100, '\0'))).status,
            2);
  EXPECT_EQ(run("judge " + file + " --observed " + write("binary", "\xff\xfe\x80 \n")).status, 1);
  EXPECT_EQ(run("judge " + file + " --observed " + write("empty", "")).status, 1);
  EXPECT_EQ(run("judge " + file + " --observed " + write("cut", "{\"label\":\"a\",")).status, 2);
}

std::string case_text(const std::string& id, const std::string& matter,
                      const std::string& program) {
  return "/*---\nid: " + id + "\nrequires: [ALS-RUN-01]\nabout: a test\n" + matter + "---*/\n" +
         program;
}

TEST_F(Commands, CheckSaysWhetherACaseHoldsOnEverySchedule) {
  const std::string either =
      "setTimeout(() => observe('t', 1), 1); setImmediate(() => "
      "observe('i', {a: 'x'}));\n";
  const std::string holds = write(
      "cases/area/holds.js", case_text("area/holds", "expect:\n  t: 1\n  i: {a: x}\n", either));
  const Ran good = run("check --profile documented --loop-profile uv-1.44 " + holds);
  EXPECT_EQ(good.status, 0);
  EXPECT_NE(good.out.find("1 holds\n"), std::string::npos) << good.out;
  // The order is one of two: the case may not demand it.
  write("cases/area/order.js",
        case_text("area/order", "expect:\n  t: 1\n  i: {a: x}\norder: [[t, i]]\n", either));
  const Ran everywhere = run("check --json " + holds);
  EXPECT_EQ(everywhere.status, 0) << everywhere.out;
  EXPECT_EQ(std::count(everywhere.out.begin(), everywhere.out.end(), '\n'), 6);
  for (const char* under : {"[documented uv-1.44]", "[node18 uv-1.45]", "[frame uv-1.45]"}) {
    EXPECT_NE(everywhere.out.find(under), std::string::npos) << under;
  }
  const Ran one_loop = run("check --json --loop-profile uv-1.45 " + holds);
  EXPECT_EQ(std::count(one_loop.out.begin(), one_loop.out.end(), '\n'), 3) << one_loop.out;
  const Ran one_profile = run("check --json --profile frame " + holds);
  EXPECT_EQ(std::count(one_profile.out.begin(), one_profile.out.end(), '\n'), 2) << one_profile.out;
  const Ran bad = run("check --json --profile documented --loop-profile uv-1.44 " +
                      (folder_ / "cases").string());
  EXPECT_EQ(bad.status, 1);
  std::istringstream lines(bad.out);
  std::string first;
  std::string second;
  std::getline(lines, first);
  std::getline(lines, second);
  EXPECT_EQ(Json::parse(first)["verdict"], "holds");
  const Json failed = Json::parse(second);
  EXPECT_EQ(failed["case"], "area/order");
  EXPECT_EQ(failed["verdict"], "fails");
  EXPECT_EQ(failed["detail"], "i came before t");
  EXPECT_NE(failed["schedule"], "");
}

TEST_F(Commands, ExampleListsAndPrintsTheDocumentsBlocks) {
  const Ran list = run("example");
  EXPECT_EQ(list.status, 0) << list.err;
  EXPECT_EQ(std::count(list.out.begin(), list.out.end(), '\n'), 22) << list.out;
  ASSERT_NE(list.out.find("import.mjs"), std::string::npos) << list.out;
  const Ran block = run("example import.mjs");
  EXPECT_EQ(block.status, 0);
  const Ran ran = run("run " + write("import.mjs", block.out));
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(run("example nonsense.cjs").status, 2);
  EXPECT_NE(run("example a b").status, 0);
}

TEST_F(Commands, CheckRefusesCasesThatAreWrong) {
  const auto status_of = [&](const std::string& id, const std::string& matter) {
    return run("check " + write("cases/area/a.js", case_text(id, matter, "observe('a', 1);\n")));
  };
  EXPECT_EQ(status_of("area/a", "expect:\n  a: 1\n").status, 0);
  EXPECT_EQ(status_of("area/a", "expect:\n  a: 2\n").status, 1);
  EXPECT_EQ(status_of("area/b", "expect:\n  a: 1\n").status, 2);
  EXPECT_EQ(status_of("area/a", "expect: [\n").status, 2);
  EXPECT_EQ(status_of("area/a", "expect:\n  a: {$each: []}\n").status, 2);
  EXPECT_EQ(status_of("area/a", "expect:\n  a: {$nonsense: 1}\n").status, 2);
  EXPECT_EQ(status_of("area/a", "expect:\n  a: {$match: '('}\n").status, 2);
  EXPECT_EQ(status_of("area/a", "expect:\n  a: 1\norder: [[a, b]]\n").status, 2);
  EXPECT_EQ(status_of("area/a", "").status, 2);
  const Ran no_matter = run("check " + write("plain.js", "observe('a', 1);"));
  EXPECT_EQ(no_matter.status, 2);
  EXPECT_NE(no_matter.err.find("plain.js:1: no front matter"), std::string::npos) << no_matter.err;
}

}  // namespace
}  // namespace actx
