class MyError extends Error { constructor(m) { super(m); this.name = 'MyError'; this.extra = 1; } }
const e = new MyError('bad');
observe('error', [String(e), e instanceof MyError, e instanceof Error, e.extra, Object.keys(e)]);
class MyMap extends Map { get(k) { return super.get(k) ?? 'none'; } }
const m = new MyMap([[1, 2]]);
observe('map', [m.get(1), m.get(9), m.size]);
class P extends Promise {}
observe('promise', [P.resolve(1) instanceof P, P.resolve(1).then(() => {}) instanceof P]);
class F extends Function.prototype.constructor.prototype.constructor.prototype.constructor {}
observe('function', typeof F);
