import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { type ArchivedModule, isModules, readArchive } from './archive.ts';
import { InputError } from './input-error.ts';
import type { ConfigModule, Configuration } from './plan.generated.ts';
import { unreadable } from './read.ts';

/** One Terraform file, named from the folder in which the plan was made, or from elsewhere by `namedFrom`. */
export interface SourceFileText {
  readonly name: string;
  readonly text: string;
}

/** The Terraform files of every module of a plan, by the path of module calls without keys; `''` is the root module. */
export interface ModuleSources {
  readonly dialect: 'terraform' | 'opentofu';
  readonly modules: ReadonlyMap<
    string,
    { readonly directory: string; readonly files: readonly SourceFileText[] }
  >;
}

const SOURCE = /\.(?:tf|tofu)(?:\.json)?$/;
/** Terraform notes here where `terraform init` has put the modules. */
const INSTALLED = join('.terraform', 'modules', 'modules.json');

/**
 * The sources that a plan file carries, as they were when the plan was made.
 * @throws InputError when the file cannot be read or is no plan file
 */
export async function readPlanFileSources(path: string): Promise<ModuleSources> {
  const { sources, modules } = await readArchive(readBytes(path), path);
  const byFolder = new Map<string, SourceFileText[]>();
  for (const [name, text] of sources) {
    const { dir, base } = posix.parse(name);
    const files = byFolder.get(dir);
    if (files === undefined) byFolder.set(dir, [{ name: base, text }]);
    else files.push({ name: base, text });
  }
  return assemble(modules, ({ Key }) => byFolder.get(`tfconfig/m-${Key}`) ?? []);
}

/**
 * The sources in the folder in which a plan was made. Modules of that folder are found by their paths, others where
 * `terraform init` has put them.
 * @throws InputError when the folder cannot be read or holds no Terraform files
 */
export function readFolderSources(folder: string, configuration: Configuration): ModuleSources {
  if (!statsOf(folder).isDirectory())
    throw new InputError(`${folder} is no folder: name the one in which the plan was made.`);
  const modules = modulesOf(configuration, installedModules(folder));
  const found = assemble(modules, ({ Dir = '.' }) => filesIn(join(folder, Dir)));
  if ((found.modules.get('')?.files.length ?? 0) === 0)
    throw new InputError(`${folder} holds no Terraform files: name the folder in which the plan was made.`);
  return found;
}

/**
 * The same sources with files named from elsewhere.
 * @param folder where the plan was made, as seen from there
 */
export function namedFrom(folder: string, { dialect, modules }: ModuleSources): ModuleSources {
  const rename = ({ name, text }: SourceFileText): SourceFileText => ({
    name: posix.join(folder.split(sep).join('/'), name),
    text,
  });
  return {
    dialect,
    modules: new Map(
      [...modules].map(([key, { directory, files }]) => [key, { directory, files: files.map(rename) }]),
    ),
  };
}

/** The folders of all module calls of a plan. */
function modulesOf(
  configuration: Configuration,
  installed: ReadonlyMap<string, ArchivedModule>,
): readonly ArchivedModule[] {
  const found: { readonly module: ArchivedModule; readonly calls: ConfigModule['module_calls'] }[] = [
    { module: { Key: '', Dir: '.' }, calls: configuration.root_module?.module_calls },
  ];
  for (const { module, calls } of found) {
    for (const [name, { source = '', module: called }] of Object.entries(calls ?? {})) {
      const key = module.Key === '' ? name : `${module.Key}.${name}`;
      const isLocal = source.startsWith('./') || source.startsWith('../');
      const own = { Key: key, Dir: posix.join(module.Dir ?? '.', source) };
      const below = installed.get(key) ?? (isLocal ? own : undefined);
      if (below !== undefined) found.push({ module: below, calls: called?.module_calls });
    }
  }
  return found.map(({ module }) => module);
}

function assemble(
  modules: readonly ArchivedModule[],
  filesOf: (module: ArchivedModule) => readonly SourceFileText[],
): ModuleSources {
  const read = modules.map((module) => {
    const directory = module.Dir ?? '.';
    const files = filesOf(module).map(({ name, text }) => ({ name: posix.join(directory, name), text }));
    return [module.Key, { directory, files }] as const;
  });
  const isTofu = read.some(([, { files }]) => files.some(({ name }) => /\.tofu(?:\.json)?$/.test(name)));
  return { dialect: isTofu ? 'opentofu' : 'terraform', modules: new Map(read) };
}

function installedModules(folder: string): ReadonlyMap<string, ArchivedModule> {
  let text: string;
  try {
    text = readFileSync(join(folder, INSTALLED), 'utf8');
  } catch {
    return new Map();
  }
  const modules = listedIn(text);
  if (isModules(modules)) return new Map(modules.map((module) => [module.Key, module]));
  throw new InputError(`${join(folder, INSTALLED)} is damaged: run \`terraform init\` again.`);
}

function listedIn(text: string): unknown {
  try {
    return Object(JSON.parse(text)).Modules;
  } catch {
    return undefined;
  }
}

/** What editors leave beside files, as Terraform tells it. */
const IGNORED = /^\.|~$|^#.*#$/;

/** A module that is not there is left out; the check then falls back to the JSON for it. */
function filesIn(folder: string): readonly SourceFileText[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder).sort();
  } catch {
    return [];
  }
  return names
    .filter((name) => SOURCE.test(name) && !IGNORED.test(name) && statsOf(join(folder, name)).isFile())
    .map((name) => ({ name, text: readBytes(join(folder, name)).toString('utf8') }));
}

function statsOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}
