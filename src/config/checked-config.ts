import schema from '../../schemas/config.schema.json' with { type: 'json' };
import { didYouMean } from '../nearest.ts';
import { FEATURE_NAMES } from '../network/index.ts';
import type { Config } from './config.ts';
import type { ConfigDocument } from './config.generated.ts';
import { ConfigError } from './config-error.ts';
import { isConfigDocument, type ValidationError } from './validate.generated.js';

/**
 * The value as a configuration.
 * @param path what messages call it
 * @throws ConfigError that names the first setting that is not as it has to be
 */
export function checkedConfig(value: unknown, path: string): Config {
  if (!isConfigDocument(value)) throw new ConfigError(`${path}: ${sentenceOf(isConfigDocument.errors?.[0])}`);
  const [problem] = problemsIn(value);
  if (problem !== undefined) throw new ConfigError(`${path}: ${problem}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the schema leaves open is checked above
  return value as Config;
}

/** What a JSON schema cannot say. */
function problemsIn({ features = {}, policies = [], waivers = [] }: ConfigDocument): readonly string[] {
  const names: readonly string[] = FEATURE_NAMES;
  return [
    ...Object.keys(features)
      .filter((name) => !names.includes(name))
      .map((name) => `there is no feature ${name}.${didYouMean(name, names)}`),
    ...policies.flatMap((policy, index) =>
      typeof policy === 'string' || (typeof policy === 'object' && policy !== null && 'judge' in policy)
        ? []
        : [`policies[${index}] must be a file, a glob or what definePolicy returns.`],
    ),
    ...waivers.flatMap(({ expires }, index) =>
      isDay(expires) ? [] : [`waivers[${index}].expires is no day of the calendar: ${expires}.`],
    ),
  ];
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const SETTINGS = Object.keys(schema.properties);
const WAIVER_SETTINGS = Object.keys(schema.definitions.waiver.properties);
const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  object: 'an object',
  string: 'a text',
};

function sentenceOf(error: ValidationError | undefined): string {
  const { instancePath = '', keyword = '', params = {}, message = 'is not valid' } = error ?? {};
  const place = settingAt(instancePath);
  const name = place === '' ? 'the configuration' : place;
  const below = (key: unknown): string => (place === '' ? String(key) : `${place}.${String(key)}`);
  switch (keyword) {
    case 'additionalProperties': {
      const unknown = String(params['additionalProperty']);
      const known = place === '' ? SETTINGS : WAIVER_SETTINGS;
      return `there is no setting ${below(unknown)}.${didYouMean(unknown, known)}`;
    }
    case 'required':
      return `${below(params['missingProperty'])} is missing.`;
    case 'type':
      return `${name} must be ${TYPES[String(params['type'])] ?? String(params['type'])}.`;
    case 'enum':
      return `${name} must be ${listOf(params['allowedValues'])}.`;
    case 'minimum':
      return `${name} must be at least ${String(params['limit'])}.`;
    case 'pattern':
      return name.endsWith('.expires')
        ? `${name} must be a day, as in 2027-03-31.`
        : `${name} must not be empty.`;
    default:
      return `${name} ${message}.`;
  }
}

const listOf = (values: unknown): string => (Array.isArray(values) ? values.map(String).join(' or ') : '');

/** A JSON pointer as one writes it: `waivers[0].policy`. */
const settingAt = (pointer: string): string =>
  pointer
    .slice(1)
    .replaceAll(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
