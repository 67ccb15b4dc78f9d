const o = { b: 1, 2: 'two', a: 2, 1: 'one', [Symbol('s')]: 3, '-1': 4, '01': 5 };
observe('keys', Object.keys(o)); observe('own', Reflect.ownKeys(o).map(String)); observe('json', JSON.stringify(o));
delete o.b; o.b = 9; observe('re-added', Object.keys(o)); observe('entries', Object.entries(o));
