/** The key of a `count` (number) or `for_each` (string) instance; undefined for a single instance. */
export type InstanceKey = string | number | undefined;

/** One step of a traversal: `.name`, `[0]` or `["key"]`; `end` is the offset in the text where it ends. */
export interface Step {
  readonly name?: string;
  readonly key?: string | number;
  readonly end: number;
}

/** One level of a module instance's address: `module.NAME[KEY]`. */
export interface ModuleStep {
  readonly name: string;
  readonly key: InstanceKey;
}

/**
 * Splits a traversal as Terraform prints it, such as `module.a["b.c"].aws_subnet.x[0].id`, into steps. Keys may hold
 * dots, brackets and escaped quotes. Text that is no traversal ends the list early.
 */
export function parseTraversal(text: string): readonly Step[] {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '[') {
      const end = text[at + 1] === '"' ? endOfQuoted(text, at + 1) : text.indexOf(']', at);
      if (end < 0) break;

      const inner = text.slice(at + 1, end);
      const key = inner.startsWith('"') ? unquote(inner) : Number(inner);
      if (typeof key === 'number' && !Number.isInteger(key)) break;
      at = end + 1;
      steps.push({ key, end: at });
    } else {
      const start = text[at] === '.' ? at + 1 : at;
      let end = start;
      while (end < text.length && text[end] !== '.' && text[end] !== '[') end++;
      if (end === start) break;
      const name = text.slice(start, end);
      const legacyIndex = steps.length > 0 && /^\d+$/.test(name);
      steps.push(legacyIndex ? { key: Number(name), end } : { name, end });
      at = end;
    }
  }
  return steps;
}

/** The steps of a module instance's address; empty for the root module. */
export function parseModuleAddress(address: string | undefined): readonly ModuleStep[] {
  if (address === undefined || address === '') return [];
  const levels: ModuleStep[] = [];
  const steps = parseTraversal(address);
  for (let i = 0; i + 1 < steps.length && steps[i]?.name === 'module';) {
    const key = steps[i + 2]?.key;
    levels.push({ name: steps[i + 1]?.name ?? '', key });
    i += key === undefined ? 2 : 3;
  }
  return levels;
}

/** The address of a child module instance below `parent` (`''` for the root module). */
export function childModule(parent: string, { name, key }: ModuleStep): string {
  return `${parent === '' ? '' : `${parent}.`}module.${name}${formatKey(key)}`;
}

/** `[0]`, `["key"]` or nothing, as Terraform prints it. */
function formatKey(key: InstanceKey): string {
  if (key === undefined) return '';
  if (typeof key === 'number') return `[${key}]`;
  return `[${JSON.stringify(key)
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{')}]`;
}

function endOfQuoted(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return text[at + 1] === ']' ? at + 1 : -1;
  }
  return -1;
}

function unquote(quoted: string): string {
  let text: unknown;
  try {
    text = JSON.parse(quoted);
  } catch {
    text = quoted.slice(1, -1);
  }
  return String(text)
    .replaceAll('$${', () => '${')
    .replaceAll('%%{', '%{');
}
