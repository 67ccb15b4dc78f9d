let n = 0; class A { [`k${n++}`]() {} static [`s${n++}`] = n; } new A(); new A(); observe('r', [n, Object.getOwnPropertyNames(A.prototype), A.s1]);
