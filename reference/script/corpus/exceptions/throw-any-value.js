for (const v of [1, 'str', null, undefined, { a: 1 }, [1], Symbol.for('s'), 5n, NaN]) { try { throw v; } catch (e) { observe('v', [typeof e, Object.is(e, v)]); } }
