#!/usr/bin/env node
'use strict';
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { isBuilt, load } = require('./cli.js');

/** Milliseconds from the start of the process. */
const SHORT = 3000;

async function run(argv, { cli, keep }) {
  await cli.runAsProcess(argv, pathToFileURL(join(__dirname, 'worker.js')));
  // In a long run V8 has thrown away again what was run at its beginning alone.
  if (argv[0] === 'check' && performance.now() < SHORT) keep();
}

function loaded() {
  if (!isBuilt()) return fail('tfplan-studio is not built: run `npm run build` in its folder');
  try {
    return load();
  } catch (error) {
    return fail(`tfplan-studio cannot be loaded (${error.message}): install it anew`);
  }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 2;
}

const command = loaded();
if (command !== undefined) void run(process.argv.slice(2), command);
