import type { InstanceKey } from './host.ts';

export interface ModuleStep {
  readonly name: string;
  readonly key: InstanceKey;
}

const step =
  /^\.?module\.([^.[]+)(?:\[(?:(\d+)|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"))\])?/u;

/** The steps of a module address such as `module.net["a"].module.sub[0]`; undefined if it is none. */
export function parseModuleAddress(address: string): ModuleStep[] | undefined {
  const steps: ModuleStep[] = [];
  let rest = address;
  while (rest !== '') {
    const [whole, name, index, quoted] = step.exec(rest) ?? [];
    if (whole === undefined || name === undefined) return undefined;
    steps.push({
      name,
      key: quoted === undefined ? (index === undefined ? undefined : Number(index)) : unquote(quoted),
    });
    rest = rest.slice(whole.length);
  }
  return steps;
}

/** The address of a module instance, as Terraform writes it. */
export function moduleAddress(parent: string, { name, key }: ModuleStep): string {
  return `${parent === '' ? '' : `${parent}.`}module.${name}${keyText(key)}`;
}

function keyText(key: InstanceKey): string {
  if (key === undefined) return '';
  if (typeof key === 'number') return `[${key}]`;
  return `[${JSON.stringify(key).replaceAll(/[$%]\{/g, (sign) => sign[0] + sign)}]`;
}

/** Keys are quoted as in the language: `$${` stands for `${`. */
function unquote(quoted: string): string {
  const text: unknown = JSON.parse(quoted);
  return String(text).replaceAll(/([$%])\1\{/g, '$1{');
}
