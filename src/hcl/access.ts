import { numberText } from './numbers.ts';
import { convert, toText } from './conversion.ts';
import {
  Alt,
  EvaluationError,
  Mapping,
  Sequence,
  Sym,
  Unknown,
  type Value,
  alternatives,
  unknownFrom,
} from './values.ts';

/** `value.name`. Throws EvaluationError if there is no such attribute. */
export function attribute(value: Value, name: string): Value {
  if (value instanceof Alt) return ofOptions(value.options, (option) => attribute(option, name));
  if (value instanceof Unknown) return new Unknown(value.deps, value.reason);
  if (value instanceof Sym) return new Sym(value.instance, [...value.path, name]);
  const found = value instanceof Mapping ? value.entries.get(name) : undefined;
  if (found === undefined) throw new EvaluationError(`There is no attribute "${name}"`);
  return found;
}

/** `value[key]`. Throws EvaluationError if there is no such element. */
export function element(value: Value, key: Value): Value {
  if (key instanceof Alt) return ofOptions(key.options, (option) => element(value, option));
  if (value instanceof Alt) return ofOptions(value.options, (option) => element(option, key));
  if (value instanceof Unknown) return new Unknown(value.deps, value.reason);
  if (value instanceof Sym) return elementOfSymbol(value, key);
  if (value instanceof Mapping) return entry(value, toText(key));
  if (value instanceof Sequence && value.kind !== 'set') return item(value, convert(key, 'number'));
  throw new EvaluationError('The value has no elements to be indexed');
}

/** What is left of several possible values when each is treated alike; those that raise an error cannot be the one. */
export function ofOptions(options: readonly Value[], treat: (option: Value) => Value): Value {
  const results: Value[] = [];
  let failure: unknown;
  for (const option of options) {
    try {
      results.push(treat(option));
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      failure = error;
    }
  }
  if (results.length === 0) throw failure;
  return alternatives(results);
}

function elementOfSymbol(symbol: Sym, key: Value): Value {
  if (typeof key === 'string' || (typeof key === 'number' && numberText(key) !== undefined)) {
    return new Sym(symbol.instance, [...symbol.path, key]);
  }
  return unknownFrom([symbol, key], 'an element chosen by an unknown key');
}

function entry(value: Mapping, key: Value): Value {
  if (typeof key !== 'string') return oneOf(value.entries.values());
  const found = value.entries.get(key);
  if (found === undefined) throw new EvaluationError(`There is no element "${key}"`);
  return found;
}

function item(value: Sequence, index: Value): Value {
  if (!value.fixed || typeof index !== 'number') return oneOf(value.items);
  const found = value.items[index];
  if (found === undefined) throw new EvaluationError(`There is no element ${index}`);
  return found;
}

function oneOf(values: Iterable<Value>): Value {
  const options = [...values];
  if (options.length === 0) throw new EvaluationError('There are no elements');
  return alternatives(options);
}
