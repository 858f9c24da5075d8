// What a check costs, against Node's own start and against JSON.parse of the same file. Run after a build:
//   npm run bench            small plans and one of 160 MB, in a few minutes
//   npm run bench -- growth  how time and memory grow with the number of resources
//   npm run bench -- huge    a plan of 1 GB
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { calledModules, counted, inModules, write } from './grow.mjs';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const bin = at('bin/tfplan-studio.js');
const seed = (name) => JSON.parse(readFileSync(at(`test/bench/seeds/${name}/plan.json`), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'tfplan-studio-bench-'));
/** Tells the peak memory of a process when it ends, in KiB. It takes time itself, so that time and memory are of two runs. */
const WATCH = 'data:text/javascript,process.on("exit",()=>console.error(process.resourceUsage().maxRSS))';

/** Resources that no policy looks at. */
const BYSTANDERS = ['s3_bucket', 'iam_role', 'cloudwatch_metric_alarm', 'lambda_function', 'instance'].map(
  (type) => `aws_${type}.bystander`,
);
/** What there may be many of in one domain. */
const KINDS = {
  subnets: ['aws_subnet.this', 'aws_route_table.this', 'aws_route_table_association.this'],
  routes: ['aws_route.first'],
  rules: ['aws_security_group_rule.apps'],
  profiles: ['aws_sagemaker_user_profile.this', 'aws_security_group.user'],
};

const isNetwork = (type) => !type.startsWith('aws_sagemaker');

const modules = (count) => calledModules(seed('modules'), 'module.team', count);

const BENCHES = { usual, growth, huge };

try {
  const name = process.argv[2] ?? 'usual';
  const bench = BENCHES[name];
  if (bench === undefined)
    throw new Error(`There is no bench ${name}, only ${Object.keys(BENCHES).join(', ')}.`);
  console.log(`node ${process.version}; medians of rounds in which the commands take turns`);
  bench();
} finally {
  rmSync(folder, { recursive: true });
}

function usual() {
  const small = at('testdata/studio/flatCount/clean-isolated/plan.json');
  const medium = large('medium', inModules(seed('planned'), 108, isNetwork));
  const big = large('big', counted(seed('planned'), BYSTANDERS, 12_000));
  console.table([
    compare('--version', [bin, '--version'], small, 15),
    compare('--help', [bin, '--help'], small, 15),
    compare('check, 50 KB', check(small), small, 15),
    compare('check, 5 MB, one domain', check(medium), medium, 9),
    compare('check, 160 MB, 60,000 resources', check(big), big, 9),
  ]);
}

function growth() {
  const rows = [];
  for (const [kind, names] of Object.entries(KINDS)) {
    for (const state of ['planned', 'applied'])
      rows.push(grown(`${state}, ${kind}`, (count) => counted(seed(state), names, count)));
  }
  rows.push(grown('bystanders', (count) => counted(seed('applied'), BYSTANDERS, count)));
  const planFile = at('test/bench/seeds/modules/tfplan');
  rows.push(grown('modules, with the sources', modules, [125, 500, 2000], ['--plan-file', planFile]));
  console.table(rows);
}

function huge() {
  const path = large('huge', counted(seed('applied'), BYSTANDERS, 40_500));
  const { seconds, mebibytes } = measure(check(path));
  console.table([{ MB: megabytes(path), s: seconds.toFixed(1), MiB: Math.round(mebibytes) }]);
}

/** Time and memory at three sizes, and the exponents of their growth from the second to the third. */
function grown(name, plan, counts = [1000, 4000, 16_000], options = []) {
  const runs = counts.map((count) => {
    const path = large(`${count}`, plan(count));
    const run = measure([...check(path), ...options]);
    rmSync(path);
    return run;
  });
  const exponent = (value) => Math.log(value(runs[2]) / value(runs[1])) / Math.log(counts[2] / counts[1]);
  return {
    name,
    counts: counts.join(', '),
    s: runs.map(({ seconds }) => seconds.toFixed(1)).join(', '),
    MiB: runs.map(({ mebibytes }) => Math.round(mebibytes)).join(', '),
    'exponent of time': exponent(({ seconds }) => seconds).toFixed(2),
    'of memory': exponent(({ mebibytes }) => mebibytes).toFixed(2),
  };
}

/** One command against Node's start and JSON.parse, round by round. */
function compare(name, command, path, rounds) {
  const parse = ['-e', `JSON.parse(fs.readFileSync(${JSON.stringify(path)}, 'utf8'))`];
  const runs = Array.from({ length: rounds + 1 }, () => ({
    start: measure(['-e', '0']),
    parse: measure(parse),
    own: measure(command),
  })).slice(1);
  const middle = (value) => median(runs.map(value));
  return {
    name,
    MB: megabytes(path),
    ms: Math.round(1000 * middle(({ own }) => own.seconds)),
    MiB: Math.round(middle(({ own }) => own.mebibytes)),
    '/ node -e 0': middle(({ own, start }) => own.seconds / start.seconds).toFixed(2),
    '/ JSON.parse': middle(({ own, parse: yardstick }) => own.seconds / yardstick.seconds).toFixed(2),
    'memory / JSON.parse': middle(({ own, parse: yardstick }) => own.mebibytes / yardstick.mebibytes).toFixed(
      2,
    ),
  };
}

function check(path) {
  return [bin, 'check', path, '--fail-on', 'never', '--no-config'];
}

function large(name, pieces) {
  const path = join(folder, `${name}.json`);
  write(path, pieces);
  return path;
}

function megabytes(path) {
  return (statSync(path).size / 1e6).toFixed(2);
}

/** From the start of the process to its end. */
function measure(args) {
  const begin = performance.now();
  errorsOf(args);
  const seconds = (performance.now() - begin) / 1000;
  const stderr = errorsOf(['--import', WATCH, ...args]);
  return { seconds, mebibytes: Number(stderr.trim().split('\n').at(-1)) / 1024 };
}

/** What a run of Node writes to standard error. */
function errorsOf(args) {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${args.join(' ')} gave ${status}: ${stderr}`);
  return stderr;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
