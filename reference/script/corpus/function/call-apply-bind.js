'use strict';
function f(...args) { return [this, ...args]; }
observe('call', f.call(1, 2, 3));
observe('apply', f.apply(1, [2, 3]));
observe('array-like', f.apply(1, { length: 2, 0: 'a', 1: 'b' }));
const b = f.bind(1, 2);
observe('bind', b(3));
observe('meta', [b.name, b.length, f.length, (function(a, b, c = 1) {}).length]);
observe('no-prototype', 'prototype' in b);
class A { constructor(x) { this.x = x; } }
const B = A.bind(null, 5);
observe('construct', new B().x);
observe('instanceof', new A(1) instanceof B);
