/** What the user decides beside the plan: the configuration and the baseline. */
export { baselineOf, type KnownFinding, readBaseline } from './baseline.ts';
export { checkedConfig } from './checked-config.ts';
export { type Config, defineConfig } from './config.ts';
export { ConfigError } from './config-error.ts';
export { configsIn, findConfig, loadConfig } from './load.ts';
