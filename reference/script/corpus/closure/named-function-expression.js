const f = function g(n) { return n ? n * g(n - 1) : 1; };
observe('fact', f(5));
observe('outer', typeof g);
const h = function k() { k = 1; return typeof k; };
observe('sloppy', h());
const s = function k() { 'use strict'; try { k = 1; } catch (e) { return e.message; } };
observe('strict', s());
