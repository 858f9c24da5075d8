import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModuleSources } from '../../src/plan/index.ts';
import type { Finding } from '../../src/policy/index.ts';

/** The file that takes blocks of their own. */
export const REMEDY_FILE = 'remedy.tf';

/**
 * Does to a configuration what the remedy of a finding says: adds its blocks to the module that they are for, changes resources
 * that stand, and passes what its variables stand for.
 * @param folder of the root module
 * @returns the folder of the changed module
 * @throws Error for what it cannot do without somebody who thinks
 */
export function applyRemedy(
  folder: string,
  { code = '', remedy }: Finding,
  { modules }: ModuleSources,
): string {
  const directoryOf = (call: string): string => {
    const directory = modules.get(call)?.directory;
    if (directory === undefined) throw new Error(`There is no module ${call}.`);
    return join(folder, directory);
  };
  const [, module = ''] = /The blocks are for (module\.\S+?)\.(?: |$)/.exec(remedy) ?? [];
  const call = module.replace('module.', '');
  const home = directoryOf(call);
  for (const block of code.split('\n\n')) {
    const [, address, change] = /^# in (\S+)\n([^]*)$/.exec(block) ?? [];
    if (address === undefined || change === undefined) add(home, block);
    else {
      const [type, name] = address.split('.').slice(-2);
      editBlock(home, `resource "${type}" "${name}"`, change);
    }
  }
  for (const [, name = '', value = ''] of remedy.matchAll(/var\.(\w+) stands for (\S+?): pass it in/g)) {
    const [, source, local = ''] = /^module\.(\w+)\.(.+)$/.exec(value) ?? [];
    if (source !== undefined) add(directoryOf(source), `output "${name}" {\n  value = ${local}\n}`);
    add(home, `variable "${name}" {}`);
    editBlock(
      folder,
      `module "${call}"`,
      `${name} = ${source === undefined ? value : `module.${source}.${name}`}`,
    );
  }
  return home;
}

const add = (folder: string, block: string): void =>
  appendFileSync(join(folder, REMEDY_FILE), `${block}\n\n`);

/** Sets an argument, or puts in a nested block. */
function editBlock(folder: string, opening: string, change: string): void {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.tf'))) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const start = text.indexOf(`${opening} {\n`);
    if (start < 0) continue;
    const end = text.indexOf('\n}\n', start);
    const [, argument] = /^(\w+) +=/.exec(change) ?? [];
    const lines = text.slice(start, end).split('\n');
    const kept = lines.filter((line) => argument === undefined || !line.startsWith(`  ${argument} `));
    writeFileSync(
      path,
      `${text.slice(0, start)}${kept.join('\n')}\n${change.replaceAll(/^/gm, '  ')}${text.slice(end)}`,
    );
    return;
  }
  throw new Error(`${opening} is not in ${folder}.`);
}
