// The intrinsics that belong to the language's functions: generators, async functions (27.3 to
// 27.7). Registered with the realm before the first closure is made.
#include "script/intrinsics.h"

#include "script/generator.h"
#include "value/builtins/rows.h"

namespace actx {

namespace {

GeneratorObject* this_generator(Realm& realm, const Call& call, ObjectClass wanted,
                                const char* method) {
  if (call.this_value.is_object() && call.this_value.as_object()->object_class() == wanted) {
    return static_cast<GeneratorObject*>(call.this_value.as_object());
  }
  throw_type_error(realm, std::string("Method [Generator].prototype.") + method +
                              " called on incompatible receiver " +
                              describe_for_message(realm, call.this_value));
}

template <ResumeMode mode>
Value generator_method(Realm& realm, const Call& call) {
  static constexpr const char* kNames[] = {"next", "throw", "return"};
  GeneratorObject* generator =
      this_generator(realm, call, ObjectClass::kGenerator, kNames[static_cast<int>(mode)]);
  return resume_generator(realm, generator, mode, call.arg(0));
}

template <ResumeMode mode>
Value async_generator_method(Realm& realm, const Call& call) {
  if (call.this_value.is_object() &&
      call.this_value.as_object()->object_class() == ObjectClass::kAsyncGenerator) {
    return Value(async_generator_enqueue(
        realm, static_cast<GeneratorObject*>(call.this_value.as_object()), mode, call.arg(0)));
  }
  static constexpr const char* kNames[] = {"next", "throw", "return"};
  Promise* promise = new_promise(realm);
  Object* error =
      make_error(realm, Intrinsic::kTypeErrorPrototype,
                 std::string("[AsyncGenerator].prototype.") + kNames[static_cast<int>(mode)] +
                     " method called on incompatible receiver " +
                     describe_for_message(realm, call.this_value));
  reject_promise(realm, promise, Value(error));
  return Value(promise);
}

// Function constructors evaluate source text; the litmus language has none of them.
template <FixedText name>
Value refuse_source(Realm& realm, const Call&) {
  throw_error(realm, Intrinsic::kEvalErrorPrototype,
              std::string("Code generation from strings: ") + name.units +
                  " is not in the litmus language");
}

constexpr LazyProperty prototype_link(Intrinsic id) {
  return {.name = "prototype",
          .kind = LazyProperty::kIntrinsic,
          .flags = kConfigurable,
          .intrinsic = static_cast<uint16_t>(id)};
}
constexpr LazyProperty constructor_link(Intrinsic id) {
  return {.name = "constructor",
          .kind = LazyProperty::kIntrinsic,
          .flags = kConfigurable,
          .intrinsic = static_cast<uint16_t>(id)};
}
constexpr LazyProperty fixed_prototype(Intrinsic id) {
  return {.name = "prototype",
          .kind = LazyProperty::kIntrinsic,
          .flags = 0,
          .intrinsic = static_cast<uint16_t>(id)};
}

constexpr LazyProperty kAsyncFunctionRows[] = {fixed_prototype(Intrinsic::kAsyncFunctionPrototype)};
constexpr LazyProperty kAsyncFunctionPrototypeRows[] = {constructor_link(Intrinsic::kAsyncFunction),
                                                        lazy_tag<"AsyncFunction">()};
constexpr LazyProperty kGeneratorFunctionRows[] = {
    fixed_prototype(Intrinsic::kGeneratorFunctionPrototype)};
constexpr LazyProperty kGeneratorFunctionPrototypeRows[] = {
    constructor_link(Intrinsic::kGeneratorFunction), prototype_link(Intrinsic::kGeneratorPrototype),
    lazy_tag<"GeneratorFunction">()};
constexpr LazyProperty kGeneratorPrototypeRows[] = {
    constructor_link(Intrinsic::kGeneratorFunctionPrototype),
    lazy_method("next", generator_method<ResumeMode::kNext>, 1),
    lazy_method("return", generator_method<ResumeMode::kReturn>, 1),
    lazy_method("throw", generator_method<ResumeMode::kThrow>, 1), lazy_tag<"Generator">()};
constexpr LazyProperty kAsyncGeneratorFunctionRows[] = {
    fixed_prototype(Intrinsic::kAsyncGeneratorFunctionPrototype)};
constexpr LazyProperty kAsyncGeneratorFunctionPrototypeRows[] = {
    constructor_link(Intrinsic::kAsyncGeneratorFunction),
    prototype_link(Intrinsic::kAsyncGeneratorPrototype), lazy_tag<"AsyncGeneratorFunction">()};
constexpr LazyProperty kAsyncGeneratorPrototypeRows[] = {
    constructor_link(Intrinsic::kAsyncGeneratorFunctionPrototype),
    lazy_method("next", async_generator_method<ResumeMode::kNext>, 1),
    lazy_method("return", async_generator_method<ResumeMode::kReturn>, 1),
    lazy_method("throw", async_generator_method<ResumeMode::kThrow>, 1),
    lazy_tag<"AsyncGenerator">()};

constexpr LazyTable kAsyncFunction(kAsyncFunctionRows);
constexpr LazyTable kAsyncFunctionPrototype(kAsyncFunctionPrototypeRows);
constexpr LazyTable kGeneratorFunction(kGeneratorFunctionRows);
constexpr LazyTable kGeneratorFunctionPrototype(kGeneratorFunctionPrototypeRows);
constexpr LazyTable kGeneratorPrototype(kGeneratorPrototypeRows);
constexpr LazyTable kAsyncGeneratorFunction(kAsyncGeneratorFunctionRows);
constexpr LazyTable kAsyncGeneratorFunctionPrototype(kAsyncGeneratorFunctionPrototypeRows);
constexpr LazyTable kAsyncGeneratorPrototype(kAsyncGeneratorPrototypeRows);

template <const LazyTable& table, Intrinsic parent>
Object* build_object(Realm& realm) {
  return realm.new_builtin(table, realm.intrinsic(parent));
}

template <FixedText name, const LazyTable& table>
Object* build_constructor(Realm& realm) {
  return realm.new_constructor(refuse_source<name>, name.units, 1, table,
                               realm.intrinsic(Intrinsic::kFunction));
}

}  // namespace

void register_script_intrinsics() {
  static const bool kDone = [] {
    using I = Intrinsic;
    auto add = Realm::register_builder;
    add(I::kAsyncFunction, build_constructor<"AsyncFunction", kAsyncFunction>);
    add(I::kAsyncFunctionPrototype, build_object<kAsyncFunctionPrototype, I::kFunctionPrototype>);
    add(I::kGeneratorFunction, build_constructor<"GeneratorFunction", kGeneratorFunction>);
    add(I::kGeneratorFunctionPrototype,
        build_object<kGeneratorFunctionPrototype, I::kFunctionPrototype>);
    add(I::kGeneratorPrototype, build_object<kGeneratorPrototype, I::kIteratorPrototype>);
    add(I::kAsyncGeneratorFunction,
        build_constructor<"AsyncGeneratorFunction", kAsyncGeneratorFunction>);
    add(I::kAsyncGeneratorFunctionPrototype,
        build_object<kAsyncGeneratorFunctionPrototype, I::kFunctionPrototype>);
    add(I::kAsyncGeneratorPrototype,
        build_object<kAsyncGeneratorPrototype, I::kAsyncIteratorPrototype>);
    return true;
  }();
  (void)kDone;
}

}  // namespace actx
