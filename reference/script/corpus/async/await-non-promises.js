(async () => {
  observe('values', [await 1, await null, await undefined, await 's', await { a: 1 }, await [1]]);
  const f = () => {};
  observe('function', (await f) === f);
})();
