import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { all, any, Collection, known, not, type Truth, unknown } from '../../src/logic/index.ts';

const truth = fc.constantFrom<Truth>('yes', 'no', 'unknown');
const judge = (value: Truth) => (value === 'unknown' ? unknown() : known(value === 'yes'));

test('De Morgan: not all is any not', () => {
  fc.assert(
    fc.property(fc.array(truth), (values) => {
      const parts = values.map(judge);
      expect(not(all(...parts)).truth).toBe(any(...parts.map(not)).truth);
    }),
  );
});

const members = fc.array(fc.record({ item: truth, certain: fc.boolean() }), { maxLength: 5 });

/** The sets that a collection may really be: the certain members, and any of the others. */
function worlds(of: readonly { item: Truth; certain: boolean }[], atLeastOne: boolean): Truth[][] {
  let sets: { chosen: Truth[]; hasOpen: boolean }[] = [{ chosen: [], hasOpen: false }];
  for (const { item, certain } of of) {
    const withItem = sets.map(({ chosen, hasOpen }) => ({
      chosen: [...chosen, item],
      hasOpen: hasOpen || !certain,
    }));
    sets = certain ? withItem : [...sets, ...withItem];
  }
  const hasUncertain = of.some(({ certain }) => !certain);
  return sets.filter(({ hasOpen }) => !atLeastOne || !hasUncertain || hasOpen).map(({ chosen }) => chosen);
}

test('every and some never contradict a set that the collection may be', () => {
  fc.assert(
    fc.property(members, fc.boolean(), (facts, atLeastOne) => {
      const collection = new Collection(facts, { atLeastOne });
      const every = collection.every(judge).truth;
      const some = collection.some(judge).truth;
      for (const world of worlds(facts, atLeastOne)) {
        const parts = world.map(judge);
        const [everyThere, someThere] = [all(...parts).truth, any(...parts).truth];
        if (every !== 'unknown' && everyThere !== 'unknown') expect(everyThere).toBe(every);
        if (some !== 'unknown' && someThere !== 'unknown') expect(someThere).toBe(some);
      }
    }),
  );
});

test('what hides keeps a claim open, unless only objects outside the plan can hide', () => {
  const evidence = { address: 'x', text: 'hides' };
  const one = [{ item: 'a', certain: true }];
  const hiding = (outsideOnly: boolean) => new Collection(one, { hidden: { outsideOnly, evidence } });
  expect(hiding(false).every(() => known(true)).truth).toBe('unknown');
  expect(hiding(true).every(() => known(true)).truth).toBe('yes');
  expect(hiding(true).some(() => known(false)).truth).toBe('unknown');
  expect(hiding(false).every(() => known(false)).truth).toBe('no');
});
