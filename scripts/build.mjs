// Bundles the library and the command into dist/, with the licences of the packages that went in.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

await rm('dist', { recursive: true, force: true });
const { metafile } = await build({
  // What they share becomes chunks, so that the command and a user's policies run one instance of the library.
  entryPoints: {
    index: 'src/index.ts',
    cli: 'src/cli/main.ts',
    policies: 'policies/index.ts',
    testing: 'src/testing/index.ts',
  },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
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
  // CommonJS packages inside call require() for Node's own modules.
  banner: {
    js: "import { createRequire as createRequire_ } from 'node:module'; const require = (name) => createRequire_(import.meta.url)(name);",
  },
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

const licences = await Promise.all(bundledPackages(Object.keys(metafile.inputs)).map(licenceOf));
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
