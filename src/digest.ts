import { createRequire } from 'node:module';

/**
 * The hash of a text. Few runs need one, and Node takes milliseconds to load its module for them.
 * @param algorithm as `crypto.createHash` takes it
 */
export function digest(algorithm: string, text: string, encoding: 'hex' | 'base64'): string {
  const crypto: typeof import('node:crypto') = createRequire(import.meta.url)('node:crypto');
  return crypto.createHash(algorithm).update(text).digest(encoding);
}
