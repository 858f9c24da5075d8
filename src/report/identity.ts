import { createHash } from 'node:crypto';
import type { Result } from './report.ts';

/** What tells a result from all others of the report, and stays the same from one check to the next. */
export const identityOf = ({ plan, fingerprint }: Result): string =>
  createHash('sha256')
    .update(JSON.stringify([plan, fingerprint]))
    .digest('hex')
    .slice(0, 32);
