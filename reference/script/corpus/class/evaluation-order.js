const log = [];
const t = (x) => { log.push(x); return x; };
class A extends (t('heritage'), Object) {
  [t('k1')] = t('v1');
  static [t('k2')] = t('v2');
  [t('k3')]() {}
  static { t('block'); }
}
new A();
observe('log', log);
