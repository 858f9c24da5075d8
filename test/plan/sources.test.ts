import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { InputError, readFolderSources, readPlanFileSources } from '../../src/plan/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'sources-'));
afterAll(() => rmSync(folder, { recursive: true }));

function at(path: string, text = ''): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  return join(folder, path);
}

const configuration = { root_module: { module_calls: { net: { source: 'registry/net' } } } };
const filesOf = (name: string): readonly string[] | undefined =>
  readFolderSources(join(folder, name), configuration)
    .modules.get('')
    ?.files.map((file) => file.name);

describe('the sources of a folder', () => {
  test('are the files that Terraform reads', () => {
    for (const name of ['main.tf', 'b.tofu.json', '.hidden.tf', '#main.tf#', 'main.tf~', 'x.tf/y.tf'])
      at(`editors/${name}`);
    symlinkSync('someone@host:1', join(folder, 'editors/.#main.tf'));
    symlinkSync('main.tf', join(folder, 'editors/linked.tf'));
    expect(filesOf('editors')).toEqual(['b.tofu.json', 'linked.tf', 'main.tf']);
  });

  test.skipIf(process.platform === 'win32')('are no pipes and no devices', () => {
    at('devices/main.tf');
    spawnSync('mkfifo', [join(folder, 'devices/pipe.tf')]);
    symlinkSync('/dev/zero', join(folder, 'devices/zero.tf'));
    expect(filesOf('devices')).toEqual(['main.tf']);
  });

  test.each(['null', '[]', '{}', '{"Modules":[{"Key":"net","Dir":null}]}', '{"Modules":[null]}', '{'])(
    'are not looked for by a damaged list of modules: %s',
    (text) => {
      at('damaged/main.tf');
      const list = at('damaged/.terraform/modules/modules.json', text);
      const sentence = `${list} is damaged: run \`terraform init\` again.`;
      expect(() => filesOf('damaged')).toThrow(new InputError(sentence));
    },
  );

  test('are in a folder', () => {
    const file = at('file.tf');
    const sentence = `${file} is no folder: name the one in which the plan was made.`;
    expect(() => filesOf('file.tf')).toThrow(new InputError(sentence));
    expect(() => filesOf('gone')).toThrow(new InputError(`${join(folder, 'gone')} does not exist.`));
  });
});

test.each([
  ['gone', 'does not exist.'],
  ['.', 'is a folder.'],
])('a plan file that is none: %s', async (name, what) => {
  const path = join(folder, name);
  await expect(readPlanFileSources(path)).rejects.toThrow(new InputError(`${path} ${what}`));
});
