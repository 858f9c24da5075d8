import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { formatOf, type Report } from '../../src/report/index.ts';
import { STYLE } from '../../src/report/html/style.ts';
import { printable } from '../../src/report/printable.ts';
import { ATTACKS, reportOfAttack } from './attacks.ts';
import { type Allowed, attribute, type Dom, domOf, strangersOf } from './dom.ts';
import { ACTIVE, largeReport } from './hostile.ts';
import { fact, options, reportFromSources, reportOf, reportWith } from './reports.ts';

const html = formatOf('html');
const shown = (report: Report): string => html(report, options);
const pageOf = (report: Report): Dom => domOf(shown(report), 'page');

const ALLOWED: Allowed = {
  html: ['lang'],
  head: [],
  meta: ['charset', 'http-equiv', 'name', 'content'],
  title: [],
  style: [],
  body: [],
  header: [],
  main: [],
  section: [],
  footer: ['class'],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  p: ['class'],
  span: ['class', 'aria-hidden'],
  strong: [],
  br: [],
  code: ['class'],
  pre: [],
  a: ['href'],
  ul: ['class'],
  li: [],
  details: ['open'],
  summary: [],
  div: ['class', 'role', 'aria-label', 'tabindex'],
  table: ['class'],
  thead: [],
  tbody: [],
  tr: [],
  th: ['scope'],
  td: ['class'],
  figure: [],
  figcaption: ['class'],
  svg: ['role', 'viewBox', 'width', 'height'],
  rect: ['class', 'x', 'y', 'width', 'height', 'rx'],
  path: ['d'],
  text: ['class', 'x', 'y'],
};

const elementsOf = ({ elements }: Dom, name: string) => elements.filter(({ tagName }) => tagName === name);

/** The elements with their attributes, but for where the links lead. */
const structureOf = ({ elements }: Dom): readonly string[] =>
  elements.map(({ tagName, attrs }) => `${tagName} ${attrs.map(({ name }) => name).join(' ')}`);

test.each(['public-subnets-main', 'no-endpoints'])('%s', async (name) => {
  const report = await reportFromSources(`studio/locals/${name}`);
  await expect(shown(report)).toMatchFileSnapshot(`expected/html-${name}.html`);
});

test('is HTML that no browser has to mend, and holds what was expected', async () => {
  const page = pageOf(await reportOf('format/err', 'format/noch', 'studio/flatCount/profiles-shared'));
  expect(page.errors).toEqual([]);
  expect(strangersOf(page, ALLOWED)).toEqual([]);
});

describe('the page', () => {
  const page = pageOf(reportOfAttack('x'));

  test('loads and runs nothing', () => {
    const [policy] = elementsOf(page, 'meta').filter(
      (meta) => attribute(meta, 'http-equiv') === 'Content-Security-Policy',
    );
    const [style] = page.texts.filter(({ within }) => within.at(-1) === 'style');
    const hash = createHash('sha256')
      .update(style?.text ?? '')
      .digest('base64');
    expect(policy && attribute(policy, 'content')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(style?.text).not.toMatch(/url|@import|expression/);
  });

  test('has a heading for each part, none of a level too deep', () => {
    const levels = page.elements.flatMap(({ tagName }) => /^h(\d)$/.exec(tagName)?.[1] ?? []).map(Number);
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThan(2);
  });

  test('tells verdicts in words and marks, not by colour alone', () => {
    const words = page.texts.filter(({ within }) => within.includes('td')).map(({ text }) => text.trim());
    expect(words).toEqual(expect.arrayContaining(['✗', 'error', '✓', 'pass', '–', 'not-applicable']));
  });

  test('describes its pictures', () => {
    expect(elementsOf(page, 'svg').map((svg) => attribute(svg, 'role'))).toEqual(['img', 'img']);
    expect(page.texts).toContainEqual(
      expect.objectContaining({ text: 'From x to x in 2 steps', within: expect.arrayContaining(['svg']) }),
    );
  });
});

describe.each(ATTACKS)('%j', (text) => {
  const page = pageOf(reportOfAttack(text));

  test('changes nothing but texts', () => {
    expect(structureOf(page)).toEqual(structureOf(pageOf(reportOfAttack('x'))));
    expect(page.errors).toEqual([]);
    expect(page.comments).toEqual([]);
  });

  test('is shown as it is, but for what does not show', () => {
    const message = page.texts.find(({ within }) => within.at(-1) === 'p' && within.includes('details'));
    expect(message?.text).toBe(printable(text));
    expect(page.texts.filter((part) => ACTIVE.test(part.text))).toEqual([]);
  });
});

describe('the source of a policy', () => {
  test.each([
    ['https://example.com/?a="b"', 'https://example.com/?a=%22b%22'],
    ['javascript:alert(1)', undefined],
  ])('%s links to %s', (source, link) => {
    const report = reportWith({});
    const policies = report.policies.map((policy) => ({ ...policy, source }));
    const links = elementsOf(pageOf({ ...report, policies }), 'a').map((a) => attribute(a, 'href'));
    expect(new Set(links)).toEqual(new Set(link === undefined ? [] : [link]));
  });
});

test('a long chain is drawn with its first and its last steps', () => {
  const chain = Array.from({ length: 30 }, (_, index) => `aws_subnet.${'long'.repeat(30)}${index}`);
  const [evidence] = chain.reduceRight(
    (below, address) => [fact(address, '広'.repeat(60), ...below)],
    new Array<ReturnType<typeof fact>>(),
  );
  const page = pageOf(reportWith({ evidence: evidence === undefined ? [] : [evidence] }));
  expect(elementsOf(page, 'rect')).toHaveLength(10);
  expect(page.texts.map(({ text }) => text)).toContain('20 steps after the first are left out.');
  const drawn = page.texts.filter(({ within }) => within.at(-1) === 'text').map(({ text }) => text);
  for (const text of drawn) expect(text).toMatch(/^.{37,75}…$/u);
});

test('all policies and subjects are in the table', () => {
  const page = pageOf(largeReport(50));
  expect(elementsOf(page, 'th').filter((th) => attribute(th, 'scope') === 'col')).toHaveLength(51);
  expect(elementsOf(page, 'td')).toHaveLength(50);
});

describe('contrast', () => {
  const [light = '', dark = ''] = STYLE.match(/--page:[^}]*/g) ?? [];

  test.each([
    ['light', light],
    ['dark', dark],
  ])('of texts on both grounds is at least 4.5 to 1: %s', (_, scheme) => {
    const colours = new Map(
      [...scheme.matchAll(/--([a-z-]+): (#[0-9a-f]+)/g)].map(([, name = '', colour = '']) => [name, colour]),
    );
    const texts = [...colours].filter(([name]) => !['page', 'panel', 'line'].includes(name));
    expect(texts).toHaveLength(8);
    for (const ground of ['page', 'panel']) {
      for (const [name, colour] of texts)
        expect(contrast(colour, colours.get(ground) ?? ''), name).toBeGreaterThan(4.5);
    }
  });
});

/** By WCAG 2.2, "contrast ratio". */
function contrast(first: string, second: string): number {
  const [lighter = 0, darker = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replaceAll(/[0-9a-f]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = (digits.match(/[0-9a-f]{2}/g) ?? []).map((pair) => {
    const part = Number.parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
