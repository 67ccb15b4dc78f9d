// Call sites: the lines of Error.stack, in V8's format.
#ifndef ACTX_VALUE_STACK_H_
#define ACTX_VALUE_STACK_H_

#include <string>
#include <string_view>

#include "value/realm.h"

namespace actx {

/// What one line of a stack says.
struct CallSite {
  Function* function = nullptr;  // null: program or module code
  String* name = nullptr;        // shown instead of the function's own name
  Value this_value{};            // undefined for functions called without receiver
  bool is_construct = false;
  bool is_top_level = false;  // shows no receiver; undefined, null, the global object never do
  bool is_async = false;      // a suspended caller: "async f"
  std::u16string_view location = u"<anonymous>";  // "file:line:col"
};

/// Appends the text after "    at ": "Type.name [as method] (location)", "new Name (location)",
/// "name (location)" or "location".
void append_call_site(Realm& realm, const CallSite& site, std::u16string* out);

/// The activation of a native function.
struct NativeActivation : Activation {
  Value this_value;
  bool is_construct = false;
};
/// Activation::describe of natives.
void describe_native(Realm& realm, const Activation& self, std::u16string* out);

/// The name under which `receiver` keeps the function elsewhere than in a property, as timers keep
/// their callbacks ("_onTimeout"); empty: it does not.
using KeptName = std::u16string_view (*)(Object* receiver, Function* function);
/// Sets what every realm of the process asks; the same at each call.
void set_kept_name(KeptName kept_name);

/// The own data property `name` of a function if it is a string, else the empty string. Runs no
/// program code.
String* function_name(Realm& realm, Object* function);
/// The name of what made this object ("Foo", "Object"): its constructor, else its toStringTag, else
/// its class. Runs no program code.
String* constructor_name(Realm& realm, Object* object);

}  // namespace actx

#endif  // ACTX_VALUE_STACK_H_
