import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkedConfig } from '../src/config/index.ts';
import { type ModuleSources, type Plan, readPlan, readPlanFileSources } from '../src/plan/index.ts';
import type { Options } from '../src/policy/index.ts';

/*
 * The examples of the policy reference: configurations that keep or break one policy, with real plans of them. All are the
 * configuration in the folder `base` with a few files put in the place of its own: those beside the two examples of a policy, and
 * those of the example itself, which are what is shown.
 */

export type Kind = 'good' | 'bad';

const ROOT = 'testdata/reference';
const BASE = join(ROOT, 'base');

/** The state of an applied domain. */
const STATE = join(ROOT, 'terraform.tfstate');
/** The policies whose examples change a domain that stands. */
const OF_STANDING_DOMAINS: ReadonlySet<string> = new Set([
  'custom-efs',
  'domain-replacement',
  'network-mode-change',
]);

/** The policies that have examples. */
export const policiesWithExamples = (): readonly string[] =>
  readdirSync(ROOT).filter((name) => existsSync(join(ROOT, name, 'bad')));

/** An example of a policy. */
export class Example {
  readonly policy: string;
  readonly kind: Kind;

  constructor(policy: string, kind: Kind) {
    this.policy = policy;
    this.kind = kind;
  }

  /** Where its plan is: a good example without a folder of its own is the base itself. */
  get folder(): string {
    const own = join(ROOT, this.policy, this.kind);
    return existsSync(own) ? own : BASE;
  }

  /** All of its Terraform files, by name. */
  get files(): ReadonlyMap<string, string> {
    return new Map([
      ...terraformIn(BASE),
      ...terraformIn(join(ROOT, this.policy)),
      ...terraformIn(this.folder),
    ]);
  }

  /** The files in which the examples of the policy differ. */
  get shown(): string {
    const names = [...terraformIn(join(ROOT, this.policy, 'bad')).keys()];
    return names.map((name) => this.files.get(name) ?? '').join('\n');
  }

  /** What the configuration has to say for the policy to be judged; undefined for nothing. */
  get config(): string | undefined {
    const path = join(ROOT, this.policy, 'options.json');
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }

  get options(): Partial<Options> {
    const { features, internet } = checkedConfig(JSON.parse(this.config ?? '{}'), this.policy);
    return { ...(features && { features }), ...(internet && { internet }) };
  }

  /** Puts it into a folder in which Terraform can plan it. */
  writeTo(folder: string): void {
    for (const [name, text] of this.files) writeFileSync(join(folder, name), text);
    if (OF_STANDING_DOMAINS.has(this.policy)) copyFileSync(STATE, join(folder, 'terraform.tfstate'));
  }

  get plan(): Promise<Plan> {
    return readPlan(join(this.folder, 'plan.json'));
  }

  get sources(): Promise<ModuleSources> {
    return readPlanFileSources(join(this.folder, 'tfplan'));
  }
}

function terraformIn(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.tf'));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
