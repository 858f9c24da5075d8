import { createColors } from 'picocolors';
import type { Style } from '../columns.ts';
import type { FormatOptions } from '../format.ts';
import type { Outcome } from '../outcome.ts';

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
