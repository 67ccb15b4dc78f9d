const d = new Date(Date.UTC(2020, 1, 29, 12, 30, 45, 678)); observe('iso', [d.toISOString(), d.getTime(), d.toJSON(), +d]);
observe('parts', [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCDay(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds(), d.getUTCMilliseconds(), d.getHours(), d.getTimezoneOffset()]);
observe('strings', [d.toString(), d.toUTCString(), d.toDateString(), d.toTimeString()]); d.setUTCMonth(12); observe('overflow', d.toISOString()); d.setUTCDate(0); observe('zero', d.toISOString());
observe('parse', ['2020-01-01', '2020-01-01T00:00:00', '2020-01-01T00:00Z', '2020-01-01T00:00:00+02:00', '2020-13-01', 'x', 'Jan 5, 2021', 'Tue, 05 Jan 2021 10:00:00 GMT', '2021'].map((s) => new Date(s).getTime()));
observe('make', [new Date(2020, 0).getTime(), new Date(0).valueOf(), new Date(NaN).getTime(), String(new Date(NaN)), new Date(8.64e15 + 1).getTime(), typeof Date(), typeof Date.now(), new Date(99, 0).getFullYear(), new Date('2020-01-01') - new Date('2019-01-01')]);
try { new Date(NaN).toISOString(); } catch (e) { observe('invalid', e.message); } observe('prim', [new Date(0)[Symbol.toPrimitive]('number'), `${new Date(0)}`]);
