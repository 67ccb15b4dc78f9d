const o = Object.assign((x) => x + o.k, { k: 10 }); observe('r', [o(1), typeof o, o instanceof Function, o.name]);
