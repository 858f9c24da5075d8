/** The command cannot do what it was asked. The message is a sentence for the user. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** The error of a check that code of the user's keeps from coming to its end. */
export const cutShort = (): CommandError =>
  new CommandError(
    'The check came to no end: code of a configuration or policy ended the process, or waits for what never happens.',
  );
