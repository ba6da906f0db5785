import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { git } from '../../testing/git.ts';

const OBJ_BLOB = 3;
const OBJ_REF_DELTA = 7;
/** The most that one instruction of a delta copies (gitformat-pack(5)). */
const COPY = 0xffffff;

/**
 * A small pack whose objects are of `copies` times 16 MB each, `count` of them: deltas which copy the same over and
 * over again.
 */
export function deltaBomb(count: number, copies: number): Buffer {
  const base = Buffer.alloc(COPY);
  const baseId = createHash('sha1').update(`blob ${base.length}\0`).update(base).digest();
  const entries = [Buffer.concat([entryHeader(OBJ_BLOB, base.length), deflateSync(base)])];
  for (let index = 0; index < count; index += 1) {
    const mark = Buffer.from(`${index}`.padStart(8, '0'));
    const copy = Buffer.from([0b1111_0000, 0xff, 0xff, 0xff]);
    const delta = Buffer.concat([
      varint(base.length),
      varint(copies * COPY + mark.length),
      ...Array<Buffer>(copies).fill(copy),
      Buffer.from([mark.length]),
      mark,
    ]);
    const header = entryHeader(OBJ_REF_DELTA, delta.length);
    entries.push(Buffer.concat([header, baseId, deflateSync(delta)]));
  }
  const head = Buffer.alloc(12);
  head.write('PACK');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(entries.length, 8);
  const pack = Buffer.concat([head, ...entries]);
  return Buffer.concat([pack, createHash('sha1').update(pack).digest()]);
}

function entryHeader(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size & 15)];
  for (let rest = size >>> 4; rest > 0; rest >>>= 7) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 0x80;
    bytes.push(rest & 0x7f);
  }
  return Buffer.from(bytes);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 0x80);
  }
}

/**
 * A commit on the branch `bomb` with 10 to the power of `depth` files, in as many folders as `depth`.
 * @param content of each file
 */
export function treeBomb(repository: string, depth: number, content = 'one file'): string {
  let entry = `100644 blob ${git(repository, ['hash-object', '-w', '--stdin'], content)}`;
  for (let level = 0; level < depth; level += 1) {
    const lines = Array.from({ length: 10 }, (_, index) => `${entry}\t${index}\n`).join('');
    entry = `040000 tree ${git(repository, ['mktree'], lines)}`;
  }
  const commit = git(repository, ['commit-tree', entry.slice(-40), '-m', 'Many files']);
  git(repository, ['update-ref', 'refs/heads/bomb', commit]);
  return commit;
}
