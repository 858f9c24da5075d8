import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ResourceGraph } from '../../src/graph/index.ts';
import { Network } from '../../src/network/index.ts';
import { dot, mermaid, type Picture, pictureOf } from '../../src/picture/index.ts';
import { decodePlan, readPlan, readPlanFileSources } from '../../src/plan/index.ts';
import { run } from '../cli/run.ts';

const folder = 'testdata/studio/locals/clean-isolated';

interface Document {
  readonly resource_changes: readonly { readonly change: { after_sensitive: unknown } }[];
}

async function pictureIn(path: string, links: 'json' | 'source' = 'json'): Promise<Picture> {
  const sources = links === 'source' ? await readPlanFileSources(`${path}/tfplan`) : undefined;
  const plan = await readPlan(`${path}/plan.json`);
  return pictureOf(new Network(new ResourceGraph(plan, 'planned', sources)));
}

test('a network with all links known', async () => {
  const picture = await pictureIn(folder, 'source');
  expect(picture.edges.every(({ certain }) => certain)).toBe(true);
  await expect(mermaid(picture)).toMatchFileSnapshot('expected/clean-isolated.mmd');
  await expect(dot(picture)).toMatchFileSnapshot('expected/clean-isolated.dot');
});

test('what is only possible is drawn as such', async () => {
  const picture = await pictureIn('testdata/studio/flatCount/public-subnets-main');
  const edge = {
    from: 'aws_sagemaker_domain.this',
    to: 'aws_subnet.studio[0]',
    label: 'uses',
    certain: false,
  };
  expect(picture.edges).toContainEqual(edge);
  expect(mermaid(picture)).toContain(' -.->|"uses"| ');
  expect(dot(picture)).toContain('[label="uses", style=dashed]');
});

test('what the plan does not show is drawn as such', async () => {
  const { nodes, edges } = await pictureIn('testdata/format/locals2');
  expect(nodes).toContainEqual({ id: '?', kind: 'not known', notes: [] });
  expect(edges.filter(({ to }) => to === '?')).toEqual(
    ['subnet-1', 'subnet-2'].map((from) => ({ from, to: '?', label: 'routes by', certain: false })),
  );
});

test('the way to an internet gateway is in it', async () => {
  const { edges } = await pictureIn('testdata/studio/flatCount/public-subnets-main');
  expect(edges).toContainEqual({
    from: 'aws_route_table.studio',
    to: 'aws_internet_gateway.igw',
    label: '0.0.0.0/0',
    certain: true,
  });
});

test('text of a plan is no markup', async () => {
  const hostile = String.raw`a"]; end\n<script>alert(1)</script> --> %%{init}%% \u001b[31m`;
  const text = readFileSync('testdata/studio/flatCount/public-subnets-main/plan.json', 'utf8').replaceAll(
    '"10.20.0.0/24"',
    JSON.stringify(hostile),
  );
  const plan = decodePlan(Buffer.from(text), 'plan.json');
  const picture = pictureOf(new Network(new ResourceGraph(plan, 'planned')));
  const drawn = mermaid(picture);
  expect(drawn).toContain('a#34;]');
  expect(drawn).not.toMatch(/<(?!br>)|%%/);
  expect(drawn).not.toContain('\u001b');
  expect(dot(picture)).toContain(String.raw`a\"]; end\\n<script>`);
});

test('values that the plan marks sensitive are not in it', async () => {
  const document: Document = JSON.parse(
    readFileSync('testdata/studio/flatCount/public-subnets-main/plan.json', 'utf8'),
  );
  for (const { change } of document.resource_changes) change.after_sensitive = { cidr_block: true };
  const plan = decodePlan(Buffer.from(JSON.stringify(document)), 'plan.json');
  const picture = pictureOf(new Network(new ResourceGraph(plan, 'planned')));
  expect(JSON.stringify(picture)).not.toContain('10.20.0.0/24');
});

test('a plan without a domain has nothing to draw', async () => {
  const { code, stdout, stderr } = await run(['graph', 'testdata/format/noch/plan.json']);
  expect([code, stdout]).toEqual([0, 'flowchart LR\n']);
  expect(stderr).toBe(
    'testdata/format/noch/plan.json has nothing to draw: no aws_sagemaker_domain is in this plan.\n',
  );
});
