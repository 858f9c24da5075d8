import { posix } from 'node:path';

/** A path with `/` between folders and without `.` and empty parts, whatever system it comes from. */
export const posixPath = (path: string): string => posix.normalize(path.replaceAll('\\', '/'));

const DRIVE = /^[a-z]:(?=\/)/i;

/** A path as RFC 3986 wants it: a relative reference, or a `file:` URI for an absolute path. */
export function uriOf(path: string): string {
  const [drive = ''] = DRIVE.exec(posixPath(path)) ?? [];
  const encoded = posixPath(path).slice(drive.length).split('/').map(encodeSegment).join('/');
  if (drive !== '') return `file:///${drive}${encoded}`;
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}

/** Lone surrogates have no UTF-8 to encode. */
const encodeSegment = (segment: string): string =>
  encodeURIComponent(segment.replaceAll(/\p{Cs}/gu, '\ufffd'));
