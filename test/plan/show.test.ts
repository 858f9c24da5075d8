import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { InputError, showPlan } from '../../src/plan/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'show-'));
afterAll(() => rmSync(folder, { recursive: true }));

const warning = '╷\n│ Warning: Old setting\n│ \n│ It is ignored.\n╵\n';
const error =
  "╷\n│ Error: Couldn't show local plan\n│ \n│ Plan read error: plan file was created by\n│ Terraform 1.9.0.\n╵\n";

test.skipIf(process.platform === 'win32').each([
  [
    'an error after a warning',
    `\n${warning}\n${error}`,
    "Couldn't show local plan: Plan read error: plan file was created by Terraform 1.9.0",
  ],
  ['a line', 'Segmentation fault\n', 'Segmentation fault'],
  ['nothing', '', 'it ended with 3'],
])('says why Terraform refuses a plan file: %s', async (_name, complaint, reason) => {
  const program = join(folder, 'terraform');
  writeFileSync(program, `#!/bin/sh\ncat >&2 <<'END'\n${complaint}END\nexit 3\n`, { mode: 0o755 });
  const path = resolve('testdata/format/refs1/tfplan');
  await expect(showPlan(path, program)).rejects.toThrow(
    `${path} is a plan file that \`${program} show -json\` refuses (${reason}): run it in the folder`,
  );
});

/** Writes a script of a shell. */
function script(name: string, lines: string): string {
  mkdirSync(join(folder, 'tools'), { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  return join(folder, name);
}

describe.skipIf(process.platform === 'win32')('what prints a plan file', () => {
  const plan = resolve('testdata/format/refs1/plan.json');
  const root = process.cwd();
  afterEach(() => process.chdir(root));

  test('is found from the working folder, and takes no file for an option', async () => {
    script('tools/tf', `test "$4" = ./-x && cat '${plan}'`);
    mkdirSync(join(folder, 'stack'));
    copyFileSync('testdata/format/refs1/tfplan', join(folder, 'stack/-x'));
    process.chdir(folder);
    expect(await showPlan('stack/-x', './tools/tf')).toMatchObject({
      path: 'stack/-x',
      formatVersion: '1.2',
    });
  });

  test('may be no program', async () => {
    const path = resolve('testdata/format/refs1/tfplan');
    writeFileSync(join(folder, 'data'), '');
    const sentence = `${join(folder, 'data')} cannot be run (EACCES) to print ${path}.`;
    await expect(showPlan(path, join(folder, 'data'))).rejects.toThrow(new InputError(sentence));
  });

  test('may complain without an end', async () => {
    const endless = script('endless', 'head -c 3000000 /dev/zero | tr "\\0" x >&2; exit 1');
    const refusal: unknown = await showPlan(resolve('testdata/format/refs1/tfplan'), endless).catch(
      (thrown: unknown) => thrown,
    );
    expect(String(refusal).length).toBeLessThan(70_000);
  });

  test('is not asked for where the file is another archive', async () => {
    const other = join(folder, 'other.zip');
    writeFileSync(other, 'PK\u0003\u0004');
    await expect(showPlan(other, 'no-such-program')).rejects.toThrow(`${other} is a damaged plan file`);
  });
});
