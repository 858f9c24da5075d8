import { escapeHtml } from '../markup.ts';

/** Markup that is safe to write out. */
export interface Markup {
  readonly text: string;
}

type Part = string | number | Markup | readonly Markup[];

/** Fills a template: strings become text and cannot become elements or attributes; lists follow each other. */
export const markup = (template: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  text: String.raw({ raw: template }, ...parts.map(written)),
});

export const NOTHING: Markup = { text: '' };

/** Several lines of untrusted text, for `pre`. */
export const lines = (text: string): Markup => ({ text: text.split('\n').map(escapeHtml).join('\n') });

function written(part: Part): string {
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'text' in part ? part.text : part.map(({ text }) => text).join('\n');
}
