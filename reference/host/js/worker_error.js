// The error that ends a worker, on its way to the parent: 'error' there gets an object of the same built-in class
// with the same properties. What is no Error arrives as a structured clone, or as text when it cannot be cloned.
'use strict';

const classes = { Error, TypeError, RangeError, URIError, SyntaxError, ReferenceError, EvalError };

/** The objects of the prototype chain from the farthest below Object.prototype to the object itself. */
function chainOf(object) {
  const chain = [];
  for (let one = object; one !== null && one !== Object.prototype; one = Object.getPrototypeOf(one)) chain.unshift(one);
  return chain;
}

function classNameOf(chain) {
  for (let i = chain.length - 1; i >= 0; i--) {
    const own = Object.getOwnPropertyDescriptor(chain[i], 'constructor');
    if (own !== undefined && typeof own.value === 'function' && own.value === classes[own.value.name]) {
      return own.value.name;
    }
  }
  return undefined;
}

/** Properties with string keys of the whole chain, getters read, functions left out. */
function propertiesOf(object, chain) {
  const properties = [];
  const at = new Map();
  for (const one of chain) {
    for (const key of Object.getOwnPropertyNames(one)) {
      const own = Object.getOwnPropertyDescriptor(one, key);
      let { value } = own;
      if (!('value' in own)) {
        try {
          value = own.get === undefined ? undefined : own.get.call(object);
        } catch {
          continue;
        }
      }
      if (typeof value === 'function') continue;
      const row = [key, value, own.enumerable, own.writable === true || !('value' in own) ? own.writable : false,
                   own.configurable];
      if (at.has(key)) properties[at.get(key)] = row;
      else at.set(key, properties.push(row) - 1);
    }
  }
  return properties;
}

function canClone(value) {
  try {
    require('./structured_clone.js').structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/** What is posted: a description that makeError() reads. `excerpt`: put before the stack. */
function describeError(error, excerpt) {
  if (typeof error === 'symbol') return { symbol: error.description };
  if (error !== null && typeof error === 'object' && Object.prototype.toString.call(error) === '[object Error]') {
    const chain = chainOf(error);
    const className = classNameOf(chain);
    const properties = propertiesOf(error, chain).filter(([, value]) => canClone(value));
    const stack = properties.find(([key]) => key === 'stack');
    if (stack !== undefined && typeof stack[1] === 'string') stack[1] = excerpt + stack[1];
    if (className !== undefined) return { className, properties };
  }
  if (canClone(error)) return { value: error };
  return { value: require('native:util').inspect(error) };
}

function makeError({ className, properties, symbol, value }) {
  if (className === undefined) return symbol === undefined ? value : Symbol(symbol);
  const error = Object.create(classes[className].prototype);
  for (const [key, own, enumerable, writable, configurable] of properties) {
    Object.defineProperty(error, key, { value: own, enumerable, writable: Boolean(writable), configurable });
  }
  Object.defineProperty(error, Symbol.toStringTag, { value: 'Error', writable: true, enumerable: false,
                                                     configurable: true });
  return error;
}

module.exports = { describeError, makeError };
