import { moduleAddressOf } from './address.ts';
import { InputError } from './input-error.ts';
import { MAKE, otherInput } from './misuse.ts';
import { hasMark, marksSecrets, Outlines, withoutAttributes } from './outline.ts';
import type { Configuration, PlanDocument, ResourceChange, StateObject } from './plan.generated.ts';
import type { Plan, StateResource } from './plan.ts';
import type { Part, Selection } from './selection.ts';
import { isPlanDocument, isResourceChange, isStateObject, type Validate } from './validate.generated.js';

/**
 * Says which managed resources are needed with their attributes.
 * @param goes whether the plan removes or replaces it
 */
export type Keep = (type: string, goes: boolean) => boolean;

const MAX_PROBLEMS = 5;
/** The highest minor version that is known, by major version. */
const KNOWN_MINOR: ReadonlyMap<string, number> = new Map([
  ['0', 2],
  ['1', 2],
]);

/** Makes a plan of the parts of its JSON that `selection` selects, whichever order they come in. */
export class PlanBuilder {
  readonly selection: Selection;
  readonly #path: string;
  readonly #keep: Keep | undefined;
  readonly #outlines = new Outlines();
  /** The members that are taken as a whole. */
  readonly #document: Record<string, unknown> = {};
  #changes: ResourceChange[] = [];
  /** How many elements of `resource_changes` have come. */
  #index = 0;
  readonly #changed = new Set<string>();
  #prior: StateResource[] = [];
  /** What is wrong, each kind once. */
  readonly #problems = new Map<string, string>();

  constructor(path: string, keep: Keep | undefined) {
    this.#path = path;
    this.#keep = keep;
    this.selection = this.#select();
  }

  /**
   * The plan, when all parts have been handed over.
   * @param keys the names of all members of the document, to tell what it is if it is no plan
   * @param head the beginning of its text, for the same
   * @throws InputError when it is no plan, or one of another format version
   */
  build(keys: Iterable<string>, head: () => string): Plan {
    const document = this.#checkedDocument(keys, head);
    const priorResources = this.#prior.filter((resource) => this.#isOnlyPrior(resource));
    return {
      path: this.#path,
      formatVersion: document.format_version,
      terraformVersion: document.terraform_version,
      errored: document.errored ?? false,
      complete: (document.complete ?? true) && (document.deferred_changes ?? []).length === 0,
      resourceChanges: this.#changes,
      priorResources,
      configuration: document.configuration,
      variables: document.variables ?? {},
      warnings: versionWarnings(document.format_version),
    };
  }

  #select(): Selection {
    const whole = ['format_version', 'terraform_version', 'complete', 'errored']
      .concat(['configuration', 'variables', 'deferred_changes'])
      .map((name): [string, Selection] => [name, (part) => this.#whole(name, part)]);
    const module = new Map<string, Selection>([
      ['resources', { elements: (part) => this.#priorResource(part) }],
    ]);
    module.set('child_modules', { elements: { members: module } });
    const values = { members: new Map([['root_module', { members: module }]]) };
    return {
      members: new Map<string, Selection>([
        ...whole,
        [
          'resource_changes',
          { begin: () => this.#beginChanges(), elements: (part) => this.#resourceChange(part) },
        ],
        ['prior_state', { begin: () => (this.#prior = []), members: new Map([['values', values]]) }],
      ]),
    };
  }

  #whole(name: string, part: Part): void {
    this.#document[name] = part.parse() ?? undefined;
  }

  #beginChanges(): void {
    this.#changes = [];
    this.#changed.clear();
    this.#index = 0;
  }

  #resourceChange(part: Part): void {
    const index = this.#index++;
    const change = this.#bystander(part) ?? this.#change(part, `/resource_changes/${index}`);
    if (change === undefined) return;
    this.#changes.push(change);
    this.#changed.add(change.address);
  }

  /** A change of which the attributes are not needed, if its outline tells so. */
  #bystander(part: Part): ResourceChange | undefined {
    if (this.#keep === undefined) return undefined;
    const outline = this.#outlines.of(part);
    const isEnough =
      isResourceChange(outline) && this.#isBystander(outline) && !marksSecrets(part, 'before_sensitive');
    return isEnough ? outline : undefined;
  }

  #change(part: Part, pointer: string): ResourceChange | undefined {
    const change = this.#checked(isResourceChange, withoutNulls(part.parse()), pointer);
    if (change === undefined || !this.#isBystander(change)) return change && withoutCopy(change);
    const { before_sensitive: before, after_sensitive: after } = change.change;
    return hasMark(before) || hasMark(after) ? change : withoutAttributes(change);
  }

  #priorResource(part: Part): void {
    const outline = this.#outlines.of(part);
    if (isStateObject(outline) && !this.#isOnlyPrior(outline)) return;
    const resource = this.#checked(isStateObject, this.#stateObject(part, outline), '/prior_state');
    if (resource === undefined || !this.#isOnlyPrior(resource)) return;
    const module = moduleAddressOf(resource.address);
    this.#prior.push(module === undefined ? resource : { ...resource, module_address: module });
  }

  #stateObject(part: Part, outline: unknown): unknown {
    const isSimple = isStateObject(outline) && part.ending(',"deposed_key":') === '';
    if (isSimple && this.#isBystander(outline) && !marksSecrets(part, 'sensitive_values')) return outline;
    const resource = part.parse();
    if (!isStateObject(resource) || !this.#isBystander(resource) || hasMark(resource.sensitive_values))
      return resource;
    const { values: _, ...rest } = resource;
    return rest;
  }

  /** Whether the attributes of a resource are not needed. Data sources are few, and what they read may be anything. */
  #isBystander(resource: StateObject | ResourceChange): boolean {
    const { mode, type } = resource;
    const goes = 'change' in resource && resource.change.actions.includes('delete');
    return this.#keep !== undefined && mode === 'managed' && !this.#keep(type, goes);
  }

  /** Asked again at the end, since the prior state may come before the changes. */
  #isOnlyPrior(resource: StateObject): boolean {
    if (resource.deposed_key !== undefined) return false;
    return resource.mode === 'data' || !this.#changed.has(resource.address);
  }

  #checkedDocument(keys: Iterable<string>, head: () => string): PlanDocument {
    const { format_version: version, configuration } = this.#document;
    if (version === undefined || configuration === undefined)
      throw otherInput(this.#path, new Set(keys), head());
    if (typeof version === 'string' && !KNOWN_MINOR.has(majorOf(version))) {
      throw new InputError(
        `${this.#path} is a plan of a format version that is not known: it must be 0.1 to 1.2, which Terraform 0.12 and later write.`,
      );
    }
    const document = this.#checked(isPlanDocument, this.#document, '');
    if (document === undefined || this.#problems.size > 0) throw this.#invalid();
    // Without it, what is configured would look as if it were not.
    if (isBare(document.configuration) && this.#changes.some(isMade))
      throw otherInput(this.#path, new Set(['resource_changes']));
    return document;
  }

  #checked<T>(validate: Validate<T>, value: unknown, pointer: string): T | undefined {
    if (validate(value)) return value;
    const [error] = validate.errors ?? [];
    const problem = `${pointer}${error?.instancePath ?? ''} ${error?.message ?? 'is invalid'}`;
    // What is wrong with one element is often wrong with all.
    const kind = problem.replaceAll(/\/\d+/g, '/*');
    if (!this.#problems.has(kind)) this.#problems.set(kind, problem);
    if (this.#problems.size >= MAX_PROBLEMS) throw this.#invalid();
    return undefined;
  }

  #invalid(): InputError {
    const problems = [...this.#problems.values()].join('; ');
    return new InputError(`${this.#path} is not a plan that Terraform wrote: ${problems}; ${MAKE}.`);
  }
}

/** Terraform leaves out what is absent; programs that write its JSON anew may say null. */
function withoutNulls(change: unknown): unknown {
  if (typeof change !== 'object' || change === null || !Object.values(change).includes(null)) return change;
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null));
}

function isBare({ root_module: root }: Configuration): boolean {
  return (root?.resources ?? []).length === 0 && Object.keys(root?.module_calls ?? {}).length === 0;
}

function isMade({ mode, change: { actions } }: ResourceChange): boolean {
  return mode === 'managed' && actions.some((action) => action === 'create' || action === 'update');
}

/** What stays as it is comes twice, equal before and after. */
function withoutCopy(resource: ResourceChange): ResourceChange {
  const { actions, before, after } = resource.change;
  if (actions[0] !== 'no-op' || !before || !after) return resource;
  return { ...resource, change: { ...resource.change, before: after } };
}

function majorOf(version: string): string {
  return /^\d+/.exec(version)?.[0] ?? '';
}

function versionWarnings(version: string): string[] {
  const minor = Number(version.split('.')[1] ?? 0);
  if (minor <= (KNOWN_MINOR.get(majorOf(version)) ?? 0)) return [];
  return ['The format version of the plan is newer than this release knows: new parts of it are ignored.'];
}
