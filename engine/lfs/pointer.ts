import { isUtf8 } from 'node:buffer';
import type { LfsOid } from '../../shared/ids.ts';

/** What stands in a repository for a large file (git-lfs, docs/spec.md). */
export interface Pointer {
  readonly oid: LfsOid;
  /** In bytes. */
  readonly size: number;
}

/** As git-lfs writes it into `.gitattributes`. */
export const LFS_ATTRIBUTE = 'filter=lfs';
/** A file of this many bytes or more is none. */
export const POINTER_LIMIT = 1024;

const VERSIONS: readonly string[] = [
  'https://git-lfs.github.com/spec/v1',
  'https://hawser.github.com/spec/v1',
  'http://git-media.io/v/2',
];
const LINE = /^[a-z0-9.-]+ [^\n]*$/;

/** Null for a file that is no pointer. */
export function parsePointer(content: Buffer): Pointer | null {
  if (content.length >= POINTER_LIMIT || !content.subarray(0, 8).equals(BEGINNING)) return null;
  if (!isUtf8(content)) return null;
  const lines = content.toString('utf8').replace(/\n$/, '').split('\n');
  if (!lines.every((line) => LINE.test(line))) return null;
  const fieldOf = (key: string) => {
    const [line, ...more] = lines.filter((each) => each.startsWith(`${key} `));
    return line === undefined || more.length > 0 ? null : line.slice(key.length + 1);
  };
  const [, oid] = /^sha256:([0-9a-f]{64})$/.exec(fieldOf('oid') ?? '') ?? [];
  const size = /^\d{1,15}$/.test(fieldOf('size') ?? '') ? Number(fieldOf('size')) : null;
  const isKnown =
    lines[0] === `version ${fieldOf('version')}` && VERSIONS.includes(fieldOf('version') ?? '');
  return isKnown && oid !== undefined && size !== null ? { oid: oid as LfsOid, size } : null;
}

const BEGINNING = Buffer.from('version ');
