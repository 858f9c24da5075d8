/** The built-in policies. */
export const policies: readonly never[] = [];
