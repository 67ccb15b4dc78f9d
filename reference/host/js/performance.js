// performance: the clock of the run, in milliseconds since it began. The clock is virtual in the simulator.
'use strict';

let origin;

const performance = {
  now() {
    const [seconds, nanoseconds] = process.hrtime(); // since the start of the run
    return seconds * 1000 + nanoseconds / 1e6;
  },
  get timeOrigin() {
    return (origin ??= Date.now() - this.now());
  },
  toJSON() {
    return { timeOrigin: this.timeOrigin };
  },
};
Object.defineProperty(performance, Symbol.toStringTag, { value: 'Performance', configurable: true });

module.exports = { performance };
