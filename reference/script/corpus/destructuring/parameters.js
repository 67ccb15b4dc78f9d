const f = ({ a, b = a } = { a: 'd' }, [c, ...d] = [1, 2]) => [a, b, c, d];
observe('none', f()); observe('some', f({ a: 1 }, 'xyz'));
observe('length', f.length);
