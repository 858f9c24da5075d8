import { type DefaultTreeAdapterTypes, parse, parseFragment, type ParserError } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.ParentNode;
export type Element = DefaultTreeAdapterTypes.Element;

/** What a browser makes of HTML. */
export interface Dom {
  readonly elements: readonly Element[];
  /** Text with the names of the elements that it stands in. */
  readonly texts: readonly { readonly text: string; readonly within: readonly string[] }[];
  readonly comments: readonly string[];
  /** What the parser had to mend. */
  readonly errors: readonly string[];
}

export function domOf(html: string, kind: 'page' | 'fragment'): Dom {
  const errors: string[] = [];
  const onParseError = ({ code, startLine }: ParserError): void =>
    void errors.push(`${code} in line ${startLine}`);
  const root = kind === 'page' ? parse(html, { onParseError }) : parseFragment(html, { onParseError });
  const nodes = [...walk(root, [])];
  return {
    elements: nodes.flatMap(({ node }) => ('tagName' in node ? [node] : [])),
    texts: nodes.flatMap(({ node, within }) =>
      node.nodeName === '#text' && 'value' in node ? [{ text: node.value, within }] : [],
    ),
    comments: nodes.flatMap(({ node }) =>
      node.nodeName === '#comment' && 'data' in node ? [node.data] : [],
    ),
    errors,
  };
}

function* walk(
  node: Node,
  within: readonly string[],
): Generator<{ readonly node: Node; readonly within: readonly string[] }> {
  yield { node, within };
  if (!('childNodes' in node)) return;
  for (const child of node.childNodes) yield* walk(child, [...within, node.nodeName]);
}

export const attribute = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((attr) => attr.name === name)?.value;

/** The names of elements that may stand in a document, each with its attributes. */
export type Allowed = Readonly<Record<string, readonly string[]>>;

/** The elements and attributes that are not allowed. */
export const strangersOf = ({ elements }: Dom, allowed: Allowed): readonly string[] =>
  elements.flatMap(({ tagName, attrs }) => [
    ...(Object.hasOwn(allowed, tagName) ? [] : [tagName]),
    ...attrs.filter(({ name }) => !allowed[tagName]?.includes(name)).map(({ name }) => `${tagName} ${name}`),
  ]);
