try { try { throw new Error('low'); } catch (e) { throw new Error('high', { cause: e }); } } catch (e) { observe('r', [e.message, e.cause.message, 'cause' in new Error('x')]); }
