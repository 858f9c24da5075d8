#!/usr/bin/env node
'use strict';
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { isBuilt, load } = require('./cli.js');

async function run(argv, { cli, keep }) {
  await cli.runAsProcess(argv, pathToFileURL(join(__dirname, 'worker.js')));
  if (argv[0] === 'check') keep();
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
