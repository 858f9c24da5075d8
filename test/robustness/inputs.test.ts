import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from '../cli/run.ts';
import { findingsIn, type JsonObject } from './plans.ts';

const plan = readFileSync('testdata/studio/flatCount/clean-nat/plan.json', 'utf8').trim();
const bytes = (...values: readonly number[]): Buffer => Buffer.from(values);
const tar = Buffer.alloc(512);
tar.write('plan.json');
tar.write('ustar', 257);

// What people check by mistake.
test.each<readonly [what: string, input: string | Buffer, sentence: RegExp]>([
  ['the input of a policy on HCP Terraform', `{"plan":${plan}}`, /unpack it with `jq -r \.plan`/],
  ['a list of plans', `[${plan}]`, /unpack it with `jq \.\[0\]`/],
  ['an answer of HCP Terraform', '{"data":{"id":"plan-1","type":"plans"}}', /HCP Terraform's API/],
  ['an error of an API', '{"errors":[{"status":"404"}]}', /is an error message/],
  ['a template', '{"Resources":{"Vpc":{"Type":"AWS::EC2::VPC"}}}', /CloudFormation/],
  ['a template in YAML', 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n', /CloudFormation/],
  ['a page', '<!DOCTYPE html><html></html>', /is a web page/],
  ['sources in JSON', '{"resource":{"aws_vpc":{}}}', /is Terraform source/],
  ['an old state', '{"version":3,"serial":1,"modules":[]}', /is a Terraform state/],
  ['gzip', bytes(0x1f, 0x8b, 8, 0), /gzip: unpack it first/],
  ['zstd', bytes(0x28, 0xb5, 0x2f, 0xfd), /zstd: unpack it first/],
  ['xz', bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), /xz: unpack it first/],
  ['bzip2', 'BZh91AY', /bzip2: unpack it first/],
  ['tar', tar, /is a tar archive: unpack it first/],
  ['nothing', '', /is empty/],
  ['null', 'null', /is not the JSON of a plan/],
  ['brackets', '['.repeat(100_000), /is a JSON array/],
  ['brackets in a plan', `${plan.slice(0, -1)},"other":${'['.repeat(100_000)}}`, /nested deeper/],
])('names %s', async (_, input, sentence) => {
  const { code, stdout, stderr } = await run(['check', '-'], { stdin: input });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^error: <stdin> [^\n]+\.\n$/);
  expect(stderr).toMatch(sentence);
});

// What is judged all the same.
test.each<readonly [what: string, input: string | Buffer]>([
  ['UTF-16', Buffer.from(`\ufeff${plan}`, 'utf16le')],
  ['lines that end as on Windows', JSON.stringify(JSON.parse(plan), undefined, 2).replaceAll('\n', '\r\n')],
  ['the plan of an old Terraform', plan.replace('"format_version":"1.2"', '"format_version":"0.1"')],
  ['the plan of OpenTofu', plan.replaceAll('registry.terraform.io', 'registry.opentofu.org')],
])('reads %s', async (_, input) => {
  const { stdout } = await run(['check', '-', '--format', 'json'], { stdin: input });
  const report: { readonly summary: { readonly pass: number } } = JSON.parse(stdout);
  expect(report.summary.pass).toBeGreaterThan(10);
});

/** A plan of resources that refer to themselves and to each other in a circle. */
function circle(): JsonObject {
  const json: JsonObject = JSON.parse(plan);
  const text = JSON.stringify(json['configuration'])
    .replaceAll('"aws_internet_gateway.igw', '"aws_route_table.public')
    .replaceAll('"aws_nat_gateway.nat', '"aws_route_table.studio')
    .replaceAll('"aws_vpc.this', '"aws_subnet.studio')
    .replaceAll('"aws_subnet.public', '"aws_nat_gateway.nat');
  const root = {
    module_calls: {
      again: {
        source: './',
        module: { outputs: { id: { expression: { references: ['module.again.id', 'module.again'] } } } },
      },
    },
  };
  const configuration: JsonObject = JSON.parse(text);
  return {
    ...json,
    configuration: { ...configuration, root_module: { ...root, ...Object(configuration['root_module']) } },
  };
}

test('references in a circle end', () => {
  expect(findingsIn(circle()).length).toBeGreaterThan(10);
});
