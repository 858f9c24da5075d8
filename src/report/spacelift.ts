import type { Format } from './format.ts';
import { outcomesOf } from './outcome.ts';
import { printable, printableJson } from './printable.ts';
import type { Result } from './report.ts';

/**
 * Custom input for the plan policies of Spacelift: the object that they read as
 * `input.third_party_metadata.custom.tfplan_studio` when the `after_plan` hook writes it to
 * `tfplan_studio.custom.spacelift.json`.
 * - `version`: 1
 * - `summary`: how many results passed, failed, …, by the names of the JSON report
 * - `problems`: why some plans could not be checked, in sentences; absent where all were
 * - `plans`: of each plan its `path`, where its `links` come from, its `caveats`, and how many `domains` it has
 * - `failures`, `undetermined`, `suppressed`: results with `plan`, `policy`, `severity`, `subject`, `message`, `remedy`
 *   and `fingerprint`; `addresses` are those of `input.terraform.resource_changes` that the verdict rests on.
 *   A suppressed one also has its `verdict` and its `suppression` (`kind`, `reason`, `expires`).
 */
export const spacelift: Format = ({ plans, results, problems, summary }) => {
  const { error, warning, undetermined, suppressed } = outcomesOf(results);
  const input = {
    version: 1,
    summary,
    ...(problems !== undefined && { problems: problems.map(printable) }),
    plans: plans.map(({ path, links, caveats, domains }) => ({ path, links, caveats, domains })),
    failures: [...error, ...warning].map(factsOf),
    undetermined: undetermined.map(factsOf),
    suppressed: suppressed.map((result) => ({
      ...factsOf(result),
      verdict: result.verdict,
      suppression: result.suppression,
    })),
  };
  return `${printableJson(input)}\n`;
};

/** Addresses are given as they are, to be compared; messages are for people. */
const factsOf = ({ plan, policy, severity, subject, message, evidence, remedy, fingerprint }: Result) => ({
  plan,
  policy,
  severity,
  subject,
  addresses: [...new Set([subject, ...evidence.map(({ address }) => address)])],
  message: printable(message),
  remedy: printable(remedy),
  fingerprint,
});
