#!/usr/bin/env node
'use strict';
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { isBuilt, load } = require('./cli.js');

async function run(argv) {
  const { cli, keep } = load();
  await cli.runAsProcess(argv, pathToFileURL(join(__dirname, 'worker.js')));
  if (argv[0] === 'check') keep();
}

if (isBuilt()) {
  run(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`tfplan-studio cannot be loaded (${error.message}): install it anew\n`);
    process.exitCode = 2;
  });
} else {
  process.stderr.write('tfplan-studio is not built: run `npm run build` in its folder\n');
  process.exitCode = 2;
}
