import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { showPlan } from '../../src/plan/index.ts';

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
