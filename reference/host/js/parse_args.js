// util.parseArgs.
'use strict';

const { codedError, invalidArgType, invalidArgValue, validateBoolean, validateObject, validateString } = require('./errors.js');

function own(object, key) {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function checkArray(value, name) {
  if (!Array.isArray(value)) throw invalidArgType(name, 'Array', value);
}

function checkDefault(value, name, type, multiple) {
  const check = type === 'string' ? validateString : validateBoolean;
  if (!multiple) {
    check(value, name);
    return;
  }
  checkArray(value, name);
  value.forEach((one, i) => check(one, `${name}[${i}]`));
}

function checkOptions(options) {
  validateObject(options, 'options');
  for (const [key, option] of Object.entries(options)) {
    const name = `options.${key}`;
    validateObject(option, name);
    const type = own(option, 'type');
    if (type !== 'string' && type !== 'boolean') throw invalidArgType(`${name}.type`, "('string|boolean')", type);
    if (Object.hasOwn(option, 'short')) {
      validateString(option.short, `${name}.short`);
      if (option.short.length !== 1) throw invalidArgValue(`${name}.short`, option.short, 'must be a single character');
    }
    if (Object.hasOwn(option, 'multiple')) validateBoolean(option.multiple, `${name}.multiple`);
    const value = own(option, 'default');
    if (value !== undefined) checkDefault(value, `${name}.default`, type, own(option, 'multiple'));
  }
}

/** What the arguments are, one by one. */
class Reader {
  #rest;
  #options;
  #index = -1;
  #expanded = 0;  // how many of the next arguments came from a group of short options
  tokens = [];

  constructor(args, options) {
    this.#rest = [...args];
    this.#options = options;
  }

  read() {
    while (this.#rest.length > 0) {
      const arg = this.#rest.shift();
      if (this.#expanded > 0) this.#expanded -= 1;
      else this.#index += 1;
      if (arg === '--') {
        this.tokens.push({ kind: 'option-terminator', index: this.#index });
        for (const value of this.#rest) this.tokens.push({ kind: 'positional', index: ++this.#index, value });
        break;
      }
      this.#one(arg, arg.length);
    }
    return this.tokens;
  }

  #one(arg, length) {
    if (!(length >= 2) || arg[0] !== '-') {
      this.tokens.push({ kind: 'positional', index: this.#index, value: arg });
    } else if (arg[1] === '-') {
      const equals = arg.indexOf('=', 3);
      if (equals >= 0) this.#option(arg.slice(2, equals), arg.slice(0, equals), arg.slice(equals + 1));
      else this.#option(arg.slice(2), arg);
    } else if (length === 2) {
      this.#option(this.#longName(arg[1]), arg);
    } else if (this.#takesValue(this.#longName(arg[1]))) {
      this.#option(this.#longName(arg[1]), arg.slice(0, 2), arg.slice(2));
    } else {
      this.#expand(arg);
    }
  }

  /** -abc as -a -b -c, where what follows an option with a value is that value. */
  #expand(arg) {
    const parts = [];
    for (let i = 1; i < arg.length; i++) {
      if (i + 1 < arg.length && this.#takesValue(this.#longName(arg[i]))) {
        parts.push(`-${arg.slice(i)}`);
        break;
      }
      parts.push(`-${arg[i]}`);
    }
    this.#rest.unshift(...parts);
    this.#expanded = parts.length;
    // The group itself was counted.
  }

  #option(name, rawName, inline = undefined) {
    const at = this.#index;
    let value = inline;
    let inlineValue = inline === undefined ? undefined : true;
    const next = this.#rest[0];
    if (inline === undefined && this.#takesValue(name) && next !== undefined && next !== null) {
      value = this.#rest.shift();
      inlineValue = false;
      this.#index += 1;
    }
    this.tokens.push({ kind: 'option', name, rawName, index: at, value, inlineValue });
  }

  #longName(short) {
    const found = Object.entries(this.#options).find(([, option]) => own(option, 'short') === short);
    return found === undefined ? short : found[0];
  }

  #takesValue(name) {
    const option = own(this.#options, name);
    return option !== undefined && option.type === 'string';
  }
}

function refuseUsage(code, message) {
  return codedError(TypeError, `ERR_PARSE_ARGS_${code}`, message);
}

function checkUsage({ name, rawName, value, inlineValue }, options, allowPositionals) {
  const option = own(options, name);
  if (option === undefined) {
    const hint = allowPositionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${rawName}"` : '';
    throw refuseUsage('UNKNOWN_OPTION', `Unknown option '${rawName}'${hint}`);
  }
  const shown = `${own(option, 'short') ? `-${option.short}, ` : ''}--${name}`;
  if (option.type === 'string' && typeof value !== 'string') {
    throw refuseUsage('INVALID_OPTION_VALUE', `Option '${shown} <value>' argument missing`);
  }
  if (option.type === 'boolean' && value !== undefined) {
    throw refuseUsage('INVALID_OPTION_VALUE', `Option '${shown}' does not take an argument`);
  }
  if (inlineValue === false && value.length > 1 && value.startsWith('-')) {
    const example = rawName.startsWith('--') ? `'${rawName}=-XYZ'` : `'--${name}=-XYZ' or '${rawName}-XYZ'`;
    throw refuseUsage('INVALID_OPTION_VALUE', `Option '${rawName}' argument is ambiguous.
Did you forget to specify the option argument for '${rawName}'?
To specify an option argument starting with a dash use ${example}.`);
  }
}

function parseArgs(config = {}) {
  const args = own(config, 'args') ?? process.argv.slice(2);
  const strict = own(config, 'strict') ?? true;
  const allowPositionals = own(config, 'allowPositionals') ?? !strict;
  const wantsTokens = own(config, 'tokens') ?? false;
  const options = own(config, 'options') ?? { __proto__: null };
  checkArray(args, 'args');
  for (const [name, value] of Object.entries({ strict, allowPositionals, tokens: wantsTokens })) validateBoolean(value, name);
  checkOptions(options);

  const tokens = new Reader(args, options).read();
  const values = Object.create(null);
  const positionals = [];
  for (const token of tokens) {
    if (token.kind === 'option') {
      if (strict) checkUsage(token, options, allowPositionals);
      const { name, value = true } = token;
      if (name === '__proto__') continue;
      if (own(options, name)?.multiple) (values[name] ??= []).push(value);
      else values[name] = value;
    } else if (token.kind === 'positional') {
      if (!allowPositionals) {
        throw refuseUsage('UNEXPECTED_POSITIONAL',
                          `Unexpected argument '${token.value}'. This command does not take positional arguments`);
      }
      positionals.push(token.value);
    }
  }
  for (const [name, option] of Object.entries(options)) {
    const value = own(option, 'default');
    if (value !== undefined && values[name] === undefined && name !== '__proto__') values[name] = value;
  }
  return wantsTokens ? { values, positionals, tokens } : { values, positionals };
}

module.exports = { parseArgs };
