const id = async (x) => x;
(async () => {
  observe('sum', (await id(1)) + (await id(2)) * await id(3));
  observe('call', [await id(1), ...(await id([2, 3]))]);
  observe('object', { a: await id(1), [await id('k')]: await id(2) });
  observe('template', `${await id('t')}-${await id('u')}`);
  observe('cond', (await id(true)) ? await id('yes') : await id('no'));
  observe('args', Math.max(await id(1), await id(9), await id(4)));
  observe('member', (await id({ x: { y: 5 } })).x.y);
  observe('nullish', (await id(null)) ?? (await id('dflt')));
  let x = 1; x += await id(10); observe('compound', x);
  observe('unary', [typeof await id('s'), !await id(0), -await id(3)]);
  observe('default', (({ a = 5 }) => a)(await id({})));
})();
