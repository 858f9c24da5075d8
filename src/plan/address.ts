/** One step of a module path; its key is a number or a quoted string, in which anything may stand. */
const MODULE_STEP = /module\.[^.[]+(?:\[(?:\d+|"[^"\\]*(?:\\.[^"\\]*)*")\])?\./y;

/** The address of the module that a resource address lies in; undefined in the root module. */
export function moduleAddressOf(address: string): string | undefined {
  let end = 0;
  MODULE_STEP.lastIndex = 0;
  while (MODULE_STEP.test(address)) end = MODULE_STEP.lastIndex;
  return end === 0 ? undefined : address.slice(0, end - 1);
}
