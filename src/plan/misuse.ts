import { stripVTControlCharacters } from 'node:util';
import { InputError } from './input-error.ts';
import { isPlanFile } from './plan-file.ts';
import type { ScanError } from './scan.ts';
import { MAX_DEPTH } from './selection.ts';

/** The commands that make what is wanted, for the sentences to end with. */
export const MAKE =
  'make one with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`';
const ONLY_JSON = 'keep only what `terraform show -json` prints on standard output';
const NO_TERRAGRUNT_LOG = 'run `terragrunt show -json` with `--log-disable`';
const NO_WRAPPER =
  'set `terraform_wrapper: false` in hashicorp/setup-terraform, or run `terraform-bin show -json`';

/** What is known of an input that turned out not to be one JSON document. */
export interface Evidence {
  /** Its beginning. */
  readonly head: Buffer;
  /** What stands at the fault and after it, as far as it has been read. */
  readonly rest: Buffer;
  /** The members of the first JSON object. */
  readonly keys: ReadonlySet<string>;
}

/** Says what an input is that is not one JSON document. */
export function faultyInput(path: string, error: ScanError, evidence: Evidence): InputError {
  return new InputError(`${path} ${faultOf(error, evidence)}.`);
}

/**
 * Says what a JSON object is that has not the members of a plan, or has null there.
 * @param head the beginning of its text, to see whether a plan is inside
 */
export function otherInput(path: string, keys: ReadonlySet<string>, head = ''): InputError {
  const what =
    partOf(keys) ??
    wrapperOf(memberWithPlan(keys, head)) ??
    documentOf(keys) ??
    wrapperOf([...keys].find((name) => PLAN_MEMBER.test(name))) ??
    `is not the JSON of a plan; ${MAKE}`;
  return new InputError(`${path} ${what}.`);
}

function faultOf({ fault, offset, member }: ScanError, { head, rest, keys }: Evidence): string {
  // What begins with `n` might be `null`, but then it is text.
  if (fault === 'syntax' && !/^\s*\{/.test(head.toString('latin1', 0, 100))) return textOf(head);
  // Only a name that Terraform could have written: others may be made to spoil the output.
  const place = /^\w{1,40}$/.test(member ?? '') ? `byte ${offset}, in \`${member}\`` : `byte ${offset}`;
  switch (fault) {
    case 'type':
      if (member === undefined) return textOf(head);
      return `is not a plan that Terraform wrote: a value of another type was expected at ${place}; ${MAKE}`;
    case 'cut off':
      return isBlank(head) ? `is empty; ${MAKE}` : `is cut off: it ends at ${place}; ${MAKE}`;
    case 'trailing':
      return documentOf(keys) ?? `has ${trailingText(rest)}`;
    case 'syntax':
      return `is not valid JSON at or after ${place}; ${MAKE}`;
    case 'depth':
      return `is not a plan that Terraform wrote: it is nested deeper than ${MAX_DEPTH} levels at ${place}`;
    case 'size':
      return `has a value of more than 512 MB, which is too long to read, at ${place}`;
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.toString('latin1').trim() === '';
}

type Kinds = readonly (readonly [pattern: RegExp, what: string])[];

/** White space in JSON, or in a JSON string that holds JSON. */
const GAP = String.raw`(?:\s|\\+[nrt])*`;
const PLAN = new RegExp(String.raw`\{${GAP}\\?"format_version`);

/** Ways to wrap JSON, whatever it is; the first that matches counts. */
const WRAPPINGS: Kinds = [
  [
    new RegExp(String.raw`^"(?:${GAP}\\+")*${GAP}\{${GAP}\\+"`),
    'is JSON inside a JSON string: unpack it with `jq -r .`',
  ],
  [
    /^\[\s*\{\s*"format_version".*\}\s*,\s*\{\s*"format_version"/s,
    'has several plans in a JSON array: write each into a file of its own, the first one with `jq .[0]`',
  ],
  [/^\[\s*\{\s*"format_version"/, 'is a plan inside a JSON array: unpack it with `jq .[0]`'],
  [/^\[\s*\{.*"format_version"/s, 'is a JSON array: if a plan is inside it, unpack it with `jq`'],
  [/^\[\s*(?:[{["\]]|$)/, `is a JSON array, not a plan; ${MAKE}`],
  // Base64 of `{"`, of `{` and white space, of these behind white space or a mark, of an array, of UTF-16, of gzip, of a plan file.
  [
    /^(?:"|data:[\w/+.;=-]*base64,)?(?:eyJ|ew[kos0A]|eyA|Cnsi|IHsi|77u\/e|W3s|\/\/57|H4sI|UEsDB)[\w+/=\s-]*"?$/,
    'is written in Base64: decode it first',
  ],
];

/** What comes before the JSON of a plan; the first that matches counts. */
const PREFIXES: Kinds = [
  [/^\[command\]/m, `has lines of setup-terraform before the JSON: ${NO_WRAPPER}`],
  [
    /terragrunt|^\d\d:\d\d:\d\d|^time=\S+ level=/im,
    `has Terragrunt's log before the JSON: ${NO_TERRAGRUNT_LOG}`,
  ],
  [/^/, `has other text before the JSON: ${ONLY_JSON}`],
];

/** Kinds of text that hold no plan; the first that matches counts. */
const TEXTS: Kinds = [
  [/^tfplan/, 'is a plan file of Terraform 0.11 or older, which is not supported'],
  [/^#!/, `is a script, not a plan; ${MAKE}`],
  [/^version https:\/\/git-lfs/, 'is a pointer of Git LFS: fetch the file itself with `git lfs pull`'],
  [
    /(?:Terraform|OpenTofu) (?:will perform|used the selected providers|has compared)|^(?:Plan: \d+ to |No changes\.|Changes to Outputs:)/m,
    `is the text of a plan for people, not its JSON; ${MAKE}`,
  ],
  [/^# [\w.[\]"-]+:.*\n(?:resource|data) "/m, `is the text of a state for people, not a plan; ${MAKE}`],
  [
    /^# This file is maintained automatically by "\w+ init"/m,
    `is a lock file of Terraform, not a plan; ${MAKE}`,
  ],
  [/^(?:import "\w+"$|_modules = |main = rule)/m, `is a policy or mock of Sentinel, not a plan; ${MAKE}`],
  [
    /^(?:include|dependency|dependencies|remote_state|inputs)\b[^\n{]*\{/m,
    `is a configuration of Terragrunt, not a plan; ${MAKE}`,
  ],
  [
    /^(?:terraform|provider|resource|data|module|variable|locals|output)\b[^\n{]*\{/m,
    `is Terraform source, not a plan; ${MAKE}`,
  ],
  [/^AWSTemplateFormatVersion:|^Resources:\s/m, `is a CloudFormation template, not a plan; ${MAKE}`],
  [/^<(?:!doctype\b|html\b|\?xml\b)/i, `is a web page or XML, not a plan; ${MAKE}`],
  [/^(?:\S+: )?error: |\u2577|^usage: |command not found/im, `is an error message, not a plan; ${MAKE}`],
  [/^/, `is not the JSON of a plan; ${MAKE}`],
];

/** How packed files begin, or what stands at a place in them. */
const PACKED: readonly (readonly [beginning: Buffer, at: number, what: string])[] = [
  [Buffer.from([0x1f, 0x8b]), 0, 'compressed by gzip'],
  [Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), 0, 'compressed by zstd'],
  [Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]), 0, 'compressed by xz'],
  [Buffer.from('BZh'), 0, 'compressed by bzip2'],
  [Buffer.from([0x37, 0x7a, 0xbc, 0xaf]), 0, 'a 7z archive'],
  [Buffer.from('Rar!'), 0, 'a RAR archive'],
  [Buffer.from('ustar'), 257, 'a tar archive'],
];

function textOf(head: Buffer): string {
  if (isPlanFile(head) && isOfJson(head)) return 'is an archive of JSON: unpack it first';
  if (isPlanFile(head))
    return 'is a binary plan file: run `terraform show -json` on it, and check what it prints';
  const packed = PACKED.find(([beginning, at]) => head.subarray(at).indexOf(beginning) === 0)?.[2];
  if (packed !== undefined) return `is ${packed}: unpack it first`;
  const text = stripVTControlCharacters(head.toString()).trimStart();
  const plan = text.search(PLAN);
  const known = plan === -1 ? kindOf(TEXTS, text) : kindOf(PREFIXES, text.slice(0, plan));
  return kindOf(WRAPPINGS, text) ?? known ?? '';
}

/** Whether the first file of a ZIP archive is JSON; that of a plan file is not. */
function isOfJson(archive: Buffer): boolean {
  return (
    archive.length > 30 && /\.json$/i.test(archive.toString('latin1', 30, 30 + archive.readUInt16LE(26)))
  );
}

function kindOf(kinds: Kinds, text: string): string | undefined {
  return kinds.find(([pattern]) => pattern.test(text))?.[1];
}

function trailingText(rest: Buffer): string {
  const text = rest.toString();
  if (text.startsWith('{')) return 'several JSON documents in it: check one plan a file';
  if (text.startsWith('::')) return `lines of setup-terraform after the JSON: ${NO_WRAPPER}`;
  return `other text after the JSON: ${ONLY_JSON}`;
}

/** Kinds of JSON by members that, all together, plans have not; the first that matches counts. */
const DOCUMENTS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['@level', '@message'], `is a log that Terraform wrote with \`-json\`, not a plan; ${MAKE}`],
  [['time', 'level', 'msg'], `is a log of Terragrunt: ${NO_TERRAGRUNT_LOG}`],
  [['encrypted_data', 'lineage'], `is an encrypted OpenTofu state, not a plan; ${MAKE}`],
  [
    ['encrypted_data', 'encryption_version'],
    'is encrypted by OpenTofu: run `tofu show -json` on it where its key is configured, and check what it prints',
  ],
  [['lineage', 'serial'], `is a Terraform state, not a plan; ${MAKE}`],
  [['version', 'serial', 'modules'], `is a Terraform state, not a plan; ${MAKE}`],
  [['format_version', 'values'], `is the JSON of a state, not of a plan; ${MAKE}`],
  [['format_version', 'provider_schemas'], `is the JSON of provider schemas, not of a plan; ${MAKE}`],
  [['valid', 'diagnostics'], `is what \`terraform validate -json\` prints, not a plan; ${MAKE}`],
  [['provider_selections'], `is what \`terraform version -json\` prints, not a plan; ${MAKE}`],
  [['AWSTemplateFormatVersion'], `is a CloudFormation template, not a plan; ${MAKE}`],
  [['Resources'], `is a CloudFormation template, not a plan; ${MAKE}`],
  [
    ['plan_format_version', 'provider_schemas'],
    "is a redacted plan of HCP Terraform, which leaves out the configuration: ask its API for the plan's `json-output`",
  ],
  [
    ['remote_plan_format', 'run_id'],
    'only names a run of HCP Terraform: run `terraform show -json` on it, and check what it prints',
  ],
  [['format_version', 'function_signatures'], `is the JSON of function signatures, not of a plan; ${MAKE}`],
];

/** Kinds of JSON that have no members but these; the first counts. */
const VOCABULARIES: readonly (readonly [keys: RegExp, what: string])[] = [
  [
    /^data$/,
    "is no plan by itself: if one is inside it, unpack it with `jq -r .data`; if it is an answer of HCP Terraform's API, ask that for the plan's `json-output`",
  ],
  [
    /^(?:data|links|meta|included|jsonapi)$/,
    "is an answer of HCP Terraform's API, not a plan: ask it for the plan's `json-output`",
  ],
  [/^(?:errors|jsonapi|links|meta)$/, `is an error message, not a plan; ${MAKE}`],
  [
    /^(?:\/\/|terraform|provider|resource|data|ephemeral|list|action|module|variable|locals|output|moved|import|removed|check|atlas)$/,
    `is Terraform source, not a plan; ${MAKE}`,
  ],
];

/** Names under which other tools keep plans in their JSON. */
const PLAN_MEMBER = /^(?:input|(?:tf|terraform)?_?plan(?:_?json)?)$/i;

/** @returns undefined for a plan, and for JSON of an unknown kind */
function documentOf(keys: ReadonlySet<string>): string | undefined {
  if (keys.has('format_version') && keys.has('configuration')) return undefined;
  // This is what `terraform show -json` prints when it is given no plan file and there is no state.
  if (keys.has('format_version') && keys.size === 1)
    return `is the JSON of an empty state, not of a plan; ${MAKE}`;
  const names = [...keys];
  const document = DOCUMENTS.find(([members]) => members.every((member) => keys.has(member)));
  const vocabulary = VOCABULARIES.find(
    ([member]) => names.length > 0 && names.every((name) => member.test(name)),
  );
  return document?.[1] ?? vocabulary?.[1];
}

function partOf(keys: ReadonlySet<string>): string | undefined {
  const isPlan = ['planned_values', 'resource_changes'].some((name) => keys.has(name));
  // Other tools have a configuration, too.
  const isOfPlan = ['format_version', 'terraform_version', 'prior_state'].some((name) => keys.has(name));
  if (!isPlan && !(isOfPlan && keys.has('configuration'))) return undefined;
  if (keys.has('plan_format_version')) return undefined;
  const missing = ['configuration', 'format_version'].find((name) => !keys.has(name));
  const lack =
    missing === undefined ? 'with null for its format_version or configuration' : `without its ${missing}`;
  return `is only a part of a plan, ${lack}; ${MAKE}`;
}

/** A member of which the value is a plan, or a text that holds one. */
const MEMBER_WITH_PLAN = new RegExp(String.raw`"([\w.-]{1,40})"\s*:(?:\s*")?${GAP}${PLAN.source}`);

function memberWithPlan(keys: ReadonlySet<string>, head: string): string | undefined {
  const member = MEMBER_WITH_PLAN.exec(head)?.[1];
  return member !== undefined && keys.has(member) ? member : undefined;
}

function wrapperOf(member: string | undefined): string | undefined {
  if (member === undefined) return undefined;
  const path = /^[a-z_]\w*$/i.test(member) ? `.${member}` : `'."${member}"'`;
  return `is no plan by itself: if one is inside it, unpack it with \`jq -r ${path}\``;
}
