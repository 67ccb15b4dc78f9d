observe('early', f());
function f() { return 'declared'; }
observe('var', typeof v);
var v = 1;
observe('late', typeof v);
{ function inner() { return 'block'; } }
observe('block', inner());
