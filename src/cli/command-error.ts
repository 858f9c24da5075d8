/** The command cannot do what it was asked. The message is a sentence for the user. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
