#include "properties/generators.h"

#include "properties/close_listeners.h"
#include "properties/example_program.h"
#include "properties/http_logger.h"
#include "properties/worker_pool.h"

namespace actx {
namespace {

constexpr int kFullSize = 100;  // RapidCheck draws from all of a range only at this size

template <class T>
rc::Gen<T> below(int limit) {
  return rc::gen::resize(
      kFullSize, rc::gen::map(rc::gen::inRange(0, limit), [](int n) { return static_cast<T>(n); }));
}

template <class T>
rc::Gen<std::vector<T>> up_to(int longest, rc::Gen<T> element) {
  return rc::gen::resize(longest, rc::gen::container<std::vector<T>>(std::move(element)));
}

rc::Gen<Store> stores() {
  return below<Store>(kStores);
}

rc::Gen<Chain> chains(int longest) {
  return up_to(longest, below<Deferral>(kDeferrals));
}

rc::Gen<Scope> scopes() {
  return rc::gen::build<Scope>(rc::gen::set(&Scope::store, stores()),
                               rc::gen::set(&Scope::chain, chains(2)));
}

rc::Gen<uint64_t> seeds() {
  return below<uint64_t>(1 << 30);
}

rc::Gen<ExampleProgram> example_programs(Example example) {
  using P = ExampleProgram;
  return rc::gen::build<P>(
      rc::gen::set(&P::example, rc::gen::just(example)),
      rc::gen::set(&P::scopes, up_to(4, scopes())), rc::gen::set(&P::store, stores()),
      rc::gen::set(&P::other, stores()), rc::gen::set(&P::inner, up_to(3, stores())),
      rc::gen::set(&P::between, chains(5)), rc::gen::set(&P::later, chains(5)),
      rc::gen::set(&P::throw_at,
                   rc::gen::map(below<int>(6), [](int n) { return n < 2 ? -1 : n - 2; })),
      rc::gen::set(&P::is_module, below<bool>(2)), rc::gen::set(&P::seed, seeds()));
}

GeneratedProgram generated(const ExampleProgram& program) {
  return {program.example, program.is_module, program.seed, program_text(program), nullptr};
}

rc::Gen<HttpLogger> http_loggers() {
  using R = LoggedRequest;
  using L = HttpLogger;
  const auto requests = rc::gen::build<R>(
      rc::gen::set(&R::server, below<uint8_t>(6)), rc::gen::set(&R::before, chains(2)),
      rc::gen::set(&R::between, chains(4)), rc::gen::set(&R::later, chains(2)));
  return rc::gen::build<L>(
      rc::gen::set(&L::more_servers, below<uint8_t>(3)),
      rc::gen::set(&L::one_counter, below<bool>(2)), rc::gen::set(&L::keeps_alive, below<bool>(2)),
      rc::gen::set(&L::requests, up_to(6, requests)), rc::gen::set(&L::is_module, below<bool>(2)),
      rc::gen::set(&L::seed, seeds()));
}

rc::Gen<WorkerPool> worker_pools() {
  using T = PoolTask;
  using P = WorkerPool;
  const auto tasks = rc::gen::build<T>(
      rc::gen::set(&T::store, stores()), rc::gen::set(&T::before, chains(2)),
      rc::gen::set(&T::end, below<TaskEnd>(kTaskEnds)), rc::gen::set(&T::waits, below<bool>(2)),
      rc::gen::set(&T::later, chains(2)));
  return rc::gen::build<P>(
      rc::gen::set(&P::more_workers, below<uint8_t>(4)), rc::gen::set(&P::store, stores()),
      rc::gen::set(&P::is_late, below<bool>(2)), rc::gen::set(&P::tasks, up_to(7, tasks)),
      rc::gen::set(&P::is_module, below<bool>(2)), rc::gen::set(&P::seed, seeds()));
}

rc::Gen<CloseListeners> close_listeners() {
  using O = CloseListener;
  using L = CloseListeners;
  const auto listeners = rc::gen::build<O>(
      rc::gen::set(&O::scope, scopes()), rc::gen::set(&O::binding, below<Binding>(kBindings)),
      rc::gen::set(&O::is_once, below<bool>(2)), rc::gen::set(&O::later, chains(2)));
  return rc::gen::build<L>(
      rc::gen::set(&L::closer, below<Closer>(kClosers)), rc::gen::set(&L::around, stores()),
      rc::gen::set(&L::listeners, up_to(5, listeners)), rc::gen::set(&L::emission, scopes()),
      rc::gen::set(&L::more, up_to(2, scopes())), rc::gen::set(&L::is_module, below<bool>(2)),
      rc::gen::set(&L::seed, seeds()));
}

}  // namespace

rc::Gen<GeneratedProgram> any_program(Example example) {
  const auto generate = [](const auto& program) { return generated(program); };
  switch (example) {
    case Example::kHttpLogger:
      return rc::gen::map(http_loggers(), generate);
    case Example::kWorkerPool:
      return rc::gen::map(worker_pools(), generate);
    case Example::kCloseListeners:
      return rc::gen::map(close_listeners(), generate);
    default:
      return rc::gen::map(example_programs(example), generate);
  }
}

}  // namespace actx
