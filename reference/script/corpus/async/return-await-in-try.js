const bad = async () => { throw 'x'; }; const a = async () => { try { return bad(); } catch { return 'caught'; } }; const b = async () => { try { return await bad(); } catch { return 'caught'; } };
(async () => { observe('a', await a().catch((e) => 'escaped ' + e)); observe('b', await b()); })();
