// AssertionError: what node:assert throws, with the message that shows how two values differ.
'use strict';

const { inspect } = require('native:util');
const { validateObject } = require('./errors.js');

const kHeads = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
  notIdentical: 'Values have same structure but are not reference-equal:',
};

const kShort = 12;     // two values shown as "a !== b" have no more characters together
const kMaxWidth = 80;  // of a line that is marked with ^
const kMaxLines = 50;

const isReference = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';
const isObject = (value) => typeof value === 'object' && value !== null;

function show(value) {
  return inspect(value, {
    compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false,
    showProxy: false, sorted: true, getters: true,
  });
}

/** The lines of a difference as they are collected. */
class Diff {
  constructor(lines) {
    this.lines = lines;
    this.text = '';
    this.expectedText = '';  // lines of `expected`, held back until the run of differences ends
    this.printed = 0;
    this.identical = 0;
    this.skipped = false;
  }

  /** The end of a run of equal lines before a difference: up to three of them are shown. */
  closeRun(i) {
    if (this.identical > 2) {
      if (this.identical > 3) {
        if (this.identical === 5) this.same(this.lines[i - 3]);
        else if (this.identical > 5) {
          this.text += '\n...';
          this.skipped = true;
        }
        this.same(this.lines[i - 2]);
      }
      this.same(this.lines[i - 1]);
    }
    this.identical = 0;
  }

  same(line) {
    this.text += `\n  ${line}`;
    this.printed += 1;
  }
}

/** Takes equal lines off both ends; at most three of them, and an ellipsis, are shown. */
function takeCommonEnd(actual, expected) {
  let count = 0;
  let end = '';
  let other = '';
  while (actual.length > 0 && expected.length > 0 && actual[actual.length - 1] === expected[expected.length - 1]) {
    const line = actual.pop();
    expected.pop();
    if (count++ < 3) end = `\n  ${line}${end}`;
    else other = line;
  }
  return { count, end, other };
}

/** The place of the first difference of two short lines, marked below them. */
function marker(actual, expected, operator) {
  if (operator === 'strictEqualObject' || actual.length + expected.length >= kMaxWidth) return '';
  let i = 0;
  while (actual[i] === expected[i]) i += 1;
  return i > 2 ? `\n  ${' '.repeat(i)}^` : '';
}

function compareLines(actual, expected, head, trailer) {
  const most = Math.max(actual.length, expected.length);
  const least = Math.min(actual.length, expected.length);
  const diff = new Diff(actual.length < most ? expected : actual);
  const skippedHead = `${head} ... Lines skipped`;
  diff.skipped = trailer.skipped;
  for (let i = 0; i < most; i++) {
    if (i >= least) {
      diff.closeRun(i);
      if (actual.length < most) diff.expectedText += `\n- ${expected[i]}`;
      else diff.text += `\n+ ${actual[i]}`;
      diff.printed += 1;
    } else {
      compareLine(diff, actual, expected, i);
    }
    if (diff.printed > kMaxLines && i < most - 2) {
      return `${skippedHead}\n${diff.text}\n...${diff.expectedText}\n...`;
    }
  }
  return `${diff.skipped ? skippedHead : head}\n${diff.text}${diff.expectedText}${trailer.end}${trailer.mark}`;
}

/** A comma at the end of a line makes no difference. */
function compareLine(diff, actual, expected, i) {
  let line = actual[i];
  const other = expected[i];
  let differs = line !== other && !(line.endsWith(',') && line.slice(0, -1) === other);
  if (differs && other.endsWith(',') && other.slice(0, -1) === line) {
    differs = false;
    line += ',';
  }
  if (differs) {
    const lines = diff.lines;
    diff.lines = actual;
    diff.closeRun(i);
    diff.lines = lines;
    diff.text += `\n+ ${line}`;
    diff.expectedText += `\n- ${other}`;
    diff.printed += 2;
    return;
  }
  diff.text += diff.expectedText;
  diff.expectedText = '';
  diff.identical += 1;
  if (diff.identical <= 2) diff.same(line);
}

function differenceMessage(actual, expected, operator) {
  const actualText = show(actual);
  const actualLines = actualText.split('\n');
  const expectedLines = show(expected).split('\n');
  if (operator === 'strictEqual' &&
      ((isObject(actual) && isObject(expected)) || (typeof actual === 'function' && typeof expected === 'function'))) {
    operator = 'strictEqualObject';
  }
  let mark = '';
  if (actualLines.length === 1 && expectedLines.length === 1 && actualLines[0] !== expectedLines[0]) {
    const [left] = actualLines;
    const [right] = expectedLines;
    if (left.length + right.length <= kShort) {
      if (!isObject(actual) && !isObject(expected) && (actual !== 0 || expected !== 0)) {
        return `${kHeads[operator]}\n\n${left} !== ${right}\n`;
      }
    } else {
      mark = marker(left, right, operator);
    }
  }
  let { count, end, other } = takeCommonEnd(actualLines, expectedLines);
  if (actualLines.length === 0 && expectedLines.length === 0) {
    const lines = actualText.split('\n');
    if (lines.length > kMaxLines) lines.splice(46, lines.length, '...');
    return `${kHeads.notIdentical}\n\n${lines.join('\n')}\n`;
  }
  const skipped = count >= 5;
  if (skipped) end = `\n...${end}`;
  if (other !== '') end = `\n  ${other}${end}`;
  return compareLines(actualLines, expectedLines, `${kHeads[operator]}\n+ actual - expected`, { end, mark, skipped });
}

function unequalMessage(actual, operator) {
  let head = kHeads[operator];
  const lines = show(actual).split('\n');
  if (operator === 'notStrictEqual' && isReference(actual)) head = kHeads.notStrictEqualObject;
  if (lines.length > kMaxLines) lines.splice(46, lines.length, '...');
  if (lines.length === 1) return `${head}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  return `${head}\n\n${lines.join('\n')}\n`;
}

function shorten(text, most) {
  return text.length > most ? `${text.slice(0, most - 3)}...` : text;
}

function looseMessage(actual, expected, operator) {
  const left = show(actual);
  const right = show(expected);
  if (operator === 'notDeepEqual' && left === right) return shorten(`${kHeads[operator]}\n\n${left}`, 1024);
  const a = shorten(left, 512);
  const b = shorten(right, 512);
  if (operator === 'deepEqual') return `${kHeads[operator]}\n\n${a}\n\nshould loosely deep-equal\n\n${b}`;
  if (operator === 'notDeepEqual') return `${kHeads.notDeepEqualUnequal}\n\n${a}\n\nshould not loosely deep-equal\n\n${b}`;
  return `${a} ${operator} ${b}`;
}

/** An error without its stack, so that two of them differ by what they say. */
function withoutStack(error) {
  const copy = Object.create(Object.getPrototypeOf(error));
  for (const key of Object.keys(error)) copy[key] = error[key];
  Object.defineProperty(copy, 'message', { value: error.message });
  return copy;
}

function messageFor(actual, expected, operator) {
  if (actual instanceof Error && expected instanceof Error && 'stack' in actual && 'stack' in expected) {
    actual = withoutStack(actual);
    expected = withoutStack(expected);
  }
  if (operator === 'deepStrictEqual' || operator === 'strictEqual') return differenceMessage(actual, expected, operator);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return unequalMessage(actual, operator);
  return looseMessage(actual, expected, operator);
}

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, stackStartFn, actual, expected } = options;
    super(message !== undefined && message !== null ? String(message) : messageFor(actual, expected, operator));
    const hidden = (value) => ({ __proto__: null, value, enumerable: false, writable: true, configurable: true });
    this.generatedMessage = !message;
    Object.defineProperty(this, 'name', hidden('AssertionError [ERR_ASSERTION]'));
    this.code = 'ERR_ASSERTION';
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Error.captureStackTrace(this, stackStartFn);
    void this.stack;  // some engines write the head line only now
    this.name = 'AssertionError';
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [inspect.custom](depth, options) {
    const shortened = {};
    for (const key of ['actual', 'expected']) {
      const value = this[key];
      if (typeof value !== 'string') continue;
      const lines = value.split('\n');
      if (lines.length > 10) shortened[key] = `${lines.slice(0, 10).join('\n')}\n...`;
      else if (value.length > 512) shortened[key] = `${value.slice(0, 512)}...`;
    }
    const before = { actual: this.actual, expected: this.expected };
    Object.assign(this, shortened);
    const text = inspect(this, { ...options, customInspect: false, depth: 0 });
    Object.assign(this, before);
    return text;
  }
}

module.exports = { AssertionError };
