import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { policies } from '../../policies/index.ts';
import { decodePlan } from '../../src/plan/index.ts';
import { check } from '../../src/policy/index.ts';
import { buildReport, formatNames, formatOf } from '../../src/report/index.ts';
import { drawing, isObject, type Json, jsonOf, objectAt, objectsAt, planFiles } from './plans.ts';

/** The texts in a value that are long enough to be told from other words. */
function* textsIn(value: Json | undefined): Iterable<string> {
  if (typeof value === 'string' && value.length >= 8 && /\d/.test(value) && !value.includes('{')) yield value;
  else if (Array.isArray(value)) for (const element of value) yield* textsIn(element);
  else if (isObject(value)) for (const member of Object.values(value)) yield* textsIn(member);
}

/** The marks of every place where a text stands. */
function marksOf(value: Json | undefined, secret: string): Json {
  if (Array.isArray(value)) return value.map((element) => marksOf(element, secret));
  if (!isObject(value)) return typeof value === 'string' && value === secret;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, marksOf(member, secret)]));
}

test('a value that is marked sensitive wherever it stands is shown nowhere', async () => {
  const formats = formatNames.map(formatOf);
  fc.assert(
    fc.property(
      fc.constantFrom(...planFiles),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (file, at) => {
        const plan = jsonOf(file);
        const changes = objectsAt(plan, 'resource_changes')
          .map((resource) => objectAt(resource, 'change'))
          .filter((change) => change !== undefined);
        const texts = [
          ...new Set(changes.flatMap(({ before, after }) => [...textsIn(before), ...textsIn(after)])),
        ];
        const secret = texts[Math.floor(at * texts.length)];
        // A part of another value is shown with it.
        if (secret === undefined || texts.some((text) => text !== secret && text.includes(secret))) return;
        const addresses = objectsAt(plan, 'resource_changes').map(({ address }) => address);
        const { configuration, prior_state: prior = null, variables = null } = plan;
        const regions = objectAt(configuration, 'provider_config') ?? null;
        if (JSON.stringify([addresses, prior, variables, regions]).includes(secret)) return;
        for (const change of changes) {
          change['before_sensitive'] = marksOf(change['before'], secret);
          change['after_sensitive'] = marksOf(change['after'], secret);
        }
        const checked = check(decodePlan(Buffer.from(JSON.stringify(plan)), 'plan.json'), policies);
        const report = buildReport([checked], policies);
        for (const format of formats) {
          for (const verbose of [false, true])
            expect(format(report, { color: false, width: 4000, verbose }), file).not.toContain(secret);
        }
      },
    ),
    drawing(60),
  );
});
