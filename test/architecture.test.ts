import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each room may import besides itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  logic: [],
  digest: [],
  nearest: [],
  net: [],
  hcl: ['net', 'digest'],
  plan: [],
  graph: ['plan', 'hcl', 'logic'],
  network: ['graph', 'net', 'logic'],
  policy: ['network', 'graph', 'net', 'logic', 'digest', 'nearest', 'types of plan'],
  testing: ['plan', 'graph', 'policy', 'logic'],
  policies: ['index'],
  picture: ['network', 'logic'],
  report: ['logic', 'digest', 'types of policy'],
  config: ['plan', 'policy', 'network', 'nearest'],
  index: ['plan', 'hcl', 'graph', 'net', 'network', 'policy', 'report', 'logic', 'config'],
  cli: [
    'plan',
    'hcl',
    'graph',
    'net',
    'network',
    'policy',
    'policies',
    'report',
    'logic',
    'config',
    'picture',
    'index',
    'nearest',
  ],
};

/** What is handed to the files of users, and used by nothing of the room itself. */
const handedOut = 'src/policy/library.ts';

const mayReadFiles = /^src\/(?:plan\/|policy\/load\.ts$|config|cli\/)/;
const mayTouchProcess = /^src\/cli\//;

interface Import {
  readonly specifier: string;
  readonly typesOnly: boolean;
}

interface SourceFile {
  readonly path: string;
  readonly code: string;
  readonly imports: readonly Import[];
}

const comment = /^\s*\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm;
const importOrReExport = /^(?:import|export)\s+([^;'"]*?)\s*from\s+'([^']+)'/gm;
const bareImport = /^import\s+'([^']+)'/gm;
const dynamicImport = /\bimport\(\s*'([^']+)'/g;

function importsOf(code: string): Import[] {
  const declared = [...code.matchAll(importOrReExport)].map(([, clause = '', specifier = '']) => {
    const names = /^\{(.*)\}$/s
      .exec(clause)?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '');
    const typesOnly =
      clause.startsWith('type ') || (names?.every((name) => /^\s*type\s/.test(name)) ?? false);
    return { specifier, typesOnly };
  });
  const others = [...code.matchAll(bareImport), ...code.matchAll(dynamicImport)];
  return [...declared, ...others.map(([, specifier = '']) => ({ specifier, typesOnly: false }))];
}

function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => {
      const code = readFileSync(join(root, folder, path), 'utf8').replaceAll(comment, '');
      return { path: join(folder, path).split(sep).join('/'), code, imports: importsOf(code) };
    });
}

/** The room of a file; `undefined` for data such as `schemas/` and `package.json`, which any room may import. */
function roomOf(path: string): string | undefined {
  if (path.startsWith('policies/')) return 'policies';
  return /^src\/(\w+)/.exec(path)?.[1];
}

/** The room that an import leads to; `undefined` for data and for other packages. */
function targetOf(file: SourceFile, specifier: string): string | undefined {
  if (specifier === 'tfplan-studio') return 'index';
  if (specifier === 'tfplan-studio/policies') return 'policies';
  if (!specifier.startsWith('.')) return undefined;
  return roomOf(join(dirname(file.path), specifier).split(sep).join('/'));
}

const files = [...sourceFiles('src'), ...sourceFiles('policies')];

describe('the way of the data', () => {
  test('the imports are seen', () => {
    const cli = files.find(({ path }) => path === 'src/cli/main.ts');
    expect(cli?.imports.length).toBeGreaterThan(0);
    expect(files.filter(({ path }) => !Object.hasOwn(mayImport, roomOf(path) ?? ''))).toEqual([]);
  });

  test.each(Object.entries(mayImport))('%s imports at most %j', (room, allowed) => {
    const wrong = files
      .filter(({ path }) => roomOf(path) === room && path !== handedOut)
      .flatMap((file) =>
        file.imports
          .filter(({ specifier, typesOnly }) => {
            const target = targetOf(file, specifier);
            if (target === undefined || target === room || allowed.includes(target)) return false;
            return !(typesOnly && allowed.includes(`types of ${target}`));
          })
          .map(({ specifier }) => `${file.path} imports ${specifier}`),
      );
    expect(wrong).toEqual([]);
  });

  test('policies import nothing but tfplan-studio and each other', () => {
    const wrong = files
      .filter(({ path }) => roomOf(path) === 'policies')
      .flatMap(({ imports }) => imports.map(({ specifier }) => specifier))
      .filter((specifier) => specifier !== 'tfplan-studio' && !specifier.startsWith('./'));
    expect(wrong).toEqual([]);
  });
});

test('only the plan, the loaders of policies and configuration, and the command reach files or programs', () => {
  const wrong = files
    .filter(({ imports }) =>
      imports.some(({ specifier }) => /^(?:node:)?(?:fs|child_process)\b/.test(specifier)),
    )
    .map(({ path }) => path)
    .filter((path) => !mayReadFiles.test(path));
  expect(wrong).toEqual([]);
});

test('only the command touches the process', () => {
  const wrong = files
    .filter(({ code }) => /\bnode:process\b|(?<![\w.'"`-])process\??\.\w/.test(code))
    .map(({ path }) => path)
    .filter((path) => !mayTouchProcess.test(path));
  expect(wrong).toEqual([]);
});
