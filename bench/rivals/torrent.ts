import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const PIECE_BYTES = 256 * 1024;

/**
 * A metainfo file (BEP 3) for all files of a folder.
 *
 * @param announce the tracker's address
 */
export async function torrentOf(folder: string, announce: string): Promise<Buffer> {
  const names = (await readdir(folder)).sort();
  const contents = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const files = names.map((name, index) => ({
    length: contents[index]?.length ?? 0,
    path: [name],
  }));
  const info = {
    files,
    name: basename(folder),
    'piece length': PIECE_BYTES,
    pieces: pieceHashes(Buffer.concat(contents)),
  };
  return bencode({ announce, info });
}

function pieceHashes(content: Buffer): Buffer {
  const hashes: Buffer[] = [];
  for (let at = 0; at < content.length; at += PIECE_BYTES) {
    hashes.push(
      createHash('sha1')
        .update(content.subarray(at, at + PIECE_BYTES))
        .digest(),
    );
  }
  return Buffer.concat(hashes);
}

type Bencodable =
  | number
  | string
  | Buffer
  | readonly Bencodable[]
  | { readonly [key: string]: Bencodable };

/** BEP 3: keys are in the order of their bytes. */
export function bencode(value: Bencodable): Buffer {
  if (typeof value === 'number') return Buffer.from(`i${value}e`);
  if (typeof value === 'string') return bencode(Buffer.from(value));
  if (Buffer.isBuffer(value)) return Buffer.concat([Buffer.from(`${value.length}:`), value]);
  const [open, items] = Array.isArray(value)
    ? (['l', value.map(bencode)] as const)
    : (['d', entries(value as { readonly [key: string]: Bencodable })] as const);
  return Buffer.concat([Buffer.from(open), ...items, Buffer.from('e')]);
}

function entries(dictionary: { readonly [key: string]: Bencodable }): Buffer[] {
  return Object.keys(dictionary)
    .sort()
    .flatMap((key) => [bencode(key), bencode(dictionary[key] ?? '')]);
}
