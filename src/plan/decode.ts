import { moduleAddressOf } from './address.ts';
import { Utf8Decoder } from './encoding.ts';
import { InputError } from './input-error.ts';
import { faultyInput, otherInput } from './misuse.ts';
import type { PlanDocument, ResourceChange, StateObject } from './plan.generated.ts';
import type { Plan, StateResource } from './plan.ts';
import { ScanError, Scanner, type Part, type Selection } from './scan.ts';
import { isPlanDocument, isResourceChange, isStateObject, type Validate } from './validate.generated.js';

export interface DecodeOptions {
  /**
   * Says which resource types are needed with their attributes. Of the others, changes keep only their address and
   * actions, and prior resources are left out, so that a large plan needs little memory. Default: all are needed.
   */
  readonly keep?: (type: string) => boolean;
}

/**
 * Decodes the JSON of a plan.
 * @param bytes what `terraform show -json PLANFILE` prints, in UTF-8 or UTF-16, with or without a byte order mark
 * @param path what messages call the input
 * @throws InputError when the bytes are not a plan
 */
export function decodePlan(bytes: Uint8Array, path: string, options: DecodeOptions = {}): Plan {
  const decoder = new PlanDecoder(path, options);
  decoder.push(bytes);
  return decoder.end();
}

/** How much of the beginning is kept to tell what an input is that is no plan. */
const HEAD_LENGTH = 16 * 1024;
const MAX_PROBLEMS = 5;

/** Decodes a plan that comes in chunks of any size. */
export class PlanDecoder {
  readonly #path: string;
  readonly #keep: ((type: string) => boolean) | undefined;
  readonly #utf8 = new Utf8Decoder();
  readonly #scanner: Scanner;
  #head: Buffer = Buffer.alloc(0);
  #decoded = 0;

  /** The members that are read as a whole. */
  readonly #document: Record<string, unknown> = {};
  readonly #changes: ResourceChange[] = [];
  readonly #changed = new Set<string>();
  readonly #prior: StateResource[] = [];
  readonly #problems: string[] = [];

  constructor(path: string, options: DecodeOptions = {}) {
    this.#path = path;
    this.#keep = options.keep;
    this.#scanner = new Scanner(this.#selection());
  }

  /** @throws InputError when the bytes so far are not the beginning of a plan */
  push(bytes: Uint8Array): void {
    this.#scan(this.#utf8.decode(bytes));
  }

  /** @throws InputError when the bytes are not a whole plan */
  end(): Plan {
    this.#scan(this.#utf8.end());
    this.#guarded(Buffer.alloc(0), () => this.#scanner.end());
    const document = this.#checkedDocument();
    return {
      path: this.#path,
      formatVersion: document.format_version,
      terraformVersion: document.terraform_version,
      errored: document.errored ?? false,
      complete: document.complete ?? true,
      destroy: this.#isDestroy(),
      resourceChanges: this.#changes,
      priorResources: this.#prior.filter((resource) => this.#isOnlyPrior(resource)),
      deferredChanges: document.deferred_changes ?? [],
      configuration: document.configuration,
      variables: document.variables ?? {},
      warnings: versionWarnings(document),
    };
  }

  #selection(): Selection {
    const whole = (name: string): [string, Selection] => [
      name,
      (part) => {
        const value = part.parse();
        if (value !== null) this.#document[name] = value;
      },
    ];
    const module = new Map<string, Selection>([
      ['resources', { elements: (part) => this.#priorResource(part) }],
    ]);
    module.set('child_modules', { elements: { members: module } });
    const values: Selection = { members: new Map([['root_module', { members: module }]]) };
    return {
      members: new Map<string, Selection>([
        ...['format_version', 'terraform_version', 'complete', 'errored'].map(whole),
        ...['configuration', 'variables', 'deferred_changes'].map(whole),
        ['resource_changes', { elements: (part) => this.#resourceChange(part) }],
        ['prior_state', { members: new Map([['values', values]]) }],
      ]),
    };
  }

  #resourceChange(part: Part): void {
    const value = this.#isKept(part) ? part.parse() : withoutAttributes(part);
    const change = this.#checked(isResourceChange, value, `/resource_changes/${this.#changes.length}`);
    if (change === undefined) return;
    this.#changes.push(change);
    this.#changed.add(change.address);
  }

  #priorResource(part: Part): void {
    if (!this.#isKept(part)) return;
    const resource = this.#checked(isStateObject, part.parse(), '/prior_state');
    if (resource === undefined || !this.#isOnlyPrior(resource)) return;
    const module = moduleAddressOf(resource.address);
    this.#prior.push(module === undefined ? resource : { ...resource, module_address: module });
  }

  /** Asked again at the end, since the prior state may come before the changes. */
  #isOnlyPrior(resource: StateObject): boolean {
    if (resource.deposed_key !== undefined) return false;
    return resource.mode === 'data' || !this.#changed.has(resource.address);
  }

  #isKept(part: Part): boolean {
    if (this.#keep === undefined) return true;
    const type = part.member('type');
    return typeof type !== 'string' || this.#keep(type);
  }

  #isDestroy(): boolean {
    const managed = this.#changes.filter(({ mode, deposed }) => mode === 'managed' && deposed === undefined);
    const stays = this.#prior.some((resource) => resource.mode === 'managed' && this.#isOnlyPrior(resource));
    return managed.length > 0 && managed.every(({ change }) => change.actions.join() === 'delete') && !stays;
  }

  #checkedDocument(): PlanDocument {
    const { format_version: version, configuration } = this.#document;
    if (version === undefined || configuration === undefined)
      throw otherInput(this.#path, this.#scanner.keys);
    const major = typeof version === 'string' ? /^(\d+)\./.exec(version)?.[1] : undefined;
    if (major !== undefined && !(major in KNOWN_MINOR)) {
      throw new InputError(
        `${this.#path} has format version ${major}, of which this release knows nothing: it reads 0.1 to 1.2, from Terraform 0.12 on.`,
      );
    }
    const document = this.#checked(isPlanDocument, this.#document, '');
    if (document === undefined || this.#problems.length > 0) throw this.#invalid();
    return document;
  }

  #checked<T>(validate: Validate<T>, value: unknown, pointer: string): T | undefined {
    if (validate(value)) return value;
    const [error] = validate.errors ?? [];
    this.#problems.push(`${pointer}${error?.instancePath ?? ''} ${error?.message ?? 'is invalid'}`);
    if (this.#problems.length >= MAX_PROBLEMS) throw this.#invalid();
    return undefined;
  }

  #invalid(): InputError {
    return new InputError(`${this.#path} is not a plan that Terraform wrote: ${this.#problems.join('; ')}.`);
  }

  #scan(chunk: Buffer): void {
    if (this.#head.length === 0) this.#head = chunk.subarray(0, HEAD_LENGTH);
    else if (this.#head.length < HEAD_LENGTH)
      this.#head = Buffer.concat([this.#head, chunk]).subarray(0, HEAD_LENGTH);
    this.#guarded(chunk, () => this.#scanner.push(chunk));
    this.#decoded += chunk.length;
  }

  #guarded(chunk: Buffer, scan: () => void): void {
    try {
      scan();
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      const rest = chunk.subarray(Math.max(0, error.offset - this.#decoded)).subarray(0, HEAD_LENGTH);
      throw faultyInput(this.#path, error, { head: this.#head, rest, keys: this.#scanner.keys });
    }
  }
}

/** The highest minor version that is known, by major version. */
const KNOWN_MINOR: Readonly<Record<string, number>> = { 0: 2, 1: 2 };

function versionWarnings({ format_version: version }: PlanDocument): string[] {
  const [major = '', minor] = version.split('.');
  if (Number(minor) <= (KNOWN_MINOR[major] ?? 0)) return [];
  return [
    `The plan has format version ${version}, which is newer than this release knows; new parts of it are ignored.`,
  ];
}

/** A resource change of which only the address and the actions are read. */
function withoutAttributes(part: Part): unknown {
  const change: Record<string, unknown> = {};
  const resource: Record<string, unknown> = { change };
  part.scan({
    members: new Map([
      ...into(resource, ['address', 'previous_address', 'module_address', 'mode', 'type', 'name', 'index']),
      ...into(resource, ['index_unknown', 'provider_name', 'deposed', 'action_reason']),
      ['change', { members: new Map(into(change, ['actions'])) }],
    ]),
  });
  return resource;
}

function into(target: Record<string, unknown>, names: readonly string[]): [string, Selection][] {
  return names.map((name) => [name, (part) => (target[name] = part.parse())]);
}
