import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import { isNeeded } from '../../src/network/index.ts';
import { PlanDecoder, readPlanFileSources } from '../../src/plan/index.ts';
import { check } from '../../src/policy/index.ts';
import { calledModules, counted } from '../bench/grow.mjs';

const SEEDS = 'test/bench/seeds';
const seed = (name: string): unknown => JSON.parse(readFileSync(`${SEEDS}/${name}/plan.json`, 'utf8'));

/** Four times as much may take this much longer: less than the 16 times of quadratic growth, with room for noise. */
const MOST = 9;
const SIZES = [250, 1000] as const;

/** The fewest milliseconds of CPU that a check of a plan takes, of a few runs. */
function costOf(pieces: () => Iterable<string>, sources?: Parameters<typeof check>[3]): number {
  const text = [...pieces()].map((piece) => Buffer.from(piece));
  const costs = [1, 2, 3].map(() => {
    const begin = process.cpuUsage();
    const decoder = new PlanDecoder('plan.json', sources === undefined ? { keep: isNeeded } : {});
    for (const piece of text) decoder.push(piece);
    check(decoder.end(), policies, undefined, sources);
    return process.cpuUsage(begin).user / 1000;
  });
  return Math.min(...costs);
}

const KINDS: Readonly<Record<string, readonly string[]>> = {
  subnets: ['aws_subnet.this', 'aws_route_table.this', 'aws_route_table_association.this'],
  routes: ['aws_route.first'],
  'security-group rules': ['aws_security_group_rule.apps'],
  'user profiles': ['aws_sagemaker_user_profile.this', 'aws_security_group.user'],
};

test.each(
  Object.entries(KINDS).flatMap(([kind, names]) => ['planned', 'applied'].map((at) => ({ kind, names, at }))),
)('the time for $kind of one domain, $at, grows with their number', ({ names, at }) => {
  const [few, many] = SIZES.map((count) => costOf(() => counted(seed(at), names, count)));
  expect(many! / few!).toBeLessThan(MOST);
});

test('so does the time for instances of a module, with their sources', async () => {
  const sources = await readPlanFileSources(`${SEEDS}/modules/tfplan`);
  const cost = (count: number): number =>
    costOf(() => calledModules(seed('modules'), 'module.team', count), sources);
  const few = cost(20);
  expect(cost(80) / few).toBeLessThan(MOST);
});
