function  f ( a,b ) { return a+b ; /* c */ }
observe('f', f.toString());
class A { m(x) { return x; } static  s() {} }
observe('class', A.toString());
observe('method', A.prototype.m.toString());
observe('arrow', (x=>x*2).toString());
observe('native', Array.prototype.map.toString());
observe('async', (async function  g () {}).toString());
