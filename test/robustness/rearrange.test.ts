import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawing, findingsIn, jsonOf, planFiles, verdictsIn } from './plans.ts';
import { renamed, shuffled, wrapped } from './rearrange.ts';

const plans = fc.constantFrom(...planFiles);

const sorted = (lines: Iterable<string>): readonly string[] => [...lines].sort();
const verdictLines = (
  json: Parameters<typeof verdictsIn>[0],
  nameOf: (subject: string) => string = (subject) => subject,
): readonly string[] =>
  sorted(
    findingsIn(json).map(
      ({ policy, subject, verdict, severity }) => `${policy} ${nameOf(subject)} ${verdict} ${severity}`,
    ),
  );

const restored = (subject: string): string => subject.replaceAll(/(?<=\.)x_/g, '');
const inRoot = (subject: string): string => subject.replace(/^module\.all\./, '');

test('the order of what has no order changes no verdict', () => {
  fc.assert(
    fc.property(plans, fc.nat(1000), (file, seed) => {
      const plan = jsonOf(file);
      expect(verdictLines(shuffled(plan, seed)), file).toEqual(verdictLines(plan));
    }),
    drawing(40),
  );
});

test('names change no verdict', () => {
  fc.assert(
    fc.property(plans, (file) => {
      const plan = jsonOf(file);
      expect(verdictLines(renamed(plan), restored), file).toEqual(verdictLines(plan));
    }),
    drawing(40),
  );
});

test('a module around everything changes no verdict', () => {
  fc.assert(
    fc.property(plans, (file) => {
      const plan = jsonOf(file);
      expect(verdictLines(wrapped(plan), inRoot), file).toEqual(verdictLines(plan));
    }),
    drawing(40),
  );
});
