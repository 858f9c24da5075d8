import type { Configuration, Expressions, ProviderConfig, Variables } from '../plan/index.ts';
import { expressionAt } from './configuration.ts';

/** The configuration of a provider that a resource is made with. */
export interface Provider {
  /** Equal for resources of one configuration. */
  readonly key: string;
  /** The text of an argument, where it is a constant or a variable of the root module. */
  argument(name: string): string | undefined;
}

/**
 * The provider configurations of a plan. A module that is given none inherits its parent's default one, which the plan shows
 * by an entry without expressions.
 */
export class Providers {
  readonly #configs: Readonly<Record<string, ProviderConfig>>;
  readonly #variables: Variables;
  readonly #known = new Map<string, Provider>();

  constructor(configuration: Configuration, variables: Variables) {
    this.#configs = configuration.provider_config ?? {};
    this.#variables = variables;
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

  #find(key: string): Provider {
    let at = key;
    for (;;) {
      const config = Object.hasOwn(this.#configs, at) ? this.#configs[at] : undefined;
      const above = parentKey(at);
      if (config?.expressions !== undefined || above === undefined) {
        const isRoot = (config?.module_address ?? '') === '';
        return { key: at, argument: (name) => this.#text(config?.expressions, name, isRoot) };
      }
      at = above;
    }
  }

  #text(expressions: Expressions | undefined, name: string, isRoot: boolean): string | undefined {
    const expression = expressionAt(expressions ?? {}, [name]);
    if (expression.form === 'constant') return textOf(expression.value);
    if (expression.form !== 'references' || expression.references.length !== 1 || !isRoot) return undefined;
    const [reference] = expression.references;
    if (reference?.to !== 'variable' || reference.rest.length > 0) return undefined;
    return Object.hasOwn(this.#variables, reference.name)
      ? textOf(this.#variables[reference.name]?.value)
      : undefined;
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** `module.a.module.b:aws` inherits from `module.a:aws`, and that from `aws`. */
function parentKey(key: string): string | undefined {
  const colon = key.lastIndexOf(':');
  if (colon < 0) return undefined;
  const name = key.slice(colon + 1).split('.')[0] ?? '';
  const path = key.slice(0, colon).split('.').slice(0, -2);
  return path.length === 0 ? name : `${path.join('.')}:${name}`;
}
