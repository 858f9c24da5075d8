import { printable } from './printable.ts';
import type { Result } from './report.ts';

/** What is wrong or not known and what to do about it: sentences on one line. */
export const descriptionOf = ({ message, remedy }: Result): string =>
  printable(
    [message, remedy]
      .filter((text) => text !== '')
      .map(asSentence)
      .join(' '),
  );

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
