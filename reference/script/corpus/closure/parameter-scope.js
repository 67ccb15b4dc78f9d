const x = 'outer';
function f(a = () => x, x_ = 1) { var x = 'body'; return [a(), x]; }
observe('separate', f());
function g(x, a = () => x) { var x; const before = x; x = 'changed'; return [before, a(), x]; }
observe('shared', g('param'));
