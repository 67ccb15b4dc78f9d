(async () => {
  const r = await Promise.allSettled([
    (async () => { throw 1; })(),
    Promise.reject(new TypeError('t')),
    new Promise((_, reject) => reject(undefined)),
    new Promise(() => { throw 'executor'; }),
    Promise.resolve().then(() => { throw 'then'; }),
    (async () => { await Promise.reject('inner'); })(),
  ]);
  observe('reasons', r.map((x) => x.reason));
})();
