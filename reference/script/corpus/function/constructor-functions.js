function P(x) { if (!(this instanceof P)) return new P(x); this.x = x; } P.prototype.get = function() { return this.x; }; P.s = 's';
observe('r', [new P(1).get(), P(2).get(), P.s, P.prototype.constructor === P, Object.keys(new P(1)), new P(1).constructor.name]);
function R() { return { other: 1 }; } observe('object', new R()); function Q() { return 5; } observe('primitive', new Q() instanceof Q);
