const log = [];
const o = { _x: 1, get x() { log.push('get'); return this._x; }, set x(v) { log.push('set ' + v); this._x = v; } };
o.x += 5; o.x++;
observe('x', o.x); observe('log', log);
const p = Object.create(o);
p.x = 10;
observe('inherited', [Object.keys(p), o._x, p.x]);
'use strict';
