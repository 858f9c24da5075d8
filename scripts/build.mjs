// Bundles the library and the command into dist/, with the licences of the packages that went in.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

await rm('dist', { recursive: true, force: true });
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // It loads its compiler by a path of its own.
  external: ['jiti'],
  alias: {
    'string-width': './scripts/string-width.mjs',
    // The whole of yargs is loaded for help alone.
    'yargs/helpers': './scripts/yargs-helpers.mjs',
  },
  // Half the text is half the time to load it. Names and lines stay, for traces.
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 120,
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

const library = await build({
  ...common,
  entryPoints: { index: 'src/index.ts', policies: 'policies/index.ts', testing: 'src/testing/index.ts' },
  outdir: 'dist',
  // What they share becomes chunks.
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  format: 'esm',
  // CommonJS packages inside call require() for Node's own modules.
  banner: {
    js: "import { createRequire as createRequire_ } from 'node:module'; const require = (name) => createRequire_(import.meta.url)(name);",
  },
});

// The command is one script, library and all, since only scripts can be kept compiled (bin/cli.js). Its parts are run when
// they are asked for.
const command = await build({
  ...common,
  entryPoints: { cli: 'src/cli/process.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'scriptUrl' },
  banner: { js: "const scriptUrl = require('node:url').pathToFileURL(__filename).href;" },
});
if (/[^\0-\x7f]/.test(await readFile('dist/cli.cjs', 'utf8')))
  throw new Error('dist/cli.cjs is read as Latin-1');

const inputs = [library, command].flatMap(({ metafile }) => Object.keys(metafile.inputs));
const licences = await Promise.all(bundledPackages(inputs).map(licenceOf));
await writeFile('dist/THIRD-PARTY-LICENSES.txt', licences.join(`\n${'-'.repeat(80)}\n\n`));

/** The folders of the packages that bundled files come from, in order. */
function bundledPackages(files) {
  const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
  return [...new Set(files.flatMap((file) => folder.exec(file)?.[0] ?? []))].sort((a, b) =>
    a.localeCompare(b),
  );
}

/** Name, version and licence text of a package; throws if it ships no licence file. */
async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|-|$)/i.test(entry));
  if (file === undefined) throw new Error(`${folder} has no licence file`);
  const text = await readFile(`${folder}/${file}`, 'utf8');
  return `${name} ${version} (${license})\n\n${text.replaceAll('\r\n', '\n').trim()}\n`;
}
