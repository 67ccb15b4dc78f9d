// console: formatted lines on stdout and stderr, groups, counters, timers and tables.
'use strict';

const { formatWithOptions, inspect, types } = require('native:util');
const { writeError, writeOutput } = require('native:host');

let indentation = '';
const counts = new Map();
const timers = new Map();

function print(write, options, args) {
  let text = formatWithOptions(options, ...args);
  if (indentation !== '') text = indentation + text.replaceAll('\n', `\n${indentation}`);
  write(`${text}\n`);
}

/** 1234.5 as "1.234s", 12 as "12ms", 60000 as "1:00.000 (m:ss.mmm)". */
function durationText(ms) {
  let rest = ms;
  let hours = 0;
  let minutes = 0;
  let seconds = 0;
  if (rest >= 1000) {
    if (rest >= 60000) {
      if (rest >= 3600000) {
        hours = Math.floor(rest / 3600000);
        rest %= 3600000;
      }
      minutes = Math.floor(rest / 60000);
      rest %= 60000;
    }
    seconds = rest / 1000;
  }
  if (hours !== 0 || minutes !== 0) {
    const [whole, fraction] = seconds.toFixed(3).split('.');
    const padded = whole.padStart(2, '0');
    const minute = hours !== 0 ? String(minutes).padStart(2, '0') : minutes;
    return `${hours !== 0 ? `${hours}:` : ''}${minute}:${padded}.${fraction} (${hours !== 0 ? 'h:m' : ''}m:ss.mmm)`;
  }
  return seconds !== 0 ? `${seconds.toFixed(3)}s` : `${Number(rest.toFixed(3))}ms`;
}

function timerOf(name, label) {
  const start = timers.get(label);
  if (start === undefined) process.emitWarning(`No such label '${label}' for console.${name}()`);
  return start;
}

function cellText(value) {
  const deep = value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 2;
  return inspect(value, { maxArrayLength: 3, breakLength: Infinity, colors: false, depth: deep ? -1 : 0 });
}

function widthOf(text) {
  return [...text].length;
}

/** A table with a head line and centred cells, drawn with box characters. */
function tableText(head, columns) {
  const rows = Math.max(...columns.map((column) => column.length), 0);
  const widths = head.map((title, i) => {
    let width = widthOf(title);
    for (let row = 0; row < rows; row++) {
      const cell = columns[i][row];
      if (cell !== undefined) width = Math.max(width, widthOf(cell));
    }
    return width + 2;
  });
  const line = (cells) => `│${cells.map((cell, i) => {
    const free = (widths[i] - widthOf(cell)) / 2;
    return ' '.repeat(Math.floor(free)) + cell + ' '.repeat(Math.ceil(free));
  }).join('│')}│\n`;
  const bars = widths.map((width) => '─'.repeat(width));
  let text = `┌${bars.join('┬')}┐\n${line(head)}├${bars.join('┼')}┤\n`;
  for (let row = 0; row < rows; row++) {
    text += line(columns.map((column) => (column[row] === undefined ? '' : column[row])));
  }
  return `${text}└${bars.join('┴')}┘`;
}

/** Columns of a Map, a Set or one of their iterators. */
function iterableTable(data) {
  const isMap = types.isMap(data) || types.isMapIterator(data);
  const entries = [...data];
  const index = entries.map((_, i) => String(i));
  if (!isMap || !types.isMap(data)) {
    return tableText(['(iteration index)', 'Values'], [index, entries.map(cellText)]);
  }
  return tableText(['(iteration index)', 'Key', 'Values'],
                   [index, entries.map(([key]) => cellText(key)), entries.map(([, value]) => cellText(value))]);
}

function objectTable(data, properties) {
  const index = Object.keys(data);
  const columns = new Map();
  const values = [];
  index.forEach((key, row) => {
    const item = data[key];
    const primitive = item === null || (typeof item !== 'function' && typeof item !== 'object');
    if (primitive) values[row] = cellText(item);
    for (const name of properties || (primitive ? [] : Object.keys(item))) {
      if (!columns.has(name)) columns.set(name, []);
      columns.get(name)[row] = primitive || !Object.hasOwn(item, name) ? '' : cellText(item[name]);
    }
  });
  const head = ['(index)', ...columns.keys()];
  const body = [index, ...columns.values()];
  if (values.length > 0) {
    head.push('Values');
    body.push(values);
  }
  return tableText(head, body);
}

const methods = {
  log(...args) { print(writeOutput, {}, args); },
  warn(...args) { print(writeError, {}, args); },
  dir(value, options) {
    print(writeOutput, {}, [inspect(value, { customInspect: false, ...options })]);
  },
  time(label = 'default') {
    label = `${label}`;
    if (timers.has(label)) {
      process.emitWarning(`Label '${label}' already exists for console.time()`);
      return;
    }
    timers.set(label, performance.now());
  },
  timeEnd(label = 'default') {
    label = `${label}`;
    const start = timerOf('timeEnd', label);
    if (start === undefined) return;
    print(writeOutput, {}, ['%s: %s', label, durationText(performance.now() - start)]);
    timers.delete(label);
  },
  timeLog(label = 'default', ...data) {
    label = `${label}`;
    const start = timerOf('timeLog', label);
    if (start === undefined) return;
    print(writeOutput, {}, ['%s: %s', label, durationText(performance.now() - start), ...data]);
  },
  trace: function trace(...args) {
    const error = { name: 'Trace', message: formatWithOptions({}, ...args) };
    Error.captureStackTrace(error, trace);
    methods.error(error.stack);
  },
  assert(condition, ...args) {
    if (condition) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else args.unshift(args.length > 0 ? 'Assertion failed:' : 'Assertion failed');
    methods.warn(...args);
  },
  clear() {},
  count(label = 'default') {
    label = `${label}`;
    const count = (counts.get(label) || 0) + 1;
    counts.set(label, count);
    methods.log(`${label}: ${count}`);
  },
  countReset(label = 'default') {
    label = `${label}`;
    if (!counts.has(label)) process.emitWarning(`Count for '${label}' does not exist`);
    else counts.delete(label);
  },
  group(...data) {
    if (data.length > 0) methods.log(...data);
    indentation += '  ';
  },
  groupEnd() { indentation = indentation.slice(0, -2); },
  table(data, properties) {
    if (data === null || typeof data !== 'object') return methods.log(data);
    if (properties !== undefined && !Array.isArray(properties)) {
      throw require('./errors.js').invalidArgType('properties', 'Array', properties);
    }
    const iterable = types.isMap(data) || types.isSet(data) || types.isMapIterator(data) || types.isSetIterator(data);
    return methods.log(iterable ? iterableTable(data) : objectTable(data, properties));
  },
};
Object.assign(methods, {
  debug: methods.log, info: methods.log, dirxml: methods.log, error: methods.warn, groupCollapsed: methods.group,
});

// In the order in which Node lists them.
const kOrder = [
  'log', 'warn', 'dir', 'time', 'timeEnd', 'timeLog', 'trace', 'assert', 'clear', 'count', 'countReset', 'group',
  'groupEnd', 'table', 'debug', 'info', 'dirxml', 'error', 'groupCollapsed',
];
const console = Object.create({});
for (const name of kOrder) {
  const method = methods[name];
  // A function of its own for each name, as `console.info.name` shows.
  const own = { [name](...args) { return method(...args); } }[name];
  console[name] = name === 'trace' ? method : own;
}
Object.defineProperty(console, Symbol.toStringTag, {
  value: 'console', writable: false, enumerable: false, configurable: true });

module.exports = { console };
