let x = 1; { let x = 2; { let x = 3; observe('inner', x); } observe('middle', x); } observe('outer', x);
function f(x) { { var y = x; let z = y + 1; { let y = z; observe('y', y); } } return y; } observe('f', f(10));
