function sloppy() { return this === globalThis; }
function strict() { 'use strict'; return this; }
observe('sloppy', sloppy());
observe('strict', strict());
observe('boxed', (function() { return typeof this; }).call(5));
observe('unboxed', (function() { 'use strict'; return typeof this; }).call(5));
const o = { m() { return this === o; }, a: () => this === module.exports };
observe('method', o.m()); observe('arrow', o.a());
const { m } = o;
observe('detached', m());
observe('paren', (o.m)()); observe('comma', (0, o.m)());
