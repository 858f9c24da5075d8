import type { Features } from '../network/index.ts';
import type { AnyPolicy } from '../policy/index.ts';
import type { ConfigDocument } from './config.generated.ts';

/** What `tfplan-studio.config.ts` exports as default; the schema describes each setting. */
export interface Config extends Omit<ConfigDocument, 'features' | 'policies' | '$schema'> {
  /** Policies of one's own, beside the built-in ones: files or globs, relative to the configuration, or the policies themselves. */
  readonly policies?: readonly (string | AnyPolicy)[];
  /** The uses of Studio that are wanted (true) or not (false). What is not named is not known. */
  readonly features?: Features;
}

/** The configuration as it is, with its type checked. */
export const defineConfig = (config: Config): Config => config;
