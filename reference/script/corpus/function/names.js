const a = () => {}, b = function() {}, c = class {}, o = { d() {}, e: () => {}, ['f' + 1]: () => {}, get g() { return 1; } };
observe('names', [a.name, b.name, c.name, o.d.name, o.e.name, o.f1.name, Object.getOwnPropertyDescriptor(o, 'g').get.name]);
const s = Symbol('sym');
observe('symbol', { [s]() {} }[s].name);
let x; x = () => {};
observe('assigned', x.name);
const { y = () => {} } = {};
observe('default', y.name);
observe('anonymous', [(() => {}).name, (function() {}).name]);
