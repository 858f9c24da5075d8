/** A configuration or baseline that cannot be used; the message is a sentence for the user. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
