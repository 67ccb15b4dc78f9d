const log = [];
class A {
  static a = log.push('a');
  static { log.push('block ' + this.a); this.b = 2; }
  static c = log.push('c' + this.b);
}
observe('log', log); observe('b', A.b);
