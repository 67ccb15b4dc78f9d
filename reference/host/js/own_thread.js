// What this thread is as a worker.
'use strict';

const own = require('native:worker').self();

module.exports = {
  own,  // undefined on the main thread
  environmentData: own === undefined ? new Map() : own.data.environmentData,
};
