import type { Configuration, Expressions, ProviderConfig, Variables } from '../plan/index.ts';
import { expressionAt } from './configuration.ts';

/** The text of a provider's argument, as far as it is known. */
export interface ProviderArgument {
  readonly text: string | undefined;
  /** Whether it may be something else: an expression of one variable looks alike in the JSON, whatever it makes of it. */
  readonly isGuess: boolean;
}

/** The configuration of a provider that a resource is made with. */
export interface Provider {
  /** Equal for resources of one configuration. */
  readonly key: string;
  argument(name: string): ProviderArgument;
}

/** What the sources say of an argument of the provider at a key; undefined where they are not at hand. */
type Ask = (key: string, name: string) => ProviderArgument | undefined;

/**
 * The provider configurations of a plan. A module that is given none inherits its parent's default one, which the plan shows
 * by an entry without expressions.
 */
export class Providers {
  readonly #configs: Readonly<Record<string, ProviderConfig>>;
  readonly #variables: Variables;
  readonly #askSources: Ask;
  readonly #known = new Map<string, Provider>();

  constructor(configuration: Configuration, variables: Variables, askSources: Ask) {
    this.#configs = configuration.provider_config ?? {};
    this.#variables = variables;
    this.#askSources = askSources;
  }

  /** The configuration that a resource's `provider_config_key` stands for. */
  at(key: string): Provider {
    let provider = this.#known.get(key);
    if (provider === undefined) {
      provider = this.#find(key);
      this.#known.set(key, provider);
    }
    return provider;
  }

  #find(start: string): Provider {
    let at = start;
    for (;;) {
      const config = Object.hasOwn(this.#configs, at) ? this.#configs[at] : undefined;
      const above = parentKey(at);
      if (config?.expressions !== undefined || above === undefined) {
        const key = at;
        const isRoot = (config?.module_address ?? '') === '';
        return {
          key,
          argument: (name) =>
            this.#askSources(key, name) ?? this.#argument(config?.expressions, name, isRoot),
        };
      }
      at = above;
    }
  }

  #argument(expressions: Expressions | undefined, name: string, isRoot: boolean): ProviderArgument {
    const expression = expressionAt(expressions ?? {}, [name]);
    if (expression.form === 'constant') return { text: textOf(expression.value), isGuess: false };
    if (expression.form !== 'references' || expression.references.length !== 1 || !isRoot) return NOT_TOLD;
    const [reference] = expression.references;
    if (reference?.to !== 'variable' || reference.rest.length > 0) return NOT_TOLD;
    return Object.hasOwn(this.#variables, reference.name)
      ? { text: textOf(this.#variables[reference.name]?.value), isGuess: true }
      : NOT_TOLD;
  }
}

const NOT_TOLD: ProviderArgument = { text: undefined, isGuess: false };

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** `module.a.module.b:aws` inherits from `module.a:aws`, and that from `aws`. */
function parentKey(key: string): string | undefined {
  const colon = key.lastIndexOf(':');
  if (colon < 0) return undefined;
  const name = key.slice(colon + 1).split('.')[0] ?? '';
  const path = key.slice(0, colon).split('.').slice(0, -2);
  return path.length === 0 ? name : `${path.join('.')}:${name}`;
}
