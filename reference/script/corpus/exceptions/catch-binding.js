try { throw { a: 1, b: [2] }; } catch ({ a, b: [c] }) { observe('pattern', [a, c]); }
try { throw 1; } catch { observe('none', true); }
let e = 'outer'; try { throw 'inner'; } catch (e) { observe('shadow', e); { let e = 'block'; observe('block', e); } } observe('outer', e);
try { throw undefined; } catch (x) { observe('undefined', x); }
