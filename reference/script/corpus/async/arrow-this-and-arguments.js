class A { constructor() { this.v = 1; } m() { return (async () => { await null; return this.v + arguments[0]; })(5); } }
new A().m(10).then((x) => observe('x', x));
const o = { async m() { await null; return this === o; } };
o.m().then((x) => observe('this', x));
