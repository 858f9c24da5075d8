import type { Message } from 'sarif';
import { printable } from '../printable.ts';

/**
 * Untrusted text as a plain text message of SARIF 2.1.0, in which `[text](target)` is a link (§3.11.6) and braces stand
 * for placeholders unless they are doubled (§3.11.5).
 */
export const messageOf = (text: string): Message & { readonly text: string } => ({
  text: printable(text).replaceAll('](', '] (').replaceAll(/[{}]/g, '$&$&'),
});
