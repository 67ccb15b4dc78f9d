// The commands as a person runs them: exit statuses, refusals, limits, JSON, replay.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
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

class CliTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "actx-cli-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = std::filesystem::canonical(pattern);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    const std::filesystem::path path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

  Ran run(const std::string& arguments, const char* command = ACTX_COMMAND) {
    const std::string line = std::string("'") + command + "' " + arguments + " > '" +
                             (folder_ / "out").string() + "' 2> '" + (folder_ / "err").string() +
                             "'";
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(folder_ / "out"),
            read(folder_ / "err")};
  }

  std::filesystem::path folder_;
};

TEST_F(CliTest, TheStatusIsTheProgramsOwn) {
  const Ran exited = run("run " + write("a.cjs", "observe('x', 1); process.exitCode = 42;"));
  EXPECT_EQ(exited.status, 42);
  EXPECT_EQ(exited.out, "x 1\n");
  EXPECT_EQ(exited.err, "");
  const Ran failed = run("run " + write("b.mjs", "throw new Error('boom');"));
  EXPECT_EQ(failed.status, 1);
  EXPECT_EQ(failed.out, "");
  EXPECT_NE(failed.err.find("\nError: boom\n    at file://"), std::string::npos) << failed.err;
}

TEST_F(CliTest, BothCommandsRunTheSameProgram) {
  const std::string file = write("a.cjs",
                                 "setTimeout(() => observe('t', 1), 20);"
                                 "setImmediate(() => observe('i', 2)); observe('s', 0);");
  for (const char* command : {ACTX_COMMAND, ACTX_UV_COMMAND}) {
    const Ran ran = run("run " + file, command);
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.out, "s 0\ni 2\nt 1\n");
  }
}

TEST_F(CliTest, ArgumentsAndEnvironmentReachTheProgram) {
  const std::string file = write("a.cjs", "observe('a', [process.argv.slice(2), process.env.X]);");
  EXPECT_EQ(run("run --env X=1=2 " + file + " one two").out, "a [[\"one\",\"two\"],\"1=2\"]\n");
}

TEST_F(CliTest, RefusesWithThePosition) {
  const std::string file = write("bad.cjs", "observe('never', 1);\nwith (Math) { abs(1); }\n");
  const Ran ran = run("run " + file);
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err, file + ":2:1: the with statement is not in the litmus language\n");
  EXPECT_EQ(run("run " + write("syntax.mjs", "let a = ;")).status, 2);
  const std::string vm = write("vm.cjs", "\nrequire('node:vm');");
  const Ran refused = run("run " + vm);
  EXPECT_EQ(refused.status, 2);
  EXPECT_EQ(refused.err, vm + ":2:1: the module node:vm is not in the litmus language\n");
  EXPECT_EQ(run("run " + (folder_ / "none.cjs").string()).status, 2);
}

TEST_F(CliTest, UsageErrorsAreTwo) {
  const std::string file = write("a.cjs", "");
  EXPECT_EQ(run("").status, 2);
  EXPECT_EQ(run("nonsense").status, 2);
  EXPECT_EQ(run("run").status, 2);
  EXPECT_EQ(run("run --profile nonsense " + file).status, 2);
  EXPECT_EQ(run("run --loop-profile nonsense " + file).status, 2);
  EXPECT_EQ(run("run --rule nonsense=1 " + file).status, 2);
  EXPECT_EQ(run("run --schedule '!' " + file).status, 2);
  const Ran reclaim = run("run --reclaim sometimes " + file);
  EXPECT_EQ(reclaim.status, 2);
  EXPECT_NE(reclaim.err.find("\"sometimes\""), std::string::npos) << reclaim.err;
  EXPECT_EQ(run("run --seed 1 --schedule 0 " + file).status, 2);
  EXPECT_EQ(run("run --seed 1 " + file, ACTX_UV_COMMAND).status, 2);
  EXPECT_EQ(run("run --help").status, 0);
  EXPECT_EQ(run("--version").status, 0);
}

TEST_F(CliTest, LimitsHaveAStatusOfTheirOwn) {
  const Ran steps = run("run --max-steps 10000 " + write("a.cjs", "observe('a', 1); for (;;);"));
  EXPECT_EQ(steps.status, 3);
  EXPECT_EQ(steps.out, "a 1\n");
  EXPECT_EQ(steps.err, "actx: step-limit: more than 10000 steps\n");
  const Ran time =
      run("run --max-virtual-ms 1000 " + write("b.cjs", "setInterval(() => {}, 100);"));
  EXPECT_EQ(time.status, 3);
  EXPECT_TRUE(time.err.starts_with("actx: virtual-time-limit: ")) << time.err;
}

// A server lives until somebody ends it: what it no longer needs must not add up, and its steps are
// not those of one endless computation.
TEST_F(CliTest, AServerOutlivesItsHeapAndItsSteps) {
  const std::string file = write("server.mjs", R"(
    import http from 'node:http';
    let left = 1500;
    const agent = new http.Agent({ keepAlive: true });
    const server = http.createServer((request, response) => response.end(request.url));
    server.listen(0, () => ask());
    function ask() {
      const { port } = server.address();
      http.get({ port, agent, path: `/${left}` }, (response) => {
        response.resume();
        response.on('end', () => {
          if (--left > 0) return ask();
          agent.destroy();
          server.close(() => observe('served', 1500));
        });
      });
    })");
  const std::string limits = "run --max-heap 16000000 --max-steps 1000000 ";
  const Ran real = run(limits + file, ACTX_UV_COMMAND);
  EXPECT_EQ(real.out, "served 1500\n") << real.err;
  EXPECT_EQ(real.status, 0);
  const std::string kept = "--reclaim never ";
  EXPECT_TRUE(run(limits + kept + file, ACTX_UV_COMMAND).err.starts_with("actx: heap-limit: "));
  const std::string more = "run --max-heap 16000000 --max-steps 100000000 ";
  EXPECT_TRUE(run(more + file).err.starts_with("actx: heap-limit: "));
  const Ran simulated = run(more + "--reclaim grown " + file);
  EXPECT_EQ(simulated.out, "served 1500\n") << simulated.err;
}

TEST_F(CliTest, AnEndlessComputationEndsInRealTimeToo) {
  const Ran ran =
      run("run --max-steps 10000 " + write("a.cjs", "setTimeout(() => { for (;;); }, 1);"),
          ACTX_UV_COMMAND);
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(ran.err, "actx: step-limit: more than 10000 steps\n");
}

TEST_F(CliTest, JsonIsOneObject) {
  const Ran ran =
      run("run --json " + write("a.cjs", "observe('\xC3\xA4', 'x'); console.log('y');"));
  EXPECT_EQ(ran.status, 0);
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json["verdict"], "exited");
  EXPECT_EQ(json["exitCode"], 0);
  EXPECT_EQ(json["observations"], Json::parse(R"([{"label": "ä", "value": "\"x\""}])"));
  EXPECT_EQ(json["stdout"], "\xC3\xA4 \"x\"\ny\n");
  EXPECT_TRUE(json["schedule"].is_string());
  EXPECT_GT(json["steps"].get<int>(), 0);
  const Json refused = Json::parse(run("run --json " + write("b.cjs", "with (1);")).out);
  EXPECT_EQ(refused["verdict"], "refused");
}

TEST_F(CliTest, ASeededRunCanBeReplayed) {
  const std::string file = write("a.cjs",
                                 "setTimeout(() => observe('t'), 1);"
                                 "setImmediate(() => observe('i'));"
                                 "setImmediate(() => setTimeout(() => observe('t2'), 2));");
  bool differs = false;
  for (int seed = 0; seed < 20; ++seed) {
    const Json seeded =
        Json::parse(run("run --json --seed " + std::to_string(seed) + " " + file).out);
    const std::string schedule = seeded["schedule"];
    const Json replayed = Json::parse(run("run --json --schedule '" + schedule + "' " + file).out);
    EXPECT_EQ(seeded["observations"], replayed["observations"]) << schedule;
    EXPECT_EQ(replayed["schedule"], schedule);
    differs = differs || seeded["observations"][0]["label"] == "i";
  }
  EXPECT_TRUE(differs) << "no schedule had the immediate first";
}

TEST_F(CliTest, AScheduleOfAnotherProgramIsRefused) {
  const std::string one = write("a.cjs", "setTimeout(() => observe('t'), 1);");
  const Json recorded = Json::parse(run("run --json " + one).out);
  const std::string other = write("b.cjs", "observe('nothing', 'to choose');");
  const Ran ran = run("run --schedule '" + recorded["schedule"].get<std::string>() + "' " + other);
  EXPECT_EQ(ran.status, 2);
  EXPECT_TRUE(ran.err.starts_with("actx: bad-schedule: ")) << ran.err;
}

TEST_F(CliTest, TraceTellsWhereAStoreCameFrom) {
  const std::string file = write("a.mjs",
                                 "import { AsyncLocalStorage } from 'node:async_hooks';"
                                 "const als = new AsyncLocalStorage();"
                                 "als.run({ id: 1 }, () => setTimeout(() => als.getStore(), 1));");
  const std::string trace = (folder_ / "trace").string();
  EXPECT_EQ(run("run --profile node18 --trace '" + trace + "' " + file).status, 0);
  std::ifstream lines(trace);
  int64_t timeout = -1;
  bool started = false;
  bool read_it = false;
  for (std::string line; std::getline(lines, line);) {
    const Json event = Json::parse(line);
    if (event["event"] == "init" && event["type"] == "Timeout") timeout = event["id"];
    if (event["event"] == "callbackStart" && event["id"] == timeout) started = true;
    if (event["event"] == "storeRead" && started) {
      read_it = true;
      EXPECT_EQ(event["execution"], timeout);
      EXPECT_EQ(event["store"], "{\"id\":1}");
      EXPECT_EQ(event["origin"], "run");
      EXPECT_EQ(event["inherited"], true);
    }
  }
  EXPECT_TRUE(read_it);
}

TEST_F(CliTest, PrintGivesTheProgramBack) {
  const Ran printed = run("print " + write("a.mjs", "import a from 'b';export default a+1"));
  EXPECT_EQ(printed.status, 0);
  const Ran again = run("print " + write("again.mjs", printed.out));
  EXPECT_EQ(again.out, printed.out);
  EXPECT_NE(printed.out.find("export default a + 1"), std::string::npos) << printed.out;
  EXPECT_EQ(run("print " + write("b.mjs", "let ;")).status, 2);
}

TEST_F(CliTest, RulesShowsTheProfileInForce) {
  const Json node18 = Json::parse(run("rules --json --profile node18").out);
  bool found = false;
  for (const Json& rule : node18["rules"]) {
    if (rule["name"] != "run_restore") continue;
    found = true;
    EXPECT_EQ(rule["inForce"], "unless_same_value");
  }
  EXPECT_TRUE(found);
  EXPECT_NE(run("rules").out.find("run_restore: "), std::string::npos);
}

TEST_F(CliTest, AReadingIsChosenByItsNumber) {
  // enterWith inside run: the document can be read both ways.
  const std::string file = write("a.cjs",
                                 "const { AsyncLocalStorage } = require('node:async_hooks');"
                                 "const als = new AsyncLocalStorage();"
                                 "als.run('A', () => als.enterWith('E'));"
                                 "observe('after', als.getStore());");
  EXPECT_EQ(run("run " + file).out, "after undefined\n");
  const Json listed = Json::parse(run("rules --readings --json").out);
  size_t outlives = 0;
  for (const Json& reading : listed["readings"]) {
    if (reading["variants"] == Json{"enter_with_in_run=outlives_run"})
      outlives = reading["reading"];
  }
  ASSERT_NE(outlives, 0u);
  EXPECT_EQ(run("run --reading " + std::to_string(outlives) + " " + file).out, "after \"E\"\n");
  // A rule that is fixed leaves half of the readings.
  const Json fixed =
      Json::parse(run("rules --readings --json --rule enter_with_in_run=ends_with_run").out);
  EXPECT_EQ(fixed["readings"].size() * 2, listed["readings"].size());
  EXPECT_EQ(run("rules --readings --profile node18").out, "0:\n");
  EXPECT_EQ(run("run --profile frame --reading 1 " + file).status, 2);
  EXPECT_EQ(run("run --reading 99999999 " + file).status, 2);
}

TEST_F(CliTest, GcIsExposedOnRequest) {
  const std::string file = write("a.cjs", "observe('gc', typeof gc);");
  EXPECT_EQ(run("run " + file).out, "gc \"undefined\"\n");
  EXPECT_EQ(run("run --expose-gc " + file).out, "gc \"function\"\n");
}

}  // namespace
}  // namespace actx
