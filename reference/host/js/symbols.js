// Symbols that more than one host module uses as keys.
'use strict';

module.exports = {
  kInspect: Symbol.for('nodejs.util.inspect.custom'),
  kMaxEventTargetListeners: Symbol('events.maxEventTargetListeners'),
};
