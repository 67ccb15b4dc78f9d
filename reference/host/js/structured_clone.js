// structuredClone, and the errors of cloning. The algorithm is the C++ side's (clone_write.cc, clone_read.cc).
'use strict';

const { missingArgs } = require('./errors.js');
const { types } = require('native:util');
const native = require('native:messaging');

function throwDataCloneError(text) {
  const { DOMException } = require('./dom_exception.js');
  throw new DOMException(text, 'DataCloneError');
}

/** Throws the error that says that `value` cannot be cloned. */
function refuse(value) {
  let text;
  if (types.isGeneratorObject(value) || types.isSymbolObject(value)) {
    text = Object.prototype.toString.call(value);
  } else if (typeof value === 'object') {
    const name = value.constructor && value.constructor.name;
    text = `#<${types.isProxy(value) || !name ? 'Object' : name}>`;
  } else {
    text = String(value);
  }
  throwDataCloneError(`${text} could not be cloned.`);
}

function structuredClone(value, options = undefined) {
  if (arguments.length === 0) throw missingArgs('value');
  const list = options && typeof options === 'object' ? options.transfer : undefined;
  return native.clone(value, list === undefined || list === null ? [] : [...list]);
}

module.exports = { refuse, structuredClone, throwDataCloneError };
