function f() { return [arguments.length, arguments[0], [...arguments].join('-'), typeof arguments]; }
observe('plain', f(1, 2, 3));
function g(a) { 'use strict'; return [arguments[0], arguments.length, arguments.callee === undefined]; }
try { g(1); } catch (e) { observe('strict', e.name); }
const arrow = function() { return (() => arguments[0])(7); };
observe('arrow', arrow('outer'));
observe('tag', (function() { return Object.prototype.toString.call(arguments); })());
