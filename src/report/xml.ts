import { escapeHtml } from './markup.ts';

/** Markup that is written out. */
export interface Xml {
  readonly text: string;
}

/** Untrusted text in XML 1.0: what it has no way to write is replaced. */
export const escapeXml = (text: string): string => escapeHtml(text.replaceAll(/[\ufffe\uffff]/g, '\ufffd'));

/**
 * An element, with its children a line each.
 * @param attributes undefined ones are left out
 * @param children elements, or lines of text
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  children: readonly (string | Xml)[] = [],
): Xml {
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(String(value))}"`],
  );
  const tag = `${name}${pairs.join('')}`;
  if (children.length === 0) return { text: `<${tag}/>` };
  const lines = children.map((child) => (typeof child === 'string' ? escapeXml(child) : child.text));
  return { text: [`<${tag}>`, ...lines, `</${name}>`].join('\n') };
}
