import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { formatOf, type Report } from '../../src/report/index.ts';
import { webAddress } from '../../src/report/markup.ts';
import { code, prose } from '../../src/report/markdown/escape.ts';
import { ATTACKS, reportOfAttack } from './attacks.ts';
import { type Allowed, attribute, type Dom, domOf, strangersOf } from './dom.ts';
import { ACTIVE } from './hostile.ts';
import { fact, options, reportFromSources, reportOf, reportWith } from './reports.ts';

const markdown = formatOf('markdown');
const shown = (report: Report): string => markdown(report, options);

/** As GitHub shows it, as far as the specification of its Markdown goes. */
const rendered = (text: string): Dom => domOf(marked.parse(text, { gfm: true, async: false }), 'fragment');

const ALLOWED: Allowed = {
  h2: [],
  table: [],
  thead: [],
  tbody: [],
  tr: [],
  th: ['align'],
  td: ['align'],
  ul: [],
  li: [],
  details: [],
  summary: [],
  p: [],
  strong: [],
  code: ['class'],
  pre: [],
  a: ['href'],
};

/** Mentions, references, bare links, and what a lost delimiter leaves behind. */
const HOST_SYNTAX = /[@#`|<>$~\\&*_[\]]|:\/\/|www\.|\p{L}\.\p{L}|^\//u;

test.each(['public-subnets-main', 'no-endpoints'])('%s', async (name) => {
  const report = await reportFromSources(`studio/locals/${name}`);
  await expect(shown(report)).toMatchFileSnapshot(`expected/markdown-${name}.md`);
});

test('several plans', async () => {
  const report = await reportOf('format/err', 'studio/flatCount/profiles-shared');
  await expect(shown(report)).toMatchFileSnapshot('expected/markdown-several.md');
});

describe.each(ATTACKS)('%j', (text) => {
  const dom = rendered(shown(reportOfAttack(text)));

  test('makes no element', () => {
    expect(strangersOf(dom, ALLOWED)).toEqual([]);
    expect(dom.errors).toEqual([]);
    expect(dom.comments).toEqual([' tfplan-studio ']);
    expect(dom.elements.filter(({ tagName }) => tagName === 'details')).toHaveLength(2);
    expect(dom.elements.filter(({ tagName }) => tagName === 'table')).toHaveLength(2);
    expect(dom.elements.filter(({ tagName }) => tagName === 'td')).toHaveLength(10);
  });

  test('makes no link', () => {
    const sources = reportOfAttack(text).policies.map(({ source }) => source);
    const links = dom.elements.filter(({ tagName }) => tagName === 'a');
    expect(links).toHaveLength(2);
    for (const link of links) expect(sources).toContain(attribute(link, 'href'));
  });

  test('stays in code where a host would act on it', () => {
    const outside = dom.texts.filter(({ within }) => !within.includes('code'));
    expect(outside.filter((part) => HOST_SYNTAX.test(part.text))).toEqual([]);
    expect(dom.texts.filter((part) => ACTIVE.test(part.text))).toEqual([]);
  });
});

const textOf = (text: string): string =>
  rendered(text)
    .texts.map((part) => part.text)
    .join('')
    .trimEnd();

describe('words', () => {
  test.each(
    ATTACKS.filter((text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Zs}]{2}|^\s|\s$|[^ -~]/u.test(text)),
  )('of %j are shown as they are', (text) => {
    expect(textOf(prose(text))).toBe(text);
    expect(textOf(code(text))).toBe(text);
  });

  test('that are plain stay plain, others are code', () => {
    expect(prose('Set app_network_access_type = "VpcOnly", and a = 1.')).toBe(
      'Set `app_network_access_type = "VpcOnly"`, and `a = 1`.',
    );
    expect(prose('A VpcOnly domain, but aws_subnet.a["x y"] route[0] (--verbose) has 3 of them.')).toBe(
      'A VpcOnly domain, but `aws_subnet.a["x y"]` `route[0]` (`--verbose`) has 3 of them.',
    );
  });
});

describe('a policy with a source that is', () => {
  test.each([
    ['https://example.com/a_b?c=(d)&e=[f]#g', 'https://example.com/a_b?c=%28d%29&e=%5bf%5d#g'],
    ['javascript:alert(1)', undefined],
    ['the handbook, chapter 3', undefined],
  ])('%s: links to %s', (source, link) => {
    const report = reportWith({});
    const policies = report.policies.map((policy) => ({ ...policy, source }));
    const links = rendered(shown({ ...report, policies })).elements.filter(({ tagName }) => tagName === 'a');
    expect(links.map((element) => attribute(element, 'href'))).toEqual(link === undefined ? [] : [link]);
    expect(webAddress(source)).toBe(link);
  });
});

describe('a comment that is too long', () => {
  const failures = Array.from({ length: 1500 }, (_, index) => ({
    subject: `aws_sagemaker_domain.this["${'広'.repeat(index % 100)}${index}"]`,
    severity: index % 2 === 0 ? ('warning' as const) : ('error' as const),
    evidence: [fact(`aws_subnet.s[${index}]`, 'is public'), fact('aws_vpc.this', 'is there')],
    remedy: 'Make it private',
  }));
  const suppression = { kind: 'waiver', reason: 'It is known', expires: '2027-03-31' } as const;
  const waived = failures.map((finding) => ({ ...finding, policy: 'limits', suppression }));
  const report = reportWith(...failures, ...waived);
  const plans = Array.from({ length: 300 }, (_, index) => ({
    ...report.plans[0]!,
    path: index === 0 ? 'plan.json' : `plans/${index}.json`,
    caveats: [`Caution number ${index}`],
  }));
  const comment = shown({ ...report, plans });
  const dom = rendered(comment);

  test('keeps within what hosts take', () => {
    expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(65_000);
    expect(Buffer.byteLength(comment)).toBeGreaterThan(60_000);
  });

  test('has whole findings, the worst first', () => {
    expect(strangersOf(dom, ALLOWED)).toEqual([]);
    const marks = comment.match(/^<summary>./gm) ?? [];
    expect(marks.length).toBeGreaterThan(50);
    expect(new Set(marks)).toEqual(new Set(['<summary>✗']));
    expect(comment.match(/^<\/details>$/gm)).toHaveLength(marks.length);
  });

  test('says how many are left out', () => {
    const findings = comment.match(/^<details>$/gm)?.length ?? 0;
    expect(comment).toContain(`**${1500 - findings} findings are left out**`);
    expect(comment).toMatch(/^\| and \d+ more plans \|$/m);
    expect(comment).toMatch(/^\| and \d+ more waived findings \|$/m);
    expect(comment).toMatch(/^- and \d+ more notes$/m);
  });

  test('has room for a smaller finding after one that is too big', () => {
    const big = { evidence: [fact('aws_subnet.big', 'x'.repeat(70_000)), fact('a.b', 'c')] };
    const cut = shown(reportWith(big, failures[1]!));
    expect(cut).toContain('**1 finding is left out**');
    expect(cut.match(/^<details>$/gm)).toHaveLength(1);
  });
});
