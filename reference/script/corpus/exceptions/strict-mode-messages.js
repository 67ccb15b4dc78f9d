'use strict';
const attempt = (f) => { try { return f(); } catch (e) { return e.name + ': ' + e.message; } };
const frozen = Object.freeze({ a: 1, arr: Object.freeze([1]) });
const tests = [() => { frozen.a = 2; }, () => { frozen.b = 2; }, () => { delete frozen.a; }, () => { frozen.arr.push(2); }, () => { undeclared = 1; }, () => { 'str'.length = 1; }, () => { 'str'[0] = 'x'; }, () => { (5).x = 1; }, () => { ({ get x() { return 1; } }).x = 2; }, () => { Object.defineProperty(frozen, 'z', { value: 1 }); }, () => { delete [].length; }, () => { Object.setPrototypeOf(frozen, {}); }, () => { const o = {}; Object.setPrototypeOf(o, Object.create(o)); }, () => { Symbol.iterator = 1; }, () => { Object.defineProperty({}, 'x', { get() {}, value: 1 }); }, () => { globalThis.undefined = 1; }];
tests.forEach((t, i) => observe('t' + i, attempt(t)));
