Promise.resolve(1).then((x) => x + 1).then((x) => Promise.resolve(x * 10)).then((x) => { throw x; }).catch((e) => e + 1).then((x) => observe('x', x)).then((x) => observe('undefined', x));
