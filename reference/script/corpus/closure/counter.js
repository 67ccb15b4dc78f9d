function make() { let n = 0; return { up: () => ++n, get: () => n }; }
const a = make(), b = make();
a.up(); a.up(); b.up();
observe('a', a.get()); observe('b', b.get());
