// The suspended callers in Error.stack: who awaits whom, through derived promises and combinators.
function show(label, error) {
  const lines = error.stack.split('\n').filter((line) => line.startsWith('    at ') && !line.includes('node:'));
  const places = lines.map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/.*\//, ''));
  // Which column a `for await` has is a matter of taste.
  observe(label, label === 'loop' ? places.map((place) => place.replace(/:\d+\)?$/, '')) : places);
}
async function fails() { await 1; throw new Error('x'); }
async function caller() { await fails(); }
class K {
  async method() { await caller(); }
  static async fixed() { return await new K().method(); }
}
const arrow = async () => { await K.fixed(); };
async function all() { await Promise.all([0, arrow()]); }
async function any() { await Promise.any([fails()]).catch((e) => { throw e.errors[0]; }); }
async function settled() { const [r] = await Promise.allSettled([fails()]); throw r.reason; }
async function race() { await Promise.race([fails()]); }
async function then() { await Promise.resolve().then(function callback() { throw new Error('y'); }); }
async function final() { await fails().finally(() => {}); }
async function ret() { return caller(); }
async function returned() { await ret(); }
async function* generator() { await fails(); yield 1; }
async function loop() { for await (const x of generator()) observe('never', x); }
async function inLoop() {
  async function* ok() { yield 1; }
  for await (const x of ok()) { await x; throw new Error('in the loop'); }
}
async function twoReactions() { const p = fails(); p.catch(() => {}); await p; }
async function thenable() { await { then(f) { Promise.resolve().then(() => f(1)); } }; throw new Error('after'); }
async function subclass() { class P extends Promise {} await new P((r) => r(fails())); }
async function deep(n) { await 1; if (n === 0) throw new Error('deep'); await deep(n - 1); }
async function resolvedWith() { await new Promise((r) => r(fails())); }
async function nested() { await (async () => { await fails(); })(); }
async function captured() {
  await 1;
  const target = {};
  Error.captureStackTrace(target, captured);
  throw target;
}
async function main() {
  for (const f of [caller, arrow, all, any, settled, race, then, final, returned, loop, inLoop, twoReactions,
                   thenable, subclass, () => deep(6), resolvedWith, nested, captured]) {
    try { await f(); } catch (error) { show(f.name, error); }
  }
}
main();
