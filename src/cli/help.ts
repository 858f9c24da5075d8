import yargs from 'yargs';
import type { OptionSpecs } from './parse.ts';

/**
 * What --help prints.
 * @param usage what comes before the options
 * @param commands names and summaries
 * @param columns how wide it may be
 */
export async function helpOf(
  usage: string,
  options: OptionSpecs,
  commands: Readonly<Record<string, string>>,
  columns: number,
): Promise<string> {
  const parser = yargs()
    .scriptName('tfplan-studio')
    .locale('en')
    .version(false)
    .help(false)
    .options(options)
    .wrap(columns);
  for (const [name, summary] of Object.entries(commands)) parser.command(name, summary);
  return `${usage}\n\n${await parser.getHelp()}\n`;
}
