(async () => {
  observe('kept', await Promise.resolve(1).finally(() => 2));
  try { await Promise.resolve(1).finally(() => { throw 'f'; }); } catch (e) { observe('thrown', e); }
  try { await Promise.reject('r').finally(() => 2); } catch (e) { observe('rejected', e); }
  try { await Promise.reject('r').finally(() => Promise.reject('f')); } catch (e) { observe('replaced', e); }
  observe('args', await new Promise((r) => Promise.resolve(1).finally((...a) => r(a.length))));
})();
