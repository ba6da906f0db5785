import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Repository } from '../../git/open.ts';
import { packObjects } from '../../git/pack-objects.ts';
import { PackTable } from '../../packs/pack-table.ts';

/** Blocks are told apart by one character of a path, which is printed and no space: up to 94 of them. */
const FIRST = 0x21;
/**
 * git's search for deltas is nearly all that this costs. Its ten make all blocks of git.git 0.5 % smaller, and of a
 * repository that packed itself not at all, for twice the processor's time.
 */
const WINDOW = 2;

/** Objects of one block, as the lines of its list. */
export type Lines = readonly Buffer[];

/**
 * Packs what is left over of several blocks, all at once. A delta is of use within its block alone: what git
 * searches for bases by are the last characters of a path, so each block gets one of its own there.
 * @param scratch a folder that is there
 * @param areWhole no deltas at all
 * @returns the pack, which stays there
 */
export async function packLeftOver(
  repository: Repository,
  blocks: readonly Lines[],
  scratch: string,
  areWhole: boolean,
  signal: AbortSignal,
): Promise<PackTable> {
  const { gitDir, objectsDir, objectFormat } = repository;
  // git's own temporary files, too, stay out of the user's repository, and it does not always remove them.
  const place = { gitDir, objects: { directory: scratch, alternates: [objectsDir] } };
  const base = join(scratch, areWhole ? 'whole' : 'deltas');
  const list = Readable.from(linesOf(blocks, objectFormat === 'sha1' ? 40 : 64));
  const checksum = await packObjects(place, list, base, signal, { areWhole, window: WINDOW });
  return PackTable.read(`${base}-${checksum}.pack`, objectFormat, signal);
}

function* linesOf(blocks: readonly Lines[], hexLength: number): Generator<Buffer> {
  for (const [index, lines] of blocks.entries()) {
    // git weighs each of the last characters four times as much as the one before it.
    const mark = Buffer.from(`aaa${String.fromCharCode(FIRST + index)}\n`);
    for (const line of lines) {
      const space = line.length > hexLength ? [] : [Buffer.from(' ')];
      yield Buffer.concat([line, ...space, mark]);
    }
  }
}
