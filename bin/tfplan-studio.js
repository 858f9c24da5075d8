#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

module.enableCompileCache?.();
const cli = new URL('../dist/cli.js', import.meta.url);
if (existsSync(cli)) {
  const { main, processIo } = await import(cli.href);
  process.exitCode = await main(process.argv.slice(2), processIo(new URL('worker.js', import.meta.url)));
} else {
  process.stderr.write('tfplan-studio is not built: run `npm run build` in its folder\n');
  process.exitCode = 2;
}
