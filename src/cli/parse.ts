import type { Arguments as YargsArguments, InferredOptionTypes, Options } from 'yargs';
import { Parser } from 'yargs/helpers';
import { CommandError } from './command-error.ts';
import { didYouMean } from '../nearest.ts';

export type OptionSpecs = Readonly<Record<string, Options>>;

/** The options by name, and the operands in `_`. */
export type Arguments<Specs extends OptionSpecs> = YargsArguments<InferredOptionTypes<Specs>>;

/**
 * Parses a command line. Only yargs' parser is at work here; the rest of yargs is loaded for help.
 * @throws CommandError for unknown options and values that do not fit
 */
export function parse<Specs extends OptionSpecs>(argv: readonly string[], options: Specs): Arguments<Specs> {
  refuseValuesOfFlags(argv, options);
  const specs = Object.entries(options);
  const namesOf = (matches: (spec: Options) => unknown): string[] =>
    specs.filter(([, spec]) => matches(spec)).map(([name]) => name);
  const { argv: parsed, error } = Parser.detailed([...argv], {
    boolean: namesOf(({ type }) => type === 'boolean'),
    string: namesOf(({ type }) => type === 'string'),
    array: namesOf(({ array }) => array),
    alias: Object.fromEntries(specs.map(([name, { alias = [] }]) => [name, [alias].flat()])),
    coerce: Object.fromEntries(specs.flatMap(([name, { coerce }]) => (coerce ? [[name, coerce]] : []))),
    configuration: {
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-positional-numbers': false,
      'strip-aliased': true,
    },
  });
  if (error) throw error;
  const unknown = Object.keys(parsed).find((name) => name !== '_' && !Object.hasOwn(options, name));
  if (unknown !== undefined) {
    const near = didYouMean(unknown, Object.keys(options), dashed);
    const negated = `--no-${unknown}`;
    throw new CommandError(
      `There is no option ${argv.includes(negated) ? negated : dashed(unknown)}.${near}`,
    );
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every name is one of the options, and coerced
  return { $0: '', ...parsed } as Arguments<Specs>;
}

/** The parser takes --strict=yes for --no-strict. */
function refuseValuesOfFlags(argv: readonly string[], options: OptionSpecs): void {
  for (const [name, { type }] of Object.entries(options)) {
    if (type === 'boolean' && argv.some((arg) => arg.startsWith(`--${name}=`)))
      throw new CommandError(`--${name} takes no value.`);
  }
}

const dashed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`);
