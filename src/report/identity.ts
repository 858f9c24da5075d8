import { digest } from '../digest.ts';
import type { Result } from './report.ts';

/** What tells a result from all others of the report, and stays the same from one check to the next. */
export const identityOf = ({ plan, fingerprint }: Result): string =>
  digest('sha256', JSON.stringify([plan, fingerprint]), 'hex').slice(0, 32);
