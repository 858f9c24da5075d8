import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decodePlan, InputError, isPlanFile, PlanDecoder } from '../../src/plan/index.ts';

const planPath = 'testdata/format/refs1/plan.json';
const plan = readFileSync(planPath, 'utf8');
const small = JSON.stringify({ format_version: '1.2', configuration: {} });

function messageFor(input: string | Uint8Array): string {
  try {
    decodePlan(Buffer.from(input), 'it');
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error instanceof Error ? error.message : '';
  }
  return 'no error';
}

function inputFile(name: string): Buffer {
  return readFileSync(`testdata/inputs/${name}`);
}

const make = 'make one with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`.';

// What Terraform 1.11 wrote.
test.each([
  ['plan-log.json', `it is a log that Terraform wrote with \`-json\`, not a plan; ${make}`],
  ['plan.txt', `it is the text of a plan for people, not its JSON; ${make}`],
  ['plan-colour.txt', `it is the text of a plan for people, not its JSON; ${make}`],
  ['show.txt', `it is the text of a plan for people, not its JSON; ${make}`],
  ['nochange.txt', `it is the text of a plan for people, not its JSON; ${make}`],
  ['terraform.tfstate', `it is a Terraform state, not a plan; ${make}`],
  ['state.json', `it is the JSON of a state, not of a plan; ${make}`],
  ['empty-state.json', `it is the JSON of an empty state, not of a plan; ${make}`],
  ['providers-schema.json', `it is the JSON of provider schemas, not of a plan; ${make}`],
  ['validate.json', `it is what \`terraform validate -json\` prints, not a plan; ${make}`],
  ['version.json', `it is what \`terraform version -json\` prints, not a plan; ${make}`],
  ['output.json', `it is not the JSON of a plan; ${make}`],
  ['main.tf', `it is Terraform source, not a plan; ${make}`],
])('names %s', (name, message) => {
  expect(messageFor(inputFile(name))).toBe(message);
});

test('names a plan file', () => {
  const bytes = readFileSync('testdata/format/refs1/tfplan');
  expect(isPlanFile(bytes)).toBe(true);
  expect(messageFor(bytes)).toBe(
    'it is a binary plan file: run `terraform show -json` on it, and check what it prints.',
  );
});

const onlyJson = 'keep only what `terraform show -json` prints on standard output.';
const noWrapper =
  'set `terraform_wrapper: false` in hashicorp/setup-terraform, or run `terraform-bin show -json`.';
const noLog = 'run `terragrunt show -json` with `--log-disable`.';

test.each([
  [
    'a wrapper before',
    `[command]/opt/terraform-bin show -json tfplan\n${plan}`,
    `it has lines of setup-terraform before the JSON: ${noWrapper}`,
  ],
  [
    'a wrapper after',
    `${plan}\n::debug::Terraform exited with code 0.\n`,
    `it has lines of setup-terraform after the JSON: ${noWrapper}`,
  ],
  [
    'a line of Terragrunt',
    `time=2024-11-05T10:11:12Z level=info msg=Running\n${plan}`,
    `it has Terragrunt's log before the JSON: ${noLog}`,
  ],
  [
    'a prefix of Terragrunt',
    `10:11:12.345 STDOUT terraform: ${plan}`,
    `it has Terragrunt's log before the JSON: ${noLog}`,
  ],
  [
    'a JSON log of Terragrunt',
    `{"time":"x","level":"stdout","msg":"{}"}\n{"time":"x"}`,
    `it is a log of Terragrunt: ${noLog}`,
  ],
  [
    'a warning before',
    `╷\n│ Warning: deprecated\n╵\n${plan}`,
    `it has other text before the JSON: ${onlyJson}`,
  ],
  ['text after', `${plan}done\n`, `it has other text after the JSON: ${onlyJson}`],
  ['two plans', plan + plan, 'it has several JSON documents in it: check one plan a file.'],
  ...[plan, JSON.stringify(JSON.parse(plan), undefined, 2), JSON.stringify(plan)].map((text, index) => [
    `JSON in a string, ${index}`,
    JSON.stringify(text),
    'it is JSON inside a JSON string: unpack it with `jq -r .`.',
  ]),
  ['a plan in an array', `[\n${plan}]`, 'it is a plan inside a JSON array: unpack it with `jq .[0]`.'],
  [
    'an array of results',
    `[{"path":"plan.json","contents":${plan}}]`,
    'it is a JSON array: if a plan is inside it, unpack it with `jq`.',
  ],
  [
    'a log with times in brackets',
    `[2024-11-05] Running\n${plan}`,
    `it has other text before the JSON: ${onlyJson}`,
  ],
  ...[plan, JSON.stringify(JSON.parse(plan), undefined, 2), 'PK\u0003\u0004'].map((text, index) => [
    `Base64, ${index}`,
    Buffer.from(text).toString('base64').replaceAll(/.{76}/g, '$&\n'),
    'it is written in Base64: decode it first.',
  ]),
])('names %s', (_name, input, message) => {
  expect(messageFor(input)).toBe(message);
});

test.each([
  ['nothing', '', `it is empty; ${make}`],
  ['white space', ' \n\t\r', `it is empty; ${make}`],
  ['a byte order mark', '\uFEFF', `it is empty; ${make}`],
  ['gzip', gzipSync(plan), 'it is compressed by gzip: unpack it first.'],
  [
    'a very old plan file',
    'tfplan\u0002',
    'it is a plan file of Terraform 0.11 or older, which is not supported.',
  ],
  [
    'an error',
    'Error: Failed to read the given file as a state or plan file',
    `it is an error message, not a plan; ${make}`,
  ],
  ['a missing command', 'bash: terraform: command not found', `it is an error message, not a plan; ${make}`],
  ['an array', '[]', `it is a JSON array, not a plan; ${make}`],
  ['an array of objects', '[\n{"name":1}]', `it is a JSON array, not a plan; ${make}`],
  ['a script', '#!/bin/sh\nusage: plan', `it is a script, not a plan; ${make}`],
  [
    'a plan of outputs',
    'Changes to Outputs:\n  + id = 1',
    `it is the text of a plan for people, not its JSON; ${make}`,
  ],
  ['a number', '1', `it is not the JSON of a plan; ${make}`],
  ['null', 'null', `it is not the JSON of a plan; ${make}`],
  ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]), `it is not the JSON of a plan; ${make}`],
  ['an empty object', '{}', `it is not the JSON of a plan; ${make}`],
  [
    'CloudFormation',
    '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}',
    `it is a CloudFormation template, not a plan; ${make}`,
  ],
  [
    'an encrypted plan',
    '{"meta":{},"encrypted_data":"","encryption_version":"v0"}',
    'it is encrypted by OpenTofu: run `tofu show -json` on it where its key is configured, and check what it prints.',
  ],
  [
    'an encrypted state',
    '{"serial":1,"lineage":"","meta":{},"encrypted_data":"","encryption_version":"v0"}',
    `it is an encrypted OpenTofu state, not a plan; ${make}`,
  ],
  [
    'a redacted plan',
    '{"plan_format_version":"1.2","resource_changes":[],"provider_schemas":{}}',
    "it is a redacted plan of HCP Terraform, which leaves out the configuration: ask its API for the plan's `json-output`.",
  ],
  [
    'a plan of HCP Terraform',
    '{"remote_plan_format":1,"run_id":"run-1","hostname":"app.terraform.io"}',
    'it only names a run of HCP Terraform: run `terraform show -json` on it, and check what it prints.',
  ],
  [
    'an answer of HCP Terraform',
    '{"data":{"type":"plans"},"links":{}}',
    "it is an answer of HCP Terraform's API, not a plan: ask it for the plan's `json-output`.",
  ],
  ["an error of HCP Terraform's API", '{"errors":[]}', `it is an error message, not a plan; ${make}`],
  ['data of anybody', '{"status":1,"data":{}}', `it is not the JSON of a plan; ${make}`],
  ['errors of anybody', '{"errors":0,"runs":1}', `it is not the JSON of a plan; ${make}`],
  ['types of resources', '{"aws_backup_plan":{},"aws_subnet":{}}', `it is not the JSON of a plan; ${make}`],
  [
    'what CDK for Terraform writes',
    '{"//":{},"data":{},"terraform":{}}',
    `it is Terraform source, not a plan; ${make}`,
  ],
  ['Terraform variables in JSON', '{"variable":{"a":{}}}', `it is Terraform source, not a plan; ${make}`],
  [
    'functions',
    '{"format_version":"1.0","function_signatures":{}}',
    `it is the JSON of function signatures, not of a plan; ${make}`,
  ],
  [
    'a plan in another document',
    `{"name":"a","tfplan":${small}}`,
    'it is no plan by itself: if one is inside it, unpack it with `jq -r .tfplan`.',
  ],
  [
    'a plan without its format version',
    '{"configuration":{},"resource_changes":[]}',
    `it is only a part of a plan, without its format_version; ${make}`,
  ],
  [
    'a plan whose configuration is null',
    '{"format_version":"1.2","configuration":null}',
    `it is only a part of a plan, with null for its format_version or configuration; ${make}`,
  ],
  [
    'a plan without configuration',
    '{"format_version":"1.2","resource_changes":[]}',
    `it is only a part of a plan, without its configuration; ${make}`,
  ],
  [
    'planned values',
    '{"format_version":"1.2","planned_values":{}}',
    `it is only a part of a plan, without its configuration; ${make}`,
  ],
])('names %s', (_name, input, message) => {
  expect(messageFor(input)).toBe(message);
});

const archive = (name: string): Buffer =>
  Buffer.concat([
    Buffer.from('PK\u0003\u0004'),
    Buffer.alloc(22),
    Buffer.of(name.length, 0, 0, 0),
    Buffer.from(`${name}x`),
  ]);
const refreshing = 'null_resource.a: Refreshing state... [id=1]\n';

test.each<[string, string | Buffer, string]>([
  ['a letter that could begin null', 'n', `it is not the JSON of a plan; ${make}`],
  ['a missing file', 'npm ERR! enoent\nerror: no', `it is an error message, not a plan; ${make}`],
  ['a log before', `${refreshing}${plan}`, `it has other text before the JSON: ${onlyJson}`],
  [
    'a long log before',
    `${refreshing.repeat(2000)}${plan}`,
    `it has other text before the JSON: ${onlyJson}`,
  ],
  [
    'the text of a state',
    '# aws_vpc.x["a"]: (tainted)\nresource "aws_vpc" "x" {\n}\n',
    `it is the text of a state for people, not a plan; ${make}`,
  ],
  [
    'a lock file',
    '# This file is maintained automatically by "tofu init".\n\nprovider "registry.opentofu.org/hashicorp/aws" {\n',
    `it is a lock file of Terraform, not a plan; ${make}`,
  ],
  [
    'a mock of Sentinel',
    'import "strings"\nimport "types"\n\n_modules = {\n\t"root": {\n\t\t"data": {},\n',
    `it is a policy or mock of Sentinel, not a plan; ${make}`,
  ],
  ['Terragrunt', 'include "root" {\n}\n', `it is a configuration of Terragrunt, not a plan; ${make}`],
  [
    'a pointer',
    'version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 1\n',
    'it is a pointer of Git LFS: fetch the file itself with `git lfs pull`.',
  ],
  ['an archive of a plan', archive('plan.json'), 'it is an archive of JSON: unpack it first.'],
  [
    'several plans',
    `[${plan},${plan}]`,
    'it has several plans in a JSON array: write each into a file of its own, the first one with `jq .[0]`.',
  ],
  [
    'data of an API',
    '{"data":{"viewer":{}}}',
    "it is no plan by itself: if one is inside it, unpack it with `jq -r .data`; if it is an answer of HCP Terraform's API, ask that for the plan's `json-output`.",
  ],
  [
    'a configuration of something',
    '{"configuration":{},"name":"a"}',
    `it is not the JSON of a plan; ${make}`,
  ],
  ...[`\ufeff${plan}`, `\n${plan}`, ` ${plan}`, plan.replace('{', '{\t'), `[${plan}]`].map(
    (text, index): [string, string, string] => [
      `Base64 of another beginning, ${index}`,
      Buffer.from(text).toString('base64'),
      'it is written in Base64: decode it first.',
    ],
  ),
  [
    'Base64 of UTF-16',
    Buffer.from(`\ufeff${plan}`, 'utf16le').toString('base64'),
    'it is written in Base64: decode it first.',
  ],
  ['Base64 of gzip', gzipSync(plan).toString('base64'), 'it is written in Base64: decode it first.'],
])('names %s', (_name, input, message) => {
  expect(messageFor(input)).toBe(message);
});

test.each([
  'output',
  'resource',
  'terraform',
  'data',
  'result',
  'results',
  'json',
  'content',
  'body',
  'stdout',
])('says that a plan is inside another document, as it is or as a text: %s', (member) => {
  const sentence = `it is no plan by itself: if one is inside it, unpack it with \`jq -r .${member}\`.`;
  for (const inner of [JSON.parse(plan), plan, JSON.stringify(JSON.parse(plan), null, 2)])
    expect(messageFor(JSON.stringify({ code: 0, [member]: inner }))).toBe(sentence);
});

test('names a member of a document in quotes where it is no word', () => {
  expect(messageFor(JSON.stringify({ 'json-output': JSON.parse(plan) }))).toBe(
    'it is no plan by itself: if one is inside it, unpack it with `jq -r \'."json-output"\'`.',
  );
});

test('says where a plan is cut off, wherever that is', () => {
  for (const length of [1, 30, 3000, plan.length - 2]) {
    expect(messageFor(plan.slice(0, length))).toMatch(
      new RegExp(`^it is cut off: it ends at byte ${length}\\b`),
    );
  }
  expect(messageFor(plan.slice(0, -4000))).toContain(
    `byte ${plan.length - 4000}, in \`configuration\`; make one`,
  );
});

test.each([
  ['{"format_version":"1.2",}', 24],
  ['{"format_version" "1.2"}', 18],
  ['{"format_version":"1.2" "configuration":{}}', 24],
  ['{"format_version":1.2.3}', 18],
  ['{"format_version":"1.2","configuration":{"é":x}}', 40],
  ['{"resource_changes":[{} {}]}', 24],
])('says where the syntax is wrong: %s', (input, byte) => {
  expect(messageFor(input)).toMatch(new RegExp(`^it is not valid JSON at or after byte ${byte}\\b`));
});

test('quotes nothing of the input', () => {
  expect(messageFor('{"format_version":"1.2","configuration":{"a":"secret" b}}')).not.toContain('secret');
});

test.each(['2.0', '10.1', '', 'x'])('refuses format version %j', (version) => {
  expect(messageFor(small.replace('1.2', version))).toBe(
    'it is a plan of a format version that is not known: it must be 0.1 to 1.2, which Terraform 0.12 and later write.',
  );
});

test.each([
  ['create', {}],
  ['update', { root_module: { resources: [], module_calls: {} } }],
])('refuses a plan with its configuration emptied: %s', (action, configuration) => {
  const made = { address: 't.n', mode: 'managed', type: 't', name: 'n', change: { actions: [action] } };
  const written = { format_version: '1.2', configuration, resource_changes: [made] };
  expect(messageFor(JSON.stringify(written))).toBe(
    `it is only a part of a plan, without its configuration; ${make}`,
  );
  made.change.actions = ['delete'];
  expect(messageFor(JSON.stringify(written))).toBe('no error');
});

test('takes null for what is absent', () => {
  const { resource_changes: changes, ...rest } = JSON.parse(plan);
  const nulls = { previous_address: null, deposed: null, action_reason: null };
  const written = { ...rest, resource_changes: changes.map((change: object) => ({ ...change, ...nulls })) };
  expect(decodePlan(Buffer.from(JSON.stringify(written)), 'it')).toEqual(decodePlan(Buffer.from(plan), 'it'));
});

test('reads UTF-16 of which half a character is missing', () => {
  const text = Buffer.from(small, 'utf16le');
  expect(messageFor(text.subarray(0, -1))).toMatch(/^it is cut off: /);
  expect(messageFor(Buffer.concat([text, Buffer.from('\n')]))).toBe('no error');
});

test('names what is wrong in a plan by JSON pointers, each kind once', () => {
  const changes = [
    { address: 'a' },
    { address: 1, mode: 'managed', type: 't', name: 'n', change: { actions: [] } },
  ];
  expect(
    messageFor(
      JSON.stringify({
        format_version: '1.2',
        configuration: { root_module: [] },
        resource_changes: changes,
      }),
    ),
  ).toBe(
    "it is not a plan that Terraform wrote: /resource_changes/0 must have required property 'mode'; " +
      '/resource_changes/1/address must be string; /configuration/root_module must be object; ' +
      make,
  );
  const many = [0, 1, { address: 1 }, { address: 2 }];
  expect(
    messageFor(JSON.stringify({ format_version: '1.2', configuration: {}, resource_changes: many })),
  ).toBe(
    `it is not a plan that Terraform wrote: /resource_changes/0 must be object; /resource_changes/2 must have required property 'mode'; ${make}`,
  );
});

test.each([
  [
    '{"format_version":"1.2","configuration":{},"resource_changes":{}}',
    'a value of another type was expected at byte 62, in `resource_changes`',
  ],
  [
    '{"format_version":"1.2","configuration":{},"prior_state":{"values":[]}}',
    'a value of another type was expected at byte 67, in `values`',
  ],
])('refuses members of another type: %s', (input, message) => {
  expect(messageFor(input)).toBe(`it is not a plan that Terraform wrote: ${message}; ${make}`);
});

function deep(open: string, close: string): string {
  return open.repeat(200_000) + close.repeat(200_000);
}

test('refuses deep nesting without recursion', () => {
  const inputs = [
    deep('[', ']'),
    deep('{"a":', '}').replace(':}', ':1}'),
    `{"format_version":"1.2","planned_values":${deep('[', ']')}}`,
    `{"format_version":"1.2","configuration":${deep('[', ']')}}`,
    `{"format_version":"1.2","configuration":{},"resource_changes":[${deep('[', ']')}]}`,
    `{"format_version":"1.2","configuration":{},"prior_state":{"values":{"root_module":${deep('{"child_modules":[', ']}')}}}}`,
  ];
  for (const input of inputs) {
    const decoder = new PlanDecoder('it');
    expect(() => decoder.push(Buffer.from(input))).toThrow(InputError);
    expect(messageFor(input)).not.toBe('no error');
  }
});
