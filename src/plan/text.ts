import { Utf8Decoder } from './encoding.ts';

/** The text of a whole file in UTF-8 or UTF-16, without a byte order mark. */
export function textOf(bytes: Uint8Array): string {
  const utf8 = new Utf8Decoder();
  return utf8.decode(bytes).toString() + utf8.end().toString();
}
