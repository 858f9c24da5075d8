import { escapeHtml } from '../markup.ts';

/** Markup that is safe to write out. */
export interface Markup {
  readonly text: string;
}

type Part = string | number | Markup | readonly Markup[];

/**
 * Fills a template: strings become text and cannot become elements or attributes; lists follow each other, a part a line.
 * A line that nothing is left of is left out.
 */
export const markup = (template: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  text: template.reduce((before, after, index) => {
    const part = written(parts[index - 1] ?? '');
    const isEmptyLine = part === '' && before.endsWith('\n') && after.startsWith('\n');
    return before + part + (isEmptyLine ? after.slice(1) : after);
  }),
});

export const NOTHING: Markup = { text: '' };

/** Several lines of untrusted text, for `pre`. */
export const lines = (text: string): Markup => ({ text: text.split('\n').map(escapeHtml).join('\n') });

function written(part: Part): string {
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'text' in part ? part.text : part.map(({ text }) => text).join('\n');
}
