// What a check costs, against Node's own start and against JSON.parse. Run by `npm run bench [ROUNDS]` after a build.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { grow } from './grow.mjs';

const ROUNDS = Number(process.argv[2] ?? 15);
const MEGABYTES = 5;

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const small = at('testdata/studio/flatCount/clean-isolated/plan.json');
const applied = at('testdata/applied/flatCount/clean-isolated--clean-isolated/plan.json');

const folder = mkdtempSync(join(tmpdir(), 'tfplan-studio-bench-'));
try {
  console.log(`node ${process.version}, medians of ${ROUNDS} rounds, the commands in turn`);
  console.table([
    measure('50 KB', small),
    measure(
      '5 MB, one domain',
      large('one.json', (type) => !type.startsWith('aws_sagemaker')),
    ),
    measure(
      '5 MB, many domains',
      large('many.json', () => true),
    ),
  ]);
} finally {
  rmSync(folder, { recursive: true });
}

/** Writes a large plan; only some of its resource types are repeated. */
function large(name, repeats) {
  const path = join(folder, name);
  const plan = JSON.parse(readFileSync(applied, 'utf8'));
  writeFileSync(path, JSON.stringify(grow(plan, MEGABYTES * 1024 * 1024, repeats)));
  return path;
}

/** Milliseconds from the start of the processes to their end, and how they compare round by round. */
function measure(name, path) {
  const commands = {
    start: ['-e', '0'],
    parse: ['-e', `JSON.parse(fs.readFileSync(${JSON.stringify(path)}, 'utf8'))`],
    check: [at('bin/tfplan-studio.js'), 'check', path, '--fail-on', 'never'],
  };
  const rounds = Array.from({ length: ROUNDS + 1 }, () =>
    Object.fromEntries(Object.entries(commands).map(([key, args]) => [key, wall(args)])),
  ).slice(1);
  const mid = (value) => median(rounds.map(value));
  return {
    plan: name,
    KB: Math.round(readFileSync(path).length / 1024),
    'node -e 0, ms': Math.round(mid(({ start }) => start)),
    'JSON.parse, ms': Math.round(mid(({ parse }) => parse)),
    'check, ms': Math.round(mid(({ check }) => check)),
    'check / node -e 0': mid(({ start, check }) => check / start).toFixed(2),
    'check / JSON.parse': mid(({ parse, check }) => check / parse).toFixed(2),
  };
}

function wall(args) {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${args.join(' ')} gave ${status}: ${stderr}`);
  return performance.now() - begin;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
