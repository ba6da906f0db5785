import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { Oid } from '../../shared/ids.ts';
import type { ScratchPlace } from './scratch-repository.ts';

const EMPTY_BLOB = {
  sha1: 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  sha256: '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
};

/** Makes the blob without bytes, by hand, since git knows no such object unless it is there. */
export async function writeEmptyBlob({ objects, objectFormat }: ScratchPlace): Promise<Oid> {
  const oid = EMPTY_BLOB[objectFormat];
  const folder = join(objects.directory, oid.slice(0, 2));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, oid.slice(2)), deflateSync('blob 0\0'));
  return oid as Oid;
}
