import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { checkedConfig } from '../../src/config/index.ts';
import type { Finding, Options } from '../../src/policy/index.ts';
import { findingsOf, foldersWith, json } from './plans.ts';

/** Folders of plans that are named by a policy and a case, with the whole verdict in `expected.json`. */
const cases = foldersWith('expected.json', 'policies');

/** What `options.json` of a case declares, as a configuration would. */
function optionsOf(folder: string): Partial<Options> {
  const { features, internet } = checkedConfig(json(folder, 'options.json') ?? {}, folder);
  return { ...(features && { features }), ...(internet && { internet }) };
}

/** What is pinned of a finding; a remedy of a failure only, since what settles a doubt is the same everywhere. */
function pinned({ policy, subject, verdict, severity, evidence, remedy, code }: Finding): Partial<Finding> {
  return {
    policy,
    subject,
    verdict,
    severity,
    evidence,
    ...(verdict === 'fail' && { remedy }),
    ...(code !== undefined && { code }),
  };
}

async function judged(folder: string, links: 'json' | 'source'): Promise<readonly Partial<Finding>[]> {
  const policy = basename(dirname(folder));
  const findings = await findingsOf(folder, links, optionsOf(folder));
  return findings.filter((finding) => finding.policy === policy).map(pinned);
}

test.each(cases)('%s', async (folder) => {
  const found = await judged(folder, 'source');
  expect(found).toEqual(json(folder, 'expected.json'));
  expect(found.map(({ verdict }) => verdict)).toContain(
    /^(?:fail|pass|undetermined|not-applicable)/.exec(basename(folder))?.[0],
  );
});

test.each(cases)('%s: never the opposite with the JSON alone', async (folder) => {
  const found = (await judged(folder, 'json')).map(({ verdict }) => verdict);
  const exact = (await judged(folder, 'source')).map(({ verdict }) => verdict);
  expect(found.map((verdict, index) => (verdict === 'undetermined' ? exact[index] : verdict))).toEqual(exact);
});
