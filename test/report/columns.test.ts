import { array, assert, integer, property, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf, fill, wordsOf } from '../../src/report/columns.ts';

describe('columnsOf', () => {
  test.each([
    ['', 0],
    ['aws_vpc.this', 12],
    ['✗ é', 3],
    ['e\u0301', 1],
    ['広い文字', 8],
    ['한국어', 6],
    ['🙂', 2],
    ['𝒳', 1],
  ])('%j takes %d', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });
});

describe('wordsOf', () => {
  test('keeps the keys of addresses whole', () => {
    const words = wordsOf(String.raw`refers to module.a["x y"].aws_vpc.b["say \"hi there\""].id now`);
    expect(words.map(({ text }) => text)).toEqual([
      'refers',
      'to',
      String.raw`module.a["x y"].aws_vpc.b["say \"hi there\""].id`,
      'now',
    ]);
  });
});

describe('fill', () => {
  test('hangs what does not fit, and gives a long word a line of its own', () => {
    const lines = fill(wordsOf('one two three a-word-that-is-too-long four'), 12, '- ', '    ');
    expect(lines).toEqual(['- one two', '    three', '    a-word-that-is-too-long', '    four']);
  });

  test('keeps the gaps within a line', () => {
    expect(fill([{ text: 'a' }, { text: 'b', gap: 2 }, { text: 'c', gap: 2 }], 4, '', '')).toEqual([
      'a  b',
      'c',
    ]);
  });

  test('styles take no columns', () => {
    const words = ['one', 'two'].map((text) => ({ text, style: (word: string) => `<${word}>` }));
    expect(fill(words, 7, '', '')).toEqual(['<one> <two>']);
  });

  test('loses no word, and is too wide for a single word only', () => {
    assert(
      property(array(stringMatching(/^[a-z]{1,12}$/)), integer({ min: 5, max: 30 }), (words, width) => {
        const lines = fill(
          words.map((text) => ({ text })),
          width,
          '',
          '  ',
        );
        expect(lines.join(' ').split(/ +/).filter(Boolean)).toEqual(words);
        for (const line of lines) expect(line.length <= width || !line.trim().includes(' ')).toBe(true);
      }),
    );
  });
});
