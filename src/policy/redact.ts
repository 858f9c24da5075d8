import type { Secrets } from '../graph/index.ts';
import { type Evidence, type Judgement, withoutRepeats } from '../logic/index.ts';
import type { Judged } from './policy.ts';

/** What a policy says of a subject, without repeats and without secrets. */
export function redacted(judged: Judged, secrets: Secrets): Judged {
  const ofJudgement = ({ truth, evidence }: Judgement): Judgement => ({
    truth,
    evidence: withoutRepeats(evidence).map((fact) => ofFact(fact, secrets)),
  });
  return {
    ...judged,
    when: () => ofJudgement(judged.when()),
    require: () => ofJudgement(judged.require()),
    remedy: () => {
      const { text, code } = judged.remedy();
      return { text: secrets.redact(text), code: secrets.redact(code) };
    },
  };
}

/** What a policy threw, without secrets and without causes of its own. */
export function redactedError(thrown: unknown, secrets: Secrets): Error {
  const { message, stack = message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  const error = new Error(secrets.redact(message));
  error.stack = secrets.redact(stack);
  return error;
}

function ofFact({ address, attribute, text, because, repeated }: Evidence, secrets: Secrets): Evidence {
  return {
    address: secrets.redact(address),
    ...(attribute !== undefined && { attribute: secrets.redact(attribute) }),
    text: secrets.redact(text),
    ...(repeated && { repeated }),
    ...(because && { because: because.map((fact) => ofFact(fact, secrets)) }),
  };
}
