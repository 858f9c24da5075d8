'use strict';
const { existsSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const vm = require('node:vm');
const { crc32 } = require('node:zlib');

const path = join(__dirname, '../dist/cli.cjs');

exports.isBuilt = () => existsSync(path);

/**
 * Loads the command with what an earlier run has compiled of it, which saves a quarter of a small check. What Node 22 and
 * later keep by themselves saves half as much.
 * @returns its exports, and what keeps the code that this run has compiled
 */
exports.load = () => {
  const text = readFileSync(path);
  const script = new vm.Script(
    `(function (exports, require, module, __filename) {${text.latin1Slice()}\n})`,
    {
      filename: path,
      cachedData: readKept(text),
    },
  );
  const module = new Module(path);
  script.runInThisContext()(module.exports, Module.createRequire(path), module, path);
  // V8 rejects what another version of it compiled, or one with other flags.
  return { cli: module.exports, keep: () => script.cachedDataRejected === false || keep(script, text) };
};

// Who may write there may change the command itself: elsewhere, others could plant code.
const kept = `${path}.${process.version}-${process.arch}`;

/** The code that was compiled of a text; undefined if there is none, or if it has been damaged, which V8 does not notice. */
function readKept(text) {
  try {
    const file = readFileSync(kept);
    const code = file.subarray(0, -4);
    return file.readUInt32LE(code.length) === checksum(code, text) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Where it cannot be made or written, each run compiles anew. Other runs may read or write it at the same time. */
function keep(script, text) {
  const fresh = `${kept}.${process.pid}`;
  try {
    const code = script.createCachedData();
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(checksum(code, text));
    writeFileSync(fresh, Buffer.concat([code, sum]));
    renameSync(fresh, kept);
  } catch {
    try {
      rmSync(fresh, { force: true });
    } catch {}
  }
}

const checksum = (code, text) => crc32(code, crc32(text));
