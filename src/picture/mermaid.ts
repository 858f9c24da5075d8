import { grouped } from './grouped.ts';
import type { NodeKind, Picture } from './picture.ts';

/** The shapes of Mermaid's flowcharts. */
const SHAPES: Readonly<Record<NodeKind, readonly [string, string]>> = {
  domain: ['[[', ']]'],
  'user profile': ['(', ')'],
  VPC: ['[', ']'],
  subnet: ['[', ']'],
  'route table': ['[/', '/]'],
  gateway: ['([', '])'],
  endpoint: ['{{', '}}'],
  'security group': ['[(', ')]'],
  'not known': ['((', '))'],
};

/** A flowchart that GitHub, GitLab and others draw from Markdown. What is only possible is dotted. */
export function mermaid(picture: Picture): string {
  const { vpcs, outside, nameOf } = grouped(picture);
  const node = ({ id, kind, notes }: Picture['nodes'][number]): string => {
    const [open, close] = SHAPES[kind];
    return `${nameOf(id)}${open}"${[id, ...notes].map(escape).join('<br>')}"${close}`;
  };
  const lines = [
    'flowchart LR',
    ...vpcs.flatMap(({ vpc, nodes }) => [
      `  subgraph ${nameOf(vpc.id)}["${escape(vpc.id)}"]`,
      ...nodes.map((inner) => `    ${node(inner)}`),
      '  end',
    ]),
    ...outside.map((other) => `  ${node(other)}`),
    ...picture.edges.map(
      ({ from, to, label, certain }) =>
        `  ${nameOf(from)} ${certain ? '-->' : '-.->'}|"${escape(label)}"| ${nameOf(to)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** Everything but plain characters as an entity of Mermaid's, so that no text of a plan is markup. */
const escape = (text: string): string =>
  text.replaceAll(/[^\w .,:/\-[\]()*?]/gu, (character) => `#${character.codePointAt(0)};`);
