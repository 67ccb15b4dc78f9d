// node:readline/promises: an interface whose question() gives a promise.
'use strict';

const readline = require('readline');

class Interface extends readline.Interface {
  question(query, options = {}) {
    return new Promise((resolve, reject) => readline.askPromise(this, query, options, resolve, reject));
  }
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = { Interface, createInterface };
require('native:host').refuseExports(module.exports, 'readline/promises', 'Readline');
