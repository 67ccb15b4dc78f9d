const log = [];
const t = (x, v) => { log.push(x); return v; };
const o = { get a() { return t('get a'); }, get b() { return t('get b', 2); } };
const { [t('key a', 'a')]: x = t('default a', 1), [t('key b', 'b')]: y = t('default b', 1) } = t('source', o);
observe('xy', [x, y]); observe('log', log);
