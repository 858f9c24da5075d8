import { createColors } from 'picocolors';
import type { FormatOptions } from '../format.ts';
import type { Result } from '../report.ts';

/** What a result means for the reader. */
export type Outcome = 'error' | 'warning' | 'undetermined' | 'suppressed' | 'pass' | 'not-applicable';

/** The worst first. */
export const OUTCOMES: readonly Outcome[] = [
  'error',
  'warning',
  'undetermined',
  'suppressed',
  'pass',
  'not-applicable',
];

export function outcomeOf({ verdict, severity, suppression }: Result): Outcome {
  if (suppression !== undefined) return 'suppressed';
  return verdict === 'fail' ? severity : verdict;
}

export const MARKS: Readonly<Record<Outcome, string>> = {
  error: '✗',
  warning: '!',
  undetermined: '?',
  suppressed: '~',
  pass: '✓',
  'not-applicable': '–',
};

type Style = (text: string) => string;

/** How the text of one report looks. Colours add to marks and words, and never take their place. */
export interface Look {
  readonly width: number;
  readonly verbose: boolean;
  readonly bold: Style;
  readonly dim: Style;
  readonly styles: Readonly<Record<Outcome, Style>>;
}

export function lookOf({ color, width, verbose }: FormatOptions): Look {
  const { bold, dim, red, yellow, magenta, green } = createColors(color);
  const styles = {
    error: red,
    warning: yellow,
    undetermined: magenta,
    suppressed: dim,
    pass: green,
    'not-applicable': dim,
  };
  return { width, verbose, bold, dim, styles };
}

/** `1 policy`, `2 policies`. */
export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
