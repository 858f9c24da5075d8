import type { Node, Picture } from './picture.ts';

/** A picture as formats draw it: by VPC, with short names. */
export interface Grouped {
  readonly vpcs: readonly { readonly vpc: Node; readonly nodes: readonly Node[] }[];
  /** What is in no VPC. */
  readonly outside: readonly Node[];
  /** The name of a node in the drawing; plan text is no part of it. */
  readonly nameOf: (id: string) => string;
}

export function grouped({ nodes }: Picture): Grouped {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const vpcs = nodes.filter(({ kind }) => kind === 'VPC');
  const known = new Set(vpcs.map(({ id }) => id));
  return {
    vpcs: vpcs.map((vpc) => ({ vpc, nodes: nodes.filter((node) => node.vpc === vpc.id) })),
    outside: nodes.filter(({ kind, vpc }) => kind !== 'VPC' && (vpc === undefined || !known.has(vpc))),
    nameOf: (id) => names.get(id) ?? 'n',
  };
}
