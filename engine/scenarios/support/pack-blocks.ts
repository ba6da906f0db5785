import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseBlock } from '../../../shared/gtp/reel.ts';
import { git } from '../../testing/git.ts';

const SHEET = '.sheet';

/**
 * Puts packs of their own in the place of what a peer has made of its blocks, for a test to damage: with the same
 * objects, in files that it sends as they are.
 * @param data of the peer
 * @param repository that it shares
 * @returns the packs' files, sorted; the index of each is beside it
 */
export function packBlocks(data: string, repository: string): string[] {
  const reels = join(data, 'reels');
  const names = readdirSync(reels, { recursive: true, encoding: 'utf8' });
  const sheets = names.filter((name) => name.endsWith(SHEET)).sort();
  return sheets.map((name) => packInstead(join(reels, name), repository));
}

function packInstead(sheet: string, repository: string): string {
  const name = basename(sheet, SHEET);
  const block = parseBlock(name);
  if (block === null) throw new Error(`${name} is no block`);
  const folder = dirname(sheet);
  const lines = readFileSync(join(folder, `${block.strip}.list`))
    .toString('latin1')
    .split('\n');
  const list = lines.slice(block.from, block.to).map((line) => `${line}\n`);
  const base = join(folder, name);
  const args = ['pack-objects', '--quiet', '--delta-base-offset', base];
  const checksum = git(repository, args, Buffer.from(list.join(''), 'latin1'));
  for (const ending of ['.pack', '.idx']) {
    renameSync(`${base}-${checksum}${ending}`, `${base}${ending}`);
  }
  rmSync(sheet);
  return `${base}.pack`;
}
