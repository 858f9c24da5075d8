import { ResourceGraph } from '../graph/index.ts';
import { Network } from '../network/index.ts';
import { dot, mermaid, type Picture, pictureOf } from '../picture/index.ts';
import { printableJson } from '../report/index.ts';
import type { Io } from './io.ts';
import { choice, commonOptions } from './options.ts';
import type { Arguments } from './parse.ts';
import { onlyPathOf, planAt, planOptions } from './plans.ts';

export const usage = `Draws the networks of a plan's Studio domains: subnets, route tables, gateways,
endpoints, security groups, and how they lead to one another. What the plan
says to be possible only is drawn with broken lines.

Examples:
  tfplan-studio graph plan.json
  tfplan-studio graph plan.json --format dot | dot -Tsvg > network.svg
  tfplan-studio graph tfplan --format json`;

/** The texts of a picture by format. */
const FORMATS: Readonly<Record<'mermaid' | 'dot' | 'json', (picture: Picture) => string>> = {
  mermaid,
  dot,
  json: (picture) => `${printableJson(picture)}\n`,
};

export const options = {
  format: choice('format', ['mermaid', 'dot', 'json'], 'mermaid, dot or json  [default: mermaid]'),
  ...planOptions,
  ...commonOptions,
};

/** Draws one plan. */
export async function run(args: Arguments<typeof options>, io: Io): Promise<number> {
  const path = await onlyPathOf(args, args._, io);
  const { plan, sources } = await planAt(path, args, io);
  const picture = pictureOf(new Network(new ResourceGraph(plan, 'planned', sources)));
  if (picture.nodes.length === 0)
    io.stderr.write(`${path} has nothing to draw: no aws_sagemaker_domain is in this plan.\n`);
  io.stdout.write(FORMATS[args.format ?? 'mermaid'](picture));
  return 0;
}
