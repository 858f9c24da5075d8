import { stripVTControlCharacters } from 'node:util';
import { InputError } from './input-error.ts';
import type { ScanError } from './scan.ts';
import { MAX_DEPTH } from './selection.ts';

/** The commands that make what is wanted, for sentences that end with them. */
const MAKE = 'make one with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`';

/** What the bytes were when they turned out to be no JSON document that could be scanned. */
export interface Evidence {
  /** The beginning of the input. */
  readonly head: Buffer;
  /** What stands at the fault, as far as it has been read. */
  readonly rest: Buffer;
  /** The members of the first JSON object. */
  readonly keys: ReadonlySet<string>;
}

/** Whether the bytes are those of a plan file as `terraform plan -out` writes it: a ZIP archive. */
export function isPlanFile(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** Says what an input is that is not one JSON document. */
export function faultyInput(path: string, error: ScanError, evidence: Evidence): InputError {
  return new InputError(`${path} ${sentence(error, evidence)}.`);
}

function sentence({ fault, offset, member }: ScanError, { head, rest, keys }: Evidence): string {
  const place = `byte ${offset}${member === undefined ? '' : `, in \`${member}\``}`;
  if (fault === 'cut off' && head.toString('latin1').trim() === '') return `is empty; ${MAKE}`;
  if (fault === 'type' && member === undefined) return notJson(head);
  if (fault === 'trailing') return otherDocument(keys) ?? trailing(offset, rest);
  return FAULTS[fault](place);
}

const FAULTS: Readonly<Record<Exclude<ScanError['fault'], 'trailing'>, (place: string) => string>> = {
  'cut off': (place) => `is cut off: it ends at ${place}; ${MAKE}`,
  syntax: (place) => `is not valid JSON at ${place}; ${MAKE}`,
  type: (place) => `is not a plan that Terraform wrote: a value of another type was expected at ${place}`,
  depth: (place) =>
    `is not a plan that Terraform wrote: it is nested deeper than ${MAX_DEPTH} levels at ${place}`,
  size: (place) => `has a value too large to read, of more than 512 MB, at ${place}`,
};

interface Wrapper {
  readonly name: string;
  readonly remedy: string;
}

const TERRAGRUNT: Wrapper = {
  name: 'the log of Terragrunt',
  remedy: 'run `terragrunt show -json` with `--log-disable`',
};

/** Programs that print their own lines around the JSON, by these lines. */
const WRAPPERS: readonly (readonly [pattern: RegExp, wrapper: Wrapper])[] = [
  [
    /^(?:\[command\]|::(?:debug|set-output)\b)/m,
    {
      name: 'lines of setup-terraform',
      remedy:
        'set `terraform_wrapper: false` in hashicorp/setup-terraform, or run `terraform-bin show -json`',
    },
  ],
  [/terragrunt|^(?:\d\d:\d\d:\d\d|time=\S+ +level=)/im, TERRAGRUNT],
];

function wrapperOf(text: string): Wrapper {
  const known = WRAPPERS.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return known[1];
  return { name: 'other text', remedy: 'keep only what `terraform show -json` prints on standard output' };
}

/** Kinds of text by how they can be told. The first that matches counts. */
const TEXTS: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [/^tfplan/, 'is a plan file of Terraform 0.11 or older; plans are supported from Terraform 0.12 on'],
  [
    /Terraform will perform the following actions|^(?:No changes\.|Plan: \d+ to )|OpenTofu will perform the following actions|used the selected providers to generate the following execution/m,
    'is the text of a plan for people to read, not its JSON; ' + MAKE,
  ],
  [
    /^(?:terraform|provider|resource|data|module|variable|locals|output)\b[^\n]*\{/m,
    `is Terraform source, not a plan; ${MAKE}`,
  ],
  [/^\[/, `is a JSON array, not a plan; ${MAKE}`],
  [
    /^Usage: |^(?:\S+: )?(?:Error: |error: )|╷|command not found/m,
    `holds an error message, not a plan; ${MAKE}`,
  ],
];

function notJson(head: Buffer): string {
  if (isPlanFile(head))
    return 'is a binary plan file: run `terraform show -json` on it, and check what that prints';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'is compressed by gzip: unpack it first';
  const text = stripVTControlCharacters(head.toString('latin1')).trimStart();
  const plan = /\{\s*"format_version"/.exec(text);
  if (plan !== null) {
    const { name, remedy } = wrapperOf(text.slice(0, plan.index));
    return `has ${name} before the JSON: ${remedy}`;
  }
  const known = TEXTS.find(([pattern]) => pattern.test(text));
  return known === undefined ? `is not JSON; ${MAKE}` : known[1];
}

function trailing(offset: number, rest: Buffer): string {
  const text = rest.toString('latin1');
  if (/^[{[]/.test(text))
    return `holds several JSON documents, the second from byte ${offset} on: check one plan a file`;
  const { name, remedy } = wrapperOf(text);
  return `has ${name} after the JSON, from byte ${offset} on: ${remedy}`;
}

/** Kinds of JSON by members that they have and plans have not. The first of which all are there counts. */
const DOCUMENTS: readonly (readonly [keys: readonly string[], sentence: string])[] = [
  [['@level', '@message'], `is the log of \`terraform plan -json\`, which lacks the plan; ${MAKE}`],
  [['time', 'level', 'msg'], `is a log of Terragrunt in JSON: ${TERRAGRUNT.remedy}`],
  [['encrypted_data', 'lineage'], `is an encrypted OpenTofu state, not a plan; ${MAKE}`],
  [
    ['encrypted_data', 'meta'],
    'is encrypted by OpenTofu: run `tofu show -json` on it where its key is configured, and check the JSON',
  ],
  [
    ['values', 'format_version'],
    `is the JSON of a state, not of a plan: give \`terraform show -json\` the plan file; ${MAKE}`,
  ],
  [['lineage', 'serial'], `is a Terraform state, not a plan; ${MAKE}`],
  [['terraform_version', 'version', 'resources'], `is a Terraform state, not a plan; ${MAKE}`],
  [['provider_schemas'], `is what \`terraform providers schema -json\` prints, not a plan; ${MAKE}`],
  [['valid', 'diagnostics'], `is what \`terraform validate -json\` prints, not a plan; ${MAKE}`],
  [
    ['terraform_version', 'provider_selections'],
    `is what \`terraform version -json\` prints, not a plan; ${MAKE}`,
  ],
  [['AWSTemplateFormatVersion'], `is a CloudFormation template, not a plan; ${MAKE}`],
  [
    ['planned_values', 'format_version'],
    'is only part of a plan: its `configuration` is missing; check all that `terraform show -json` prints',
  ],
  [
    ['resource_changes'],
    'is only part of a plan: its `configuration` or `format_version` is missing; check all that `terraform show -json` prints',
  ],
];

/** Says what a JSON object is that has no `format_version` and `configuration`, told by the names of its members. */
export function otherInput(path: string, keys: ReadonlySet<string>): InputError {
  return new InputError(`${path} ${otherDocument(keys) ?? `is JSON, but not a plan; ${MAKE}`}.`);
}

function otherDocument(keys: ReadonlySet<string>): string | undefined {
  if (keys.has('format_version') && keys.has('configuration')) return undefined;
  if (keys.size === 1 && keys.has('format_version')) {
    return `is the JSON of an empty state, not of a plan: give \`terraform show -json\` the plan file; ${MAKE}`;
  }
  return DOCUMENTS.find(([names]) => names.every((name) => keys.has(name)))?.[1];
}
