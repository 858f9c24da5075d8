import { InputError } from './input-error.ts';
import { isPlanFile } from './plan-file.ts';
import { zipEntries, ZipError, type ZipEntry } from './zip.ts';

/** A module call of the configuration that a plan was made of, as Terraform lists it. */
export interface ArchivedModule {
  /** The names of the calls that lead to the module, joined by dots; empty for the root module. */
  readonly Key: string;
  readonly Source?: string;
  /** The folder of its files, from the folder in which the plan was made. Show it, but open no file by it. */
  readonly Dir?: string;
}

/** The configuration inside a plan file, as it was when the plan was made. It may hold secrets: never print it. */
export interface PlanArchive {
  /** The text of each Terraform file by its name in the archive, such as `tfconfig/m-net.sub/main.tf`. */
  readonly sources: ReadonlyMap<string, string>;
  readonly modules: readonly ArchivedModule[];
}

/** Files of Terraform and OpenTofu; `m-` and the key of a module name its folder. */
const SOURCE = /^tfconfig\/m-[^/\\]*\/[^/\\]+\.(?:tf|tofu)(?:\.json)?$/;
const MODULES = 'tfconfig/modules.json';
const PLAN = 'tfplan';
/** Far more than people write; it keeps an archive that was made to fill the memory from doing so. */
const MAX_SIZE = 16 * 1024 * 1024;

/**
 * Reads the configuration out of a plan file. The plan and the state in it are left alone.
 * @param path what messages call the file
 * @throws InputError when it is no plan file or damaged, or an archive but no plan file, or holds more than 16 MB of configuration
 */
export async function readArchive(bytes: Uint8Array, path: string): Promise<PlanArchive> {
  if (!isPlanFile(bytes))
    throw new InputError(`${path} is no plan file: \`terraform plan -out=tfplan\` writes one.`);
  try {
    const entries = zipEntries(bytes);
    if (!entries.some(({ name }) => name === PLAN)) {
      const isOfJson = entries.some(({ name }) => /\.json$/i.test(name));
      const what = isOfJson ? 'is an archive of JSON: unpack it first' : 'is an archive, but not a plan file';
      throw new InputError(`${path} ${what}.`);
    }
    const texts = await unpack(
      entries.filter(({ name }) => name === MODULES || SOURCE.test(name)),
      path,
    );
    const modules: unknown = JSON.parse(texts.get(MODULES) ?? '[]');
    texts.delete(MODULES);
    if (!isModules(modules)) throw new ZipError();
    return { sources: texts, modules };
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(
      `${path} is a damaged plan file: make it anew with \`terraform plan -out=${path}\`.`,
    );
  }
}

async function unpack(entries: readonly ZipEntry[], path: string): Promise<Map<string, string>> {
  if (entries.reduce((total, { size }) => total + size, 0) > MAX_SIZE) {
    throw new InputError(`${path} holds more than 16 MB of configuration, which is not read.`);
  }
  const { crc32, inflateRawSync } = await import('node:zlib');
  const texts = new Map<string, string>();
  for (const { name, size, data, isDeflated, crc32: expected } of entries) {
    // The length in the archive may be wrong, so it limits what is unpacked.
    const content = isDeflated ? inflateRawSync(data, { maxOutputLength: Math.max(size, 1) }) : data;
    if (content.length !== size || crc32(content) !== expected || texts.has(name)) throw new ZipError();
    texts.set(name, content.toString());
  }
  return texts;
}

export function isModules(value: unknown): value is ArchivedModule[] {
  return Array.isArray(value) && value.every(isModule);
}

function isModule(value: unknown): value is ArchivedModule {
  if (typeof value !== 'object' || value === null || !('Key' in value) || typeof value.Key !== 'string')
    return false;
  const { Source, Dir }: Record<string, unknown> = { ...value };
  return [Source, Dir].every((text) => text === undefined || typeof text === 'string');
}
