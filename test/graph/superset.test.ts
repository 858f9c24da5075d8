import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type Path, type Resource, ResourceGraph, type Target, type Value } from '../../src/graph/index.ts';
import { readPlan, readPlanFileSources } from '../../src/plan/index.ts';

const folders = readdirSync('testdata', { recursive: true, encoding: 'utf8' })
  .filter((name) => /(^|\/)tfplan$/.test(name))
  .map((name) => join('testdata', dirname(name)))
  .filter((folder) => existsSync(join(folder, 'plan.json')));

const nameOf = (target: Target): string =>
  target.in === 'plan' ? `${target.resource.address}.${target.attribute}` : 'outside';

/** The paths of all unknown leaves of a resource. */
function unknownPaths(resource: Resource): readonly Path[] {
  const found: Path[] = [];
  const open: Value[] = [resource.value];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    const reading = value.read();
    if (reading.state === 'unknown') found.push(value.path);
    else if (Array.isArray(reading.state === 'known' && reading.value)) open.push(...value.elements());
    else if (reading.state === 'known' && typeof reading.value === 'object') {
      const names = new Set([...Object.keys(reading.value ?? {}), ...value.unknownNames]);
      for (const name of names) open.push(value.get(name));
    }
  }
  return found;
}

test.each(folders)('%s: the links of the sources are among those of the JSON', async (folder) => {
  const plan = await readPlan(join(folder, 'plan.json'));
  const exact = new ResourceGraph(plan, 'planned', await readPlanFileSources(join(folder, 'tfplan')));
  const wide = new ResourceGraph(plan, 'planned');
  expect(exact.distrustedSources).toEqual([]);
  const missing: string[] = [];
  for (const resource of exact.resources) {
    for (const path of unknownPaths(resource)) {
      const { targets } = wide.links(wide.at(resource.address) ?? resource, path);
      if (targets.hidden !== undefined && !targets.hidden.outsideOnly) continue;
      const candidates = new Set(targets.items.map(nameOf));
      for (const target of exact.links(resource, path).targets.items) {
        if (target.in === 'plan' && !candidates.has(nameOf(target)))
          missing.push(`${resource.address} ${path.join('.')} → ${nameOf(target)}`);
      }
    }
  }
  expect(missing).toEqual([]);
});
