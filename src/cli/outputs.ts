import { lstat, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  formatNames,
  type FormatName,
  type FormatOptions,
  isFormatName,
  formatOf,
  problemTextIn,
  type Report,
} from '../report/index.ts';
import { type Io, wantsColor, widthOf } from './io.ts';
import { didYouMean } from '../nearest.ts';
import { CommandError } from './command-error.ts';

/** A format with where it goes. */
export interface ReportOutput {
  readonly format: FormatName;
  /** Standard output if undefined. */
  readonly file: string | undefined;
}

/**
 * @param values what `--format` was given, such as `text` or `json=report.json`
 * @param inputs files that must not be overwritten
 * @param others files that are written beside the reports
 * @throws CommandError for unknown formats, and for outputs that would get into each other's way or cannot be written
 */
export async function outputsOf(
  values: readonly string[],
  inputs: readonly string[],
  others: readonly string[] = [],
): Promise<readonly ReportOutput[]> {
  const outputs = values.map(outputOf);
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new CommandError(
      'Only one --format can go to standard output: name a file for the others, as in json=report.json.',
    );
  }
  await refuseWritingOver([...outputs.flatMap(({ file }) => file ?? []), ...others], inputs);
  return outputs;
}

async function refuseWritingOver(files: readonly string[], inputs: readonly string[]): Promise<void> {
  const taken = new Set(inputs.map((input) => resolve(input)));
  for (const file of files) {
    if (taken.has(resolve(file))) throw new CommandError(`${file} would be written over: name another file.`);
    taken.add(resolve(file));
    const folder = await stat(dirname(file)).catch(() => undefined);
    if (folder?.isDirectory() !== true) throw new CommandError(`The folder of ${file} does not exist.`);
  }
}

function outputOf(value: string): ReportOutput {
  const [, format = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? [];
  if (!isFormatName(format)) {
    throw new CommandError(
      `There is no format ${format}, only ${formatNames.join(', ')}.${didYouMean(format, formatNames)}`,
    );
  }
  if (file === '') throw new CommandError(`--format ${value} names no file.`);
  return { format, file };
}

/**
 * Writes a report in all formats. Files appear whole or not at all.
 * @throws CommandError if a file cannot be written, and for reports that are too long
 */
export async function writeReport(
  report: Report,
  outputs: readonly ReportOutput[],
  { stdout, env }: Io,
  {
    color,
    verbose = false,
    isViolation,
  }: Pick<FormatOptions, 'isViolation'> & {
    readonly color?: boolean | undefined;
    readonly verbose?: boolean | undefined;
  },
): Promise<void> {
  const common = { verbose, ...(isViolation && { isViolation }) };
  for (const { format, file } of outputs) {
    if (file === undefined) {
      const terminal = { color: wantsColor(color, env, stdout), width: widthOf(stdout.columns) };
      stdout.write(textOf(report, format, { ...common, ...terminal }));
    } else await writeWhole(file, textOf(report, format, { ...common, color: false, width: widthOf() }));
  }
}

function textOf(report: Report, format: FormatName, options: FormatOptions): string {
  try {
    return formatOf(format)(report, options);
  } catch (error) {
    if (!(error instanceof RangeError && error.message === 'Invalid string length')) throw error;
    throw new CommandError(
      `The report as ${format} is longer than Node can hold (512 MiB): check fewer plans at once, or judge by fewer policies with --only.`,
      { cause: error },
    );
  }
}

/**
 * How to tell the host that reads standard output of what went wrong, before exiting with 0; undefined where it goes by the
 * exit code.
 */
export function problemTextOf(outputs: readonly ReportOutput[]): ((message: string) => string) | undefined {
  const shown = outputs.find(({ file }) => file === undefined);
  return shown && problemTextIn(shown.format);
}

/** The same for a command line that could not be understood. */
export function problemTextFor(argv: readonly string[]): ((message: string) => string) | undefined {
  const named = argv.flatMap((word, index) =>
    word === '--format' ? (argv[index + 1] ?? []) : word.startsWith('--format=') ? word.slice(9) : [],
  );
  const shown = named.find(isFormatName);
  return shown && problemTextIn(shown);
}

/**
 * Writes a file that appears whole or not at all.
 * @throws CommandError if it cannot be written
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  // A name of its own: with more around it, one that is just short enough would be too long.
  const draft = join(dirname(file), `.tfplan-studio.${process.pid}.tmp`);
  try {
    const existing = await lstat(file).catch(() => undefined);
    // A link, a pipe or a device is written to, not replaced.
    if (existing?.isFile() === false) return await writeFile(file, text);
    await writeFile(draft, text);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new CommandError(`${file} cannot be written${reason}.`, { cause: error });
  }
}
