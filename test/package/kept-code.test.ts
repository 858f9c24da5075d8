import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planOf } from '../cli/run.ts';

const NAME = `cli.cjs.${process.version}-${process.arch}`;
let folder: string;
let dist: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'));
  dist = join(folder, 'dist');
  for (const part of ['bin', 'dist']) cpSync(part, join(folder, part), { recursive: true });
  rmSync(join(dist, NAME), { force: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

const run = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [join(folder, 'bin/tfplan-studio.js'), ...args], { encoding: 'utf8' });
const check = (): string => run('check', planOf('studio/flatCount/clean-isolated'), '--no-config');

const kept = (): Buffer => readFileSync(join(dist, NAME));
const files = (): readonly string[] => readdirSync(dist).filter((name) => name.startsWith(NAME));

describe('compiled code', () => {
  test('is kept by a check, and judges alike', () => {
    run('--version');
    expect(files()).toEqual([]);
    const first = check();
    expect(files()).toEqual([NAME]);
    const code = kept();
    expect(check()).toBe(first);
    expect(kept().equals(code)).toBe(true);
  });

  test('is not that of a long run, which has lost a part of it', () => {
    const clock = join(folder, 'clock.cjs');
    writeFileSync(clock, 'performance.now = () => 60_000;');
    const command = [
      join(folder, 'bin/tfplan-studio.js'),
      'check',
      planOf('studio/flatCount/clean-isolated'),
    ];
    execFileSync(process.execPath, ['--require', clock, ...command, '--no-config']);
    expect(files()).toEqual([]);
  });

  test('that is damaged is made anew', () => {
    const first = check();
    const damaged = kept();
    damaged.fill(0, damaged.length / 2, damaged.length / 2 + 512);
    for (const file of [damaged, damaged.subarray(0, 1000), Buffer.of(1)]) {
      writeFileSync(join(dist, NAME), file);
      expect(check()).toBe(first);
      expect(kept().equals(file)).toBe(false);
    }
  });

  test('is not that of another script', () => {
    expect(check()).toContain('; not judged: ');
    const script = join(dist, 'cli.cjs');
    const text = readFileSync(script, 'latin1').replace('`not judged: $', '`NOT JUDGED: $');
    writeFileSync(script, text, 'latin1');
    expect(check()).toContain('; NOT JUDGED: ');
  });

  test('is not needed', () => {
    const first = check();
    rmSync(join(dist, NAME));
    mkdirSync(join(dist, NAME));
    expect(check()).toBe(first);
    expect(files()).toEqual([NAME]);
  });

  test('does not hide that the command cannot be loaded', () => {
    writeFileSync(join(dist, 'cli.cjs'), 'throw new Error("half a file");');
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin/tfplan-studio.js'), 'check'], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([2, 'tfplan-studio cannot be loaded (half a file): install it anew\n']);
  });
});
