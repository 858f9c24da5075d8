import packageJson from '../../package.json' with { type: 'json' };
import { CommandError } from './command-error.ts';
import { complain, sentenceOf } from './complain.ts';
import { type Io, widthOf } from './io.ts';
import { didYouMean } from '../nearest.ts';
import { commonOptions, COMPLETE } from './options.ts';
import { type Arguments, type OptionSpecs, parse } from './parse.ts';

const USAGE = `tfplan-studio reads a Terraform or OpenTofu plan and says, before apply, whether
Amazon SageMaker Studio in VpcOnly mode will work and stay private.

Examples:
  terraform plan -out tfplan
  terraform show -json tfplan > plan.json
  tfplan-studio check plan.json
  tfplan-studio check --help`;

/** What a module of a command exports. */
interface Command<Specs extends OptionSpecs> {
  /** What --help says before the options, examples included. */
  readonly usage: string;
  readonly options: Specs;
  /** @returns the exit code */
  run(args: Arguments<Specs>, io: Io): Promise<number>;
  /** Summaries of the commands under this one. */
  readonly commands?: Readonly<Record<string, string>>;
}

/** A command that is loaded when it is used. */
const lazily = <Specs extends OptionSpecs>(summary: string, load: () => Promise<Command<Specs>>) => ({
  summary,
  run: async (argv: readonly string[], io: Io): Promise<number> => await execute(await load(), argv, io),
  options: async (): Promise<OptionSpecs> => (await load()).options,
});

const COMMANDS = {
  check: lazily('Judge plans', () => import('./check.ts')),
  explain: lazily('Tell why a subject is judged as it is', () => import('./explain.ts')),
  graph: lazily('Draw the network of a plan', () => import('./graph.ts')),
  policies: lazily('List the policies, show one, test your own', () => import('./policies.ts')),
  init: lazily('Write a configuration and an example', () => import('./init/index.ts')),
  completion: lazily('Let a shell complete the command', () => import('./completion.ts')),
};

/** What a thread runs that `check` starts. */
export async function work(): Promise<void> {
  const { work: workOff } = await import('./worker.ts');
  await workOff();
}

/** What there is without a command. */
const GENERAL: Command<typeof commonOptions> = {
  usage: USAGE,
  options: commonOptions,
  commands: Object.fromEntries(Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary])),
  run: async () => {
    throw new CommandError(
      `There is no command: name one of ${Object.keys(COMMANDS).join(', ')}, or --help.`,
    );
  },
};

/**
 * Runs the command.
 * @param argv the arguments that follow its name
 * @returns the exit code: 0 nothing at or above the threshold, 1 violations, 2 it could not do its job, 3 with --strict
 * nothing worse than undetermined verdicts
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return await fail(error, argv, io);
  }
}

/** Tells what went wrong; to a host that takes the verdict from the text, as a failure there. */
async function fail(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  const { problemTextFor } = await import('./outputs.ts');
  const problemText = problemTextFor(argv);
  if (problemText !== undefined) {
    io.stdout.write(problemText(sentenceOf(error)));
    return 0;
  }
  const color = argv.includes('--no-color') ? false : argv.includes('--color') ? true : undefined;
  complain(error, { color, debug: argv.includes('--debug') }, io);
  return 2;
}

/** Hands the arguments to the command that they name. */
async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  if (argv[0] === COMPLETE) return await complete(argv.slice(1), io);
  const at = argv.findIndex((argument) => !argument.startsWith('-'));
  const name = argv[at];
  const others = argv.toSpliced(at, 1);
  if (name === undefined) return await execute(GENERAL, argv, io);
  if (name === 'help') return await dispatch([...others, '--help'], io);
  if (isCommand(name)) return await COMMANDS[name].run(others, io);
  const advice = name.includes('.')
    ? ` To check a plan: \`tfplan-studio check ${name}\`.`
    : didYouMean(name, Object.keys(COMMANDS));
  throw new CommandError(
    `There is no command ${name}.${advice} \`tfplan-studio --help\` lists the commands.`,
  );
}

/** Tells a shell what may stand at the end of a command line. */
async function complete(words: readonly string[], { stdout }: Io): Promise<number> {
  const { candidatesFor } = await import('./completion.ts');
  const candidates = await candidatesFor(words, COMMANDS);
  stdout.write(candidates.map((candidate) => `${candidate}\n`).join(''));
  return 0;
}

const isCommand = (name: string): name is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, name);

async function execute<Specs extends OptionSpecs>(
  command: Command<Specs>,
  argv: readonly string[],
  io: Io,
): Promise<number> {
  const { usage, options, commands = {} } = command;
  const args = parse(argv, options);
  if (args['help'] === true) {
    const { helpOf } = await import('./help.ts');
    io.stdout.write(await helpOf(usage, options, commands, widthOf(io.stdout.columns)));
  } else if (args['version'] === true) io.stdout.write(`${packageJson.version}\n`);
  else return await command.run(args, io);
  return 0;
}
