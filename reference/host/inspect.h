// util.inspect and util.format: values as text, byte for byte as Node v18 prints them.
//
// Invariants
// - Looking at a value runs program code only where Node does: custom inspect functions, getters
// asked
//   for by the `getters` option, `constructor`/`name` reads of the program's own classes, proxies'
//   targets are looked at directly.
// - An object inside itself is shown as `[Circular *n]`, and marked `<ref *n>` where it begins.
// - Text is UTF-16 until it leaves the program.
#ifndef ACTX_HOST_INSPECT_H_
#define ACTX_HOST_INSPECT_H_

#include <limits>
#include <string>

#include "value/function.h"
#include "value/realm.h"

namespace actx {

/// The options of util.inspect. Counts and depths are doubles so that Infinity needs no rule.
struct InspectOptions {
  static constexpr double kNoLimit = std::numeric_limits<double>::infinity();
  enum class Getters : uint8_t { kNone, kAll, kGetOnly, kGetAndSet };
  static constexpr int kCompactNever = 0;
  static constexpr int kCompactAlways = -1;

  bool show_hidden = false;
  bool colors = false;
  bool custom_inspect = true;
  bool show_proxy = false;
  bool numeric_separator = false;
  Getters getters = Getters::kNone;
  double depth = 2;  // kNoLimit for null
  double max_array_length = 100;
  double max_string_length = 10000;
  double break_length = 80;
  int compact = 3;                 // kCompactNever for false, kCompactAlways for true
  Value sorted;                    // undefined, true, or a comparison function
  Object* user_options = nullptr;  // passed on to custom inspect functions

  /// Takes over what the program's options object says; unknown properties are kept for custom
  /// inspect functions. May run getters.
  void read(Realm& realm, Value options);
};

/// util.inspect(value, options).
std::u16string inspect(Realm& realm, Value value, const InspectOptions& options = {});
/// util.formatWithOptions(options, ...args); util.format is this with default options.
std::u16string format_values(Realm& realm, const InspectOptions& options, Args args);
/// The options a program set as util.inspect.defaultOptions.
InspectOptions default_inspect_options(Realm& realm);
/// The `native:util` part: inspect, format, formatWithOptions, types.
Value make_native_util(Realm& realm);
/// The util.inspect function object of this run.
Object* inspect_function(Realm& realm);

}  // namespace actx

#endif  // ACTX_HOST_INSPECT_H_
