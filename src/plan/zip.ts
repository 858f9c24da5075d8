/** The parts of a ZIP archive that are needed to read an entry. Nothing is written, and no name is used as a path. */
export interface ZipEntry {
  readonly name: string;
  /** Length in bytes when unpacked, as the archive has it. */
  readonly size: number;
  readonly crc32: number;
  readonly isDeflated: boolean;
  /** The packed bytes. */
  readonly data: Buffer;
}

/** The archive is damaged, or of a kind that Terraform does not write. */
export class ZipError extends Error {}

const END = 0x06054b50;
const END_LENGTH = 22;
const MAX_COMMENT_LENGTH = 0xffff;
const CENTRAL = 0x02014b50;
const CENTRAL_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

/**
 * Lists the entries by the central directory, which is the only place where Terraform's archives give the lengths.
 * @throws ZipError
 */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return centralDirectory(archive);
  } catch (error) {
    // Reading outside the bytes: some length or offset is wrong.
    throw error instanceof RangeError ? new ZipError() : error;
  }
}

function centralDirectory(archive: Buffer): ZipEntry[] {
  const end = endRecord(archive);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    if (archive.readUInt32LE(at) !== CENTRAL) throw new ZipError();
    const nameLength = archive.readUInt16LE(at + 28);
    entries.push(entryAt(archive, at, nameLength));
    at += CENTRAL_LENGTH + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

/** The record at the end, which only a comment may follow. */
function endRecord(archive: Buffer): number {
  const first = Math.max(0, archive.length - END_LENGTH - MAX_COMMENT_LENGTH);
  for (let at = archive.length - END_LENGTH; at >= first; at--) {
    if (
      archive.readUInt32LE(at) === END &&
      at + END_LENGTH + archive.readUInt16LE(at + 20) === archive.length
    )
      return at;
  }
  throw new ZipError();
}

function entryAt(archive: Buffer, at: number, nameLength: number): ZipEntry {
  const method = archive.readUInt16LE(at + 10);
  if ((archive.readUInt16LE(at + 8) & ENCRYPTED) !== 0 || (method !== STORED && method !== DEFLATED))
    throw new ZipError();
  const local = archive.readUInt32LE(at + 42);
  if (archive.readUInt32LE(local) !== LOCAL) throw new ZipError();
  const start = local + LOCAL_LENGTH + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const length = archive.readUInt32LE(at + 20);
  if (start + length > archive.length) throw new ZipError();
  return {
    name: archive.toString('utf8', at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength),
    size: archive.readUInt32LE(at + 24),
    crc32: archive.readUInt32LE(at + 16),
    isDeflated: method === DEFLATED,
    data: archive.subarray(start, start + length),
  };
}
