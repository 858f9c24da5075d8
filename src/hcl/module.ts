import { mergeOverrides } from './overrides.ts';
import { type ParsedFile, parseFile } from './parser.ts';
import type { Diagnostic } from './source.ts';
import type { Attribute, Block } from './syntax.ts';

/** The blocks of one module, found by name. */
export interface ModuleSource {
  /** What `path.module` says; undefined if not known. */
  readonly directory: string | undefined;
  /** By mode, type and name: `managed.aws_vpc.this`, `data.aws_region.current`. */
  readonly resources: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Block>;
  readonly variables: ReadonlyMap<string, Block>;
  readonly outputs: ReadonlyMap<string, Block>;
  /** By local name, with the alias if there is one: `aws`, `aws.west`. */
  readonly providers: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Attribute>;
  /** The faults of files that could not be parsed; what they hold is then missing here. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface SourceText {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads the files of one module; those that are no Terraform sources are passed over. Terraform reads `*.tf` and
 * `*.tf.json`. OpenTofu reads `*.tofu` and `*.tofu.json` too, and then not the `.tf` file of the same name.
 */
export function readModule(
  files: Iterable<SourceText>,
  { dialect = 'terraform', directory }: { dialect?: 'terraform' | 'opentofu'; directory?: string } = {},
): ModuleSource {
  const parsed = [...chosenFiles(files, dialect)].map(({ name, text }) => parseFile(name, text));
  const primary = parsed.filter(({ file }) => !isOverride(file.name));
  const overrides = parsed
    .filter(({ file }) => isOverride(file.name))
    .sort((a, b) => (a.file.name < b.file.name ? -1 : 1));
  const blocks = mergeOverrides(
    primary.flatMap(({ body }) => body.blocks),
    overrides.flatMap(({ body }) => body.blocks),
  );
  return {
    directory,
    resources: index(blocks, ['resource', 'data'], ({ type, labels }) =>
      [type === 'data' ? 'data' : 'managed', ...labels].join('.'),
    ),
    calls: index(blocks, ['module'], ({ labels }) => labels[0]),
    variables: index(blocks, ['variable'], ({ labels }) => labels[0]),
    outputs: index(blocks, ['output'], ({ labels }) => labels[0]),
    providers: index(blocks, ['provider'], ({ labels, body }) =>
      [...labels, ...aliasOf(body.attributes.get('alias'))].join('.'),
    ),
    locals: new Map(
      blocks.filter(({ type }) => type === 'locals').flatMap(({ body }) => [...body.attributes]),
    ),
    diagnostics: parsed.flatMap(({ diagnostic }: ParsedFile) => diagnostic ?? []),
  };
}

function aliasOf(alias: Attribute | undefined): readonly string[] {
  const expression = alias?.expression;
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? [expression.value] : [];
}

function index(
  blocks: readonly Block[],
  types: readonly string[],
  name: (block: Block) => string | undefined,
): ReadonlyMap<string, Block> {
  const found = new Map<string, Block>();
  for (const block of blocks) {
    const key = types.includes(block.type) ? name(block) : undefined;
    if (key !== undefined) found.set(key, block);
  }
  return found;
}

function chosenFiles(files: Iterable<SourceText>, dialect: 'terraform' | 'opentofu'): Iterable<SourceText> {
  const chosen = new Map<string, SourceText>();
  for (const file of files) {
    const [, stem, language, json = ''] = /^(.*)\.(tf|tofu)(\.json)?$/s.exec(file.name) ?? [];
    const isHidden = /(?:^|\/)\.[^/]*$/.test(file.name);
    if (stem === undefined || isHidden || (language === 'tofu' && dialect === 'terraform')) continue;
    const slot = stem + json;
    if (language === 'tofu' || !chosen.has(slot)) chosen.set(slot, file);
  }
  return chosen.values();
}

function isOverride(name: string): boolean {
  return /(?:^|[/_])override\.(?:tf|tofu)(?:\.json)?$/.test(name);
}
