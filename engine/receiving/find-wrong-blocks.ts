import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Block, Reel } from '../../shared/gtp/reel.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import type { Repository } from '../git/open.ts';
import { readIndexedObjects } from '../git/pack-index.ts';
import type { Quarantine } from '../quarantine/quarantine.ts';
import type { ArrivedReel } from '../quarantine/received-reel.ts';
import { partition } from '../reels/listing/partition.ts';
import { StripLists } from '../reels/listing/strip-lists.ts';

/** A block that lacks objects which it should hold, and who sent it. */
export interface WrongBlock {
  readonly reel: Reel;
  readonly block: Block;
  readonly peer: PeerId;
}

/**
 * Compares what came with what should have come, once all objects are here: only then can the reels be
 * listed. Other objects than were asked for pass every check before that, if they are as many.
 */
export async function findWrongBlocks(
  repository: Repository,
  quarantine: Quarantine,
  reels: readonly ArrivedReel[],
  signal: AbortSignal,
): Promise<WrongBlock[]> {
  const wrong: WrongBlock[] = [];
  const lists = join(quarantine.scratchDirectory, 'lists');
  for (const arrived of reels) {
    await mkdir(lists);
    try {
      const { reel } = arrived.definition;
      await partition({ ...repository, ...quarantine.place }, reel, lists, () => {}, signal);
      wrong.push(...(await compare(arrived, lists, quarantine)));
    } finally {
      await rm(lists, { recursive: true, force: true });
    }
  }
  return wrong;
}

async function compare(
  { definition, done }: ArrivedReel,
  lists: string,
  quarantine: Quarantine,
): Promise<WrongBlock[]> {
  const { reel } = definition;
  const wrong: WrongBlock[] = [];
  for (const { block, checksum, peer } of done) {
    const expected = await listedObjects(StripLists.path(lists, block.strip), block);
    const index = join(quarantine.packDirectory, `pack-${checksum}.idx`);
    const here = await readIndexedObjects(index, reel.objectFormat);
    const isRight = expected.length > 0 && expected.every((oid) => here.has(oid));
    if (!isRight) wrong.push({ reel, block, peer });
  }
  return wrong;
}

/** The objects of a block, from its strip's list: `<oid>`, or `<oid> <path>`, a line each. */
async function listedObjects(list: string, { from, to }: Block): Promise<Oid[]> {
  const lines = (await readFile(list, 'latin1')).split('\n', to);
  return lines.slice(from).map((line) => line.split(' ', 1)[0] as Oid);
}
