import { Collection, type Hidden, type Member } from '../logic/index.ts';
import {
  type ConfigurationIndex,
  type Expression,
  expressionAt,
  type ModuleInstance,
} from './configuration.ts';
import type { GraphIndex } from './graph-index.ts';
import {
  ANY_KIND,
  isCarrier,
  LINK_ATTRIBUTES,
  type LinkKind,
  type Links,
  overlaps,
  PASS_THROUGH,
  type Target,
} from './links.ts';
import type { PathStep, Reference } from './references.ts';
import type { Resource } from './resource.ts';
import type { Path } from './value.ts';

/** What `each` stands for in an expression: the `for_each` of the resource or module call around it. */
interface Each {
  readonly expression: Expression;
  readonly module: ModuleInstance;
  readonly outer: Each | undefined;
}

/** One expression that may hold what is asked for. `direct`: so far each step took over the value as it is. */
interface Task {
  readonly references: readonly Reference[];
  readonly module: ModuleInstance;
  readonly each: Each | undefined;
  readonly direct: boolean;
}

interface Candidate {
  readonly target: Target & { readonly in: 'plan' };
  direct: boolean;
  /** Whether its identity is known, so that it cannot be the reason why the attribute is not. */
  readonly known: boolean;
}

/**
 * Finds what an unknown attribute may refer to with nothing but the plan's JSON: a superset of the truth. Locals,
 * `dynamic` blocks and functions are not in the JSON, so a use of a local stands for everything of the wanted kind that
 * could reach the module. The walk is a worklist over expressions, each visited once.
 */
export class JsonLinks {
  readonly #index: GraphIndex;
  readonly #configuration: ConfigurationIndex;
  readonly #variables: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly #memo = new Map<string, Found>();
  readonly #scopes = new Map<LinkKind, Map<ModuleInstance, Found>>();

  constructor(
    index: GraphIndex,
    configuration: ConfigurationIndex,
    variables: Readonly<Record<string, { readonly value?: unknown }>>,
  ) {
    this.#index = index;
    this.#configuration = configuration;
    this.#variables = variables;
  }

  /** The expression that the configuration gives for an argument of a resource. */
  expression(resource: Resource, path: Path): Expression {
    const module = this.#configuration.module(resource.moduleAddress);
    const configured =
      module && this.#configuration.resource(module, resource.mode, resource.type, resource.name);
    return configured === undefined ? { form: 'absent' } : expressionAt(configured.expressions ?? {}, path);
  }

  /** The links of an attribute whose value is unknown; `many` says whether it holds a list or set. */
  resolve(resource: Resource, path: Path, kind: LinkKind, many: boolean): Links {
    const key = [
      resource.moduleAddress,
      resource.mode,
      resource.type,
      resource.name,
      ...path,
      kind.name,
    ].join('\0');
    let found = this.#memo.get(key);
    if (found === undefined) {
      found = this.#search(resource, path, kind);
      this.#memo.set(key, found);
    }
    return found.links(many);
  }

  #search(resource: Resource, path: Path, kind: LinkKind): Found {
    const search = this.#begin(kind);
    if (kind === ANY_KIND) search.found.unknownOther = true;
    const module = this.#configuration.module(resource.moduleAddress);
    if (module === undefined) {
      search.found.opaque.add(resource.address);
      return search.found;
    }
    const configured = this.#configuration.resource(module, resource.mode, resource.type, resource.name);
    const expression = expressionAt(configured?.expressions ?? {}, path);
    if (expression.form === 'references') {
      const each: Each = {
        expression: expressionAt(configured ?? {}, ['for_each_expression']),
        module,
        outer: undefined,
      };
      const elements = resource.value.get(path[0] ?? '').elements();
      const mixed = expression.blocks && elements.length !== 1;
      search.found.mixed = mixed;
      search.add({ references: expression.references, module, each, direct: !mixed });
      // Dynamic blocks are not in the JSON: some of the elements may be theirs.
      if (mixed) search.addScope(module);
    } else search.addScope(module);
    search.run();
    return search.found;
  }

  #begin(kind: LinkKind): Search {
    const scopeOf = (module: ModuleInstance): Found => this.#scope(kind, module);
    return new Search(this.#index, this.#configuration, this.#variables, kind, scopeOf);
  }

  /** What a local of a module may stand for: the same for all who ask, so it is searched once. */
  #scope(kind: LinkKind, module: ModuleInstance): Found {
    let known = this.#scopes.get(kind);
    if (known === undefined) {
      known = new Map();
      this.#scopes.set(kind, known);
    }
    let found = known.get(module);
    if (found === undefined) {
      // Its own search comes to the scope of the caller, and would look through all of that again.
      if (module.parent !== undefined) this.#scope(kind, module.parent);
      const scopes = known;
      const search = new Search(this.#index, this.#configuration, this.#variables, kind, (other) =>
        scopes.get(other),
      );
      search.addScope(module);
      search.run();
      ({ found } = search);
      known.set(module, found);
    }
    return found;
  }
}

/** What a search has found, and how sure it is. */
class Found {
  readonly candidates = new Map<string, Candidate>();
  readonly opaque = new Set<string>();
  /** Whether something unknown that is no candidate took part: it may have been a condition. */
  unknownOther = false;
  /** Whether the references of several arguments are mixed, so that other things in them mean nothing. */
  mixed = false;
  /** Whether a variable or local took part, which may have been a condition. */
  conditional = false;
  readonly #made = new Map<boolean, Links>();

  /** Adds what another search has found. */
  add(other: Found): void {
    for (const [key, candidate] of other.candidates)
      if (!this.candidates.has(key)) this.candidates.set(key, { ...candidate });
    for (const address of other.opaque) this.opaque.add(address);
    this.unknownOther ||= other.unknownOther;
    this.conditional ||= other.conditional;
  }

  links(many: boolean): Links {
    let links = this.#made.get(many);
    if (links === undefined) {
      links = this.#make(many);
      this.#made.set(many, links);
    }
    return links;
  }

  #make(many: boolean): Links {
    const all = [...this.candidates.values()];
    const reasons = all.filter((candidate) => !candidate.known);
    const sure = this.opaque.size === 0 && (this.mixed || !this.unknownOther);
    if (reasons.length === 0 && this.opaque.size === 0 && !this.unknownOther)
      return { targets: Collection.empty, configured: 'no' };
    if (all.length > MOST_CANDIDATES && reasons.length > 1)
      return { targets: tooMany(all, many), configured: this.conditional || !sure ? 'unknown' : 'yes' };
    const meant = many || !sure ? all : reasons;
    const single = sure && reasons.length === 1 ? reasons[0] : undefined;
    const members: Member<Target>[] = meant.map((candidate) => ({
      item: candidate.target,
      certain: candidate === single || (many && candidate.direct && sure),
    }));
    return {
      targets: new Collection(members, {
        kind: many ? 'many' : 'one',
        atLeastOne: sure,
        hidden: this.#hidden(many, sure),
      }),
      configured: this.conditional || !sure ? 'unknown' : 'yes',
    };
  }

  #hidden(many: boolean, sure: boolean): Hidden | undefined {
    const [opaque] = this.opaque;
    if (opaque !== undefined)
      return { outsideOnly: false, evidence: { address: opaque, text: 'is known only after apply' } };
    if (!many && sure) return undefined;
    return {
      outsideOnly: many,
      evidence: {
        address: 'configuration',
        text: 'an expression may hold more than the JSON shows; with the plan file or the sources it can be told',
      },
    };
  }
}

/**
 * Among more candidates than this the JSON alone tells nothing of use, and following each of them would cost the square or
 * cube of their number.
 */
const MOST_CANDIDATES = 64;

/** The candidates that are certain, and the rest as something hidden. */
function tooMany(all: readonly Candidate[], many: boolean): Collection<Target> {
  const [first] = all;
  const address = first === undefined ? 'configuration' : first.target.resource.address;
  return new Collection<Target>(
    many ? all.filter(({ direct }) => direct).map(({ target }) => ({ item: target, certain: true })) : [],
    {
      kind: many ? 'many' : 'one',
      atLeastOne: true,
      hidden: { outsideOnly: false, evidence: { address, text: `is one of ${all.length} candidates` } },
    },
  );
}

class Search {
  readonly found = new Found();
  readonly #tasks: Task[] = [];
  readonly #visited = new Set<string>();
  readonly #index: GraphIndex;
  readonly #configuration: ConfigurationIndex;
  readonly #variables: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly #kind: LinkKind;
  readonly #scopeOf: (module: ModuleInstance) => Found | undefined;

  /** `scopeOf` tells what has been found in the scope of a module, where that is known. */
  constructor(
    index: GraphIndex,
    configuration: ConfigurationIndex,
    variables: Readonly<Record<string, { readonly value?: unknown }>>,
    kind: LinkKind,
    scopeOf: (module: ModuleInstance) => Found | undefined,
  ) {
    this.#index = index;
    this.#configuration = configuration;
    this.#variables = variables;
    this.#kind = kind;
    this.#scopeOf = scopeOf;
  }

  add(task: Task): void {
    this.#tasks.push(task);
  }

  run(): void {
    for (let task = this.#tasks.pop(); task !== undefined; task = this.#tasks.pop()) {
      const { references, module, each } = task;
      const plain = references.length === 1;
      if (!plain && references.some(({ to }) => to !== 'resource' && to !== 'module'))
        this.found.conditional = true;
      for (const reference of references) this.#follow(reference, module, each, task.direct && plain);
    }
  }

  /** Everything of the wanted kind that an expression of this module could name: what a local may stand for. */
  addScope(module: ModuleInstance): void {
    this.found.conditional = true;
    if (!this.#visit(`scope ${module.address}`)) return;
    if (this.#kind === ANY_KIND) {
      this.found.opaque.add(module.address === '' ? 'the root module' : module.address);
      return;
    }
    const known = this.#scopeOf(module);
    if (known !== undefined) {
      this.found.add(known);
      return;
    }
    for (const { type, attribute } of this.#kind.identities) {
      for (const resource of this.#index.inModule(module.address, type))
        this.#candidate(resource, attribute, false);
    }
    for (const carrier of this.#index.carriersIn(module.address)) this.found.opaque.add(carrier.address);
    for (const type of this.#kind.makers ?? []) {
      for (const maker of this.#index.inModule(module.address, type)) this.found.opaque.add(maker.address);
    }
    for (const [type, passing] of Object.entries(PASS_THROUGH)) {
      for (const resource of this.#index.inModule(module.address, type))
        for (const output of Object.keys(passing)) this.#attribute(resource, [output], false);
    }
    const { parent, call } = module;
    if (parent !== undefined && call !== undefined) {
      for (const name of Object.keys(call.expressions ?? {})) this.#argument(module, name, [], false);
    }
    for (const child of this.#configuration.children(module)) {
      for (const name of Object.keys(child.configuration.outputs ?? {})) this.#output(child, name, [], false);
    }
  }

  #follow(reference: Reference, module: ModuleInstance, each: Each | undefined, direct: boolean): void {
    switch (reference.to) {
      case 'resource':
        this.#resource(reference, module, direct);
        return;
      case 'variable':
        if (module.parent === undefined) this.#literals(this.#rootVariable(reference.name));
        else this.#argument(module, reference.name, reference.rest, direct);
        return;
      case 'local':
        this.addScope(module);
        return;
      case 'module':
        this.#module(reference, module, direct);
        return;
      case 'each':
        if (reference.part === 'value') this.#each(reference.rest, each);
        return;
      case 'other':
        return;
    }
  }

  #resource(reference: Reference & { to: 'resource' }, module: ModuleInstance, direct: boolean): void {
    const { mode, type, name, key, rest } = reference;
    const all = this.#index.instances(module.address, mode, type, name);
    const chosen = key === undefined ? all : all.filter((resource) => resource.key === key);
    const single = chosen.length === 1 && (key !== undefined || chosen[0]!.key === undefined);
    const [attribute] = rest;
    const identities = this.#identities(type);
    if (
      typeof attribute === 'string' &&
      (reference.guessed !== true || (single && has(chosen[0], attribute)))
    ) {
      const identified = identities.some((identity) => identity === attribute || identity === '*');
      for (const resource of chosen) {
        if (identified) this.#candidate(resource, attribute, direct && single);
        else this.#attribute(resource, rest, direct && single);
      }
      return;
    }
    for (const resource of chosen) {
      for (const identity of identities) {
        this.#candidate(
          resource,
          identity === '*' ? 'id' : identity,
          direct && single && identities.length === 1,
        );
      }
      const carrying = this.#attributesOfKind(resource);
      for (const carried of carrying) this.#attribute(resource, [carried], false);
      const passing = PASS_THROUGH[type];
      for (const carried of Object.keys(passing ?? {})) this.#attribute(resource, [carried], false);
      if (isCarrier(type) || this.#kind.makers?.includes(type)) this.found.opaque.add(resource.address);
      else if (identities.length === 0 && carrying.length === 0 && passing === undefined)
        this.found.unknownOther = true;
    }
  }

  /** An attribute that is no identity of the wanted kind, but may hold one. */
  #attribute(resource: Resource, path: Path, direct: boolean): void {
    const [attribute, ...rest] = path;
    const value = resource.value.get(...path);
    const reading = value.read();
    if (reading.state === 'known') this.#literals(reading.value);
    if (!value.hasUnknown) return;
    const passed = PASS_THROUGH[resource.type]?.[String(attribute)];
    const kind = LINK_ATTRIBUTES[String(path.findLast((step) => typeof step === 'string'))];
    if (passed === undefined && !overlaps(kind, this.#kind)) {
      if (this.#index.isIdentity(resource.type, String(attribute))) this.found.unknownOther = true;
      else this.found.opaque.add(`${resource.address}.${String(attribute)}`);
      return;
    }
    const place = passed === undefined ? path : [passed, ...rest];
    // What is handed on may be an id that the plan holds, of an object that it does not.
    if (passed !== undefined && !resource.value.get(...place).isUnknown) this.found.unknownOther = true;
    this.#argumentOf(resource, place, rest, direct);
  }

  /** The expression of a resource's own argument. */
  #argumentOf(resource: Resource, path: Path, rest: Path, direct: boolean): void {
    if (!this.#visit(`argument ${resource.address} ${path.join('.')}`)) return;
    const module = this.#configuration.module(resource.moduleAddress);
    const configured =
      module && this.#configuration.resource(module, resource.mode, resource.type, resource.name);
    if (module === undefined || configured === undefined) {
      this.found.opaque.add(resource.address);
      return;
    }
    const each: Each = {
      expression: expressionAt(configured, ['for_each_expression']),
      module,
      outer: undefined,
    };
    const expression = expressionAt(configured.expressions ?? {}, path);
    if (expression.form === 'references')
      this.add({ references: expression.references, module, each, direct });
    else if (expression.form === 'absent' && rest.length === 0)
      this.found.opaque.add(`${resource.address}.${String(path[0])}`);
    else if (expression.form === 'absent') this.addScope(module);
  }

  #argument(module: ModuleInstance, name: string, rest: readonly PathStep[], direct: boolean): void {
    const { parent, call } = module;
    if (parent === undefined || call === undefined) return;
    if (!this.#visit(`var ${module.address} ${name} ${rest.join('.')} ${String(direct)}`)) return;
    const expression = expressionAt(call.expressions ?? {}, [name]);
    const each: Each = {
      expression: expressionAt(call, ['for_each_expression']),
      module: parent,
      outer: undefined,
    };
    if (expression.form === 'references')
      this.add({ references: extend(expression.references, rest), module: parent, each, direct });
    else if (expression.form === 'constant') this.#literals(expression.value);
    else this.#literals(module.configuration.variables?.[name]?.default);
  }

  #module(reference: Reference & { to: 'module' }, module: ModuleInstance, direct: boolean): void {
    const called = this.#configuration.children(module, reference.name);
    const chosen =
      reference.key === undefined ? called : called.filter((child) => child.step?.key === reference.key);
    const single = chosen.length === 1 && (reference.key !== undefined || chosen[0]!.step?.key === undefined);
    for (const child of chosen) {
      const outputs = child.configuration.outputs ?? {};
      const { output, guessed } = reference;
      const isNamed =
        output !== undefined && (guessed !== true || (single && Object.hasOwn(outputs, output)));
      if (isNamed) this.#output(child, output, reference.rest, direct && single);
      else for (const name of Object.keys(outputs)) this.#output(child, name, [], false);
    }
  }

  #output(child: ModuleInstance, name: string, rest: readonly PathStep[], direct: boolean): void {
    if (!this.#visit(`output ${child.address} ${name} ${rest.join('.')} ${String(direct)}`)) return;
    const expression = expressionAt(child.configuration.outputs?.[name] ?? {}, ['expression']);
    if (expression.form === 'references')
      this.add({
        references: extend(expression.references, rest),
        module: child,
        each: undefined,
        direct: direct && typeof rest[0] !== 'number',
      });
    else if (expression.form === 'constant') this.#literals(expression.value);
  }

  #each(rest: readonly PathStep[], each: Each | undefined): void {
    if (each === undefined || each.expression.form !== 'references') return;
    if (
      !this.#visit(
        `each ${each.module.address} ${JSON.stringify(each.expression.references)} ${rest.join('.')}`,
      )
    )
      return;
    this.found.conditional = true;
    this.add({
      references: extend(each.expression.references, rest),
      module: each.module,
      each: each.outer,
      direct: false,
    });
  }

  #rootVariable(name: string): unknown {
    return Object.hasOwn(this.#variables, name) ? this.#variables[name]?.value : undefined;
  }

  /** Literal ids in a known value may name resources of the plan. */
  #literals(value: unknown): void {
    const open: unknown[] = [value];
    while (open.length > 0) {
      const next = open.pop();
      if (typeof next === 'string') {
        const target = this.#index.identified(this.#kind, next);
        if (target !== undefined) this.#candidate(target.resource, target.attribute, false);
      } else if (typeof next === 'object' && next !== null)
        for (const member of Object.values(next)) open.push(member);
    }
  }

  #candidate(resource: Resource, attribute: string, direct: boolean): void {
    const key = `${resource.address} ${attribute}`;
    const known = this.found.candidates.get(key);
    if (known !== undefined) known.direct ||= direct;
    else {
      this.found.candidates.set(key, {
        target: { in: 'plan', resource, attribute },
        direct,
        known: !resource.get(attribute).isUnknown,
      });
    }
  }

  #identities(type: string): readonly string[] {
    return this.#kind.identities
      .filter((identity) => identity.type === type || identity.type === '*')
      .map(({ attribute }) => attribute);
  }

  #attributesOfKind(resource: Resource): readonly string[] {
    if (this.#kind === ANY_KIND) return [];
    return Object.keys(LINK_ATTRIBUTES).filter(
      (name) => overlaps(LINK_ATTRIBUTES[name], this.#kind) && !resource.value.get(name).isNull,
    );
  }

  #visit(key: string): boolean {
    if (this.#visited.has(key)) return false;
    this.#visited.add(key);
    return true;
  }
}

/**
 * A single reference that may be passed on whole takes the rest of the path with it. It is a guess: the value may be an
 * object that only contains the reference.
 */
function extend(references: readonly Reference[], rest: readonly PathStep[]): readonly Reference[] {
  const [only] = references;
  if (rest.length === 0 || only === undefined || references.length > 1) return references;
  if (only.to === 'module' && only.output === undefined) {
    const [output, ...below] = rest;
    return typeof output === 'string' ? [{ ...only, output, rest: below, guessed: true }] : references;
  }
  return [{ ...only, rest: [...only.rest, ...rest], ...(only.rest.length === 0 && { guessed: true }) }];
}

const has = (resource: Resource | undefined, attribute: string): boolean =>
  resource !== undefined && !resource.value.get(attribute).isNull;
