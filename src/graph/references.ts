import { type InstanceKey, parseTraversal, type Step } from './address.ts';

/** What one traversal of an expression refers to, read back from the `references` of the plan's configuration. */
export type Reference =
  | {
      readonly to: 'resource';
      readonly guessed?: true;
      readonly mode: 'managed' | 'data';
      readonly type: string;
      readonly name: string;
      readonly key: InstanceKey;
      readonly rest: readonly PathStep[];
    }
  | {
      readonly to: 'module';
      readonly guessed?: true;
      readonly name: string;
      readonly key: InstanceKey;
      readonly output: string | undefined;
      readonly rest: readonly PathStep[];
    }
  | { readonly to: 'variable' | 'local'; readonly name: string; readonly rest: readonly PathStep[] }
  | { readonly to: 'each'; readonly part: 'key' | 'value'; readonly rest: readonly PathStep[] }
  | { readonly to: 'other'; readonly text: string; readonly rest: readonly PathStep[] };

export type PathStep = string | number;

/**
 * Groups the flat `references` list of an expression into one reference a traversal. Terraform prints for each
 * traversal the full text, then every shorter prefix down to its subject, then the subject without its key (or the
 * module call of an output); the list is read by generating just that. The 0.1 format prints subjects only, which
 * reads as references whose attribute is lost.
 */
export function groupReferences(references: readonly string[]): readonly Reference[] {
  const groups: Reference[] = [];
  for (let i = 0; i < references.length;) {
    const text = references[i]!;
    const { reference, printed } = parseReference(text);
    groups.push(reference);
    let used = 1;
    while (used < printed.length && references[i + used] === printed[used]) used++;
    i += used;
  }
  return groups;
}

/** Reads one traversal; `printed` is the list of texts that Terraform prints for it. */
export function parseReference(text: string): { reference: Reference; printed: readonly string[] } {
  const steps = parseTraversal(text);
  const [first, second, third, fourth] = steps;
  const prefixes = (subject: number): string[] =>
    steps
      .slice(Math.max(subject, 1) - 1)
      .map((step) => text.slice(0, step.end))
      .reverse();
  const rest = (from: number): readonly PathStep[] => steps.slice(from).map(pathStep);
  switch (first?.name) {
    case 'var':
    case 'local':
      return {
        reference: {
          to: first.name === 'var' ? 'variable' : 'local',
          name: second?.name ?? '',
          rest: rest(2),
        },
        printed: prefixes(2),
      };
    case 'each':
      return {
        reference: { to: 'each', part: second?.name === 'value' ? 'value' : 'key', rest: rest(2) },
        printed: prefixes(2),
      };
    case 'count':
    case 'path':
    case 'terraform':
    case 'self':
    case 'ephemeral':
      return { reference: { to: 'other', text, rest: [] }, printed: prefixes(first.name === 'self' ? 1 : 2) };
    case 'module': {
      const keyed = third?.key !== undefined;
      const output = keyed ? fourth : third;
      const call = keyed ? third.end : (second?.end ?? 0);
      const extra =
        output === undefined ? (keyed ? [text.slice(0, second!.end)] : []) : [text.slice(0, call)];
      const subject = (keyed ? 3 : 2) + (output === undefined ? 0 : 1);
      return {
        reference: {
          to: 'module',
          name: second?.name ?? '',
          key: third?.key,
          output: output?.name,
          rest: rest(subject),
        },
        printed: [...prefixes(subject), ...extra],
      };
    }
    default: {
      const data = first?.name === 'data';
      const named = first?.name === 'resource' || data ? steps.slice(1) : steps;
      const [type, name, keyed] = named;
      const skipped = steps.length - named.length;
      if (type?.name === undefined || name?.name === undefined)
        return { reference: { to: 'other', text, rest: [] }, printed: [text] };
      const key = keyed?.key;
      const subject = skipped + (key === undefined ? 2 : 3);
      return {
        reference: {
          to: 'resource',
          mode: data ? 'data' : 'managed',
          type: type.name,
          name: name.name,
          key,
          rest: rest(subject),
        },
        printed: [...prefixes(subject), ...(key === undefined ? [] : [text.slice(0, name.end)])],
      };
    }
  }
}

function pathStep(step: Step): PathStep {
  return step.name ?? step.key ?? '';
}
