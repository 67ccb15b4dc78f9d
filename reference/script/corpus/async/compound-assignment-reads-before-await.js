let x = 1;
const f = async () => { x += await Promise.resolve(10); };
const g = async () => { x += await Promise.resolve(100); };
Promise.all([f(), g()]).then(() => observe('x', x));
