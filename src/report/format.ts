import type { Report, Result } from './report.ts';

export interface FormatOptions {
  /** Whether the text is for a terminal that shows colours. Formats for programs take no notice. */
  readonly color: boolean;
  /** How many columns there are for text that people read. */
  readonly width: number;
  /** Whether to show what is left out for brevity. */
  readonly verbose: boolean;
  /** Whether a result makes the check fail, for hosts that go by the text alone. Default: errors do. */
  readonly isViolation?: (result: Result) => boolean;
}

/**
 * Writes a report as text that ends with a newline. Plan text in the report is untrusted: it may hold control
 * characters and markup, and each format escapes what its readers would act on.
 */
export type Format = (report: Report, options: FormatOptions) => string;
