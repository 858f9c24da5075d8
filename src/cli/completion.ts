import { formatNames } from '../report/index.ts';
import { CommandError } from './command-error.ts';
import type { Io } from './io.ts';
import { commonOptions, COMPLETE } from './options.ts';
import type { Arguments, OptionSpecs } from './parse.ts';

export const usage = `Prints a script that lets a shell complete commands, options and their values.

Examples:
  tfplan-studio completion bash >> ~/.bashrc
  tfplan-studio completion zsh >> ~/.zshrc
  tfplan-studio completion fish > ~/.config/fish/completions/tfplan-studio.fish`;

export const options = { ...commonOptions };

/** Each falls back to the names of files. */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `_tfplan_studio() {
  local current="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=($(compgen -W "$(tfplan-studio ${COMPLETE} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${current#=}"))
}
complete -o bashdefault -o default -F _tfplan_studio tfplan-studio
`,
  zsh: `_tfplan_studio() {
  local -a candidates
  candidates=(\${(f)"$(tfplan-studio ${COMPLETE} "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  compadd -a candidates || _files
}
(( \${+functions[compdef]} )) || { autoload -Uz compinit && compinit -i }
compdef _tfplan_studio tfplan-studio
`,
  fish: `complete -c tfplan-studio -a '(tfplan-studio ${COMPLETE} (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
};

/** Prints the script for a shell. */
export async function run(args: Arguments<typeof options>, { stdout }: Io): Promise<number> {
  const [shell, ...rest] = args._.map(String);
  const script = shell === undefined || !Object.hasOwn(SCRIPTS, shell) ? undefined : SCRIPTS[shell];
  if (script === undefined || rest.length > 0) throw new CommandError('completion takes bash, zsh or fish.');
  stdout.write(script);
  return 0;
}

/** The values of options that take one of a few words. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  '--fail-on': ['error', 'warning', 'never'],
};

/** The options that make sense with a `no-` before their names. */
const NEGATED = new Set(['color', 'config']);

/**
 * What can stand at the end of a command line.
 * @param split those after the command's name; the last may be empty or a part of one, and bash makes three of `--format=json`
 * @param commands each with what loads its options
 */
export async function candidatesFor(
  split: readonly string[],
  commands: Readonly<Record<string, { readonly options: () => Promise<OptionSpecs> }>>,
): Promise<readonly string[]> {
  const current = split.at(-1)?.replace(/^=$/, '') ?? '';
  const before = split.slice(0, -1).filter((word) => word !== '=');
  const command = before.find((word) => Object.hasOwn(commands, word));
  const [, option = ''] = /^(--.+?)=/.exec(current) ?? [];
  const candidates =
    (await valuesOf(command, option))?.map((value) => `${option}=${value}`) ??
    (await valuesOf(command, before.at(-1) ?? '')) ??
    (current.startsWith('-')
      ? namesOf((await commands[command ?? '']?.options()) ?? commonOptions)
      : command === undefined
        ? Object.keys(commands)
        : await operandsOf(command, before));
  return candidates.filter((word) => word.startsWith(current));
}

const namesOf = (specs: OptionSpecs): readonly string[] =>
  Object.keys(specs).flatMap((name) => [`--${name}`, ...(NEGATED.has(name) ? [`--no-${name}`] : [])]);

/** The values of the option before; undefined where it takes none of a few. */
async function valuesOf(command: string | undefined, option: string): Promise<readonly string[] | undefined> {
  if (option === '--only' || option === '--skip') return await policyIds();
  if (option === '--host') return (await import('./init/index.ts')).hostNames;
  if (option === '--format') return command === 'graph' ? ['mermaid', 'dot', 'json'] : formatNames;
  return VALUES[option];
}

async function operandsOf(command: string, before: readonly string[]): Promise<readonly string[]> {
  const operands = before.slice(before.indexOf(command) + 1).filter((word) => !word.startsWith('-'));
  switch (command) {
    case 'policies':
      return operands.length === 0
        ? ['list', 'show', 'test']
        : operands[0] === 'show'
          ? await policyIds()
          : [];
    case 'explain':
      return operands.length === 0 ? [] : await policyIds();
    case 'completion':
      return operands.length === 0 ? Object.keys(SCRIPTS) : [];
    default:
      return [];
  }
}

async function policyIds(): Promise<readonly string[]> {
  const { policies } = await import('../../policies/index.ts');
  return policies.map(({ id }) => id);
}
