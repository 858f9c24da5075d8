import { describe, expect, test } from 'vitest';
import { printable } from '../../src/report/printable.ts';
import { formatOf, type Report } from '../../src/report/index.ts';
import { ATTACKS, reportOfAttack } from './attacks.ts';
import { commandOf, type Command } from './github-runner.ts';
import { fact, options, reportFromSources, reportOf, reportWith } from './reports.ts';

const github = formatOf('github');

const linesOf = (report: Report): readonly string[] => github(report, options).trimEnd().split('\n');

const commandsOf = (report: Report): readonly Command[] =>
  linesOf(report)
    .map(commandOf)
    .filter((command) => command !== undefined);

test('annotates the lines of the sources', async () => {
  const shown = github(await reportFromSources('studio/locals/public-subnets-main'), options);
  await expect(shown).toMatchFileSnapshot('expected/github-public-subnets-main.txt');
});

test('annotates without the sources', async () => {
  const shown = github(await reportOf('studio/flatCount/no-endpoints', 'format/noch'), options);
  await expect(shown).toMatchFileSnapshot('expected/github-no-endpoints.txt');
});

describe('a command says what the report says', () => {
  test('with a title and a place', () => {
    const evidence = [{ ...fact('aws_subnet.a', 'is public'), file: 'modules/a b,c:d%/main.tf', line: 3 }];
    const report = reportWith({ message: '100% of a::b, c', remedy: 'Do,this: now', evidence });
    expect(commandsOf(report)).toEqual([
      {
        name: 'error',
        properties: { file: 'modules/a b,c:d%/main.tf', line: '3', title: 'private-subnets' },
        data: '100% of a::b, c\nFor: aws_sagemaker_domain.this\nFix: Do,this: now',
      },
    ]);
  });

  test.each(['/abs/main.tf', '../main.tf', 'C:\\main.tf', '.terraform/modules/vpc/main.tf'])(
    'without a place outside the repository: %s',
    (file) => {
      const evidence = [{ ...fact('aws_subnet.a', 'is public'), file, line: 3 }];
      const [command] = commandsOf(reportWith({ evidence }));
      expect(command?.properties).toEqual({ title: 'private-subnets' });
    },
  );
});

test('what makes the verdicts weaker is a warning', async () => {
  const commands = commandsOf(await reportOf('format/state1target'));
  expect(commands.filter(({ properties }) => properties['title'] === 'Caution')).toEqual([
    {
      name: 'warning',
      properties: { title: 'Caution' },
      data: expect.stringMatching(/^The plan is not complete \(a target, a deferral\): nothing passes /),
    },
  ]);
});

test.each(ATTACKS)('%j commands nothing', (text) => {
  const lines = linesOf(reportOfAttack(text));
  const commands = lines.slice(0, -1).map(commandOf);
  expect(commands.map((command) => command?.name)).toEqual([
    'error',
    'error',
    'warning',
    'notice',
    'notice',
    'notice',
  ]);
  expect(commands[0]?.data).toBe(printable(text));
  expect(commands[1]?.data).toBe([text, `For: ${text}`, `Fix: ${text}`].map(printable).join('\n'));
  expect(Object.keys(commands[1]?.properties ?? {}).at(-1)).toBe('title');
  expect(commandOf(lines.at(-1) ?? '')).toBeUndefined();
});

test('a message that is too long for an annotation is cut', () => {
  const long = '\u{1f642}'.repeat(5000);
  const report = reportWith({ message: long, subject: long, remedy: long, plan: 'plan.json' });
  const [command] = commandsOf(report);
  expect(command?.data.split('\n')).toHaveLength(3);
  expect(command?.data.length).toBeLessThan(4096 - 100);
  expect(command?.data).not.toMatch(/\p{Cs}/u);
});

describe('what GitHub does not show', () => {
  const failures = Array.from({ length: 40 }, (_, index) => {
    const severity = index < 15 ? ('warning' as const) : ('error' as const);
    const verdict = index < 28 ? ('fail' as const) : ('undetermined' as const);
    return { severity, verdict, evidence: [fact(`aws_subnet.s[${index}]`, 'is public')] };
  });
  const waived = { kind: 'waiver', reason: 'known', expires: '2027-03-31' } as const;

  test('is counted in the last of its kind', () => {
    const commands = commandsOf(reportWith(...failures, { suppression: waived }));
    expect(commands.map(({ name }) => name)).toEqual([
      ...Array.from({ length: 10 }, () => 'error'),
      ...Array.from({ length: 10 }, () => 'warning'),
      ...Array.from({ length: 10 }, () => 'notice'),
    ]);
    const notes = commands.map(({ data }) => /\((\d+) more of this kind/.exec(data)?.[1]);
    expect([notes[9], notes[19], notes[28]]).toEqual(['3', '5', '3']);
    expect(notes.filter(Boolean)).toHaveLength(3);
    expect(commands.at(-1)?.data).toBe('1 finding is waived, and 0 in the baseline');
  });
});
