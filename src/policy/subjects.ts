import type { Resource } from '../graph/index.ts';
import { Collection, described } from '../logic/index.ts';
import type { AppUser, Domain, UserProfile } from '../network/index.ts';
import type { PolicyContext } from './policy.ts';

/** The apps of a domain's users, or of one profile: what policies about security groups judge. */
export interface Apps {
  readonly address: string;
  readonly users: Collection<AppUser>;
}

interface Subjects {
  readonly domain: Domain;
  readonly 'standing or destroyed domain': Domain;
  readonly 'user profile': UserProfile;
  readonly apps: Apps;
  readonly resource: Resource;
}

/** A managed resource's type, as in `aws_s3_bucket`. */
type ResourceType = `${string}_${string}`;

/** Lists what a policy judges, such as `({ network }) => network.subnets`. */
type Lister = (context: PolicyContext) => readonly { readonly address: string }[];

/**
 * What a policy can judge: every Studio domain, those that the plan destroys too, every user profile, the `apps` of both
 * (any user of the domain, and each profile with its own groups added), every resource that stands after the plan, every
 * one of a type, or what a function lists. Resources are managed ones: no data sources.
 */
export type SubjectKind = keyof Subjects | ResourceType | Lister;

export type SubjectOf<Kind extends SubjectKind> = Kind extends keyof Subjects
  ? Subjects[Kind]
  : Kind extends string
    ? Resource<Kind>
    : Kind extends (context: PolicyContext) => readonly (infer Subject)[]
      ? Subject
      : never;

const FINDERS: { readonly [Kind in keyof Subjects]: (context: PolicyContext) => readonly Subjects[Kind][] } =
  {
    domain: ({ network }) => network.domains,
    'standing or destroyed domain': ({ network }) => [...network.domains, ...network.destroyedDomains],
    'user profile': ({ network }) => network.userProfiles,
    apps: ({ network }) => [
      ...network.domains.map((domain) => ({ address: domain.address, users: Collection.of(domain.users) })),
      ...network.userProfiles.map((profile) => ({
        address: profile.address,
        users: profile.domains.map((domain) => profile.userOf(domain)),
      })),
    ],
    resource: ({ graph }) => graph.managed,
  };

/** The subjects of a kind in a plan. */
export function subjectsOf<Kind extends SubjectKind>(
  kind: Kind,
  context: PolicyContext,
): readonly (SubjectOf<Kind> & { readonly address: string })[] {
  const found: readonly unknown[] =
    typeof kind === 'function'
      ? listed(kind(context))
      : isNamed(kind)
        ? FINDERS[kind](context)
        : context.graph.ofType(kind);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the finder of a kind finds subjects of that kind
  return found as readonly (SubjectOf<Kind> & { readonly address: string })[];
}

/** @throws TypeError for what is no list of subjects */
function listed(subjects: unknown): readonly unknown[] {
  if (!Array.isArray(subjects))
    throw new TypeError(`the function of subject has to return a list, not ${described(subjects)}`);
  const odd = subjects.findIndex((subject) => !hasAddress(subject));
  if (odd === -1) return subjects;
  throw new TypeError(
    `the function of subject has to list what has an address, not ${described(subjects[odd])}`,
  );
}

const hasAddress = (subject: unknown): boolean =>
  typeof subject === 'object' &&
  subject !== null &&
  'address' in subject &&
  typeof subject.address === 'string';

/** Whether a text can say what is judged: a kind of subject, or a type of resource, which has its provider's name before a `_`. */
export const isSubjectName = (name: string): boolean => isNamed(name) || /^[a-z]\w*_\w+$/i.test(name);

export const isOfStudio = (kind: SubjectKind): boolean =>
  typeof kind === 'string' && kind !== 'resource' && isNamed(kind);

const isNamed = (kind: string): kind is keyof Subjects => Object.hasOwn(FINDERS, kind);
