import yargs from 'yargs';
import packageJson from '../../package.json' with { type: 'json' };

/** Runs the command with the arguments that follow its name; returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  await yargs([...argv])
    .scriptName('tfplan-studio')
    .locale('en')
    .version(packageJson.version)
    .strict()
    .exitProcess(false)
    .parse();
  return 0;
}
