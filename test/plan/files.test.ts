import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPlans, InputError, readPlan } from '../../src/plan/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'plan-files-'));
const at = (path: string): string => join(folder, path);

beforeAll(() => {
  const files = ['plan.json', 'b/tfplan.json', 'a/prod.tfplan.json', 'a/network-plan.json', 'plan[1].json'];
  const others = [
    'a/plan.txt',
    'a/report.json',
    'a/explan.json',
    'node_modules/x/plan.json',
    '.git/plan.json',
  ];
  for (const name of [...files, ...others, '.terraform/modules/x/plan.json', 'none/x.json']) {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), '{"format_version":"1.2","configuration":{}}');
  }
  symlinkSync(folder, at('a/loop'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('findPlans', () => {
  test('searches folders by the names of plans', async () => {
    const expected = ['a/network-plan.json', 'a/prod.tfplan.json', 'b/tfplan.json', 'plan.json'];
    expect(await findPlans([folder])).toEqual(expected.map(at));
  });

  test('finds links to plans, and those that lead nowhere', async () => {
    const links = mkdtempSync(join(tmpdir(), 'plan-links-'));
    symlinkSync(at('plan.json'), join(links, 'plan.json'));
    symlinkSync(at('missing'), join(links, 'gone.plan.json'));
    symlinkSync(at('a'), join(links, 'folder.plan.json'));
    const expected = ['gone.plan.json', 'plan.json'].map((name) => join(links, name));
    expect(await findPlans([links])).toEqual(expected);
    expect(await findPlans([`${links}/*.json`])).toEqual(expected);
    rmSync(links, { recursive: true });
  });

  test.skipIf(process.platform === 'win32')('passes over pipes, which nobody may ever write to', async () => {
    const pipes = mkdtempSync(join(tmpdir(), 'plan-pipes-'));
    spawnSync('mkfifo', [join(pipes, 'a.plan.json')]);
    writeFileSync(join(pipes, 'b.plan.json'), '');
    expect(await findPlans([pipes])).toEqual([join(pipes, 'b.plan.json')]);
    expect(await findPlans([`${pipes}/*.json`])).toEqual([join(pipes, 'b.plan.json')]);
    rmSync(pipes, { recursive: true });
  });

  test('takes no empty name for the working folder', async () => {
    const sentence = 'An operand is empty: name a plan, or `-` for standard input.';
    await expect(findPlans([''])).rejects.toThrow(new InputError(sentence));
  });

  test('keeps the order of the operands and names a plan once', async () => {
    const found = await findPlans(['-', at('b'), at('plan.json'), `${folder}/./a`, folder, '-']);
    const expected = ['b/tfplan.json', 'plan.json', 'a/network-plan.json', 'a/prod.tfplan.json'];
    expect(found).toEqual(['-', ...expected.map(at)]);
  });

  test.each([
    ['{1..100000}.json', '{1..100000}.json'],
    ['*'.repeat(70_000), '*'.repeat(80)],
  ])('says that a pattern stands for too much: %.20s', async (pattern, shown) => {
    await expect(findPlans([pattern])).rejects.toThrow(
      new InputError(`${shown} is a pattern that cannot be searched for: name fewer files.`),
    );
  });

  test('expands patterns, unless they are the name of a file', async () => {
    expect(await findPlans([`${folder}/**/*plan.json`])).toEqual(
      ['a/explan.json', 'a/network-plan.json', 'a/prod.tfplan.json', 'b/tfplan.json', 'plan.json'].map(at),
    );
    expect(await findPlans([at('plan[1].json')])).toEqual([at('plan[1].json')]);
  });

  test.each([
    ['missing.json', 'does not exist.'],
    ['plan.json/x', 'does not exist.'],
    ['*.nothing', 'matches no file.'],
    [
      'none',
      'is a folder without plans: a plan is searched by a name such as plan.json, tfplan.json or prod.tfplan.json.',
    ],
  ])('says what is wrong with %s', async (operand, what) => {
    await expect(findPlans([at(operand)])).rejects.toThrow(new InputError(`${at(operand)} ${what}`));
  });
});

describe('readPlan', () => {
  test('reads a file', async () => {
    expect(await readPlan(at('plan.json'))).toMatchObject({ path: at('plan.json'), formatVersion: '1.2' });
  });

  test('reads a large file in pieces, with a member that spans many', async () => {
    const resource = {
      mode: 'managed',
      type: 't',
      name: 'n',
      change: { actions: ['no-op'], after: { text: 'é'.repeat(500) } },
    };
    const path = at('large.json');
    writeFileSync(
      path,
      `{"format_version":"1.2","configuration":{"text":"${'€'.repeat(1_500_000)}"},"resource_changes":[`,
    );
    const count = 10_000;
    for (let index = 0; index < count; index++) {
      appendFileSync(
        path,
        `${index === 0 ? '' : ','}${JSON.stringify({ address: `t.n[${index}]`, index, ...resource })}`,
      );
    }
    appendFileSync(path, ']}');
    const plan = await readPlan(path);
    expect(plan.resourceChanges).toHaveLength(count);
    expect(plan.resourceChanges.at(-1)).toEqual({
      address: `t.n[${count - 1}]`,
      index: count - 1,
      ...resource,
    });
    expect(plan.configuration).toEqual({ text: '€'.repeat(1_500_000) });
  });

  test.each([
    ['missing.json', 'does not exist.'],
    ['a', 'is a folder.'],
  ])('says what is wrong with %s', async (name, what) => {
    await expect(readPlan(at(name))).rejects.toThrow(new InputError(`${at(name)} ${what}`));
  });

  test.skipIf(process.getuid?.() === 0)('says that a file may not be read', async () => {
    writeFileSync(at('secret.json'), '');
    chmodSync(at('secret.json'), 0);
    await expect(readPlan(at('secret.json'))).rejects.toThrow('may not be read by this user');
  });

  test.skipIf(process.platform === 'win32')('reads a pipe', async () => {
    const pipe = at('pipe');
    spawnSync('mkfifo', [pipe]);
    spawnSync('sh', ['-c', `cat '${at('plan.json')}' > '${pipe}' &`], { stdio: 'ignore' });
    expect(await readPlan(pipe)).toMatchObject({ formatVersion: '1.2' });
  });
});
