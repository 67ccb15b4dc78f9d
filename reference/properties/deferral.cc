#include "properties/deferral.h"

#include <iterator>

namespace actx {
namespace {

struct Text {
  std::string_view open;
  std::string_view close;
};

// In the order of the enumeration.
constexpr Text kTexts[] = {
    {"process.nextTick(() => {\n", "});\n"},
    {"queueMicrotask(() => {\n", "});\n"},
    {"Promise.resolve().then(() => {\n", "});\n"},
    {"(async () => {\nawait null;\n", "})();\n"},
    {"setImmediate(() => {\n", "});\n"},
    {"setTimeout(() => {\n", "}, 1);\n"},
    {"{\nconst timer = setInterval(() => {\nclearInterval(timer);\n", "}, 1);\n}\n"},
    {"Promise.reject(new Error('rejected')).catch(() => {\n", "});\n"},
    {"Promise.resolve().finally(() => {\n", "});\n"},
    {"promisify((done) => setImmediate(done))().then(() => {\n", "});\n"},
    {"sleep(1).then(() => {\n", "});\n"},
    {"foreign.then(() => {\n", "});\n"},
    {"(async () => {\nawait foreign;\n", "})();\n"},
    {"Promise.resolve({ then() {\n", "} });\n"},
    {"callbackify(async () => {})(() => {\n", "});\n"},
    {"(async () => {\nfor await (const item of [foreign]) {\n", "}\n})();\n"},
};
static_assert(std::size(kTexts) == kDeferrals);

}  // namespace

std::string open_chain(const Chain& chain) {
  std::string text;
  for (const Deferral step : chain) text += kTexts[static_cast<size_t>(step)].open;
  return text;
}

std::string close_chain(const Chain& chain) {
  std::string text;
  for (auto step = chain.rbegin(); step != chain.rend(); ++step) {
    text += kTexts[static_cast<size_t>(*step)].close;
  }
  return text;
}

std::string promise_of_chain(const Chain& chain) {
  return "new Promise((resolve) => {\n" + open_chain(chain) + "resolve();\n" + close_chain(chain) +
         "})";
}

std::string_view deferral_prelude() {
  return R"(const foreign = new Promise((resolve) => {
  storage.run(foreign_store, () => setTimeout(resolve, 1));
});
)";
}

}  // namespace actx
