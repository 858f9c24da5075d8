import { grouped } from './grouped.ts';
import type { NodeKind, Picture } from './picture.ts';

const SHAPES: Readonly<Record<NodeKind, string>> = {
  domain: 'box3d',
  'user profile': 'oval',
  VPC: 'box',
  subnet: 'box',
  'route table': 'note',
  gateway: 'house',
  endpoint: 'hexagon',
  'security group': 'cylinder',
  'not known': 'plaintext',
};

/** A graph for Graphviz, as in `dot -Tsvg`. What is only possible is dashed. */
export function dot(picture: Picture): string {
  const { vpcs, outside, nameOf } = grouped(picture);
  const node = ({ id, kind, notes }: Picture['nodes'][number]): string =>
    `${nameOf(id)} [shape=${SHAPES[kind]}, label=${quote([id, ...notes])}];`;
  const lines = [
    'digraph studio {',
    '  rankdir=LR;',
    '  compound=true;',
    ...vpcs.flatMap(({ vpc, nodes }) => [
      `  subgraph cluster_${nameOf(vpc.id)} {`,
      `    label=${quote([vpc.id])};`,
      ...[vpc, ...nodes].map((inner) => `    ${node(inner)}`),
      '  }',
    ]),
    ...outside.map((other) => `  ${node(other)}`),
    ...picture.edges.map(
      ({ from, to, label, certain }) =>
        `  ${nameOf(from)} -> ${nameOf(to)} [label=${quote([label])}${certain ? '' : ', style=dashed'}];`,
    ),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** A string of several lines; control characters are no part of it. */
const quote = (lines: readonly string[]): string =>
  `"${lines
    .map((line) =>
      line
        .replaceAll(/\p{C}/gu, '?')
        .replaceAll('\\', '\\\\')
        .replaceAll('"', String.raw`\"`),
    )
    .join(String.raw`\n`)}"`;
