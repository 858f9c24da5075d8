import { ConfigError } from './config-error.ts';
import type { Baseline } from './config.generated.ts';
import { readJson } from './load.ts';
import { isBaseline } from './validate.generated.js';

/** A finding as a baseline holds it. */
export type KnownFinding = Baseline['findings'][number];

/**
 * The fingerprints in a baseline.
 * @throws ConfigError when it cannot be read
 */
export async function readBaseline(path: string): Promise<ReadonlySet<string>> {
  const baseline = await readJson(path);
  if (!isBaseline(baseline))
    throw new ConfigError(`${path} is no baseline: \`tfplan-studio check --write-baseline FILE\` makes one.`);
  return new Set(baseline.findings.map(({ fingerprint }) => fingerprint));
}

/** The text of a baseline that holds the findings, each once, in an order that keeps differences small. */
export function baselineOf(findings: readonly KnownFinding[]): string {
  const known = new Map(
    findings.map(({ fingerprint, policy, subject }) => [fingerprint, { policy, subject, fingerprint }]),
  );
  const key = ({ policy, subject, fingerprint }: KnownFinding): string =>
    [policy, subject, fingerprint].join('\0');
  const sorted = [...known.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return `${JSON.stringify({ version: 1, findings: sorted } satisfies Baseline, null, 2)}\n`;
}
