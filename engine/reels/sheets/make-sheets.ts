import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { type Block, formatBlock } from '../../../shared/gtp/reel.ts';
import type { Repository } from '../../git/open.ts';
import type { PackFiles } from '../../packs/pack-files.ts';
import type { PackTable } from '../../packs/pack-table.ts';
import { packLeftOver } from './left-over.ts';
import { ListReader } from './read-list.ts';
import { Desk, SheetDraft } from './sheet-draft.ts';

/** Where sheets are made, and from what. */
export interface SheetPlace {
  readonly repository: Repository;
  /** The packs of the repository, always in the same order. */
  readonly packs: readonly PackTable[];
  readonly files: PackFiles;
  /** Of the reel: its lists are here, and sheets come here. */
  readonly directory: string;
  /** A folder that is not there yet, for what is removed in the end. */
  readonly scratch: string;
}

/** A block of which something is left over. */
interface Pending {
  readonly block: Block;
  readonly draft: SheetDraft;
  readonly file: FileHandle;
  lineOf(number: number): Buffer;
}

export function sheetPath(directory: string, block: Block): string {
  return join(directory, `${formatBlock(block)}.sheet`);
}

/**
 * Makes the sheets of some blocks: what cannot be copied is packed anew, for all of them at once.
 * @param blocks at most 94
 * @param onMade hears of each sheet that is there
 */
export async function makeSheets(
  place: SheetPlace,
  blocks: readonly Block[],
  onMade: (block: Block) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { repository, scratch, directory } = place;
  const pathOf = (block: Block) => join(scratch, `${formatBlock(block)}.sheet`);
  const files = new Set<FileHandle>();
  const finish = async ({ block, draft, file }: Omit<Pending, 'lineOf'>) => {
    await draft.finish(file);
    files.delete(file);
    await file.close();
    await rename(pathOf(block), sheetPath(directory, block));
    await onMade(block);
  };
  await mkdir(scratch);
  try {
    const lists = new ListReader(directory, repository.objectFormat);
    const desk = new Desk(place.files);
    const begun: Pick<Pending, 'block' | 'draft' | 'lineOf'>[] = [];
    for (const block of blocks) {
      const listed = await lists.read(block, signal);
      const draft = new SheetDraft(listed.oids, repository.objectFormat, desk);
      begun.push({ block, draft, lineOf: (number) => listed.line(number) });
      // Lists of one strip are read at once, and ids are sorted without any wait.
      await breathe();
    }
    const drafts = begun.map(({ draft }) => draft);
    await SheetDraft.locate(drafts, place.packs, signal);
    let pending: Pending[] = [];
    for (const { block, draft, lineOf } of begun) {
      await draft.takeFrom(place.packs, signal);
      const file = await open(pathOf(block), 'wx');
      files.add(file);
      if (draft.leftOver.length === 0) await finish({ block, draft, file });
      else pending.push({ block, draft, file, lineOf });
    }
    for (const areWhole of [false, true]) {
      if (pending.length === 0) break;
      const lines = pending.map(({ draft, lineOf }) => draft.leftOver.map(lineOf));
      const pack = await packLeftOver(repository, lines, scratch, areWhole, signal);
      for (const { draft, file } of pending) await draft.keepFrom(pack, file, signal);
      const isWhole = ({ draft }: Pending) => draft.leftOver.length === 0;
      for (const each of pending.filter(isWhole)) await finish(each);
      pending = pending.filter((each) => !isWhole(each));
    }
    if (pending.length > 0) throw new RangeError('objects that git packed are not in its pack');
  } finally {
    await Promise.all([...files].map((file) => file.close()));
    await rm(scratch, { recursive: true, force: true });
  }
}
