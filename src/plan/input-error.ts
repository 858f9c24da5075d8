/** The input is not a plan, or not one that can be read. The message is one sentence for the user and quotes no value. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
