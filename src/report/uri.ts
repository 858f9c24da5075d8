import { posix } from 'node:path';

const ABSOLUTE = /^(?:\/|[a-z]:\/)/i;

/**
 * A path as hosts want it: with `/` between folders and without empty parts. Of an absolute one only the name is left,
 * as no host finds it below its repository.
 */
export function relativePath(path: string): string {
  const normal = posix.normalize(path.replaceAll('\\', '/'));
  return ABSOLUTE.test(normal) ? posix.basename(normal) : normal;
}

/** A path as a relative reference of RFC 3986. */
export const uriOf = (path: string): string => relativePath(path).split('/').map(encodeSegment).join('/');

/** Lone surrogates have no UTF-8 to encode. */
const encodeSegment = (segment: string): string =>
  encodeURIComponent(segment.replaceAll(/\p{Cs}/gu, '\ufffd'));
