const log = []; const t = (x, v = x) => { log.push(x); return v; };
t('a', { m: (...a) => 0 })[t('b', 'm')](t('c'), ...t('d', []), t('e'));
const o = {}; t('o', o)[t('k')] = t('v'); t('o2', o)[t('k2')] += t('v2');
t('l') + t('r') * t('s'); t('x', 0) || t('y'); t('x1', 1) && t('y1'); `${t('p')}${t('q')}`; [t('i'), t('j')]; ({ [t('kk')]: t('vv') });
new (t('C', class {}))(t('arg')); t('cond', 1) ? t('yes') : t('no');
observe('log', log);
