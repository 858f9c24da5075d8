// Plans the examples of the policy reference with the Terraform that is installed: all, or those of the policies that are named.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Example, policiesWithExamples } from './examples.ts';
import { plan } from './terraform.ts';

const [, , ...named] = process.argv;
const examples = (named.length > 0 ? named : policiesWithExamples()).flatMap((policy) => [
  new Example(policy, 'bad'),
  new Example(policy, 'good'),
]);
for (const example of new Map(examples.map((each) => [each.folder, each])).values()) {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  example.writeTo(folder);
  writeFileSync(join(example.folder, 'plan.json'), plan(folder));
  copyFileSync(join(folder, 'tfplan'), join(example.folder, 'tfplan'));
  rmSync(folder, { recursive: true });
}
