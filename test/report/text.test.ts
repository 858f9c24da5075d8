import { stripVTControlCharacters } from 'node:util';
import type { Evidence } from '../../src/logic/index.ts';
import { describe, expect, test } from 'vitest';
import { formatOf } from '../../src/report/index.ts';
import { columnsOf } from '../../src/report/columns.ts';
import { fact, options, reportFromSources, reportOf, reportWith } from './reports.ts';

const text = formatOf('text');

const plans = [
  'studio/flatCount/public-subnets-main',
  'studio/flatCount/profiles-shared',
  'studio/locals/private-dns-off',
  'studio/modules/mode-omitted',
  'applied/flatCount/clean-isolated--clean-isolated',
  'format/state1target',
  'format/err',
  'report/untrusted',
];

test.each(plans)('%s', async (name) => {
  const shown = text(await reportOf(name), options);
  await expect(shown).toMatchFileSnapshot(`expected/${name.replaceAll('/', '-')}.txt`);
});

test('several plans, with everything', async () => {
  const report = await reportOf(
    'studio/flatCount/nat-private-type',
    'format/err',
    'studio/modules/mode-omitted',
  );
  const shown = text(report, { ...options, verbose: true });
  await expect(shown).toMatchFileSnapshot('expected/several-verbose.txt');
});

describe('lines', () => {
  test.each([60, 80, 120])('keep within %d columns, unless an address is longer', async (width) => {
    for (const name of plans) {
      for (const line of text(await reportOf(name), { ...options, width }).split('\n')) {
        const [, lead = '', words = ''] =
          /^([ ├└│✗!?✓–]*)(?:(?:fix|see|also|hint): )?(.*)$/u.exec(line) ?? [];
        const isOneWord = !words.replaceAll(/\["(?:[^"\\]|\\.)*"\]/g, '').includes(' ');
        expect(columnsOf(line) <= width || isOneWord, `${lead}${words}`).toBe(true);
      }
    }
  });

  test('end without spaces', async () => {
    for (const name of plans) expect(text(await reportOf(name), options)).not.toMatch(/[ \t]$/m);
  });
});

test('colour adds to the text and changes none of it', async () => {
  const report = await reportOf('studio/flatCount/public-subnets-main');
  const coloured = text(report, { ...options, color: true });
  expect(coloured).not.toBe(text(report, options));
  expect(stripVTControlCharacters(coloured)).toBe(text(report, options));
});

describe('the worst comes first', () => {
  test('errors, warnings, undetermined', () => {
    const report = reportWith(
      { policy: 'vpc-dns', verdict: 'undetermined' },
      { policy: 'network-mode', severity: 'warning' },
      { policy: 'same-vpc', verdict: 'pass' },
      { policy: 'app-egress' },
    );
    const marks = text(report, options).match(/^[✗!?✓] \S+/gmu);
    expect(marks).toEqual(['✗ plan.json:', '✗ app-egress', '! network-mode', '? vpc-dns', '✓ 1']);
  });
});

describe('findings of several subjects', () => {
  const profiles = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `aws_sagemaker_user_profile.${name}`);
  const alike = profiles.map((subject) => ({
    subject,
    evidence: [fact(subject, 'names a group', fact('aws_security_group.shared', 'lets itself in'))],
  }));

  test('are folded when they differ in nothing else', () => {
    expect(text(reportWith(...alike), options)).toBe(`✗ plan.json: 6 errors

✗ private-subnets  error  aws_sagemaker_user_profile.a and 5 more
  Something is wrong
    aws_sagemaker_user_profile.a  names a group
    └ aws_security_group.shared  lets itself in
  also: aws_sagemaker_user_profile.b, aws_sagemaker_user_profile.c,
        aws_sagemaker_user_profile.d and 2 more (--verbose)
  see: https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html

6 errors, 0 passed
`);
  });

  test('are all named with --verbose', () => {
    const shown = text(reportWith(...alike), { ...options, verbose: true });
    for (const profile of profiles) expect(shown).toContain(profile);
  });

  test('are apart when their reasons differ', () => {
    const [first, ...others] = alike;
    const other = { ...first, evidence: [fact('aws_security_group.own', 'lets all in')] };
    expect(text(reportWith(other, ...others), options).match(/^✗ private-subnets/gm)).toHaveLength(2);
  });
});

describe('evidence', () => {
  test('what follows is told once', () => {
    const table = fact(
      'aws_route_table.a',
      'sends all to a gateway',
      fact('aws_internet_gateway.a', 'is attached'),
    );
    const evidence: Evidence[] = [
      fact('aws_subnet.a', 'uses a table', table),
      { ...fact('aws_subnet.b', 'uses a table'), repeated: true },
    ];
    expect(text(reportWith({ evidence }), options)).toContain(`
    aws_subnet.a  uses a table
    └ aws_route_table.a  sends all to a gateway
      └ aws_internet_gateway.a  is attached
    aws_subnet.b  uses a table  (as above)
`);
  });

  test('is cut when it is long, and whole with --verbose', () => {
    const evidence = Array.from({ length: 30 }, (_, index) =>
      fact(`aws_subnet.studio[${index}]`, 'is public'),
    );
    const report = reportWith({ evidence });
    expect(text(report, options)).toContain('    … and 14 more facts (--verbose)\n');
    expect(text(report, { ...options, verbose: true }).match(/is public/g)).toHaveLength(30);
  });

  test('branches are drawn', () => {
    const evidence = [
      fact('a.a', '1', fact('b.b', '2', fact('c.c', '3')), fact('d.d', '4', fact('e.e', '5'))),
    ];
    expect(text(reportWith({ evidence }), options)).toContain(`
    a.a  1
    ├ b.b  2
    │ └ c.c  3
    └ d.d  4
      └ e.e  5
`);
  });

  test('shows where the sources say it', () => {
    const evidence = [{ ...fact('aws_subnet.a', 'is public'), file: 'network/main.tf', line: 12 }];
    expect(text(reportWith({ evidence }), options)).toContain(
      'aws_subnet.a  is public  network/main.tf:12\n',
    );
  });
});

describe('what was not judged', () => {
  test('is said last', () => {
    const report = reportWith(
      { verdict: 'undetermined' },
      { verdict: 'not-applicable' },
      { verdict: 'pass' },
    );
    expect(text(report, options)).toMatch(/\n1 passed; not judged: 1 undetermined, 1 not applicable\n$/);
  });

  test('a plan without a domain has nothing to check', async () => {
    const shown = text(await reportOf('format/noch'), options);
    expect(shown).toBe(`– format/noch/plan.json: nothing to check: no aws_sagemaker_domain in this plan

0 passed; not judged: 1 plan without a Studio domain
`);
  });

  test('a plan with a domain to which no policy applies is not said to have none', async () => {
    const report = await reportOf('studio/flatCount/clean-isolated');
    const results = report.results.filter(({ verdict }) => verdict === 'not-applicable');
    for (const left of [results, []]) {
      expect(text({ ...report, results: left }, { ...options, width: 120 })).toMatch(
        /^– \S+: nothing to check: no policy applies to this plan$/m,
      );
    }
  });

  test('what would settle it is said once', async () => {
    const shown = text(await reportOf('studio/locals/clean-nat', 'studio/locals/no-endpoints'), options);
    expect(shown.match(/^hint: .*--plan-file/gm)).toHaveLength(1);
  });

  test('does not ask for sources that were read', async () => {
    const shown = text(await reportFromSources('studio/locals/tgw-no-endpoints'), options);
    expect(shown).toMatch(/^\? /m);
    expect(shown).not.toContain('--plan-file');
    expect(shown).toContain('hint: The sources are read already: what is open depends on values known after');
  });
});

test('nothing in a plan acts on the terminal', () => {
  const nasty = '\u001b]0;title\u0007\u009b31m\u202e\u2066\u2028\u200b\ud800\r\n\tend';
  const report = reportWith({
    subject: nasty,
    message: nasty,
    evidence: [fact(nasty, nasty)],
    remedy: nasty,
  });
  const shown = text(report, options);
  expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  expect(shown).toContain(String.raw`\u001b]0;title\u0007\u009b31m\u202e\u2066\u2028\u200b\ud800\r\n\tend`);
});
