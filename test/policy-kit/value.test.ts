import {
  every,
  type Judgement,
  none,
  Resource,
  ResourceGraph,
  some,
  type Truth,
  type Value,
} from 'tfplan-studio';
import { afterApply, planOf } from 'tfplan-studio/testing';
import { expect, test } from 'vitest';

/** Every question that a value answers, on each of the values of one resource. */
const graph = new ResourceGraph(
  planOf({
    'demo_thing.this': {
      text: 'postgres',
      number: 5432,
      off: false,
      nothing: null,
      empty: '',
      none: [],
      no_tags: {},
      later: afterApply,
      list: ['a', 'b'],
      partly: ['a', afterApply],
      tags: { Owner: 'me', Later: afterApply },
      rules: [{ port: 22 }, { port: afterApply }],
    },
  }),
  'planned',
);
const thing: Resource = graph.at('demo_thing.this')!;

const QUESTIONS: Readonly<Record<string, (value: Value) => Judgement>> = {
  'is set': (value) => value.isSet(),
  'is "postgres"': (value) => value.is('postgres'),
  'is 5432 or false': (value) => value.isOneOf([5432, false]),
  'matches /^post/': (value) => value.matches(/^post/g),
  'is at least 5432': (value) => value.isAtLeast(5432),
  'is at most 5431': (value) => value.isAtMost(5431),
  'has "a" in it': (value) => some(value.collection(), (element) => element.is('a')),
  'has only "a" in it': (value) => every(value.collection(), (element) => element.is('a')),
};

const truths = (...path: readonly [string, ...(string | number)[]]): Readonly<Record<string, Truth>> =>
  Object.fromEntries(Object.entries(QUESTIONS).map(([name, ask]) => [name, ask(thing.get(...path)).truth]));

test.each([
  ['text', 'yes', 'yes', 'no', 'yes', 'no', 'no', 'no', 'yes'],
  ['number', 'yes', 'no', 'yes', 'no', 'yes', 'no', 'no', 'yes'],
  ['off', 'yes', 'no', 'yes', 'no', 'no', 'no', 'no', 'yes'],
  ['nothing', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'yes'],
  ['empty', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'yes'],
  ['none', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'yes'],
  ['no_tags', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'yes'],
  ['absent', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'yes'],
  ['later', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
  ['list', 'yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'no'],
  ['partly', 'yes', 'no', 'no', 'no', 'no', 'no', 'yes', 'unknown'],
  ['tags', 'yes', 'no', 'no', 'no', 'no', 'no', 'unknown', 'no'],
] as const)('%s', (name, ...expected) => {
  expect(Object.values(truths(name))).toEqual(expected);
});

test('the entries of a map, one by one', () => {
  expect(thing.get('tags', 'Owner').isSet().truth).toBe('yes');
  expect(thing.get('tags', 'Later').isSet().truth).toBe('unknown');
  expect(thing.get('tags', 'Absent').isSet().truth).toBe('no');
});

test('evidence names the elements', () => {
  const open = none(thing.get('rules').collection(), (rule) => rule.get('port').is(22));
  expect(open).toMatchObject({
    truth: 'no',
    evidence: [{ address: 'demo_thing.this', attribute: 'rules[0].port', text: 'is 22' }],
  });
});

test('an attribute that is unknown is one that the resource has', () => {
  expect(['later', 'nothing', 'absent'].map((name) => thing.has(name))).toEqual([true, true, false]);
});
