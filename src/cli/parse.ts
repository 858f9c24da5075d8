import yargs, { type Arguments as YargsArguments, type InferredOptionTypes, type Options } from 'yargs';
import packageJson from '../../package.json' with { type: 'json' };
import { CommandError } from './command-error.ts';
import { didYouMean } from './nearest.ts';

export type OptionSpecs = Readonly<Record<string, Options>>;

/** The options by name, and the operands in `_`. */
export type Arguments<Specs extends OptionSpecs> = YargsArguments<InferredOptionTypes<Specs>>;

/**
 * Parses a command line.
 * @param usage what --help says before the options
 * @param commands names and summaries for --help
 * @param columns how wide the help may be
 * @returns the arguments, or the text that --help or --version asks for
 * @throws CommandError for unknown options and values that do not fit
 */
export async function parse<Specs extends OptionSpecs>(
  argv: readonly string[],
  {
    usage,
    options,
    commands = {},
  }: {
    readonly usage: string;
    readonly options: Specs;
    readonly commands?: Readonly<Record<string, string>>;
  },
  columns: number,
): Promise<Arguments<Specs> | string> {
  refuseValuesOfFlags(argv, options);
  const parser = yargs()
    .scriptName('tfplan-studio')
    .locale('en')
    .options(options)
    .version(packageJson.version)
    .help()
    .alias('help', 'h')
    .wrap(columns)
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-positional-numbers': false,
    })
    .strictOptions()
    .fail(false)
    .exitProcess(false);
  for (const [name, summary] of Object.entries(commands)) parser.command(name, summary);
  let text = '';
  try {
    const args: unknown = await parser.parseAsync([...argv], {}, (_error, _args, output) => {
      text = output;
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without camel case, the names are those of the options
    if (text === '') return args as Arguments<Specs>;
    return text === packageJson.version ? `${text}\n` : `${usage}\n\n${text}\n`;
  } catch (error) {
    throw new CommandError(sentenceOf(error instanceof Error ? error.message : String(error), options), {
      cause: error,
    });
  }
}

/** yargs takes --strict=yes for --no-strict. */
function refuseValuesOfFlags(argv: readonly string[], options: OptionSpecs): void {
  for (const [name, { type }] of Object.entries(options)) {
    if (type === 'boolean' && argv.some((arg) => arg.startsWith(`--${name}=`)))
      throw new CommandError(`--${name} takes no value.`);
  }
}

/** What is wrong with a command line, from what yargs says of it. */
function sentenceOf(message: string, options: OptionSpecs): string {
  const [, unknown] = /^Unknown arguments?: ([^,]+)/.exec(message) ?? [];
  if (unknown !== undefined) {
    const near = didYouMean(unknown, [...Object.keys(options), 'help', 'version'], dashed);
    return `There is no option ${dashed(unknown)}.${near}`;
  }
  const [, bare] = /^Not enough arguments following: (.+)$/.exec(message) ?? [];
  return bare === undefined ? message : `${dashed(bare)} takes a value.`;
}

const dashed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`);
