import { dirname, isAbsolute, join, relative } from 'node:path';
import { policies as builtIn } from '../../policies/index.ts';
import { type Config, findConfig, loadConfig, readBaseline } from '../config/index.ts';
import { isNeeded } from '../network/index.ts';
import {
  type Accepted,
  type AnyPolicy,
  DEFAULT_OPTIONS,
  loadPolicies,
  type Options,
  withSeverity,
} from '../policy/index.ts';
import { CommandError } from './command-error.ts';
import { list, text } from './options.ts';
import type { Arguments } from './parse.ts';
import { policyOf, selectPolicies } from './selection.ts';

/** The options of commands that use a configuration. */
export const configOptions = {
  config: {
    ...text('config', 'The configuration; --no-config for none  [default: tfplan-studio.config.*, upward]'),
    coerce: configFile,
  },
  policy: list('policy', 'Judge also by the policies of this file; a quoted glob names several'),
};

function configFile(value: unknown): string | false {
  return value === false ? value : text('config', '').coerce(value);
}

type ConfigArguments = Arguments<typeof configOptions>;

/** A configuration with where it comes from. */
export interface Configured {
  /** Undefined where there is none. */
  readonly path: string | undefined;
  readonly config: Config;
  /** All policies that there are, built-in ones first, with the severities of the configuration. */
  readonly policies: readonly AnyPolicy[];
}

/**
 * The configuration that counts here, with the policies that it and the command line add.
 * @throws ConfigError, LoadError when a file cannot be used
 * @throws CommandError for ids of policies that there are not
 */
export async function configured({ config: file, policy: added = [] }: ConfigArguments): Promise<Configured> {
  const { path, config } = await configAt(file);
  const named = config.policies ?? [];
  const policies = [
    ...builtIn,
    ...named.filter((item) => typeof item !== 'string').filter((policy) => !builtIn.includes(policy)),
    ...(await loadPolicies([...patternsOf({ path, config }), ...added])),
  ];
  refuseDoubles(policies, path);
  const { severities = {}, only = [], skip = [], waivers = [] } = config;
  const ids = [...Object.keys(severities), ...only, ...skip, ...waivers.map((waiver) => waiver.policy)];
  for (const id of ids) policyOf(policies, id, path);
  return {
    path,
    config,
    policies: policies.map((policy) => withSeverity(policy, severities[policy.id])),
  };
}

type Located = Pick<Configured, 'path' | 'config'>;

/** @param file what --config names; false for none */
async function configAt(file: string | false | undefined): Promise<Located> {
  const path = file === false ? undefined : (file ?? findConfig('.'));
  return { path, config: path === undefined ? {} : await loadConfig(path) };
}

/** The files and globs of policies, as they are from the working folder. */
const patternsOf = ({ path, config: { policies = [] } }: Located): readonly string[] =>
  policies.filter((item) => typeof item === 'string').map((pattern) => besides(path, pattern));

/**
 * The files and globs of policies that a configuration names.
 * @param file what --config names; false for none
 * @throws ConfigError, LoadError when the configuration cannot be used
 */
export const configuredPatterns = async (file: string | false | undefined): Promise<readonly string[]> =>
  patternsOf(await configAt(file));

function refuseDoubles(policies: readonly AnyPolicy[], path: string | undefined): void {
  const ids = new Set<string>();
  for (const { id, file } of policies) {
    if (ids.has(id))
      throw new CommandError(`${file ?? path} defines the policy ${id}, but there is one already.`);
    ids.add(id);
  }
}

const isBuiltIn = ({ id }: AnyPolicy): boolean => builtIn.some((policy) => policy.id === id);

/** A path that a configuration names, from its own folder, as it is from the working folder. */
const besides = (config: string | undefined, path: string): string =>
  isAbsolute(path) ? path : join(relative('', dirname(config ?? '')), path);

/** What the user decides about a check: by the command line, else by the configuration. */
export interface Settings {
  /** The policies to judge by. */
  readonly policies: readonly AnyPolicy[];
  readonly options: Options;
  readonly failOn: 'error' | 'warning' | 'never';
  readonly strict: boolean;
  readonly accepted: Accepted;
  /** Which types of resources are needed with their attributes: a policy of one's own may ask for any. */
  readonly keep: ((type: string, goes: boolean) => boolean) | undefined;
}

/** The flags that go before the configuration. */
interface Flags {
  readonly 'fail-on'?: Settings['failOn'] | undefined;
  readonly strict?: boolean | undefined;
  readonly only?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
  readonly users?: number | undefined;
  readonly 'ips-per-user'?: number | undefined;
  readonly baseline?: string | undefined;
}

/**
 * @param today the day on which waivers must not have expired
 * @throws as `configured`, and ConfigError when the baseline cannot be read
 */
export async function settingsOf(args: ConfigArguments & Flags, today: Date): Promise<Settings> {
  const { path, config, policies } = await configured(args);
  const users = args.users ?? config.users;
  const baseline =
    args.baseline ?? (config.baseline === undefined ? undefined : besides(path, config.baseline));
  const selected = selectPolicies(policies, args.only ?? config.only ?? [], args.skip ?? config.skip ?? []);
  return {
    policies: selected,
    keep: selected.every(isBuiltIn) ? isNeeded : undefined,
    options: {
      ...(users !== undefined && { users }),
      ...(config.features && { features: config.features }),
      ...(config.internet && { internet: config.internet }),
      ipsPerUser: args['ips-per-user'] ?? config.ipsPerUser ?? DEFAULT_OPTIONS.ipsPerUser,
    },
    failOn: args['fail-on'] ?? config.failOn ?? 'error',
    strict: args.strict ?? config.strict ?? false,
    accepted: {
      waivers: config.waivers ?? [],
      baseline: baseline === undefined ? new Set() : await readBaseline(baseline),
      today: today.toISOString().slice(0, 10),
    },
  };
}
