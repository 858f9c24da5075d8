/** A workflow command as the runner of GitHub Actions understands it. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const KNOWN = new Set(
  'add-mask add-matcher add-path debug echo endgroup error group internal-set-repo-path notice remove-matcher save-state set-env set-output stop-commands warning'.split(
    ' ',
  ),
);

const unescape = (text: string, ...codes: readonly string[]): string =>
  codes.reduce((rest, code) => rest.replaceAll(code, decodeURIComponent(code)), text);

const unescapeData = (text: string): string => unescape(text, '%0D', '%0A', '%25');
const unescapeProperty = (text: string): string => unescape(text, '%0D', '%0A', '%3A', '%2C', '%25');

/**
 * The command that a line is taken for, by both notations that the runner knows.
 * Rules: src/Runner.Common/ActionCommand.cs and src/Runner.Worker/ActionCommandManager.cs in github.com/actions/runner.
 */
export function commandOf(line: string): Command | undefined {
  const [, info, data = ''] = /^\s*::(.*?)::(.*)$/s.exec(line) ?? [];
  const command = info === undefined ? undefined : parsed(info, ',', unescapeProperty, unescapeData(data));
  if (command !== undefined) return command;
  const [, oldInfo, oldData = ''] = /##\[(.*?)\](.*)$/s.exec(line) ?? [];
  return oldInfo === undefined ? undefined : parsed(oldInfo, ';', String, oldData);
}

function parsed(
  info: string,
  separator: string,
  decoded: (text: string) => string,
  data: string,
): Command | undefined {
  const [, name = '', rest = ''] = /^([^ ]*)(?: (.*))?$/s.exec(info) ?? [];
  if (!KNOWN.has(name.toLowerCase())) return undefined;
  const pairs = rest
    .trim()
    .split(separator)
    .flatMap((pair) => {
      const [, key, value] = /^=*([^=]+)=(.+)$/s.exec(pair) ?? [];
      return key === undefined || value === undefined ? [] : [[key, decoded(value)] as const];
    });
  return { name, properties: Object.fromEntries(pairs), data };
}
