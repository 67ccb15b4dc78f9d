// Where a stack trace says that a call stands: at the name before the parenthesis, else at the parenthesis.
const where = () => new Error('w').stack.split('\n')[2].match(/(\d+:\d+)\)?$/)[1];
const object = {
  method: where, delete: where, get: where, async: where, of: where, static: where, let: where, await: where,
  yield: where, new: where, super: where, 'a b': where, inner: { method: where }, make() { return where; },
};
class Private {
  #method = where;
  static #fixed = where;
  go() { return [this.#method(), Private.#fixed()]; }
}
console.log('names', where(), object.method(), object.inner.method(), object.make()());
console.log('words', object.delete(), object.get(), object.async(), object.of(), object.static(), object.let(),
            object.await(), object.yield(), object.new(), object.super());
console.log('parentheses', (where)(), (0, where)(), (object.method)(), (object).method());
console.log('computed', object['a b'](), object['method'](), [where][0]());
console.log('functions', (() => where())(), (function() { return where(); })(), (() => where)()());
console.log('optional', object?.method(), object.method?.(), object?.['a b'](), where?.());
console.log('private', new Private().go());
console.log('templates', where``, object.method``);
console.log('spread', where(...[]), object.method(...[]));
console.log('construction', new (class { constructor() { this.at = where(); } })().at);
console.log('lines', object
  .method(), object.
  method());

/** The places of the error that `call` throws, and of its caller's call. */
function places(call) {
  try {
    return call();
  } catch (error) {
    return error.stack.split('\n').slice(1, 3).map((line) => line.match(/(\d+:\d+)\)?$/)?.[1] ?? '-').join();
  }
}
console.log('no functions', places(() => object.zzz()), places(() => object.inner.q.r()), places(() => zzz()),
            places(() => (0, object.zzz)()), places(() => object['zz']()), places(() => new object.zzz()),
            places(() => object.make()(1)()), places(() => object.delete.zzz()));
