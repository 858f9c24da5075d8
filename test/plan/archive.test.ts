import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync, crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError, readArchive } from '../../src/plan/index.ts';

const planFiles = readdirSync('testdata', { recursive: true, encoding: 'utf8' })
  .filter((name) => /(^|\/)tfplan$/.test(name))
  .map((name) => join('testdata', name))
  .filter((path) => existsSync(join(dirname(path), 'main.tf')));

test.each(planFiles)('%s holds the sources that lie beside it', async (path) => {
  const { sources, modules } = await readArchive(readFileSync(path), path);
  expect(modules.map(({ Key }) => Key)).toContain('');
  expect(sources.size).toBeGreaterThan(0);
  for (const [name, text] of sources) {
    const [, key, file] = /^tfconfig\/m-(.*)\/(.*)$/.exec(name) ?? [];
    const module = modules.find(({ Key }) => Key === key);
    expect(text, name).toBe(readFileSync(join(dirname(path), module?.Dir ?? '', file ?? ''), 'utf8'));
  }
});

describe('a damaged plan file', () => {
  const bytes = readFileSync('testdata/format/mods1/tfplan');

  test('is refused or read, whatever is changed in it', async () => {
    const changes = fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    const whole = await readArchive(bytes, 'tfplan');
    await fc.assert(
      fc.asyncProperty(
        changes,
        fc.nat({ max: bytes.length }),
        fc.boolean(),
        async (replaced, length, isCut) => {
          const damaged = Buffer.from(bytes);
          for (const [at, byte] of replaced) damaged[at] = byte;
          try {
            const archive = await readArchive(isCut ? damaged.subarray(0, length) : damaged, 'tfplan');
            for (const [name, text] of archive.sources)
              expect([undefined, text]).toContain(whole.sources.get(name));
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('is named', async () => {
    await expect(readArchive(bytes.subarray(0, 2000), 'tfplan')).rejects.toThrow(
      new InputError('tfplan is a damaged plan file: make it anew with `terraform plan -out=tfplan`.'),
    );
  });
});

interface Entry {
  readonly name: string;
  readonly content: Buffer;
  readonly size?: number;
}

/** Writes a ZIP archive as Terraform would. */
function zip(entries: readonly Entry[]): Buffer {
  const records = entries.map(({ name, content, size }) => {
    const data = deflateRawSync(content);
    const fields = Buffer.alloc(46);
    fields.writeUInt16LE(8, 10);
    fields.writeUInt32LE(crc32(content), 16);
    fields.writeUInt32LE(data.length, 20);
    fields.writeUInt32LE(size ?? content.length, 24);
    fields.writeUInt16LE(Buffer.byteLength(name), 28);
    return { name, data, fields };
  });
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, fields } of records) {
    const header = Buffer.alloc(30);
    header.write('PK\u0003\u0004', 'latin1');
    header.writeUInt16LE(Buffer.byteLength(name), 26);
    fields.write('PK\u0001\u0002', 'latin1');
    fields.writeUInt32LE(offset, 42);
    local.push(header, Buffer.from(name), data);
    central.push(fields, Buffer.from(name));
    offset += header.length + Buffer.byteLength(name) + data.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(records.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...central, end]);
}

const plan = { name: 'tfplan', content: Buffer.from('x') };

test('takes the files of modules and nothing else', async () => {
  const names = [
    'tfconfig/m-/main.tf',
    'tfconfig/m-a.b/x.tf.json',
    'tfconfig/m-a/y.tofu',
    'tfconfig/m-a/z.tofu.json',
  ];
  const others = [
    'tfstate',
    'tfconfig/../main.tf',
    '/tfconfig/m-/main.tf',
    'tfconfig/m-/../x.tf',
    'tfconfig/m-\\x.tf',
    'tfconfig/m-/x.txt',
  ];
  const entries = [...names, ...others].map((name) => ({ name, content: Buffer.from(`# ${name} é`) }));
  const { sources, modules } = await readArchive(zip([plan, ...entries]), 'tfplan');
  expect([...sources]).toEqual(names.map((name) => [name, `# ${name} é`]));
  expect(modules).toEqual([]);
});

const zeros = Buffer.alloc(10 * 1024 * 1024);
test.each<[string, Entry[], string]>([
  ['another archive', [{ name: 'a.txt', content: Buffer.from('x') }], 'is an archive, but not a plan file.'],
  [
    'another archive with a plan in it',
    [{ name: 'out/plan.json', content: Buffer.from('{}') }],
    'is an archive of JSON: unpack it first.',
  ],
  [
    'too much configuration',
    [plan, ...[1, 2].map((n) => ({ name: `tfconfig/m-/${n}.tf`, content: zeros }))],
    'holds more than 16 MB',
  ],
  ['a bomb', [plan, { name: 'tfconfig/m-/main.tf', content: zeros, size: 100 }], 'is a damaged plan file'],
  [
    'a wrong length',
    [plan, { name: 'tfconfig/m-/main.tf', content: Buffer.from('x'), size: 2 }],
    'is a damaged plan file',
  ],
  [
    'a file twice',
    [plan, ...[1, 2].map(() => ({ name: 'tfconfig/m-/main.tf', content: Buffer.from('x') }))],
    'is a damaged plan file',
  ],
  [
    'modules that are no list',
    [plan, { name: 'tfconfig/modules.json', content: Buffer.from('{}') }],
    'is a damaged plan file',
  ],
  [
    'modules without keys',
    [plan, { name: 'tfconfig/modules.json', content: Buffer.from('[{}]') }],
    'is a damaged plan file',
  ],
])('refuses %s', async (_name, entries, message) => {
  await expect(readArchive(zip(entries), 'tfplan')).rejects.toThrow(message);
});
