import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hide, omissible, placesOf, WAYS, without } from './hide.ts';
import { drawing, type JsonObject, jsonOf, planFiles, textAt, verdictsIn } from './plans.ts';

const plans = fc.constantFrom(...planFiles);
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** What another plan says with certainty and this one does not say so. */
function contradictions(less: JsonObject, more: JsonObject): readonly string[] {
  const before = verdictsIn(more);
  return [...verdictsIn(less)].flatMap(([key, verdict]) => {
    const was = before.get(key);
    // Of what may not apply, it may be known that it holds.
    const fits =
      verdict === was || verdict === 'undetermined' || (was === 'not-applicable' && verdict === 'pass');
    return fits ? [] : [`${key}: ${verdict} where it was ${was}`];
  });
}

test('hiding what a plan tells makes no verdict another, only undetermined', () => {
  fc.assert(
    fc.property(
      plans,
      fc.array(fc.tuple(share, fc.constantFrom(...WAYS)), { minLength: 1, maxLength: 6 }),
      (file, picks) => {
        const plan = jsonOf(file);
        const places = placesOf(plan);
        const hidden = picks.flatMap(([at, way]) => {
          const place = places[Math.floor(at * places.length)];
          if (place === undefined) return [];
          hide(plan, places, place, way);
          return [`${way} ${textAt(place.configured, 'address')} ${place.path.join('.')}`];
        });
        expect(contradictions(plan, jsonOf(file)), `${file} without ${hidden.join(', ')}`).toEqual([]);
      },
    ),
    drawing(60),
  );
});

test('leaving resources out by a target makes no verdict another, only undetermined', () => {
  fc.assert(
    fc.property(plans, fc.array(share, { minLength: 1, maxLength: 4 }), (file, picks) => {
      const plan = jsonOf(file);
      const all = omissible(plan);
      const left = new Set(picks.flatMap((at) => all[Math.floor(at * all.length)] ?? []));
      expect(contradictions(without(plan, left), plan), `${file} without ${[...left].join(', ')}`).toEqual(
        [],
      );
    }),
    drawing(40),
  );
});
