import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packHeader } from '../git/pack-header.ts';
import { git } from './git.ts';

const HEADER = 12;
const TRAILER = 20;

export interface CutPack {
  readonly checksum: string;
  readonly file: string;
  readonly index: string;
}

/** A pack of some of a repository's objects, with the index that git makes of it. @param base of its file's path */
export function packOf(
  repository: string,
  base: string,
  choose: (oid: string, index: number) => boolean,
): CutPack {
  const all = git(repository, ['rev-list', '--objects', '--no-object-names', '--all']).split('\n');
  const list = all.filter(choose).map((oid) => `${oid}\n`);
  const args = ['pack-objects', '--quiet', '--delta-base-offset', base];
  const checksum = git(repository, args, Buffer.from(list.join('')));
  return { checksum, file: `${base}-${checksum}.pack`, index: `${base}-${checksum}.idx` };
}

/** Writes these entries as a pack that says of itself how many they are. */
export function writePack(file: string, objects: number, entries: Buffer): string {
  const content = Buffer.concat([packHeader(objects), entries]);
  writeFileSync(file, Buffer.concat([content, createHash('sha1').update(content).digest()]));
  return file;
}

export const entriesOf = (file: string) => readFileSync(file).subarray(HEADER, -TRAILER);
export const objectsIn = (file: string) => readFileSync(file).readUInt32BE(8);

/** A pack of which every delta builds on something in it, cut in two before its first delta. */
export function cutAtDelta(
  repository: string,
  folder: string,
  { file }: CutPack,
): [first: string, second: string] {
  const entry = /^[0-9a-f]{40} \S+ +\d+ \d+ (\d+)( \d+ [0-9a-f]{40})?$/;
  const all = git(repository, ['verify-pack', '-v', file])
    .split('\n')
    .flatMap((line) => {
      const [, offset, base] = entry.exec(line) ?? [];
      return offset === undefined ? [] : [{ offset: Number(offset), isDelta: base !== undefined }];
    })
    .sort((a, b) => a.offset - b.offset);
  const before = all.findIndex(({ isDelta }) => isDelta);
  const at = (all[before]?.offset ?? HEADER) - HEADER;
  const entries = entriesOf(file);
  return [
    writePack(join(folder, 'first'), before, entries.subarray(0, at)),
    writePack(join(folder, 'second'), objectsIn(file) - before, entries.subarray(at)),
  ];
}
