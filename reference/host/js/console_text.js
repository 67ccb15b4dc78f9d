// The texts that console makes: durations and tables.
'use strict';

const { inspect, types } = require('native:util');

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

/** What console.table prints, or undefined where it only logs `data`. */
function tableOf(data, properties) {
  if (data === null || typeof data !== 'object') return undefined;
  if (properties !== undefined && !Array.isArray(properties)) {
    throw require('./errors.js').invalidArgType('properties', 'Array', properties);
  }
  const iterable = types.isMap(data) || types.isSet(data) || types.isMapIterator(data) || types.isSetIterator(data);
  return iterable ? iterableTable(data) : objectTable(data, properties);
}

module.exports = { durationText, tableOf };
