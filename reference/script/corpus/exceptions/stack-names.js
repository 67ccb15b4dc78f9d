const frames = (e) => e.stack.split('\n').slice(1).map((l) => l.trim().replace(/\(.*[\\/]/, '(').replace(/at .*[\\/]([^\\/]+)$/, 'at $1')).filter((l) => l.includes('stack-names'));
function f() { return frames(new Error('x')); }
const g = () => f();
class A { m() { return g(); } static s() { return new A().m(); } constructor() {} get v() { return f(); } }
const o = { method() { return f(); } };
for (const [k, v] of Object.entries({ f: f(), g: g(), m: new A().m(), s: A.s(), o: o.method(), getter: new A().v })) observe(k, v);
class B { constructor() { this.f = f(); } }
observe('new', new B().f);
observe('callback', [1].map(() => f())[0]);
