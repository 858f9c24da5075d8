type Pieces = Generator<string, void>;

export function inModules(plan: unknown, copies: number, repeats?: (type: string) => boolean): Pieces;
export function counted(plan: unknown, names: readonly string[], count: number): Pieces;
export function calledModules(plan: unknown, call: string, count: number): Pieces;
export function write(path: string, texts: Iterable<string>): number;
