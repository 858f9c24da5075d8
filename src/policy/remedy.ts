import type { Resource, ResourceGraph } from '../graph/index.ts';
import type { Collection } from '../logic/index.ts';
import type { AwsObject } from '../network/index.ts';

/** What to do about a failure. */
export interface Remedy {
  /** In sentences. */
  readonly text: string;
  /** Terraform to paste, in the addresses of the plan; empty where words must do. */
  readonly code: string;
}

/** An expression of the Terraform language. */
export interface Expression {
  readonly hcl: string;
}

/** What an argument of a block can be set to: text, numbers and truth values are written as literals. */
export type Argument = Expression | string | number | boolean | readonly Argument[];

export type Arguments = Readonly<Record<string, Argument>>;

/**
 * Writes blocks for one module of a plan. Objects of that module are named by their addresses there; for others a variable
 * stands, and the text says what to pass.
 */
export class BlockWriter {
  readonly #graph: ResourceGraph;
  readonly #module: string;
  readonly #blocks: string[] = [];
  readonly #names = new Set<string>();
  /** What the variables stand for, by their names. */
  readonly #meanings = new Map<string, string>();

  /** @param home an object of the module that the blocks are for; the root module where it is none of the plan's */
  constructor(graph: ResourceGraph, home: AwsObject | undefined) {
    this.#graph = graph;
    this.#module = home?.identity?.resource?.moduleAddress ?? '';
  }

  /** The id of an object. */
  id(object: AwsObject): Expression {
    const { identity } = object;
    if (identity?.id !== undefined) return { hcl: quote(identity.id) };
    if (identity === undefined) return this.variable(`${object.address} id`, `the id of ${object.address}`);
    return this.attribute(identity.resource, identity.attribute);
  }

  /** An attribute of a resource. */
  attribute(resource: Resource, name: string): Expression {
    if (resource.moduleAddress !== this.#module) {
      const { address } = resource;
      return this.variable(`${resource.name} ${resource.type} ${name}`, `${address}.${name}`);
    }
    const start = this.#module === '' ? 0 : this.#module.length + 1;
    return { hcl: `${resource.address.slice(start)}.${name}` };
  }

  /** The ids of all objects of a collection, or something else where the plan does not show which they are. */
  ids(objects: Collection<AwsObject>, otherwise: () => Expression): Argument {
    const { hidden, members } = objects;
    const isShown = members.length > 0 && (hidden === undefined || hidden.outsideOnly);
    return isShown && members.every(({ certain }) => certain)
      ? objects.items.map((object) => this.id(object))
      : otherwise();
  }

  /** A variable that stands for what the module cannot name. */
  variable(words: string, meaning: string): Expression {
    const wanted = identifier(words.replace(/\baws_/, ''));
    let name = wanted;
    for (let count = 2; (this.#meanings.get(name) ?? meaning) !== meaning; count++)
      name = `${wanted}_${count}`;
    this.#meanings.set(name, meaning);
    return { hcl: `var.${name}` };
  }

  /** Writes a resource, under a name that the module does not have yet. */
  resource(type: string, words: string, body: Arguments): Expression {
    return { hcl: this.#block('resource', type, words, body) };
  }

  /** Writes a data source, under a name that the module does not have yet. */
  data(type: string, words: string, body: Arguments): Expression {
    return { hcl: `data.${this.#block('data', type, words, body)}` };
  }

  /** Writes a nested block to put into a resource that stands. */
  nested(into: Resource, block: string, body: Arguments): void {
    this.#change(into, `${block} {\n${format(body)}}`);
  }

  /** Writes an argument to set in a resource that stands. */
  argument(into: Resource, body: Arguments): void {
    this.#change(into, format(body, '').trimEnd());
  }

  /** The blocks as a remedy, after a sentence that says what they are for. */
  remedy(text: string): Remedy {
    const place =
      this.#module === '' || this.#blocks.length === 0 ? [] : [`The blocks are for ${this.#module}`];
    const notes = [...this.#meanings].map(
      ([name, meaning]) => `var.${name} stands for ${meaning}: pass it in`,
    );
    const sentences = [text.replace(/\.$/, ''), ...place, ...notes];
    return { text: sentences.map((sentence) => `${sentence}.`).join(' '), code: this.#blocks.join('\n\n') };
  }

  /** Instances of one resource are written by one block, which is changed once. */
  #change({ moduleAddress, type, name }: Resource, change: string): void {
    const place = [moduleAddress, type, name].filter((part) => part !== '').join('.');
    const block = `# in ${place}\n${change}`;
    if (!this.#blocks.includes(block)) this.#blocks.push(block);
  }

  #block(keyword: 'resource' | 'data', type: string, words: string, body: Arguments): string {
    const name = this.#freeName(type, identifier(words));
    this.#blocks.push(`${keyword} "${type}" "${name}" {\n${format(body)}}`);
    return `${type}.${name}`;
  }

  #freeName(type: string, wanted: string): string {
    const taken = (name: string): boolean =>
      this.#names.has(`${type}.${name}`) || this.#graph.instances(this.#module, type, name).length > 0;
    let name = wanted;
    for (let count = 2; taken(name); count++) name = `${wanted}_${count}`;
    this.#names.add(`${type}.${name}`);
    return name;
  }
}

function identifier(words: string): string {
  const name = words.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(name) ? name : `this_${name}`;
}

/** The arguments of a block as `terraform fmt` lays them out. */
function format(body: Arguments, indent = '  '): string {
  const width = Math.max(...Object.keys(body).map((name) => name.length));
  return Object.entries(body)
    .map(([name, value]) => `${indent}${name.padEnd(width)} = ${expressionOf(value)}\n`)
    .join('');
}

function expressionOf(value: Argument): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object') return String(value);
  if ('hcl' in value) return value.hcl;
  return `[${value.map(expressionOf).join(', ')}]`;
}

/** A literal in which nothing is a template. */
const quote = (text: string): string => JSON.stringify(text).replaceAll(/[$%](?=\{)/g, (mark) => mark + mark);
