// performance: the clock of the run, in milliseconds since it began. The clock is virtual in the simulator.
'use strict';

const start = process.hrtime();

const performance = {
  now() {
    const [seconds, nanoseconds] = process.hrtime(start);
    return seconds * 1000 + nanoseconds / 1e6;
  },
  timeOrigin: Date.now(),
  toJSON() {
    return { timeOrigin: this.timeOrigin };
  },
};
Object.defineProperty(performance, Symbol.toStringTag, { value: 'Performance', configurable: true });

module.exports = { performance };
